"""The page "Bình luận của tôi", for an account or for the reader of one browser."""

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from comments import mine


@require_safe
@never_cache
def my_comments(request: HttpRequest) -> HttpResponse:
    """Show what somebody wrote, what became of it, and what may still be done about it."""
    page = mine.own_page(request, request.GET.get("sau", ""))
    response = TemplateResponse(request, "comments/mine.html", {"page": page})
    response["X-Robots-Tag"] = "noindex"
    return response
