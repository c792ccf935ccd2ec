"""What one reader may see of their own: name, own comments, rating."""

from dataclasses import dataclass
from math import ceil
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.http import HttpRequest
from django.utils import timezone

from articles.paging import LARGEST_ID, mark_at, read_mark
from comments.editing import time_left
from comments.models import Comment, Decision, Rating, Reason, Verdict
from comments.voice import known_key, known_keys
from comments.voting import own_votes

MOST_COMMENTS = 30
PAGE_SIZE = 20
_ARTICLE_ID = forms.IntegerField(min_value=1, max_value=LARGEST_ID)
# What a moderator wrote beside the reason chosen is not repeated where it says the same.
_WORDS_OF_CODES = {str(code.value): code for code in Reason}


@dataclass(frozen=True, slots=True)
class Own:
    """A comment as its author sees it; spam looks as if it were still waiting.

    Attributes:
        status: "pending", "approved" or "rejected".
        reason: why it was rejected: the word for it, and what the moderator wrote.
        minutes_left: for so long it may be edited; 0 when that is over.
    """

    comment: Comment
    status: str
    status_label: str
    reason: str
    minutes_left: int

    @property
    def is_shown(self) -> bool:
        """Whether the comment has a place where readers find it."""
        return self.status == Verdict.APPROVED and self.comment.article.is_public


@dataclass(frozen=True, slots=True)
class OwnPage:
    """One page of own comments, newest first, and the mark at which the next one starts."""

    comments: list[Own]
    next_mark: str
    is_first: bool


def own_comments(request: HttpRequest) -> QuerySet[Comment]:
    """Return what the account and the reader of this browser wrote and did not take back."""
    own = Q(voice__in=known_keys(request))
    if request.user.is_authenticated:
        own |= Q(author=request.user.pk)
    return Comment.objects.filter(own).exclude(status=Verdict.REMOVED)


def own_page(request: HttpRequest, mark: str) -> OwnPage:
    """Return the own comments that stand after a mark, in one query.

    Args:
        mark: from the address; anything that is not a mark means the first page.
    """
    own = with_last_decision(own_comments(request).select_related("article"))
    place = read_mark(mark)
    if place:
        at, pk = place
        own = own.filter(Q(created_at__lt=at) | Q(created_at=at, pk__lt=pk))
    found = list(own.defer("article__body").order_by("-created_at", "-pk")[: PAGE_SIZE + 1])
    shown = found[:PAGE_SIZE]
    more = len(found) > PAGE_SIZE
    next_mark = mark_at(shown[-1].created_at, shown[-1].pk) if more else ""
    return OwnPage([as_its_author_sees(each) for each in shown], next_mark, place is None)


def with_last_decision(comments: QuerySet[Comment]) -> QuerySet[Comment]:
    """Read with each comment why it was decided as it was."""
    last = Decision.objects.filter(comment=OuterRef("pk")).order_by("-pk")
    return comments.annotate(
        last_code=Subquery(last.values("code")[:1]), last_reason=Subquery(last.values("reason")[:1])
    )


def as_its_author_sees(comment: Comment) -> Own:
    """Describe a comment that was read ``with_last_decision``."""
    is_spam = comment.status == Verdict.SPAM
    status = Verdict.PENDING if is_spam else Verdict(comment.status)
    is_rejected = status == Verdict.REJECTED
    return Own(
        comment=comment,
        status=status.value,
        status_label=str(status.label),
        # Why something waits is never told: what is put away silently could not tell it.
        reason=_reason(comment) if is_rejected else "",
        minutes_left=ceil(time_left(comment).total_seconds() / 60),
    )


def _reason(comment: Any) -> str:
    code = _WORDS_OF_CODES.get(comment.last_code or "")
    label = str(code.label) if code and code != Reason.OTHER else ""
    note = comment.last_reason or ""
    return ": ".join(dict.fromkeys(filter(None, (label, note))))


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
        "comments": _unseen(request, article_id) if knows else [],
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


def _unseen(request: HttpRequest, article_id: int | None) -> list[dict[str, object]]:
    own = own_comments(request).filter(article=article_id)
    unseen = own.exclude(pk__in=Comment.objects.public().filter(article=article_id).values("pk"))
    rows = with_last_decision(unseen)[:MOST_COMMENTS]
    return [_as_data(as_its_author_sees(row)) for row in rows]


def _as_data(own: Own) -> dict[str, object]:
    comment = own.comment
    return {
        "id": comment.pk,
        "text": comment.text,
        "name": comment.name,
        "status": own.status,
        "status_label": own.status_label,
        "reason": own.reason,
        "created_at": comment.created_at.isoformat(),
        "sent": f"{timezone.localtime(comment.created_at):%H:%M · %d/%m/%Y}",
        "edition": comment.edition,
        "seconds_left": int(time_left(comment).total_seconds()),
    }
