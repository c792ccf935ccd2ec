"""Keeping topics in order: one topic for one thing, and none that nobody needs.

Each verb is one transaction, asks for the right to delete topics, and leaves one row in
the desk's log. ``by`` is the editor; None is the portal itself.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.admin.models import DELETION
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Count, Exists, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from articles import text
from articles.keeping import log
from articles.models import (
    Article,
    ArticleTag,
    FrontPageSlot,
    LegacyPath,
    PartnerFeed,
    Tag,
    TagAlias,
)
from articles.renaming import lead
from articles.search import index

RIGHT = "articles.delete_tag"
"""Who merges topics makes some of them disappear."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What a merge will do to one of the topics that go.

    Attributes:
        articles: how many articles have it; shared: how many of them have the kept one, too.
        names: under which it is found, and the kept one will be.
        addresses: how many old addresses lead to it already.
        slots: how many places of the front page it fills.
    """

    tag: Tag
    articles: int
    shared: int
    names: list[str]
    addresses: int
    slots: int


def plans(merged: Sequence[Tag], kept: Tag) -> list[Plan]:
    """Say what a merge will do, in two queries however many topics there are."""
    of_kept = ArticleTag.objects.filter(tag=kept, content_object=OuterRef("content_object"))
    found = Tag.objects.filter(pk__in=[tag.pk for tag in merged]).annotate(
        articles=_count(ArticleTag.objects.all()),
        shared=_count(ArticleTag.objects.filter(Exists(of_kept))),
        addresses=_count(LegacyPath.objects.all()),
        slots=_count(FrontPageSlot.objects.all()),
    )
    return [
        Plan(
            tag=tag,
            articles=tag.articles,
            shared=tag.shared,
            names=[tag.name, *(alias.name for alias in tag.aliases.all())],
            addresses=tag.addresses,
            slots=tag.slots,
        )
        for tag in found.prefetch_related("aliases").order_by("key")
    ]


@transaction.atomic
def merge(merged: Sequence[Tag], kept: Tag, by: Any) -> Tag:
    """Make several topics one: articles, names, addresses and places of the rest go to ``kept``.

    Articles are not saved: their versions and times stay as they are, and so do the copies
    of their publication time, which belong to the article and not to the topic. Words of
    an open form or of a pending edit that name a merged topic mean the kept one.

    Raises:
        PermissionDenied: the editor may not delete topics.
        ValidationError: a topic would be merged with itself, or is gone.
    """
    _require(by)
    wanted = {tag.pk for tag in merged}
    # All at once and in one order, so that two merges wait for each other.
    locked = Tag.objects.select_for_update().order_by("pk").in_bulk({*wanted, kept.pk})
    if kept.pk in wanted or not wanted:
        raise ValidationError(_("Hãy chọn hai chủ đề khác nhau."))
    if len(locked) < len(wanted) + 1:
        raise ValidationError(_("Có chủ đề vừa bị xóa hoặc gộp: hãy xem lại danh sách."))
    kept = locked.pop(kept.pk)
    moved = {tag.name: _merge_one(tag, kept) for tag in locked.values()}
    index.anew(Article.objects.filter(tagged_items__tag=kept))
    told = ", ".join(_("«%(name)s» (%(n)s bài)") % {"name": k, "n": n} for k, n in moved.items())
    log(kept, by, _("Gộp vào đây: %(topics)s") % {"topics": told})
    return kept


def _merge_one(merged: Tag, kept: Tag) -> int:
    """Hand everything of one locked topic over to another and delete it; count its articles."""
    address = merged.get_absolute_url()
    links = ArticleTag.objects.filter(tag=merged)
    count = links.count()
    twice = ArticleTag.objects.filter(tag=kept).values("content_object")
    links.filter(content_object__in=twice).delete()
    links.update(tag=kept)
    FrontPageSlot.objects.filter(tag=merged).update(tag=kept)
    LegacyPath.objects.filter(tag=merged).update(tag=kept)
    for feed in PartnerFeed.objects.filter(tags=merged):
        feed.tags.add(kept)
    lead(address, kept)
    merged.aliases.filter(key=kept.key).delete()
    merged.aliases.update(tag=kept)
    merged.delete()
    remember_name(kept, merged.name)
    return count


@transaction.atomic
def remove(tag: Tag, by: Any) -> None:
    """Delete a topic that no public article has.

    Raises:
        PermissionDenied: the editor may not delete topics.
        ValidationError: something needs it, as ``reasons_to_keep`` says.
    """
    _require(by)
    locked = Tag.objects.select_for_update().filter(pk=tag.pk).first()
    if locked is None:
        return  # A double click deletes once.
    if reasons := reasons_to_keep(locked):
        raise ValidationError(reasons)
    log(locked, by, _("Xóa chủ đề không dùng"), flag=DELETION)
    locked.delete()


def reasons_to_keep(tag: Tag) -> list[str]:
    """Return why a topic cannot be deleted, as sentences that say what to do."""
    reasons = []
    if not unused(Tag.objects.filter(pk=tag.pk)).exists():
        reasons.append(_("Bài đang đăng dùng chủ đề này: hãy gộp vào chủ đề khác."))
    if FrontPageSlot.objects.filter(tag=tag).exists():
        reasons.append(_("Chủ đề này đang điền một ô trang nhất: hãy đổi ô ấy trước."))
    return reasons


def unused(tags: QuerySet[Tag]) -> QuerySet[Tag]:
    """Keep the topics that no public article has."""
    return tags.filter(~is_used())


def is_used(tag: str = "pk", at: datetime | None = None) -> Exists:
    """Return the condition that a public article has a topic.

    Args:
        tag: how the row that is asked leads to the topic.
        at: the instant (default: now).
    """
    public = Article.objects.public(at).filter(pk=OuterRef("content_object"))
    return Exists(ArticleTag.objects.filter(Exists(public), tag=OuterRef(tag)))


def remember_name(tag: Tag, name: str) -> None:
    """Have a topic found under a name that it, or one merged into it, had before."""
    key = text.match_key(name)
    if key != tag.key and not Tag.objects.filter(key=key).exists():
        TagAlias.objects.update_or_create(key=key, defaults={"tag": tag, "name": name})


def _count(rows: QuerySet[Any]) -> Coalesce:
    """Count the rows of each topic, as a column."""
    links = rows.filter(tag=OuterRef("pk")).order_by().values("tag")
    return Coalesce(Subquery(links.annotate(n=Count("pk")).values("n")), 0)


def _require(by: Any) -> None:
    if by is not None and not by.has_perm(RIGHT):
        raise PermissionDenied(_("Tài khoản của bạn không có quyền làm việc này."))
