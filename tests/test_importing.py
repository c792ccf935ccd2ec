"""Documents become articles: once, without loss, and never over an editor's work."""

import io
import json
import os
import unicodedata
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from PIL import Image

from articles import publishing
from articles.models import Article, ImportedDocument, Photo, Reference, Tag, TagAlias
from articles.related import neighbours
from articles.related.relating import relate_all
from portal.models import Imprint
from tests.builders import a_category, an_article

pytestmark = pytest.mark.django_db

SOURCES = Path(__file__).resolve().parent.parent / "fixtures" / "sources"
BAONGA = SOURCES / "000_64d0b9dc42b2bb41.txt"
VIETNAMPLUS = SOURCES / "001_8cdfb2c2fd441e32.txt"
PAGE = """Chuyên mục
{headline}

{headline}

Thứ tư 21/06/2023 07:19 GMT + 7

{standfirst}

Đoạn thứ nhất của bài.

Con thuyền trên bến sông. (Ảnh: Minh Hà).

Đoạn thứ hai của bài.

{byline}

Nguồn: vov.vn
26 bạn đọc
Đánh giá tốt
Chuyên mục liên quan

X
Bình luận của bạn:
"""


def run(*paths, **options) -> tuple[int, str, str]:
    """Run the command; its exit code, what it printed, and its complaints."""
    out, err, code = io.StringIO(), io.StringIO(), 0
    try:
        call_command("import_documents", *map(str, paths), stdout=out, stderr=err, **options)
    except SystemExit as exit:
        code = exit.code
    return code, out.getvalue(), err.getvalue()


def a_page(folder: Path, name: str = "bai.txt", **words: str) -> Path:
    defaults = {"headline": "Bến sông buổi sớm", "standfirst": "Một câu tóm tắt.", "byline": "PV"}
    file = folder / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(PAGE.format(**defaults | words))
    return file


def test_the_first_source_article_is_published_at_its_stated_time():
    run(BAONGA, publish=True)
    article = Article.objects.public().get()
    assert article.headline == "Các ngoại trưởng CSTO thảo luận các vấn đề an ninh"
    assert article.slug == "cac-ngoai-truong-csto-thao-luan-cac-van-de-an-ninh"
    assert article.published_at == datetime(2023, 6, 21, 0, 19, tzinfo=UTC)
    assert article.is_timed_to_the_minute
    assert article.good_ratings == article.imported_good_ratings == 26
    assert str(article.source) == "vov.vn"
    assert [str(byline) for byline in article.bylines.all()] == ["PV"]
    photo = Photo.objects.get()
    assert (photo.credit, photo.has_file) == ("CSTO", False)
    assert not article.shows_lead_photo_on_top


def test_the_second_source_article_knows_its_day_but_no_clock():
    run(VIETNAMPLUS, publish=True)
    article = Article.objects.public().get()
    assert article.published_on == date(2020, 12, 2)
    assert not article.is_timed_to_the_minute
    assert article.sign_off == "(TTXVN/Vietnam+)"
    assert str(article.source) == "TTXVN/Vietnam+"
    assert article.shows_lead_photo_on_top
    assert Reference.objects.get().text.startswith("Nga và các nước CSTO nỗ lực")


def test_the_two_source_articles_stand_beside_each_other_and_say_why():
    csto = Tag.objects.create(name="CSTO")
    TagAlias.objects.create(tag=csto, name="Tổ chức Hiệp ước An ninh Tập thể")
    run(SOURCES, publish=True)
    list(relate_all())
    for article in Article.objects.all():
        (other,) = neighbours(article).related
        assert other.article.pk != article.pk
        assert other.reason == "Cùng chủ đề: CSTO"


def test_the_russian_imprint_becomes_data():
    run(BAONGA)
    imprint = Imprint.objects.get()
    assert imprint.name == "Baonga.com"
    assert imprint.registration_number == "Эл № ФС77-73891"
    assert imprint.registered_on == date(2018, 10, 29)
    assert imprint.founder == "Ха Вьет Лонг"
    assert imprint.editor_in_chief == "Чан Тхи Тху Ха"
    assert imprint.email == "info@baonga.com"
    assert imprint.age_mark == "16+"
    assert [contact.tel for contact in imprint.contacts] == ["tel:+79262822986", "tel:+84979137386"]


def test_the_same_document_twice_changes_nothing():
    run(SOURCES, publish=True)
    before = list(Article.objects.order_by("pk").values())
    _code, out, _err = run(SOURCES, publish=True)
    assert list(Article.objects.order_by("pk").values()) == before
    assert out.count("không đổi") == 2
    assert Photo.objects.count() == ImportedDocument.objects.count() == 2


def test_the_original_bytes_and_every_line_are_kept():
    run(SOURCES)
    for record, file in zip(
        ImportedDocument.objects.order_by("file"), [BAONGA, VIETNAMPLUS], strict=True
    ):
        assert bytes(record.original) == file.read_bytes()
        assert len(record.report["lines"]) in (37, 24)
        assert all(line["use"] for line in record.report["lines"])


def test_a_changed_document_updates_its_article(tmp_path):
    run(a_page(tmp_path), publish=True)
    first = Article.objects.get()
    run(a_page(tmp_path, standfirst="Một câu tóm tắt khác."), publish=True)
    article = Article.objects.get()
    assert article.standfirst == "Một câu tóm tắt khác."
    assert (article.pk, article.status) == (first.pk, first.status)
    assert Photo.objects.count() == 1


def test_a_caption_that_a_page_corrects_is_no_tampering_where_else_its_photo_stands(tmp_path):
    run(a_page(tmp_path), publish=True)
    photo = Photo.objects.get()
    an_article(lead_photo=photo)
    file = a_page(tmp_path)
    file.write_text(file.read_text().replace("Con thuyền trên bến", "Hai con thuyền trên bến"))
    run(file, publish=True)
    photo.refresh_from_db()
    assert photo.caption.startswith("Hai con thuyền")
    assert Article.objects.get(headline="Bến sông buổi sớm").revisions.count() > 2
    call_command("verify_archive", stdout=io.StringIO())


def test_an_editors_later_work_is_never_overwritten(tmp_path):
    run(a_page(tmp_path))
    article = Article.objects.get()
    article.headline = "Bến sông, buổi sớm mai"
    publishing.save(article)
    code, _out, err = run(a_page(tmp_path, standfirst="Câu khác."))
    article.refresh_from_db()
    assert (code, article.standfirst) == (0, "Một câu tóm tắt.")
    assert "không ghi đè" in err


def test_a_corrected_caption_is_an_editors_work_too(tmp_path):
    run(a_page(tmp_path))
    Photo.objects.update(caption="Chú thích đã sửa.")
    run(a_page(tmp_path, standfirst="Câu khác."))
    assert Photo.objects.get().caption == "Chú thích đã sửa."


def test_a_dry_run_writes_nothing():
    _code, out, _err = run(SOURCES, dry_run=True, json=True)
    assert Article.objects.count() == Photo.objects.count() == Imprint.objects.count() == 0
    documents = [json.loads(line) for line in out.splitlines()]
    assert [document["layout"] for document in documents] == ["baonga", "vietnamplus"]
    assert list(documents[0]) == [
        *("file", "sha256", "layout", "headline", "standfirst", "published_at", "inferred_date"),
        *("paragraphs", "photos", "byline", "source", "good_ratings", "references", "related"),
        *("imprint", "warnings", "lines"),
    ]


def test_one_bad_document_does_not_stop_the_others(tmp_path):
    a_page(tmp_path, "1.txt")
    (tmp_path / "2.txt").write_bytes(b"\x89PNG\x00\x01")
    (tmp_path / "3.txt").write_bytes(b"")
    (tmp_path / "4.txt").write_text("Milk\nEggs\n")
    a_page(tmp_path, "5.txt", headline="Bài thứ năm", standfirst="Câu khác.")
    code, _out, err = run(tmp_path)
    assert code == 1
    assert Article.objects.count() == 2
    assert all(name in err for name in ("2.txt", "3.txt", "4.txt"))


def test_a_document_that_a_rule_refuses_leaves_nothing_behind(tmp_path):
    code, _out, err = run(a_page(tmp_path, headline="Dài " * 300))
    assert code == 1
    assert "Dòng 2: tít: " in err
    assert "1000" in err
    assert Article.objects.count() == Photo.objects.count() == ImportedDocument.objects.count() == 0


def test_a_folder_named_after_a_category_gives_it(tmp_path):
    europe = a_category("Châu Âu")
    run(a_page(tmp_path / "chau-au"))
    assert Article.objects.get().category == europe


def test_a_document_without_a_category_waits_to_be_sorted(tmp_path):
    run(a_page(tmp_path))
    assert Article.objects.get().category.name == "Chưa phân loại"


def test_an_unknown_category_is_one_clear_sentence(tmp_path):
    with pytest.raises(CommandError, match="Không có chuyên mục «khong-co»"):
        run(a_page(tmp_path), category="khong-co")


def test_a_missing_path_is_one_clear_sentence_and_the_others_are_imported(tmp_path):
    code, _out, err = run(tmp_path / "khong-co.txt", a_page(tmp_path))
    assert code == 1
    assert "khong-co.txt: Không tìm thấy" in err
    assert Article.objects.count() == 1


def test_a_picture_beside_the_document_becomes_its_photo(
    tmp_path, django_capture_on_commit_callbacks
):
    file = a_page(tmp_path)
    Image.new("RGB", (900, 600), "navy").save(tmp_path / "bai.1.jpg")
    with django_capture_on_commit_callbacks(execute=True):
        run(file)
    photo = Photo.objects.get()
    assert (photo.width, photo.height) == (900, 600)
    assert "320w" in photo.webp_srcset
    assert "640w" in photo.srcset


def test_a_page_without_any_date_stays_a_draft(tmp_path):
    file = a_page(tmp_path)
    file.write_text(file.read_text().replace("Thứ tư 21/06/2023 07:19 GMT + 7", ""))
    _code, _out, err = run(file, publish=True)
    assert Article.objects.get().status == Article.Status.DRAFT
    assert "bản nháp" in err


def test_two_people_can_sign_one_article(tmp_path):
    run(a_page(tmp_path, byline="Minh Hà - Lê Nguyên"))
    assert [str(byline) for byline in Article.objects.get().bylines.all()] == [
        "Minh Hà",
        "Lê Nguyên",
    ]


def test_the_same_words_in_other_bytes_change_nothing(tmp_path):
    file = a_page(tmp_path)
    run(file)
    text = file.read_text()
    for name, data in {
        "crlf.txt": text.replace("\n", "\r\n").encode(),
        "bom.txt": text.encode("utf-8-sig"),
        "nfd.txt": unicodedata.normalize("NFD", text).encode(),
        "utf16.txt": text.encode("utf-16"),
    }.items():
        (tmp_path / name).write_bytes(data)
    _code, out, _err = run(tmp_path)
    assert out.count("không đổi") == 5
    assert Article.objects.get().version == 1


def test_a_photo_moved_on_the_page_is_a_change(tmp_path):
    file = a_page(tmp_path)
    run(file)
    photo = "Con thuyền trên bến sông. (Ảnh: Minh Hà).\n\n"
    end = "Đoạn thứ hai của bài.\n\n"
    file.write_text(file.read_text().replace(photo, "").replace(end, end + photo))
    _code, out, _err = run(file)
    assert "đã cập nhật" in out


def test_a_document_that_cannot_be_saved_prints_no_json(tmp_path):
    code, out, _err = run(
        a_page(tmp_path, "1.txt", headline="Dài " * 300), a_page(tmp_path, "2.txt"), json=True
    )
    assert code == 1
    assert [json.loads(line)["headline"] for line in out.splitlines()] == ["Bến sông buổi sớm"]


def test_a_file_name_of_strange_bytes_is_printed_and_stored(tmp_path):
    source = a_page(tmp_path).read_bytes()
    file = Path(os.fsdecode(os.fsencode(tmp_path) + b"/a b'\xff.txt"))
    try:
        file.write_bytes(source)
    except OSError:
        pytest.skip("this file system takes no such name")
    _code, out, _err = run(file, json=True)
    assert json.loads(out)["file"].endswith("a b'\ufffd.txt")
    assert ImportedDocument.objects.get().file.endswith("\ufffd.txt")


def test_a_link_to_itself_is_no_document_and_stops_nothing(tmp_path):
    a_page(tmp_path)
    (tmp_path / "loop").symlink_to("loop")
    (tmp_path / "up").symlink_to(".")
    assert run(tmp_path)[0] == 0
    code, _out, err = run(tmp_path / "loop")
    assert code == 1
    assert "Không đọc được tệp" in err
    assert Article.objects.count() == 1


@pytest.mark.parametrize(
    ("byline", "authors"),
    {
        "Trần Hiếu-Duy Trinh": ["Trần Hiếu", "Duy Trinh"],
        "Lê Hà và Minh Anh": ["Lê Hà", "Minh Anh"],
        "Thu Hà (tổng hợp)": ["Thu Hà"],
        "Jean-Luc Moreau": ["Jean-Luc Moreau"],
        "PV/VOV": ["PV/VOV"],
    }.items(),
)
def test_each_person_who_signed_is_an_author(tmp_path, byline, authors):
    run(a_page(tmp_path, byline=byline))
    signed = [each.author for each in Article.objects.get().bylines.all()]
    assert [author.name for author in signed] == authors
    assert (signed[0].kind == signed[0].Kind.DESK) == (byline == "PV/VOV")


def test_a_source_that_is_an_address_names_the_paper_and_the_original(tmp_path):
    file = a_page(tmp_path)
    address = "https://vov.vn/the-gioi/bai.vov"
    file.write_text(file.read_text().replace("Nguồn: vov.vn", f"Nguồn: {address}"))
    run(file)
    article = Article.objects.get()
    assert (article.source.name, article.source.address) == ("vov.vn", "https://vov.vn/")
    assert article.source_url == address


def test_a_page_from_the_future_waits_for_its_day(tmp_path):
    file = a_page(tmp_path)
    file.write_text(file.read_text().replace("Thứ tư 21/06/2023", "21/06/2198"))
    _code, _out, err = run(file, publish=True)
    assert "tương lai" in err
    assert not Article.objects.public().exists()


def test_an_imprint_of_another_law_is_not_ours(tmp_path):
    file = a_page(tmp_path)
    with file.open("a") as page:
        page.write("\nGiấy phép số 12/GP-BTTTT. Tổng biên tập: Lê Hà.\n")
    run(file)
    assert Imprint.objects.count() == 0
    assert ImportedDocument.objects.get().report["imprint"].startswith("Giấy phép")
