"""An article as it stands in other places: feeds, partners' pages, news exchange.

Everything it needs is in it: full addresses, photos with caption and credit, references
and embeds as plain links, corrections and source at the end. Nothing asks for a script.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from html import escape, unescape
from urllib.parse import urljoin

from django.conf import settings
from django.db.models import prefetch_related_objects
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _

from articles import body
from articles.corrections import Notice
from articles.models import Article, Correction, Photo, Reference
from articles.page import ArticlePage, Shown
from articles.related import Neighbours, not_told

# Exact in a cleaned body, where < > & " of every value are escaped (see ``articles.body``).
LINK = re.compile(r'(<a [^>]*?\bhref=")([^"]*)"')
VOID = re.compile(r"<(br|img|hr|col)\b([^>]*?)\s*/?>")


class PageElsewhere(ArticlePage):
    """An article to be read in other places; it asks the database for nothing.

    Args:
        article: with its body, its source and its card parts.
        photos: those its body shows, by number.
        referred: the articles its references lead to, each with the key ``named``.
    """

    def __init__(
        self, article: Article, photos: Mapping[int, Photo], referred: Iterable[Article]
    ) -> None:
        super().__init__(article)
        self._photos, self._referred = photos, list(referred)

    @cached_property
    def neighbours(self) -> Neighbours:
        """Only what the references lead to."""
        now = timezone.now()
        public = [other for other in self._referred if other.is_public_at(now)]
        hidden = not_told(other for other in self._referred if other not in public)
        return Neighbours(referred=public, hidden=hidden)

    def photos(self, numbers: Sequence[int]) -> dict[int, Photo]:
        """Return the photos with these numbers."""
        return {number: self._photos[number] for number in numbers if number in self._photos}

    @cached_property
    def body(self) -> list[Shown]:
        """The text, with full addresses in its links."""
        return [
            body.Markup(with_full_addresses(part.html)) if isinstance(part, body.Markup) else part
            for part in super().body
        ]

    @property
    def told_corrections(self) -> list[str]:
        """The corrections, a sentence or two each."""
        return [correction_line(notice) for notice in self.corrections]

    @property
    def html(self) -> str:
        """The whole article as HTML: what a feed in full text holds."""
        return self._written(is_whole=True)

    @property
    def body_html(self) -> str:
        """The text alone as HTML, without standfirst and lead photo."""
        return self._written(is_whole=False)

    def _written(self, is_whole: bool) -> str:
        context = {"page": self, "is_whole": is_whole, "site_name": settings.SITE_NAME}
        written = render_to_string("articles/elsewhere.html", context)
        return re.sub(r"\n\s*\n*", "\n", written).strip()


def pages(articles: Sequence[Article]) -> list[PageElsewhere]:
    """Return these articles to be read elsewhere, in four queries however many they are.

    Args:
        articles: with their card parts, as lists have them, or with more.
    """
    numbers = [article.pk for article in articles]
    unread = [article for article in articles if "body" in article.get_deferred_fields()]
    if unread:
        texts = dict(Article.objects.filter(pk__in=numbers).values_list("pk", "body"))
        for article in unread:
            article.body = texts.get(article.pk, "")
    prefetch_related_objects(list(articles), "source")
    shown = {number for article in articles for number in body.photo_ids(article.body)}
    photos = Photo.objects.in_bulk(shown) if shown else {}
    referred: dict[int, list[Article]] = {}
    for reference in _references(numbers):
        target = reference.target
        assert target is not None
        vars(target)["named"] = reference.key
        referred.setdefault(reference.article_id, []).append(target)
    return [PageElsewhere(each, photos, referred.get(each.pk, ())) for each in articles]


def _references(numbers: Sequence[int]) -> Iterable[Reference]:
    lines = Reference.objects.filter(article__in=numbers, target__isnull=False)
    return lines.select_related("target").defer("target__body")


def with_full_addresses(html: str) -> str:
    """Return a run of cleaned rich text whose links lead to the site from anywhere."""
    return LINK.sub(lambda link: f'{link[1]}{escape(full(unescape(link[2])))}"', html)


def full(address: str) -> str:
    """Return an address as it is reached from anywhere; one that cannot be read stays."""
    try:
        return urljoin(f"{settings.SITE_URL}/", address)
    except ValueError:
        return address


def as_xhtml(html: str) -> str:
    """Return cleaned HTML as XML has it: void elements closed, no named entity of HTML's own."""
    return VOID.sub(r"<\1\2/>", html.replace("&nbsp;", "\u00a0"))


def correction_line(told: Notice | Correction) -> str:
    """Tell a correction in one paragraph: when, what was wrong, what is right, an apology."""
    assert told.published_at is not None
    words = _("Đính chính %(when)s: đã viết «%(wrong)s», đúng là «%(right)s».") % {
        "when": f"{timezone.localtime(told.published_at):%H:%M %d/%m/%Y}",
        "wrong": told.wrong,
        "right": told.right,
    }
    return f"{words} {told.apology}".rstrip()
