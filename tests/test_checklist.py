"""What is looked at before an article goes out: what forbids it, and what is only said."""

import io
from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.utils import timezone
from PIL import Image

from articles import body, checklist, publishing
from articles.models import Article, Category, ImportedDocument, Source
from tests.builders import a_draft, a_photo, an_article
from tests.desk import desk, owner

pytestmark = pytest.mark.django_db


def fields_of(findings) -> list[str]:
    return [finding.field for finding in findings]


def said(findings) -> str:
    return " ".join(finding.says for finding in findings)


def test_a_complete_article_is_forbidden_nothing():
    assert checklist.forbidding(a_draft(lead_photo=a_photo())) == []


@pytest.mark.parametrize(
    ("fields", "field", "what_to_do"),
    [
        ({"standfirst": ""}, "standfirst", "hãy tóm tắt"),
        ({"body": ""}, "body", "chưa có nội dung"),
        ({"headline": "\u200b\u3164"}, "headline", "hãy đặt tít"),
        ({"standfirst": "\u200b\ufeff"}, "standfirst", "hãy tóm tắt"),
        ({"body": "<p>\u200b</p>"}, "body", "chưa có nội dung"),
        ({"sign_off": "(TTXVN/Vietnam+)"}, "source", "hãy chọn nguồn"),
        ({"source_url": "https://vov.vn/bai-1"}, "source", "hãy chọn nguồn"),
        ({"embargoed_until": timezone.now() + timedelta(days=1)}, "embargoed_until", "cấm đăng"),
        ({"expires_at": timezone.now() - timedelta(days=1)}, "expires_at", "hạ bài"),
    ],
)
def test_what_is_missing_forbids_publishing_and_says_what_to_do(fields, field, what_to_do):
    findings = checklist.forbidding(a_draft(**fields))
    assert fields_of(findings) == [field]
    assert what_to_do in said(findings)


def test_an_article_without_a_category_goes_nowhere():
    draft = a_draft(category=Category.objects.unsorted())
    assert fields_of(checklist.forbidding(draft)) == ["category"]


def test_republished_copy_with_its_source_may_go_out():
    draft = a_draft(sign_off="(TTXVN)", source=Source.objects.create(name="TTXVN"))
    assert checklist.forbidding(draft) == []


def test_an_imported_page_that_names_a_source_keeps_it():
    draft = a_draft()
    ImportedDocument.objects.create(
        article=draft, file="a.txt", sha256="1", report={"source": "vov.vn"}
    )
    assert fields_of(checklist.forbidding(draft)) == ["source"]


@pytest.mark.parametrize(("field", "words"), [("alt", "mô tả"), ("credit", "nguồn")])
def test_a_lead_photo_needs_alt_and_credit(field, words):
    findings = checklist.forbidding(a_draft(lead_photo=a_photo(**{field: ""})))
    assert fields_of(findings) == ["lead_photo"]
    assert words in said(findings)


def test_the_alt_of_one_use_is_enough():
    photo = a_photo(alt="")
    assert checklist.forbidding(a_draft(lead_photo=photo, lead_alt="Thuyền trên bến")) == []
    text = body.paragraph("Đoạn.") + body.figure(photo.pk, alt="Thuyền")
    assert checklist.forbidding(a_draft(body=text)) == []


def test_each_use_of_a_photo_needs_its_alt():
    photo = a_photo(alt="")
    text = body.paragraph("Đoạn.") + body.figure(photo.pk, alt="Thuyền") + body.figure(photo.pk)
    assert fields_of(checklist.forbidding(a_draft(body=text))) == ["body"]


@pytest.mark.parametrize(
    ("fields", "field", "words"),
    [
        ({"headline": "Tít " * 30}, "headline", "dưới 110"),
        ({"body": body.paragraph("Hai  dấu cách.")}, "body", "hai dấu cách"),
        ({"body": body.paragraph("Dấu\u00a0cách cứng.")}, "body", "NBSP"),
        ({"body": body.paragraph("Ông Tasmagambetov. cho biết.")}, "body", "dấu chấm giữa câu"),
        ({"body": body.paragraph("Hòa bình và hoà giải.")}, "body", "Bỏ dấu hai kiểu"),
        ({"body": body.paragraph('"Thẳng" và “cong”.')}, "body", "ngoặc kép"),
        ({"body": '<p><a href="/khong-co-99999.html">Bài</a></p>'}, "body", "Liên kết"),
    ],
)
def test_slips_of_the_pen_are_said_and_forbid_nothing(fields, field, words):
    draft = a_draft(**fields)
    findings = [each for each in checklist.warnings(draft) if each.field == field]
    assert words in said(findings)
    assert checklist.forbidding(draft) == []
    assert publishing.publish(draft, by=None).is_public


def test_composed_and_decomposed_letters_are_told_apart():
    draft = Article(headline="Tie\u0302\u0301ng Việt", category=a_draft().category)
    assert "NFD" in said(checklist._unicode(draft))


@pytest.mark.parametrize(
    "sentence",
    [
        "TP. Hồ Chí Minh và TP. đáng sống.",
        "Theo TS. nguyễn Văn A, v.v. và nhiều nơi.",
        "Năm 2023. đã qua.",
        "Hết câu. Sang câu.",
        "ông A. và bà B. đồng ý.",
        "khoẻ mạnh, thuỷ lợi, hoà bình",
        "hòa bình, thủy lợi, khỏe mạnh",
        "huỳnh quý quỳ khuỷu Thúy thúy",
        "“Một” và “hai”.",
    ],
)
def test_good_copy_is_left_in_peace(sentence):
    article = Article(headline="Tít", body=body.paragraph(sentence), category=a_draft().category)
    for rule in (checklist._stray_stop, checklist._tones, checklist._quotes, checklist._spaces):
        assert list(rule(article)) == []


def test_a_headline_we_have_already_is_named_with_and_without_marks():
    an_article("Cầu Long Biên đóng để sửa")
    assert "cùng tít" in said(checklist.warnings(a_draft("cau long bien đóng, để sửa")))


def test_an_article_without_topic_or_photo_is_said():
    assert {"tags", "lead_photo"} <= set(fields_of(checklist.warnings(a_draft())))
    picture = io.BytesIO()
    Image.new("RGB", (60, 40)).save(picture, "JPEG")
    photo = a_photo()
    photo.take_file(ContentFile(picture.getvalue(), name="x.jpg"))
    full = a_draft(tags=["Nga"], lead_photo=photo)
    assert not {"tags", "lead_photo"} & set(fields_of(checklist.warnings(full)))


def test_a_photo_without_a_credit_leads_to_its_own_page():
    photo = a_photo(credit="")
    draft = a_draft(lead_photo=photo)
    page = owner().get(desk("articles.article", "change", draft.pk)).text
    assert f'href="{desk("articles.photo", "change", photo.pk)}#id_credit"' in page
