"""The page on which readers search: what it shows, how it is narrowed, what it refuses."""

import random
from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.utils import timezone

from articles import body
from articles.models import SpellingVariants
from articles.search import asked as asking
from articles.search.meant import what_was_meant
from articles.search.snippets import LENGTH, snippet
from tests.builders import a_category, a_photo, an_article
from tests.effort import steps_of

pytestmark = pytest.mark.django_db

AT = "/tim-kiem/"


def page_of(client, query: str, **said) -> BeautifulSoup:
    answer = client.get(AT, {"q": query, **said})
    assert answer.status_code == 200
    return BeautifulSoup(answer.content, "html.parser")


def followed(client, page, link: str) -> BeautifulSoup:
    """The page behind a link of a page."""
    return BeautifulSoup(client.get(page.select_one(link)["href"]).content, "html.parser")


def results(page) -> list[str]:
    return [each.get_text().strip() for each in page.select(".card-headline a")]


def marks(page) -> list[str]:
    return [each.get_text() for each in page.select("mark")]


def ways(page) -> dict[str, str]:
    """The ways to narrow the search, each with what is left."""
    return {
        way.select_one("span").get_text(): way.select_one(".number").get_text()
        for way in page.select(".narrowing li a")
        if way.select_one(".number")
    }


def test_the_words_are_marked_in_headline_and_text_with_their_marks(client):
    an_article("Giữ hòa bình ở biên giới", body=body.paragraph("Nền hoà bình ấy là chung."))
    assert marks(page_of(client, "hoa binh")) == ["hòa", "bình", "hoà", "bình"]
    assert marks(page_of(client, '"hòa bình"')) == ["hòa bình", "hoà bình"]
    assert marks(page_of(client, "hóa bình")) == ["bình", "bình"]


def test_a_line_of_the_text_shows_where_the_words_stand(client):
    far = "Câu này chẳng nói gì. " * 80
    an_article("Chuyện làng", body=body.paragraph(f"{far}Ở đây có suối Lê-nin chảy qua. {far}"))
    line = page_of(client, "suối lênin").select_one(".result-line")
    line = line or page_of(client, "suối lê-nin").select_one(".result-line")
    assert "suối" in line.get_text()
    assert "Lê-nin" in line.get_text()
    assert len(line.get_text().split()) <= LENGTH + 2


def test_the_line_is_of_the_story_and_the_variants_are_as_the_newsroom_writes_them(client):
    SpellingVariants.objects.create(spellings="Moskva\nMát-xcơ-va\nМосква")
    europe = a_category("Châu Âu")
    an_article("Tuyết đầu mùa", category=europe, standfirst="Tuyết rơi ở Moskva đêm qua.")
    page = page_of(client, "mat xco va")
    assert page.select_one(".result-line").get_text().strip() == "Tuyết rơi ở Moskva đêm qua."
    assert page.select_one(".search-also").get_text() == "Tìm cả: Moskva, Москва"


def test_search_engines_keep_no_results_and_nobody_sees_what_another_reader_is(client):
    answer = client.get(AT, {"q": "<script>alert(1)</script>"})
    assert answer["X-Robots-Tag"] == "noindex"
    assert b'name="robots" content="noindex"' in answer.content
    assert b"<script>alert" not in answer.content
    assert not answer.cookies


def test_every_count_is_what_the_reader_gets_by_following_it(client):
    world = a_category("Thế giới")
    asia = a_category("Châu Á", parent=world)
    now = timezone.now()
    for n in range(3):
        an_article(f"Tin Á {n}", category=asia, by=["Minh Hà"], at=now - timedelta(days=n * 20))
    an_article("Tin chung", category=world, lead_photo=a_photo(), at=now - timedelta(days=3))
    an_article("Tin nhà", category=a_category("Thời sự"), at=now - timedelta(days=400))
    page = page_of(client, "tin")
    assert ways(page)["Thế giới"] == "4"
    assert ways(page)["Châu Á"] == "3"
    for way in page.select(".narrowing li a"):
        narrowed = BeautifulSoup(client.get(way["href"]).content, "html.parser")
        assert len(results(narrowed)) == int(way.select_one(".number").get_text()), way
        again = followed(client, narrowed, ".narrowing a[aria-current]")
        assert results(again) == results(page)


def test_beside_what_was_chosen_stand_no_counts_that_would_not_come_true(client):
    world = a_category("Thế giới")
    asia = a_category("Châu Á", parent=world)
    now = timezone.now()
    an_article("Tin chung hai người", category=asia, by=["Minh Hà", "Thu An"], at=now)
    an_article("Tin cũ", category=asia, by=["Minh Hà"], at=now - timedelta(days=20))
    an_article("Tin nhà", category=world, by=["Thu An"], at=now - timedelta(days=400))
    first = page_of(client, "tin")
    today = timezone.localdate().isoformat()
    old = (timezone.localdate() - timedelta(days=30)).isoformat()
    narrowed = [client.get(way["href"]) for way in first.select(".narrowing li a")]
    narrowed += [client.get(AT, {"q": "tin", "tu": old, "den": today})]
    for answer in narrowed:
        page = BeautifulSoup(answer.content, "html.parser")
        for way in page.select(".narrowing li a:not([aria-current])"):
            found = results(BeautifulSoup(client.get(way["href"]).content, "html.parser"))
            assert len(found) == int(way.select_one(".number").get_text()), way


def test_days_are_chosen_in_a_plain_form(client):
    now = timezone.localtime()
    an_article("Tin hôm nay", at=timezone.now())
    an_article("Tin tuần trước", at=timezone.now() - timedelta(days=8))
    form = page_of(client, "tin", xep="moi").select_one(".search-days")
    kept = {field["name"]: field["value"] for field in form.select("input[type=hidden]")}
    assert kept == {"q": "tin", "xep": "moi"}
    day = (now - timedelta(days=8)).date().isoformat()
    sent = BeautifulSoup(client.get(AT, {**kept, "tu": day, "den": day}).content, "html.parser")
    assert results(sent) == ["Tin tuần trước"]


def test_long_lists_have_pages_to_and_fro(client):
    for n in range(45):
        an_article(f"Tin {n}", at=timezone.now() - timedelta(hours=n))
    first = page_of(client, "tin")
    second = BeautifulSoup(
        client.get(first.select_one("a[rel=next]")["href"]).content, "html.parser"
    )
    third = BeautifulSoup(
        client.get(second.select_one("a[rel=next]")["href"]).content, "html.parser"
    )
    assert [len(results(page)) for page in (first, second, third)] == [20, 20, 5]
    assert third.select_one("a[rel=next]") is None
    assert results(followed(client, third, "a[rel=prev]")) == results(second)
    beyond = page_of(client, "tin", trang="99")
    assert "Bạn đã xem hết kết quả." in beyond.get_text()


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("quoc khahn", "Quốc khánh"),
        ("quốc khahn", "Quốc khánh"),
        ("binh belars", "binh Belarus"),
        ("belars", "Belarus"),
        ("bwlarus", "Belarus"),
        ("hoabinh", "hòa bình"),
        ("xyzzyx", None),
    ],
)
def test_a_slip_of_the_finger_is_answered_with_what_the_paper_writes(client, typed, meant):
    an_article("Điện mừng Quốc khánh Belarus vì hòa bình")
    page = page_of(client, typed)
    offered = page.select_one("a.meant")
    assert (offered and offered.get_text()) == meant
    assert not offered or results(followed(client, page, "a.meant"))


def test_what_is_offered_is_written_as_in_the_headline_if_it_stands_there(client):
    an_article("Kiev đón tuyết", body=body.paragraph("Tàu tới KIEV lúc sáng."), tags=["kiev"])
    assert page_of(client, "kiwv").select_one("a.meant").get_text() == "Kiev"


def test_what_is_offered_is_written_as_where_it_would_be_found(client):
    an_article("Con nước và thủy triều", at=timezone.now() - timedelta(days=9))
    an_article("Một triệu đồng tiền thưởng")
    assert page_of(client, "thuy trieuu").select_one("a.meant").get_text() == "thủy triều"


def test_words_of_what_is_not_out_yet_are_offered_to_nobody(client):
    an_article("Sáp nhập Kremenchuk", at=timezone.now() + timedelta(hours=1))
    page = page_of(client, "kremenchok")
    assert page.select_one("a.meant") is None
    assert "Kremenchuk" not in page.get_text()
    assert client.get("/tim-kiem/goi-y/", {"q": "kremen"}).json() == {"suggestions": []}


def test_topics_and_headlines_are_suggested_while_one_types(client):
    an_article("Sông Hồng mùa lũ", tags=["sông Hồng"])
    an_article("Bài không liên quan", tags=["sông Mã"], at=timezone.now() + timedelta(days=1))
    answer = client.get("/tim-kiem/goi-y/", {"q": "song h"})
    said = answer.json()["suggestions"]
    assert [(each["text"], each["kind"]) for each in said] == [
        ("sông Hồng", "Chủ đề"),
        ("Sông Hồng mùa lũ", ""),
    ]
    assert all(client.get(each["address"]).status_code == 200 for each in said)
    assert answer["X-Robots-Tag"] == "noindex"
    assert client.get("/tim-kiem/goi-y/", {"q": "s"}).json() == {"suggestions": []}


def test_a_search_that_takes_too_long_says_so_and_keeps_what_was_typed(client, settings):
    said = " ".join(f"chữ{n} số{n}" for n in range(600))
    for n in range(40):
        an_article(f"Bài {n}", body=body.paragraph(said))
    settings.SEARCH_SECONDS = 0.001
    query = " ".join(f"chữ{n} số{n}" for n in range(12))
    answer = client.get(AT, {"q": query})
    assert answer.status_code == 503
    assert "đã dừng" in answer.text
    assert query in answer.text


def test_what_was_meant_is_left_out_where_looking_for_it_takes_too_long(settings):
    an_article("Công ty Vladivostokavia bay lại")
    asked = asking.read("vladivostokavja công ty")  # A long word has many neighbours.
    assert what_was_meant(asked, timezone.now()) == "Vladivostokavia công ty"
    settings.SEARCH_SECONDS = 1e-9
    assert what_was_meant(asked, timezone.now()) is None


def test_marking_words_in_a_long_read_costs_little():
    text = " ".join(f"sông{n % 50} a b" for n in range(5000))
    asked = asking.read("a b")
    assert steps_of(lambda: snippet([text], asked)) < 60 * len(text.split())


def test_a_long_text_is_not_read_where_the_standfirst_says_it_all():
    text = " ".join(f"sông{n} a" for n in range(5000))
    asked = asking.read("bến sông1")
    line = "Ở bến sông1 sáng nay"
    assert steps_of(lambda: snippet([line, text], asked)) < 1_000
    assert "".join(piece.text for piece in snippet([line, text], asked)) == line


ALPHABET = [
    *"ab đĐáạ09 \t\n\"'“”«»-–+*:()[]{}|&!^~\\/<>%_=.,;?@#$`",
    *("\x00", "\u0301", "\u200b", "\ufeff", "\U0001f600", "й", "ก็", "\ud7ff", "OR", "AND", "NOT"),
    *("NEAR(", "h:", "category=1", "lexemes:", "''", '""', ":*", "^a", "a*", "\u202e", "ß", "ﬁ"),
]
PARTS = ("muc", "tac-gia", "nguon", "anh", "khi", "tu", "den", "xep", "trang")


def test_whatever_is_typed_the_page_answers(client):
    an_article("Một tin thường")
    SpellingVariants.objects.create(spellings="a\nb\nđ")
    chance = random.Random(20261127)

    def noise(most: int) -> str:
        return "".join(chance.choices(ALPHABET, k=chance.randint(0, most)))

    for _n in range(250):
        said = {"q": noise(40)} | {name: noise(6) for name in chance.sample(PARTS, 3)}
        assert client.get(AT, said).status_code == 200, said
        assert client.get("/tim-kiem/goi-y/", said).status_code == 200, said


@pytest.mark.parametrize(
    "said",
    [
        {"trang": "9" * 400},
        {"trang": "-1"},
        {"trang": "²"},
        {"muc": str(2**63)},
        {"tac-gia": str(2**63 - 1)},
        {"tu": "0001-01-01", "den": "9999-12-31"},
        {"tu": "2026-02-31"},
        {"tu": "9999-12-31"},
        {"khi": "hom-kia"},
        {"q": "a " * 5000},
        {"q": "a" * 5000},
        {"q": '"' * 200},
        {"q": "- - -"},
    ],
)
def test_an_address_that_says_nonsense_is_answered_all_the_same(client, said):
    an_article("Một tin")
    assert client.get(AT, {"q": "tin", **said}).status_code == 200
