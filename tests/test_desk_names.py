"""Topics, categories, authors, sources and the imprint at the desk."""

import pytest

from articles.models import Author, Category, ImportedDocument, Source, Tag, TagAlias
from portal.models import Imprint
from tests.builders import a_category, a_draft
from tests.desk import at_the_desk, desk, filled_in, owner

pytestmark = pytest.mark.django_db


def add(model, client=None, **typed):
    """Fill in the form for a new row of this model."""
    client, address = client or owner(), desk(model, "add")
    return client.post(address, filled_in(client.get(address)) | typed, follow=True)


@pytest.mark.parametrize("typed", ["chau au", "CHÂU ÂU", "Châu A\u0302u"])
def test_a_topic_we_have_in_another_spelling_is_refused_with_its_name(typed):
    Tag.objects.create(name="Châu Âu")
    response = add("articles.tag", name=typed)
    assert response.status_code == 200
    assert "Đã có chủ đề «Châu Âu»." in response.text
    assert Tag.objects.count() == 1


def test_a_topic_is_not_named_like_another_name_of_a_topic():
    csto = Tag.objects.create(name="CSTO")
    TagAlias.objects.create(tag=csto, name="Hiệp ước An ninh Tập thể")
    response = add("articles.tag", name="hiep uoc an ninh tap the")
    assert "Đã là tên khác của chủ đề «CSTO»." in response.text


def test_a_topic_gets_other_names_each_once():
    tag = Tag.objects.create(name="CSTO")
    Tag.objects.create(name="Châu Âu")
    client, address = owner(), desk("articles.tag", "change", tag.pk)
    sheet = filled_in(client.get(address)) | {"aliases-TOTAL_FORMS": 2}
    names = {"aliases-0-tag": tag.pk, "aliases-1-tag": tag.pk}

    twice = names | {"aliases-0-name": "ODKB", "aliases-1-name": "odkb"}
    assert "Một tên được ghi hai lần." in client.post(address, sheet | twice).text
    taken = names | {"aliases-0-name": "ODKB", "aliases-1-name": "chau au"}
    assert "Đã có chủ đề «Châu Âu»." in client.post(address, sheet | taken).text
    good = names | {"aliases-0-name": "ODKB", "aliases-1-name": "ОДКБ"}
    assert client.post(address, sheet | good).status_code == 302
    assert tag.aliases.count() == 2


def test_two_topics_that_would_share_an_address_are_told_apart():
    Tag.objects.create(name="C")
    response = add("articles.tag", name="C++")
    assert response.status_code == 200
    assert response.context["adminform"].form.errors["slug"]


def test_a_source_we_have_in_another_spelling_is_refused():
    Source.objects.create(name="Báo Nhân Dân")
    assert "Đã có nguồn «Báo Nhân Dân»." in add("articles.source", name="bao nhan dan").text


def test_addresses_are_made_from_names():
    add("articles.author", name="Đỗ Thị Hường", kind="person")
    add("articles.category", name="Đời sống", position=1)
    assert Author.objects.get().slug == "do-thi-huong"
    assert Category.objects.get().slug == "doi-song"


def test_a_category_does_not_take_an_address_of_the_site():
    response = add("articles.category", name="Tìm kiếm", position=1)
    assert "Địa chỉ này đã dùng" in response.text


def test_categories_stand_as_a_tree():
    world = a_category("Thế giới", position=2)
    a_category("Kinh tế", position=1)
    a_category("Châu Âu", parent=world, position=2)
    a_category("Châu Á", parent=world, position=1)
    rows = owner().get(desk("articles.category")).context["cl"].result_list
    assert [row.name for row in rows] == ["Kinh tế", "Thế giới", "Châu Á", "Châu Âu"]


def test_the_only_imprint_opens_at_once():
    imprint = Imprint.objects.create(name="Báo", jurisdiction="ru")
    chief = at_the_desk("Thư ký tòa soạn")
    assert chief.get(desk("portal.imprint")).url == desk("portal.imprint", "change", imprint.pk)
    assert chief.get(desk("portal.imprint", "add")).status_code == 200
    Imprint.objects.create(name="Báo", jurisdiction="vi")
    assert chief.get(desk("portal.imprint")).status_code == 200
    assert chief.get(desk("portal.imprint", "add")).status_code == 403


def test_an_imported_document_shows_what_became_of_each_line():
    document = ImportedDocument.objects.create(
        article=a_draft(),
        file="bai.txt",
        layout="baonga",
        sha256="0" * 64,
        original="Chuyên mục\nTít <b>".encode(),
        report={
            "warnings": ["Có dấu chấm lạc."],
            "lines": [
                {"number": 1, "use": "dropped", "why": "chữ của khung trang"},
                {"number": 2, "use": "headline", "why": ""},
            ],
        },
        written="x",
    )
    editor = at_the_desk("Biên tập viên")
    page = editor.get(desk("articles.importeddocument", "change", document.pk)).text
    for words in (
        "chữ của khung trang",
        "Tít &lt;b&gt;",
        "Có dấu chấm lạc.",
        "<td>bỏ<",
        "<td>tít<",
    ):
        assert words in page
    assert editor.get(desk("articles.importeddocument", "add")).status_code == 403
