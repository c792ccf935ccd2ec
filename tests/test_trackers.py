"""One address for a page: what counts readers on the way is taken off."""

import pytest

from articles.models import LegacyPath
from tests.builders import a_category, an_article

pytestmark = pytest.mark.django_db

TRACKERS = [
    *("fbclid=IwAR0x-y_z", "utm_source=zalo", "UTM_Campaign=b%C3%A3o", "gclid=1", "zarsrc=30"),
    *("zalo_id=5", "ysclid=a", "yclid=2", "msclkid=3", "ttclid=4", "mc_cid=5", "_ga=6", "fbclid"),
]


@pytest.fixture
def article():
    return an_article("Bến sông buổi sớm", tags=["Sông"], by=["Minh Hà"])


@pytest.mark.parametrize("tracker", TRACKERS)
def test_a_page_has_one_address_whatever_counts_its_readers(client, article, tracker):
    address = article.get_absolute_url()
    response = client.get(f"{address}?{tracker}")
    assert (response.status_code, response["Location"]) == (301, address)
    assert not response.cookies


@pytest.mark.parametrize(
    "page",
    [
        *("/", "/the-gioi/", "/chu-de/song/", "/tac-gia/minh-ha/", "/tim-kiem/", "/dinh-chinh/"),
        *("/rss.xml", "/thong-tin-toa-soan/", "/luu-tru/", "/sitemap.xml"),
    ],
)
def test_every_page_for_readers_drops_them_in_one_step(client, article, page):
    response = client.get(f"{page}?utm_source=x&fbclid=y", follow=True)
    assert response.redirect_chain == [(page, 301)]
    assert response.status_code == 200


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("q=s%C3%B4ng&fbclid=1&q=a+b&sau=1-1", "q=s%C3%B4ng&q=a+b&sau=1-1"),
        ("utm_source=x&b=2&a=1", "b=2&a=1"),
        ("a=1;b=2&gclid=", "a=1;b=2"),
        ("a&&b=|&utm_medium=m", "a&&b=|"),
        ("q=a%2Fb%2fc%zz&fbclid=1", "q=a%2Fb%2fc%zz"),
        ('q=[x]{y}^`"<>&fbclid=1', 'q=[x]{y}^`"<>'),
        ("q=1&amp;utm_medium=rss", "q=1"),
    ],
)
def test_other_parameters_keep_their_order_and_their_bytes(client, sent, kept):
    response = client.get("/tim-kiem/", QUERY_STRING=sent)
    assert (response.status_code, response["Location"]) == (301, f"/tim-kiem/?{kept}")


def test_bytes_outside_ascii_are_written_so_that_a_header_can_hold_them(client):
    raw = "q=sông&fbclid=1".encode().decode("latin-1")
    location = client.get("/tim-kiem/", QUERY_STRING=raw)["Location"]
    assert location == "/tim-kiem/?q=s%C3%B4ng"
    assert client.get(location).context["query"] == "sông"


@pytest.mark.parametrize(
    "query",
    ["q=utm_source", "utmost=1", "fbclid2=1", "q=a&xfbclid=1", "q=fbclid%3D1", "sau=1-1", ""],
)
def test_what_only_looks_like_a_tracker_is_left_alone(client, query):
    assert client.get("/tim-kiem/", QUERY_STRING=query).status_code == 200


@pytest.mark.parametrize(
    "query", ["fbclid=1&fbclid=2", "&fbclid=1&", "fbclid=fbclid=1", "a=1&amp;utm_x"]
)
def test_no_redirect_leads_round_in_a_circle(client, query):
    response = client.get(f"/?{query}", follow=True)
    assert len(response.redirect_chain) == 1
    assert response.status_code == 200


def test_only_reading_is_led_on(client, article):
    address = f"{article.get_absolute_url()}?fbclid=1"
    assert client.head(address).status_code == 301
    assert client.post(address).status_code == 405


@pytest.mark.parametrize(
    "address", ["/toa-soan/login/", "/tai-khoan/dang-nhap/", "/static/css/base.css", "/media/a.jpg"]
)
def test_desk_accounts_and_files_are_left_alone(client, address):
    assert client.get(f"{address}?fbclid=1").status_code != 301


def test_no_address_leads_to_another_site(client):
    for path in ("//vi-du.test/", "/\\vi-du.test/", "///vi-du.test/x-1.html"):
        response = client.get(f"{path}?fbclid=1", headers={"host": "testserver"})
        location = response.headers.get("Location", "/")
        assert location.startswith("/")
        assert not location.startswith(("//", "/\\"))


def test_an_old_address_with_a_tracker_leads_to_its_page_in_one_step(client, article):
    LegacyPath.objects.create(path="/cu/ben-song.htm", article=article)
    response = client.get("/cu/ben-song.htm?fbclid=1")
    assert (response.status_code, response["Location"]) == (301, article.get_absolute_url())


def test_a_forgotten_slash_and_a_tracker_are_put_right_in_one_step(client):
    a_category("Thế giới")
    response = client.get("/the-gioi?fbclid=1&sau=1-1")
    assert (response.status_code, response["Location"]) == (301, "/the-gioi/?sau=1-1")


def test_an_address_that_nobody_knows_is_not_there_with_a_tracker_either(client):
    assert client.get("/khong-co.htm?fbclid=1").status_code == 404
