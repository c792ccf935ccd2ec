"""The editorial verbs: the only way in which an article changes what readers see.

Each verb is one transaction: it locks the article, checks the editor's rights
(``rights``) and the rules (``checklist``), and leaves one milestone Revision and
one row in the desk's log. The admin, the commands, the importer and the tests
call these functions; the verbs of a live article stand in ``live``.

Every verb takes ``by``, the editor; None is the portal itself (an import). Every
verb raises PermissionDenied where the editor may not, and ValidationError where a
rule forbids it, with sentences that say what to do.
"""

from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from articles import body, hubs, rights, text
from articles.acting import (
    complaints_of,
    locked,
    milestone,
    only_from,
    reasons_against,
    refuse_forbidden,
    refuse_own,
    standing_complaints,
)
from articles.archive import record
from articles.keeping import keep
from articles.live import (
    correct,
    discard,
    dismiss_error,
    fix,
    keep_pending,
    pending_edit,
    release,
    report_error,
    send_pending_back,
    submit_pending,
    update,
)
from articles.models import Article, Revision
from articles.photo_change import photo_change
from articles.snapshots import Content, apply, authors_of, changed, content_of

__all__ = [
    "approve",
    "correct",
    "discard",
    "dismiss_error",
    "fix",
    "pending_edit",
    "photo_change",
    "publish",
    "reasons_against",
    "report_error",
    "restore",
    "save",
    "schedule",
    "send_back",
    "standing_complaints",
    "submit",
    "update",
    "withdraw",
    "write",
]

Kind, Status = Revision.Kind, Article.Status
PROSE = frozenset({"headline", "standfirst", "body"})
"""The words that make whoever saves them a writer of the piece."""
SHORTEST_NOTE = 3


# Writing ------------------------------------------------------------------------


@transaction.atomic
def write(article: Article, content: Content, by: Any) -> Article:
    """Keep what an editor typed.

    It goes into the article itself, or, when readers see that or will see it without
    another look, into its pending edit. A piece that was approved goes back into
    review when somebody changes it who may not approve it. What changes nothing is
    no save: an editor's double click leaves one.

    Args:
        article: a new, unsaved one, or any.
        content: the edited parts of a snapshot (see ``snapshots``).
    """
    if article.pk is None:
        article.created_by = by
        words = set(PROSE)
    else:
        article = locked(article, by, "edit")
        pending = pending_edit(article)
        standing = pending.content if pending else content_of(article)
        parts = changed(standing, standing | content)
        words = PROSE.intersection(parts)
        if not parts:
            return article
        if article.went_out and not _may_change_at_once(article, content, by, bool(words)):
            keep_pending(article, content, by)
            return article
        _refuse_while_in_review(article, by, bool(words))
    if words and by is not None:
        article.writers = sorted({*article.writers, by.pk})
    apply(content, article)
    article.body = body.clean(article.body)
    article.validate_constraints()
    keep(article, content.get("tags"), authors_of(content) if "authors" in content else None)
    record(article, by, Kind.SCHEDULED if article.is_out else Kind.DRAFT)
    hubs.tell(article, Kind.DRAFT)  # Its hour may be another now.
    return article


@transaction.atomic
def save(article: Article, by: Any = None, **parts: Any) -> Article:
    """Keep an article that was changed in place: by a test, by the importer.

    Readers get the change of an article that is out as an update.

    Args:
        parts: tags and authors, as ``keeping.keep`` takes them.
    """
    is_new = article.pk is None
    keep(article, **parts)
    kind = Kind.DRAFT if is_new or not article.is_out else Kind.UPDATED
    record(article, by, kind)
    hubs.tell(article, kind)
    return article


def _may_change_at_once(article: Article, content: Content, by: Any, is_rewritten: bool) -> bool:
    """Whether new words of a scheduled article may go straight into it."""
    if not article.is_scheduled or pending_edit(article):
        return False
    if not rights.may(by, "schedule", article):
        return False
    if _is_own_work(article, by, is_rewritten):
        return False
    trial = Article.objects.get(pk=article.pk)
    apply(content, trial)
    return not complaints_of(trial, by) and trial.is_scheduled


def _is_own_work(article: Article, by: Any, is_rewritten: bool) -> bool:
    """Whether somebody else has to see a change of approved words, under four-eyes."""
    own = {article.created_by_id} | ({by.pk} if is_rewritten and by else set())
    return rights.needs_another_pair_of_eyes(by, own)


def _refuse_while_in_review(article: Article, by: Any, is_rewritten: bool) -> None:
    may_approve = rights.may(by, "approve", article)
    lets_through = may_approve and not _is_own_work(article, by, is_rewritten)
    if article.status == Status.IN_REVIEW and not may_approve:
        raise ValidationError(_("Bài đang chờ duyệt: hãy rút lại rồi sửa."))
    if article.status == Status.APPROVED and not lets_through:
        article.status = Status.IN_REVIEW


# On the way to readers ----------------------------------------------------------


@transaction.atomic
def submit(article: Article, by: Any, note: str = "") -> Article:
    """Hand a draft, or the pending edit of a live article, to whoever approves."""
    article = locked(article, by, "submit")
    if article.is_out:
        return submit_pending(article, by, note)
    only_from(article, Status.DRAFT, _("Chỉ gửi duyệt được bản nháp."))
    if not text.without_hidden(article.headline):
        raise ValidationError(_("Bài chưa có tít: hãy đặt tít."))
    article.status, article.desk_note = Status.IN_REVIEW, ""
    return milestone(article, by, Kind.SUBMITTED, _("Gửi duyệt"), note)


@transaction.atomic
def send_back(article: Article, by: Any, note: str) -> Article:
    """Return a piece to its writer with a note that says what to do.

    The writer's own call takes the piece back from review and needs no note.
    """
    article = locked(article, by, "send_back")
    if len(note.strip()) < SHORTEST_NOTE and not (by and rights.is_own(by, article)):
        raise ValidationError(_("Hãy ghi lời nhắn: người viết cần sửa gì."))
    pending = pending_edit(article)
    if pending or article.is_live:
        return send_pending_back(article, by, note)
    if article.is_scheduled:
        rights.require(by, "schedule", article)
        article.published_at = None
    elif article.status not in (Status.IN_REVIEW, Status.APPROVED):
        raise ValidationError(_("Chỉ trả lại được bài đang chờ duyệt hoặc đã duyệt."))
    article.status, article.desk_note = Status.DRAFT, note
    return milestone(article, by, Kind.SENT_BACK, _("Trả lại"), note)


@transaction.atomic
def approve(article: Article, by: Any) -> Article:
    """Say that a submitted piece may go out."""
    article = locked(article, by, "approve")
    only_from(article, Status.IN_REVIEW, _("Chỉ duyệt được bài đang chờ duyệt."))
    refuse_own(article, by)
    article.status, article.desk_note, article.writers = Status.APPROVED, "", []
    return milestone(article, by, Kind.APPROVED, _("Duyệt bài"))


@transaction.atomic
def publish(article: Article, by: Any, at: datetime | None = None) -> Article:
    """Let readers see the article from its publication time on.

    Args:
        article: any that is not out; one that is out already stays as it is.
        at: the publication time (aware); else the one the article has, else now.
            A time to come schedules: nothing has to run at that moment.
    """
    article = locked(article, by, "publish")
    if article.is_scheduled and at is not None and at <= timezone.now():
        article.published_at = at
        refuse_forbidden(article, by)
        return milestone(article, by, Kind.PUBLISHED, _("Đăng bài"))
    if article.is_out:
        return article
    if article.is_withdrawn:
        return restore(article, by)
    if article.status != Status.APPROVED:
        refuse_own(article, by)
    article.published_at = at or article.published_at or timezone.now()
    article.status, article.desk_note, article.writers = Status.PUBLISHED, "", []
    refuse_forbidden(article, by)
    if article.is_scheduled:
        return milestone(article, by, Kind.SCHEDULED, _("Hẹn giờ đăng"))
    return milestone(article, by, Kind.PUBLISHED, _("Đăng bài"))


@transaction.atomic
def schedule(article: Article, by: Any, at: datetime) -> Article:
    """Set the second at which readers will see the article; moves an earlier schedule.

    Args:
        at: the publication time (aware), yet to come.
    """
    article = locked(article, by, "schedule")
    if at <= timezone.now():
        raise ValidationError(_("Giờ hẹn phải sau bây giờ; muốn đăng ngay, hãy bấm Đăng."))
    if article.is_live:
        raise ValidationError(_("Bài đã đăng: không hẹn giờ lại được."))
    if not article.is_scheduled:
        return publish(article, by, at)
    article.published_at = at
    refuse_forbidden(article, by)
    return milestone(article, by, Kind.SCHEDULED, _("Đổi giờ hẹn"))


# Taking back --------------------------------------------------------------------


@transaction.atomic
def withdraw(article: Article, by: Any, reason: str) -> Article:
    """Take the article back: its address answers 410 with the reason."""
    article = locked(article, by, "withdraw")
    if article.is_withdrawn:
        return article
    only_from(article, Status.PUBLISHED, _("Chỉ gỡ được bài đã đăng."))
    if not reason.strip():
        raise ValidationError(_("Hãy ghi lý do gỡ bài; độc giả sẽ đọc lý do này."))
    article.status = Status.WITHDRAWN
    article.withdrawn_at, article.withdrawal_reason = timezone.now(), reason
    return milestone(article, by, Kind.WITHDRAWN, _("Gỡ bài"), reason)


@transaction.atomic
def restore(article: Article, by: Any, with_edit: bool = False) -> Article:
    """Bring a withdrawn article back to readers, at its old time.

    Args:
        with_edit: with the words written since it was withdrawn, as a content update;
            else as it stood, and those words stay a pending edit.
    """
    article = locked(article, by, "restore")
    if article.is_out:
        return article
    only_from(article, Status.WITHDRAWN, _("Chỉ đưa trở lại được bài đã gỡ."))
    article.status = Status.PUBLISHED
    article.withdrawn_at, article.withdrawal_reason = None, ""
    if with_edit and pending_edit(article):
        return release(article, by, Kind.RESTORED, _("Đưa bài trở lại"))
    refuse_forbidden(article, by)
    return milestone(article, by, Kind.RESTORED, _("Đưa bài trở lại"))
