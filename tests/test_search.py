"""A reader finds a story: without marks, with them, in any spelling, on both databases alike."""

import unicodedata
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles import body, publishing
from articles.models import Article, PinnedResult, SearchEntry, SpellingVariants
from articles.search import SearchTookTooLongError, dictionary, find, index, rebuilding
from articles.search.engines import engine
from articles.search.index import key_at
from articles.search.latest import latest
from articles.search.narrowing import Kind, Narrowing
from articles.search.terms import Token
from tests.builders import a_category, a_draft, a_photo, an_article, an_author

pytestmark = pytest.mark.django_db

PEACE = "Lực lượng gìn giữ hòa bình lên đường"


def headlines(query: str, narrowing: Narrowing | None = None, **how) -> list[str]:
    found = find(query, dictionary.read(), narrowing, **how)
    named = dict(Article.objects.values_list("pk", "headline"))
    return [named[pk] for pk in found.page(1, 100)]


def nfd(text: str) -> str:
    return unicodedata.normalize("NFD", text)


# Spelling -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "query",
    ["hòa bình", "hoà bình", "HOÀ BÌNH", "hoa binh", nfd("hòa bình"), nfd("hoà bình"), "Hoa Binh"],
)
def test_a_story_is_found_however_its_words_are_typed(query):
    an_article("Chợ hoa họp lúc bình minh", at=timezone.now() - timedelta(days=1))
    an_article(PEACE, at=timezone.now() - timedelta(days=900))
    assert headlines(query)[0] == PEACE


def test_typed_marks_come_first_and_the_others_follow():
    an_article("Xe toa trần chở hàng", at=timezone.now() - timedelta(days=1))
    an_article("Tòa án mở phiên mới", at=timezone.now() - timedelta(days=2))
    an_article("Phường tọa đàm với dân", at=timezone.now() - timedelta(days=3))
    assert headlines("tòa")[0] == headlines("toà")[0] == "Tòa án mở phiên mới"
    assert headlines("tọa")[0] == "Phường tọa đàm với dân"
    assert len(headlines("toa")) == len(headlines("TÒA")) == 3


def test_words_that_agree_without_marks_hide_no_story_with_most_of_the_typed_ones():
    now = timezone.now()
    for day in range(12):
        said = body.paragraph("Mùa mưa rồi cũng qua, nước lại rút.")
        an_article(f"Bản tin số {day}", body=said, at=now - timedelta(days=day + 1))
    an_article("Nghệ nhân rối nước trên ao làng", at=now - timedelta(days=900))
    assert headlines("múa rối nước")[0] == "Nghệ nhân rối nước trên ao làng"


def test_typed_marks_count_for_pairs_of_words_and_in_headlines_too():
    now = timezone.now()
    said = body.paragraph("Giá mười nghìn đồng. Quét thêm một lớp hồ.")
    an_article("Tranh Đông Hồ ngày Tết", body=said, at=now)
    said = body.paragraph("Khách xem đồng hồ.")
    an_article("Thang cuốn chạy chậm", body=said, at=now - timedelta(days=500))
    assert headlines("đồng hồ")[0] == "Thang cuốn chạy chậm"
    assert headlines("đông hồ")[0] == headlines("dong ho")[0] == "Tranh Đông Hồ ngày Tết"


def test_d_finds_đ_and_đ_comes_first_where_it_was_typed():
    an_article("Dương liễu bên hồ", at=timezone.now())
    an_article("Đường sắt mở tuyến", at=timezone.now() - timedelta(days=1))
    assert set(headlines("duong")) == {"Dương liễu bên hồ", "Đường sắt mở tuyến"}
    assert headlines("đường")[0] == "Đường sắt mở tuyến"


@pytest.mark.parametrize(
    ("said", "query"),
    [
        ("Ngày 06/6/2023 họp ở Minsk", "6/6/2023"),
        ("Ngày 6/6/2023 họp ở Minsk", "06/06/2023"),
        ("Ngân sách 2.500 tỷ đồng", "2.500"),
        ("Ngân sách 2.500 tỷ đồng", "2500"),
        ("Tiêm phòng COVID-19 đợt ba", "covid19"),
        ("Tiêm phòng COVID-19 đợt ba", "covid 19"),
        ("Thủ tướng Müller và ông Łukasz", "muller lukasz"),
        ("Thủ tướng Müller và ông Łukasz", "Müller"),
        ("ОДКБ họp khẩn", "одкб"),
        ("Phim dán nhãn 16+", "16+"),
    ],
)
def test_numbers_dates_and_foreign_names_are_found_as_they_are_typed(said, query):
    an_article("Chuyện khác, năm 2023, 19 người, 500 đồng")
    an_article(said)
    assert headlines(query)[0] == said


def test_a_variant_of_the_dictionary_finds_every_spelling():
    SpellingVariants.objects.create(spellings="Moskva\nMát-xcơ-va\nMatxcơva\nMoscow")
    for headline in ("Tuyết ở Moskva", "Tuyết ở Mát-xcơ-va", "Tuyết ở Matxcơva"):
        an_article(headline)
    an_article("Tuyết ở Minsk")
    for query in ("moskva", "mat xco va", "Mát-xcơ-va", "matxcova", "tuyết Moscow"):
        assert len(headlines(query)) == 3, query


def test_a_word_with_other_marks_is_no_variant():
    SpellingVariants.objects.create(spellings="Nga\nLiên bang Nga\nRussia")
    an_article("Russia gửi điện")
    an_article("Ngà voi bị thu giữ")
    assert headlines("ngà") == ["Ngà voi bị thu giữ"]
    assert set(headlines("nga")) == {"Russia gửi điện", "Ngà voi bị thu giữ"}


# What is asked ---------------------------------------------------------------------------


def test_quotes_ask_for_words_in_a_row():
    an_article("Hòa bình trên biển")
    an_article("Bình yên và hòa thuận", body=body.paragraph("Một đóa hoa. Bình minh lên."))
    assert headlines('"hòa bình"') == headlines("“hoa binh”") == ["Hòa bình trên biển"]
    assert len(headlines("hoa binh")) == 2


def test_a_minus_leaves_out():
    an_article("Bóng đá nữ thắng")
    an_article("Bóng đá nam thua")
    assert headlines("bóng đá -nam") == ["Bóng đá nữ thắng"]
    assert headlines('bóng -"đá nữ"') == ["Bóng đá nam thua"]
    assert headlines("-nam") == []


def test_every_part_of_a_story_is_found():
    photo = a_photo(caption="Ảnh chụp ở Bến Tre")
    an_article(
        "Tít bài",
        standfirst="Sapo nói về Cà Mau",
        body=body.paragraph("Thân bài nói về Hà Giang")
        + body.figure(a_photo().pk, "", "Đèo Ngang"),
        tags=["Thủy lợi"],
        by=["Trần Văn Tám"],
        lead_photo=photo,
    )
    for query in (
        "cà mau",
        "hà giang",
        "thủy lợi",
        "tran van tam",
        "bến tre",
        "đèo ngang",
        "tít bài",
    ):
        assert headlines(query) == ["Tít bài"], query


def test_a_headline_weighs_more_than_a_body_and_new_more_than_old():
    now = timezone.now()
    an_article("Chuyện sông Hồng", at=now - timedelta(days=300))
    an_article("Chuyện khác", body=body.paragraph("Có nhắc sông Hồng."), at=now)
    an_article("Lũ sông Hồng", at=now - timedelta(days=1))
    assert headlines("song hong") == ["Lũ sông Hồng", "Chuyện sông Hồng", "Chuyện khác"]


def test_newest_first_is_an_order_of_its_own():
    now = timezone.now()
    an_article("Sông Hồng", at=now - timedelta(days=2))
    an_article("Chuyện khác", body=body.paragraph("Có nhắc sông Hồng."), at=now)
    assert headlines("sông hồng", newest_first=True) == ["Chuyện khác", "Sông Hồng"]


def test_where_no_story_has_every_word_those_with_most_are_shown():
    an_article("Chợ nổi trên sông Hậu họp sớm")
    an_article("Sông Hậu cạn")
    found = find("chợ nổi sông Hậu buổi chiều", dictionary.read())
    assert (len(found.full), len(found.matches)) == (0, 2)
    assert headlines("chiều tối mịt") == []


def test_pinned_stories_come_first_for_their_words():
    old = an_article("Hướng dẫn làm hộ chiếu", at=timezone.now() - timedelta(days=900))
    an_article("Hộ chiếu mới in xong")
    PinnedResult.objects.create(query="Hộ chiếu", article=old)
    assert headlines("ho chieu")[0] == headlines("hộ chiếu")[0] == "Hướng dẫn làm hộ chiếu"
    assert len(headlines("ho chieu")) == 2


# What readers may see ----------------------------------------------------------------------


def test_a_story_is_found_from_its_second_on_and_no_longer_than_it_stands(client):
    soon = timezone.now() + timedelta(hours=1)
    an_article("Tin hẹn giờ", at=soon)
    a_draft("Tin nháp")
    out = an_article("Tin đã gỡ")
    publishing.withdraw(out, by=None, reason="Sai.")
    an_article("Tin còn hạn", expires_at=soon + timedelta(days=1))
    ending = an_article("Tin hết hạn", expires_at=soon)
    SearchEntry.objects.filter(article=ending).update(expires_at=timezone.now())
    assert headlines("tin") == ["Tin còn hạn"]
    assert set(headlines("tin", now=soon)) == {"Tin hẹn giờ", "Tin còn hạn"}


def test_an_update_is_found_at_once_and_the_old_words_are_not():
    story = an_article("Tít cũ nói về Huế")
    story.headline = "Tít mới nói về Vinh"
    publishing.keep(story)
    assert headlines("huế") == []
    assert headlines("vinh") == ["Tít mới nói về Vinh"]


# Narrowing ------------------------------------------------------------------------------


def test_a_search_is_narrowed_by_category_author_and_photo():
    world = a_category("Thế giới")
    asia = a_category("Châu Á", parent=world)
    an_article("Tin Á", category=asia, by=["Minh Hà"])
    an_article("Tin chung", category=world, lead_photo=a_photo())
    an_article("Tin nhà", category=a_category("Thời sự"))
    assert set(headlines("tin", Narrowing({Kind.CATEGORY: world.pk}))) == {"Tin Á", "Tin chung"}
    assert headlines("tin", Narrowing({Kind.CATEGORY: asia.pk})) == ["Tin Á"]
    assert headlines("tin", Narrowing({Kind.AUTHOR: an_author("Minh Hà").pk})) == ["Tin Á"]
    assert headlines("tin", Narrowing({Kind.PHOTO: 1})) == ["Tin chung"]


def test_a_search_is_narrowed_to_days_of_the_papers_clock():
    now = timezone.localtime()
    midnight = now.replace(hour=0, minute=0, second=0, microsecond=0) - timedelta(days=3)
    an_article("Tin đầu ngày", at=midnight)
    an_article("Tin đêm trước", at=midnight - timedelta(seconds=1))
    an_article("Tin hôm sau", at=midnight + timedelta(days=1))
    day = midnight.date()
    assert headlines("tin", Narrowing({}, day, day)) == ["Tin đầu ngày"]


# Limits ----------------------------------------------------------------------------------


def test_a_search_is_stopped_at_its_time_limit(settings):
    said = " ".join(f"chữ{n} số{n}" for n in range(600))
    for n in range(40):
        an_article(f"Bài {n}", body=body.paragraph(said))
    settings.SEARCH_SECONDS = 0.001
    query = " ".join(f"chữ{n} số{n}" for n in range(12))
    with pytest.raises(SearchTookTooLongError):
        find(query, dictionary.read())


def test_a_whole_code_of_laws_is_kept_and_its_last_article_found():
    text = "".join(body.paragraph(f"điều{n} khoản{n} mục{n} điểm{n}") for n in range(10_000))
    law = an_article("Bộ luật", body=text, tags=["Luật"])
    assert headlines("điểm9999") == headlines("luật") == ["Bộ luật"]
    publishing.withdraw(law, by=None, reason="Bản cũ")
    assert headlines("điểm9999") == []


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has no other way to go")
def test_postgresql_never_looks_for_matches_row_by_row_along_the_keys():
    """The words of each row on the way would be unpacked: a second for a word that is nowhere."""
    an_article(PEACE)
    peace, now = Token("hoa_binh"), timezone.now()
    last = key_at(now.timestamp())
    with CaptureQueriesContext(connection) as asked:
        headlines("hòa bình")
        latest(peace, now, 20)
        engine().count([peace, Token("hoa")], last, 1)
        engine().newest(peace, last)
    sent = [part for each in asked for part in each["sql"].split("; ")]
    questions = [part for part in sent if "vector @@" in part]
    assert len(questions) == 4
    with connection.cursor() as cursor:
        # Whatever its statistics make it like: here it likes nothing better.
        cursor.execute("SET LOCAL enable_seqscan = off; SET LOCAL enable_bitmapscan = off")
        for question in questions:
            cursor.execute(f"EXPLAIN {question}")
            said = "\n".join(line for (line,) in cursor.fetchall())
            # Where the order is asked for, all that match are read in any case.
            assert ("Backward" if "ORDER BY (key" in question else "_pkey") not in said


# Keeping the index ------------------------------------------------------------------------


def test_what_was_written_past_the_portal_is_told_and_found_after_a_rebuild(capsys):
    an_article("Tin đã có")
    lost = an_article("Tin nạp từ nơi khác")
    SearchEntry.objects.filter(article=lost).delete()
    assert headlines("nạp") == []
    call_command("check", databases=["default"])
    assert "1 bài" in capsys.readouterr().err
    call_command("rebuild_search", verbosity=0)
    assert headlines("nạp") == ["Tin nạp từ nơi khác"]
    call_command("check", databases=["default"])
    assert "bài chưa có" not in capsys.readouterr().err


def test_an_interrupted_rebuild_goes_on_where_it_was(monkeypatch):
    for n in range(5):
        an_article(f"Tin {n}")
    rebuilding.clear()
    assert headlines("tin") == []
    monkeypatch.setattr(rebuilding, "PART", 2)
    parts = rebuilding.rebuild()
    assert next(parts) == 2
    parts.close()  # Ctrl-C.
    assert len(headlines("tin")) == 2
    assert list(rebuilding.rebuild()) == [2, 1]
    assert len(headlines("tin")) == 5


@pytest.mark.skipif(connection.vendor != "sqlite", reason="how FTS5 keeps its pieces")
def test_a_rebuild_writes_large_pieces_and_leaves_fts5_as_it_was(monkeypatch):
    now = timezone.now()
    for n in range(8):  # The later number, the older story.
        an_article(f"Tin {n}", at=now - timedelta(days=n))
    rebuilding.clear()
    monkeypatch.setattr(rebuilding, "PART", 4)
    parts = rebuilding.rebuild()
    next(parts)
    assert told("SELECT count(DISTINCT segid) FROM articles_searchindex_idx") == [1]
    assert told("SELECT v FROM articles_searchindex_config WHERE k = 'automerge'") == [0]
    parts.close()
    usual = "SELECT v FROM articles_searchindex_config WHERE k IN ('automerge', 'crisismerge')"
    assert sorted(told(usual)) == [4, 16]


def told(question: str) -> list[object]:
    with connection.cursor() as cursor:
        cursor.execute(question)
        return [value for (value,) in cursor.fetchall()]


@pytest.mark.parametrize("n", [1, 6])
def test_reading_what_is_written_costs_the_same_however_many_articles(n, django_assert_num_queries):
    """Columns that are not named in ``SAID`` would be fetched article by article."""
    for i in range(n):
        an_article(f"Tin {i}", by=["Lan"], tags=["Sông"], lead_photo=a_photo(), dateline="Huế")
    with django_assert_num_queries(5):
        index.rows(Article.objects.all())


def test_a_second_rebuild_writes_nothing():
    an_article("Tin")
    assert list(rebuilding.rebuild()) == []


def test_a_renamed_author_topic_or_section_is_found_by_its_new_name(
    admin_client, django_capture_on_commit_callbacks
):
    section = a_category("Kinh tế")
    story = an_article("Một tin", category=section, by=["Minh Hà"], tags=["Ca-dao"])
    author, topic = story.authors.get(), story.tags.get()
    for row, name in ((author, "Thu Thủy"), (topic, "Dân ca"), (section, "Thị trường")):
        page = admin_client.get(f"/toa-soan/articles/{row._meta.model_name}/{row.pk}/change/")
        form = page.context["adminform"].form
        sent = {key: form[key].value() for key in form.fields if form[key].value() is not None}
        for inline in page.context["inline_admin_formsets"]:
            sent |= {
                f"{inline.formset.prefix}-{name}": value
                for name, value in inline.formset.management_form.initial.items()
            }
        with django_capture_on_commit_callbacks(execute=True):
            answer = admin_client.post(page.request["PATH_INFO"], sent | {"name": name})
        assert answer.status_code == 302, answer.context["adminform"].form.errors
        assert headlines(name) == ["Một tin"], name
