"""The two pages the paper began with, and two of ours that hold everything, read in full."""

import json
from datetime import date, datetime, timedelta, timezone
from pathlib import Path

import pytest

from articles.importing.document import Paragraph, PhotoLine, ReferenceLine, SourceDocument
from articles.importing.imprint import AdvertisingContact, ImprintFacts, parse_imprint
from articles.importing.reading import read

ROOT = Path(__file__).parent.parent
SOURCES = ROOT / "fixtures" / "sources"
OURS = ROOT / "tests" / "documents"
MINSK = SOURCES / "000_64d0b9dc42b2bb41.txt"
MOSCOW = SOURCES / "001_8cdfb2c2fd441e32.txt"
FULL = OURS / "tin-dai-du.txt"
PHOTOS = OURS / "tin-nhieu-anh.txt"
KEYS = (
    "file sha256 layout headline standfirst published_at inferred_date paragraphs photos byline "
    "source good_ratings references related imprint warnings lines"
)


def lines_of(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8").split("\n")


def uses(document: SourceDocument) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for line in document.lines:
        found.setdefault(line.use, []).append(line.number)
    return found


def test_the_minsk_page_is_read_in_every_field() -> None:
    lines = lines_of(MINSK)
    document = read(MINSK.read_bytes())
    assert document.sha256 == "bcde94f73578c52e903bfcfc3543e7e3dd4c057e5a91d602b4670f34f5e50534"
    assert document.layout == "baonga"
    assert document.headline == "Các ngoại trưởng CSTO thảo luận các vấn đề an ninh"
    assert document.standfirst == lines[7]
    hanoi = timezone(timedelta(hours=7))
    assert document.published_at == datetime(2023, 6, 21, 7, 19, tzinfo=hanoi)
    assert document.inferred_date is None
    assert document.paragraphs == [lines[number] for number in (10, 12, 19, 21, 23)]
    caption = lines[16].removesuffix(" (Ảnh: CSTO).")
    assert document.photos == [PhotoLine(caption, "CSTO")]
    assert document.blocks[2] == document.photos[0]
    assert (document.byline, document.source, document.good_ratings) == ("PV", "vov.vn", 26)
    assert (document.references, document.related, document.sign_off) == ([], (), "")
    assert document.imprint == lines[36]


def test_the_minsk_page_accounts_for_its_37_lines() -> None:
    document = read(MINSK.read_bytes())
    assert [line.number for line in document.lines] == list(range(1, 38))
    assert uses(document) == {
        "headline": [2],
        "published_at": [6],
        "standfirst": [8],
        "paragraph": [11, 13, 20, 22, 24],
        "photo": [17],
        "byline": [27],
        "source": [29],
        "good_ratings": [30],
        "imprint": [37],
        "dropped": [
            *(1, 3, 4, 5, 7, 9, 10, 12, 14, 15, 16, 18, 19),
            *(21, 23, 25, 26, 28, 31, 32, 33, 34, 35, 36),
        ],
    }
    reasons = {line.number: line.why for line in document.lines}
    assert reasons[1] == "nhãn giao diện"
    assert reasons[4] == "tít lặp lại"
    assert reasons[3] == "dòng trống"
    assert reasons[10] == reasons[15] == "dòng trống (U+00A0)"


def test_the_minsk_page_warns_of_its_stray_stop_and_its_strange_blanks() -> None:
    warnings = [str(note) for note in read(MINSK.read_bytes()).warnings]
    assert len(warnings) == 2
    assert warnings[0] == "Dòng trống chứa khoảng trắng lạ (U+00A0): dòng 10, 15."
    assert warnings[1].startswith("Dòng 13: Dấu chấm lạc giữa câu: “Tasmagambetov. cho biết")


def test_the_moscow_page_is_read_in_every_field() -> None:
    lines = lines_of(MOSCOW)
    document = read(MOSCOW.read_bytes())
    assert document.sha256 == "c82cbf2c774119d1ee1a707bec75c0f1f83a72634fcf907f453cba1728852015"
    assert document.layout == "vietnamplus"
    assert document.headline == lines[0]
    assert document.standfirst == lines[2]
    assert document.published_at is None
    assert document.inferred_date == date(2020, 12, 2)
    caption = (
        "Tổng thống Nga Vladimir Putin tại cuộc họp trực tuyến CSTO ở Moskva, Nga, ngày 2/12/2020."
    )
    reference = "Nga và các nước CSTO nỗ lực phát triển quan hệ đối tác chiến lược"
    texts = [Paragraph(lines[number]) for number in (5, 7, 11, 13, 15, 17)]
    last = Paragraph(lines[19].removesuffix("/."))
    assert document.blocks == (
        PhotoLine(caption, "AFP/TTXVN"),
        *texts[:2],
        ReferenceLine(reference),
        *texts[2:],
        last,
    )
    assert last.text.endswith("an ninh khu vực...")
    assert document.references == [reference]
    assert (document.byline, document.source) == ("", "TTXVN/Vietnam+")
    assert document.sign_off == "(TTXVN/Vietnam+)"
    assert (document.good_ratings, document.related, document.imprint) == (None, (), None)


def test_the_moscow_page_accounts_for_its_24_lines() -> None:
    document = read(MOSCOW.read_bytes())
    assert [line.number for line in document.lines] == list(range(1, 25))
    assert uses(document) == {
        "headline": [1],
        "standfirst": [3],
        "photo": [4],
        "paragraph": [6, 8, 12, 14, 16, 18, 20],
        "reference": [10],
        "source": [22],
        "dropped": [2, 5, 7, 9, 11, 13, 15, 17, 19, 21, 23, 24],
    }


def test_a_page_that_holds_everything_is_taken_apart() -> None:
    document = read(FULL.read_bytes())
    assert document.headline == "Hội sách thiếu nhi mở cửa ở Hà Nội"
    assert document.standfirst.startswith("(VOV5) - Sáng 8/6")
    assert document.photos == [
        PhotoLine("Các em nhỏ chọn sách tại gian hàng của nhà xuất bản.", "Minh Anh/TTXVN"),
        PhotoLine("Một góc hội sách lúc chiều xuống.", "RIA Novosti"),
    ]
    assert [text[:20] for text in document.paragraphs] == [
        "Ban tổ chức cho biết",
        "Nhiều em nhỏ đến từ ",
        "Hội sách kéo dài đến",
    ]
    assert document.paragraphs[-1] == "Hội sách kéo dài đến hết ngày 11/6."
    assert document.references == ["Đọc sách cùng con: mười điều nên biết"]
    assert document.byline == "Lê Hà và Minh Anh"
    assert (document.source, document.good_ratings) == ("vov.vn", 1234)
    assert document.related == (
        *("Phố sách Hà Nội tròn sáu tuổi", "Thư viện mở cửa buổi tối"),
        *("Phố sách mùa thu", "Sách nói cho người khiếm thị"),
    )
    assert document.imprint == (
        "Giấy phép số 12/GP-BTTTT cấp ngày 1/2/2020\nTổng biên tập: Nguyễn Văn A"
    )
    assert ["Đoạn mở đầu bằng tên báo" in str(note) for note in document.warnings] == [True]


def test_a_page_of_many_photos_keeps_each_where_it_stood() -> None:
    document = read(PHOTOS.read_bytes())
    first, second, third = document.photos
    assert first == PhotoLine("Hoa ban nở bên đường lên đèo, ngày 3/3/2021.", "Xuân Tư/TTXVN")
    assert second == PhotoLine("Du khách chụp ảnh dưới gốc ban già", "")
    assert third == PhotoLine("Bản làng người Thái mùa hoa.", "Vietnam+")
    kinds = [type(block).__name__[0] for block in document.blocks]
    assert "".join(kinds) == "PPPRPP"
    assert [document.blocks.index(photo) for photo in document.photos] == [0, 2, 4]
    assert document.inferred_date == date(2021, 3, 3)
    assert (document.byline, document.source) == ("Xuân Tư-Trung Kiên", "TTXVN/Vietnam+")
    assert document.related == ("Ruộng bậc thang mùa nước đổ", "[Video] Chợ phiên vùng cao")


@pytest.mark.parametrize("path", [MINSK, MOSCOW, FULL, PHOTOS], ids=lambda path: path.stem)
def test_a_document_prints_as_json_with_the_agreed_keys(path: Path) -> None:
    printed = json.loads(json.dumps(read(path.read_bytes()).as_json(path.name)))
    assert " ".join(printed) == KEYS
    assert printed["file"] == path.name
    assert all(line["use"] for line in printed["lines"])
    assert all(line["why"] for line in printed["lines"] if line["use"] == "dropped")


def test_the_json_of_a_time_keeps_the_offset_of_the_page() -> None:
    assert read(MINSK.read_bytes()).as_json("a")["published_at"] == "2023-06-21T07:19:00+07:00"
    assert read(MOSCOW.read_bytes()).as_json("b")["inferred_date"] == "2020-12-02"


def test_the_russian_imprint_becomes_facts() -> None:
    facts = parse_imprint(read(MINSK.read_bytes()).imprint or "")
    assert facts.name == "Baonga.com"
    assert facts.registrar.startswith("Федеральной службе по надзору в сфере связи")
    assert facts.registration_number == "Эл № ФС77-73891"
    assert facts.registered_on == date(2018, 10, 29)
    assert (facts.founder, facts.founder_phone) == ("Ха Вьет Лонг", "+7(905) 238 89 99")
    assert (facts.editor_in_chief, facts.email) == ("Чан Тхи Тху Ха", "info@baonga.com")
    assert (facts.editor_phone, facts.age_mark) == ("+7(960) 222 19 99", "16+")
    assert facts.reuse_terms.startswith("Использование информации с данного веб-сайта")
    assert facts.reuse_terms.endswith("из текстов материалов.")
    russia = AdvertisingContact("Rus", "+7(926) 282 29 86", ("Viber", "Whatsapp", "Zalo"))
    assert facts.advertising == (russia, AdvertisingContact("Вьетнам", "+84.979.137.386"))
    assert str(russia) == "Rus +7(926) 282 29 86 (Viber, Whatsapp, Zalo)"


def test_an_imprint_that_says_little_gives_few_facts() -> None:
    assert parse_imprint("") == ImprintFacts()
    assert parse_imprint("Главный редактор: А. Б. Иванов").editor_in_chief == "А. Б. Иванов"
    assert parse_imprint("от 31 февраля 2018 г. 18+").registered_on is None
