"""When a page says it appeared: every form seen on Vietnamese papers, and what they get wrong."""

from datetime import date

import pytest

from articles.importing.document import SourceDocument
from articles.importing.reading import read

BODY = """Tít của bài về hội nghị ở Minsk
{time}

Đoạn mở đầu nói về hội nghị.

Đoạn thứ hai nói kỹ hơn về hội nghị.

Nguồn: vov.vn
Bình luận của bạn:
"""
AGENCY = """Tít của bài về hội nghị ở Minsk

Đoạn mở đầu nói về hội nghị.

{text}

Đoạn cuối nói về những nước tham gia.

(TTXVN/Vietnam+)
"""
FORMS = {
    "Thứ tư 21/06/2023 07:19 GMT + 7": "2023-06-21T07:19:00+07:00",
    "Thứ năm, ngày 08/06/2023 19:33 GMT+7": "2023-06-08T19:33:00+07:00",
    "19:47 | 05/12/2023 GMT+7": "2023-12-05T19:47:00+07:00",
    "Thứ tư, 11:06 13/11/2024": "2024-11-13T11:06:00+07:00",
    "Thứ tư, 19/06/2019 08:00 AM": "2019-06-19T08:00:00+07:00",
    "Thứ tư, 19/06/2019 08:00 PM": "2019-06-19T20:00:00+07:00",
    "Thứ tư, 19/06/2019 12:30 AM": "2019-06-19T00:30:00+07:00",
    "19/06/2019 08:05 CH": "2019-06-19T20:05:00+07:00",
    "19/06/2019 08:05 SA": "2019-06-19T08:05:00+07:00",
    "Chủ nhật, ngày 08 tháng 12 năm 2024\n16:02 (GMT +7)": "2024-12-08T16:02:00+07:00",
    "Chủ nhật, ngày 08 tháng 12 năm 2024\n\n16:02 (GMT +7)": "2024-12-08T16:02:00+07:00",
    "16:02\n08/12/2024 GMT+7": "2024-12-08T16:02:00+07:00",
    "17-03-2024, 11:46": "2024-03-17T11:46:00+07:00",
    "07/01/2026 10:13": "2026-01-07T10:13:00+07:00",
    "2023-06-21 07:19": "2023-06-21T07:19:00+07:00",
    "Thứ Tư, 21.06.2023 - 07:19": "2023-06-21T07:19:00+07:00",
    "THỨ TƯ 21/06/2023 07:19 (GMT+7)": "2023-06-21T07:19:00+07:00",
    "Thứ 4, 21/6/2023, 7:19 GMT+3": "2023-06-21T07:19:00+03:00",
    "T4, 21/6/2023 7h19 UTC+7": "2023-06-21T07:19:00+07:00",
    "CN 25/06/2023 07:19 GMT-5": "2023-06-25T07:19:00-05:00",
    "Thứ tư 21/06/2023 07:19 GMT+5:30": "2023-06-21T07:19:00+05:30",
    "Thứ tư 21/06/2023 07:19 GMT": "2023-06-21T07:19:00+00:00",
    "Thứ tư\u00a021/06/2023\u00a007:19\u00a0GMT\u00a0+\u00a07": "2023-06-21T07:19:00+07:00",
    "Cập nhật lúc 07:19, thứ tư, ngày 21 tháng 6 năm 2023": "2023-06-21T07:19:00+07:00",
    "07:19 21/06/2023 0 Trả lời": "2023-06-21T07:19:00+07:00",
}


def page(time: str) -> SourceDocument:
    return read(BODY.format(time=time).encode())


def agency_page(text: str) -> SourceDocument:
    return read(AGENCY.format(text=text).encode())


def moment_of(document: SourceDocument) -> str:
    return document.published_at.isoformat() if document.published_at else ""


def warnings(document: SourceDocument) -> str:
    return " ".join(map(str, document.warnings))


@pytest.mark.parametrize(("form", "moment"), FORMS.items())
def test_each_form_of_a_time_is_read(form: str, moment: str) -> None:
    document = page(form)
    assert moment_of(document) == moment
    assert document.inferred_date is None
    assert document.standfirst == "Đoạn mở đầu nói về hội nghị."
    assert "múi giờ" in warnings(document) or "GMT" in form or "UTC" in form


def test_a_page_without_an_offset_speaks_by_the_clock_of_hanoi_and_says_so() -> None:
    document = page("07/01/2026 10:13")
    assert "giả định GMT+7" in warnings(document)
    assert [line.why for line in document.lines if line.use == "published_at"] == ["giả định GMT+7"]


def test_a_wrong_weekday_is_reported_and_the_date_stays() -> None:
    document = page("Thứ sáu 21/06/2023 07:19 GMT + 7")
    assert moment_of(document).startswith("2023-06-21T07:19")
    assert "thứ sáu nhưng ngày 21/06/2023 là thứ tư" in warnings(document)
    assert "nhưng ngày" not in warnings(page("Thứ tư 21/06/2023 07:19 GMT + 7"))


def test_a_day_no_calendar_has_is_reported() -> None:
    document = page("Thứ sáu 31/02/2023 07:19 GMT + 7")
    assert (document.published_at, document.inferred_date) == (None, None)
    assert "Ngày giờ không có thật: “31/02/2023”" in warnings(document)
    assert document.lines[1].use == "dropped"


def test_a_clock_no_day_has_leaves_the_date() -> None:
    document = page("21/06/2023 25:10 GMT+7")
    assert (document.published_at, document.inferred_date) == (None, date(2023, 6, 21))
    assert "không có thật" in warnings(document)


def test_an_offset_no_place_has_is_reported() -> None:
    document = page("21/06/2023 07:19 GMT+25")
    assert moment_of(document) == "2023-06-21T07:19:00+07:00"
    assert "GMT+25" in warnings(document)


def test_a_date_without_a_clock_does_not_become_a_time() -> None:
    document = page("Thứ tư, 21/06/2023")
    assert (document.published_at, document.inferred_date) == (None, date(2023, 6, 21))
    assert "không ghi giờ" in warnings(document)
    assert document.lines[1].use == "inferred_date"


def test_a_second_time_under_the_first_is_no_paragraph() -> None:
    document = page("21/06/2023 07:19 GMT+7\nCập nhật: 22/06/2023 08:00 GMT+7")
    assert moment_of(document) == "2023-06-21T07:19:00+07:00"
    assert document.lines[2].why == "dòng ngày giờ khác"


@pytest.mark.parametrize(
    "words", ["2/12/2020", "ngày 2-12-2020", "ngày 2 tháng 12 năm 2020", "02.12.2020"]
)
def test_a_full_date_in_the_text_is_inferred(words: str) -> None:
    document = agency_page(f"Hội nghị khai mạc {words} tại Moskva.")
    assert (document.published_at, document.inferred_date) == (None, date(2020, 12, 2))
    assert "suy ra" in warnings(document)


def test_a_date_in_a_caption_goes_before_one_in_the_text() -> None:
    text = "Văn bản ký ngày 6/10/2007 vẫn còn hiệu lực.\n\nMột phiên họp ngày 2/12/2020. (Ảnh: AFP)"
    assert agency_page(text).inferred_date == date(2020, 12, 2)


@pytest.mark.parametrize(
    "words", ["ngày 2/12", "tháng 11/2023", "năm 2020", "ngày 31/2/2020", "ngày 30/4/1975"]
)
def test_a_date_that_is_not_whole_is_never_completed(words: str) -> None:
    assert agency_page(f"Hội nghị diễn ra {words} tại Moskva.").inferred_date is None


def test_a_full_date_below_the_day_of_the_news_must_be_that_day() -> None:
    news = "Ngày 2/12, các nước họp trực tuyến và sửa văn bản ký ngày 6/10/2007."
    assert agency_page(news).inferred_date is None
    assert agency_page(f"{news} Phiên họp ngày 2/12/2020.").inferred_date == date(2020, 12, 2)


def test_a_date_far_down_the_page_is_text() -> None:
    lines = "\n".join(f"Đoạn thứ {number} của bài nói về hội nghị." for number in range(9))
    document = read(f"Tít bài ở Minsk\n{lines}\n21/06/2023 07:19\n(TTXVN/Vietnam+)".encode())
    assert document.published_at is None
