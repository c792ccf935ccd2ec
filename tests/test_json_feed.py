"""A reader's program follows the paper by JSON Feed 1.1, at the address of every list."""

import json
from datetime import datetime

import pytest

from articles import publishing
from articles.models import Article
from tests.builders import a_stored_photo, an_article
from tests.test_feeds import PLACES, a_story

pytestmark = pytest.mark.django_db

# What jsonfeed.org/version/1.1 allows: names and their kinds.
TOP = {
    **dict.fromkeys(("version", "title", "home_page_url", "feed_url", "description"), str),
    **{"language": str, "authors": list, "hubs": list, "items": list},
}
ITEM = {
    **dict.fromkeys(("id", "url", "title", "content_html", "summary", "image"), str),
    **dict.fromkeys(("date_published", "date_modified"), str),
    **dict.fromkeys(("authors", "tags", "attachments"), list),
}


def read(client, address: str = "/feed.json") -> dict:
    response = client.get(address)
    assert response.status_code == 200, address
    assert response["Content-Type"] == "application/feed+json; charset=utf-8"
    return json.loads(response.content)


def refuse_what_the_standard_does_not_know(feed: dict) -> None:
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert {name: type(part) for name, part in feed.items()}.items() <= TOP.items()
    assert {"title", "items", "home_page_url", "feed_url"} <= feed.keys()
    for item in feed["items"]:
        assert {name: type(part) for name, part in item.items()}.items() <= ITEM.items()
        assert item["id"]
        assert item["content_html"]
        for name in ("date_published", "date_modified"):
            assert datetime.fromisoformat(item[name]).tzinfo
        for author in item.get("authors", []):
            assert author.keys() == {"name"}
        for file in item.get("attachments", []):
            assert {"url", "mime_type"} <= file.keys() <= {"url", "mime_type", "size_in_bytes"}


@pytest.mark.parametrize("place", [*PLACES, "/dinh-chinh/"])
def test_every_list_has_a_json_feed_and_its_page_says_so(client, place):
    story = publishing.correct(a_story(), by=None, wrong="năm 1944", right="năm 1945")
    feed = read(client, f"{place}feed.json")
    refuse_what_the_standard_does_not_know(feed)
    assert feed["feed_url"].endswith(f"{place}feed.json")
    assert feed["language"] == "vi"
    assert [item["id"].startswith(story.guid.urn) for item in feed["items"]] == [True]
    page = client.get(place).content.decode()
    assert 'type="application/feed+json"' in page
    assert f'href="{place}feed.json"' in page


def test_an_item_says_what_a_card_says(client):
    photo = a_stored_photo()
    story = a_story(standfirst="Sương chưa tan.", lead_photo=photo)
    item = read(client)["items"][0]
    assert item["id"] == story.guid.urn
    assert item["url"].endswith(story.get_absolute_url())
    assert (item["title"], item["summary"]) == ("Bến sông buổi sớm", "Sương chưa tan.")
    assert item["content_html"] == "<p>Sương chưa tan.</p>"
    assert item["tags"] == ["Thế giới", "Châu Âu", "Sông"]
    assert item["authors"] == [{"name": "Minh Hà"}]
    file = item["attachments"][0]
    assert file["url"] == item["image"]
    assert (file["mime_type"], file["size_in_bytes"]) == ("image/jpeg", photo.share_picture.length)


def test_a_new_headline_and_a_minor_fix_leave_the_identity_and_the_dates(client):
    story = a_story()
    before = read(client)["items"][0]
    publishing.fix(publishing.write(story, {"headline": "Khác", "slug": "khac"}, by=None), by=None)
    after = read(client)["items"][0]
    assert after["title"] == "Khác"
    kept = ("id", "date_published", "date_modified")
    assert [after[name] for name in kept] == [before[name] for name in kept]


@pytest.mark.parametrize("sign", ['"', "\\", "\x0b", "\ufffe", "</script>", "\u2028", "👍🏽"])
def test_no_text_breaks_a_json_feed(client, sign):
    story = a_story()
    Article.objects.filter(pk=story.pk).update(headline=f"Bến{sign}sông", standfirst=f"a{sign}b")
    refuse_what_the_standard_does_not_know(read(client))


def test_a_story_without_a_word_beyond_its_headline_is_still_an_item(client):
    story = an_article()
    Article.objects.filter(pk=story.pk).update(standfirst="")
    refuse_what_the_standard_does_not_know(read(client))
