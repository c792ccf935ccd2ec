"""How the desk presents itself: its name, its navigation, the files of its theme.

The theme reads ``UNFOLD``. Its colours stand in ``css/desk.css`` and not here: the
theme would write them into an inline style element, which our policy refuses.
"""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest
from django.middleware.csp import get_nonce
from django.templatetags.static import static
from django.urls import reverse_lazy
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Words = str | Promise


def title(request: HttpRequest) -> str:
    """The name in the browser's tab."""
    return f"{settings.SITE_NAME} · {_('Tòa soạn')}"


def paper(request: HttpRequest) -> str:
    """The name above the navigation."""
    return str(settings.SITE_NAME)


def on_every_page(request: HttpRequest) -> dict[str, object]:
    """What the templates of the desk need beside what the theme gives them."""
    return {"colors": None, "csp_nonce": get_nonce(request)}


def file(path: str) -> Callable[[HttpRequest], str]:
    """Return the address of a static file, found out when it is asked for."""
    return lambda request: static(path)


def link(label: Words, icon: str, model: str, badge: str = "") -> dict[str, object]:
    """Return one line of the navigation, for those who may look at the model.

    Args:
        model: as in permissions and addresses: "articles.article".
        badge: the dotted name of a function that counts.
    """
    app, name = model.split(".")
    item: dict[str, object] = {
        "title": label,
        "icon": icon,
        "link": reverse_lazy(f"admin:{app}_{name}_changelist"),
        "permission": lambda request: request.user.has_perm(f"{app}.view_{name}"),
    }
    return item | ({"badge": badge, "badge_variant": "primary"} if badge else {})


UNFOLD = {
    "SITE_TITLE": title,
    "SITE_HEADER": paper,
    "SITE_SUBHEADER": _("Tòa soạn"),
    "SITE_SYMBOL": "newspaper",
    "SITE_FAVICONS": [{"rel": "icon", "href": "/favicon.ico"}],
    "SHOW_LANGUAGES": True,
    "SHOW_BACK_BUTTON": True,
    "BORDER_RADIUS": "3px",
    "GLOBAL_CALLBACK": "portal.unfold_settings.on_every_page",
    "STYLES": [file("css/fonts.css"), file("css/desk.css")],
    "SCRIPTS": [file("js/desk/theme.js")],
    "SIDEBAR": {
        "show_search": False,
        "show_all_applications": False,
        "navigation": [
            {
                "title": _("Bài vở"),
                "items": [
                    link(_("Bài"), "article", "articles.article"),
                    link(_("Ảnh"), "photo_library", "articles.photo"),
                    link(_("Chủ đề"), "tag", "articles.tag"),
                    link(_("Chuyên mục"), "account_tree", "articles.category"),
                    link(_("Tác giả"), "edit_note", "articles.author"),
                    link(_("Nguồn"), "hub", "articles.source"),
                ],
            },
            {
                "title": _("Độc giả"),
                "separator": True,
                "items": [
                    link(
                        _("Bình luận"),
                        "forum",
                        "comments.comment",
                        badge="portal.desk_badges.waiting_comments",
                    ),
                    link(_("Từ bị cấm"), "block", "comments.bannedterm"),
                    link(_("Báo cáo"), "flag", "comments.report"),
                ],
            },
            {
                "title": _("Tòa soạn"),
                "separator": True,
                "items": [
                    link(_("Thông tin tòa soạn"), "contact_page", "portal.imprint"),
                    link(_("Tài liệu nhập"), "draft", "articles.importeddocument"),
                    link(_("Địa chỉ cũ"), "alt_route", "articles.legacypath"),
                    link(_("Tài khoản"), "person", "accounts.user"),
                    link(_("Nhóm"), "groups", "auth.group"),
                ],
            },
        ],
    },
}
