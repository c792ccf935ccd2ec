"""What an open form tells the desk while somebody writes: I am here, this is my text so far.

Small answers in JSON to ``js/desk/writing.js``. A form works without them.
"""

import json
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.db import IntegrityError
from django.http import HttpRequest, JsonResponse
from django.http.response import HttpResponseBase
from django.middleware.csrf import get_token
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_POST

from articles import presence, rights
from articles.admin.rows import row_number
from articles.admin.times import by_every_clock
from articles.models import Article, Autosave

LONGEST_TYPED = 2_000_000  # characters of one autosave
MOST_NEW = 20  # unsaved new articles an editor may have lying about
NEW = "new-"


View = Callable[..., HttpResponseBase]


def for_the_desk(view: View) -> View:
    """Answer that the session is over instead of sending a script to the sign-in page.

    No token is asked for, since an old form has an old one: ``portal.same_origin``
    keeps other sites out, and what is kept here is the editor's own text.
    """

    @csrf_exempt
    @wraps(view)
    def answered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not (request.user.is_active and request.user.is_staff):
            return answer({"signed_out": True})
        return view(request, *args, **kwargs)

    return answered


@for_the_desk
@require_GET
def heartbeat(request: HttpRequest, pk: str) -> JsonResponse:
    """Say that the form is still open; answer who else is there and what was saved since.

    The answer carries a fresh token: whoever signed in again in another tab can
    save from this one.
    """
    article = get_object_or_404(Article.objects.defer("body"), pk=row_number(pk))
    if not rights.may(request.user, "edit", article):
        return refusal(_("Tài khoản của bạn không có quyền làm việc này."), 403)
    mine = presence.stay(article, request.user)
    taken = mine.taken_over_by
    return answer(
        {
            "csrf": get_token(request),
            "version": article.version,
            "others": [told(each) for each in presence.others(article, request.user)],
            "taken_over": {"by": str(taken), "message": mine.message} if taken else None,
        }
    )


@for_the_desk
@require_GET
def new_token(request: HttpRequest) -> JsonResponse:
    """Answer with a fresh token: the form of a new article has nobody else to ask about."""
    return answer({"csrf": get_token(request), "others": [], "taken_over": None})


@require_POST
def take_over(request: HttpRequest, pk: str) -> JsonResponse:
    """Ask whoever has the article open to let go of it."""
    article = get_object_or_404(Article, pk=row_number(pk))
    if not rights.may(request.user, "edit", article):
        return refusal(_("Tài khoản của bạn không có quyền làm việc này."), 403)
    asked = presence.take_over(article, request.user, _plain(request.POST.get("message", "")))
    return answer({"asked": [str(each.editor) for each in asked]})


@for_the_desk
@require_POST
def autosave(request: HttpRequest) -> JsonResponse:
    """Keep what is in the form now: one row for an editor and a form."""
    if len(request.body) > LONGEST_TYPED:
        return refusal(_("Bản tự lưu quá lớn."), 413)
    try:
        told_by_form = json.loads(request.body)
        key, typed = _plain(str(told_by_form["key"]))[:40], dict(told_by_form["typed"])
        opened = row_number(told_by_form.get("opened_version") or 0)
        typed = {_plain(name): _plain(value) for name, value in typed.items()}
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return refusal(_("Bản tự lưu không đọc được."), 400)
    if not may_keep(request, key):
        return refusal(_("Tài khoản của bạn không có quyền làm việc này."), 403)
    editor: Any = request.user
    try:
        kept, _is_new = Autosave.objects.update_or_create(
            editor=editor, key=key, defaults={"typed": typed, "opened_version": opened}
        )
    except IntegrityError:  # The account was deleted a moment ago.
        return answer({"signed_out": True})
    return answer({"saved_at": kept.saved_at.isoformat(), "says": by_every_clock(kept.saved_at)})


@require_POST
def drop_autosave(request: HttpRequest) -> JsonResponse:
    """Throw away what was kept while typing."""
    editor: Any = request.user
    Autosave.objects.filter(editor=editor, key=_plain(request.POST.get("key", ""))[:40]).delete()
    return answer({})


def may_keep(request: HttpRequest, key: str) -> bool:
    """Whether this editor may keep text for this form."""
    if key.startswith(NEW):
        editor: Any = request.user
        mine = Autosave.objects.filter(editor=editor, key__startswith=NEW)
        for old in mine.exclude(key=key).order_by("-saved_at")[MOST_NEW:]:
            old.delete()
        return bool(request.user.has_perm("articles.add_article"))
    article = Article.objects.filter(pk=row_number(key)).first()
    return article is not None and rights.may(request.user, "edit", article)


def kept_for(editor: Any, article: Article | None) -> Autosave | None:
    """Return what this editor typed and did not save: for the article, or for a new one."""
    kept = Autosave.objects.filter(editor=editor)
    if article is None or article.pk is None:
        return kept.filter(key__startswith=NEW).order_by("-saved_at").first()
    return kept.filter(key=str(article.pk)).first()


def _plain(text: str) -> str:
    """Leave out what no database keeps: nulls, and halves of characters."""
    return text.replace("\x00", "").encode(errors="ignore").decode().strip("\r")


def told(present: Any) -> dict[str, str]:
    """Say who is there and since when."""
    return {"name": str(present.editor), "since": by_every_clock(present.since)}


def refusal(why: str, status: int) -> JsonResponse:
    """Answer that it was not done, and why."""
    return answer({"why": why}, status)


def answer(said: dict[str, Any], status: int = 200) -> JsonResponse:
    """Answer in JSON that nobody keeps."""
    return JsonResponse(said, status=status, headers={"Cache-Control": "no-store"})
