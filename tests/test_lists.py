"""Lists of articles: newest first, page after page, each article once."""

import re
from datetime import UTC, datetime, timedelta
from html import unescape

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles import paging, publishing
from articles.models import Article, ArticleTag, Tag
from tests.builders import a_category, a_draft, an_article, an_author

pytestmark = pytest.mark.django_db

NOW = timezone.now()


def headlines(articles) -> list[str]:
    return [article.headline for article in articles]


def of_topic() -> list[str]:
    links = Tag.objects.get().tagged_items.all()
    public = Article.objects.public()
    return headlines(paging.page_along(links, "content_object", public).articles)


def of_author() -> list[str]:
    links = an_author("Minh Hà").bylines.all()
    return headlines(paging.page_along(links, "article", Article.objects.public()).articles)


def main_of(client, address: str) -> str:
    html = client.get(address).content.decode()
    return html[html.index("<main") : html.index("</main>")]


def walk(client, address: str) -> list[str]:
    """Follow "next page" links to the end; the addresses of the articles on the way."""
    found = []
    while address:
        main = main_of(client, address)
        found += dict.fromkeys(re.findall(r'href="(/[^"]+\.html)"', main))
        address = way(main, "next")
    return found


def way(html: str, rel: str) -> str:
    """Where the page before or after this one stands, as it says in the page or its head."""
    found = re.search(rf'rel="{rel}" href="([^"]+)"', html)
    return unescape(found[1]) if found else ""


def pages_of(client, address: str, rel: str) -> list[str]:
    """The addresses of all pages from this one on, or back."""
    found = []
    while address:
        found.append(address)
        address = way(main_of(client, address), rel)
    return found


LISTS = ["/the-gioi/", "/chu-de/song/", "/tac-gia/minh-ha/"]
JULY = "/luu-tru/2023/07/"
NOINDEX = '<meta name="robots" content="noindex">'


def a_long_list(n: int) -> list[Article]:
    """So many articles of one section, topic and author, seven of them in each minute."""
    newest = NOW - timedelta(hours=1)
    return [
        an_article(f"Bài {i}", at=newest - timedelta(minutes=i // 7), tags=["Sông"], by=["Minh Hà"])
        for i in range(n)
    ]


@pytest.mark.parametrize("address", [*LISTS, "/tim-kiem/?q=bai"])
def test_a_reader_walks_a_long_list_to_its_end_and_meets_each_article_once(client, address):
    times = [NOW - timedelta(minutes=n // 7) for n in range(45)]
    expected = [
        an_article(f"Bài {n}", at=at, tags=["Sông"], by=["Minh Hà"]).get_absolute_url()
        for n, at in enumerate(times)
    ]
    found = walk(client, address)
    if "tim-kiem" not in address:
        assert sorted(found) == sorted(expected)
    assert len(found) == len(set(found))


def test_a_list_is_newest_first():
    for n in range(5):
        an_article(f"Bài {n}", at=NOW - timedelta(hours=n), tags=["Sông"], by=["Minh Hà"])
    expected = [f"Bài {n}" for n in range(5)]
    assert headlines(Article.objects.public().newest_first()) == expected
    assert of_topic() == of_author() == expected


def test_a_topic_added_before_publication_lists_the_article_at_its_time():
    an_article("Bài cũ", at=NOW - timedelta(days=2), tags=["Sông"])
    draft = a_draft("Bài mới", tags=["Sông"], by=["Minh Hà"])
    publishing.publish(draft, by=None, at=NOW - timedelta(days=1))
    assert of_topic() == ["Bài mới", "Bài cũ"]


def test_a_topic_added_to_a_published_article_knows_its_time():
    article = an_article()
    article.tags.add("Sông")
    assert ArticleTag.objects.get().published_at == article.published_at


def test_a_moved_publication_time_moves_the_article_in_every_list():
    first = an_article("Một", at=NOW - timedelta(days=1), tags=["Sông"], by=["Minh Hà"])
    an_article("Hai", at=NOW - timedelta(days=2), tags=["Sông"], by=["Minh Hà"])
    first.published_at = NOW - timedelta(days=3)
    publishing.save(first)
    assert of_topic() == of_author() == ["Hai", "Một"]


def test_only_what_readers_may_see_is_listed():
    a_draft("Bản nháp", tags=["Sông"], by=["Minh Hà"], published_at=NOW - timedelta(days=1))
    an_article("Hẹn giờ", at=NOW + timedelta(days=1), tags=["Sông"], by=["Minh Hà"])
    gone = an_article("Đã gỡ", tags=["Sông"], by=["Minh Hà"])
    publishing.withdraw(gone, by=None, reason="Sai.")
    assert of_topic() == of_author() == []


@pytest.mark.parametrize("mark", ["", "abc", "1-", "-1", "1-99999999999999999999", "٣-1", "1-2-3"])
def test_what_is_no_mark_means_the_first_page(mark):
    an_article("Bài")
    page = paging.page(Article.objects.public(), mark)
    assert page.is_first
    assert headlines(page.articles) == ["Bài"]


def test_a_category_lists_its_subcategories_too(client):
    world = a_category("Thế giới")
    article = an_article(category=a_category("Châu Âu", parent=world))
    assert article.get_absolute_url() in client.get("/the-gioi/").content.decode()


@pytest.mark.parametrize("address", LISTS)
@pytest.mark.parametrize("n", [21, 40, 41, 65])
def test_the_way_back_leads_over_the_same_pages_to_the_beginning(client, address, n):
    a_long_list(n)
    on = pages_of(client, address, "next")
    assert len(on) == -(-n // paging.PAGE_SIZE)
    assert pages_of(client, on[-1], "prev") == on[::-1]


@pytest.mark.parametrize("address", [*LISTS, "/dinh-chinh/"])
def test_the_head_names_the_pages_before_and_after(client, address):
    for article in a_long_list(45):
        publishing.correct(article, by=None, wrong="Sai", right="Đúng")
    middle = way(client.get(address).text, "next")
    html = client.get(middle).text
    head, main = html.split("<main")
    assert way(head, "next") == way(main, "next") != ""
    assert way(head, "prev") == way(main, "prev") == address
    assert way(client.get(address).text.split("<main")[0], "prev") == ""


@pytest.mark.parametrize("address", LISTS)
def test_a_page_of_a_list_stays_as_it_is_when_new_stories_come(client, address):
    a_long_list(45)
    second = way(client.get(address).text, "next")
    before = re.findall(r'href="(/[^"]+\.html)"', main_of(client, second))
    for n in range(3):
        an_article(f"Mới {n}", at=NOW - timedelta(minutes=1 + n), tags=["Sông"], by=["Minh Hà"])
    assert re.findall(r'href="(/[^"]+\.html)"', main_of(client, second)) == before
    assert pages_of(client, second, "prev")[-1] == address


def test_the_way_back_skips_what_readers_may_no_longer_see(client):
    articles = a_long_list(41)
    last = pages_of(client, "/the-gioi/", "next")[-1]
    for article in articles[5:15]:
        publishing.withdraw(article, by=None, reason="Sai.")
    back = way(main_of(client, last), "prev")
    assert len(re.findall('<li><article|class="card-headline"', main_of(client, back))) == 20


def test_the_first_page_is_canonical_without_a_mark(client):
    a_long_list(25)
    assert '<link rel="canonical"' in client.get("/the-gioi/").text
    beyond = client.get(f"/the-gioi/?sau={paging.mark_at(NOW + timedelta(days=1), 1)}").text
    assert re.search(r'<link rel="canonical" href="[^"?]*/the-gioi/">', beyond)
    assert way(beyond, "prev") == ""
    second = client.get(way(beyond, "next")).text
    assert '<link rel="canonical"' not in second
    assert "noindex" in second


HOSTILE = ["", "0-0", "9" * 17 + "-1", "9" * 400, "1-9223372036854775807", "1-9223372036854775808"]


@pytest.mark.parametrize("address", [*LISTS, "/dinh-chinh/", "/tim-kiem/"])
@pytest.mark.parametrize(
    "mark", [*HOSTILE, "-1-1", "%00", "%F0%9F%98%80-1", "1%2D1", "' OR 1=1 --"]
)
def test_no_mark_breaks_a_list(client, address, mark):
    publishing.correct(a_long_list(1)[0], by=None, wrong="Sai", right="Đúng")
    assert client.get(f"{address}?sau={mark}").status_code == 200
    assert client.get(f"{address}?sau={mark}&sau=1-1").status_code == 200


AROUND = 'SELECT "articles_category"."id"'


@pytest.mark.parametrize("address", LISTS)
def test_no_list_is_counted(client, address):
    a_long_list(25)
    for page in pages_of(client, address, "next"):
        with CaptureQueriesContext(connection) as asked:
            client.get(page)
        # The topics beside a topic are counted in groups, over its newest articles; small
        # tables that hang on every page tell by their rows whether they changed.
        said = [q["sql"] for q in asked.captured_queries]
        counted = [sql for sql in said if "COUNT(" in sql.upper() and not sql.startswith(AROUND)]
        assert not [sql for sql in counted if "GROUP BY" not in sql or "LIMIT" not in sql]


@pytest.mark.parametrize("address", [*LISTS, JULY])
def test_search_engines_keep_no_list_in_which_nothing_stands(client, address):
    an_article(at=datetime(2023, 6, 21, tzinfo=UTC), category=a_category("Đời sống"))
    a_draft(tags=["Sông"], by=["Minh Hà"])
    assert NOINDEX in client.get(address).text
    an_article(at=datetime(2023, 7, 1, tzinfo=UTC), tags=["Sông"], by=["Minh Hà"])
    assert NOINDEX not in client.get(address).text
