"""Search engines learn what there is to read, as it is at the second they ask."""

from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit
from xml.etree import ElementTree

import pytest
from django.utils import timezone

from articles import publishing, sitemaps
from articles.models import Article, Source, Tag
from tests.builders import a_category, a_draft, an_article, an_author

pytestmark = pytest.mark.django_db

NAMES = {
    "map": "http://www.sitemaps.org/schemas/sitemap/0.9",
    "news": "http://www.google.com/schemas/sitemap-news/0.9",
}
LONG_AGO = datetime(2026, 1, 15, 3, 0, 5, tzinfo=UTC)


def read(client, address: str) -> ElementTree.Element:
    response = client.get(address)
    assert response.status_code == 200, address
    assert response["Content-Type"] == "application/xml; charset=utf-8"
    assert not response.cookies
    return ElementTree.fromstring(response.content)


def paths(client, address: str) -> list[str]:
    return [urlsplit(loc.text).path for loc in read(client, address).iterfind(".//map:loc", NAMES)]


def file_of(article: Article) -> str:
    """The sitemap in which an article stands: databases do not all begin to count at 1."""
    return f"/sitemap-bai-{(article.pk - 1) // sitemaps.ROWS + 1}.xml"


def lastmod(client, article: Article) -> str:
    for row in read(client, file_of(article)).iterfind("map:url", NAMES):
        if row.findtext("map:loc", "", NAMES).endswith(article.get_absolute_url()):
            return row.findtext("map:lastmod", "", NAMES)
    pytest.fail("the article is not in the sitemap")


def test_robots_find_the_sitemap_and_through_it_every_page(client, settings):
    settings.SITE_URL = "https://bandoc.example"
    europe = a_category("Châu Âu", parent=a_category("Thế giới"))
    article = an_article("Bến sông", category=europe, tags=["Sông"], by=["Minh Hà"])
    robots = client.get("/robots.txt").content.decode()
    assert robots.splitlines()[0] == "User-agent: *"
    assert "Sitemap: https://bandoc.example/sitemap.xml" in robots.splitlines()
    maps = paths(client, "/sitemap.xml")
    assert (maps[0], maps[-1]) == ("/sitemap-tin-moi.xml", "/sitemap-trang.xml")
    assert file_of(article) in maps
    found = {path for address in maps for path in paths(client, address)}
    assert found == {
        article.get_absolute_url(),
        *("/", "/dinh-chinh/", "/the-gioi/", "/the-gioi/chau-au/"),
        *("/chu-de/song/", "/tac-gia/minh-ha/"),
    }
    assert all(client.get(path).status_code == 200 for path in found)


def test_the_last_change_is_publication_then_the_newest_update(client):
    article = an_article(at=LONG_AGO)
    assert lastmod(client, article) == "2026-01-15T03:00:05+00:00"
    publishing.fix(publishing.write(article, {"headline": "Tít mới"}, by=None), by=None)
    article.refresh_from_db()
    assert lastmod(client, article) == "2026-01-15T03:00:05+00:00", "a minor fix is no change"
    updated = publishing.update(publishing.write(article, {"standfirst": "Mới."}, by=None), by=None)
    assert lastmod(client, updated) == updated.updated_at.isoformat(timespec="seconds")
    corrected = publishing.correct(updated, by=None, wrong="một", right="hai")
    assert lastmod(client, corrected) >= lastmod(client, updated)


def test_no_change_is_told_from_before_publication(client):
    """An update made while the article waited for its hour is older than its hour."""
    article = an_article(at=LONG_AGO)
    Article.objects.filter(pk=article.pk).update(updated_at=LONG_AGO - timedelta(days=1))
    assert lastmod(client, article) == "2026-01-15T03:00:05+00:00"


def test_a_file_holds_so_many_numbers_and_no_more(client, monkeypatch):
    monkeypatch.setattr(sitemaps, "ROWS", 2)
    articles = [an_article(f"Bài {n}") for n in range(5)]
    files = [path for path in paths(client, "/sitemap.xml") if "-bai-" in path]
    held = [paths(client, path) for path in files]
    assert max(map(len, held)) <= 2
    found = [path for file in held for path in file]
    assert sorted(found) == sorted(article.get_absolute_url() for article in articles)


@pytest.mark.parametrize("number", ["0", "99999999999999999999", "9223372036854775807"])
def test_a_file_that_cannot_be_is_not_there(client, number):
    assert client.get(f"/sitemap-bai-{number}.xml").status_code == 404


def test_an_empty_paper_has_sitemaps(client):
    assert paths(client, "/sitemap.xml") == ["/sitemap-tin-moi.xml", "/sitemap-trang.xml"]
    assert paths(client, "/sitemap-tin-moi.xml") == []


def test_news_are_our_own_of_two_days(client):
    now = timezone.now()
    source = Source.objects.create(name="vov.vn")
    news = an_article("Tin <mới> & nóng", at=now - timedelta(hours=47))
    an_article("Tin cũ", at=now - timedelta(hours=49))
    an_article("Tin hẹn giờ", at=now + timedelta(seconds=90))
    an_article("Đăng lại", source=source, source_url="https://vov.vn/x")
    an_article("Chỉ biết ngày", published_precision="day")
    row = read(client, "/sitemap-tin-moi.xml").find("map:url", NAMES)
    assert paths(client, "/sitemap-tin-moi.xml") == [news.get_absolute_url()]
    told = row.find("news:news", NAMES)
    assert told.findtext("news:title", "", NAMES) == "Tin <mới> & nóng"
    assert told.findtext("news:publication/news:language", "", NAMES) == "vi"
    assert told.findtext("news:publication/news:name", "", NAMES) == "Bạn Đọc"
    stamp = told.findtext("news:publication_date", "", NAMES)
    assert datetime.fromisoformat(stamp) == news.published_at.replace(microsecond=0)


def test_topics_and_authors_with_nothing_to_read_are_left_out(client):
    a_draft(tags=["Sông"], by=["Minh Hà"])
    an_author("Chưa viết gì")
    Tag.objects.create(name="Trống")
    assert paths(client, "/sitemap-trang.xml") == ["/", "/dinh-chinh/", "/the-gioi/"]
