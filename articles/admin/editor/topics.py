"""Topics that are offered while somebody writes: for a few letters, and for a whole text."""

from django.http import HttpRequest, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from articles import body, markup, tagging
from articles.admin.editor import LONGEST_BODY, LONGEST_QUERY, refused, writes
from articles.text import nfc

LOOK = "articles.view_tag"


@require_GET
def find_topics(request: HttpRequest) -> JsonResponse:
    """Find topics by the beginning of a name or of another name; ``q`` is what was typed."""
    if not request.user.has_perm(LOOK):
        return refused()
    typed = nfc(request.GET.get("q", "").replace("\x00", ""))[:LONGEST_QUERY]
    found = [{"name": each.tag.name, "alias": each.alias} for each in tagging.offers(typed)]
    return JsonResponse({"topics": found})


@require_POST
def topics_of_text(request: HttpRequest) -> JsonResponse:
    """Name the known topics a text speaks of; ``tit``, ``sapo`` and ``noi-dung`` are its parts."""
    if not (writes(request) and request.user.has_perm(LOOK)):
        return refused()
    headline, standfirst, html = (request.POST.get(k, "") for k in ("tit", "sapo", "noi-dung"))
    if len(headline) + len(standfirst) + len(html) > LONGEST_BODY:
        return JsonResponse({"why": _("Nội dung quá dài.")})
    found = tagging.tags_in(nfc(headline), nfc(standfirst), markup.lines(body.clean(html)))
    return JsonResponse({"topics": [{"name": tag.name, "alias": ""} for tag in found]})
