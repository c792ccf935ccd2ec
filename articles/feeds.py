"""Feeds: the newest of the paper, of a category, a topic, an author; and the corrections.

Each is written as RSS 2.0, as Atom and as JSON Feed, at the address of its list plus
``rss.xml``, ``atom.xml`` or ``feed.json``; with standfirsts, or in full text where
``FEED_FULL_TEXT`` says so. Order and ``pubDate`` follow publication, ``updated`` follows
updates and corrections, and a minor fix moves nothing; the identity of an item never changes.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.db.models import Prefetch, prefetch_related_objects
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.encoding import iri_to_uri
from django.utils.feedgenerator import Enclosure
from django.utils.html import linebreaks
from django.utils.translation import gettext as _

from articles import corrections, elsewhere, hubs, paging, sections
from articles.conditional import unless_known
from articles.elsewhere import correction_line
from articles.models import Article, Author, Byline, Correction, Tag
from articles.syndication import UNKNOWN_LENGTH, Writer, last_changed
from articles.templatetags.newsroom import absolute

LONGEST_FEED = 40


@dataclass(frozen=True, slots=True)
class Listed:
    """A list of the paper: what it is called, where it stands, what it holds."""

    title: str
    description: str
    address: str
    items: Iterable[Any]


@dataclass(frozen=True, slots=True)
class Entry:
    """An article in a feed, and the text of it where the feed is in full text."""

    article: Article
    page: elsewhere.PageElsewhere | None = None


if TYPE_CHECKING:
    BaseFeed = Feed[Any, Listed]
else:
    BaseFeed = Feed


class PaperFeed(BaseFeed):
    """What all feeds say of themselves; the address names the format."""

    item_guid_is_permalink = False
    # Whether ``articles.hubs`` tells hubs when the feed changes.
    hubs_are_told = False

    feed_type: type[Writer]

    def __init__(self, written_as: type[Writer]) -> None:
        self.feed_type = written_as

    def __call__(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Answer with the feed, or with 304 when the program has it already.

        Without a Last-Modified: it would go back when the newest story is withdrawn, and
        a client that asks by date would keep that story. The ETag is always right, and
        HEAD, which Django's middleware leaves alone, is answered as GET is.
        """
        response = super().__call__(request, *args, **kwargs)
        response.headers.pop("Last-Modified", None)
        if self.hubs:
            own = iri_to_uri(f"{settings.SITE_URL}{request.path}")
            links = [*((hub, "hub") for hub in self.hubs), (own, "self")]
            response["Link"] = ", ".join(f'<{address}>; rel="{rel}"' for address, rel in links)
        return unless_known(request, response)

    @property
    def hubs(self) -> list[str]:
        """Where programs may ask to be told of what is new here."""
        return hubs.addresses() if self.hubs_are_told else []

    def feed_extra_kwargs(self, listed: Listed) -> dict[str, Any]:
        """Return the hubs."""
        return {"hubs": self.hubs}

    def title(self, listed: Listed) -> str:
        """Name the feed, with the paper it is of."""
        return " – ".join(dict.fromkeys([listed.title, settings.SITE_NAME]))

    def description(self, listed: Listed) -> str:
        """Say what the feed holds."""
        return listed.description

    def link(self, listed: Listed) -> str:
        """Return the address of the list."""
        return absolute(listed.address)

    def feed_url(self, listed: Listed) -> str:
        """Return the feed's own address."""
        return absolute(f"{listed.address}{self.feed_type.file_name}")

    def author_name(self) -> str:
        """Name the paper: an entry that names nobody is its own."""
        return settings.SITE_NAME

    def items(self, listed: Listed) -> Iterable[Any]:
        """Return what the feed holds, newest first."""
        return listed.items


class ArticleFeed(PaperFeed):
    """A feed of articles."""

    hubs_are_told = True

    def item_title(self, entry: Entry) -> str:
        """Return the headline."""
        return entry.article.headline

    def item_description(self, entry: Entry) -> str:
        """Return the standfirst and what was corrected, as HTML."""
        told = [correction_line(notice) for notice in corrections.notices(entry.article)]
        return linebreaks("\n\n".join([entry.article.standfirst, *told]), autoescape=True)

    def item_link(self, entry: Entry) -> str:
        """Return the address of the article."""
        return absolute(entry.article.get_absolute_url())

    def item_guid(self, entry: Entry) -> str:
        """Return what stays the same whatever becomes of the article."""
        return entry.article.guid.urn

    def item_pubdate(self, entry: Entry) -> Any:
        """Return the publication time."""
        return entry.article.published_at

    def item_updateddate(self, entry: Entry) -> Any:
        """Return when readers last got something new."""
        return last_changed(entry.article)

    def item_categories(self, entry: Entry) -> list[str]:
        """Return the sections and the topics."""
        names = [category.name for category in entry.article.category.path]
        return list(dict.fromkeys([*names, *(tag.name for tag in entry.article.tags.all())]))

    def item_enclosures(self, entry: Entry) -> list[Enclosure]:
        """Return the lead photo; its length was noted when the file was made."""
        photo = entry.article.lead_photo
        picture = photo.share_picture if photo else None
        if picture is None:
            return []
        length = str(picture.length) if picture.length else UNKNOWN_LENGTH
        return [Enclosure(absolute(picture.src), length, "image/jpeg")]

    def item_extra_kwargs(self, entry: Entry) -> dict[str, Any]:
        """Return who wrote the article; its language; its standfirst and text."""
        return {
            "authors": who_wrote(entry.article),
            "other_language": entry.article.other_language,
            "summary": entry.article.standfirst,
            "content": entry.page.html if entry.page else "",
        }


class LatestFeed(ArticleFeed):
    """The newest of the whole paper."""

    def get_object(self, request: HttpRequest) -> Listed:
        """Return the newest articles."""
        page = paging.page(Article.objects.public(), size=LONGEST_FEED)
        tagline = settings.SITE_TAGLINE
        return Listed(settings.SITE_NAME, tagline, reverse("articles:home"), entries(page))


class CategoryFeed(ArticleFeed):
    """The newest of a section, with its subsections, or of a subsection."""

    def get_object(self, request: HttpRequest, slug: str, parent_slug: str | None = None) -> Listed:
        """Return the newest articles of the category at this address."""
        categories = sections.all_categories()
        found = sections.find(categories, slug, parent_slug)
        if found is None:
            raise Http404
        children = sections.children_of(found, categories)
        articles = Article.objects.public().in_category(found, children)
        page = paging.page(articles, size=LONGEST_FEED)
        about = _("Tin mới trong chuyên mục %(name)s.") % {"name": found.name}
        return Listed(found.name, about, found.get_absolute_url(), entries(page))


class TagFeed(ArticleFeed):
    """The newest about a topic."""

    def get_object(self, request: HttpRequest, slug: str) -> Listed:
        """Return the newest articles of the topic at this address."""
        found = get_object_or_404(Tag, slug=slug)
        public = Article.objects.public()
        links = found.tagged_items.all()
        page = paging.page_along(links, "content_object", public, size=LONGEST_FEED)
        about = _("Các bài về chủ đề %(name)s.") % {"name": found.name}
        return Listed(found.name, about, found.get_absolute_url(), entries(page))


class AuthorFeed(ArticleFeed):
    """The newest that somebody signed."""

    def get_object(self, request: HttpRequest, slug: str) -> Listed:
        """Return the newest articles of the author at this address."""
        found = get_object_or_404(Author, slug=slug)
        public = Article.objects.public()
        page = paging.page_along(found.bylines.all(), "article", public, size=LONGEST_FEED)
        about = _("Các bài của %(name)s.") % {"name": found.name}
        return Listed(found.name, about, found.get_absolute_url(), entries(page))


class CorrectionFeed(PaperFeed):
    """What the paper got wrong and told its readers."""

    hubs_are_told = True

    def get_object(self, request: HttpRequest) -> Listed:
        """Return the newest corrections."""
        told = corrections.page(size=LONGEST_FEED).corrections
        about = _("Những điều báo đã viết sai và viết lại cho đúng.")
        return Listed(_("Đính chính"), about, reverse("articles:corrections"), told)

    def item_title(self, correction: Correction) -> str:
        """Name the article."""
        return _("Đính chính: %(headline)s") % {"headline": correction.article.headline}

    def item_description(self, correction: Correction) -> str:
        """Return where and when the article stood, and what is right, as HTML."""
        article = correction.article
        where = _("Bài «%(headline)s», mục %(category)s, đăng ngày %(day)s.") % {
            "headline": article.headline,
            "category": article.category.name,
            "day": f"{article.published_on:%d/%m/%Y}",
        }
        return linebreaks(f"{where}\n\n{correction_line(correction)}", autoescape=True)

    def item_link(self, correction: Correction) -> str:
        """Return where the article tells the same."""
        return absolute(f"{correction.article.get_absolute_url()}#dinh-chinh")

    def item_guid(self, correction: Correction) -> str:
        """Return what stays the same whatever becomes of the article."""
        return f"{correction.article.guid.urn}#dinh-chinh-{correction.pk}"

    def item_pubdate(self, correction: Correction) -> Any:
        """Return when readers were told."""
        return correction.published_at

    item_updateddate = item_pubdate

    def item_categories(self, correction: Correction) -> list[str]:
        """Return the sections of the article."""
        return [category.name for category in correction.article.category.path]

    def item_extra_kwargs(self, correction: Correction) -> dict[str, Any]:
        """Nobody signs a correction: it is the paper's."""
        return {"authors": []}


def who_wrote(article: Article) -> list[str]:
    """Name who signed an article, in order; unsigned copy is of whom it was copied from."""
    signed = [byline.author.name for byline in article.bylines.all()]
    return signed or ([article.source.name] if article.source else [])


def entries(page: paging.Page, in_full: bool | None = None) -> list[Entry]:
    """Return the articles of a page with what feeds show beyond a card.

    Authors and topics in two queries, sources in one where there are any; full texts in
    four more.

    Args:
        in_full: with their texts; by default as ``FEED_FULL_TEXT`` says.
    """
    articles = list(page.articles)
    signed = Prefetch("bylines", queryset=Byline.objects.select_related("author"))
    prefetch_related_objects(articles, signed, "tags", "source")
    if settings.FEED_FULL_TEXT if in_full is None else in_full:
        return [Entry(each.article, each) for each in elsewhere.pages(articles)]
    return [Entry(article) for article in articles]
