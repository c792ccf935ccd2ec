"""The words of reading: which articles, in which order, with which parts."""

from collections.abc import Collection, Sequence
from datetime import date, datetime, time, timedelta
from functools import reduce
from operator import or_
from typing import TYPE_CHECKING, Any, Self

from django.db import models
from django.db.models import Case, Exists, OuterRef, Q, StringAgg, Subquery, Value, When
from django.db.models.functions import Cast, Coalesce, Concat
from django.utils import timezone

from articles import lookups as lookups  # That there is ``pk__among``.
from articles.models.category import UNSORTED
from articles.models.source import Source

if TYPE_CHECKING:
    from articles.models import Article, Author, Category, Tag


# Search engines should find the original instead of our copy; the twin of
# ``Article.is_canonical_elsewhere``.
CANONICAL_ELSEWHERE = Q(source__canonical_policy=Source.CanonicalPolicy.ORIGINAL) & ~Q(
    source_url=""
)


class ArticleQuerySet(models.QuerySet["Article"]):
    """Articles, in the words of the newsroom."""

    def get_by_natural_key(self, guid: str) -> "Article":
        """Return the article with this lasting identifier."""
        return self.get(guid=guid)

    def public(self, at: datetime | None = None) -> Self:
        """Keep what readers may see at an instant (default: now).

        This and ``Article.is_public_at`` are the only definitions of "public".
        The embargo needs no word here: the database refuses a publication time
        that precedes it.
        """
        now = at or timezone.now()
        return self.filter(
            Q(expires_at=None) | Q(expires_at__gt=now),
            status=self.model.Status.PUBLISHED,
            published_at__lte=now,
        )

    def listed(self) -> Self:
        """Keep the public articles that search engines should find at our address."""
        return self.public().exclude(CANONICAL_ELSEWHERE)

    def own_news(self) -> Self:
        """Keep what the paper wrote itself, at a known minute."""
        return self.filter(
            source=None,
            source_url="",
            sign_off="",
            published_precision=self.model.Precision.MINUTE,
        )

    def in_category(self, category: "Category", children: Sequence["Category"] = ()) -> Self:
        """Keep the articles of a category and of these subcategories of it."""
        return self.filter(category__in=[category, *children])

    def tagged(self, tag: "Tag") -> Self:
        """Keep the articles with this tag. ``paging.page_along`` lists them."""
        return self.filter(tagged_items__tag=tag)

    def by(self, author: "Author") -> Self:
        """Keep the articles this author signed. ``paging.page_along`` lists them."""
        return self.filter(bylines__author=author)

    def written_here(self) -> Self:
        """Leave out republished copy; the twin of ``ninjs.is_republished``."""
        return self.filter(source=None, source_url="", sign_off="")

    def with_a_picture(self) -> Self:
        """Keep what has a lead photo whose file is there."""
        return self.filter(lead_photo__isnull=False).exclude(lead_photo__file="")

    def among(self, numbers: Collection[int]) -> "ArticleQuerySet":
        """Keep these of a few articles whose numbers are known; nothing may be loaded before.

        The few first, then each by itself: asked for both in one, SQLite would walk all that
        is public to find them, and so would PostgreSQL, asked whether there is one of these,
        until it has counted a table that was filled a moment ago.
        """
        itself = self.filter(pk=OuterRef("pk")).order_by().values("pk")[:1]
        return self.model._default_manager.filter(pk__in=numbers, pk=Subquery(itself))

    def newest_first(self) -> Self:
        """Order by publication time, newest first; the id breaks ties."""
        return self.order_by("-published_at", "-pk")

    def older_than(self, published_at: datetime, pk: int) -> Self:
        """Keep what stands after this place in ``newest_first`` order (keyset paging).

        Of two upper bounds SQLite walks the index from the one that is written first. This
        one goes before that of ``public``, or a far page would read all that is newer.
        """
        found = self.filter(
            Q(published_at__lt=published_at) | Q(published_at=published_at, pk__lt=pk),
            published_at__lte=published_at,
        )
        conditions, known = found.query.where.children, len(self.query.where.children)
        conditions[:] = conditions[known:] + conditions[:known]
        return found

    def not_older_than(self, published_at: datetime, pk: int) -> Self:
        """Keep what stands at this place or before it; the opposite of ``older_than``."""
        return self.filter(
            Q(published_at__gt=published_at) | Q(published_at=published_at, pk__gte=pk),
            published_at__gte=published_at,
        )

    def with_search_parts(self) -> Self:
        """Load what a search result shows: a card, and the words in which to mark some."""
        return (
            self.with_card_parts()
            .select_related("search_entry__words")
            .defer("search_entry__vector")
        )

    def with_card_parts(self) -> Self:
        """Load what a card shows: its category and its photo; leave the body unread.

        A card that asks for more fails at once instead of costing a query each.
        """
        return (
            self.select_related("category__parent", "lead_photo")
            .defer("body")
            .fetch_mode(models.FETCH_RAISE)
        )

    def with_page_parts(self) -> Self:
        """Load what the article page shows of the article itself, in three queries."""
        bylines = self.model.bylines.rel.related_model._default_manager.select_related("author")
        entries = self.model.story_line_entries.rel.related_model._default_manager
        words = models.TextField()
        said = Concat("line__slug", Value("\t"), "line__name", output_field=words)
        lines = entries.filter(article=OuterRef("pk")).order_by().values("article")
        lines = lines.annotate(said=StringAgg(said, Value("\n"), output_field=words)).values("said")
        parts = self.select_related("category__parent", "lead_photo", "source")
        bylines_and_tags = (models.Prefetch("bylines", queryset=bylines), "tags")
        # Its story lines come along in one word; ``story_lines.named_by`` takes them apart.
        parts = parts.annotate(story_lines=Subquery(lines)).with_versions()
        return parts.prefetch_related(*bylines_and_tags)

    def with_versions(self) -> Self:
        """Tell of each article which of its group are public, itself among them.

        ``translations.read`` reads the column: "vi:7:ben-song: ru:9:prichal:elsewhere", where
        the last word says that search engines should find the original. It is a part of the
        query that reads the article, since the page has no query to spare.
        """
        original = Coalesce(OuterRef("translation_of"), OuterRef("pk"))
        group = Q(pk=original, translation_of=None) | Q(translation_of=original)
        place = Case(When(CANONICAL_ELSEWHERE, then=Value("elsewhere")), default=Value(""))
        colon, number = Value(":"), Cast("pk", models.TextField())
        parts = ("language", colon, number, colon, "slug", colon, place)
        row = Concat(*parts, output_field=models.TextField())
        articles = self.model._default_manager
        told = (
            # The group first, for the same reason as in ``among``.
            articles.filter(group, Exists(articles.public().filter(pk=OuterRef("pk"))))
            .order_by()
            .annotate(one=Value(1))
            .values("one")
            .annotate(told=StringAgg(row, delimiter=Value(" ")))
        )
        return self.annotate(versions_told=Subquery(told.values("told")))

    # Where a piece stands at the desk ------------------------------------------

    def live(self, at: datetime | None = None) -> Self:
        """Keep what readers see or have seen; the twin of ``Article.is_live``."""
        return self.filter(
            status=self.model.Status.PUBLISHED, published_at__lte=at or timezone.now()
        )

    def scheduled(self, at: datetime | None = None) -> Self:
        """Keep what is published at an hour yet to come; the twin of ``Article.is_scheduled``."""
        return self.filter(
            status=self.model.Status.PUBLISHED, published_at__gt=at or timezone.now()
        )

    def out(self) -> Self:
        """Keep what was published and not taken back; the twin of ``Article.is_out``."""
        return self.filter(status=self.model.Status.PUBLISHED)

    def live_since(self, since: datetime, at: datetime | None = None) -> Self:
        """Keep what went out at this instant or later."""
        return self.live(at).filter(published_at__gte=since)

    def published_on(self, day: date) -> Self:
        """Keep what went out on this day of the paper's clock.

        Written as two instants and not as the day of a time, so that the index serves.
        """
        return self.live().published_between(day, day + timedelta(days=1))

    def published_between(self, day: date, end: date) -> Self:
        """Keep what has a publication time from a day on until another, which is left out.

        Both days begin by the paper's clock.
        """
        return self.filter(published_at__gte=midnight(day), published_at__lt=midnight(end))

    def in_review(self) -> Self:
        """Keep what waits for somebody to approve it."""
        return self.filter(status=self.model.Status.IN_REVIEW)

    def approved(self) -> Self:
        """Keep what may go out, and waits for somebody to publish it."""
        return self.filter(status=self.model.Status.APPROVED)

    def drafts_of(self, user: Any) -> Self:
        """Keep the pieces that this member of the desk still writes."""
        return self.filter(status=self.model.Status.DRAFT, created_by=user.pk)

    def under_embargo(self, at: datetime | None = None) -> Self:
        """Keep what is not out and may not go out yet."""
        on_its_way = ("DRAFT", "IN_REVIEW", "APPROVED")
        return self.filter(
            status__in=[self.model.Status[name] for name in on_its_way],
            embargoed_until__gt=at or timezone.now(),
        )

    def missing_something(self, *parts: str) -> Self:
        """Keep what lacks one of these parts; without any named, one of ``self.lacks()``."""
        lacks = self.lacks()
        return self.filter(reduce(or_, (lacks[part] for part in parts or lacks)))

    def what_is_missing(self, *parts: str) -> Concat:
        """Return a column: which of these parts an article lacks, with a blank after each."""
        said = [
            Case(When(lack, then=Value(f"{part} ")), default=Value(""))
            for part, lack in self.lacks().items()
            if part in parts or not parts
        ]
        return Concat(*said, output_field=models.TextField())

    def lacks(self) -> dict[str, Q]:
        """Tell, for each part that an article should have, when it lacks it.

        The dashboard, the filters of the list and their counts all ask here.
        """
        tags, bylines, uses = (
            each.rel.related_model._default_manager
            for each in (self.model.tagged_items, self.model.bylines, self.model.photo_uses)
        )
        shown = uses.filter(article=OuterRef("pk"))
        # The lead photo may have words of its own in the article.
        wordless = shown.filter(photo__alt="").exclude(photo=Coalesce(OuterRef("lead_photo"), 0))
        return {
            "standfirst": Q(standfirst=""),
            "photo": Q(lead_photo=None),
            "file": Q(lead_photo__file=""),
            # The photo first: what the list's index does not hold lies beside the long bodies.
            "alt": (Q(lead_photo__alt="") & Q(lead_alt="")) | Q(Exists(wordless)),
            "credit": Q(lead_photo__credit="") | Q(Exists(shown.filter(photo__credit=""))),
            "tag": Q(~Exists(tags.filter(content_object=OuterRef("pk")))),
            "author": Q(~Exists(bylines.filter(article=OuterRef("pk")))),
            "source": Q(source=None) & ~Q(sign_off="", source_url=""),
            "category": Q(category__slug=UNSORTED["slug"]),
        }


def midnight(day: date) -> datetime:
    """Return the instant at which a day begins by the paper's clock."""
    return timezone.make_aware(datetime.combine(day, time.min))
