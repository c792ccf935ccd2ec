"""Publishing and withdrawing, as the desk asks about them."""

from django.utils.translation import gettext_lazy as _

from articles import publishing
from articles.admin.confirming import Act, Words
from articles.admin.standing import went_out
from articles.models import Article

PUBLISH = Act(
    permission="articles.publish_article",
    title=_("Đăng bài"),
    question=_(
        "Độc giả sẽ đọc bản đã lưu gần nhất, từ giờ đăng ghi trong bài; không ghi thì từ bây giờ."
    ),
    button=_("Đăng"),
    done=_("Đã đăng %(n)s bài."),
    perform=lambda article, by, reason: publishing.publish(article, by=by),
    objections=publishing.reasons_against,
)


def _against_withdrawing(article: Article) -> list[Words]:
    return [] if went_out(article) else [_("Bài này chưa đăng.")]


WITHDRAW = Act(
    permission="articles.withdraw_article",
    title=_("Gỡ bài"),
    question=_("Bài biến khỏi mọi trang ngay lập tức; địa chỉ của bài chỉ còn lý do gỡ."),
    button=_("Gỡ bài"),
    done=_("Đã gỡ %(n)s bài."),
    perform=lambda article, by, reason: publishing.withdraw(article, by=by, reason=reason),
    objections=_against_withdrawing,
    reason=_("Lý do gỡ"),
    reason_help=_("Độc giả sẽ đọc lý do này ở địa chỉ của bài."),
    is_grave=True,
)
