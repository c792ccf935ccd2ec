"""The screen of the queue: what is read for it, and how it is shown."""

from dataclasses import dataclass

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.cache import add_never_cache_headers
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from comments import claims
from comments.admin.queue.asked import AT_ONCE, BATCH, PILES, Asked, due
from comments.admin.queue.counts import Counts, counted, filters_of, in_words, keep_numbers
from comments.admin.queue.items import Item, items_of
from comments.deciding import MODERATE
from comments.models import Comment, Reason

# The keys of the reasons: digits in their order, as the buttons say.
REASONS = tuple((str(n), code, label) for n, (code, label) in enumerate(Reason.choices, start=1))


@dataclass(frozen=True, slots=True)
class Pile:
    """A pile as the page offers it."""

    label: str | Promise
    address: str
    number: str
    is_chosen: bool
    is_work: bool


@dataclass(frozen=True, slots=True)
class Refused:
    """What could not be done: about which comment, why, and what was typed."""

    pk: int
    why: str
    typed: str = ""


def show(
    request: HttpRequest, asked: Asked, *, refused: Refused | None = None, status: int = 200
) -> HttpResponse:
    """Show what is asked for; to a moderator as a batch of their own.

    Args:
        refused: a decision that was not taken, to be shown beside its comment.
    """
    counts = counted(asked)
    keep_numbers(request, counts)
    rows = _batch(request, asked)
    items = items_of(rows[:BATCH])
    context = {
        **admin.site.each_context(request),
        "opts": Comment._meta,
        "title": _("Hàng chờ bình luận"),
        "asked": asked,
        "here": asked.address(),
        "items": items,
        "piles": _piles(asked, counts),
        "filters": filters_of(asked, counts),
        "found": in_words(counts.of("found")),
        "elsewhere": counts.held_elsewhere(request.user.pk or 0) if asked.is_work else [],
        "overdue": counts.of("takedown", "overdue"),
        "takedowns": counts.of("takedown", "open"),
        "more": _more(asked, items, len(rows)),
        "first": asked.address(mark="") if asked.mark else None,
        "reasons": REASONS,
        "refused": refused,
        "undo": _to_undo(request),
        "loaded_at": timezone.now().isoformat(),
        "may_decide": request.user.has_perm(MODERATE),
        "may_ban": request.user.has_perm("comments.add_ban"),
        "may_take_down": request.user.has_perm("comments.add_takedown"),
    }
    request.current_app = admin.site.name
    response = TemplateResponse(request, "admin/desk/queue.html", context, status=status)
    add_never_cache_headers(response)
    return response


def _batch(request: HttpRequest, asked: Asked) -> list[Comment]:
    """Read one batch and, where nothing is claimed, one row more that tells of a next one."""
    wanted = asked.comments().annotate(due=due())
    wanted = wanted.select_related("article__category", "parent", "author")
    wanted = wanted.defer("article__body")
    if asked.is_work and request.user.has_perm(MODERATE):
        return claims.claim_batch(wanted, request.user, BATCH)  # type: ignore[arg-type]
    return list(wanted[: BATCH + 1])


def _more(asked: Asked, items: list[Item], read: int) -> str:
    """Return where the list goes on; a claimed batch that is full may have more behind it."""
    if not items or read < BATCH:
        return ""
    return asked.address(mark=items[-1].mark)


def _piles(asked: Asked, counts: Counts) -> list[Pile]:
    return [
        Pile(
            label,
            Asked(pile=name).address(),
            in_words(counts.of("pile", name)),
            asked.pile == name,
            Asked(pile=name).is_work,
        )
        for name, (label, _verdict) in PILES.items()
    ]


def _to_undo(request: HttpRequest) -> list[int]:
    """Return which decisions were just made, as the address says."""
    said = request.GET.get("vua", "").split(",")[:AT_ONCE]
    return [int(each) for each in said if each.isascii() and each.isdecimal() and len(each) <= 18]
