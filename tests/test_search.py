"""A reader finds a story: without marks, with them, in any spelling, on both databases alike."""

import pytest
from django.utils import timezone

from articles import publishing
from articles.models import Article
from articles.search import find
from articles.search.dictionary import dictionary
from tests.builders import a_draft, an_article

pytestmark = pytest.mark.django_db


def headlines(query: str, **how) -> list[str]:
    found = find(query, dictionary(None), **how)
    named = dict(Article.objects.values_list("pk", "headline"))
    return [named[pk] for pk in found.page(1, 100)]


@pytest.mark.parametrize("query", ["hòa bình", "hoà bình", "HOÀ BÌNH", "hoa binh", "hòa bình"])
def test_a_story_is_found_however_its_words_are_typed(query):
    an_article("Lực lượng gìn giữ hòa bình lên đường")
    an_article("Chợ hoa họp giữa bình minh")
    assert headlines(query)[0] == "Lực lượng gìn giữ hòa bình lên đường"
