"""What one reader may see of their own: name, waiting comments, rating."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import OuterRef, Subquery
from django.http import HttpRequest

from articles.paging import LARGEST_ID
from comments.models import Comment, Decision, Rating, Verdict
from comments.voice import known_key
from comments.voting import own_votes

MOST_COMMENTS = 30
_ARTICLE_ID = forms.IntegerField(min_value=1, max_value=LARGEST_ID)


def what_is_mine(request: HttpRequest) -> dict[str, object]:
    """Return what the article page does not say because it is the same for everyone.

    ``?bai=<article id>`` says which article. Nothing is asked of the database for
    a reader without cookies, and no cookie is set.

    Returns:
        name: the display name of the account; None for a guest.
        is_staff: whether the account works at the desk.
        rating: "good", "poor" or None.
        comments: own comments under that article that others do not see.
        votes: the numbers of the comments there that the reader found helpful.
    """
    user = request.user
    article_id, key = _article_id(request), known_key(request)
    knows = article_id is not None and key is not None
    return {
        "name": str(user) if user.is_authenticated else None,
        "is_staff": user.is_staff,
        "rating": _rating(article_id, key) if knows else None,
        "comments": _waiting(article_id, key) if knows else [],
        "votes": own_votes(article_id, key) if knows else [],
    }


def _article_id(request: HttpRequest) -> int | None:
    try:
        return int(_ARTICLE_ID.clean(request.GET.get("bai")))
    except ValidationError:
        return None


def _rating(article_id: int | None, key: str | None) -> str | None:
    mine = Rating.objects.filter(article=article_id, voter=key)
    return mine.values_list("value", flat=True).first()


def _waiting(article_id: int | None, key: str | None) -> list[dict[str, object]]:
    own = Comment.objects.filter(article=article_id, voice=key)
    unseen = own.exclude(pk__in=Comment.objects.public().filter(article=article_id).values("pk"))
    last = Decision.objects.filter(comment=OuterRef("pk")).order_by("-pk").values("reason")
    rows = unseen.annotate(reason=Subquery(last[:1])).values(
        "id", "text", "name", "status", "reason", "created_at"
    )
    return [_as_its_author_sees_it(row) for row in rows[:MOST_COMMENTS]]


def _as_its_author_sees_it(row: Mapping[str, Any]) -> dict[str, object]:
    """Describe a comment; spam looks as if it were still waiting."""
    is_spam = row["status"] == Verdict.SPAM
    status = Verdict.PENDING if is_spam else Verdict(row["status"])
    return {
        "id": row["id"],
        "text": row["text"],
        "name": row["name"],
        "status": status.value,
        "status_label": str(status.label),
        "reason": "" if is_spam else row["reason"] or "",
        "created_at": row["created_at"].isoformat(),
    }
