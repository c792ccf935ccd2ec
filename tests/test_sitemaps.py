"""Search engines learn what there is to read, as it is at the second they ask."""

from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit
from xml.etree import ElementTree

import pytest
from django.utils import timezone

from articles import publishing, sitemap_files, sitemaps
from articles.models import Article, Source, StoryLine, Tag
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
    assert response.streaming
    return ElementTree.fromstring(b"".join(response.streaming_content))


def paths(client, address: str) -> list[str]:
    return [urlsplit(loc.text).path for loc in read(client, address).iterfind(".//map:loc", NAMES)]


def file_of(article: Article) -> str:
    """The sitemap of the month in which an article was published, by the paper's clock."""
    return f"/sitemap-{article.published_on:%Y-%m}.xml"


def expired(article: Article) -> None:
    hidden = article.published_at + timedelta(seconds=1)
    Article.objects.filter(pk=article.pk).update(expires_at=hidden)


def lastmod(client, article: Article) -> str:
    for row in read(client, file_of(article)).iterfind("map:url", NAMES):
        if row.findtext("map:loc", "", NAMES).endswith(article.get_absolute_url()):
            return row.findtext("map:lastmod", "", NAMES)
    pytest.fail("the article is not in the sitemap")


def test_robots_find_the_sitemap_and_through_it_every_page(client, settings):
    settings.SITE_URL = "https://bandoc.example"
    europe = a_category("Châu Âu", parent=a_category("Thế giới"))
    article = an_article("Bến sông", category=europe, tags=["Sông"], by=["Minh Hà"])
    StoryLine.objects.create(name="Mùa bão").entries.create(article=article)
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
        *("/luu-tru/", f"/luu-tru/{article.published_on:%Y/%m}/"),
        *("/dong-su-kien/", "/dong-su-kien/mua-bao/"),
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


def test_a_month_begins_and_ends_by_the_papers_clock(client):
    """Seventeen hours in London are midnight in Hanoi."""
    last = an_article("Tối cuối tháng", at=datetime(2023, 5, 31, 16, 59, 59, tzinfo=UTC))
    first = an_article("Nửa đêm đầu tháng", at=datetime(2023, 5, 31, 17, tzinfo=UTC))
    end = an_article("Tối cuối tháng sáu", at=datetime(2023, 6, 30, 16, 59, 59, tzinfo=UTC))
    assert [each for each in paths(client, "/sitemap.xml") if "2023" in each] == [
        "/sitemap-2023-06.xml",
        "/sitemap-2023-05.xml",
    ]
    assert paths(client, "/sitemap-2023-05.xml") == [last.get_absolute_url()]
    june = [first.get_absolute_url(), end.get_absolute_url()]
    assert paths(client, "/sitemap-2023-06.xml") == june


def test_a_month_with_too_much_is_continued(client, monkeypatch):
    monkeypatch.setattr(sitemaps, "ROWS", 2)
    articles = [an_article(at=LONG_AGO + timedelta(hours=n)) for n in range(5)]
    expired(an_article(at=LONG_AGO))
    files = [path for path in paths(client, "/sitemap.xml") if "2026-01" in path]
    assert files == ["/sitemap-2026-01.xml", "/sitemap-2026-01-2.xml", "/sitemap-2026-01-3.xml"]
    held = [paths(client, path) for path in files]
    assert [len(each) for each in held] == [2, 2, 1]
    found = [path for file in held for path in file]
    assert found == [article.get_absolute_url() for article in articles]
    assert client.get("/sitemap-2026-01-4.xml").status_code == 404


@pytest.mark.parametrize(
    "place",
    ["2026-13", "0000-01", "9999-12", "2026-1", "2025-12", "2026-01-1", "2026-01-99999999999999"],
)
def test_a_file_that_cannot_be_is_not_there(client, place):
    an_article(at=LONG_AGO)
    assert client.get("/sitemap-2026-01.xml").status_code == 200
    assert client.get(f"/sitemap-{place}.xml").status_code == 404


def test_files_by_number_lead_on_to_the_files_by_month(client):
    response = client.get("/sitemap-bai-3.xml")
    assert (response.status_code, response["Location"]) == (301, "/sitemap.xml")


def test_what_readers_cannot_see_is_in_no_sitemap(client):
    now = timezone.now()
    shown = an_article("Còn đó", at=now - timedelta(minutes=5))
    gone = an_article("Gỡ rồi", at=now - timedelta(minutes=4))
    expired(an_article("Hết hạn"))
    an_article("Hẹn giờ", at=now + timedelta(seconds=90))
    a_draft("Nháp")
    publishing.withdraw(gone, by=None, reason="Sai")
    found = [path for at in paths(client, "/sitemap.xml") for path in paths(client, at)]
    assert [path for path in found if path.endswith(".html")] == 2 * [shown.get_absolute_url()]


def test_a_month_of_which_nothing_is_left_has_no_file(client):
    article = an_article(at=LONG_AGO)
    publishing.withdraw(article, by=None, reason="Sai")
    expired(an_article(at=LONG_AGO))
    assert paths(client, "/sitemap.xml") == ["/sitemap-tin-moi.xml", "/sitemap-trang.xml"]
    assert client.get("/sitemap-2026-01.xml").status_code == 404


def test_copy_whose_source_wants_its_original_found_is_not_ours_to_list(client):
    asks = Source.objects.create(name="vov.vn", canonical_policy="original")
    an_article("Bản gốc ở kia", source=asks, source_url="https://vov.vn/x", at=LONG_AGO)
    nowhere = an_article("Không rõ bài gốc", source=asks, at=LONG_AGO)
    assert paths(client, "/sitemap-2026-01.xml") == [nowhere.get_absolute_url()]


def test_a_known_day_has_no_hour(client):
    article = an_article(at=datetime(2020, 12, 1, 17, tzinfo=UTC), published_precision="day")
    assert lastmod(client, article) == "2020-12-02"


def test_whoever_has_a_file_is_told_so_until_it_changes(client):
    article = an_article("Một", at=LONG_AGO)
    for address in ("/sitemap.xml", "/sitemap-2026-01.xml", "/sitemap-tin-moi.xml"):
        held = client.get(address)["ETag"]
        again = client.get(address, headers={"If-None-Match": held})
        assert (again.status_code, again["ETag"]) == (304, held)
        assert "max-age=" in again["Cache-Control"]
    held = client.get("/sitemap-2026-01.xml")["ETag"]
    publishing.fix(publishing.write(article, {"slug": "khac"}, by=None), by=None)
    changed = client.get("/sitemap-2026-01.xml", headers={"If-None-Match": held})
    assert changed.status_code == 200
    publishing.withdraw(an_article("Hai", at=LONG_AGO), by=None, reason="Sai")
    other = an_article("Ba", at=LONG_AGO)
    held = client.get("/sitemap-2026-01.xml")["ETag"]
    publishing.withdraw(other, by=None, reason="Sai")
    assert paths(client, "/sitemap-2026-01.xml")
    assert client.get("/sitemap-2026-01.xml", headers={"If-None-Match": held}).status_code == 200


def test_a_translation_changes_the_file_of_its_original(client):
    original = an_article("Bến sông", at=LONG_AGO)
    held = client.get("/sitemap-2026-01.xml")["ETag"]
    russian = an_article("Причал", language="ru", translation_of=original)
    with_both = client.get("/sitemap-2026-01.xml", headers={"If-None-Match": held})
    assert with_both.status_code == 200
    publishing.withdraw(russian, by=None, reason="Sai")
    alone = client.get("/sitemap-2026-01.xml", headers={"If-None-Match": with_both["ETag"]})
    assert alone.status_code == 200


def test_a_month_long_past_may_be_kept_longer_than_the_news(client):
    an_article(at=LONG_AGO)
    an_article()
    kept = {path: client.get(path)["Cache-Control"] for path in paths(client, "/sitemap.xml")}
    assert kept.pop("/sitemap-2026-01.xml") == kept.pop("/sitemap-trang.xml")
    assert set(kept.values()) == {"public, max-age=60"}


def test_a_large_file_is_sent_in_pieces(client, monkeypatch):
    monkeypatch.setattr(sitemap_files, "PIECE", 200)
    for n in range(9):
        an_article(f"Bài {n}", at=LONG_AGO)
    pieces = list(client.get("/sitemap-2026-01.xml").streaming_content)
    assert len(pieces) > 2
    assert len(ElementTree.fromstring(b"".join(pieces))) == 9
    assert b"".join(client.head("/sitemap-2026-01.xml").streaming_content) == b""


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
    an_article("Tin hãng", source=source, sign_off="(TTXVN/Vietnam+)")
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
    StoryLine.objects.create(name="Chưa có bài")
    assert paths(client, "/sitemap-trang.xml") == ["/", "/dinh-chinh/", "/luu-tru/"]


def test_sections_with_nothing_to_read_are_left_out(client):
    world, _sport = a_category("Thế giới"), a_category("Thể thao")
    europe, asia = (a_category(name, parent=world) for name in ("Châu Âu", "Châu Á"))
    an_article(category=europe)
    an_article(category=asia, at=timezone.now() + timedelta(hours=1))
    publishing.withdraw(an_article(category=asia), by=None, reason="Sai")
    listed = paths(client, "/sitemap-trang.xml")
    assert [path for path in listed if "the-" in path] == ["/the-gioi/", "/the-gioi/chau-au/"]


def test_a_story_older_than_newspapers_breaks_no_sitemap(client):
    an_article(at=datetime(1850, 3, 1, tzinfo=UTC))
    assert "/sitemap-1850-03.xml" in paths(client, "/sitemap.xml")
    assert "/luu-tru/1850/03/" not in paths(client, "/sitemap-trang.xml")
