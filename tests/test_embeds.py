"""Videos and posts of other sites: known by address, loaded by nobody but a reader's click."""

import re

import pytest
from bs4 import BeautifulSoup
from django.conf import settings

from articles import body, embeds
from tests.builders import an_article

VIDEO = "dQw4w9WgXcQ"
HEX = "0123456789abcdef" * 2
SPOTIFY = "0123456789012345678901"

KNOWN = [
    (f"https://youtu.be/{VIDEO}?si=x&t=1m30s", "www.youtube-nocookie.com", "wide"),
    (f"https://www.youtube.com/watch?v={VIDEO}", "www.youtube-nocookie.com", "wide"),
    (f"https://m.youtube.com/shorts/{VIDEO}", "www.youtube-nocookie.com", "tall"),
    (f"https://www.youtube-nocookie.com/embed/{VIDEO}", "www.youtube-nocookie.com", "wide"),
    (
        f'<iframe src="https://www.youtube.com/embed/{VIDEO}"></iframe>',
        "www.youtube-nocookie.com",
        "wide",
    ),
    ("vimeo.com/123456789", "player.vimeo.com", "wide"),
    ("https://www.facebook.com/watch/?v=1234567890", "www.facebook.com", "wide"),
    ("https://www.facebook.com/reel/1234567890", "www.facebook.com", "tall"),
    ("https://www.facebook.com/vov/posts/pfbid02abc", "www.facebook.com", "post"),
    ("https://fb.watch/abcDEF123/", "www.facebook.com", "wide"),
    ("https://www.tiktok.com/@bao.viet/video/7123456789012345678", "www.tiktok.com", "tall"),
    ("https://twitter.com/bao/status/1234567890123", "platform.twitter.com", "post"),
    ("https://x.com/bao/status/1234567890123?s=20", "platform.twitter.com", "post"),
    ("https://www.instagram.com/reel/CabcdefGhi/?igsh=1", "www.instagram.com", "post"),
    ("https://t.me/s/bao_viet/123", "t.me", "post"),
    ("https://vk.com/video-123_456", "vkvideo.ru", "wide"),
    (f"https://rutube.ru/video/{HEX}/", "rutube.ru", "wide"),
    ("https://soundcloud.com/bao/ban-tin", "w.soundcloud.com", "bar"),
    (f"https://open.spotify.com/intl-vi/episode/{SPOTIFY}", "open.spotify.com", "bar"),
]

UNKNOWN = [
    "",
    "https://la.test/video",
    f"https://youtube.com.la.test/watch?v={VIDEO}",
    f"https://la.test/youtu.be/{VIDEO}",
    f"https://ai@youtube.com/watch?v={VIDEO}",
    f"https://youtube.com:8443/watch?v={VIDEO}",
    f"javascript:alert(1)//youtu.be/{VIDEO}",
    f"ftp://youtu.be/{VIDEO}",
    "https://www.youtube.com/watch?v=ngan",
    'https://www.youtube.com/watch?v=dQw4w9WgXc"onload',
    "https://www.youtube.com/@kenh",
    "https://t.me/bao_viet",
    "https://[::1",
    "https://www.facebook.com/plugins/post.php?href=https%3A%2F%2F%5B",
    "https://www.facebook.com/plugins/post.php?href=https%3A%2F%2Fla.test%2Fx%2Fposts%2F12345",
    "https://youtu.be/" + "a" * 600,
]


@pytest.mark.parametrize(("address", "host", "shape"), KNOWN)
def test_an_address_on_the_list_is_known(address, host, shape):
    found = embeds.find(address)
    assert found.frame.startswith(f"https://{host}/")
    assert found.shape == shape
    assert f"https://{host}" in embeds.FRAME_HOSTS
    # What is stored is found again, and is the same thing.
    assert embeds.find(found.address) == found
    assert not re.search(r"[\s\"'<>]", found.address + found.frame)


@pytest.mark.parametrize("address", UNKNOWN)
def test_any_other_address_is_refused(address):
    assert embeds.find(address) is None


def test_the_content_policy_frames_the_listed_hosts_and_nothing_else():
    assert settings.SECURE_CSP["frame-src"] == list(embeds.FRAME_HOSTS)


@pytest.mark.django_db
def test_a_reader_is_sent_nowhere_before_a_click(client):
    text = "".join(body.embed(embeds.find(address).address) for address, _h, _s in KNOWN)
    page = client.get(an_article(body=body.clean(text)).get_absolute_url())
    html = BeautifulSoup(page.content, "html.parser")
    assert len(html.select(".embed")) == len(KNOWN)
    assert html.select("iframe, object, video, audio") == []
    for element in html.find_all(True):
        for attribute in ("src", "srcset", "poster", "data"):
            assert not re.match(r"(?:https?:)?//", element.get(attribute, "")), element
    assert not [link for link in html.select("link[href]") if "youtube" in link["href"]]
    hosts = page.headers["Content-Security-Policy"].split("frame-src ")[1].split(";")[0].split()
    assert hosts == list(embeds.FRAME_HOSTS)


@pytest.mark.django_db
def test_a_reader_without_scripts_follows_a_link(client):
    article = an_article(body=body.embed(f"https://www.youtube.com/watch?v={VIDEO}"))
    html = BeautifulSoup(client.get(article.get_absolute_url()).content, "html.parser")
    link = html.select_one(".embed a")
    assert link["href"] == f"https://www.youtube.com/watch?v={VIDEO}"
    assert "Trang đó sẽ biết bạn đã xem" in html.select_one(".embed").text


@pytest.mark.django_db
def test_a_page_without_embeds_loads_no_script_for_them(client):
    assert b"embed.js" not in client.get(an_article().get_absolute_url()).content
