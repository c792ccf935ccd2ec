"""What the editorial verbs share: the lock, the refusals, the milestone they leave."""

from collections.abc import Collection
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from articles import checklist, hubs, rights
from articles.archive import record
from articles.keeping import keep, log
from articles.models import Article, Revision
from articles.models.choices import Status


def locked(article: Article, by: Any, verb: str) -> Article:
    """Read the article anew under a row lock, for an editor who may do this to it.

    Raises:
        PermissionDenied: the editor may not.
    """
    found: Article = Article.objects.select_for_update().get(pk=article.pk)
    rights.require(by, verb, found)
    return found


def only_from(article: Article, status: Status, message: str) -> None:
    """Refuse an article that does not stand where the verb starts."""
    if article.status != status:
        raise ValidationError(message)


def refuse_own(article: Article, by: Any) -> None:
    """Refuse, under four-eyes, to let through what the editor wrote themselves."""
    if rights.needs_another_pair_of_eyes(by, rights.writers_of(article)):
        raise ValidationError(_("Bài của bạn cần một người khác duyệt: hãy gửi duyệt."))


def refuse_forbidden(article: Article, by: Any, standing: Collection[str] = ()) -> None:
    """Refuse what the checklist forbids, and what the database would.

    Args:
        standing: complaints that are let pass, as ``standing_complaints`` gave them.

    Raises:
        ValidationError: all complaints at once, as sentences that say what to do.
    """
    if complaints := complaints_of(article, by, standing):
        raise ValidationError(complaints)


def standing_complaints(article: Article) -> list[str]:
    """Return what forbids publishing an article that readers see all the same.

    An edit may leave it as it is: it would stay before readers if the edit were refused.
    """
    return reasons_against(article) if article.is_live else []


def complaints_of(article: Article, by: Any, standing: Collection[str] = ()) -> list[str]:
    """Return what the checklist forbids, else what the database would refuse."""
    reasons = reasons_against(article, is_import=by is None)
    complaints = [each for each in reasons if each not in standing]
    if not complaints:
        try:
            article.full_clean(validate_unique=False, exclude=["body", "slug"])
        except ValidationError as error:
            complaints = error.messages
    return complaints


def reasons_against(article: Article, is_import: bool = False) -> list[str]:
    """Return what keeps the article from being published, as sentences that say what to do.

    Args:
        is_import: a page that names no category may come in without one.
    """
    findings = checklist.forbidding(article)
    return [each.says for each in findings if not (is_import and each.field == "category")]


def milestone(
    article: Article, by: Any, kind: Revision.Kind, what: str, note: str = "", **parts: Any
) -> Article:
    """Save the article, leave one milestone and one row in the desk's log, and tell the hubs.

    Args:
        what: the act in the words of the log.
        parts: tags and authors, as ``keeping.keep`` takes them.
    """
    feeds = hubs.feeds_before(article, kind)
    keep(article, **parts)
    record(article, by, kind, note)
    hubs.tell(article, kind, feeds)
    log(article, by, f"{what}: {note}" if note else what)
    return article
