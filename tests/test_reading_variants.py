"""The two source pages with one thing changed: only what was changed is read differently."""

from itertools import permutations
from pathlib import Path

import pytest

from articles.importing.document import SourceDocument
from articles.importing.reading import read

SOURCES = Path(__file__).parent.parent / "fixtures" / "sources"
MINSK = (SOURCES / "000_64d0b9dc42b2bb41.txt").read_text(encoding="utf-8")
MOSCOW = (SOURCES / "001_8cdfb2c2fd441e32.txt").read_text(encoding="utf-8")
MINSK_HEADLINE = "Các ngoại trưởng CSTO thảo luận các vấn đề an ninh"
MOSCOW_HEADLINE = "Lãnh đạo các nước CSTO nhất trí về phát triển hợp tác quân sự"
IMPRINT = MINSK.splitlines()[-1]
REST = ("sha256", "lines", "warnings")
ITEMS = ["Nga - Belarus tập trận", "NATO họp ở Brussels?", "5.000 người chạy nạn"]


def as_read(text: str) -> dict[str, object]:
    document = read(text.encode())
    assert [line.number for line in document.lines] == list(range(1, len(document.lines) + 1))
    return {key: value for key, value in document.as_json("").items() if key not in REST}


def changes(page: str, old: str, new: str) -> dict[str, object]:
    """Put new words for the old ones; give what is read differently."""
    assert old in page
    before, after = as_read(page), as_read(page.replace(old, new))
    return {key: value for key, value in after.items() if value != before[key]}


def warnings(document: SourceDocument) -> str:
    return " ".join(map(str, document.warnings))


def with_line(page: str, line: str) -> SourceDocument:
    """Put a line between two paragraphs in the middle of the text."""
    after = "Ngoài ra, các" if page == MINSK else "Trong tuyên bố chung"
    return read(page.replace(after, f"{line}\n\n{after}").encode())


PAGES = pytest.mark.parametrize("page", [MINSK, MOSCOW], ids=["baonga", "vietnamplus"])


@PAGES
@pytest.mark.parametrize(
    "line",
    [
        "СМИ сообщили о встрече в Минске.",
        "Главный редактор газеты выступил в Минске.",
        "Учредитель Лиги наций",
        "Giấy phép số 12/GP do Bộ Thông tin và Truyền thông cấp cho báo vẫn còn hiệu lực.",
        "Nguồn: các nước CSTO cho biết, hội nghị thành công.",
        "Báo cáo nêu rõ thiệt hại kinh tế (Ảnh hưởng lớn)",
        "Ảnh hưởng của bão: 3 người chết",
        "Ảnh: đó là thứ ông thích nhất, theo lời kể của vợ ông trong buổi gặp mặt hôm qua.",
        "Photo: một loại hình nghệ thuật mới đang phát triển ở Minsk",
        "Hội nghị diễn ra ở thủ đô nước láng giềng (Nga)",
        "Tuyên bố viết [sic] như vậy",
        "[...]",
        "(Nga/Belarus)",
        "21/06/2023",
        "- Thưa ông, hội nghị đã đạt kết quả gì?",
        "Hợp tác quân sự",
        "Theo ông Putin, hội nghị thành công",
        "Vào lúc 07:19 ngày 21/06/2023, ông Putin đến Minsk",
        "Đại diện các hãng thông tấn (TTXVN, TASS)",
    ],
)
def test_a_line_of_text_stays_a_paragraph_and_disturbs_nothing(page: str, line: str) -> None:
    before, after = read(page.encode()), with_line(page, line)
    assert [text for text in after.paragraphs if text not in before.paragraphs] == [line]
    assert (after.photos, after.imprint) == (before.photos, before.imprint)
    assert (after.source, after.byline) == (before.source, before.byline)
    assert (after.published_at, after.inferred_date) == (before.published_at, before.inferred_date)
    assert "sau phần cuối" not in warnings(after)


@pytest.mark.parametrize(
    "line",
    ["nguồn: vov.vn", "Nguồn: vov.vn.", "Nguồn vov.vn", "(Nguồn: vov.vn)", "Theo vov.vn"],
)
def test_the_source_may_be_written_otherwise(line: str) -> None:
    assert changes(MINSK, "Nguồn: vov.vn", line) == {}


def test_byline_and_source_may_share_a_line() -> None:
    assert changes(MINSK, "PV\n\nNguồn: vov.vn", "PV - Nguồn: vov.vn") == {}


def test_a_second_source_is_reported_and_not_lost() -> None:
    document = read(MINSK.replace("PV\n", "PV\n\nTheo TASS\n").encode())
    assert (document.source, document.byline) == ("vov.vn", "PV")
    assert "“TASS”" in warnings(document)


@pytest.mark.parametrize(
    ("line", "byline"),
    {
        "PV.": "PV",
        "PV/VOV": "PV/VOV",
        "Hải Đăng/VOV1": "Hải Đăng/VOV1",
        "Bảo Ngọc (t/h)": "Bảo Ngọc (t/h)",
        "PV TTXVN tại Moskva": "PV TTXVN tại Moskva",
        "Anh Tú/VOV-Moscow (theo TASS)": "Anh Tú/VOV-Moscow (theo TASS)",
    }.items(),
)
def test_a_byline_may_be_written_otherwise(line: str, byline: str) -> None:
    changed = changes(MINSK, "PV\n", f"{line}\n")
    assert {"byline": "PV"} | changed == {"byline": byline}


def test_a_strange_line_below_the_source_does_not_hide_the_byline() -> None:
    changed = changes(MINSK, "26 bạn đọc", "Chưa có bạn đọc")
    assert (changed.keys(), changed["good_ratings"]) == ({"paragraphs", "good_ratings"}, None)


@pytest.mark.parametrize(
    ("form", "moment"),
    {
        "Thứ tư 21/06/2023 07:19 +03:00": "2023-06-21T07:19:00+03:00",
        "2023-06-21T07:19:00+03:00": "2023-06-21T07:19:00+03:00",
        "Thứ tư 21/06/2023 07:19 (giờ Moskva)": "2023-06-21T07:19:00+03:00",
        "Thứ tư 21/06/23 07:20 GMT + 7": "2023-06-21T07:20:00+07:00",
        "Thứ tư 21 / 06 / 2023 07 : 20 GMT + 7": "2023-06-21T07:20:00+07:00",
        "21/06/2023 07:20 | 1.234 lượt xem": "2023-06-21T07:20:00+07:00",
        "Minsk, 21/06/2023 07:20": "2023-06-21T07:20:00+07:00",
        "Wed, 21/06/2023 07:20 GMT+7": "2023-06-21T07:20:00+07:00",
        "Thứ tư 21/06/2023 07:20 GMT+5.5": "2023-06-21T07:20:00+07:00",
    }.items(),
)
def test_a_time_in_an_unseen_form_is_no_standfirst(form: str, moment: str) -> None:
    assert changes(MINSK, "Thứ tư 21/06/2023 07:19 GMT + 7", form) == {"published_at": moment}


def test_words_of_a_time_that_are_not_understood_are_reported() -> None:
    page = MINSK.replace("07:19 GMT + 7", "07:19 GMT+5.5")
    assert "Không hiểu hết dòng ngày giờ" in warnings(read(page.encode()))


def test_of_two_spellings_of_the_headline_the_one_in_small_letters_is_kept() -> None:
    twice = f"{MINSK_HEADLINE}\n\n{MINSK_HEADLINE}"
    for first, second in permutations([MINSK_HEADLINE, MINSK_HEADLINE.upper()]):
        assert changes(MINSK, twice, f"{first}\n\n{second}") == {}


@pytest.mark.parametrize("headline", ["Nguồn: nước sạch", "Bức ảnh 1 triệu lượt xem", "Vì sao?"])
@pytest.mark.parametrize(
    ("page", "old"), [(MINSK, MINSK_HEADLINE), (MOSCOW, MOSCOW_HEADLINE)], ids=["b", "v"]
)
def test_any_headline_is_only_a_headline(page: str, old: str, headline: str) -> None:
    assert changes(page, old, headline) == {"headline": headline}


@pytest.mark.parametrize(
    ("end", "credit"),
    {
        "(Ảnh: AFP/TTXVN)./.": "AFP/TTXVN",
        "(Ảnh: TTXVN (phát))": "TTXVN (phát)",
        "(Ảnh: St. Petersburg Times)": "St. Petersburg Times",
        "(Hình: AP)": "AP",
        "(Đồ họa: TTXVN);": "TTXVN",
        "(Ảnh chụp từ video: Ruptly)": "Ruptly",
        "(Ảnh/TASS)": "TASS",
        "(Ảnh minh họa)": "minh họa",
        "Ảnh minh họa: Internet": "Internet",
    }.items(),
)
def test_a_credit_may_be_written_otherwise(end: str, credit: str) -> None:
    caption = read(MINSK.encode()).photos[0].caption
    changed = changes(MINSK, "(Ảnh: CSTO).", end)
    assert changed == {"photos": [{"caption": caption, "credit": credit}]}


@pytest.mark.parametrize(
    ("label", "caption"),
    {
        " ảnh 1. ": "Tổng thống Nga",
        " (ảnh 1) ": "Tổng thống Nga",
        " ảnh 1500 binh sĩ và ": "500 binh sĩ và Tổng thống Nga",
        " ảnh 12.000 binh sĩ và ": "2.000 binh sĩ và Tổng thống Nga",
        " ảnh 1Chú thích ảnh: ": "Tổng thống Nga",
    }.items(),
)
def test_the_number_of_a_figure_ends_where_its_caption_begins(label: str, caption: str) -> None:
    document = read(MOSCOW.replace(" ảnh 1", label).encode())
    assert document.photos[0].caption.startswith(caption)
    assert "bỏ tít" in document.lines[3].why


@pytest.mark.parametrize(
    ("line", "source", "byline"),
    [
        ("(Theo TTXVN)", "TTXVN", ""),
        ("(TTXVN-Vietnam+)", "TTXVN-Vietnam+", ""),
        ("TTXVN/Vietnam+", "TTXVN/Vietnam+", ""),
        ("[TTXVN/Vietnam+]", "TTXVN/Vietnam+", ""),
        ("(Nguồn: TTXVN/Vietnam+)", "TTXVN/Vietnam+", ""),
        ("Theo (TTXVN/Vietnam+)", "TTXVN/Vietnam+", ""),
        ("Minh Anh - (TTXVN/Vietnam+)", "TTXVN/Vietnam+", "Minh Anh"),
    ],
)
def test_an_agency_may_sign_otherwise(line: str, source: str, byline: str) -> None:
    changed = changes(MOSCOW, "(TTXVN/Vietnam+)", line)
    assert {"source": "TTXVN/Vietnam+", "byline": ""} | changed == {
        "source": source,
        "byline": byline,
    }


def test_names_glued_to_the_last_sentence_are_the_byline() -> None:
    glued = "khu vực.../. Minh Anh (TTXVN/Vietnam+)"
    old = "khu vực.../.\n\n(TTXVN/Vietnam+)"
    assert changes(MOSCOW, old, glued) == {"byline": "Minh Anh"}


@pytest.mark.parametrize("mark", ["...//.", "...\n./.", ".../"])
def test_the_end_mark_may_be_written_otherwise(mark: str) -> None:
    assert changes(MOSCOW, ".../.", mark) == {}


@pytest.mark.parametrize(
    "heading", ["Tin cùng chuyên mục", "Tin cùng chuyên mục (3)", "Tin liên quan", "Tin khác"]
)
@pytest.mark.parametrize(
    "form", ["{}", "- {}", "1/ {}", "[{}]", "{} (21/06/2023)", "21/06/2023 - {}", "{}\n2 giờ trước"]
)
def test_a_list_gives_headlines_and_nothing_else(heading: str, form: str) -> None:
    listed = "\n".join([heading, *(form.format(item) for item in [*ITEMS, ITEMS[0]])])
    assert changes(MOSCOW, "Tin cùng chuyên mục", listed) == {"related": ITEMS}


def test_a_list_on_a_very_short_page_is_a_list() -> None:
    text = f"{MOSCOW_HEADLINE}\n\nMột đoạn duy nhất.\n\n(TTXVN)\n\nTin cùng chuyên mục\n{ITEMS[0]}"
    document = read(text.encode())
    assert (document.paragraphs, document.related) == (["Một đoạn duy nhất."], (ITEMS[0],))


@PAGES
def test_a_list_in_the_text_ends_before_a_photo_and_before_a_signature(page: str) -> None:
    document = with_line(page, f"TIN LIÊN QUAN\n{ITEMS[0]}\n\nĐoàn Nga tới nơi (Ảnh: A/B)")
    assert document.related == (ITEMS[0],)
    assert document.photos[-1].credit == "A/B"


def test_an_imprint_of_several_lines_is_one() -> None:
    split = IMPRINT.replace(". ", ".\n")
    assert changes(MINSK, IMPRINT, split) == {"imprint": split}


@pytest.mark.parametrize(
    "imprint",
    [
        IMPRINT,
        "Giấy phép số 12/GP-BTTTT. Tổng biên tập: Lê Hà.",
        "Trang thông tin điện tử Baonga.com. Giấy phép số 12/GP-TTĐT",
        "Cơ quan chủ quản: Hội hữu nghị\nTổng biên tập: Lê Hà\nĐiện thoại: 024 3825 1234",
    ],
)
def test_an_imprint_is_found_below_any_footer(imprint: str) -> None:
    for page in (MOSCOW, MOSCOW.replace("Tin cùng chuyên mục", "")):
        assert as_read(f"{page}\n\n{imprint}")["imprint"] == imprint


def test_headlines_of_a_list_are_no_imprint() -> None:
    items = ["Giấy phép lái xe mới có gì khác", "Tổng biên tập báo A thăm Nga", "Nguồn: nước sạch"]
    document = read("\n".join([MOSCOW, *items[:2]]).encode())
    assert (document.related, document.imprint) == (tuple(items[:2]), None)


def test_the_label_of_a_video_is_no_reference() -> None:
    document = with_line(MOSCOW, "[Video]")
    assert document.references == read(MOSCOW.encode()).references
    assert "nhãn của video hoặc ảnh" in [line.why for line in document.lines]


def test_invisible_characters_inside_words_are_taken_out_and_reported() -> None:
    page = MINSK.replace("CSTO", "CS\u200bTO").replace("Belarus", "Bela\u00adrus")
    assert as_read(page) == as_read(MINSK)
    assert "Đã bỏ ký tự vô hình trong chữ (U+00AD, U+200B)" in warnings(read(page.encode()))
