"""An article's page as a revision has it: the words of then, in the page of today."""

from collections.abc import Mapping, Sequence
from typing import Any

from articles import body, text
from articles.archive import article_of
from articles.models import Article, Author, Photo, Revision, Tag
from articles.page import ArticlePage
from articles.snapshots import Content, apply, as_time


class PastPage(ArticlePage):
    """The page of an article with everything that a snapshot tells of it.

    Names, captions, credits and alts are those of then, whatever became of their rows;
    a photo whose file was replaced or deleted shows as missing.

    Args:
        article: with its page parts; it takes the words of the snapshot, unsaved.
    """

    def __init__(self, article: Article, content: Content) -> None:
        self.content = content
        self._words = {photo["id"]: photo for photo in content.get("photos", ())}
        super().__init__(article, self._then_authors(), self._then_tags())
        _take(article, content)
        lead = content.get("lead_photo")
        if lead:
            article.lead_photo = self._as_then(lead["id"], article.lead_photo, lead["name"])

    def photos(self, numbers: Sequence[int]) -> dict[int, Photo]:
        """Return the photos with these numbers, in the words of then."""
        found = super().photos(numbers)
        return {number: self._as_then(number, found.get(number)) for number in numbers}

    def _as_then(self, number: int, photo: Photo | None, name: str = "") -> Photo:
        words: Mapping[str, Any] = self._words.get(number, {})
        if photo is None:
            photo = Photo(pk=number, caption=name)
        if not words:
            return photo
        photo.caption, photo.credit, photo.alt = words["caption"], words["credit"], words["alt"]
        if words["sha256"] != photo.file_sha256 or words["file"] != str(photo.file):
            photo.file = None
        return photo

    def _then_authors(self) -> list[Author]:
        named = self.content.get("authors", ())
        known = Author.objects.in_bulk([each["id"] for each in named])
        return [_called(known.get(each["id"]), each["name"], Author) for each in named]

    def _then_tags(self) -> list[Tag]:
        names = self.content.get("tags", ())
        numbers = self.content.get("tag_ids", ())
        known = Tag.objects.in_bulk(numbers)
        # Tags of a pending edit have no numbers yet.
        pairs = dict(zip(names, numbers, strict=False)) if len(names) == len(numbers) else {}
        return [_called(known.get(pairs.get(name)), name, Tag) for name in names]


def past_page(article: Article, revision: Revision) -> PastPage:
    """Return the page of an article as this revision has it."""
    return PastPage(article, revision.content)


def withdrawn_then(article: Article, revision: Revision) -> Article:
    """Give an article the notice that stood at its address, unsaved."""
    then = article_of(revision)
    article.withdrawn_at = then.withdrawn_at or revision.made_at
    article.withdrawal_reason = then.withdrawal_reason
    return article


def _take(article: Article, content: Content) -> None:
    """Give the article the words of a snapshot, and its rows the names of then."""
    apply(content, article)
    # A page trusts its body: what comes out of the archive is let through anew.
    article.body = body.clean(article.body)
    for name in ("category", "source"):
        row = getattr(article, name)
        if row is not None and content.get(name) and row.pk == content[name]["id"]:
            row.name = content[name]["name"]
    article.updated_at = as_time(content.get("updated_at"))
    article.correction_notices = content.get("corrections") or []


def _called(row: Any, name: str, model: type[Any]) -> Any:
    """Return a row under the name of then; a stand-in where it is gone."""
    if row is None:
        return model(name=name, slug=text.slug(name))
    row.name = name
    return row
