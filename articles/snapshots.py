"""What an article says, as one value: the shape of revisions, pending edits and forms.

A snapshot (``content``) is a dict that JSON can hold:

- the words: ``headline``, ``body`` and the other fields of ``WORDS``;
- the times of ``TIMES``, as ISO 8601 in UTC, or None;
- the rows of ``LINKS``, each ``{"id", "name"}`` or None;
- ``tags`` (names, by number) and ``authors`` (``{"id", "name"}``, in order);
- what belongs to the moment and is never edited in a form: ``status``,
  ``withdrawn_at``, ``withdrawal_reason``, ``updated_at``, ``corrections``,
  ``tag_ids`` (the numbers of the tags, in the order of their names) and ``photos``,
  the words and files of the photos shown.
"""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Any

from django.db.models import Q
from django.utils.dateparse import parse_datetime

from articles import body, text
from articles.models import Article, Author, Byline, Category, Photo, Source, Tag

Content = dict[str, Any]

WORDS = (
    "headline",
    "kicker",
    "standfirst",
    "body",
    "lead_caption",
    "lead_alt",
    "source_url",
    "sign_off",
    "dateline",
    "slug",
    "published_precision",
    "comment_policy",
    "comments_close_after",
    "age_rating",
    "language",
    "imported_good_ratings",
)
TIMES = ("published_at", "expires_at", "embargoed_until")
LINKS: dict[str, type[Any]] = {
    "category": Category,
    "source": Source,
    "lead_photo": Photo,
    "translation_of": Article,
}
EDITED = (*WORDS, *TIMES, *LINKS, "tags", "authors")
# What readers can tell apart; the rest is housekeeping.
READ = frozenset(EDITED) - {
    *("slug", "comment_policy", "comments_close_after", "imported_good_ratings", "expires_at")
}
# Snapshots that are older than these parts do not name them; then they stood like this.
CAME_LATER: Content = {"comments_close_after": None, "language": "vi", "translation_of": None}


def content_of(article: Article) -> Content:
    """Return the snapshot of an article as it stands in the database."""
    signed = Byline.objects.filter(article=article).select_related("author")
    authors = [byline.author for byline in signed]
    return content_with(article, article.tags.order_by("pk"), authors, photos_in(article))


def content_with(
    article: Article, tags: Iterable[Tag], authors: Iterable[Author], photos: Iterable[Photo]
) -> Content:
    """Return the snapshot of an article whose rows were read already.

    Args:
        tags: by number. authors: in order. photos: as ``photos_in`` gives them.
    """
    content: Content = {name: getattr(article, name) for name in WORDS}
    content |= {name: as_text(getattr(article, name)) for name in TIMES}
    content |= {name: named(getattr(article, name)) for name in LINKS}
    tags = list(tags)
    content["tags"] = [tag.name for tag in tags]
    content["tag_ids"] = [tag.pk for tag in tags]
    content["authors"] = [named(author) for author in authors]
    content["photos"] = [_photo(photo) for photo in photos]
    content["status"] = article.status
    content["withdrawn_at"] = as_text(article.withdrawn_at)
    content["withdrawal_reason"] = article.withdrawal_reason
    content["updated_at"] = as_text(article.updated_at)
    content["corrections"] = article.correction_notices
    return content


def apply(content: Mapping[str, Any], article: Article) -> list[str]:
    """Give an article, unsaved, the words, times and rows of a snapshot.

    Tags and authors are rows of their own: ``publishing.save`` takes them.

    Returns:
        The names of rows that are gone since, so that the article does without them.
    """
    gone = []
    for name in WORDS:
        if name in content:
            setattr(article, name, content[name])
    for name in TIMES:
        if name in content:
            setattr(article, name, as_time(content[name]))
    for name, model in LINKS.items():
        if name not in content:
            continue
        row = found(model, content[name])
        if content[name] and row is None:
            gone.append(content[name]["name"])
        if row is not None or name != "category":
            setattr(article, name, row)
    return gone


def authors_of(content: Mapping[str, Any]) -> list[Author]:
    """Return the authors a snapshot names, in order, but those that are gone."""
    ids = [each["id"] for each in content.get("authors", [])]
    known = Author.objects.in_bulk(ids)
    return [known[pk] for pk in ids if pk in known]


def known_tags(names: Iterable[str]) -> list[str]:
    """Return the topics these names mean, as the newsroom spells them; new ones as typed."""
    keys = {name: text.match_key(name) for name in names}
    wanted = Q(key__in=keys.values()) | Q(aliases__key__in=keys.values())
    spelled: dict[str, str] = {}
    for tag in Tag.objects.filter(wanted).prefetch_related("aliases"):
        spelled |= dict.fromkeys([tag.key, *(alias.key for alias in tag.aliases.all())], tag.name)
    return list(dict.fromkeys(spelled.get(key, name) for name, key in keys.items()))


def photos_in(article: Article) -> list[Photo]:
    """Return the photos an article shows: the lead photo, then those of its body."""
    ids = dict.fromkeys([article.lead_photo_id, *body.photo_ids(article.body)])
    photos = Photo.objects.in_bulk([pk for pk in ids if pk])
    return [photos[pk] for pk in ids if pk in photos]


def changed(one: Mapping[str, Any], other: Mapping[str, Any]) -> list[str]:
    """Return the edited parts in which two snapshots differ, in the order of the form.

    The order of tags says nothing.
    """
    return [name for name in EDITED if _told(name, one) != _told(name, other)]


def differs_for_readers(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    """Whether readers would notice a difference between two snapshots."""
    return any(name in READ for name in changed(one, other))


def essence(content: Mapping[str, Any]) -> Content:
    """Return what a snapshot says, without the names of rows: those may be spelled anew.

    An old snapshot says of a part that came later what was true then.
    """
    whole = CAME_LATER | dict(content)
    return {name: _essence(value) for name, value in whole.items() if name != "tags"}


def as_text(instant: datetime | None) -> str | None:
    """Write a time the way snapshots hold it."""
    return instant.astimezone(UTC).isoformat() if instant else None


def as_time(written: str | None) -> datetime | None:
    """Read a time of a snapshot."""
    return parse_datetime(written) if written else None


def named(row: Any) -> dict[str, Any] | None:
    """Return how a snapshot names a row."""
    return {"id": row.pk, "name": str(row)} if row else None


def found(model: type[Any], name: Mapping[str, Any] | None) -> Any:
    """Return the row that a snapshot names; None when there is none any more."""
    return model.objects.filter(pk=name["id"]).first() if name else None


def _told(name: str, content: Mapping[str, Any]) -> Any:
    value = content.get(name, CAME_LATER.get(name))
    return sorted(map(text.match_key, value or [])) if name == "tags" else _essence(value)


def _essence(value: Any) -> Any:
    if isinstance(value, Mapping) and "name" in value:
        return value["id"]
    if isinstance(value, Iterable) and not isinstance(value, str | Mapping):
        return [_essence(each) for each in value]
    return value


def _photo(photo: Photo) -> dict[str, Any]:
    return {
        "id": photo.pk,
        "file": str(photo.file),
        "sha256": photo.file_sha256,
        "caption": photo.caption,
        "credit": photo.credit,
        "alt": photo.alt,
    }
