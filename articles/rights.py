"""Who at the desk may do what to which article.

A group's permissions say which verbs its members know. On top of them stand two
rules about the article: without ``edit_others_articles`` only one's own pieces are
in reach, and an editor who is named in a category reaches only the categories that
name them, with their subcategories, unless they may ``edit_every_category``.
"""

from collections.abc import Collection
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.models import Article, Category

# The permission that each verb of ``articles.publishing`` asks for.
LETS_OUT = frozenset(
    {"approve", "publish", "schedule", "fix", "update", "correct", "withdraw", "restore"}
)
VERBS = {
    "edit": "articles.change_article",
    "submit": "articles.change_article",
    "discard": "articles.change_article",
    "report_error": "articles.view_article",
    "send_back": "articles.approve_article",
    "approve": "articles.approve_article",
    "publish": "articles.publish_article",
    "schedule": "articles.publish_article",
    "fix": "articles.publish_article",
    "update": "articles.publish_article",
    "correct": "articles.publish_article",
    "withdraw": "articles.withdraw_article",
    "restore": "articles.withdraw_article",
}


def may(user: Any, verb: str, article: Article) -> bool:
    """Whether a member of the desk may do this to this article, whatever its status.

    Args:
        user: None is the portal itself, which may do everything.
    """
    if user is None:
        return True
    if is_own(user, article) and verb == "send_back":
        return bool(user.has_perm(VERBS["submit"]))  # Who submitted may take it back.
    if verb == "report_error":
        return bool(user.has_perm(VERBS[verb]))  # Whoever sees an error says so.
    if verb in LETS_OUT and not is_in_own_categories(user, article):
        return False  # Not even their own piece, in a section that is not theirs.
    return bool(user.has_perm(VERBS[verb])) and is_in_reach(user, article)


def may_write(user: Any, article: Article) -> bool:
    """Whether the form is open to this member of the desk: a piece in review is its reviewer's."""
    if not may(user, "edit", article):
        return False
    return article.status != Article.Status.IN_REVIEW or bool(user.has_perm(VERBS["approve"]))


def require(user: Any, verb: str, article: Article) -> None:
    """Refuse what ``may`` does not allow.

    Raises:
        PermissionDenied: with words for the editor.
    """
    if may(user, verb, article):
        return
    if user.has_perm(VERBS[verb]):
        raise PermissionDenied(_("Bài này của người khác hoặc của chuyên mục khác."))
    raise PermissionDenied(_("Tài khoản của bạn không có quyền làm việc này."))


def is_own(user: Any, article: Article) -> bool:
    """Whether the piece is this editor's own."""
    return article.created_by_id is not None and article.created_by_id == user.pk


def writers_of(article: Article) -> set[int | None]:
    """Return who made a piece, and whoever saved words of it since it was last approved."""
    return {article.created_by_id, *article.writers}


def needs_another_pair_of_eyes(user: Any, writers: Collection[int | None]) -> bool:
    """Whether four-eyes keeps an editor from letting through what they wrote themselves."""
    return bool(settings.FOUR_EYES and user is not None and user.pk in writers)


def is_in_reach(user: Any, article: Article) -> bool:
    """Whether the article is one of those that this member of the desk works on."""
    if is_own(user, article):
        return True
    if not user.has_perm("articles.edit_others_articles"):
        return False
    return is_in_own_categories(user, article)


def is_in_own_categories(user: Any, article: Article) -> bool:
    """Whether the article stands in a category that this editor is not bound away from."""
    categories = own_categories(user)
    return categories is None or article.category_id in categories


def own_categories(user: Any) -> set[int] | None:
    """Return the numbers of the categories an editor is bound to; None is every category."""
    if user.has_perm("articles.edit_every_category"):
        return None
    if not hasattr(user, "_own_categories"):
        named = Category.objects.filter(Q(editors=user) | Q(parent__editors=user))
        user._own_categories = set(named.values_list("pk", flat=True)) or None
    return user._own_categories  # type: ignore[no-any-return]


def in_reach(user: Any, articles: QuerySet[Article]) -> QuerySet[Article]:
    """Keep the articles that this member of the desk works on; ``is_in_reach`` as a filter."""
    own = Q(created_by=user.pk)
    if not user.has_perm("articles.edit_others_articles"):
        return articles.filter(own)
    categories = own_categories(user)
    return articles if categories is None else articles.filter(own | Q(category__in=categories))


def visible_to(user: Any, articles: QuerySet[Article]) -> QuerySet[Article]:
    """Keep the articles that this member of the desk may look at.

    Whoever works on others' pieces sees all, and so does whoever only looks, as the
    photo desk does. A reporter sees their own and what readers see or have seen.
    """
    looks_only = not user.has_perm(VERBS["edit"])
    if looks_only or user.has_perm("articles.edit_others_articles"):
        return articles
    status = Article.Status
    not_out = Q(status__in=(status.DRAFT, status.IN_REVIEW, status.APPROVED))
    hidden = not_out | Q(published_at__gt=timezone.now())
    return articles.filter(Q(created_by=user.pk) | ~hidden)
