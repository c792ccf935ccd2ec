"""What the article page and the desk's preview show of one article."""

from dataclasses import dataclass
from functools import cached_property

from articles import body
from articles.models import Article, Author, Photo, Source
from articles.related import Neighbours, neighbours


@dataclass(frozen=True, slots=True)
class ShownPhoto:
    """A photo as one article uses it: with that use's caption and alt."""

    photo: Photo
    caption: str
    alt: str
    kind = "figure"


@dataclass(frozen=True, slots=True)
class ShownReference:
    """A "see also" line; without an article it stays text."""

    text: str
    article: Article | None
    kind = "reference"


class ArticlePage:
    """One article with everything its page shows, each part read once."""

    def __init__(self, article: Article) -> None:
        self.article = article

    @cached_property
    def address(self) -> str:
        """Where the article stands here."""
        return self.article.get_absolute_url()

    @cached_property
    def canonical(self) -> str:
        """Where search engines should send readers: the original, when its source asks so."""
        source, original = self.article.source, self.article.source_url
        if source and original and source.canonical_policy == Source.CanonicalPolicy.ORIGINAL:
            return original
        return self.address

    @cached_property
    def neighbours(self) -> Neighbours:
        """What stands beside the article."""
        return neighbours(self.article)

    @cached_property
    def authors(self) -> list[Author]:
        """Who signed the article, in order."""
        return [byline.author for byline in self.article.bylines.all()]

    @cached_property
    def lead(self) -> ShownPhoto | None:
        """The photo above the text."""
        article = self.article
        if article.lead_photo is None or not article.shows_lead_photo_on_top:
            return None
        return shown(article.lead_photo, article.lead_caption, article.lead_alt)

    @cached_property
    def body(self) -> list[body.Markup | ShownPhoto | ShownReference]:
        """The text with its photos and references where they stand."""
        photos = Photo.objects.in_bulk(body.photo_ids(self.article.body))
        found: list[body.Markup | ShownPhoto | ShownReference] = []
        for part in body.parts(self.article.body):
            match part:
                case body.Markup():
                    found.append(part)
                case body.SeeAlso(text):
                    found.append(ShownReference(text, self.neighbours.find(text)))
                case body.Figure(photo_id, alt, caption) if photo_id in photos:
                    found.append(shown(photos[photo_id], caption, alt))
        return found


def shown(photo: Photo, caption: str, alt: str) -> ShownPhoto:
    """Word a photo for one use; what the use leaves empty is the photo's own."""
    return ShownPhoto(photo, caption or photo.caption, alt or photo.alt)
