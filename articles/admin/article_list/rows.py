"""What a row of the list of articles shows, read in two queries for the whole page."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any, NamedTuple

from django.db import models
from django.db.models import Case, Exists, OuterRef, Prefetch, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce, NullIf
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.admin.acts import ArticleAct, acts_for
from articles.admin.article_list.verbs import AT_ONCE, BACKWARDS, OFFERED
from articles.admin.times import by_every_clock
from articles.models import Article, Byline, Correction, Presence

SEEN_WITHIN = timedelta(seconds=60)


class Verb(NamedTuple):
    """Something this member of the desk may do to an article next.

    Attributes:
        at_once: whether it is done with one click; otherwise its page asks first.
    """

    title: Any
    url: str
    at_once: bool


class Flag(NamedTuple):
    """Something about an article that stands beside its state."""

    icon: str
    says: str
    kind: str


def with_row_parts(page: QuerySet[Article], request: HttpRequest) -> list[Article]:
    """Read the articles of one page with everything their rows show, but not the bodies."""
    bylines = Prefetch("bylines", Byline.objects.select_related("author"))
    return list(
        Article.objects.filter(pk__in=page.values("pk"))
        .select_related("category__parent", "lead_photo", "source")
        .prefetch_related(bylines)
        .defer("body", "lead_caption", "correction_notices")
        .annotate(
            pending_state=Case(
                When(pending_edit__is_submitted=True, then=Value("submitted")),
                When(pending_edit__isnull=False, then=Value("kept")),
                default=Value(""),
            ),
            has_error=Exists(Correction.objects.open().filter(article=OuterRef("pk"))),
            open_at=_who_has_it_open(request.user.pk),
        )
        .order_by(*page.query.order_by)
    )


def _who_has_it_open(reader: int | None) -> Subquery:
    """Return the name of a colleague whose browser has the article open now."""
    names: dict[str, Any] = {"output_field": models.CharField()}
    name = Coalesce(NullIf("editor__display_name", Value("")), "editor__username", **names)
    here = Presence.objects.filter(
        article=OuterRef("pk"), seen_at__gte=timezone.now() - SEEN_WITHIN
    ).exclude(editor=reader)
    return Subquery(here.order_by("-seen_at").annotate(name=name).values("name")[:1])


def verbs_of(article: Article, request: HttpRequest, query: str) -> list[Verb]:
    """Return what may be done next, the step forward first.

    Args:
        query: of the list, so that one comes back to the same place of it.
    """
    offered = [act for act in acts_for(request.user, article) if act.slug in OFFERED]
    return [
        Verb(act.title, _address(article, act, query), act.slug in AT_ONCE)
        for act in sorted(offered, key=lambda act: act.slug in BACKWARDS)
    ]


def _address(article: Article, act: ArticleAct, query: str) -> str:
    address = reverse("admin:articles_article_from_list", args=[article.pk, act.slug])
    return f"{address}?{query}" if query else address


def flags_of(article: Article) -> list[Flag]:
    """Return what an editor must know before touching the article."""
    flags = []
    if article.embargoed_until and article.embargoed_until > timezone.now():
        until = by_every_clock(article.embargoed_until)
        flags.append(Flag("lock_clock", _("Cấm đăng trước %(at)s") % {"at": until}, "alarm"))
    if article.pending_state:  # type: ignore[attr-defined]
        submitted = article.pending_state == "submitted"  # type: ignore[attr-defined]
        says = _("Bản sửa chờ duyệt") if submitted else _("Có bản đang sửa")
        flags.append(Flag("edit_note", says, "warning" if submitted else "quiet"))
    if article.has_error:  # type: ignore[attr-defined]
        flags.append(Flag("flag", _("Có lỗi chờ đính chính"), "alarm"))
    if article.desk_note and not article.is_out:
        flags.append(
            Flag("undo", _("Bị trả lại: %(note)s") % {"note": article.desk_note}, "warning")
        )
    return flags


def names_under(article: Article) -> str:
    """Return the names under the article."""
    return ", ".join(byline.author.name for byline in article.bylines.all())


def all_of(rows: Sequence[Article], request: HttpRequest, query: str) -> Sequence[Article]:
    """Give each article its verbs, flags and address."""
    for row in rows:
        row.verbs, row.flags = verbs_of(row, request, query), flags_of(row)  # type: ignore[attr-defined]
    return rows
