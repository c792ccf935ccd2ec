"""Who sees an article, and when: "public" has one meaning in SQL and in Python."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from articles.models import Article
from tests.builders import a_draft

NOW = timezone.now()
SECOND = timedelta(seconds=1)
INSTANTS = [
    # status, published_at, expires_at, is public at NOW
    ("draft", None, None, False),
    ("draft", NOW - SECOND, None, False),
    ("in_review", NOW - SECOND, None, False),
    ("approved", NOW - SECOND, None, False),
    ("published", NOW - SECOND, None, True),
    ("published", NOW, None, True),
    ("published", NOW + SECOND, None, False),
    ("published", NOW - SECOND, NOW + SECOND, True),
    ("published", NOW - SECOND, NOW, False),
    ("published", NOW - 2 * SECOND, NOW - SECOND, False),
    ("published", NOW + SECOND, NOW + 2 * SECOND, False),
    ("withdrawn", NOW - SECOND, None, False),
]


@pytest.mark.django_db
@pytest.mark.parametrize(("status", "published_at", "expires_at", "expected"), INSTANTS)
def test_the_query_and_the_property_agree_on_what_is_public(
    status, published_at, expires_at, expected
):
    article = a_draft(published_at=published_at, expires_at=expires_at)
    Article.objects.filter(pk=article.pk).update(
        status=status, withdrawn_at=NOW if status == "withdrawn" else None
    )
    article.refresh_from_db()
    assert Article.objects.public(at=NOW).filter(pk=article.pk).exists() is expected
    assert article.is_public_at(NOW) is expected


@pytest.mark.django_db
@pytest.mark.parametrize(
    "fields",
    [
        {"status": "published", "published_at": None},
        {"status": "published", "published_at": NOW, "embargoed_until": NOW + SECOND},
        {"published_at": NOW, "expires_at": NOW},
        {"status": "withdrawn", "withdrawn_at": None},
    ],
)
def test_the_database_refuses_impossible_times(fields):
    article = a_draft()
    with pytest.raises(IntegrityError), transaction.atomic():
        Article.objects.filter(pk=article.pk).update(**fields)
