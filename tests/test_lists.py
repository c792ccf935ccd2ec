"""Lists of articles: newest first, page after page, each article once."""

import re
from datetime import timedelta

import pytest
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


def walk(client, address: str) -> list[str]:
    """Follow "next page" links to the end; the addresses of the articles on the way."""
    found = []
    while address:
        html = client.get(address).content.decode()
        main = html[html.index("<main") : html.index("</main>")]
        found += dict.fromkeys(re.findall(r'href="(/[^"]+\.html)"', main))
        following = re.search(r'href="([^"]*\?sau=[^"]+)"', main)
        address = following[1] if following else ""
    return found


@pytest.mark.parametrize(
    "address", ["/the-gioi/", "/chu-de/song/", "/tac-gia/minh-ha/", "/tim-kiem/?q=bai"]
)
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
