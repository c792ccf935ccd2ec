"""The house rules, version by version; pages for everybody."""

from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.views.decorators.http import require_safe

from comments import house_rules
from comments.models import HouseRules


@require_safe
def rules_page(request: HttpRequest) -> HttpResponse:
    """The version in force; a paper that has published none says so."""
    return _page(request, list(HouseRules.objects.in_force()), None)


@require_safe
def version_page(request: HttpRequest, version: int) -> HttpResponse:
    """One version, which readers may have accepted; one that is yet to hold is not there."""
    return _page(request, list(HouseRules.objects.in_force()), version)


def _page(request: HttpRequest, versions: list[HouseRules], asked: int | None) -> HttpResponse:
    newest = versions[0] if versions else None
    shown = newest
    if asked is not None:
        shown = next((each for each in versions if each.version == asked), None)
        if shown is None:
            raise Http404
    context = {
        "shown": shown,
        "newest": newest,
        "rules": house_rules.split(shown.text) if shown else [],
        "others": [each for each in versions if each != shown],
        "is_indexed": shown is not None and asked is None,
    }
    return TemplateResponse(request, "comments/rules.html", context)
