"""A reader follows the paper, a section, a topic, an author or the corrections by feed."""

import io
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from urllib.parse import urlsplit
from xml.etree import ElementTree

import pytest
from django.core.files.base import ContentFile
from django.utils import timezone
from PIL import Image

from articles import body, publishing
from articles.models import Article, Source
from tests.builders import a_category, a_photo, a_user, an_article

pytestmark = pytest.mark.django_db

NAMES = {"atom": "http://www.w3.org/2005/Atom", "dc": "http://purl.org/dc/elements/1.1/"}
PLACES = ["/", "/the-gioi/", "/the-gioi/chau-au/", "/chu-de/song/", "/tac-gia/minh-ha/"]
FEEDS = [
    f"{place}{name}" for place in [*PLACES, "/dinh-chinh/"] for name in ("rss.xml", "atom.xml")
]
LONG_AGO = timezone.now() - timedelta(days=30)


def read(client, address: str) -> ElementTree.Element:
    response = client.get(address)
    assert response.status_code == 200, address
    return ElementTree.fromstring(response.getvalue())


def items(client, address: str = "/rss.xml") -> list[ElementTree.Element]:
    return read(client, address).findall("channel/item")


def entries(client, address: str = "/atom.xml") -> list[ElementTree.Element]:
    return read(client, address).findall("atom:entry", NAMES)


def titles(client, address: str = "/rss.xml") -> list[str]:
    return [item.findtext("title") for item in items(client, address)]


def what_a_program_keeps(client) -> list[tuple[str, ...]]:
    """Return what tells a feed reader that an item is the same, and whether it is new."""
    rss = [
        (item.findtext("guid"), item.findtext("pubDate"), item.findtext("atom:updated", "", NAMES))
        for item in items(client)
    ]
    atom = [
        (entry.findtext("atom:id", "", NAMES), entry.findtext("atom:updated", "", NAMES))
        for entry in entries(client)
    ]
    return [*rss, *atom, (read(client, "/rss.xml").findtext("channel/lastBuildDate"),)]


def edited(article: Article, **words: object) -> Article:
    """Change an article that readers see, apart from it."""
    return publishing.write(article, words, by=None)


def a_story(headline: str = "Bến sông buổi sớm", **parts: object) -> Article:
    europe = a_category("Châu Âu", parent=a_category("Thế giới"))
    return an_article(headline, category=europe, tags=["Sông"], by=["Minh Hà"], **parts)


@pytest.mark.parametrize("address", FEEDS)
def test_every_list_has_a_feed_in_both_formats(client, address):
    story = publishing.correct(a_story(), by=None, wrong="năm 1944", right="năm 1945")
    response = client.get(address)
    kind = "rss" if "rss" in address else "atom"
    assert response["Content-Type"] == f"application/{kind}+xml; charset=utf-8"
    assert not response.cookies
    found = items(client, address) if kind == "rss" else entries(client, address)
    assert len(found) == 1
    assert story.guid.urn in response.content.decode()


@pytest.mark.parametrize("place", [*PLACES, "/dinh-chinh/"])
def test_a_page_tells_programs_where_its_feeds_are(client, place):
    a_story()
    page = client.get(place).content.decode()
    for name, kind in (("rss.xml", "rss"), ("atom.xml", "atom")):
        assert f'type="application/{kind}+xml"' in page
        assert f'href="{place}{name}"' in page


def test_a_feed_names_itself_and_its_list_by_the_address_of_the_site(client, settings):
    settings.SITE_URL = "https://bandoc.example"
    a_story()
    for place in PLACES:
        channel = read(client, f"{place}rss.xml").find("channel")
        assert channel.findtext("link") == f"https://bandoc.example{place}"
        own = channel.find("atom:link[@rel='self']", NAMES)
        assert own.get("href") == f"https://bandoc.example{place}rss.xml"
        assert channel.findtext("language") == "vi"
        address = channel.findtext("item/link")
        assert address.startswith("https://bandoc.example/ben-song-buoi-som-")
        assert client.get(urlsplit(address).path).status_code == 200


def test_an_item_says_what_a_card_says(client):
    photo = a_photo()
    picture = io.BytesIO()
    Image.new("RGB", (600, 400), "#345").save(picture, "JPEG")
    photo.take_file(ContentFile(picture.getvalue(), name="x.jpg"))
    at = datetime(2025, 11, 24, 5, 30, tzinfo=UTC)
    Article.objects.filter(
        pk=(story := a_story(standfirst="Sương chưa tan.", lead_photo=photo)).pk
    ).update(published_at=at)
    story.bylines.create(author=story.authors.model.objects.create(name="PV"), position=2)
    item = items(client)[0]
    assert item.findtext("title") == "Bến sông buổi sớm"
    assert item.findtext("description") == "<p>Sương chưa tan.</p>"
    assert parsedate_to_datetime(item.findtext("pubDate")) == at
    assert [each.text for each in item.findall("dc:creator", NAMES)] == ["Minh Hà", "PV"]
    assert [each.text for each in item.findall("category")] == ["Thế giới", "Châu Âu", "Sông"]
    guid = item.find("guid")
    assert guid.get("isPermaLink") == "false"
    assert guid.text == story.guid.urn
    enclosure = item.find("enclosure")
    assert enclosure.get("type") == "image/jpeg"
    assert enclosure.get("url").startswith("http")
    entry = entries(client)[0]
    names = [each.text for each in entry.findall("atom:author/atom:name", NAMES)]
    assert names == ["Minh Hà", "PV"]
    assert entry.findtext("atom:published", "", NAMES) == "2025-11-24T05:30:00+00:00"


@pytest.mark.parametrize("in_full", [True, False])
def test_copy_that_nobody_signed_is_of_the_outlet_it_came_from(client, settings, in_full):
    settings.FEED_FULL_TEXT = in_full
    source = Source.objects.create(name="vov.vn")
    an_article("Chép, có ký", source=source, by=["Minh Hà"], at=LONG_AGO)
    an_article("Chép", source=source)
    dc, atom = "dc:creator", "atom:author/atom:name"
    assert [each.findtext(dc, "", NAMES) for each in items(client)] == ["vov.vn", "Minh Hà"]
    assert [each.findtext(atom, "", NAMES) for each in entries(client)] == ["vov.vn", "Minh Hà"]
    told = [item["authors"] for item in client.get("/feed.json").json()["items"]]
    assert told == [[{"name": "vov.vn"}], [{"name": "Minh Hà"}]]


def test_a_minor_fix_moves_nothing_in_a_feed(client):
    story = a_story(at=LONG_AGO)
    before = what_a_program_keeps(client)
    publishing.fix(edited(story, headline="Bến sông buổi sớm mai", slug=story.slug), by=None)
    assert titles(client) == ["Bến sông buổi sớm mai"]
    assert what_a_program_keeps(client) == before


def test_a_content_update_is_told_and_the_story_keeps_its_place_and_identity(client):
    story = a_story(at=LONG_AGO)
    an_article("Bài sau", at=LONG_AGO + timedelta(days=1))
    before = what_a_program_keeps(client)
    built = parsedate_to_datetime(before[-1][0])
    updated = publishing.update(edited(story, standfirst="Đoạn mới."), by=None)
    assert titles(client) == ["Bài sau", "Bến sông buổi sớm"]
    guid, published, told = what_a_program_keeps(client)[1]
    assert (guid, published) == before[1][:2]
    assert told > before[1][2]
    now_built = parsedate_to_datetime(read(client, "/rss.xml").findtext("channel/lastBuildDate"))
    assert now_built == updated.updated_at.replace(microsecond=0)
    assert now_built > built


def test_a_correction_is_told_in_the_item_and_in_a_feed_of_its_own(client):
    story = a_story()
    corrected = publishing.correct(
        story, by=None, wrong="năm <1944>", right="năm 1945", apology="Tòa soạn xin lỗi bạn đọc."
    )
    at = timezone.localtime(corrected.updated_at)
    told = items(client)[0].findtext("description")
    assert f"Đính chính {at:%H:%M %d/%m/%Y}" in told
    assert "«năm &lt;1944&gt;»" in told
    assert told.index("1945") < told.index("Tòa soạn xin lỗi bạn đọc.")
    item = items(client, "/dinh-chinh/rss.xml")[0]
    assert item.findtext("title") == "Đính chính: Bến sông buổi sớm"
    assert item.findtext("link").endswith("#dinh-chinh")
    for part in ("«Bến sông buổi sớm»", "Châu Âu", f"{story.published_on:%d/%m/%Y}", "xin lỗi"):
        assert part in item.findtext("description")
    first = item.findtext("guid")
    publishing.correct(corrected, by=None, wrong="hai", right="ba")
    identities = [each.findtext("guid") for each in items(client, "/dinh-chinh/rss.xml")]
    assert len(set(identities)) == 2
    assert identities[1] == first


def test_a_feed_holds_the_newest_forty_newest_first(client):
    for n in range(43):
        an_article(f"Bài {n}", at=LONG_AGO + timedelta(minutes=n))
    assert titles(client) == [f"Bài {n}" for n in range(42, 2, -1)]


@pytest.mark.parametrize("sign", ["\x0b", "\x1b", "\ufffe", "]]>", "<b>&amp;", "\u2028", "👍🏽"])
def test_no_text_breaks_a_feed_or_a_sitemap(client, sign):
    story = a_story()
    Article.objects.filter(pk=story.pk).update(headline=f"Bến{sign}sông", standfirst=f"a{sign}b")
    story.tags.add(f"Chủ{sign}đề")
    publishing.correct(story, by=None, wrong=f"sai{sign}", right=f"đúng{sign}")
    for address in [*FEEDS, "/sitemap-tin-moi.xml"]:
        read(client, address)
    assert titles(client)[0].startswith("Bến")


def test_an_empty_paper_has_a_feed_that_does_not_change_by_itself(client):
    first = {address: client.get(address).content for address in ("/rss.xml", "/atom.xml")}
    for address, content in first.items():
        ElementTree.fromstring(content)
        assert client.get(address).content == content


def test_a_known_day_without_an_hour_is_the_day_of_the_feed(client):
    at = datetime(2020, 12, 1, 17, 0, tzinfo=UTC)
    story = a_story(body=body.paragraph("Cũ."))
    Article.objects.filter(pk=story.pk).update(published_at=at, published_precision="day")
    assert parsedate_to_datetime(items(client)[0].findtext("pubDate")) == at


def test_an_editor_and_a_stranger_get_the_same_feed(client):
    a_story()
    stranger = client.get("/rss.xml").content
    client.force_login(a_user(is_staff=True, is_superuser=True))
    client.cookies["django_language"] = "ru"
    assert client.get("/rss.xml").content == stranger


@pytest.mark.parametrize("address", ["/khong-co/rss.xml", "/chu-de/khong-co/atom.xml"])
def test_a_list_that_is_not_there_has_no_feed(client, address):
    assert client.get(address).status_code == 404


def test_a_feed_is_only_read(client):
    assert client.post("/rss.xml").status_code == 405
    assert client.head("/rss.xml").status_code == 200
