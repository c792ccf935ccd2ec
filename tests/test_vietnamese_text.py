"""Vietnamese spelling as readers, editors and search meet it."""

import re
import time
import unicodedata
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.text import NAMELESS, SLUG_LENGTH, fold, match_key, nfc, place_tones, slug, sort_key

OLD_AND_NEW_PLACEMENT = """
    hòa hoà, hóa hoá, hỏa hoả, họa hoạ, tòa toà, tỏa toả, tọa toạ, xóa xoá, xõa xoã, khóa khoá,
    khỏa khoả, đóa đoá, đọa đoạ, thỏa thoả, thóa thoá, lòa loà, lõa loã, nhòa nhoà, ngóa ngoá,
    góa goá, dọa doạ, òa oà, ỏa oả, khỏe khoẻ, khóe khoé, lòe loè, lóe loé, nhòe nhoè, tóe toé,
    xòe xoè, xóe xoé, chóe choé, hòe hoè, hoe hoe, ọe oẹ, què què, thúy thuý, thủy thuỷ, thùy thuỳ,
    thụy thuỵ, túy tuý, tủy tuỷ, tùy tuỳ, tụy tuỵ, hủy huỷ, húy huý, lũy luỹ, lụy luỵ, lúy luý,
    lủy luỷ, ủy uỷ, úy uý, ngụy nguỵ, nhụy nhuỵ, sủy suỷ, xúy xuý, chùy chuỳ, khuỵ khuỵu, kỹ kỹ,
    HÒA HOÀ, Hòa Hoà, hÒA hOÀ, Ủy Uỷ, ỦY UỶ, Thúy Thuý, ĐÓA ĐOÁ, Đọa Đoạ, mĩ mĩ
"""
WRITTEN_IN_ONE_WAY = """
    quý quỳ quỷ quỹ quỵ Quý QUÝ hoàng Hoàng hoành hoán hoại hoài hoạt hoặc hoắc toán toàn TOÁN
    thoát khoản khoảng khoẻn khoét khoèo ngoèo ngoẹo ngoáy xoáy loét huỳnh Huỳnh huýt huých quýt
    khuỷu thuyền nguyễn tuyết tuyệt quyển quyết khuya thuở quà quá quả quạ quẻ giòn già mía của
    sáo bảo bão cúi túi tháng Lisboà Zoà xoong boong goòng
"""
PAIRS = [
    tuple(pair.split())
    for pair in OLD_AND_NEW_PLACEMENT.split(",")
    if pair.split()[0] != "khuỵ"  # khuỵ and khuỵu are two words
]
EXPECTED_FOLDS = {
    "Điện mừng Quốc khánh": "dien mung quoc khanh",
    "ĐƯỜNG SẮT": "duong sat",
    "Các ngoại trưởng CSTO": "cac ngoai truong csto",
    "Tạ Đình Đề": "ta dinh de",
    "khuỷu tay": "khuyu tay",
    "Mát-xcơ-va": "mat-xco-va",
    "“không gian”": "“khong gian”",
    "Ðà Nẵng": "da nang",
    "Sergei Йод и ёлка": "sergei йод и ёлка",
    "Вьетнам": "вьетнам",
    "Straße": "strasse",
    "Łódź, Tromsø, Ærø, Þór": "lodz, tromso, aero, thor",
    "François Müller": "francois muller",
    "t\u0323ư\u0323": "tu",
    "COVID-19": "covid-19",
    "かがみ 東京": "かがみ 東京",
    "": "",
}
EXPECTED_SLUGS = {
    "Điện mừng Quốc khánh": "dien-mung-quoc-khanh",
    "Các ngoại trưởng CSTO thảo luận các vấn đề an ninh": (
        "cac-ngoai-truong-csto-thao-luan-cac-van-de-an-ninh"
    ),
    "đường sắt Bắc – Nam": "duong-sat-bac-nam",
    "  “Quý” hay «quí»?  ": "quy-hay-qui",
    "Ðà Nẵng 2/12/2020": "da-nang-2-12-2020",
    "Giá vàng tăng 1,5%": "gia-vang-tang-1-5",
    "CO₂ và ＡＢＣ": "co2-va-abc",
    "Đi\u00adện\u200d mừng": "dien-mung",
    "Съезд русских вьетнамистов в Ханое": "sezd-russkikh-vetnamistov-v-khanoe",
    "Щука, ёж и чай": "shchuka-ezh-i-chay",
    "ОДКБ và CSTO": "odkb-va-csto",
    "東京": NAMELESS,
    "!!! …": NAMELESS,
    "": NAMELESS,
}
FUNCTIONS: list[Callable[[str], object]] = [nfc, fold, slug, place_tones, match_key, sort_key]
IDEMPOTENT: list[Callable[[str], str]] = [nfc, fold, slug, place_tones, match_key]

syllables = st.sampled_from([word for pair in PAIRS for word in pair] + WRITTEN_IN_ONE_WAY.split())
marked_letters = st.sampled_from("aăâeêioôơuưydđðÐĐqghÀỆỶйёά ,.“”-1\u0301\u0309\u0323\u0302\u200b")
texts = st.one_of(
    st.text(),
    st.text(alphabet=marked_letters),
    st.lists(syllables, max_size=6).map(" ".join),
)


@pytest.mark.parametrize(("old", "new"), PAIRS)
def test_new_placement_reads_as_the_old_one(old: str, new: str) -> None:
    assert place_tones(new) == old
    assert place_tones(old) == old


@pytest.mark.parametrize("word", WRITTEN_IN_ONE_WAY.split())
def test_a_word_written_in_one_way_keeps_its_tone_in_place(word: str) -> None:
    assert place_tones(word) == word


def test_the_table_of_placement_holds_real_words_enough() -> None:
    assert len(PAIRS) >= 60
    assert len(WRITTEN_IN_ONE_WAY.split()) >= 60


def test_placement_looks_at_each_syllable_of_a_sentence() -> None:
    sentence = "Uỷ ban hoà bình, thuỷ-điện (khoá) “toà” quý ông Hoàng."
    assert place_tones(sentence) == "Ủy ban hòa bình, thủy-điện (khóa) “tòa” quý ông Hoàng."


@pytest.mark.parametrize(("text", "folded"), EXPECTED_FOLDS.items())
def test_folding_drops_marks_and_capitals(text: str, folded: str) -> None:
    assert fold(text) == folded


@pytest.mark.parametrize(("text", "expected"), EXPECTED_SLUGS.items())
def test_a_headline_becomes_an_address(text: str, expected: str) -> None:
    assert slug(text) == expected


def test_a_long_slug_ends_with_a_whole_word() -> None:
    assert slug("Điện mừng Quốc khánh", max_length=14) == "dien-mung-quoc"
    assert slug("Điện mừng Quốc khánh", max_length=13) == "dien-mung"
    assert slug("Điện mừng", max_length=3) == "die"
    assert len(slug("thảo luận " * 60)) <= SLUG_LENGTH


def test_a_slug_of_no_length_is_a_mistake_of_the_caller() -> None:
    with pytest.raises(ValueError, match="max_length"):
        slug("tin", max_length=0)


def test_one_headline_typed_in_many_ways_has_one_key() -> None:
    spellings = ["“Toà án” Hoà Bình", "  'tòa án' HÒA\u00a0BÌNH ", "Toa an: hoa binh!"]
    assert {match_key(spelling) for spelling in spellings} == {"toa an hoa binh"}


def test_signs_that_make_another_word_stay_in_the_key() -> None:
    assert match_key("C++") == "c++"
    assert match_key("???") == "???"
    assert match_key(" \u00a0 ") == ""


def test_letters_decide_the_order_before_tones() -> None:
    in_order = "an áo ăn ân ba bà bả bã bá bạ ban bán bảng da dạ đa đá em ếch ông ơn út ước y"
    backwards = in_order.split()[::-1]
    assert sorted(backwards, key=sort_key) == in_order.split()


@pytest.mark.parametrize("typed", ["te\u0301\u0302t", "t\u00e9\u0302t", "te\u0302\u0301t"])
def test_a_tone_typed_before_the_hat_stands_with_its_word(typed: str) -> None:
    assert sorted(["tẹt", typed, "tét", "tên"], key=sort_key) == ["tét", "tẹt", "tên", typed]
    assert (slug(typed), match_key(typed)) == ("tet", "tet")


def test_names_stand_in_the_order_of_a_vietnamese_list() -> None:
    names = [
        "An Giang",
        "Ăng-ten",
        "Bà Rịa",
        "Bạc Liêu",
        "Cà Mau",
        "Đà Nẵng",
        "Điện Biên",
        "Hà Nội",
    ]
    backwards = names[::-1]
    assert sorted(backwards, key=sort_key) == names


def test_numbers_stand_in_the_order_of_their_value() -> None:
    names = ["Tập 2", "Tập 10", "Tập 010b", "Tập mới", "Tập " + "9" * 5000]
    in_order = ["Tập 2", "Tập 10", "Tập 010b", "Tập " + "9" * 5000, "Tập mới"]
    assert sorted(names, key=sort_key) == in_order


def test_a_shorter_name_and_a_space_come_first() -> None:
    names = ["Ba", "Ba Đình", "Ba Vì", "Bay", "bay"]
    backwards = names[::-1]
    assert sorted(backwards, key=sort_key) == names


def test_both_tone_placements_stand_side_by_side() -> None:
    assert sorted(["Hòa Vang", "Hoà Bình", "Hòa An"], key=sort_key)[1] == "Hoà Bình"


@given(texts)
def test_typing_marks_apart_changes_nothing(text: str) -> None:
    apart, together = (unicodedata.normalize(form, text) for form in ("NFD", "NFC"))
    for function in FUNCTIONS:
        assert function(apart) == function(together) == function(text)


@given(texts)
def test_doing_it_twice_changes_nothing(text: str) -> None:
    for function in IDEMPOTENT:
        once = function(text)
        assert function(once) == once
        assert unicodedata.is_normalized("NFC", once)


@given(texts, st.integers(min_value=1, max_value=100))
def test_a_slug_is_never_empty_and_never_leaves_its_alphabet(text: str, length: int) -> None:
    made = slug(text, max_length=length)
    assert 1 <= len(made) <= length
    assert re.fullmatch("[a-z0-9]+(-[a-z0-9]+)*", made)


@given(st.lists(texts, max_size=5))
def test_any_texts_can_be_put_in_order(names: list[str]) -> None:
    spellings = {place_tones(name) for name in names}
    assert sorted(spellings, key=sort_key) == sorted(sorted(spellings), key=sort_key)


@given(texts)
def test_only_blank_texts_have_no_key(text: str) -> None:
    assert (match_key(text) == "") == (fold(text).split() == [])


# Marks of many classes, one that stands for two, and one that is no mark but becomes two.
MARKS = "\u0301\u0316\u0323\u0334\u0344\u0345\u05b4\u0f73\u0f81\u3099"


@given(st.text("a\u1ea1\u0627 -" + MARKS, max_size=3), st.text(MARKS, min_size=64, max_size=200))
def test_a_pile_of_marks_is_put_into_the_one_form_all_the_same(start: str, pile: str) -> None:
    assert nfc(start + pile + "e") == unicodedata.normalize("NFC", start + pile + "e")


def test_a_pile_of_marks_as_long_as_a_form_may_be_takes_moments() -> None:
    # Work inside C, which only the clock counts. Put in order one by one it takes minutes.
    started = time.process_time()
    nfc("a" + "\u0301\u0316" * 300_000)
    assert time.process_time() - started < 10
