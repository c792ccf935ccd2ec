"""Whether somebody may comment on an article: account and verification, as the paper asks.

In Vietnam Decree 147/2024/NĐ-CP lets only accounts with a verified phone number comment;
papers elsewhere ask for less. ``COMMENTS_VERIFICATION`` says how much.
"""

from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _

from articles.models import Article

EMAIL, PHONE = "email", "phone"
"""Levels of ``COMMENTS_VERIFICATION``; the third is "none"."""


def may_comment(user: AbstractBaseUser | AnonymousUser, article: Article) -> str | None:
    """Say what somebody has to do before commenting; None where nothing is missing.

    Returns:
        A sentence with a link that leads there and back to the article. Whether the
        thread is open is ``Article.takes_comments``. The desk's own accounts need no
        verification: the paper made them.
    """
    back = urlencode({"next": article.get_absolute_url()}, safe="/")
    if not user.is_authenticated:
        if not article.asks_for_account:
            return None
        says = _("Ở đây chỉ người có tài khoản mới bình luận được.")
        return _sentence(says, f"{reverse('sign_in')}?{back}", _("Đăng nhập hoặc tạo tài khoản"))
    if getattr(user, "is_staff", False):
        return None
    level = settings.COMMENTS_VERIFICATION
    if level == EMAIL and not user.has_verified_email:  # type: ignore[attr-defined]
        says = _("Tài khoản của bạn chưa có thư điện tử đã xác nhận.")
        return _sentence(says, f"{reverse('my_account')}#thu", _("Xác nhận thư điện tử"))
    if level == PHONE and not user.has_verified_phone:  # type: ignore[attr-defined]
        says = _("Tài khoản của bạn chưa có số điện thoại đã xác nhận.")
        return _sentence(says, f"{reverse('my_account')}#dien-thoai", _("Xác nhận số điện thoại"))
    return None


def _sentence(says: str, address: str, words: str) -> str:
    return format_html('{} <a href="{}">{}</a>', says, address, words)
