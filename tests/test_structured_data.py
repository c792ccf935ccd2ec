"""Search engines read an article's facts from one JSON value on its page."""

import io
import json
import re
from datetime import UTC, datetime
from urllib.parse import urlsplit

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from PIL import Image

from articles import publishing, tasks
from articles.models import Article, Author, Source
from portal.models import Imprint
from tests.builders import a_category, a_draft, a_photo, an_article, an_author

pytestmark = pytest.mark.django_db


def a_jpeg(width: int, height: int) -> ContentFile:
    picture = io.BytesIO()
    Image.new("RGB", (width, height), "#345").save(picture, "JPEG")
    return ContentFile(picture.getvalue(), name="x.jpg")


def told(client, address: str) -> dict[str, dict]:
    """Return what a page tells machines, by kind, read as a machine reads it: up to </script."""
    html = client.get(address).content.decode()
    blocks = re.findall(r'<script type="application/ld\+json">(.*?)</script', html, re.DOTALL)
    things = {thing["@type"]: thing for thing in map(json.loads, blocks)}
    assert len(things) == len(blocks)
    return things


def facts(client, article: Article) -> dict:
    things = told(client, article.get_absolute_url())
    assert things.keys() == {"NewsArticle", "BreadcrumbList"}
    return things["NewsArticle"]


def test_a_machine_reads_who_wrote_what_when(client, settings):
    settings.SITE_URL = "https://bandoc.example"
    europe = a_category("Châu Âu", parent=a_category("Thế giới"))
    article = an_article(
        "Bến sông buổi sớm",
        category=europe,
        tags=["Sông", "Chợ nổi"],
        by=["Minh Hà"],
        at=datetime(2026, 1, 15, 3, 0, 5, 999, tzinfo=UTC),
    )
    data = facts(client, article)
    address = f"https://bandoc.example{article.get_absolute_url()}"
    assert data["@type"] == "NewsArticle"
    assert data["headline"] == "Bến sông buổi sớm"
    assert data["mainEntityOfPage"] == {"@type": "WebPage", "@id": address}
    assert data["datePublished"] == data["dateModified"] == "2026-01-15T10:00:05+07:00"
    person = {"@type": "Person", "name": "Minh Hà"}
    assert data["author"] == [person | {"url": "https://bandoc.example/tac-gia/minh-ha/"}]
    assert data["publisher"]["name"] == "Bạn Đọc"
    assert data["publisher"]["correctionsPolicy"] == "https://bandoc.example/dinh-chinh/"
    assert data["articleSection"] == ["Thế giới", "Châu Âu"]
    assert data["keywords"] == ["Sông", "Chợ nổi"]
    assert data["isAccessibleForFree"] is True
    assert "correction" not in data
    assert "isBasedOn" not in data


@pytest.mark.parametrize(
    ("kind", "told"),
    [("person", "Person"), ("desk", "Organization"), ("agency", "Organization")],
)
def test_a_desk_and_an_agency_are_no_persons(client, kind, told):
    Author.objects.filter(pk=an_author("PV").pk).update(kind=kind)
    assert facts(client, an_article(by=["PV"]))["author"][0]["@type"] == told


def test_what_nobody_signed_is_the_papers(client):
    (author,) = facts(client, an_article())["author"]
    assert author == {"@type": "Organization", "name": "Bạn Đọc", "url": "http://127.0.0.1:8000/"}


@pytest.mark.parametrize("address", ["https://vov.vn", ""])
def test_copy_that_nobody_signed_is_of_the_outlet_it_came_from(client, address):
    source = Source.objects.create(name="vov.vn", address=address)
    (author,) = facts(client, an_article(source=source))["author"]
    assert author == {"@type": "Organization", "name": "vov.vn"} | (
        {"url": address} if address else {}
    )
    (author,) = facts(client, an_article(source=source, by=["Minh Hà"]))["author"]
    assert author["name"] == "Minh Hà"


def test_the_page_of_who_signed_says_whose_it_is(client):
    article = an_article(by=["Minh Hà"])
    Author.objects.update(about="Viết về sông </script> nước")
    page = told(client, "/tac-gia/minh-ha/")["ProfilePage"]
    (signed,) = facts(client, article)["author"]
    assert page["mainEntity"] == signed | {"description": "Viết về sông </script> nước"}


def test_a_known_day_has_no_hour(client):
    article = an_article(published_precision="day", at=datetime(2020, 12, 1, 17, tzinfo=UTC))
    data = facts(client, article)
    assert data["datePublished"] == data["dateModified"] == "2020-12-02"


def test_the_time_of_change_follows_updates_and_not_minor_fixes(client):
    article = an_article(at=datetime(2026, 1, 15, 3, tzinfo=UTC))
    fixed = publishing.fix(publishing.write(article, {"headline": "Tít mới"}, by=None), by=None)
    assert facts(client, fixed)["headline"] == "Tít mới"
    assert facts(client, fixed)["dateModified"] == "2026-01-15T10:00:00+07:00"
    updated = publishing.update(publishing.write(fixed, {"standfirst": "Mới."}, by=None), by=None)
    data = facts(client, updated)
    assert data["datePublished"] == "2026-01-15T10:00:00+07:00"
    modified = datetime.fromisoformat(data["dateModified"])
    assert modified == updated.updated_at.replace(microsecond=0)


def test_a_correction_is_a_fact_of_its_own(client):
    article = publishing.correct(
        an_article(), by=None, wrong="năm 1944", right="năm 1945", apology="Xin lỗi bạn đọc."
    )
    told = facts(client, article)["correction"]
    assert [each["@type"] for each in told] == ["CorrectionComment"]
    assert told[0]["text"] == "Đã viết: «năm 1944». Đúng là: «năm 1945». Xin lỗi bạn đọc."
    assert told[0]["datePublished"].endswith("+07:00")


def test_copy_of_another_outlet_names_it(client):
    source = Source.objects.create(name="vov.vn", address="https://vov.vn")
    data = facts(client, an_article(source=source, source_url="https://vov.vn/bai-1"))
    assert data["isBasedOn"]["url"] == "https://vov.vn/bai-1"
    assert data["isBasedOn"]["publisher"]["name"] == "vov.vn"


def test_the_lead_photo_is_told_in_three_shapes(client):
    photo = a_photo(focal_x=1, focal_y=0)
    photo.take_file(a_jpeg(2000, 1500))
    tasks.make_renditions.func(photo.pk)
    photo.refresh_from_db()
    article = an_article(lead_photo=photo)
    told = facts(client, article)["image"]
    sizes = [(image["width"], image["height"]) for image in told]
    assert sizes == [(1200, 1200), (1200, 900), (1200, 675)]
    assert {image["creditText"] for image in told} == {"TTXVN"}
    for image in told:
        name = image["url"].removeprefix("http://127.0.0.1:8000/media/")
        with default_storage.open(name) as file, Image.open(file) as picture:
            assert picture.size == (image["width"], image["height"])


def test_an_article_without_a_photo_is_told_with_its_headline_in_three_shapes(client):
    told = facts(client, an_article())["image"]
    sizes = [(image["width"], image["height"]) for image in told]
    assert sizes == [(1200, 1200), (1200, 900), (1200, 675)]
    for image in told:
        answer = client.get(image["url"].removeprefix("http://127.0.0.1:8000"))
        assert (answer.status_code, answer["Content-Type"]) == (200, "image/png")


@pytest.mark.parametrize(
    ("size", "has_shapes", "is_drawn"),
    [
        ((300, 200), True, True),  # 200 x 200 is too small.
        ((300, 200), False, False),
        ((500, 400), True, False),
        ((900, 50), True, True),
        ((900, 50), False, True),
    ],
)
def test_a_photo_too_small_for_search_engines_gives_way_to_the_headline(
    client, size, has_shapes, is_drawn
):
    photo = a_photo()
    photo.take_file(a_jpeg(*size))
    if has_shapes:
        tasks.make_renditions.func(photo.pk)
        photo.refresh_from_db()
    told = facts(client, an_article(lead_photo=photo))["image"]
    assert all(image["width"] * image["height"] >= 50_000 for image in told)
    assert all(("/anh-chia-se/" in image["url"]) is is_drawn for image in told)
    assert all(("creditText" in image) is not is_drawn for image in told)
    for image in told if is_drawn else []:
        answer = client.get(image["url"].removeprefix("http://127.0.0.1:8000"))
        assert (answer.status_code, answer["Content-Type"]) == (200, "image/png")


def test_a_photo_without_its_shapes_is_told_whole(client):
    photo = a_photo()
    photo.take_file(a_jpeg(900, 600))
    (image,) = facts(client, an_article(lead_photo=photo))["image"]
    assert (image["width"], image["height"]) == (900, 600)
    assert image["url"].endswith(photo.file.url)


def test_a_way_leads_down_from_the_front_page(client):
    europe = a_category("Châu Âu", parent=a_category("Thế giới"))
    article = an_article("Bến sông", category=europe)
    names = ["Bạn Đọc", "Thế giới", "Châu Âu", "Bến sông"]
    for address, last in [(article.get_absolute_url(), 4), (europe.get_absolute_url(), 3)]:
        steps = told(client, address)["BreadcrumbList"]["itemListElement"]
        assert [step["name"] for step in steps] == names[:last]
        assert [step["position"] for step in steps] == list(range(1, last + 1))
        for step in steps:
            assert client.get(urlsplit(step["item"]).path).status_code == 200


def test_the_imprint_says_who_is_responsible(client):
    bare = told(client, "/")["NewsMediaOrganization"]
    assert not bare.keys() & {"masthead", "ownershipFundingInfo", "legalName", "email"}
    Imprint.objects.create(jurisdiction="vi", name="Báo Bạn Đọc", email="thu@bao.example")
    Imprint.objects.create(jurisdiction="ru", name="X", founder="A", editor_in_chief="B")
    paper = told(client, "/")["NewsMediaOrganization"]
    assert (paper["legalName"], paper["email"]) == ("Báo Bạn Đọc", "thu@bao.example")
    for policy in ("masthead", "ownershipFundingInfo", "correctionsPolicy"):
        assert client.get(urlsplit(paper[policy]).path).status_code == 200
    assert facts(client, an_article())["publisher"] == paper


def test_the_front_page_is_the_site_and_says_how_to_search_it(client):
    site = told(client, "/")["WebSite"]
    assert site["name"] == "Bạn Đọc"
    target = site["potentialAction"]["target"]["urlTemplate"]
    found = target.replace("{search_term_string}", "song").removeprefix("http://127.0.0.1:8000")
    assert client.get(found).status_code == 200
    assert site["publisher"]["@id"] == told(client, "/")["NewsMediaOrganization"]["@id"]


@pytest.mark.parametrize(
    "words",
    [
        "</script><script>alert(1)</script>",
        "<!--<script>",
        '"}]}; alert(1) //',
        "\\u003c/script>",
        "a & b &amp; c\u2028d",
    ],
)
def test_no_headline_breaks_out_of_the_data(client, words):
    article = an_article(words, standfirst=words, kicker=words[:100], tags=[words[:90]])
    publishing.correct(article, by=None, wrong=words, right=words)
    data = facts(client, article)
    assert data["headline"] == data["description"] == words
    assert words in data["correction"][0]["text"]
    assert "<script>alert" not in client.get(article.get_absolute_url()).content.decode()


def test_nothing_is_told_of_what_is_not_public(client):
    draft = a_draft("Bí mật")
    assert "Bí mật" not in client.get(draft.get_absolute_url()).content.decode()
