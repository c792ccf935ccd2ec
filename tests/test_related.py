"""What stands beside an article: good companions, each with the topics that make it one."""

from datetime import timedelta

import pytest
from django.utils import timezone

from articles import publishing
from articles.models import Article
from articles.related import COMMON, neighbours
from tests.builders import a_category, a_draft, an_article

pytestmark = pytest.mark.django_db


@pytest.fixture
def _a_paper_full_of_russia():
    """More articles about Nga and Moskva than a topic may have to be rare."""
    for n in range(COMMON + 1):
        an_article(f"Bài cũ số {n}", tags=["Nga", "Moskva"], at=timezone.now() - timedelta(days=9))


def companions(article):
    """The related articles and the topics named, first to last."""
    read = Article.objects.with_page_parts().get(pk=article.pk)
    return [(found.article.headline, found.topic) for found in neighbours(read).related]


@pytest.mark.usefixtures("_a_paper_full_of_russia")
def test_one_common_topic_alone_makes_no_companion():
    assert companions(an_article(tags=["Nga", "phở"])) == []


@pytest.mark.usefixtures("_a_paper_full_of_russia")
def test_two_common_topics_do_and_both_are_named():
    found = companions(an_article(tags=["Nga", "Moskva"]))
    assert [topic for _, topic in found] == ["Nga, Moskva"] * (COMMON + 1)


@pytest.mark.usefixtures("_a_paper_full_of_russia")
def test_a_rare_topic_weighs_more_than_two_common_ones():
    long_ago = timezone.now() - timedelta(days=900)
    an_article("Lãnh đạo các nước CSTO", tags=["CSTO", "NATO"], at=long_ago)
    found = companions(an_article(tags=["CSTO", "Nga", "Moskva"]))
    assert found[0] == ("Lãnh đạo các nước CSTO", "CSTO")
    assert len(found) == COMMON + 2


def test_among_equals_the_newest_stands_first():
    now = timezone.now()
    for days in (5, 1, 3):
        an_article(f"{days} ngày trước", tags=["Bão", "Yên Bái"], at=now - timedelta(days=days))
    found = companions(an_article(tags=["Bão", "Yên Bái"]))
    assert [headline for headline, _ in found] == ["1 ngày trước", "3 ngày trước", "5 ngày trước"]


def test_what_readers_may_not_see_stands_beside_nothing():
    now = timezone.now()
    a_draft("Nháp", tags=["CSTO"])
    an_article("Hẹn giờ", tags=["CSTO"], at=now + timedelta(hours=1))
    expired = an_article("Hết hạn", tags=["CSTO"], at=now - timedelta(days=2))
    Article.objects.filter(pk=expired.pk).update(expires_at=now - timedelta(hours=1))
    publishing.withdraw(an_article("Đã gỡ", tags=["CSTO"]), by=None, reason="Sai")
    beside = neighbours(an_article(tags=["CSTO"]))
    assert (beside.related, beside.same_category) == ([], [])


def test_a_companion_does_not_stand_again_under_its_category():
    other = an_article(tags=["CSTO"])
    elsewhere = an_article(category=a_category("Văn hóa"))
    alike = an_article()
    beside = neighbours(an_article(tags=["CSTO"]))
    assert [found.article for found in beside.related] == [other]
    assert beside.same_category == [alike]
    assert elsewhere not in beside.same_category


def test_it_takes_one_query(django_assert_num_queries):
    for n in range(5):
        an_article(tags=["CSTO", f"Chủ đề {n}"])
    article = an_article(tags=["CSTO", *(f"Chủ đề {n}" for n in range(20))])
    read = Article.objects.with_page_parts().get(pk=article.pk)
    with django_assert_num_queries(1):
        neighbours(read)
