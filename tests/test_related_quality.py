"""How good companions are, measured on samples that were judged by hand."""

import pytest

from articles.models import Article
from articles.related import neighbours
from portal.management.commands import demo
from tests.judged_companions import GOOD, judged

pytestmark = pytest.mark.django_db


def computed(article):
    read = Article.objects.with_page_parts().get(pk=article.pk)
    return [each.article for each in neighbours(read).related]


def newest_in_category(article):
    others = Article.objects.public().exclude(pk=article.pk).filter(category=article.category_id)
    return list(others.newest_first()[:5])


def test_companions_of_the_judged_samples_are_good_and_better_than_the_newest():
    demo.add_missing_rows()
    for folder, category in demo.DOCUMENTS.items():
        demo.import_documents(demo.FIXTURES / folder, category)
    assert len(GOOD) >= 40
    precision, found = judged(computed)
    precision_of_newest, _ = judged(newest_in_category)
    assert precision >= 0.8
    assert precision > precision_of_newest
    assert found >= 0.6  # Not by showing next to nothing.


def test_the_two_source_articles_stand_beside_each_other():
    """They share topics and an event line, three years apart and named differently."""
    demo.add_missing_rows()
    for folder, category in demo.DOCUMENTS.items():
        demo.import_documents(demo.FIXTURES / folder, category)
    one, other = Article.objects.filter(headline__contains="CSTO").order_by("pk")[:2]
    assert other in computed(one)
    assert one in computed(other)
