"""The rules of moderation.

``RULES`` is the policy of the paper, in order: the first rule that speaks
decides. Rules are pure; what they need to know is in ``Facts``.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from comments.models import Verdict
from comments.terms import Term, find_first
from comments.writing import visible

MOST_LINKS = 2
FEWEST_SECONDS = 1
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
        seconds: how long the sender's browser says that it was written; None if it says nothing.
        work_is_done: whether the sender's machine has worked for it (``comments.work``).
    """

    name: str
    text: str
    thread_is_open: bool = True
    trap_is_filled: bool = False
    said_before: str = ""
    terms: tuple[Term, ...] = ()
    seconds: int | None = None
    work_is_done: bool = False


@dataclass(frozen=True, slots=True)
class Ruling:
    """What a rule or a moderator says.

    Attributes:
        verdict: what becomes of the comment.
        reason: why, in words its author may read.
        matched: the words because of which.
        code: why, as statistics count it; a ``Reason``.
        asks_for_work: nothing is stored before the sender's machine has worked for it.
    """

    verdict: Verdict
    reason: str
    matched: str = ""
    code: str = ""
    asks_for_work: bool = False


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


def typed_too_fast(facts: Facts) -> Ruling | None:
    """Nobody writes within a second; a browser that does not tell is not held back for it."""
    if facts.seconds is not None and facts.seconds < FEWEST_SECONDS:
        return Ruling(Verdict.PENDING, _("Viết và gửi trong chưa đầy một giây."))
    return None


def links_in(text: str) -> list[str]:
    """Return the links of a text, those without https:// too."""
    return _LINK.findall(visible(text))


def too_many_links(facts: Facts) -> Ruling | None:
    """Advertising comes with links."""
    links = links_in(f"{facts.name}\n{facts.text}")
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
    typed_too_fast,
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
