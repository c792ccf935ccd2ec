"""A feed in full text is read anywhere: nothing in it needs the site around it."""

import json
import re
from xml.etree import ElementTree

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles import body, elsewhere, publishing
from articles.models import Article, Source
from tests.builders import a_photo, a_stored_photo, an_article
from tests.test_feeds import NAMES, entries, items

pytestmark = pytest.mark.django_db

VIDEO = "https://www.youtube.com/watch?v=dQw4w9WgXcQ"
CONTENT = "{http://purl.org/rss/1.0/modules/content/}encoded"


@pytest.fixture(autouse=True)
def full_text(settings):
    settings.FEED_FULL_TEXT = True
    settings.SITE_URL = "https://bandoc.example"


def a_rich_story(**parts: object) -> Article:
    inside = a_stored_photo(caption="Chợ <nổi>", credit="TTXVN", alt="Thuyền")
    text = "".join(
        [
            '<p>Đoạn một, <a href="/chu-de/song/">sông</a> và <a href="https://vov.vn/a?b=1&amp;c=2">VOV</a>.</p>',
            body.figure(inside.pk),
            body.reference("Bài đã đăng"),
            body.reference("Bài chưa viết"),
            body.embed(VIDEO),
            body.embed("https://khong-ro.example/x"),
            "<p>Dòng<br>dưới.</p>",
        ]
    )
    an_article("Bài đã đăng")
    source, _new = Source.objects.get_or_create(name="vov.vn", address="https://vov.vn")
    lead = a_stored_photo((800, 600), caption="Bến sông.", credit="AFP")
    fields = {"standfirst": "Sương & nước.", "lead_photo": lead, "source": source}
    return an_article("Bến sông", body=text, **fields | parts)


def told_in(client, form: str) -> str:
    if form == "rss":
        return items(client)[0].findtext(CONTENT)
    if form == "atom":
        return entries(client)[0].findtext("atom:content", "", NAMES)
    return json.loads(client.get("/feed.json").content)["items"][0]["content_html"]


@pytest.mark.parametrize("form", ["rss", "atom", "json"])
def test_a_feed_in_full_text_holds_the_whole_article(client, form):
    story = publishing.correct(a_rich_story(), by=None, wrong="năm 1944", right="năm <1945>")
    told = told_in(client, form)
    page = BeautifulSoup(told, "html.parser")
    words = page.get_text(" ", strip=True)
    assert re.sub(r"\s+", " ", words).startswith("Sương & nước. Bến sông. (Ảnh: AFP) Đoạn một")
    for said in ("Chợ <nổi> (Ảnh: TTXVN)", "Bài chưa viết", "đúng là «năm <1945>»", "Nguồn:"):
        assert said in words
    addresses = [link["href"] for link in page.find_all("a")]
    assert addresses == [
        "https://bandoc.example/chu-de/song/",
        "https://vov.vn/a?b=1&c=2",
        f"https://bandoc.example{Article.objects.get(headline='Bài đã đăng').get_absolute_url()}",
        VIDEO,
        "https://khong-ro.example/x",
        "https://vov.vn",
        f"https://bandoc.example{story.get_absolute_url()}",
    ]
    assert len(page.find_all("img")) == 2
    assert all(image["src"].startswith("https://bandoc.example/media/") for image in page("img"))
    assert words.index("Dòng") < words.index("Đính chính") < words.index("Nguồn:")


@pytest.mark.parametrize(("policy", "is_linked"), [("nofollow", True), ("none", False)])
def test_an_original_whose_outlet_has_no_home_page_here_is_linked(client, policy, is_linked):
    source = Source.objects.create(name="ria.example", link_policy=policy)
    an_article(source=source, source_url="https://ria.example/1")
    told = told_in(client, "rss")
    assert "ria.example</" in told
    assert ('href="https://ria.example/1"' in told) is is_linked


def test_nothing_in_it_asks_for_a_script_a_style_or_another_site(client):
    a_rich_story()
    told = told_in(client, "rss")
    assert not re.search(r"<(?:script|style|iframe|click-to-load|button|form|link)\b", told)
    assert not re.search(r'\s(?:class|style|data-[\w-]+|on\w+|srcset)="', told)


def test_a_feed_with_standfirsts_holds_no_text(client, settings):
    settings.FEED_FULL_TEXT = False
    a_rich_story()
    assert items(client)[0].find(CONTENT) is None
    assert entries(client)[0].find("atom:content", NAMES) is None
    for address in ("/rss.xml", "/atom.xml", "/feed.json"):
        assert "Đoạn một" not in client.get(address).content.decode()


@pytest.mark.parametrize("status", ["draft", "later", "withdrawn"])
def test_a_reference_gives_away_no_headline_that_is_not_public(client, status):
    a_rich_story()
    changes = {"status": "published", "published_at": "2999-01-01T00:00Z"}
    if status != "later":
        changes = {"status": status, "withdrawn_at": "2020-01-01T00:00Z"}
    other = Article.objects.get(headline="Bài đã đăng")
    Article.objects.filter(pk=other.pk).update(**changes)
    told = told_in(client, "rss")
    assert "Bài đã đăng" not in told
    assert "Xem thêm: Bài chưa viết" in told  # Nothing here is called so: it is a line of words.
    assert other.get_absolute_url() not in told


def test_hostile_words_stay_words(client):
    evil = '"><script>alert(1)</script>'
    photo = a_photo(caption=evil, credit=evil, alt=evil)
    story = an_article(standfirst=evil, body=body.figure(photo.pk) + body.reference(evil))
    publishing.correct(story, by=None, wrong=evil, right=evil)
    for form in ("rss", "atom", "json"):
        page = BeautifulSoup(told_in(client, form), "html.parser")
        assert not page.find_all("script")
        assert "<script>alert(1)</script>" in page.get_text()


@pytest.mark.parametrize(
    ("address", "reached"),
    [
        ("/a.html", "https://bandoc.example/a.html"),
        ("a.html", "https://bandoc.example/a.html"),
        ("https://x.vn/?a=1&amp;b=2", "https://x.vn/?a=1&amp;b=2"),
        ("mailto:a@x.vn", "mailto:a@x.vn"),
        ("http://[khong", "http://[khong"),
    ],
)
def test_a_link_leads_there_from_anywhere(address, reached):
    html = f'<p><a href="{address}" title="x">chữ href="/y"</a></p>'
    wanted = f'<p><a href="{reached}" title="x">chữ href="/y"</a></p>'
    assert elsewhere.with_full_addresses(html) == wanted


def test_html_becomes_xml():
    told = elsewhere.as_xhtml('<p>a&nbsp;b<br>c</p><img src="/x?a=1&amp;b=2" alt="1 &gt; 0">')
    whole = ElementTree.fromstring(f"<div>{told}</div>")
    assert "".join(whole.itertext()) == "a\u00a0bc"


@pytest.mark.parametrize("n", [1, 12])
def test_a_full_feed_costs_the_same_however_many_stories_it_holds(client, n):
    for _ in range(n):
        a_rich_story()
    with CaptureQueriesContext(connection) as captured:
        assert client.get("/rss.xml").status_code == 200
    assert len(captured.captured_queries) <= 8
