"""Editing what readers see: apart from it, and then in one of three ways before them.

A live article is edited in its PendingEdit. ``fix`` (a minor fix), ``update``
(new content) and ``correct`` (with a notice to readers) release it; ``discard``
throws it away. ``publishing`` offers these verbs together with its own.
"""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from articles import rights, text
from articles.acting import locked, milestone, refuse_forbidden, standing_complaints
from articles.archive import PENDING, record
from articles.keeping import log
from articles.models import Article, Correction, PendingEdit, Revision
from articles.snapshots import (
    Content,
    apply,
    as_text,
    as_time,
    authors_of,
    changed,
    content_of,
)

Kind = Revision.Kind


def pending_edit(article: Article) -> PendingEdit | None:
    """Return what is being changed about a live article; None when nothing is."""
    return PendingEdit.objects.filter(article=article).select_related("edited_by").first()


def keep_pending(article: Article, content: Content, by: Any) -> PendingEdit:
    """Keep new words of an article that is out, where readers do not see them.

    Args:
        article: locked by the caller.
    """
    live = content_of(article)
    pending = PendingEdit.objects.filter(article=article).first()
    if pending is None:
        pending = PendingEdit(article=article, base_version=article.version)
    pending.article = article
    pending.content = live | content
    pending.edited_by = by
    if not rights.may(by, "update", article):
        pending.is_submitted = False  # What was handed in is not what stands there now.
    pending.save()
    _count(article)
    record(article, by, Kind.DRAFT, content=pending.content | {PENDING: True})
    return pending


@transaction.atomic
def discard(article: Article, by: Any) -> Article:
    """Throw the pending edit away; what readers see stays as it is."""
    article = locked(article, by, "discard")
    pending = _pending(article)
    is_own = by is None or pending.edited_by_id in (None, by.pk)
    if not is_own:
        rights.require(by, "update", article)
    pending.delete()
    _count(article)
    record(article, by, Kind.DRAFT, note=_("Bỏ bản sửa"))
    log(article, by, _("Bỏ bản sửa"))
    return article


@transaction.atomic
def fix(article: Article, by: Any) -> Article:
    """Release the pending edit as a minor fix: readers get it, no date moves."""
    return release(locked(article, by, "fix"), by, Kind.FIXED, _("Sửa nhỏ"))


@transaction.atomic
def update(article: Article, by: Any) -> Article:
    """Release the pending edit as new content: ``updated_at`` moves, feeds follow."""
    return release(locked(article, by, "update"), by, Kind.UPDATED, _("Cập nhật"))


@transaction.atomic
def correct(
    article: Article,
    by: Any,
    wrong: str,
    right: str,
    apology: str = "",
    correction: Correction | None = None,
) -> Article:
    """Tell readers what was wrong and what is right, and release the pending edit if any.

    The notice stands on the article, at ``/dinh-chinh/``, in feeds and structured data.

    Args:
        correction: the reported error that this settles; None makes a new row.
    """
    article = locked(article, by, "correct")
    if not (wrong.strip() and right.strip()):
        raise ValidationError(_("Đính chính phải nói điều sai và điều đúng."))
    if _said_already(article, wrong, right, apology):
        return article  # A double click tells readers once.
    told = _still_open(correction) if correction else Correction(reported_by=by)
    told.article, told.wrong, told.right, told.apology = article, wrong, right, apology
    told.published_at, told.published_by = timezone.now(), by
    told.full_clean()
    told.save()
    notice = {
        "wrong": told.wrong,
        "right": told.right,
        "apology": told.apology,
        "at": as_text(told.published_at),
    }
    article.correction_notices = [*article.correction_notices, notice]
    return release(article, by, Kind.CORRECTED, _("Đính chính"), note=told.wrong)


@transaction.atomic
def report_error(article: Article, by: Any, wrong: str, right: str = "") -> Correction:
    """Note an error of a published article for whoever may correct it."""
    article = locked(article, by, "report_error")
    if not article.is_out:
        raise ValidationError(_("Bài chưa đăng: cứ sửa thẳng trong bài."))
    error = Correction(article=article, wrong=wrong, right=right, reported_by=by)
    error.full_clean()
    error.save()
    log(article, by, _("Báo lỗi: %(wrong)s") % {"wrong": wrong})
    return error


@transaction.atomic
def dismiss_error(error: Correction, by: Any) -> Correction:
    """Settle a reported error without telling readers: there was none."""
    rights.require(by, "correct", error.article)
    error = _still_open(error)
    error.dismissed_at = timezone.now()
    error.save()
    log(error.article, by, _("Bỏ qua lỗi được báo: %(wrong)s") % {"wrong": error.wrong})
    return error


def _said_already(article: Article, *words: str) -> bool:
    last = article.correction_notices[-1] if article.correction_notices else {}
    said = [last.get(name) for name in ("wrong", "right", "apology")]
    return said == [text.nfc(each).strip() for each in words]


def _still_open(error: Correction) -> Correction:
    """Read a reported error anew under a lock; refuse one that somebody settled meanwhile."""
    found = Correction.objects.select_for_update().open().filter(pk=error.pk).first()
    if found is None:
        raise ValidationError(_("Lỗi này đã có người xử lý."))
    found.article = error.article
    settled: Correction = found
    return settled


def submit_pending(article: Article, by: Any, note: str) -> Article:
    """Hand the pending edit of a locked article to whoever releases it."""
    pending = _pending(article)
    pending.is_submitted, pending.note = True, ""
    return _pending_milestone(pending, by, Kind.SUBMITTED, _("Gửi duyệt bản sửa"), note)


def send_pending_back(article: Article, by: Any, note: str) -> Article:
    """Return the pending edit of a locked article to whoever wrote it."""
    pending = _pending(article)
    pending.is_submitted, pending.note = False, note
    return _pending_milestone(pending, by, Kind.SENT_BACK, _("Trả lại bản sửa"), note)


def _pending(article: Article) -> PendingEdit:
    pending = PendingEdit.objects.filter(article=article).first()
    if pending is None:
        raise ValidationError(_("Bài này không có bản sửa nào."))
    pending.article = article
    return pending


def _pending_milestone(pending: PendingEdit, by: Any, kind: Kind, what: str, note: str) -> Article:
    pending.save()
    _count(pending.article)
    record(pending.article, by, kind, note, pending.content | {PENDING: True})
    log(pending.article, by, f"{what}: {note}" if note else what)
    return pending.article


def release(article: Article, by: Any, kind: Kind, what: str, note: str = "") -> Article:
    """Put the pending edit of a locked article before readers; a correction may do without.

    What readers see already does not stand in its way; what the edit brings anew does.
    """
    if not article.is_out:
        raise ValidationError(_("Bài chưa đăng: hãy lưu rồi đăng."))
    standing = standing_complaints(article) if kind != Kind.RESTORED else []
    pending = PendingEdit.objects.filter(article=article).first()
    if pending is None and kind != Kind.CORRECTED:
        raise ValidationError(_("Không có bản sửa nào để đưa ra."))
    parts: dict[str, Any] = {}
    if pending is not None:
        _refuse_release(pending, article, by, kind)
        apply(pending.content, article)
        parts = {"tags": pending.content.get("tags"), "authors": authors_of(pending.content)}
        pending.delete()
    if kind != Kind.FIXED:
        now = timezone.now()
        article.updated_at = max(now, article.published_at or now)
    refuse_forbidden(article, by, standing)
    return milestone(article, by, kind, what, note, **parts)


def _refuse_release(pending: PendingEdit, article: Article, by: Any, kind: Kind) -> None:
    if rights.needs_another_pair_of_eyes(by, _writers(pending)):
        raise ValidationError(_("Bản sửa của bạn cần một người khác đưa ra: hãy gửi duyệt."))
    at = as_time(pending.content.get("published_at"))
    was_live = article.published_at is not None and article.published_at <= timezone.now()
    if was_live and (at is None or at > timezone.now()):
        raise ValidationError(_("Bài đã đăng không dời sang giờ sau: muốn bài ẩn đi, hãy gỡ bài."))
    if kind == Kind.FIXED and "published_at" in changed(pending.content, content_of(article)):
        raise ValidationError(_("Sửa nhỏ không đổi giờ đăng: hãy chọn Cập nhật nội dung."))


def _writers(pending: PendingEdit) -> set[int | None]:
    """Return everybody who had a hand in a pending edit."""
    saves = pending.article.revisions.filter(
        version__gt=pending.base_version, kind=Kind.DRAFT, content__has_key=PENDING
    )
    return {pending.edited_by_id, *saves.values_list("made_by", flat=True)}


def _count(article: Article) -> None:
    """Count a save that touches nothing readers see."""
    article.version += 1
    Article.objects.filter(pk=article.pk).update(version=article.version, saved_at=timezone.now())
