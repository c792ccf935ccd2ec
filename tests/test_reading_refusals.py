"""What is no page of a layout we know is refused, with a reason an editor understands."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.importing.decoding import MAX_LINES
from articles.importing.document import UnreadableDocument
from articles.importing.layouts import layouts
from articles.importing.reading import MAX_BYTES, read

SOURCES = Path(__file__).parent.parent / "fixtures" / "sources"
VIETNAMESE = "Điện mừng Quốc khánh\n\nNhân dịp Quốc khánh, lãnh đạo các nước gửi điện mừng.\n"
FOREIGN = {
    "an English story": "Ministers meet in Minsk\n\nThey talked.\n\nThey left.\n\nSource: AP\n",
    "an English page with a time": "Ministers meet\n21/06/2023 07:19 GMT+7\nThey talked.\nMore.",
    "a shopping list": "Đi chợ:\n- gạo\n- nước mắm\n- đường\n- trứng\n",
    "a Vietnamese letter": "Hà Nội, ngày 08 tháng 12 năm 2024\n\nKính gửi bạn đọc,\n\nXin cảm ơn.",
    "a form": "TIÊU ĐỀ: Điện mừng\nNGÀY: 21/06/2023\nNỘI DUNG: Nhân dịp Quốc khánh.\n",
    "two paragraphs": VIETNAMESE,
    "a story with a bracket": VIETNAMESE + "[Đọc thêm bài này]\n",
    "a page of another paper": VIETNAMESE + "21/06/2023\nChia sẻ\nTheo dõi chúng tôi\n",
}
FRAGMENTS = st.sampled_from(
    [
        *("Chuyên mục", "Tít của bài về hội nghị", "Thứ tư 21/06/2023 07:19 GMT + 7", "", "\u00a0"),
        *("Đoạn văn về hội nghị.", "Đoạn khác./.", "[Bài khác]", "[]", "(Ảnh: A/B)", "Ảnh: X", "X"),
        *("Tít của bài về hội nghị ảnh 1Chú thích", "ảnh 2", "PV", "Nguồn: vov.vn", "Theo VOV"),
        *("26 bạn đọc", "Đánh giá tốt", "Chuyên mục liên quan", "Tin cùng chuyên mục", "16:02"),
        *("TIN LIÊN QUAN", "Bình luận của bạn:", "СМИ сетевое издание «A»", "(TTXVN/Vietnam+)"),
        *("Hà (TTXVN/Vietnam+)", "31/02/2023 25:61 GMT+99", "Theo dõi Báo trên", "…", "/.", "()"),
    ]
)


def reason(data: bytes) -> UnreadableDocument:
    with pytest.raises(UnreadableDocument) as caught:
        read(data)
    return caught.value


def test_an_empty_file_is_refused() -> None:
    assert str(reason(b"")) == "Tệp rỗng."
    assert "khoảng trắng" in str(reason(" \n\u00a0\n\t\u200b\n\ufeff".encode()))
    assert "khoảng trắng" in str(reason(b"\xef\xbb\xbf"))


def test_a_file_too_large_is_refused_unread() -> None:
    assert "2 MiB" in str(reason(b"a" * (MAX_BYTES + 1)))
    assert "dòng" in str(reason(b"a\n" * (MAX_LINES + 1)))


@pytest.mark.parametrize("encoding", ["cp1258", "latin-1", "cp1251"])
def test_another_encoding_is_refused_at_its_first_wrong_byte(encoding: str) -> None:
    text = {"cp1251": "ok\n\nМинск"}.get(encoding, "ok\n\nô và à")
    error = reason(text.encode(encoding))
    assert error.line == 3
    assert "không phải UTF-8" in error.message
    assert "vị trí 4" in error.message
    assert str(error).startswith("Dòng 3: ")


def test_a_wrong_byte_after_a_byte_order_mark_is_counted_from_the_start_of_the_file() -> None:
    assert "vị trí 5" in reason(b"\xef\xbb\xbfok\xff").message


def test_binary_files_are_refused() -> None:
    assert "nhị phân" in str(reason(b"\x89PNG\r\n\x1a\n\x00\x00"[4:]))
    assert reason(b"a\nb\x00c").line == 2
    assert reason("Đoạn\nđoạn\x01".encode()).line == 2
    assert "nhị phân" in str(reason("Điện mừng".encode("utf-16-le")))
    assert "UTF-16" in str(reason(b"\xff\xfea"))


@pytest.mark.parametrize(
    "text", ["<!DOCTYPE html>\n<p>Chuyên mục</p>", '{"tít": "Điện mừng"}', '[\n"Điện"\n]']
)
def test_source_code_is_refused(text: str) -> None:
    error = reason(text.encode())
    assert (error.line, "mã nguồn" in error.message) == (1, True)


@pytest.mark.parametrize("text", FOREIGN.values(), ids=FOREIGN.keys())
def test_a_page_of_no_known_layout_is_refused(text: str) -> None:
    assert str(reason(text.encode())) == (
        "Không nhận ra bố cục trang; các bố cục biết đọc: baonga, vietnamplus."
    )


def test_a_page_of_furniture_alone_is_refused() -> None:
    headline_only = "Chuyên mục\nĐiện mừng Quốc khánh\nThứ tư 21/06/2023 07:19 GMT + 7\n"
    assert str(reason(headline_only.encode())) == "Trang có tít nhưng không có nội dung."
    labels = "Chuyên mục\nĐánh giá tốt\nChuyên mục liên quan\nBình luận của bạn:\nX\n"
    assert str(reason(labels.encode())) == "Không tìm thấy tít trên trang."


def test_each_layout_recognises_its_own_page_and_not_the_other() -> None:
    assert [layout.NAME for layout in layouts()] == ["baonga", "vietnamplus"]
    names = [read(path.read_bytes()).layout for path in sorted(SOURCES.glob("*.txt"))]
    assert names == ["baonga", "vietnamplus"]


def check(data: bytes) -> None:
    """Either the bytes are refused, or every line of them has a use."""
    try:
        document = read(data)
    except UnreadableDocument:
        return
    assert [line.number for line in document.lines] == list(range(1, len(document.lines) + 1))
    assert all(line.use for line in document.lines)
    assert all(line.why for line in document.lines if line.use == "dropped")
    assert all(map(str, document.warnings))
    assert document.as_json("tin.txt")["headline"] == document.headline != ""


@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    check(data)


@given(st.text(max_size=400))
def test_any_text_is_read_or_refused(text: str) -> None:
    check(text.encode("utf-8", "surrogatepass"))


@given(st.lists(st.one_of(FRAGMENTS, FRAGMENTS, st.text(max_size=30)), max_size=25))
def test_any_heap_of_lines_is_read_or_refused(lines: list[str]) -> None:
    check("\n".join(lines).encode("utf-8", "surrogatepass"))


@given(st.lists(FRAGMENTS, min_size=4, max_size=20))
def test_a_page_shuffled_by_hand_is_read_or_refused(lines: list[str]) -> None:
    check("\n".join(["Chuyên mục", "Tít của bài đường sắt", *lines]).encode())
