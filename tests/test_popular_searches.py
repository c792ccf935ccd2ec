"""«Tìm nhiều»: what readers search for, in the paper's own words, without saying who asked."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.apps import apps
from django.core.management import call_command
from django.db import DatabaseError, connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles import noting, publishing, tag_keeping
from articles.models import (
    Article,
    ArticleTag,
    PopularSearch,
    SearchCount,
    SearchMark,
    Tag,
    TagAlias,
)
from articles.search import popular, sqlite
from articles.search.popular import writing
from articles.search.popular.shown import ENOUGH, SHOWN
from tests.builders import a_draft, an_article
from tests.desk import at_the_desk, desk, filled_in
from tests.opened_paper import said_by_a_process

pytestmark = pytest.mark.django_db

AT = "/da-tim/"
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def _write_at_once(settings):
    settings.READS_WRITTEN_EVERY = 0


def sends(client, said, *, of="203.0.113.7", browser=FIREFOX, **headers):
    """The answer to what the script of a page of results sends; or whatever else."""
    sent = said if isinstance(said, bytes) else said.encode()
    about = {"content_type": "text/plain;charset=UTF-8", "REMOTE_ADDR": of}
    return client.post(AT, sent, headers={"User-Agent": browser} | headers, **about)


def searched(query: str, *, by: int = ENOUGH, ago: timedelta = timedelta(0)) -> None:
    """So many networks search for something, some time ago."""
    for n in range(by):
        popular.note(query, f"198.51.100.{n}", FIREFOX, timezone.now() - ago)


def counted() -> dict[str, int]:
    counts = SearchCount.objects.values_list("search__text", "searches")
    found = {}
    for text, n in counts:
        found[text] = found.get(text, 0) + n
    return found


def shown(client, query: str = "") -> list[str]:
    """What the search page lists as searched for by many."""
    answer = client.get("/tim-kiem/", {"q": query} if query else {})
    page = BeautifulSoup(answer.content, "html.parser")
    return [link.get_text() for link in page.select(".popular a")]


def everything_stored() -> str:
    """All rows of all tables, in one text."""
    return "\n".join(
        str(row) for model in apps.get_models() for row in model._base_manager.values_list()
    )


# Only the paper's own words ----------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("hoa binh", "hòa bình"),
        ("HOÀ BÌNH", "hòa bình"),
        ("hoa\u0300 bi\u0300nh", "hòa bình"),
        ('"hòa bình"', "hòa bình"),
        ("giữ hòa bình", "Giữ hòa bình"),
        ("covid 19", "COVID-19"),
    ],
)
def test_what_a_reader_types_is_counted_as_the_paper_writes_it(client, typed, kept):
    an_article("Giữ hòa bình sau COVID-19")
    sends(client, typed)
    assert counted() == {kept: 1}


@pytest.mark.parametrize(
    "typed",
    [
        "so dien thoai 0912345678",
        "hòa bình của Lan",
        "bình hòa",  # Not in this order.
        "hóa bình",  # Marks were typed, and are others.
        "giữ biên giới",  # Not in a row.
        "hòa",  # One word says too little.
        "hòa bình -giữ",
        "biên giới. Giữ",
        "tỉnh Hòa",  # Of two sentences.
        " ".join(["hòa bình"] * 10),
        "",
        " - - ",
    ],
)
def test_what_the_paper_never_printed_is_not_kept(client, typed):
    an_article("Giữ hòa bình ở biên giới tỉnh. Hòa ca")
    before = everything_stored()
    assert sends(client, typed).status_code == 204
    assert everything_stored() == before


def test_words_of_what_is_not_public_are_not_kept(client):
    a_draft("Sáp nhập Kremenchuk", tags=["Kremenchuk"])
    an_article("Mở cửa Zaporozhets", at=timezone.now() + DAY, tags=["Zaporozhets"])
    gone = publishing.withdraw(an_article("Vu cáo Petrovich"), by=None, reason="Sai")
    gone.tags.add("Petrovich")
    for typed in ("sap nhap kremenchuk", "kremenchuk", "mo cua zaporozhets", "zaporozhets"):
        sends(client, typed)
    for typed in ("vu cao petrovich", "petrovich"):
        sends(client, typed)
    assert not PopularSearch.objects.exists()


def test_a_topic_is_counted_by_its_name_however_it_is_called(client):
    an_article("Tin vắn", tags=["Liên minh châu Âu"])
    TagAlias.objects.create(tag=Tag.objects.get(), name="EU")
    for typed in ("eu", "lien minh chau au", "Liên minh châu Âu"):
        sends(client, typed)
    sends(client, "EU", of="203.0.113.8")
    assert counted() == {"Liên minh châu Âu": 2}


def test_a_phrase_longer_than_a_question_is_not_kept(client):
    long_word = "dài" * 30
    an_article(f"Chuyện {long_word} và {long_word}")
    sends(client, f"{long_word} và {long_word}")
    assert not PopularSearch.objects.exists()


# Who counts --------------------------------------------------------------------------


def test_the_answer_says_nothing_whether_it_counts_or_not(client):
    an_article("Giữ hòa bình")
    for said in ("hoa binh", "không có chữ này"):
        response = sends(client, said)
        assert (response.status_code, response.content) == (204, b"")
        assert "no-store" in response["Cache-Control"]
        assert not response.cookies


def test_one_network_counts_once_a_day_however_it_spells_the_words(client):
    an_article("Giữ hòa bình")
    for typed in ("hoa binh", "hòa bình", "HÒA BÌNH", "hoà  bình"):
        sends(client, typed)
        sends(client, typed, browser=f"{FIREFOX} x")
    for n in range(5):
        sends(client, "hoa binh", of=f"2001:db8:0:1::{n}")
    assert counted() == {"hòa bình": 2}


def test_the_same_reader_counts_for_other_words_and_on_another_day(client):
    an_article("Giữ hòa bình ở biên giới")
    now = timezone.now()
    for typed, at in (("hòa bình", now - DAY), ("hòa bình", now), ("biên giới", now)):
        popular.note(typed, "203.0.113.7", FIREFOX, at)
    assert counted() == {"hòa bình": 2, "biên giới": 1}


def test_who_asked_is_not_in_the_database(client):
    an_article("Giữ hòa bình ở biên giới")
    for typed in ("hòa bình", "biên giới"):
        sends(client, typed)
    one, other = SearchMark.objects.all()
    network = "203.0.113.7/32"
    sender = noting.day_key(writing.KIND, timezone.localdate(), network)
    stored = everything_stored()
    assert "203.0.113" not in stored
    assert sender not in stored
    assert one.key != other.key
    searched("hòa bình", by=1, ago=-DAY)  # The same again tomorrow has another mark.
    assert SearchMark.objects.filter(pk__in=[one.key, other.key]).count() == 2
    assert SearchMark.objects.count() == 3


def test_marks_of_yesterday_are_gone(client):
    an_article("Giữ hòa bình")
    searched("hòa bình", ago=DAY)
    sends(client, "hòa bình")
    assert [mark.day for mark in SearchMark.objects.all()] == [timezone.localdate()]


@pytest.mark.parametrize(
    "robot",
    ["", "curl/8.5.0", "Mozilla/5.0 (compatible; Googlebot/2.1)", "Mozilla/5.0 HeadlessChrome/140"],
)
def test_robots_do_not_count(client, robot):
    an_article("Giữ hòa bình")
    assert sends(client, "hòa bình", browser=robot).status_code == 204
    assert counted() == {}


def test_another_site_cannot_count_for_us(client):
    an_article("Giữ hòa bình")
    assert sends(client, "hòa bình", **{"Sec-Fetch-Site": "cross-site"}).status_code == 403
    assert sends(client, "hòa bình", Origin="https://elsewhere.example").status_code == 403
    assert counted() == {}


@pytest.mark.parametrize(
    "said",
    [
        "hòa\x00bình\x00",
        "\x00" * 200,
        b"\xff\xfe\x00h",
        b"h\xc3",
        b"\xed\xa0\x80\xed\xbf\xbf hoa binh",
        "hòa bình " * 1_200_000,
        "a\u0301\u0316" * 90,
        "\u202e\u200b\ufeff",
        "'; DROP TABLE articles_article; --",
        '"h:hoa" OR hòa* NEAR(bình) & ! | :* \\',
        "category=1 photo=1",
        "%00 %s %(x)s {} {0}",
        "😀 😀",
    ],
    ids=range(13),
)
def test_whatever_is_sent_the_answer_is_the_same(client, said):
    an_article("Giữ hòa bình", tags=["hòa"])
    for about in ({}, {"Content-Encoding": "gzip"}):
        answer = sends(client, said, **about)
        assert (answer.status_code, answer.content) == (204, b"")
    for kind in ("multipart/form-data; boundary=x", "application/json", "x;charset=klingon"):
        body = said if isinstance(said, bytes) else said.encode()
        answer = client.post(AT, body, content_type=kind, headers={"User-Agent": FIREFOX})
        assert (answer.status_code, answer.content) == (204, b"")
    assert set(counted()) <= {"hòa bình"}


def test_only_posts_are_taken(client):
    for verb in ("get", "head", "put", "patch", "delete", "options", "trace"):
        assert getattr(client, verb)(AT).status_code == 405, verb
    assert client.get(f"{AT}?q=hoa+binh").status_code == 405


# How it is written -------------------------------------------------------------------


def test_searches_wait_in_memory_and_are_written_together(client, settings):
    an_article("Giữ hòa bình")
    settings.READS_WRITTEN_EVERY = 3600
    for n in range(9):
        sends(client, "hoa binh", of=f"203.0.113.{n}")
    assert counted() == {}
    popular.notebook.flush()
    popular.notebook.flush()
    assert counted() == {"hòa bình": 9}


def test_what_the_database_refuses_now_is_written_later(client, settings, monkeypatch):
    an_article("Giữ hòa bình")
    settings.READS_WRITTEN_EVERY = 3600

    def refusing(batch):
        raise DatabaseError

    sends(client, "hoa binh")
    with monkeypatch.context() as broken:
        broken.setattr(popular.notebook, "write", refusing)
        popular.notebook.flush()
    assert counted() == {}
    popular.notebook.flush()
    assert counted() == {"hòa bình": 1}


def test_two_processes_that_bring_the_same_search_count_it_once():
    an_article("Giữ hòa bình")
    same = popular.Search("hòa bình", "s" * 32, timezone.localdate())
    popular.write([same])
    popular.write([same, popular.Search("hoa binh", "s" * 32, timezone.localdate())])
    assert counted() == {"hòa bình": 1}


def test_a_process_that_ends_writes_what_waits(tmp_path):
    """Another process notes a search, ends at once, and the next finds it."""
    noted = said_by_a_process(
        tmp_path,
        "from django.core.management import call_command\n"
        "from articles.search import popular\n"
        "from tests.builders import an_article\n"
        "call_command('migrate', verbosity=0)\n"
        "an_article('Giữ hòa bình')\n"
        f"print(popular.note('hoa binh', '203.0.113.7', {FIREFOX!r}))",
    )
    assert noted == "True"
    found = "from articles.models import SearchCount\nprint(SearchCount.objects.get().search)"
    assert said_by_a_process(tmp_path, found) == "hòa bình"


def test_of_a_flood_only_so_much_is_looked_up_and_what_most_ask_goes_first(monkeypatch):
    an_article("Giữ hòa bình ở biên giới phía bắc")
    day = timezone.localdate()
    flood = [popular.Search(f"chữ số {n}", f"kẻ {n}", day) for n in range(50)]
    readers = [popular.Search("hòa bình", f"bạn {n}", day) for n in range(3)]
    monkeypatch.setattr(writing, "MOST_RESOLVED", 5)
    with CaptureQueriesContext(connection) as few:
        popular.write(flood[:5])
    with CaptureQueriesContext(connection) as many:
        popular.write(flood + readers)
    assert counted() == {"hòa bình": 3}
    assert len(many) < len(few) + 20


def test_one_network_cannot_crowd_out_others_in_a_batch(monkeypatch):
    an_article("Giữ hòa bình ở biên giới")
    day = timezone.localdate()
    monkeypatch.setattr(writing, "MOST_RESOLVED", 6)
    flood = [popular.Search(f"chữ số {n}", "một kẻ", day) for n in range(50)]
    popular.write([*flood, popular.Search("hòa bình", "bạn đọc", day)])
    assert counted() == {"hòa bình": 1}


@pytest.mark.skipif(connection.vendor != "sqlite", reason="a search of under a millisecond")
def test_a_search_that_takes_too_long_is_dropped(client, settings, monkeypatch):
    an_article("Giữ hòa bình", tags=["Nga"])
    monkeypatch.setattr(sqlite, "STEPS", 1)
    settings.SEARCH_SECONDS = 1e-9
    for typed in ("hòa bình", "nga"):
        assert sends(client, typed).status_code == 204
    assert counted() == {"Nga": 1}


def test_counts_of_last_week_and_words_nobody_asks_for_are_forgotten(client):
    an_article("Giữ hòa bình ở biên giới")
    searched("biên giới", ago=9 * DAY)
    searched("hòa bình")
    assert counted() == {"hòa bình": ENOUGH}
    assert [each.text for each in PopularSearch.objects.all()] == ["hòa bình"]


def test_only_the_most_searched_words_are_kept(client, monkeypatch):
    an_article("Giữ hòa bình ở biên giới phía bắc")
    monkeypatch.setattr(writing, "MOST_KEPT", 2)
    searched("hòa bình", by=3)
    searched("biên giới", by=1)
    searched("phía bắc", by=2)
    assert set(counted()) == {"hòa bình", "phía bắc"}


# What readers see --------------------------------------------------------------------


def test_what_several_networks_searched_for_is_listed_the_most_first(client):
    an_article("Giữ hòa bình ở biên giới phía bắc", tags=["Nga"])
    searched("bien gioi", by=ENOUGH)
    searched("hoa binh", by=ENOUGH + 2)
    searched("nga", by=ENOUGH + 1)
    searched("phia bac", by=ENOUGH - 1)
    assert shown(client) == ["hòa bình", "Nga", "biên giới"]
    assert shown(client, "xyzzyx") == ["hòa bình", "Nga", "biên giới"]
    assert shown(client, "hoa binh") == []


def test_a_home_that_asks_every_day_lifts_nothing_into_the_list(client):
    an_article("Giữ hòa bình")
    for days in range(6, -1, -1):
        searched("hòa bình", by=1, ago=days * DAY)
    assert counted() == {"hòa bình": 7}
    assert shown(client) == []


def test_what_was_searched_for_last_week_is_listed_no_more(client):
    an_article("Giữ hòa bình ở biên giới")
    searched("hòa bình", ago=7 * DAY)
    searched("biên giới", ago=6 * DAY)
    assert shown(client) == ["biên giới"]


def test_the_list_is_short(client):
    for n in range(SHOWN + 4):
        an_article(f"Tin số{n} trong ngày")
        searched(f"tin số{n}")
    assert len(shown(client)) == SHOWN


def test_every_link_of_the_list_finds_something_and_is_not_counted_again(client):
    an_article("Giữ hòa bình & “tự do” ở đây", tags=["R&D #1"])
    searched("hòa bình & “tự do”")
    searched("R&D #1")
    page = BeautifulSoup(client.get("/tim-kiem/").content, "html.parser")
    links = [link["href"] for link in page.select(".popular a")]
    assert len(links) == 2
    for link in links:
        address, _mark, place = link.partition("#")
        found = BeautifulSoup(client.get(address).content, "html.parser")
        assert found.select(".card-headline")
        assert found.select_one("script[data-words]")["data-unless-from"] == f"#{place}"


def test_words_of_a_withdrawn_article_disappear_at_once(client):
    article = an_article("Giữ hòa bình", tags=["Nga"])
    searched("hòa bình")
    searched("nga")
    publishing.withdraw(article, by=None, reason="Sai")
    assert shown(client) == []
    publishing.restore(article, by=None)
    assert set(shown(client)) == {"hòa bình", "Nga"}


def test_words_that_another_article_has_come_back_when_they_are_asked_for(client):
    an_article("Vì hòa bình", at=timezone.now() - DAY)
    newer = an_article("Giữ hòa bình")
    searched("hòa bình")
    publishing.withdraw(newer, by=None, reason="Sai")
    assert shown(client) == []
    sends(client, "hòa bình")
    assert shown(client) == ["hòa bình"]


def test_words_that_were_written_out_of_a_headline_disappear(client):
    article = an_article("Ông Nguyễn Nhầm bị bắt")
    searched("nguyễn nhầm")
    assert shown(client) == ["Nguyễn Nhầm"]
    Article.objects.filter(pk=article.pk).update(headline="Một người bị bắt")
    assert shown(client) == []


def test_a_topic_that_was_renamed_merged_or_taken_away_disappears(client):
    article = an_article("Tin vắn", tags=["Nga", "Liên Xô", "Trung Á"])
    for name in ("Nga", "Liên Xô", "Trung Á"):
        searched(name)
    Tag.objects.filter(name="Nga").update(name="Liên bang Nga")
    kept = Tag.objects.get(name="Trung Á")
    tag_keeping.merge([Tag.objects.get(name="Liên Xô")], kept, by=None)
    assert shown(client) == ["Trung Á"]
    ArticleTag.objects.filter(content_object=article).delete()
    assert shown(client) == []


def test_a_page_of_results_says_what_was_asked_and_only_its_first_page(client):
    for n in range(25):
        an_article(f"Giữ hòa bình {n}")
    page = BeautifulSoup(client.get("/tim-kiem/?q=hoa+binh").content, "html.parser")
    told = page.select_one("script[data-words]")
    assert (told["data-read"], told["data-words"]) == (AT, "hoa binh")
    for address in ("/tim-kiem/", "/tim-kiem/?q=hoa+binh&trang=2", "/tim-kiem/?q=xyzzyx", "/"):
        assert b"data-words" not in client.get(address).content, address
    # Only some of the words are there.
    assert b"data-words" not in client.get("/tim-kiem/?q=hoa+binh+xyzzyx").content


def test_before_anything_is_typed_the_list_is_suggested(client):
    an_article("Giữ hòa bình")
    searched("hòa bình")
    said = client.get("/tim-kiem/goi-y/").json()["suggestions"]
    address = "/tim-kiem/?q=h%C3%B2a+b%C3%ACnh#tim-nhieu"
    assert said == [{"text": "hòa bình", "address": address, "kind": "Tìm nhiều"}]


def test_the_list_costs_one_query_however_much_there_is(client):
    an_article("Giữ hòa bình", tags=["Nga"])
    searched("hòa bình")
    costs = []
    for n in (1, 60):
        for i in range(n):
            an_article(f"Tin số{i} trong ngày", tags=[f"Đề {i}"])
            searched(f"tin số{i}")
            searched(f"đề {i}")
        with CaptureQueriesContext(connection) as queries:
            assert shown(client)
        costs.append(len([each for each in queries if "popularsearch" in each["sql"]]))
    assert costs == [1, 1]


# At the desk -------------------------------------------------------------------------


@pytest.mark.parametrize("group", ["Biên tập viên", "Thư ký tòa soạn"])
def test_an_editor_hides_words_for_good(client, group):
    an_article("Giữ hòa bình")
    searched("hòa bình")
    member, row = at_the_desk(group), PopularSearch.objects.get()
    listed = member.get(desk("articles.popularsearch"), {"q": "hoa binh"})
    assert "hòa bình" in listed.text
    form = desk("articles.popularsearch", "change", row.pk)
    sent = filled_in(member.get(form)) | {"is_hidden": "on", "text": "Chữ khác"}
    assert member.post(form, sent).status_code == 302
    assert shown(client) == []
    searched("hòa bình", ago=-9 * DAY)
    row.refresh_from_db()
    assert (row.text, row.is_hidden) == ("hòa bình", True)
    assert shown(client) == []


def test_an_editor_sees_what_most_ask_for_first_and_what_is_hidden():
    an_article("Giữ hòa bình ở biên giới phía bắc")
    for words, networks in (("phía bắc", 1), ("hòa bình", 2), ("biên giới", 4)):
        searched(words, by=networks)
    PopularSearch.objects.filter(text="hòa bình").update(is_hidden=True)
    listed = at_the_desk("Biên tập viên").get(desk("articles.popularsearch"))
    rows = BeautifulSoup(listed.content, "html.parser").select("#result_list tbody tr")
    said = [[cell.get_text(strip=True) for cell in row.select("td, th")] for row in rows]
    assert [[part for part in row if part] for row in said] == [
        ["biên giới", "4", "-"],
        ["hòa bình", "2", "Không hiện"],
        ["phía bắc", "1", "-"],
    ]


def test_hidden_words_stay_hidden_when_nobody_asks_for_them(client):
    an_article("Giữ hòa bình ở biên giới")
    searched("hòa bình", ago=9 * DAY)
    PopularSearch.objects.create(text="biên giới", is_hidden=True)
    searched("hòa bình")
    searched("biên giới")
    assert shown(client) == ["hòa bình"]


def test_nobody_adds_or_deletes_popular_searches():
    an_article("Giữ hòa bình")
    searched("hòa bình")
    row, chief = PopularSearch.objects.get(), at_the_desk("Thư ký tòa soạn")
    assert chief.get(desk("articles.popularsearch", "add")).status_code == 403
    assert chief.post(desk("articles.popularsearch", "delete", row.pk)).status_code == 403
    assert PopularSearch.objects.exists()


@pytest.mark.parametrize("group", ["Phóng viên", "Phòng ảnh", "Kiểm duyệt viên"])
def test_others_at_the_desk_do_not_see_them(group):
    assert at_the_desk(group).get(desk("articles.popularsearch")).status_code == 403


@pytest.mark.django_db(transaction=True)
def test_the_migration_goes_both_ways():
    call_command("migrate", "articles", "0013", verbosity=0)
    assert "articles_popularsearch" not in connection.introspection.table_names()
    call_command("migrate", verbosity=0)
    assert "articles_popularsearch" in connection.introspection.table_names()
