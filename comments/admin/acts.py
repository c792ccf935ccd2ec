"""What a moderator does to comments in the list and on the page of one, after being asked."""

from django.utils.translation import gettext_lazy as _

from articles.admin.confirming import Act
from comments import deciding
from comments.deciding import MODERATE

APPROVE = Act(
    permission=MODERATE,
    title=_("Duyệt bình luận"),
    question=_("Bình luận hiện dưới bài cho mọi độc giả."),
    button=_("Duyệt"),
    done=_("Đã duyệt %(n)s bình luận."),
    perform=lambda comment, by, reason: deciding.approve(comment, by, reason),
)
REJECT = Act(
    permission=MODERATE,
    title=_("Từ chối bình luận"),
    question=_("Bình luận, cùng các trả lời cho nó, không hiện dưới bài."),
    button=_("Từ chối"),
    done=_("Đã từ chối %(n)s bình luận."),
    perform=lambda comment, by, reason: deciding.reject(comment, by, reason),
    reason=_("Lý do từ chối"),
    reason_help=_("Người viết sẽ đọc lý do này."),
    is_grave=True,
)
MARK_SPAM = Act(
    permission=MODERATE,
    title=_("Thư rác"),
    question=_("Bình luận bị cất đi, người viết không được báo."),
    button=_("Là thư rác"),
    done=_("Đã cất %(n)s thư rác."),
    perform=lambda comment, by, reason: deciding.mark_spam(comment, by),
    is_grave=True,
)
