"""Whoever shares an article sees a picture: its photo, or its headline in the paper's type."""

import io
import re
from itertools import pairwise

import pytest
from django.core.files.storage import default_storage
from PIL import Image

from articles import publishing, sharing
from articles.models import Article
from articles.pictures import share_card
from articles.pictures.share_card import Card, drawn
from articles.pictures.type_setting import Face, parts_of
from articles.snapshots import named
from tests.builders import a_draft, a_photo, an_article
from tests.picture_files import a_jpeg, an_upload

LONG = "Tám trăm năm sau, người làng vẫn kể chuyện giếng Ngọc giữa mùa nước đổ về đồng " * 12
MARKS = "ẾỀỂỄỆ ỐỒỔỖỘ ỨỪỬỮỰ ẤẦẨẪẬ ẮẰẲẴẶ"


def meta(client, address: str) -> dict[str, str]:
    html = client.get(address).text
    return dict(re.findall(r'<meta (?:property|name)="([^"]+)" content="([^"]*)">', html))


def path_of(article: Article) -> str:
    return sharing.shared_picture(article).picture.src


def ink_rows(card: Card) -> list[int]:
    """The rows of a card's picture on which something is printed between the rules."""
    image = Image.open(io.BytesIO(drawn(card))).convert("L").point(lambda v: 255 * (v < 128))
    return [y for y in range(130, 515) if image.crop((0, y, 1200, y + 1)).getbbox()]


@pytest.mark.django_db
def test_an_article_without_a_photo_is_shared_with_its_headline(client):
    article = an_article("Bến sông buổi sớm")
    told = meta(client, article.get_absolute_url())
    assert told["og:image"] == f"http://127.0.0.1:8000{path_of(article)}"
    assert (told["og:image:width"], told["og:image:height"]) == ("1200", "630")
    assert told["og:image:alt"] == "Bến sông buổi sớm"
    assert told["og:image:type"] == "image/png"
    assert told["twitter:card"] == "summary_large_image"
    response = client.get(path_of(article))
    assert response["Content-Type"] == "image/png"
    assert "immutable" in response["Cache-Control"]
    assert not response.cookies
    with Image.open(io.BytesIO(response.content)) as picture:
        assert picture.size == (1200, 630)


@pytest.mark.django_db
@pytest.mark.parametrize(("width", "is_card"), [(1800, False), (700, False), (500, True)])
def test_a_photo_too_narrow_for_networks_gives_way_to_the_headline(client, width, is_card):
    photo = a_photo()
    photo.take_file(an_upload(a_jpeg((width, 1000))))
    told = meta(client, an_article(lead_photo=photo).get_absolute_url())
    assert ("/anh-chia-se/" in told["og:image"]) is is_card
    assert told["og:image:alt"] == ("Thuyền trên bến" if not is_card else told["og:title"])


@pytest.mark.django_db
def test_every_page_has_a_picture(client):
    article = an_article(tags=["Sông"], by=["Minh Hà"])
    category = article.category.get_absolute_url()
    for address in ("/", "/dinh-chinh/", category, "/chu-de/song/", "/tac-gia/minh-ha/"):
        src = meta(client, address)["og:image"].removeprefix("http://127.0.0.1:8000")
        assert client.get(src)["Content-Type"] == "image/png", address


@pytest.mark.django_db
def test_a_card_is_drawn_once(client, monkeypatch):
    article = an_article()
    first = client.get(path_of(article)).content
    monkeypatch.setattr(sharing, "drawn", lambda card: pytest.fail("drawn again"))
    assert client.get(path_of(article)).content == first


@pytest.mark.django_db
def test_a_new_headline_has_a_new_address_and_the_old_one_leads_there(client):
    article = an_article("Tít cũ")
    old = path_of(article)
    client.get(old)
    fixed = publishing.fix(publishing.write(article, {"headline": "Tít mới"}, by=None), by=None)
    new = path_of(fixed)
    assert client.get(old)["Location"] == new
    client.get(new)
    _folders, files = default_storage.listdir(f"chia-se/{article.pk}/share")
    assert files == [new.rpartition("-")[2]]


@pytest.mark.django_db
def test_search_engines_get_the_headline_in_three_shapes(client):
    article = an_article("Bến sông buổi sớm")
    shapes = sharing.drawn_shapes(article)
    assert [each.width / each.height for each in shapes] == [1, 4 / 3, 16 / 9]
    for each in shapes:
        response = client.get(each.src)
        assert "immutable" in response["Cache-Control"]
        with Image.open(io.BytesIO(response.content)) as picture:
            assert picture.size == (each.width, each.height)
    client.get(path_of(article))
    assert all(client.get(each.src).status_code == 200 for each in shapes), "none drives one out"
    folders, _files = default_storage.listdir(f"chia-se/{article.pk}")
    assert sorted(folders) == ["16x9", "1x1", "4x3", "share"]


@pytest.mark.django_db
def test_no_headline_is_drawn_beside_a_photo(client):
    article = an_article()
    square = sharing.drawn_shapes(article)[0].src
    photo = a_photo()
    photo.take_file(an_upload(a_jpeg((1800, 1000))))
    written = publishing.write(article, {"lead_photo": named(photo)}, by=None)
    fixed = publishing.fix(written, by=None)
    assert client.get(square)["Location"] == path_of(fixed)


@pytest.mark.django_db
def test_nobody_can_have_pictures_made_that_no_page_names(client):
    article = an_article()
    made = client.get(f"/anh-chia-se/{article.pk}-{'0' * 20}.png")
    assert (made.status_code, made["Location"]) == (302, path_of(article))
    assert client.get("/anh-chia-se/bao-x.png").status_code == 302
    assert client.get(f"/anh-chia-se/{10**30}-x.png").status_code == 404
    assert not default_storage.exists(f"chia-se/{article.pk}")


@pytest.mark.django_db
def test_the_headline_of_what_is_not_public_is_not_drawn(client):
    draft, gone = a_draft("Bí mật"), an_article()
    publishing.withdraw(gone, by=None, reason="Sai")
    for article in (draft, gone):
        assert client.get(path_of(article)).status_code == 404


def test_a_long_headline_shrinks_and_no_word_is_cut():
    for words in ("Bến sông", LONG[:150], LONG[:300], LONG):
        face, lines = share_card.set_headline(words, 1040, 334)
        assert all(face.width(line) <= 1040 for line in lines)
        assert len(lines) * face.size * share_card.LINE <= 334
        said = " ".join(lines).removesuffix(" …")
        assert words.startswith(said)
        assert set(said.split()) <= set(words.split())
        assert said == words.strip() or len(words) > 300
    assert share_card.set_headline("Bến sông", 1040, 334)[0].size == share_card.LARGEST


def test_a_word_wider_than_the_picture_makes_it_smaller():
    face, lines = share_card.set_headline("x" * 200 + " y", 1040, 334)
    assert max(map(face.width, lines)) <= 1040


def test_stacked_marks_of_two_lines_do_not_touch():
    """Between the lines of a headline in capitals there are rows without any ink."""
    _face, lines = share_card.set_headline(f"{MARKS} {MARKS}", 1040, 334)
    rows = ink_rows(Card("", f"{MARKS} {MARKS}", ""))
    gaps = sum(b - a > 1 for a, b in pairwise(rows))
    assert len(lines) > 1
    assert gaps >= len(lines) - 1
    assert rows[0] > 135
    assert rows[-1] < 510


def test_every_vietnamese_letter_has_its_own_shape():
    serif = Face("Source Serif 4", 700, 60)
    letters = (
        "aăâbcdđeêghiklmnoôơpqrstuưvxyàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ"
    )
    assert serif.known(letters + letters.upper()) == letters + letters.upper()
    pictures = {drawn(Card("", letter, "")) for letter in letters}
    assert len(pictures) == len(letters)


def test_cyrillic_is_set_in_the_same_family_and_what_it_lacks_is_left_out():
    assert len(parts_of("Source Serif 4", 700)) == 3
    face = Face("Source Serif 4", 700, 60)
    assert face.known("Россия và 漢 Đà Nẵng") == "Россия và  Đà Nẵng"
    assert share_card.set_headline("漢字", 1040, 334)[1] == []
