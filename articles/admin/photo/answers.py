"""What the desk's scripts are told of photos, as JSON."""

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from articles import text
from articles.admin.photo.words import may_change
from articles.admin.rows import row_number
from articles.models import Photo
from articles.pictures.uploads import Kept, Refused

PAGE = 24
LONGEST_QUERY = 200
MOST_WORDS = 10


def told(photo: Photo) -> dict[str, Any]:
    """Return what a script needs to show a photo and to put it into a body."""
    return {
        "id": photo.pk,
        "src": photo.thumbnail_src,
        "srcset": photo.webp_srcset or photo.srcset,
        "width": photo.width,
        "height": photo.height,
        "caption": photo.caption,
        "credit": photo.credit,
        "alt": photo.alt,
        "address": photo.get_absolute_url(),
    }


def told_to(user: Any, photo: Photo) -> dict[str, Any]:
    """Return the same, and whether this member of the desk can say who made it, as nobody has."""
    return told(photo) | {"may_credit": not photo.credit and may_change(user, photo)}


def uploaded(results: list[Kept | Refused], user: Any) -> dict[str, Any]:
    """Return what became of each uploaded file."""
    kept = [result for result in results if isinstance(result, Kept)]
    return {
        "photos": [
            told_to(user, each.photo)
            | {
                "name": each.name,
                "is_duplicate": each.is_duplicate,
                "notes": each.notes,
                "page": reverse("admin:articles_photo_change", args=[each.photo.pk]),
                "may_change": may_change(user, each.photo),
            }
            for each in kept
        ],
        "refused": [
            {"name": each.name, "why": each.why} for each in results if isinstance(each, Refused)
        ],
    }


def library(request: HttpRequest) -> dict[str, Any]:
    """Return one page of the photos with a file, newest first.

    ``?q=`` searches caption, credit and alt, with or without marks, or names a number;
    ``?sau=`` is the ``next`` of the page before.
    """
    photos = found(request.GET.get("q", ""))
    if after := row_number(request.GET.get("sau", "")):
        photos = photos.filter(pk__lt=after)
    page = list(photos.exclude(file="").order_by("-pk")[: PAGE + 1])
    shown = page[:PAGE]
    more = str(shown[-1].pk) if len(page) > PAGE else ""
    return {"photos": [told_to(request.user, photo) for photo in shown], "next": more}


def found(query: str) -> Any:
    """Return the photos whose words hold every word of a query, or whose number it is."""
    photos = Photo.objects.all()
    query = query.replace("\x00", "")[:LONGEST_QUERY].strip()
    if number := row_number(query.removeprefix("/anh/")):
        return photos.filter(pk=number) | photos.filter(words_key__contains=query)
    for word in text.match_key(query).split()[:MOST_WORDS]:
        photos = photos.filter(words_key__contains=word)
    return photos


def refusal(why: str, status: int) -> HttpResponse:
    """Answer a script that nothing was done, and why."""
    return JsonResponse({"error": why}, status=status)


def not_allowed() -> HttpResponse:
    """Answer a script whose account may not do this."""
    return refusal(_("Tài khoản của bạn không được làm việc này."), 403)
