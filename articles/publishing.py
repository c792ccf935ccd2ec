"""The editorial verbs: the only way in which an article changes what readers see.

Each verb is one transaction, checks the editor's permission and the rules, and
leaves one row in the desk's log. The admin, the commands and the tests call
these functions.
"""

from datetime import datetime

from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.auth.models import AbstractBaseUser
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from articles import body
from articles.models import Article, Reference


@transaction.atomic
def publish(article: Article, by: AbstractBaseUser | None, at: datetime | None = None) -> Article:
    """Let readers see the article from its publication time on.

    Args:
        article: any article; one that is published already stays as it is.
        by: the editor; None is the portal itself (an import).
        at: the publication time (aware); else the one the article has, else now.
            A time to come schedules: nothing has to run at that moment.

    Raises:
        PermissionDenied: the editor may not publish.
        ValidationError: a rule forbids it; the message says what to do.
    """
    _require(by, "articles.publish_article")
    article = Article.objects.select_for_update().get(pk=article.pk)
    if article.status == Article.Status.PUBLISHED:
        return article
    article.published_at = at or article.published_at or timezone.now()
    if complaints := reasons_against(article):
        raise ValidationError(complaints)
    article.status = Article.Status.PUBLISHED
    article.withdrawn_at, article.withdrawal_reason = None, ""
    article.full_clean(validate_unique=False, exclude=["body", "slug"])
    save(article)
    _log(article, by, _("Đăng bài"))
    return article


@transaction.atomic
def withdraw(article: Article, by: AbstractBaseUser | None, reason: str) -> Article:
    """Take the article back: its address answers 410 with the reason.

    Raises:
        PermissionDenied: the editor may not withdraw.
        ValidationError: there is no reason to give to readers, or the article was
            never published.
    """
    _require(by, "articles.withdraw_article")
    article = Article.objects.select_for_update().get(pk=article.pk)
    if article.status == Article.Status.WITHDRAWN:
        return article
    if article.status != Article.Status.PUBLISHED:
        raise ValidationError(_("Chỉ gỡ được bài đã đăng."))
    if not reason.strip():
        raise ValidationError(_("Hãy ghi lý do gỡ bài; độc giả sẽ đọc lý do này."))
    article.status = Article.Status.WITHDRAWN
    article.withdrawn_at, article.withdrawal_reason = timezone.now(), reason
    save(article)
    _log(article, by, _("Gỡ bài: %(reason)s") % {"reason": reason})
    return article


@transaction.atomic
def save(article: Article) -> Article:
    """Save the article and what is derived from it: version, references, listed times."""
    article.version += 1
    article.save()
    article.tagged_items.update(published_at=article.published_at)
    article.bylines.update(published_at=article.published_at)
    keep_references(article)
    return article


def keep_references(article: Article) -> None:
    """Make the article's Reference rows say what its body says, and find their targets.

    References of other articles that name this one's headline find it, too.
    """
    named = body.references(article.body)
    article.references.exclude(position__lt=len(named)).delete()
    for position, text in enumerate(named):
        reference, _created = Reference.objects.update_or_create(
            article=article, position=position, defaults={"text": text}
        )
        reference.target = (
            Article.objects.filter(headline_key=reference.key).exclude(pk=article.pk).first()
        )
        reference.save(update_fields=["target"])
    if article.headline_key:
        unmet = Reference.objects.filter(key=article.headline_key, target=None)
        unmet.exclude(article=article).update(target=article)


def reasons_against(article: Article) -> list[str]:
    """Return what keeps the article from being published, as sentences that say what to do."""
    complaints = []
    if not article.headline:
        complaints.append(_("Bài chưa có tít: hãy đặt tít."))
    if not article.standfirst:
        complaints.append(_("Bài chưa có sapo: hãy tóm tắt bài trong một hai câu."))
    if not body.plain(article.body):
        complaints.append(_("Bài chưa có nội dung."))
    now = timezone.now()
    if article.embargoed_until and (article.published_at or now) < article.embargoed_until:
        complaints.append(_("Bài còn trong giờ cấm đăng: hãy đợi hoặc sửa giờ cấm đăng."))
    if article.expires_at and article.expires_at <= now:
        complaints.append(_("Giờ hạ bài đã qua: hãy sửa hoặc bỏ giờ hạ bài."))
    return complaints


def _require(by: AbstractBaseUser | None, permission: str) -> None:
    if by is not None and not by.has_perm(permission):  # type: ignore[attr-defined]
        raise PermissionDenied(_("Tài khoản của bạn không có quyền làm việc này."))


def _log(article: Article, by: AbstractBaseUser | None, what: str) -> None:
    if by is None:
        return
    LogEntry.objects.create(
        user_id=by.pk,
        content_type=ContentType.objects.get_for_model(Article),
        object_id=str(article.pk),
        object_repr=str(article)[:200],
        action_flag=CHANGE,
        change_message=what,
    )
