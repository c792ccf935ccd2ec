"""What the desk calls the rules that hold comments back."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

RULE_LABELS: dict[str, str | Promise] = {
    "": _("chưa luật nào xét"),
    "no_rule": _("không luật nào nói"),
    "filled_trap": _("bẫy máy"),
    "closed_thread": _("bài đã đóng"),
    "duplicate": _("trùng lời"),
    "banned_term": _("từ bị cấm"),
    "too_many_links": _("nhiều liên kết"),
    "typed_too_fast": _("gửi quá nhanh"),
    "banned_sender": _("người bị cấm"),
    "flood": _("gửi dồn dập"),
    "near_duplicate": _("gần trùng lời"),
    "capitals": _("viết hoa"),
    "poor_history": _("hay bị từ chối"),
    "first_timer": _("lần đầu"),
    "external_hook": _("dịch vụ ngoài"),
    "reworded": _("vừa sửa lời"),
    "post_moderation": _("đăng trước, đọc sau"),
    "trusted_reader": _("bạn đọc tin cậy"),
    "pre_moderation": _("chờ đọc trước"),
    "reports": _("nhiều người báo"),
    "still_spam": _("vẫn là thư rác"),
    "author": _("người viết"),
    "moderator": _("kiểm duyệt viên"),
    "undo": _("hoàn tác"),
    "takedown": _("yêu cầu gỡ"),
    "left": _("người viết rời báo"),
}


def rule_label(rule: str) -> str:
    """Return the name of a rule as moderators read it."""
    return str(RULE_LABELS.get(rule) or rule.replace("_", " "))
