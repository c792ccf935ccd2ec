"""How the desk presents itself: its name, its navigation, the files of its theme.

The theme reads ``UNFOLD``. Its colours stand in ``css/desk/theme.css`` and not here: the
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


def is_in_list_of_comments(request: HttpRequest) -> bool:
    """Whether the page is the list of comments, or one of them: not the queue, not the figures."""
    place = request.resolver_match
    name = place.url_name or "" if place else ""
    is_of_comments = name.startswith("comments_comment_")
    return is_of_comments and not name.startswith(OTHER_PAGES_OF_COMMENTS)


OTHER_PAGES_OF_COMMENTS = ("comments_comment_queue", "comments_comment_statistics")


def link(
    label: Words, icon: str, model: str, badge: str = "", page: str = "changelist"
) -> dict[str, object]:
    """Return one line of the navigation, for those who may look at the model.

    Args:
        model: as in permissions and addresses: "articles.article".
        badge: the dotted name of a function that counts.
        page: which page of the model, where that is not its list.
    """
    app, name = model.split(".")
    item: dict[str, object] = {
        "title": label,
        "icon": icon,
        "link": reverse_lazy(f"admin:{app}_{name}_{page}"),
        "permission": lambda request: request.user.has_perm(f"{app}.view_{name}"),
    }
    return item | ({"badge": badge, "badge_variant": "primary"} if badge else {})


STYLES = (
    *("theme", "writing", "editor", "photos", "versions"),
    *("list", "front-page", "dashboard", "security", "queue"),
)
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
    "DASHBOARD_CALLBACK": "portal.dashboard.dashboard",
    "STYLES": [file("css/fonts.css"), *(file(f"css/desk/{part}.css") for part in STYLES)],
    "SCRIPTS": [file("js/desk/theme.js"), file("js/desk/names.js")],
    "ACCOUNT": {
        "navigation": [
            {"title": _("Bảo mật"), "link": reverse_lazy("mfa_index")},
            {"title": _("Đổi mật khẩu"), "link": reverse_lazy("admin:password_change")},
        ]
    },
    "SIDEBAR": {
        "show_search": False,
        "show_all_applications": False,
        "navigation": [
            {
                "title": _("Bài vở"),
                "items": [
                    link(_("Bài"), "article", "articles.article"),
                    link(_("Trang nhất"), "newspaper", "articles.frontpageslot"),
                    link(_("Tin khẩn"), "campaign", "articles.breakingnews"),
                    link(_("Đính chính"), "rate_review", "articles.correction"),
                    link(_("Ảnh"), "photo_library", "articles.photo"),
                    link(_("Chủ đề"), "tag", "articles.tag"),
                    link(_("Dòng sự kiện"), "timeline", "articles.storyline"),
                    link(_("Chuyên mục"), "account_tree", "articles.category"),
                    link(_("Tác giả"), "edit_note", "articles.author"),
                    link(_("Nguồn"), "hub", "articles.source"),
                    link(_("Từ điển tìm kiếm"), "spellcheck", "articles.spellingvariants"),
                    link(_("Kết quả ghim"), "keep", "articles.pinnedresult"),
                    link(_("Tìm nhiều"), "trending_up", "articles.popularsearch"),
                ],
            },
            {
                "title": _("Độc giả"),
                "separator": True,
                "items": [
                    link(
                        _("Hàng chờ"),
                        "inbox",
                        "comments.comment",
                        badge="portal.desk_badges.waiting_comments",
                        page="queue",
                    ),
                    link(_("Mọi bình luận"), "forum", "comments.comment")
                    | {"active": is_in_list_of_comments},
                    link(
                        _("Yêu cầu gỡ"),
                        "gavel",
                        "comments.takedown",
                        badge="portal.desk_badges.open_takedowns",
                    ),
                    link(_("Báo cáo"), "flag", "comments.report"),
                    link(_("Lệnh cấm"), "person_off", "comments.ban"),
                    link(_("Từ bị cấm"), "block", "comments.bannedterm"),
                    link(_("Tiếng lóng chat"), "translate", "comments.teencode"),
                    link(_("Quy tắc bình luận"), "policy", "comments.houserules"),
                    {
                        "title": _("Thống kê"),
                        "icon": "monitoring",
                        "link": reverse_lazy("admin:comments_comment_statistics"),
                        "permission": lambda request: request.user.has_perm(
                            "comments.view_decision"
                        ),
                    },
                ],
            },
            {
                "title": _("Tòa soạn"),
                "separator": True,
                "items": [
                    link(_("Thông tin tòa soạn"), "contact_page", "portal.imprint"),
                    link(_("Tài liệu nhập"), "draft", "articles.importeddocument"),
                    {
                        "title": _("Đọc theo ngày"),
                        "icon": "history",
                        "link": reverse_lazy("admin:articles_article_as_of_address"),
                        "permission": lambda request: request.user.has_perm(
                            "articles.view_revision"
                        ),
                    },
                    link(_("Địa chỉ cũ"), "alt_route", "articles.legacypath"),
                    link(_("Kênh đối tác"), "rss_feed", "articles.partnerfeed"),
                    link(_("Tài khoản"), "person", "accounts.user"),
                    link(_("Đăng nhập hỏng"), "lock_clock", "accounts.failedsignin"),
                    link(_("Nhóm"), "groups", "auth.group"),
                    link(_("Thư gửi đi"), "outgoing_mail", "portal.letter"),
                ],
            },
            {
                "separator": True,
                "items": [
                    {"title": _("Sổ tay"), "icon": "menu_book", "link": reverse_lazy("handbook")},
                ],
            },
        ],
    },
}
