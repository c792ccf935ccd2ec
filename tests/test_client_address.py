"""Hashes, bans and limits see the reader, not the proxy that passed the request on."""

import pytest
from allauth.core import ratelimit
from django.core.cache import cache
from django.db import connection
from django.test import RequestFactory

from comments.models import Ban, Comment
from comments.voice import voice_of
from portal.client_address import ClientAddressMiddleware
from tests.builders import an_article

pytestmark = pytest.mark.django_db
PROXY = "10.0.0.2"


def post_from(client, article, forwarded, text="Bài hay.", remote=PROXY):
    return client.post(
        f"/binh-luan/{article.pk}/",
        {"name": "Lan", "text": text},
        REMOTE_ADDR=remote,
        HTTP_X_FORWARDED_FOR=forwarded,
    )


def seen_as(**meta) -> str:
    request = RequestFactory().get("/", **meta)
    ClientAddressMiddleware(lambda request: None)(request)
    return request.META["REMOTE_ADDR"]


@pytest.mark.parametrize(
    ("behind", "count", "forwarded", "remote", "seen"),
    [
        (False, 1, "203.0.113.77", PROXY, PROXY),
        (True, 1, "203.0.113.77", PROXY, "203.0.113.77"),
        (True, 1, "6.6.6.6, 203.0.113.77", PROXY, "203.0.113.77"),
        (True, 2, "6.6.6.6, 203.0.113.77, 10.0.0.1", PROXY, "203.0.113.77"),
        (True, 3, "203.0.113.77", PROXY, PROXY),
        (True, 1, "nonsense", PROXY, ""),
        (True, 1, "", PROXY, ""),
        (False, 1, "", "::ffff:203.0.113.77", "203.0.113.77"),
        (False, 1, "", "fe80::1%eth0", "fe80::1"),
        (False, 1, "", "", ""),
    ],
)
def test_the_reader_is_the_one_our_outermost_proxy_saw(
    settings, behind, count, forwarded, remote, seen
):
    settings.BEHIND_PROXY, settings.PROXY_COUNT = behind, count
    assert seen_as(REMOTE_ADDR=remote, HTTP_X_FORWARDED_FOR=forwarded) == seen


def test_two_readers_behind_one_proxy_have_two_networks(client, settings):
    settings.BEHIND_PROXY = True
    article = an_article()
    for n, forwarded in enumerate(("203.0.113.77", "203.0.113.78", "9.9.9.9, 203.0.113.77")):
        client.cookies.clear()
        assert post_from(client, article, forwarded, f"Ý kiến thứ {n}").status_code == 303
    first, second, third = Comment.objects.order_by("pk").values_list("network", flat=True)
    assert first == third != second
    assert len(first) == 64


def test_a_readers_line_of_ipv4_is_its_own_also_on_a_server_of_ipv6(rf):
    def network(address):
        request = rf.get("/", REMOTE_ADDR=address)
        request.user = type("Nobody", (), {"is_authenticated": False, "pk": None})()
        ClientAddressMiddleware(lambda request: None)(request)
        return voice_of(request).network

    assert network("::ffff:203.0.113.77") == network("203.0.113.77")
    assert network("::ffff:203.0.113.77") != network("::ffff:203.0.113.78")


def test_no_address_stands_in_the_cache(rf):
    cache.clear()
    ratelimit.consume(rf.post("/", REMOTE_ADDR="203.0.113.77"), action="login_failed", key="lan")
    with connection.cursor() as cursor:
        cursor.execute("SELECT cache_key, value FROM cache")
        rows = cursor.fetchall()
    assert rows, "limits were counted"
    assert "203.0.113" not in str(rows)


def test_a_ban_of_a_network_is_of_the_reader_not_of_the_proxy(client, settings):
    settings.BEHIND_PROXY = True
    article = an_article()
    post_from(client, article, "203.0.113.77")
    comment = Comment.objects.get()
    Ban.objects.create(
        kind="network", value=comment.network, reason="x", network_day=comment.created_at.date()
    )
    assert Ban.objects.filter(value=comment.network).exists()
    client.cookies.clear()
    post_from(client, article, "203.0.113.78", "Một ý khác")
    other = Comment.objects.latest("pk")
    assert other.network != comment.network
