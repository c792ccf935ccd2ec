"""What the article page and the desk's preview show of one article."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from articles import body, embeds, structured_data
from articles.corrections import Notice, notices
from articles.models import Article, Author, Photo, Tag
from articles.related import Neighbours, neighbours
from articles.sharing import Shared, shared_picture
from articles.story_lines import Named, named_by
from articles.translations import Versions, versions_of


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


@dataclass(frozen=True, slots=True)
class ShownEmbed:
    """A video or post of another site; nothing of it is loaded before a reader asks."""

    found: embeds.Found
    kind = "embed"


Shown = body.Markup | ShownPhoto | ShownReference | ShownEmbed


class ArticlePage:
    """One article with everything its page shows, each part read once.

    Args:
        article: with its page parts; a preview may have changed its words, unsaved.
        authors, tags: instead of those the database has, for a preview of other ones.
        previewed_until: when the secret link closes by which somebody reads this; None
            for the page of the paper.
    """

    def __init__(
        self,
        article: Article,
        authors: Sequence[Author] | None = None,
        tags: Sequence[Tag] | None = None,
        previewed_until: datetime | None = None,
    ) -> None:
        self.article = article
        self.previewed_until = previewed_until
        self._authors, self._tags = authors, tags

    @cached_property
    def address(self) -> str:
        """Where the article stands here."""
        return self.article.get_absolute_url()

    @cached_property
    def canonical(self) -> str:
        """Where search engines should send readers: the original, when its source asks so."""
        article = self.article
        return article.source_url if article.is_canonical_elsewhere else self.address

    @cached_property
    def neighbours(self) -> Neighbours:
        """What stands beside the article."""
        return neighbours(self.article)

    @cached_property
    def authors(self) -> list[Author]:
        """Who signed the article, in order."""
        if self._authors is not None:
            return list(self._authors)
        return [byline.author for byline in self.article.bylines.all()]

    @cached_property
    def tags(self) -> list[Tag]:
        """What the article is about."""
        return list(self.article.tags.all() if self._tags is None else self._tags)

    @cached_property
    def story_lines(self) -> list[Named]:
        """The running stories it belongs to."""
        return named_by(self.article)

    @cached_property
    def corrections(self) -> list[Notice]:
        """What the article got wrong and told its readers, newest first."""
        return notices(self.article)

    @cached_property
    def lead(self) -> ShownPhoto | None:
        """The photo above the text."""
        article = self.article
        if article.lead_photo is None or not article.shows_lead_photo_on_top:
            return None
        return shown(article.lead_photo, article.lead_caption, article.lead_alt)

    @cached_property
    def body(self) -> list[Shown]:
        """The text with its photos, references and embeds where they stand."""
        photos = self.photos(body.photo_ids(self.article.body))
        found: list[Shown] = []
        for part in body.parts(self.article.body):
            match part:
                case body.Markup():
                    found.append(part)
                case body.SeeAlso(text, article_id) if not self.neighbours.hides(text, article_id):
                    found.append(ShownReference(text, self.neighbours.find(text, article_id)))
                case body.Embed(address) if shows := embeds.find(address):
                    found.append(ShownEmbed(shows))
                case body.Embed(address):
                    found.append(body.Markup(body.linked(address)))
                case body.Figure(photo_id, alt, caption) if photo_id in photos:
                    found.append(shown(photos[photo_id], caption, alt))
        return found

    def photos(self, numbers: Sequence[int]) -> dict[int, Photo]:
        """Return the photos with these numbers, in one query."""
        return Photo.objects.in_bulk(numbers)

    def as_data(self, publisher: structured_data.Data) -> structured_data.Data:
        """What the page says to machines, who is responsible included."""
        return structured_data.news_article(self, publisher)

    @property
    def breadcrumbs(self) -> structured_data.Data:
        """The way to the page, for machines."""
        return structured_data.breadcrumbs(self.article.category.path, self.article)

    @cached_property
    def versions(self) -> Versions:
        """The same text in other languages."""
        return versions_of(self.article)

    @cached_property
    def shared(self) -> Shared:
        """The picture that is shared of the page."""
        return shared_picture(self.article)

    @property
    def has_embeds(self) -> bool:
        """Whether anything in the text waits for a click."""
        return any(part.kind == "embed" for part in self.body)


def shown(photo: Photo, caption: str, alt: str) -> ShownPhoto:
    """Word a photo for one use; what the use leaves empty is the photo's own."""
    return ShownPhoto(photo, caption or photo.caption, alt or photo.alt)
