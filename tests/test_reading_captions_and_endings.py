"""Captions, credits, references and the last lines of copy, as papers really write them."""

import pytest

from articles.importing.document import PhotoLine, SourceDocument
from articles.importing.reading import read

HEADLINE = "Lãnh đạo các nước nhất trí về phát triển hợp tác kinh tế"
START = "Đoạn mở đầu nói về hội nghị.\n\nĐoạn thứ hai nói kỹ hơn về hội nghị."
CREDITED = {
    "Đoàn đại biểu tới Minsk. (Ảnh: CSTO).": ("Đoàn đại biểu tới Minsk.", "CSTO"),
    "Đoàn đại biểu tới Minsk. (Ảnh: CSTO)": ("Đoàn đại biểu tới Minsk.", "CSTO"),
    "Đoàn đại biểu tới Minsk (Ảnh: CSTO).": ("Đoàn đại biểu tới Minsk", "CSTO"),
    "Đoàn đại biểu (áo xanh) tới Minsk. (ẢNH: A/B)": ("Đoàn đại biểu (áo xanh) tới Minsk.", "A/B"),
    "Đoàn đại biểu tới Minsk. Ảnh: Minh Anh": ("Đoàn đại biểu tới Minsk.", "Minh Anh"),
    "Đoàn đại biểu tới Minsk - Ảnh: TASS.": ("Đoàn đại biểu tới Minsk", "TASS"),
    "Đoàn đại biểu tới Minsk Photo: RIA Novosti": ("Đoàn đại biểu tới Minsk", "RIA Novosti"),
    "Đoàn đại biểu tới Minsk. Фото: РИА Новости": ("Đoàn đại biểu tới Minsk.", "РИА Новости"),
    "Đoàn đại biểu tới Minsk. (Nguồn: AFP/TTXVN)": ("Đoàn đại biểu tới Minsk.", "AFP/TTXVN"),
    "Đoàn đại biểu tới Minsk. Nguồn: Reuters": ("Đoàn đại biểu tới Minsk.", "Reuters"),
    "Đoàn đại biểu tới Minsk.(Ảnh:\u00a0CSTO )": ("Đoàn đại biểu tới Minsk.", "CSTO"),
    "Đoàn đại biểu tới Minsk (Ảnh minh họa: Getty)": ("Đoàn đại biểu tới Minsk", "Getty"),
    "Đoàn đại biểu tới Minsk [Ảnh: V.A]": ("Đoàn đại biểu tới Minsk", "V.A"),
    "(Ảnh: CSTO)": ("", "CSTO"),
}
NO_CAPTIONS = [
    "Ông nói bức ảnh: đó là kỷ niệm.",
    "Ảnh: Reuters đăng hôm qua. Nhiều báo đã dùng lại.",
    "Bài viết (ảnh đính kèm) được nhiều người đọc và bình luận trên mạng xã hội.",
]
FIGURES = {
    f"{HEADLINE} ảnh 1Tổng thống đọc diễn văn. (Ảnh: AFP)": ("Tổng thống đọc diễn văn.", "AFP"),
    f"{HEADLINE}ảnh 2 Tổng thống đọc diễn văn": ("Tổng thống đọc diễn văn", ""),
    f"{HEADLINE.replace(' ', '  ')} ảnh 12Tổng thống": ("Tổng thống", ""),
    "Lãnh đạo các nước nhất trí về... ảnh 1Tổng thống": ("Tổng thống", ""),
    "Lãnh đạo các nước nhất trí về phát ảnh 3Tổng thống. Ảnh: X": ("Tổng thống.", "X"),
    f"{HEADLINE.upper()} ẢNH 1Tổng thống": ("Tổng thống", ""),
    "ảnh 2Tổng thống đọc diễn văn": ("Tổng thống đọc diễn văn", ""),
    f"{HEADLINE} ảnh 1": ("", ""),
}
SIGN_OFFS = {
    "(TTXVN/Vietnam+)": ("", "TTXVN/Vietnam+"),
    "(Vietnam+)": ("", "Vietnam+"),
    "(TTXVN)./.": ("", "TTXVN"),
    "(Báo Tin tức/Dân tộc)": ("", "Báo Tin tức/Dân tộc"),
    "Nguyễn Văn A (TTXVN/Vietnam+)": ("Nguyễn Văn A", "TTXVN/Vietnam+"),
    "Trần Hiếu-Quang Vinh (TTXVN/VIETNAM+)": ("Trần Hiếu-Quang Vinh", "TTXVN/VIETNAM+"),
}
ENDS = {
    "an ninh khu vực.../.": "an ninh khu vực...",
    "an ninh khu vực…/.": "an ninh khu vực…",
    "an ninh khu vực./.": "an ninh khu vực.",
    "an ninh khu vực/.": "an ninh khu vực",
    "an ninh khu vực. /.": "an ninh khu vực.",
    "xem thêm tại https://vov.vn/.": "xem thêm tại https://vov.vn/.",
    "an ninh khu vực...": "an ninh khu vực...",
}


def page(text: str, sign_off: str = "(TTXVN/Vietnam+)") -> SourceDocument:
    return read(f"{HEADLINE}\n\n{START}\n\n{text}\n\n{sign_off}".encode())


@pytest.mark.parametrize(("line", "expected"), CREDITED.items())
def test_a_credited_line_is_a_photo(line: str, expected: tuple[str, str]) -> None:
    document = page(f"{line}\n\nĐoạn cuối của bài.")
    assert document.photos == [PhotoLine(*expected)]
    assert document.paragraphs == ["Đoạn thứ hai nói kỹ hơn về hội nghị.", "Đoạn cuối của bài."]


@pytest.mark.parametrize("line", NO_CAPTIONS)
def test_a_sentence_about_a_photo_is_a_paragraph(line: str) -> None:
    assert line in page(f"{line}\n\nĐoạn cuối của bài.").paragraphs


@pytest.mark.parametrize(("line", "expected"), FIGURES.items())
def test_the_glued_headline_is_no_part_of_a_caption(line: str, expected: tuple[str, str]) -> None:
    document = page(f"{line}\n\nĐoạn cuối của bài.")
    assert document.photos == [PhotoLine(*expected)]
    assert ("không có chú thích" in str(document.warnings)) == (expected[0] == "")


def test_a_credit_on_the_next_line_belongs_to_the_caption_above() -> None:
    document = page("Đoàn đại biểu tới Minsk.\n(Ảnh: CSTO)\n\nĐoạn cuối của bài.")
    assert document.photos == [PhotoLine("Đoàn đại biểu tới Minsk.", "CSTO")]
    document = page(f"{HEADLINE} ảnh 1Đoàn tới Minsk\nNguồn: TASS\n\nĐoạn cuối của bài.")
    assert document.photos == [PhotoLine("Đoàn tới Minsk", "TASS")]
    assert document.source == "TTXVN/Vietnam+"


def test_a_caption_may_stand_under_its_figure_label() -> None:
    document = page(f"{HEADLINE} ảnh 1\nĐoàn tới Minsk. (Ảnh: TASS)\n\nĐoạn cuối của bài.")
    assert document.photos == [PhotoLine("Đoàn tới Minsk.", "TASS")]


@pytest.mark.parametrize(
    "line", ["[Đọc thêm bài này]", "[Đọc thêm bài này].", "[ Đọc thêm bài này ]"]
)
def test_a_line_in_brackets_is_a_reference(line: str) -> None:
    assert page(f"{line}\n\nĐoạn cuối của bài.").references == ["Đọc thêm bài này"]


@pytest.mark.parametrize("line", ["Ông [Putin] nói.", "[Ông] nói với [bà].", "Xem [bài này]"])
def test_brackets_inside_a_sentence_are_text(line: str) -> None:
    document = page(f"{line}\n\nĐoạn cuối của bài.")
    assert document.references == []
    assert line in document.paragraphs


@pytest.mark.parametrize(("line", "expected"), SIGN_OFFS.items())
def test_an_agency_signs_off(line: str, expected: tuple[str, str]) -> None:
    document = page("Đoạn cuối của bài./.", sign_off=f"{line}\n\nTin cùng chuyên mục")
    assert (document.byline, document.source) == expected
    assert document.sign_off == f"({expected[1]})"
    assert document.paragraphs[-1] == "Đoạn cuối của bài."


def test_a_sign_off_may_be_glued_to_the_last_sentence() -> None:
    document = page("", sign_off="Đoạn cuối của bài.../. (TTXVN/Vietnam+)")
    assert document.paragraphs[-1] == "Đoạn cuối của bài..."
    assert document.source == "TTXVN/Vietnam+"
    assert "dòng ký" in document.lines[-1].why
    assert "dấu hết tin" in document.lines[-1].why


def test_an_agency_named_in_the_middle_signs_nothing() -> None:
    document = page("Đại diện WHO phát biểu như vậy (Reuters).\n\nĐoạn cuối của bài.")
    assert "Đại diện WHO phát biểu như vậy (Reuters)." in document.paragraphs
    assert document.source == "TTXVN/Vietnam+"


@pytest.mark.parametrize(("line", "text"), ENDS.items())
def test_the_end_mark_of_the_wire_goes_and_nothing_else(line: str, text: str) -> None:
    assert page(line).paragraphs[-1] == text


@pytest.mark.parametrize(
    ("line", "byline"),
    {
        "PV": "PV",
        "P.V": "P.V",
        "Minh Anh - Lê Hà": "Minh Anh - Lê Hà",
        "Lê Hà và Minh Anh": "Lê Hà và Minh Anh",
        "PV (tổng hợp)": "PV (tổng hợp)",
        "Nhóm phóng viên": "Nhóm phóng viên",
        "Tác giả: Nguyễn Văn A": "Nguyễn Văn A",
        "Bài và ảnh: Hà Linh": "Hà Linh",
        "Đoạn cuối.": "",
        "Nhiều nước tham gia": "",
        "Hội nghị gồm 6 nước": "",
    }.items(),
)
def test_a_last_line_of_names_is_the_byline(line: str, byline: str) -> None:
    document = page(line, sign_off="Tin cùng chuyên mục")
    assert document.byline == byline
    assert (line in document.paragraphs) == (byline == "")


def test_a_last_line_may_name_the_source() -> None:
    document = page("Hà Linh\n\nTheo VOV.VN", sign_off="Tin cùng chuyên mục")
    assert (document.byline, document.source) == ("Hà Linh", "VOV.VN")
