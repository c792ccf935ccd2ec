"""What becomes of a comment: the rules, and the verbs of moderators.

``RULES`` is the policy of the paper, in order: the first rule that speaks
decides. Rules are pure; what they need to know is in ``Facts``. Every verdict
leaves a Decision row, and a comment is public only through one.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

from django.contrib.auth.models import AbstractBaseUser
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from comments.counting import lock, recount_comments
from comments.models import Comment, Decision, Verdict
from comments.terms import Term, find_first
from comments.writing import visible

MOST_LINKS = 2
MODERATOR = "moderator"
_LINK = re.compile(
    r"https?://\S+|www\.\S+|\b[a-z0-9-]+\.(?:com|net|org|info|vn|ru|xyz|top|site|shop|me)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Facts:
    """What the rules know about a comment that was just sent.

    Attributes:
        name: the name it is signed with.
        text: the comment.
        thread_is_open: whether the article takes comments.
        trap_is_filled: whether the field that people do not see was filled.
        said_before: the same words of the same voice in the same place; "" if there are none.
        terms: the banned terms, strictest first.
    """

    name: str
    text: str
    thread_is_open: bool = True
    trap_is_filled: bool = False
    said_before: str = ""
    terms: tuple[Term, ...] = ()


@dataclass(frozen=True, slots=True)
class Ruling:
    """What a rule says: the verdict, why, and because of which words."""

    verdict: Verdict
    reason: str
    matched: str = ""


def filled_trap(facts: Facts) -> Ruling | None:
    """Only programs fill the field that people do not see."""
    if facts.trap_is_filled:
        return Ruling(Verdict.SPAM, _("Máy đã điền ô mà người đọc không thấy."))
    return None


def closed_thread(facts: Facts) -> Ruling | None:
    """An article may be closed while somebody is writing."""
    if not facts.thread_is_open:
        return Ruling(Verdict.REJECTED, _("Bài đã đóng bình luận."))
    return None


def duplicate(facts: Facts) -> Ruling | None:
    """Saying the same in the same place again adds nothing."""
    if facts.said_before:
        return Ruling(
            Verdict.REJECTED, _("Bạn đã gửi lời này ở đúng chỗ này rồi."), facts.said_before
        )
    return None


def banned_term(facts: Facts) -> Ruling | None:
    """A banned word stands in the name or the text."""
    if found := find_first(facts.terms, f"{facts.name}.\n{facts.text}"):
        term, matched = found
        return Ruling(term.verdict, _("Có từ nằm trong danh sách từ cấm."), matched)
    return None


def too_many_links(facts: Facts) -> Ruling | None:
    """Advertising comes with links."""
    links = _LINK.findall(visible(f"{facts.name}\n{facts.text}"))
    if len(links) > MOST_LINKS:
        reason = _("Có %(found)s liên kết, nhiều hơn %(most)s.")
        return Ruling(
            Verdict.PENDING, reason % {"found": len(links), "most": MOST_LINKS}, " ".join(links)
        )
    return None


def pre_moderation(facts: Facts) -> Ruling | None:
    """The paper's policy: a moderator reads everything first."""
    return Ruling(Verdict.PENDING, _("Chờ kiểm duyệt viên đọc."))


Rule = Callable[[Facts], Ruling | None]
RULES: tuple[Rule, ...] = (
    filled_trap,
    closed_thread,
    duplicate,
    banned_term,
    too_many_links,
    pre_moderation,
)


def judge(facts: Facts) -> tuple[str, Ruling]:
    """Ask the rules in order; return the name of the first that speaks, and what it says.

    Where no rule speaks a moderator decides.
    """
    for rule in RULES:
        if ruling := rule(facts):
            return rule.__name__, ruling
    return "", Ruling(Verdict.PENDING, "")


@transaction.atomic
def decide(comment: Comment, facts: Facts) -> Decision:
    """Save a comment that was just sent, with what the rules decide about it."""
    lock(comment.article)
    rule, ruling = judge(facts)
    comment.save()
    return _record(comment, rule, ruling, by=None)


def approve(comment: Comment, by: AbstractBaseUser | None, reason: str = "") -> Decision:
    """Let readers see the comment.

    Args:
        comment: any comment; one that was approved already keeps its decision.
        by: the moderator; None is the portal itself.
        reason: why, for the trail.

    Raises:
        PermissionDenied: the account may not moderate.
    """
    return _moderate(comment, by, Ruling(Verdict.APPROVED, reason))


def reject(comment: Comment, by: AbstractBaseUser | None, reason: str) -> Decision:
    """Keep the comment, and the replies to it, from readers; its author reads the reason.

    Raises:
        PermissionDenied: the account may not moderate.
        ValidationError: there is no reason.
    """
    if not reason.strip():
        raise ValidationError(_("Hãy ghi lý do từ chối; người viết sẽ đọc lý do này."))
    return _moderate(comment, by, Ruling(Verdict.REJECTED, reason))


def mark_spam(comment: Comment, by: AbstractBaseUser | None, reason: str = "") -> Decision:
    """Put the comment away as spam, without telling its author.

    Raises:
        PermissionDenied: the account may not moderate.
    """
    return _moderate(comment, by, Ruling(Verdict.SPAM, reason))


@transaction.atomic
def _moderate(comment: Comment, by: AbstractBaseUser | None, ruling: Ruling) -> Decision:
    if by is not None and not by.has_perm("comments.moderate_comment"):  # type: ignore[attr-defined]
        raise PermissionDenied(_("Tài khoản của bạn không có quyền làm việc này."))
    lock(comment.article)
    comment.refresh_from_db(fields=["status"])
    last = comment.decisions.last()
    if last and comment.status == last.verdict == ruling.verdict and last.reason == ruling.reason:
        return last
    return _record(comment, MODERATOR, ruling, by)


def _record(comment: Comment, rule: str, ruling: Ruling, by: AbstractBaseUser | None) -> Decision:
    """Leave the decision, and make status and totals follow it."""
    decision = Decision.objects.create(
        comment=comment,
        verdict=ruling.verdict,
        rule=rule,
        reason=ruling.reason.strip()[:300],
        matched=ruling.matched[:300],
        by_id=by.pk if by else None,
    )
    is_seen_differently = Verdict.APPROVED in (comment.status, ruling.verdict)
    comment.status = ruling.verdict
    Comment.objects.filter(pk=comment.pk).update(status=ruling.verdict)
    if is_seen_differently:
        recount_comments(comment.article)
    return decision
