"""The page of a topic names the topics that go with it."""

import pytest
from bs4 import BeautifulSoup

from articles import publishing
from articles.models import Tag
from articles.related.tags import MOST, tags_beside
from tests.builders import a_draft, an_article

pytestmark = pytest.mark.django_db


def names(tag: str) -> list[str]:
    return [each.name for each in tags_beside(Tag.objects.get(name=tag))]


def test_the_topic_shared_most_often_stands_first():
    an_article(tags=["CSTO", "Nga", "Belarus"])
    an_article(tags=["CSTO", "Belarus"])
    an_article(tags=["phở"])
    assert names("CSTO") == ["Belarus", "Nga"]


def test_what_readers_may_not_see_names_no_topic():
    an_article(tags=["CSTO"])
    a_draft(tags=["CSTO", "Bí mật"])
    publishing.withdraw(an_article(tags=["CSTO", "Đã gỡ"]), by=None, reason="Sai")
    assert names("CSTO") == []


def test_a_page_names_only_a_few_in_one_query(django_assert_num_queries):
    an_article(tags=["CSTO", *(f"Chủ đề {n}" for n in range(MOST + 5))])
    tag = Tag.objects.get(name="CSTO")
    with django_assert_num_queries(1):
        assert len(tags_beside(tag)) == MOST


def test_readers_find_them_on_the_page_of_the_topic(client):
    an_article(tags=["CSTO", "Belarus"])
    page = BeautifulSoup(client.get("/chu-de/csto/").content, "html.parser")
    assert [link["href"] for link in page.select(".tags-beside a")] == ["/chu-de/belarus/"]
    an_article(tags=["phở"])
    assert "Chủ đề gần" not in client.get("/chu-de/pho/").content.decode()
