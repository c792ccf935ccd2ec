"""What a reader types is text, wherever it is shown: three hundred ways to make it more."""

import re
from urllib.parse import urlencode
from xml.etree import ElementTree

import html5lib
import pytest
from django.test import Client

from comments.forms import LONGEST_NAME
from comments.models import Comment, Decision
from comments.threads import THREADS
from comments.writing import tidy
from tests.builders import a_comment, an_article
from tests.xss_vectors import VECTORS

pytestmark = pytest.mark.django_db

HTML = "{http://www.w3.org/1999/xhtml}"
ATOM = "{http://www.w3.org/2005/Atom}"
# What ``linebreaks`` makes of plain lines.
LINES = {f"{HTML}p", f"{HTML}br"}


def parsed(text):
    return html5lib.parse(text, treebuilder="etree")


def outline(element):
    """The elements and attributes below an element, without the numbers in them."""
    return [
        (each.tag, sorted((name, re.sub("[0-9]+", "N", value)) for name, value in each.items()))
        for each in element.iter()
        if each.tag not in LINES or each.items()
    ]


def letters(text):
    """A text without the blanks and line ends that a page may set anew."""
    return "".join(text.split())


def letters_of(element):
    return letters("".join(element.itertext()))


def part(comment, name):
    return next(e for e in comment.iter() if name in e.get("class", "").split())


def comments_in(page):
    found = (e for e in parsed(page).iter(f"{HTML}article") if e.get("class") == "comment")
    return {each.get("id"): each for each in found}


def sent(article, vector, n):
    """Post a vector as somebody new; every fourth one reads /toi/, too."""
    client = Client(REMOTE_ADDR=f"203.0.{n // 200}.{n % 200 + 1}")
    # Halves of characters go out as bytes that are no UTF-8, and come in as U+FFFD.
    sent_bytes = vector.encode("utf-8", "surrogatepass")
    arrives = sent_bytes.decode("utf-8", "replace")
    name = arrives[:LONGEST_NAME]
    form = urlencode({"name": name, "text": sent_bytes})
    response = client.post(f"/binh-luan/{article.pk}/", form, "application/x-www-form-urlencoded")
    assert response.status_code == 303, vector
    comment = Comment.objects.filter(article=article).latest("pk")
    if n % 4 == 0:
        (mine,) = client.get(f"/toi/?bai={article.pk}").json()["comments"]
        assert (mine["text"], mine["name"]) == (comment.text, comment.name)
    assert comment.text == tidy(arrives)
    assert comment.name == " ".join(tidy(name).split())
    return comment


def let_through(comments):
    Decision.objects.bulk_create(
        Decision(comment=each, verdict="approved", edition=each.edition) for each in comments
    )
    Comment.objects.filter(pk__in=[each.pk for each in comments]).update(status="approved")


def test_there_are_three_hundred_vectors():
    assert len(set(VECTORS)) == len(VECTORS) >= 300


def test_no_vector_becomes_an_element_an_attribute_or_an_entity(client):
    quiet = a_comment(an_article(), "Lời hiền lành", name="Lan")
    (innocent,) = comments_in(client.get(quiet.article.get_absolute_url()).content).values()
    wanted = outline(innocent)
    for start in range(0, len(VECTORS), THREADS):
        vectors = VECTORS[start : start + THREADS]
        article = an_article()
        told = {}
        for n, vector in enumerate(vectors, start=start):
            comment = sent(article, vector, n)
            told[f"binh-luan-{comment.pk}"] = comment
        let_through(told.values())
        for address in (article.get_absolute_url(), f"/binh-luan/{article.pk}/?xep=cu-nhat"):
            shown = comments_in(client.get(address).content)
            assert shown.keys() == told.keys()
            for place, comment in told.items():
                assert outline(shown[place]) == wanted, comment.text
                assert letters_of(part(shown[place], "text")) == letters(comment.text)
                assert letters_of(part(shown[place], "name")) == letters(comment.name)
        feed_is_plain(client, article, told.values())


def feed_is_plain(client, article, comments):
    """The feed is XML that parses, and what it calls HTML holds lines of text only."""
    feed = client.get(f"/binh-luan/{article.pk}/atom.xml").content
    assert b"<!DOCTYPE" not in feed
    root = ElementTree.fromstring(feed)
    texts = [entry.findtext(f"{ATOM}summary") for entry in root.findall(f"{ATOM}entry")]
    assert len(texts) == len(comments)
    for text, comment in zip(reversed(texts), comments, strict=True):
        body = parsed(text).find(f"{HTML}body")
        assert {e.tag for e in body.iter()} <= LINES | {f"{HTML}body"}, comment.text
        assert not [e for e in body.iter() if e.items()]


def test_the_report_page_shows_a_vector_as_text(client):
    article = an_article()
    for vector in VECTORS[::25]:
        comment = a_comment(article, tidy(vector), name=tidy(vector[:80]))
        page = parsed(client.get(f"/bao-cao/{comment.pk}/").content)
        quoted = next(page.iter(f"{HTML}blockquote"))
        allowed = LINES | {f"{HTML}{tag}" for tag in ("blockquote", "div", "bdi", "time")}
        assert {e.tag for e in quoted.iter()} <= allowed, vector
