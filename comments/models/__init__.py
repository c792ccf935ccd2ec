"""What readers say, what is decided about it, and who may take part."""

from comments.models.ban import Ban
from comments.models.claim import Claim
from comments.models.comment import Comment
from comments.models.decision import Decision
from comments.models.house_rules import HouseRules, RulesAcceptance
from comments.models.mail_address import MailAddress, ReplyNotice
from comments.models.rating import Rating
from comments.models.report import Report
from comments.models.takedown import Takedown
from comments.models.term import BannedTerm, Teencode
from comments.models.verdict import Reason, Verdict
from comments.models.vote import Vote

__all__ = [
    "Ban",
    "BannedTerm",
    "Claim",
    "Comment",
    "Decision",
    "HouseRules",
    "MailAddress",
    "Rating",
    "Reason",
    "ReplyNotice",
    "Report",
    "RulesAcceptance",
    "Takedown",
    "Teencode",
    "Verdict",
    "Vote",
]
