"""A photo before readers takes new words or another file, and the archive knows of it."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from articles.acting import milestone
from articles.models import Article, Photo, Revision


@contextmanager
def photo_change(photo: Photo, by: Any) -> Iterator[None]:
    """Let the caller change and save a photo; articles that are out and show it get a milestone.

    A verb locks its article, then the photos that are new to it (``keeping``). Here it is
    the same order: the articles, then the photo. So either a verb that comes to show the
    photo is over, and its article is found at the end, or it waits and keeps the new words.

    Args:
        photo: saved before.
        by: the editor; None is the portal itself.
    """
    with transaction.atomic():
        list(_showing(photo))
        list(Photo.objects.select_for_update(no_key=True).filter(pk=photo.pk).values_list("pk"))
        yield
        for article in _showing(photo):
            if article.is_out:
                milestone(article, by, Revision.Kind.FIXED, _("Sửa chữ của ảnh"), str(photo))


def _showing(photo: Photo) -> QuerySet[Article]:
    """Read the articles that show a photo, under their locks."""
    shown: QuerySet[Article] = Article.objects.filter(photo_uses__photo=photo).order_by("pk")
    return shown.select_for_update(no_key=True, of=("self",))
