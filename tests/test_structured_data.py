"""Search engines read an article's facts from one JSON value on its page."""

import io
import json
import re
from datetime import UTC, datetime
from urllib.parse import urlsplit

import pytest
from django.core.files.base import ContentFile
from PIL import Image

from articles import publishing
from articles.models import Article, Author, Source
from tests.builders import a_category, a_draft, a_photo, an_article, an_author

pytestmark = pytest.mark.django_db


def facts(client, article: Article) -> dict:
    """Return what the page tells machines, read as a machine reads it: up to </script."""
    html = client.get(article.get_absolute_url()).content.decode()
    blocks = re.findall(r'<script type="application/ld\+json">(.*?)</script', html, re.DOTALL)
    assert len(blocks) == 1
    return json.loads(blocks[0])


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
    assert "image" not in data
    assert "isBasedOn" not in data


@pytest.mark.parametrize(
    ("kind", "told"),
    [("person", "Person"), ("desk", "Organization"), ("agency", "Organization")],
)
def test_a_desk_and_an_agency_are_no_persons(client, kind, told):
    Author.objects.filter(pk=an_author("PV").pk).update(kind=kind)
    assert facts(client, an_article(by=["PV"]))["author"][0]["@type"] == told


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


def test_the_lead_photo_is_the_picture(client):
    photo = a_photo()
    picture = io.BytesIO()
    Image.new("RGB", (900, 600), "#345").save(picture, "JPEG")
    photo.take_file(ContentFile(picture.getvalue(), name="x.jpg"))
    article = an_article(lead_photo=photo)
    image = facts(client, article)["image"]
    assert urlsplit(image["url"]).scheme == "http"
    assert image["width"] > image["height"] > 0
    assert image["creditText"] == "TTXVN"
    assert f'content="{image["url"]}"' in client.get(article.get_absolute_url()).content.decode()


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
