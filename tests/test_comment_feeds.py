"""Readers follow a conversation, or all of them, by feed."""

from datetime import timedelta
from xml.etree import ElementTree

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles import publishing
from comments.deciding import reject
from tests.builders import a_category, a_comment, an_article
from tests.test_conversation import many_comments

pytestmark = pytest.mark.django_db

ATOM = {"atom": "http://www.w3.org/2005/Atom"}
PAPER = "/binh-luan-ban-doc/atom.xml"


def feed_of(article):
    return f"/binh-luan/{article.pk}/atom.xml"


def entries(client, address):
    response = client.get(address)
    assert response.status_code == 200
    return ElementTree.fromstring(response.content).findall("atom:entry", ATOM)


def told(entry, name):
    return entry.findtext(f"atom:{name}", "", ATOM)


def test_a_comment_is_told_with_its_name_and_article(client, settings):
    article = an_article("Giá gạo & <gia vị>")
    comment = a_comment(
        article,
        "Đắt <b>quá</b>.\n\nKhông mua.",
        name="Lan <3",
        edited_at=timezone.now() + timedelta(minutes=2),
    )
    for address in (feed_of(article), PAPER):
        (entry,) = entries(client, address)
        assert told(entry, "title") == "Lan <3: về «Giá gạo & <gia vị>»"
        assert told(entry, "summary") == "<p>Đắt &lt;b&gt;quá&lt;/b&gt;.</p>\n\n<p>Không mua.</p>"
        assert told(entry, "id") == f"{article.guid.urn}#binh-luan-{comment.pk}"
        assert told(entry, "updated") > told(entry, "published")
        link = entry.find("atom:link", ATOM).get("href")
        assert link == f"{settings.SITE_URL}{comment.get_absolute_url()}"
        assert client.get(link.removeprefix(settings.SITE_URL).split("#")[0]).status_code == 200
        assert [a.text for a in entry.findall("atom:author/atom:name", ATOM)] == ["Lan <3"]


def test_the_page_names_the_feed_of_its_conversation(client):
    article = an_article()
    html = BeautifulSoup(client.get(article.get_absolute_url()).content, "html.parser")
    links = html.head.select('link[rel="alternate"][type="application/atom+xml"]')
    assert feed_of(article) in [link["href"] for link in links]


def test_only_what_readers_may_see_is_fed(client):
    article = an_article()
    shown = a_comment(article, "Hiện")
    a_comment(article, "Chờ", approved=False)
    rejected = a_comment(article, "Từ chối")
    a_comment(article, "Đáp lời từ chối", parent=rejected)
    reject(rejected, by=None, reason="Lạc đề")
    gone = an_article()
    a_comment(gone, "Dưới bài đã gỡ")
    publishing.withdraw(gone, by=None, reason="Sai")
    for address in (feed_of(article), PAPER):
        assert [told(e, "summary") for e in entries(client, address)] == ["<p>Hiện</p>"]
    reject(shown, by=None, reason="Lạc đề")
    assert entries(client, PAPER) == []
    for nowhere in (feed_of(gone), "/binh-luan/12345/atom.xml", f"/binh-luan/{'9' * 30}/atom.xml"):
        assert client.get(nowhere).status_code == 404


def test_a_feed_is_bounded_newest_first_and_cheap(client):
    article = an_article()
    newest = many_comments(article, 60)[-1]
    for address in (feed_of(article), PAPER):
        with CaptureQueriesContext(connection) as captured:
            found = entries(client, address)
        assert len(found) == 50
        assert told(found[0], "id").endswith(f"-{newest.pk}")
        assert len(captured.captured_queries) <= 4


def test_a_program_that_has_the_feed_gets_no_second_copy(client):
    article = an_article()
    a_comment(article)
    for address in (feed_of(article), PAPER):
        tag = client.get(address)["ETag"]
        assert client.get(address, headers={"If-None-Match": tag}).status_code == 304
    a_comment(article, "Mới")
    assert client.get(PAPER, headers={"If-None-Match": tag}).status_code == 200


def test_a_section_called_binh_luan_keeps_its_own_feed(client):
    an_article("Xã luận", category=a_category("Bình luận"))
    assert client.get("/binh-luan/").status_code == 200
    assert "Xã luận" in client.get("/binh-luan/atom.xml").content.decode()
