"""A phone on a slow line gets text compressed, and pictures as they are."""

import pytest

from tests.builders import a_stored_photo, an_article

pytestmark = pytest.mark.django_db
ACCEPTING = {"Accept-Encoding": "gzip, deflate, br"}


def test_pages_and_feeds_are_compressed(client):
    article = an_article(tags=["CSTO"])
    data = article.get_absolute_url().replace(".html", ".ninjs.json")
    for address in (
        "/",
        article.get_absolute_url(),
        "/rss.xml",
        "/feed.json",
        "/sitemap.xml",
        data,
    ):
        assert client.get(address, headers=ACCEPTING)["Content-Encoding"] == "gzip", address
        assert "Content-Encoding" not in client.get(address).headers, address


def test_a_picture_keeps_its_length(client):
    photo = a_stored_photo()
    with photo.file.open() as file:
        picture = file.read()
    response = client.get(photo.file.url, headers=ACCEPTING)
    assert "Content-Encoding" not in response.headers
    assert int(response["Content-Length"]) == len(picture)
    assert b"".join(response.streaming_content) == picture
