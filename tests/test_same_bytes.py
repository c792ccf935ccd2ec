"""A public page is the same bytes for every reader, and foreign forms are refused."""

import pytest

from articles.models import StoryLine
from articles.sharing import card_of
from portal.models import Imprint
from tests.builders import a_comment, a_user, an_article

pytestmark = pytest.mark.django_db


@pytest.fixture
def addresses():
    Imprint.objects.create(name="Baonga.com", jurisdiction="ru")
    article = an_article("Bến sông buổi sớm", tags=["Sông"], by=["Minh Hà"])
    comment = a_comment(article)
    line = StoryLine.objects.create(name="Mùa bão")
    line.entries.create(article=article)
    return [
        "/",
        article.get_absolute_url(),
        f"/binh-luan/{article.pk}/?xep=cu-nhat",
        f"/binh-luan/{article.pk}/{comment.pk}/",
        f"/binh-luan/{article.pk}/atom.xml",
        f"/bao-cao/{comment.pk}/",
        "/binh-luan-ban-doc/atom.xml",
        "/the-gioi/",
        "/chu-de/song/",
        "/tac-gia/minh-ha/",
        "/tim-kiem/?q=song",
        "/tim-kiem/",
        "/luu-tru/",
        f"/luu-tru/{article.published_on:%Y/%m}/",
        "/the-gioi/?sau=99999999999999999-1",
        "/thong-tin-toa-soan/",
        "/dinh-chinh/",
        "/dong-su-kien/",
        line.get_absolute_url(),
        "/quy-tac-binh-luan/",
        "/rss.xml",
        "/the-gioi/atom.xml",
        "/the-gioi/feed.json",
        article.get_absolute_url().replace(".html", ".ninjs.json"),
        "/sitemap.xml",
        f"/sitemap-{article.published_on:%Y-%m}.xml",
        f"/anh-chia-se/{article.pk}-{card_of(article).mark}.png",
        "/sitemap-tin-moi.xml",
        "/sitemap-trang.xml",
        "/khong-co-trang-nay/",
        "/robots.txt",
    ]


def test_no_read_sets_or_depends_on_a_cookie(client, addresses):
    for address in addresses:
        response = client.get(address)
        assert not response.cookies, address
        assert "Cookie" not in response.headers.get("Vary", ""), address
        assert "Accept-Language" not in response.headers.get("Vary", ""), address


@pytest.mark.parametrize("name", ["csrftoken", "sessionid", "doc_gia", "messages"])
@pytest.mark.parametrize("value", ["x", "a:b:c", "a" * 32])
def test_a_broken_cookie_changes_nothing_on_a_read(client, addresses, name, value):
    plain = {address: client.get(address).getvalue() for address in addresses}
    for address in addresses:
        client.cookies.clear()
        client.cookies[name] = value
        response = client.get(address)
        assert response.getvalue() == plain[address], address
        assert not response.cookies, address


def test_the_head_of_a_page_is_what_the_page_would_have(client, addresses):
    for address in addresses:
        page, head = client.get(address), client.head(address)
        assert head.status_code == page.status_code, address
        wanted = {name: page.headers[name] for name in page.headers if name != "ETag"}
        told = dict(head.headers)  # Feeds answer programs that ask by HEAD with it, too.
        assert told.pop("ETag", page.headers.get("ETag")) == page.headers.get("ETag"), address
        assert told == wanted, address


def test_an_editor_and_a_stranger_get_the_same_bytes(client, addresses):
    strangers = {address: client.get(address).getvalue() for address in addresses}
    client.force_login(a_user(is_staff=True, is_superuser=True))
    client.cookies["django_language"] = "ru"
    for address in addresses:
        assert client.get(address).getvalue() == strangers[address], address


def test_no_token_and_no_inline_script_stands_in_a_page(client, addresses):
    for address in addresses:
        html = client.get(address).getvalue().decode(errors="replace")
        assert "csrfmiddlewaretoken" not in html
        assert "<style" not in html
        assert " style=" not in html


def test_public_pages_forbid_inline_and_foreign_scripts(client, addresses):
    policy = client.get(addresses[0])["Content-Security-Policy"]
    assert "unsafe" not in policy
    foreign = [rule.split()[0] for rule in policy.split("; ") if "http" in rule]
    assert foreign == ["frame-src"], "only what a reader clicked for comes from elsewhere"


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Origin": "https://evil.test"},
        {"Origin": "null"},
        {"Origin": "http://testserver.evil.test"},
        {"Origin": "not an origin"},
        {"Origin": "http://["},
    ],
)
def test_a_form_sent_from_another_site_is_refused(client, headers):
    article = an_article()
    response = client.post(f"/danh-gia/{article.pk}/", {"value": "good"}, headers=headers)
    assert response.status_code == 403
    assert not article.ratings.exists()


@pytest.mark.parametrize(
    "headers", [{}, {"Sec-Fetch-Site": "same-origin"}, {"Origin": "http://testserver"}]
)
def test_a_form_of_ours_is_taken(client, headers):
    article = an_article()
    response = client.post(f"/danh-gia/{article.pk}/", {"value": "good"}, headers=headers)
    assert response.status_code == 303


@pytest.mark.parametrize(
    "address",
    [
        "/?sau=abc",
        "/the-gioi/?sau=99999999999999999999-1",
        "/the-gioi/?sau=1-99999999999999999999",
        "/the-gioi/?sau=%00",
        "/the-gioi/?sau=-",
        "/the-gioi/?page=0&sau=1&sau=2",
        "/tim-kiem/?q=%00",
        "/tim-kiem/?q=" + "a" * 5000,
        "/tim-kiem/?q=%ff%fe",
        "/tim-kiem/?q=%25%5f%27",
        "/x-99999999999999999999.html",
        "/x-9223372036854775808.html",
        "/-1.html",
        "/%00-1.html",
        "/%ff",
        "/chu-de/%00/",
        "/../../etc/passwd",
        "/media/../portal/settings.py",
        "/media/%2e%2e/settings.py",
        "/anh/1",
        "/anh/99999999999999999999999",
        "/toi/?bai=abc",
        "/toi/?bai=99999999999999999999",
        "/" + "a" * 3000,
    ],
)
def test_hostile_addresses_never_break_the_paper(client, address):
    an_article("Bến sông")
    assert client.get(address).status_code < 500
