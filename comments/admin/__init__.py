"""The moderators' desk: one screen a module."""

from comments.admin.ban import BanAdmin
from comments.admin.comment import CommentAdmin
from comments.admin.house_rules import HouseRulesAdmin
from comments.admin.report import ReportAdmin
from comments.admin.takedown import TakedownAdmin
from comments.admin.term import BannedTermAdmin, TeencodeAdmin

__all__ = [
    "BanAdmin",
    "BannedTermAdmin",
    "CommentAdmin",
    "HouseRulesAdmin",
    "ReportAdmin",
    "TakedownAdmin",
    "TeencodeAdmin",
]
