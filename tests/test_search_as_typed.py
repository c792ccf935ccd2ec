"""What readers type is rarely what stands in the text to the letter; they find it all the same."""

from datetime import timedelta

import pytest
from django.utils import timezone

from articles import body
from articles.models import SpellingVariants
from tests.builders import an_article
from tests.test_search import headlines
from tests.test_search_page import marks, page_of

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("headline", "query"),
    [
        ("TP. Hồ Chí Minh đón khách", '"TP. Hồ Chí Minh"'),
        ("TP. Hồ Chí Minh đón khách", '"tp hồ chí minh"'),
        ("St. Petersburg mùa đêm trắng", '"St. Petersburg"'),
        ("PGS. Lan nói về lúa", '"pgs lan"'),
        ("V. Putin tới Minsk", "V.Putin"),
        ("Nguyệt thực: khi Trái Đất đi qua", "“nguyệt thực: khi Trái Đất”"),
        ("Hòa Bình, Sơn La chống rét", '"Hòa Bình, Sơn La"'),
        ("Tất cả (và hơn thế)", '"tất cả (và hơn thế)"'),
        ("Nga và CSTO họp", "csto/nga"),
    ],
)
def test_signs_between_words_hide_no_story(headline, query):
    an_article(headline)
    assert headlines(query) == [headline]


def test_a_phrase_does_not_reach_over_the_end_of_a_sentence():
    an_article(
        "Bài", body=body.paragraph("Đò cập bến. Sông lặng. Họ gặp ông Hải. Phòng bên sáng đèn.")
    )
    assert headlines('"bến sông"') == headlines('"Hải Phòng"') == []


def test_a_name_of_the_dictionary_is_known_with_blanks_and_hyphens_mixed():
    SpellingVariants.objects.create(spellings="Saint Petersburg\nXanh Pê-téc-bua")
    an_article("Đêm trắng ở Saint Petersburg")
    assert headlines("xanh pê-téc-bua") == ["Đêm trắng ở Saint Petersburg"]


def test_what_is_written_with_a_hyphen_is_found_without_and_marked():
    SpellingVariants.objects.create(spellings="COVID-19\nSARS-CoV-2")
    an_article("Chuyện covid19 ở phố")
    assert headlines("COVID-19") == ["Chuyện covid19 ở phố"]


def test_numbers_and_names_are_marked_however_they_are_written(client):
    an_article("Đường sắt 9.288 km, mùa COVID-19")
    assert marks(page_of(client, "9288")) == ["9.288"]
    assert marks(page_of(client, "covid19")) == ["COVID-19"]


def test_what_is_unwanted_is_unwanted_with_the_marks_typed():
    an_article("Hà Nội và phở")
    an_article("Hà Nội và phố")
    assert headlines("hà nội -phở") == ["Hà Nội và phố"]
    assert headlines("hà nội -pho") == []


@pytest.mark.parametrize("query", ["samovar giá bao nhiêu", "ông samovar", "samovar/vodka"])
def test_a_word_that_no_story_has_does_not_hide_the_right_one(query):
    an_article("Ấm samovar kể chuyện chén trà")
    for n in range(12):
        an_article(f"Giá vé tàu {n}, ông lái đò")
    assert headlines(query)[0] == "Ấm samovar kể chuyện chén trà"


def test_a_word_of_a_story_that_has_it_all_stays_apart_from_others():
    an_article("Sao băng đêm nay")
    an_article("Sao lại thế")
    assert headlines("sao băng") == ["Sao băng đêm nay"]


def test_what_was_meant_stands_beside_its_neighbours(client):
    an_article("Mưa sao băng")
    for n in range(3):
        an_article(f"Sao {n}", body=body.paragraph("Ban nhạc lên đường, cả ban mừng."))
    assert page_of(client, "sao băgn").select_one("a.meant").get_text().lower() == "sao băng"


def test_headlines_are_suggested_with_the_typed_marks_and_in_a_row_first(client):
    now = timezone.now()
    an_article("Một đêm cùng nồi nước phở", at=now - timedelta(days=9))
    an_article("Mùa đông đầu tiên", at=now - timedelta(days=8))
    for n in range(6):
        an_article(f"Phố {n}: vì sao lá đổi màu khi mùa thu đến", at=now - timedelta(hours=n))

    def first(query: str) -> str:
        return client.get("/tim-kiem/goi-y/", {"q": query}).json()["suggestions"][0]["text"]

    assert first("phở") == "Một đêm cùng nồi nước phở"
    assert first("mùa đ") == first("mua d") == "Mùa đông đầu tiên"
