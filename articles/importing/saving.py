"""A source document becomes an article. Reading one is ``articles.importing.reading``'s work."""

import hashlib
import json
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, time
from enum import StrEnum
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from articles import body, publishing
from articles.importing.bylines import authors_in
from articles.importing.document import (
    DROPPED,
    Paragraph,
    PhotoLine,
    ReferenceLine,
    SourceDocument,
)
from articles.models import Article, Category, ImportedDocument, Photo, Source
from articles.tagging import tags_in
from articles.text import match_key

PICTURE_SUFFIXES = (".jpg", ".jpeg", ".png", ".webp")


_DOMAIN = re.compile(r"(?:[\w-]+\.)+[a-z]{2,}", re.IGNORECASE)


def file_name(path: Path | str) -> str:
    """Give a path as text that can be stored and printed: strange bytes become "\ufffd"."""
    return os.fsencode(path).decode("utf-8", "replace")


class Outcome(StrEnum):
    """What an import did with one document."""

    CREATED = "created"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    KEPT = "kept"  # edited at the desk since; left as it is


@dataclass(slots=True)
class Saved:
    """The article of a document, what was done, and what an editor should know."""

    article: Article
    outcome: Outcome
    notes: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Arrival:
    """One document on its way in.

    Attributes:
        document: what was read.
        original: the bytes it was read from.
        path: the file it lay in; pictures lie beside it as ``{stem}.{n}.jpg``.
        category: where a new article goes; None is "Chưa phân loại".
        to_publish: whether a new article is published at its stated or inferred time.
    """

    document: SourceDocument
    original: bytes
    path: Path
    category: Category | None
    to_publish: bool


@transaction.atomic
def save(arrival: Arrival) -> Saved:
    """Create or update the article of a document; the same document twice changes nothing.

    Raises:
        ValidationError: a rule of the newsroom refuses the article.
    """
    known = _known(arrival)
    if known is None:
        return _create(arrival)
    if known.sha256 == arrival.document.sha256 or _says_the_same(known, arrival.document):
        return Saved(known.article, Outcome.UNCHANGED)
    if known.written != fingerprint(known.article):
        note = _("Bài đã được sửa ở tòa soạn sau khi nhập: giữ nguyên, không ghi đè.")
        return Saved(known.article, Outcome.KEPT, [note])
    return _update(known, arrival)


def _known(arrival: Arrival) -> ImportedDocument | None:
    """Find the import this document repeats or changes.

    It repeats one with the same bytes. It changes one from the same file, or one of
    the same layout and stated time, when the headline or the standfirst stayed.
    """
    imports: QuerySet[ImportedDocument] = ImportedDocument.objects.select_related("article")
    document = arrival.document
    if same := imports.filter(sha256=document.sha256).first():
        return same
    same_headline = Q(headline_key=match_key(document.headline))
    same_standfirst = Q(standfirst_key=match_key(document.standfirst))
    published_at, _precision = publication_time(document)
    from_file = imports.filter(same_headline | same_standfirst, file=file_name(arrival.path))
    elsewhere = imports.filter(same_headline, layout=document.layout, published_at=published_at)
    return from_file.first() or elsewhere.first()


def _says_the_same(known: ImportedDocument, document: SourceDocument) -> bool:
    """Whether only bytes or blank lines differ: a byte order mark, line ends, NFD, UTF-16."""
    return _words(known.report) == _words(document.as_json(""))


def _words(report: Mapping[str, Any]) -> dict[str, object]:
    apart = {"file", "sha256", "warnings", "lines"}
    words = {key: value for key, value in report.items() if key not in apart}
    used = [[line["use"], line["why"]] for line in report["lines"] if line["use"] != DROPPED]
    return words | {"used": used}


def _create(arrival: Arrival) -> Saved:
    article = Article(category=arrival.category or Category.objects.unsorted())
    photos = [_new_photo(line) for line in arrival.document.photos]
    _attach_pictures(photos, arrival.path)
    _write(article, arrival.document, photos)
    _keep_record(ImportedDocument(article=article), arrival)
    saved = Saved(article, Outcome.CREATED)
    if arrival.to_publish and article.published_at is None:
        saved.notes.append(_("Trang không cho biết ngày đăng: để ở bản nháp."))
    elif arrival.to_publish and (complaints := publishing.reasons_against(article, is_import=True)):
        saved.notes += [_("Để ở bản nháp."), *complaints]
    elif arrival.to_publish:
        saved.article = publishing.publish(article, by=None)
    if article.published_at and article.published_at > timezone.now():
        saved.notes.append(_("Ngày đăng ở tương lai: đến lúc đó bài mới hiện."))
    return saved


def _update(known: ImportedDocument, arrival: Arrival) -> Saved:
    article = known.article
    photos = _photos_of(article)
    lines = arrival.document.photos
    for photo, line in zip(photos, lines, strict=False):
        _reword(photo, line)
    photos = photos[: len(lines)] + [_new_photo(line) for line in lines[len(photos) :]]
    _attach_pictures(photos, arrival.path)
    article.refresh_from_db()  # A new word of its photos was a save, too.
    _write(article, arrival.document, photos)
    _keep_record(known, arrival)
    return Saved(article, Outcome.UPDATED)


def _write(article: Article, document: SourceDocument, photos: list[Photo]) -> None:
    """Put the words of a document into its article and save it."""
    article.headline = document.headline
    article.standfirst = document.standfirst
    article.lead_photo = photos[0] if photos else None
    article.body = _body(document, photos)
    article.published_at, article.published_precision = publication_time(document)
    article.imported_good_ratings = document.good_ratings or 0
    article.source = _source(document.source)
    article.source_url = article.source_url or _address(document.source)
    article.sign_off = document.sign_off
    article.full_clean(exclude=["slug"], validate_unique=False)
    known = set(article.tags.all()) if article.pk else set()
    tags = tags_in(document.headline, document.standfirst, document.paragraphs)
    publishing.save(article, tags=[*known, *tags], authors=authors_in(document.byline))


def _body(document: SourceDocument, photos: list[Photo]) -> str:
    """Return the body, with photos and references where they stood.

    A photo above the first paragraph is the lead photo and not repeated here.
    """
    html = []
    waiting = iter(photos)
    for block in document.blocks:
        match block:
            case Paragraph(text):
                html.append(body.paragraph(text))
            case ReferenceLine(text):
                html.append(body.reference(text))
            case PhotoLine():
                photo = next(waiting)
                if html or photo is not photos[0]:
                    html.append(body.figure(photo.pk))
    return body.clean("".join(html))


def publication_time(document: SourceDocument) -> tuple[datetime | None, str]:
    """Return when a document was published, and how exactly that is known.

    An inferred date is the start of that day by the paper's clock, precise to the day.
    """
    if document.published_at:
        return document.published_at, Article.Precision.MINUTE
    if document.inferred_date:
        start_of_day = datetime.combine(document.inferred_date, time())
        return timezone.make_aware(start_of_day), Article.Precision.DAY
    return None, Article.Precision.MINUTE


def fingerprint(article: Article) -> str:
    """Return a SHA-256 over everything an import writes, as it stands in the article now."""
    photos = [[photo.caption, photo.credit, photo.alt] for photo in _photos_of(article)]
    words = [
        article.headline,
        article.standfirst,
        article.body,
        article.source_id,
        article.sign_off,
        article.published_at and article.published_at.timestamp(),
        article.imported_good_ratings,
        [byline.author_id for byline in article.bylines.all()],
        photos,
    ]
    return hashlib.sha256(json.dumps(words).encode()).hexdigest()


def _photos_of(article: Article) -> list[Photo]:
    """Return the article's photos, each once, in the order of the page."""
    ids = dict.fromkeys([article.lead_photo_id, *body.photo_ids(article.body)])
    photos = Photo.objects.in_bulk([pk for pk in ids if pk])
    in_order = [photos[pk] for pk in body.photo_ids(article.body) if pk in photos]
    lead = [article.lead_photo] if article.shows_lead_photo_on_top and article.lead_photo else []
    return [*lead, *in_order]


def _keep_record(record: ImportedDocument, arrival: Arrival) -> None:
    document = arrival.document
    record.file, record.layout = file_name(arrival.path), document.layout
    record.sha256, record.original = document.sha256, arrival.original
    record.headline_key = match_key(document.headline)
    record.standfirst_key = match_key(document.standfirst)
    record.published_at, _precision = publication_time(document)
    record.report = document.as_json(record.file)
    record.written = fingerprint(record.article)
    record.save()


def _new_photo(line: PhotoLine) -> Photo:
    photo: Photo = Photo.objects.create(
        caption=line.caption, credit=line.credit, alt=line.caption[:300]
    )
    return photo


def _reword(photo: Photo, line: PhotoLine) -> None:
    words = (line.caption, line.credit, line.caption[:300])
    if (photo.caption, photo.credit, photo.alt) == words:
        return
    with publishing.photo_change(photo, None):
        photo.caption, photo.credit, photo.alt = words
        photo.save()


def _attach_pictures(photos: list[Photo], path: Path) -> None:
    for number, photo in enumerate(photos, start=1):
        beside = [path.with_name(f"{path.stem}.{number}{suffix}") for suffix in PICTURE_SUFFIXES]
        picture = next((file for file in beside if file.is_file()), None)
        if picture and not photo.has_file:
            with publishing.photo_change(photo, None):
                photo.take_file(ContentFile(picture.read_bytes(), name=picture.name))


def _address(source: str) -> str:
    """Return the address of the original, where the page names more than its paper."""
    return source if urlsplit(source).path.strip("/") and urlsplit(source).hostname else ""


def _source(name: str) -> Source | None:
    if not name:
        return None
    name = urlsplit(name).hostname or name
    address = f"https://{name}/" if _DOMAIN.fullmatch(name) else ""
    source: Source = Source.objects.get_or_create(
        key=match_key(name), defaults={"name": name, "address": address}
    )[0]
    return source
