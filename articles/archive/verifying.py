"""The proof that the archive and what readers see were changed by the desk alone.

What is checked: the hash and the seal of each revision, the chain of milestones, that
the last save left its revision, and that an article that went out stands as its last
milestone says, with its rows: tags, authors, and the words and files of its photos.
"""

import hashlib
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from itertools import groupby
from typing import NamedTuple

from django.db import transaction
from django.db.models import Prefetch, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from articles import body, text
from articles.archive import PENDING, article_of, digest, is_sealed
from articles.models import Article, Byline, Photo, Revision, Tag
from articles.snapshots import Content, as_text, as_time, content_with, essence

BATCH = 100
# Kinds of which every row belongs to an article that went out: those are never deleted.
LASTING = ("published", "scheduled", "fixed", "updated", "corrected", "withdrawn", "restored")
SETTLED = timedelta(minutes=10)
"""A transaction is over by then: no older milestone appears later."""

WITHOUT_NAMES = ("tags", "tag_ids")


class Head(NamedTuple):
    """All lasting milestones up to a time in one hash; noted elsewhere, it shows losses."""

    until: datetime
    milestones: int
    sha256: str

    def __str__(self) -> str:
        return f"{as_text(self.until)}/{self.milestones}/{self.sha256}"


def batches(articles: QuerySet[Article]) -> Iterator[list[Article]]:
    """Read articles with what their snapshots need, some at a time."""
    signed = Prefetch("bylines", Byline.objects.select_related("author"))
    rows = articles.select_related("category", "source", "lead_photo")
    rows = rows.prefetch_related(signed, "tags").order_by("pk")  # type: ignore[misc]
    last = 0
    while batch := list(rows.filter(pk__gt=last)[:BATCH]):
        last = batch[-1].pk
        yield batch


def faults_in(batch: Sequence[Article]) -> Iterator[str]:
    """Give what does not hold about these articles, as sentences.

    Each article with a fault is looked at again under its lock, for the desk may have
    saved it in between.
    """
    for article in _doubtful(batch):
        with transaction.atomic():
            locked = Article.objects.select_for_update().filter(pk=article.pk)
            if locked.first() is not None:
                again = next(batches(Article.objects.filter(pk=article.pk)))
                yield from next(iter(_judged(again)))[1]


def _doubtful(batch: Sequence[Article]) -> list[Article]:
    return [article for article, faults in _judged(batch) if faults]


def _judged(batch: Sequence[Article]) -> Iterator[tuple[Article, list[str]]]:
    """Give each article with its faults."""
    living = _living(batch)
    rows = Revision.objects.filter(article__in=batch).order_by("article_id", "pk")
    by_article = groupby(rows.iterator(chunk_size=BATCH), key=lambda row: row.article_id)
    group = next(by_article, None)
    for article in batch:
        chain = _Chain(article)
        if group is not None and group[0] == article.pk:
            for revision in group[1]:
                chain.add(revision)
            group = next(by_article, None)
        chain.close(living[article.pk])
        yield article, chain.faults


class _Chain:
    """The revisions of one article, oldest first, and what is wrong with them."""

    def __init__(self, article: Article) -> None:
        self.article = article
        self.faults: list[str] = []
        self.previous = ""
        self.newest = 0
        self.last: Revision | None = None
        self.is_readable = True

    def add(self, revision: Revision) -> None:
        """Look at the next revision."""
        revision.article = self.article
        if revision.sha256 != digest(revision):
            self.is_readable = False
            self._fault(_("%(revision)s: nội dung không khớp dấu băm."), revision)
        elif not is_sealed(revision):
            says = _("%(revision)s: dấu niêm không phải của khóa này (SECRET_KEY đã đổi?).")
            self._fault(says, revision)
        self.newest = max(self.newest, revision.version)
        if not revision.is_milestone:
            return
        if revision.previous_sha256 != self.previous:
            self._fault(_("%(revision)s: đứt chuỗi với mốc trước."), revision)
        self.previous = revision.sha256
        if self.is_readable and PENDING not in revision.content:
            self.last = revision

    def close(self, stands: Content) -> None:
        """Compare the last milestone with what stands now."""
        if self.newest != self.article.version:
            self._fault(_("%(revision)s: thiếu phiên bản của lần lưu cuối."))
        if not self.is_readable:
            return
        then = article_of(self.last) if self.last else None
        if then is None or not then.went_out:
            if self.article.went_out:
                self._fault(_("%(revision)s đã đăng nhưng không có mốc nào nói thế."))
        elif self.last and not _stands_as(self.last.content, stands, then):
            self._fault(_("%(revision)s khác với mốc cuối cùng trong kho."))

    def _fault(self, says: str, revision: Revision | None = None) -> None:
        name = f"«{self.article}» ({self.article.pk})"
        if revision is not None:
            name = f"{name} · {revision} · {as_text(revision.made_at)}"
        self.faults.append(says % {"revision": name})


def _stands_as(then: Content, now: Content, was: Article) -> bool:
    """Whether what stands now is what the last milestone says.

    Out of sight, while an article is withdrawn, the desk may go on writing it.
    """
    if was.is_withdrawn:
        return all(
            then.get(name) == now[name]
            for name in ("status", "withdrawn_at", "withdrawal_reason", "corrections")
        )
    return _same_tags(then, now) and _without_tags(then) == _without_tags(now)


def _without_tags(content: Content) -> Content:
    kept = {name: value for name, value in content.items() if name not in WITHOUT_NAMES}
    return essence(kept)


def _same_tags(then: Content, now: Content) -> bool:
    """Whether each tag of a milestone is there still, or its successor, and no other.

    A tag may be renamed, merged into another one or deleted meanwhile.
    """
    if set(then["tag_ids"]) == set(now["tag_ids"]):
        return True
    left = set(Tag.objects.filter(pk__in=then["tag_ids"]).values_list("pk", flat=True))
    pairs = zip(then["tag_ids"], map(text.match_key, then["tags"]), strict=True)
    gone = [key for number, key in pairs if number not in left]
    heirs = Tag.objects.filter(Q(key__in=gone) | Q(aliases__key__in=gone))
    return left | set(heirs.values_list("pk", flat=True)) == set(now["tag_ids"])


def _living(batch: Sequence[Article]) -> dict[int, Content]:
    """Return the snapshots of these articles, in a bounded number of queries."""
    shown = {
        article.pk: list(dict.fromkeys([article.lead_photo_id, *body.photo_ids(article.body)]))
        for article in batch
    }
    photos = Photo.objects.in_bulk({pk for ids in shown.values() for pk in ids if pk})
    return {
        article.pk: content_with(
            article,
            sorted(article.tags.all(), key=lambda tag: tag.pk),
            [byline.author for byline in article.bylines.all()],
            [photos[pk] for pk in shown[article.pk] if pk in photos],
        )
        for article in batch
    }


# The head ---------------------------------------------------------------------------


def head(until: datetime | None = None) -> Head:
    """Return all lasting milestones up to a time as one hash."""
    until = until or timezone.now() - SETTLED
    rows = Revision.objects.filter(kind__in=LASTING, made_at__lte=until).order_by("pk")
    told, count = hashlib.sha256(), 0
    for sha256 in rows.values_list("sha256", flat=True).iterator():
        told.update(sha256.encode())
        count += 1
    return Head(until, count, told.hexdigest())


def read_head(noted: str) -> Head | None:
    """Read a head as it was noted; None where that is none."""
    parts = noted.strip().split("/")
    if len(parts) != 3:
        return None
    try:
        until, milestones = as_time(parts[0]), int(parts[1])
    except ValueError:
        return None
    return Head(until, milestones, parts[2]) if until and until.tzinfo else None
