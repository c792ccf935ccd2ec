"""The box into which a whole page is pasted: the importer reads it, the form is filled."""

from typing import Any
from urllib.parse import urlsplit

from django.http import HttpRequest, JsonResponse
from django.urls import reverse
from django.utils import formats, timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from articles import body, rights
from articles.admin.editor import refused, writes
from articles.admin.rows import row_number
from articles.importing.bylines import BETWEEN_NAMES, ROLE, TWO_WHOLE_NAMES
from articles.importing.document import (
    DROPPED,
    Paragraph,
    PhotoLine,
    ReferenceLine,
    SourceDocument,
    UnreadableDocument,
)
from articles.importing.pasted import read_pasted
from articles.importing.saving import publication_time
from articles.models import Article, Source
from articles.tagging import tags_in
from articles.text import match_key

LONGEST_PAGE = 500_000


@require_POST
def read_page(request: HttpRequest) -> JsonResponse:
    """Read a pasted page and say what would go where, or why it is no article.

    Nothing is saved.
    """
    if not writes(request):
        return refused()
    text = request.POST.get("van-ban", "").replace("\x00", "")
    if len(text) > LONGEST_PAGE:
        return JsonResponse({"why": _("Văn bản quá dài để là một bài.")})
    try:
        document = read_pasted(text)
    except UnreadableDocument as error:
        return JsonResponse({"why": str(error)})
    return JsonResponse(_pieces(document, text) | {"twins": _twins(document, request)})


def _twins(document: SourceDocument, request: HttpRequest) -> list[dict[str, str]]:
    """Return the articles that have this headline already, but for the one being written."""
    seen = rights.visible_to(request.user, Article.objects.all())
    found = seen.filter(headline_key=match_key(document.headline)[:500])
    found = found.exclude(pk=row_number(request.POST.get("tru", "")))
    return [
        {
            "headline": twin.headline,
            "address": reverse("admin:articles_article_change", args=[twin.pk]),
        }
        for twin in found.only("headline")[:3]
    ]


def _pieces(document: SourceDocument, text: str) -> dict[str, Any]:
    source = _source_name(document.source)
    known = Source.objects.filter(key=match_key(source)).first() if source else None
    tags = tags_in(document.headline, document.standfirst, document.paragraphs)
    return {
        "headline": document.headline,
        "standfirst": document.standfirst,
        "body": _body(document),
        "authors": _names(document.byline),
        "source": {"id": known.pk if known else None, "name": known.name if known else source},
        "source_url": _address(document.source),
        "sign_off": document.sign_off,
        "dateline": "",
        "tags": [tag.name for tag in tags],
        "published": _published(document),
        "photos": [{"caption": each.caption, "credit": each.credit} for each in document.photos],
        "warnings": _warnings(document, source, known),
        "lines": _lines(document, text),
        "layout": document.layout,
    }


def _body(document: SourceDocument) -> str:
    """Return the text without its photos: those are picked from the library."""
    html = ""
    for block in document.blocks:
        match block:
            case Paragraph(words):
                html += body.paragraph(words)
            case ReferenceLine(words):
                html += body.reference(words)
            case PhotoLine():
                pass
    return body.clean(html)


def _names(byline: str) -> list[str]:
    separated = TWO_WHOLE_NAMES.sub(r"\1, ", ROLE.sub("", byline))
    return list(dict.fromkeys(name for name in BETWEEN_NAMES.split(separated) if name))


def _source_name(source: str) -> str:
    try:
        return urlsplit(source).hostname or source
    except ValueError:
        return source


def _address(source: str) -> str:
    """Return the address of the original, where the page names more than its paper."""
    try:
        parts = urlsplit(source)
    except ValueError:
        return ""
    return source if parts.hostname and parts.path.strip("/") else ""


def _published(document: SourceDocument) -> dict[str, str] | None:
    """Return the time in the words that the form reads; without an hour where none is known."""
    at, precision = publication_time(document)
    if at is None:
        return None
    local = timezone.localtime(at)
    day = formats.localize_input(local.date(), formats.get_format("DATE_INPUT_FORMATS")[0])
    hour = formats.localize_input(local.time(), formats.get_format("TIME_INPUT_FORMATS")[0])
    return {"day": day, "hour": hour, "precision": str(precision)}


def _warnings(document: SourceDocument, source: str, known: Source | None) -> list[str]:
    warnings = [str(note) for note in document.warnings]
    if source and known is None:
        told = _("Nguồn «%(name)s» chưa có ở tòa soạn: hãy thêm vào mục Nguồn rồi chọn.")
        warnings.append(told % {"name": source})
    if document.photos:
        told = _("Trang có %(number)s ảnh: chỉ giữ được chú thích, hãy chọn ảnh từ kho.")
        warnings.append(told % {"number": len(document.photos)})
    return warnings


def _lines(document: SourceDocument, text: str) -> list[dict[str, Any]]:
    """Return the lines that were dropped, each with its reason; blank ones are no loss."""
    written = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return [
        {"number": line.number, "text": written[line.number - 1].strip()[:300], "why": line.why}
        for line in document.lines
        if line.use == DROPPED and line.number <= len(written) and written[line.number - 1].strip()
    ]
