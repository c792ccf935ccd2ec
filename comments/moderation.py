"""The rules of moderation.

``RULES`` is the policy of the paper, in order: the first rule that speaks
decides. Rules are pure; what they need to know is in ``Facts``.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from comments.likeness import Said, nearest
from comments.loudness import links_in, shouted
from comments.models import Ban, Verdict
from comments.terms import EMPTY, Found, Lexicon

# Reading the form and typing a word takes longer; only programs are done so soon.
FEWEST_SECONDS = 1
# The minutes over which comments are counted.
FLOOD_MINUTES = 10
# One a minute is typing without reading: from then on each costs the machine a sum.
VOICE_FLOOD = 10
# Three a minute is no conversation any more: the form closes for a while.
VOICE_LIMIT = 30
# Behind one address of a mobile operator sit thousands of readers (RFC 6888): a network
# counts as thirty busy readers, and is refused only where no crowd would be.
NETWORK_FLOOD = 300
NETWORK_LIMIT = 1500
# Two links are a quotation with its source; more are advertising more often than not.
MOST_LINKS = 2
# So many rejections of the last thirty days, and at least half of all decisions.
MANY_REJECTED = 3
HISTORY_DAYS = 30


@dataclass(frozen=True, slots=True)
class Ruling:
    """What a rule or a moderator says.

    Attributes:
        verdict: what becomes of the comment.
        reason: why, in words its author may read.
        matched: the words because of which, as they stand in the text or the name.
        code: why, as statistics count it; a ``Reason``.
        asks_for_work: nothing is stored before the sender's machine has worked for it.
    """

    verdict: Verdict
    reason: str
    matched: str = ""
    code: str = ""
    asks_for_work: bool = False


@dataclass(frozen=True, slots=True)
class Facts:
    """What the rules know about a comment that was just sent or edited.

    Attributes:
        name: the name it is signed with.
        text: the comment.
        thread_is_open: whether the article takes comments.
        trap_is_filled: whether the field that people do not see was filled.
        seconds: how long the sender's browser says that it was written; None if it says nothing.
        work_is_done: whether the sender's machine has worked for it.
        ban: the ban that holds for its sender.
        sent_by_voice: how many comments the voice sent in the last ``FLOOD_MINUTES``.
        sent_by_network: how many the network sent in that time.
        said_before: the same words of the same voice in the same place; "" if there are none.
        said_nearby: what the voice or the network said lately, wherever; newest first.
        lexicon: the banned terms.
        is_edited: whether it is another wording of what was sent before.
        approved: how many comments of the voice moderators approved.
        rejected_lately: how many they rejected or put away in the last ``HISTORY_DAYS``.
        approved_since: how many were approved that came after the last rejected one.
        asks_hook: whether another service judges comments too.
        hook: what that service says against it; None if nothing, or it was not asked.
        hook_answered: whether the service answered, and in order.
        policy: "pre", "trusted" or "post"; anything else is "pre".
        trusted_after: so many approved comments make a reader trusted.
    """

    name: str
    text: str
    thread_is_open: bool = True
    trap_is_filled: bool = False
    seconds: int | None = None
    work_is_done: bool = False
    ban: Ban | None = None
    sent_by_voice: int = 0
    sent_by_network: int = 0
    said_before: str = ""
    said_nearby: tuple[Said, ...] = ()
    lexicon: Lexicon = EMPTY
    is_edited: bool = False
    approved: int = 0
    rejected_lately: int = 0
    approved_since: int = 0
    asks_hook: bool = False
    hook: Ruling | None = None
    hook_answered: bool = False
    policy: str = "pre"
    trusted_after: int = 5


def filled_trap(facts: Facts) -> Ruling | None:
    """Only programs fill the field that people do not see."""
    if facts.trap_is_filled:
        return Ruling(Verdict.SPAM, _("Máy đã điền ô mà người đọc không thấy."))
    return None


def typed_too_fast(facts: Facts) -> Ruling | None:
    """Nobody writes within a second; a browser that does not tell is not held back for it."""
    if facts.seconds is not None and facts.seconds < FEWEST_SECONDS:
        return Ruling(Verdict.PENDING, _("Viết và gửi trong chưa đầy một giây."))
    return None


def banned_sender(facts: Facts) -> Ruling | None:
    """Whoever is banned is told the reason, unless the ban is silent."""
    if facts.ban is None:
        return None
    verdict = Verdict.SPAM if facts.ban.is_silent else Verdict.REJECTED
    return Ruling(verdict, _("Người gửi bị cấm: %(reason)s") % {"reason": facts.ban.reason})


def closed_thread(facts: Facts) -> Ruling | None:
    """An article may be closed while somebody is writing."""
    if not facts.thread_is_open:
        return Ruling(Verdict.REJECTED, _("Bài đã đóng bình luận."))
    return None


def flood(facts: Facts) -> Ruling | None:
    """Many comments at once cost a sum first, then wait; far too many are refused."""
    numbers = {"n": max(facts.sent_by_voice, facts.sent_by_network), "minutes": FLOOD_MINUTES}
    if facts.sent_by_voice >= VOICE_LIMIT or facts.sent_by_network >= NETWORK_LIMIT:
        said = _("Đã có %(n)s bình luận trong %(minutes)s phút; hãy chờ %(minutes)s phút rồi gửi.")
        return Ruling(Verdict.REJECTED, said % numbers)
    if facts.sent_by_voice < VOICE_FLOOD and facts.sent_by_network < NETWORK_FLOOD:
        return None
    said = _("Gửi dồn dập: đã có %(n)s bình luận trong %(minutes)s phút.") % numbers
    return Ruling(Verdict.PENDING, said, asks_for_work=not facts.work_is_done)


def duplicate(facts: Facts) -> Ruling | None:
    """Saying the same in the same place again adds nothing."""
    if facts.said_before:
        return Ruling(Verdict.REJECTED, _("Bạn đã gửi lời này ở đúng chỗ này rồi."), facts.text)
    return None


def near_duplicate(facts: Facts) -> Ruling | None:
    """Nearly the same words, from one reader or network, are often a campaign."""
    if said := nearest(facts.text, facts.said_nearby):
        reason = _("Gần giống lời đã gửi: «%(said)s»")
        return Ruling(Verdict.PENDING, reason % {"said": said}, facts.text)
    return None


def banned_term(facts: Facts) -> Ruling | None:
    """A banned word stands in the name or the text, plain or disguised."""
    found = [
        (hit.term.verdict != Verdict.REJECTED, hit, words)
        for words in (facts.name, facts.text)
        if (hit := facts.lexicon.find(words))
    ]
    if not found:
        return None
    _is_milder, hit, words = min(found, key=lambda each: each[0])
    return _because_of(hit, words)


def _because_of(hit: Found, words: str) -> Ruling:
    reason = _("Có từ nằm trong danh sách từ cấm: «%(term)s».") % {"term": hit.term.words}
    return Ruling(hit.term.verdict, reason, words[hit.start : hit.end])


def too_many_links(facts: Facts) -> Ruling | None:
    """Advertising comes with links."""
    in_text, in_name = links_in(facts.text), links_in(facts.name)
    number = len(in_text) + len(in_name)
    if number <= MOST_LINKS:
        return None
    reason = _("Có %(found)s liên kết, nhiều hơn %(most)s.")
    matched = (in_text or in_name)[0]
    return Ruling(Verdict.PENDING, reason % {"found": number, "most": MOST_LINKS}, matched)


def capitals(facts: Facts) -> Ruling | None:
    """A comment all in capitals shouts at others."""
    if matched := shouted(facts.text):
        return Ruling(Verdict.PENDING, _("Viết gần hết bằng chữ hoa."), matched)
    return None


def poor_history(facts: Facts) -> Ruling | None:
    """Whoever was rejected often of late is read first."""
    if facts.rejected_lately >= MANY_REJECTED and facts.rejected_lately >= facts.approved:
        reason = _("Người này bị từ chối %(n)s lần trong %(days)s ngày qua.")
        numbers = {"n": facts.rejected_lately, "days": HISTORY_DAYS}
        return Ruling(Verdict.PENDING, reason % numbers)
    return None


def first_timer(facts: Facts) -> Ruling | None:
    """A voice of whom nothing was approved yet is read first, whatever the policy."""
    if facts.approved == 0:
        return Ruling(Verdict.PENDING, _("Người này chưa có bình luận nào được duyệt."))
    return None


def reworded(facts: Facts) -> Ruling | None:
    """Another wording is read first, whatever the policy: others may have answered the old one."""
    if facts.is_edited:
        return Ruling(Verdict.PENDING, _("Người viết vừa sửa lời."))
    return None


def external_hook(facts: Facts) -> Ruling | None:
    """Another service objects, or could not be asked; it never approves."""
    if not facts.asks_hook or (facts.hook_answered and facts.hook is None):
        return None
    unheard = Ruling(Verdict.PENDING, _("Dịch vụ kiểm duyệt ngoài không trả lời được."))
    return facts.hook or unheard


def post_moderation(facts: Facts) -> Ruling | None:
    """Where the paper reads afterwards, what no rule held is shown at once."""
    if facts.policy == "post":
        return Ruling(Verdict.APPROVED, _("Tòa soạn hậu kiểm; không luật nào giữ lại."))
    return None


def trusted_reader(facts: Facts) -> Ruling | None:
    """Where the paper trusts readers with a good record, they pass."""
    if facts.policy == "trusted" and facts.approved_since >= max(facts.trusted_after, 1):
        reason = _("Người đọc tin cậy: %(n)s bình luận đã được duyệt.")
        return Ruling(Verdict.APPROVED, reason % {"n": facts.approved_since})
    return None


def pre_moderation(facts: Facts) -> Ruling | None:
    """The paper's policy otherwise: a moderator reads everything first."""
    return Ruling(Verdict.PENDING, _("Chờ kiểm duyệt viên đọc."))


Rule = Callable[[Facts], Ruling | None]
RULES: tuple[Rule, ...] = (
    filled_trap,
    banned_sender,
    closed_thread,
    typed_too_fast,
    flood,
    duplicate,
    near_duplicate,
    banned_term,
    too_many_links,
    capitals,
    poor_history,
    first_timer,
    external_hook,
    reworded,
    post_moderation,
    trusted_reader,
    pre_moderation,
)


def judge(facts: Facts) -> tuple[str, Ruling]:
    """Ask the rules in order; return the name of the first that speaks, and what it says.

    Where no rule speaks a moderator decides.
    """
    for rule in RULES:
        if ruling := rule(facts):
            return rule.__name__, ruling
    return "no_rule", Ruling(Verdict.PENDING, _("Không luật nào quyết định; chờ người duyệt."))


def is_decided_before(rule: Rule, facts: Facts) -> bool:
    """Whether a rule would not be asked any more, because an earlier one speaks."""
    return any(earlier(facts) for earlier in RULES[: RULES.index(rule)])
