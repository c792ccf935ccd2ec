"""How an article stands, in the words and colours of the desk."""

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.models import Article

SCHEDULED, EXPIRED = "scheduled", "expired"
NOT_YET_OUT = frozenset({Article.Status.DRAFT, Article.Status.IN_REVIEW, Article.Status.APPROVED})
COLOURS = dict.fromkeys(Article.Status.values, "success") | {
    Article.Status.DRAFT.value: "default",
    Article.Status.IN_REVIEW.value: "warning",
    Article.Status.APPROVED.value: "info",
    Article.Status.WITHDRAWN.value: "danger",
    SCHEDULED: "info",
    EXPIRED: "warning",
}


def went_out(article: Article | None) -> bool:
    """Whether the article left the desk: readers see it, saw it or will see it."""
    return article is not None and article.status not in NOT_YET_OUT


def is_out(article: Article) -> bool:
    """Whether the article left the desk and was not taken back."""
    return went_out(article) and not article.is_withdrawn


def standing(article: Article) -> tuple[str, Any]:
    """Return the status, and whether its hour is yet to come or already over."""
    now = timezone.now()
    if is_out(article) and not article.is_public_at(now):
        is_early = article.published_at is not None and article.published_at > now
        return (SCHEDULED, _("hẹn giờ")) if is_early else (EXPIRED, _("đã hạ"))
    return article.status, article.get_status_display()
