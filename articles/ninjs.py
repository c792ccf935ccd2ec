"""ninjs 1.4, the IPTC's "News in JSON": an article for the systems of other newsrooms.

The schema is ``ninjs-schema_1.4.json`` (approved 18 May 2022), which knows no other names than
those used here. It has no ``evolvedfrom`` (a name of NewsML-G2): what an article is and was
called stands in ``altids`` and ``slugline``.
"""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.utils.module_loading import import_string

from articles import body
from articles.elsewhere import PageElsewhere, as_xhtml, pages
from articles.models import Article, Author, Photo, Revision
from articles.page import ShownPhoto
from articles.structured_data import stamp
from articles.syndication import last_changed, printable
from articles.templatetags.newsroom import absolute

Data = dict[str, Any]

STANDARD = {
    "name": "ninjs",
    "version": "1.4",
    "schema": "https://iptc.org/std/ninjs/ninjs-schema_1.4.json",
}
Kind = Revision.Kind
BEFORE_READERS = (
    *(Kind.SCHEDULED, Kind.PUBLISHED, Kind.FIXED, Kind.UPDATED, Kind.CORRECTED),
    *(Kind.WITHDRAWN, Kind.RESTORED),
)


@dataclass(frozen=True, slots=True)
class Terms:
    """Whose the paper's own copy is, and how others may use it."""

    holder: str
    usage: str


def news_item(article: Article) -> Data:
    """Return an article that readers see, as ninjs names its parts; what is empty is left out.

    Args:
        article: with its page parts.
    """
    page = pages([article])[0]
    own_words = "".join(part.html for part in page.body if isinstance(part, body.Markup))
    plain = body.plain(own_words)
    text: Data = {
        "headline": article.headline,
        "headline_kicker": article.kicker,
        "slugline": article.slug,
        "byline": ", ".join(author.name for author in page.authors),
        "located": article.dateline,
        "description_text": article.standfirst,
        "body_xhtml": as_xhtml(page.body_html),
        "body_text": plain,
        "charcount": len(plain),
        "wordcount": body.words_in(own_words),
        "ednote": " ".join(page.told_corrections),
    }
    about: Data = {
        "subject": subjects(page),
        "person": signed(page, is_person=True),
        "organisation": signed(page, is_person=False),
        "infosource": origin(article),
        "associations": photos(page),
        "renditions": {"web": {"href": absolute(page.address), "mimetype": "text/html"}},
    }
    return _told(_identity(article) | _times(article) | rights_of(article) | text | about)


def cancelled(article: Article) -> Data:
    """Return what receivers of a withdrawn article are told: to take it down, and why."""
    at = {"versioncreated": stamp(article.withdrawn_at)} if article.withdrawn_at else {}
    why = {"ednote": article.withdrawal_reason}
    return _told(_identity(article) | at | why | {"pubstatus": "canceled"})


def _identity(article: Article) -> Data:
    versions = article.revisions.filter(kind__in=BEFORE_READERS).count()
    return {
        "$standard": STANDARD,
        "uri": article.guid.urn,
        "altids": {"guid": article.guid.urn, "number": str(article.pk)},
        "type": "text",
        "version": str(max(versions, 1)),
        "pubstatus": "usable",
        "language": article.language,
    }


def _times(article: Article) -> Data:
    assert article.published_at is not None
    times = {
        "representationtype": "complete",
        "firstcreated": stamp(article.published_at),
        "versioncreated": stamp(last_changed(article)),
    }
    return times | ({"expires": stamp(article.expires_at)} if article.expires_at else {})


def rights_of(article: Article) -> Data:
    """Say whose the copy is; our terms are for our own copy only."""
    if is_republished(article):
        return {"copyrightholder": article.source.name} if article.source else {}
    terms: Terms = import_string(settings.TERMS_OF_USE)()
    return {"copyrightholder": terms.holder or settings.SITE_NAME, "usageterms": terms.usage}


def is_republished(article: Article) -> bool:
    """Whether the copy came from elsewhere; the twin of ``written_here()``."""
    return bool(article.source_id or article.source_url or article.sign_off)


def subjects(page: PageElsewhere) -> list[Data]:
    """Return the sections and the topics, each with its code in our own lists."""
    sections = [
        {"name": each.name, "rel": "section", "scheme": absolute("/"), "code": _code(each, "/")}
        for each in page.article.category.path
    ]
    about = [
        {"name": tag.name, "rel": "about", "scheme": absolute("/chu-de/"), "code": tag.slug}
        for tag in page.tags
    ]
    return sections + about


def _code(row: Any, scheme: str) -> str:
    return str(row.get_absolute_url()).removeprefix(scheme).strip("/")


def signed(page: PageElsewhere, is_person: bool) -> list[Data]:
    """Return the persons, or the desks and agencies, that signed."""
    return [
        {"name": each.name, "rel": "author", "scheme": absolute("/tac-gia/"), "code": each.slug}
        for each in page.authors
        if (each.kind == Author.Kind.PERSON) == is_person
    ]


def origin(article: Article) -> list[Data]:
    """Name where republished copy came from, and the address of the original."""
    if article.source is None:
        return []
    return [_told({"name": article.source.name, "rel": "origin", "code": article.source_url})]


def photos(page: PageElsewhere) -> Data:
    """Return the lead photo as ``mainphoto`` and the others in their order, each with its files."""
    article = page.article
    shown = [part for part in page.body if isinstance(part, ShownPhoto)]
    found: Data = {
        f"photo_{place}": picture(each, article.language) for place, each in enumerate(shown, 1)
    }
    lead = article.lead_photo
    if lead is not None:
        caption, alt = article.lead_caption or lead.caption, article.lead_alt or lead.alt
        shown_on_top = ShownPhoto(lead, caption, alt)
        found = {"mainphoto": picture(shown_on_top, article.language)} | found
    return {name: each for name, each in found.items() if each}


def picture(shown: ShownPhoto, language: str) -> Data | None:
    """Return a photo as an item of its own; None where its file is missing.

    Args:
        language: of its caption here.
    """
    photo = shown.photo
    if not photo.src:
        return None
    return _told(
        {
            "uri": photo.guid.urn,
            "type": "picture",
            "mimetype": "image/jpeg",
            "pubstatus": "usable",
            "language": language,
            "description_text": shown.caption,
            "description_alt": shown.alt,
            "byline": photo.credit,
            "copyrightholder": photo.credit,
            "renditions": files(photo),
        }
    )


def files(photo: Photo) -> Data:
    """Return the JPEGs of a photo: the original, its smaller sizes, the crop for sharing."""
    sizes: Data = {
        "original": {"href": absolute(photo.file.url), "width": photo.width, "height": photo.height}
    }
    crop = photo.share_picture if photo.renditions.get("share") else None
    smaller = {f"jpeg_{each.width}": each for each in photo.jpegs}
    for name, each in (smaller | ({"share": crop} if crop else {})).items():
        size = {"href": absolute(each.src), "width": each.width, "height": each.height}
        sizes[name] = size | ({"sizeinbytes": each.length} if each.length else {})
    return {name: size | {"mimetype": "image/jpeg"} for name, size in sizes.items()}


def _told(data: Data) -> Data:
    """Leave out what is empty, and in texts the characters that no XML could hold."""
    said = {name: printable(v) if isinstance(v, str) else v for name, v in data.items()}
    return {name: part for name, part in said.items() if part not in ("", None, [], {})}
