"""Pages as they really come: other bytes, missing parts, odd blanks, furniture in between."""

import unicodedata
from pathlib import Path

import pytest

from articles.importing.document import SourceDocument
from articles.importing.reading import read

SOURCES = Path(__file__).parent.parent / "fixtures" / "sources"
MINSK = (SOURCES / "000_64d0b9dc42b2bb41.txt").read_text(encoding="utf-8")
MOSCOW = (SOURCES / "001_8cdfb2c2fd441e32.txt").read_text(encoding="utf-8")
HEADLINE = "Các ngoại trưởng CSTO thảo luận các vấn đề an ninh"
SAPO = "Hội nghị khai mạc sáng nay ở Minsk."
TEXT = "Các nước bàn về tình hình khu vực."
MORE = "Hội nghị bế mạc vào buổi chiều."
TIME = "Thứ tư 21/06/2023 07:19 GMT + 7"


def page(*lines: str) -> SourceDocument:
    return read("\n".join(lines).encode())


def words(document: SourceDocument) -> tuple[object, ...]:
    return (
        *(document.headline, document.standfirst, document.published_at, document.inferred_date),
        *(document.blocks, document.byline, document.source, document.good_ratings),
        *(document.related, document.imprint, document.layout),
    )


def dropped(document: SourceDocument) -> dict[int, str]:
    return {line.number: line.why for line in document.lines if line.use == "dropped"}


@pytest.mark.parametrize("text", [MINSK, MOSCOW], ids=["baonga", "vietnamplus"])
@pytest.mark.parametrize(
    "spell",
    [
        lambda text: text.encode("utf-8-sig"),
        lambda text: text.replace("\n", "\r\n").encode(),
        lambda text: text.replace("\n", "\r").encode(),
        lambda text: (text + "\n").encode(),
        lambda text: unicodedata.normalize("NFD", text).encode(),
        lambda text: text.encode("utf-16"),
        lambda text: b"\xfe\xff" + text.encode("utf-16-be"),
    ],
    ids=["bom", "crlf", "cr", "last line ended", "nfd", "utf-16", "utf-16-be"],
)
def test_the_same_page_in_other_bytes_reads_the_same(text: str, spell: object) -> None:
    assert callable(spell)
    plain, spelled = read(text.encode()), read(spell(text))
    assert words(spelled) == words(plain)
    assert spelled.lines == plain.lines
    assert spelled.sha256 != plain.sha256


@pytest.mark.parametrize("blank", ["\u00a0", "\u200b", "\ufeff", "\t", "\u3000", " \u2009\u00ad "])
def test_a_line_without_ink_is_blank(blank: str) -> None:
    document = page(HEADLINE, blank, TIME, blank, SAPO, blank, f"{blank}{TEXT}{blank}")
    assert (document.standfirst, document.paragraphs) == (SAPO, [TEXT])
    assert all(why.startswith("dòng trống") for why in dropped(document).values())
    assert len(dropped(document)) == 3
    assert ("khoảng trắng lạ" in str(document.warnings)) == (blank != "\t")


def test_paragraphs_need_no_blank_line_between_them() -> None:
    document = page("Chuyên mục", HEADLINE, TIME, SAPO, TEXT, MORE)
    assert document.paragraphs == [TEXT, MORE]


def test_a_headline_may_stand_once() -> None:
    assert page("Chuyên mục", HEADLINE, "", TIME, SAPO, TEXT).headline == HEADLINE


@pytest.mark.parametrize(
    "again",
    [HEADLINE, HEADLINE.replace(" ", "  "), f"{HEADLINE}.", HEADLINE.replace(" ", "\u00a0")],
)
def test_a_repeated_headline_is_dropped(again: str) -> None:
    document = page("Chuyên mục", HEADLINE, "", again, TIME, SAPO, TEXT)
    assert document.headline == HEADLINE
    assert dropped(document)[4] == "tít lặp lại"
    document = page(HEADLINE, TIME, again, SAPO, TEXT)
    assert (document.headline, document.standfirst) == (HEADLINE, SAPO)


def test_a_headline_cut_short_in_the_path_gives_way_to_the_whole_one() -> None:
    document = page("Chuyên mục", "Các ngoại trưởng CSTO…", HEADLINE, TIME, SAPO, TEXT)
    assert document.headline == HEADLINE
    assert dropped(document)[2] == "tít bị cắt ngắn"


def test_a_section_name_is_no_headline() -> None:
    for lines in (["Thế giới", HEADLINE, HEADLINE], ["Thế giới", HEADLINE]):
        document = page("Chuyên mục", *lines, TIME, SAPO, TEXT)
        assert document.headline == HEADLINE
        assert dropped(document)[2] == "tên chuyên mục"


def test_a_very_long_headline_is_kept_whole() -> None:
    headline = " ".join(["Hội nghị bàn về an ninh khu vực"] * 20)
    document = page("Chuyên mục", headline, headline, TIME, SAPO, TEXT)
    assert len(headline) > 400
    assert document.headline == headline
    figure = page(headline, SAPO, f"{headline} ảnh 1Đoàn tới Minsk", TEXT, "(TTXVN/Vietnam+)")
    assert figure.photos[0].caption == "Đoàn tới Minsk"


def test_a_page_without_a_rating_block_says_null_not_zero() -> None:
    assert page("Chuyên mục", HEADLINE, TIME, SAPO, TEXT).good_ratings is None


@pytest.mark.parametrize(
    ("line", "readers"),
    {
        "0 bạn đọc": 0,
        "26 bạn đọc": 26,
        "26\u00a0bạn đọc": 26,
        "1.234 bạn đọc": 1234,
        "1,234 bạn đọc": 1234,
        "1 234 bạn đọc": 1234,
        "1\u00a0234\u00a0567 bạn đọc": 1234567,
        "26 Bạn đọc · Đánh giá tốt": 26,
        unicodedata.normalize("NFD", "26 bạn đọc"): 26,
    }.items(),
)
def test_readers_who_rated_are_counted(line: str, readers: int) -> None:
    assert page("Chuyên mục", HEADLINE, TIME, SAPO, TEXT, line).good_ratings == readers


@pytest.mark.parametrize("line", ["Có 26 bạn đọc gửi thư.", "1.5 bạn đọc", "nhiều bạn đọc"])
def test_a_sentence_about_readers_is_text(line: str) -> None:
    document = page("Chuyên mục", HEADLINE, TIME, SAPO, line, TEXT)
    assert document.good_ratings is None
    assert line in document.paragraphs


def test_a_page_of_one_paragraph_has_a_body_and_no_standfirst() -> None:
    document = page("Chuyên mục", HEADLINE, TIME, TEXT, "PV", "Nguồn: vov.vn")
    assert (document.standfirst, document.paragraphs) == ("", [TEXT])
    assert (document.byline, document.source) == ("PV", "vov.vn")
    document = page(HEADLINE, TEXT, "(TTXVN/Vietnam+)")
    assert (document.standfirst, document.paragraphs) == ("", [TEXT])


def test_a_page_without_byline_source_rating_and_footer_is_still_read() -> None:
    document = page("Chuyên mục", HEADLINE, HEADLINE, TIME, SAPO, TEXT)
    assert (document.byline, document.source, document.imprint) == ("", "", None)
    assert document.paragraphs == [TEXT]


def test_an_agency_page_without_photo_and_footer_is_still_read() -> None:
    document = page(HEADLINE, "", SAPO, "", TEXT, "", "(TTXVN/Vietnam+)")
    assert document.layout == "vietnamplus"
    assert (document.standfirst, document.paragraphs) == (SAPO, [TEXT])


def test_a_page_without_a_time_is_read_by_its_other_signs() -> None:
    document = page("Chuyên mục", HEADLINE, HEADLINE, SAPO, TEXT, "Nguồn: vov.vn", "5 bạn đọc")
    assert (document.layout, document.published_at) == ("baonga", None)
    assert (document.standfirst, document.paragraphs) == (SAPO, [TEXT])


def test_a_standfirst_may_stand_below_a_photo() -> None:
    photo = "Đoàn đại biểu tới Minsk. (Ảnh: CSTO)"
    assert page("Chuyên mục", HEADLINE, TIME, photo, SAPO, TEXT).standfirst == SAPO
    figure = f"{HEADLINE} ảnh 1{photo}"
    assert page(HEADLINE, figure, SAPO, TEXT, "(TTXVN/Vietnam+)").standfirst == SAPO
    long = SAPO * 10
    document = page(HEADLINE, figure, long, TEXT, "(TTXVN/Vietnam+)")
    assert (document.standfirst, document.paragraphs) == ("", [long, TEXT])


def test_a_byline_may_stand_under_the_time() -> None:
    document = page("Chuyên mục", HEADLINE, TIME, "Nguyễn Văn A", SAPO, TEXT)
    assert (document.byline, document.standfirst) == ("Nguyễn Văn A", SAPO)


@pytest.mark.parametrize(
    "heading", ["Tin cùng chuyên mục", "TIN CÙNG CHUYÊN MỤC:", "Chuyên mục liên quan"]
)
def test_headlines_under_the_footer_heading_are_related(heading: str) -> None:
    tail = ["- Tin thứ nhất", "2. Tin thứ hai?", "21/06/2023 10:00", "X", "Bình luận của bạn:"]
    document = page("Chuyên mục", HEADLINE, TIME, SAPO, TEXT, "PV", heading, *tail)
    assert document.related == ("Tin thứ nhất", "Tin thứ hai?")
    assert document.byline == "PV"


def test_furniture_in_the_middle_of_the_text_is_dropped_with_a_reason() -> None:
    document = page(
        *("Chuyên mục", HEADLINE, TIME, "Theo dõi Báo Quốc tế trên", SAPO, TEXT),
        *("TIN LIÊN QUAN", "Một tin khác về hội nghị", MORE, "Chia sẻ", "#CSTO #Nga"),
    )
    assert document.paragraphs == [TEXT, MORE]
    assert document.related == ("Một tin khác về hội nghị",)
    assert dropped(document) == {
        1: "nhãn giao diện",
        4: "lời mời theo dõi",
        7: "tiêu đề của giao diện",
        10: "nhãn giao diện",
        11: "từ khóa của trang",
    }


@pytest.mark.parametrize("prefix", ["VOV.VN -", "(VOV5) -", "VTV.vn –", "TTO -"])
def test_the_name_of_an_outlet_stays_in_the_text_and_is_reported(prefix: str) -> None:
    document = page("Chuyên mục", HEADLINE, TIME, f"{prefix} {SAPO}", TEXT)
    assert document.standfirst == f"{prefix} {SAPO}"
    assert [note.line for note in document.warnings] == [4]


def test_a_stray_stop_is_reported_and_kept() -> None:
    line = "Tổng thư ký Tasmagambetov. cho biết như vậy, v.v. và tại TP. Hồ Chí Minh."
    document = page("Chuyên mục", HEADLINE, TIME, SAPO, line)
    assert document.paragraphs == [line]
    assert [note.line for note in document.warnings] == [5]


def test_text_below_the_end_is_kept_and_reported() -> None:
    document = page("Chuyên mục", HEADLINE, TIME, SAPO, TEXT, "Nguồn: vov.vn", MORE)
    assert document.paragraphs == [TEXT, MORE]
    assert "sau phần cuối bài" in str(document.warnings[0])


def test_a_byline_below_the_source_is_a_byline() -> None:
    document = page("Chuyên mục", HEADLINE, TIME, SAPO, TEXT, "Nguồn: vov.vn", "PV", "5 bạn đọc")
    assert (document.byline, document.paragraphs) == ("PV", [TEXT])


def test_an_imprint_without_a_comment_box_above_is_found() -> None:
    imprint = "Сетевое издание «Baonga.com». Учредитель Ха Вьет Лонг."
    document = page("Chuyên mục", HEADLINE, TIME, SAPO, TEXT, imprint, "Phone: +7 905 238 89 99")
    assert document.imprint == f"{imprint}\nPhone: +7 905 238 89 99"
