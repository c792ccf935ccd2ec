"""What stands around the form of an article: next steps, checks, who else is here."""

import json
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.timesince import timesince
from django.utils.translation import gettext, gettext_noop

from articles import checklist, presence, rights
from articles.admin.acts import KEPT, ArticleAct, acts_for, pending_state
from articles.admin.times import by_every_clock
from articles.admin.writing import kept_for, told
from articles.models import Article, PreviewLink

# The act whose button stands out, the first that is offered.
FIRST = ("update", "publish", "approve", "submit", "restore")
# What js/desk/writing.js says.
SAYS = (
    gettext_noop("Đăng nhập lại ở thẻ mới"),
    gettext_noop("Phiên làm việc đã hết; chữ của bạn còn nguyên ở đây."),
    gettext_noop("Tự lưu lúc"),
    gettext_noop("Mất kết nối. Chữ được giữ trong trình duyệt này và sẽ lưu lại khi có mạng."),
    gettext_noop("đã nhận sửa bài này. Chữ của bạn còn nguyên ở đây và trong bản tự lưu."),
    gettext_noop("Mở lại bài"),
    gettext_noop("cũng đang mở bài này, từ"),
    gettext_noop("Có chữ bạn gõ mà chưa lưu vào bài"),
    gettext_noop("Khôi phục"),
    gettext_noop("Bỏ"),
    gettext_noop("Chưa nhận được bài."),
    gettext_noop("Đã nhận bài. Người kia được báo trong vài giây."),
)
# What leaves the words as they are: its link saves nothing, so it stands apart.
APART = frozenset({"withdraw", "discard", "report_error", "take_back", "send_back"})


def form_page(
    request: HttpRequest, article: Article | None, form: Any, may_write: bool
) -> dict[str, Any]:
    """Return what the template of the form needs beside what Django gives it.

    Args:
        article: None while a new one is written.
        may_write: whether the form is open to this member of the desk.
    """
    page: dict[str, Any] = {
        "article": article,
        "form_is_open": may_write,
        "conflict": getattr(form, "conflict", None) if form.errors else None,
        "calls_json": json.dumps(_calls(article)),
        "words_json": json.dumps({word: gettext(word) for word in SAYS}, ensure_ascii=False),
        "login": f"{reverse('admin:login')}?next={request.path}",
        "autosave": _autosave(request, article) if may_write and not form.is_bound else None,
    }
    acts = _acts(request.user, article or Article(created_by_id=request.user.pk), may_write)
    if article is None:
        return page | {"acts": acts, "first_act": _first(acts)}
    page["may_edit"] = rights.may(request.user, "edit", article)
    if may_write:
        presence.arrive(article, request.user)
    return page | {
        "acts": [each for each in acts if each.name not in APART],
        "first_act": _first(acts),
        "acts_apart": [each for each in acts if each.name in APART or not may_write],
        "pending": getattr(form, "pending", None),
        **_checks(article),
        "others": [told(each) for each in presence.others(article, request.user)],
        "preview_links": _links(article),
        "published_when": by_every_clock(article.published_at),
        "corrections": list(article.corrections.open()),
    }


def _checks(article: Article) -> dict[str, list[checklist.Finding]]:
    """Return what must and what should be mended; nothing must where readers see it already."""
    if article.is_withdrawn:
        return {"forbidding": [], "warnings": []}
    forbidding, warnings = checklist.forbidding(article), checklist.warnings(article)
    if article.is_live:
        return {"forbidding": [], "warnings": forbidding + warnings}
    return {"forbidding": forbidding, "warnings": warnings}


def _acts(user: Any, article: Article, may_write: bool) -> list[ArticleAct]:
    """Return the acts on offer; who lets through need not hand in."""
    acts = _possible(user, article, may_write)
    if {"publish", "update"} & {act.name for act in acts} and not settings.FOUR_EYES:
        return [act for act in acts if act.name != "submit"]
    return acts


def _possible(user: Any, article: Article, may_write: bool) -> list[ArticleAct]:
    """Return what can be done: each button saves first, which makes the pending edit it needs."""
    if not (may_write and article.is_live) or pending_state(article):
        return acts_for(user, article)
    vars(article)["pending_state"] = KEPT
    offered = [act for act in acts_for(user, article) if act.name != "discard"]
    vars(article)["pending_state"] = ""
    return offered


def _first(acts: list[ArticleAct]) -> ArticleAct | None:
    by_name = {act.name: act for act in acts}
    return next((by_name[name] for name in FIRST if name in by_name), None)


def _calls(article: Article | None) -> dict[str, str]:
    """Return where the open form talks to, as ``js/desk/writing.js`` reads them."""
    named = {
        "autosave": "autosave",
        "drop": "drop_autosave",
        "token": "token",
    }
    calls = {name: reverse(f"admin:articles_article_{url}") for name, url in named.items()}
    if article is not None:
        for name in ("heartbeat", "take_over", "frame"):
            calls[name] = reverse(f"admin:articles_article_{name}", args=[article.pk])
    return calls


def _autosave(request: HttpRequest, article: Article | None) -> dict[str, Any] | None:
    kept = kept_for(request.user, article)
    if kept is None:
        return None
    return {
        "key": kept.key,
        "typed": kept.typed,
        "opened_version": kept.opened_version,
        "says": by_every_clock(kept.saved_at),
        "ago": timesince(kept.saved_at, depth=1),
    }


def _links(article: Article) -> list[PreviewLink]:
    return [link for link in article.preview_links.all()[:10] if link.is_open]
