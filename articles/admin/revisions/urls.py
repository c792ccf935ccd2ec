"""Addresses of an article's versions at the desk."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.urls import URLPattern, path
from django.views.decorators.http import require_http_methods

from articles.admin.revisions import as_of as revision_as_of
from articles.admin.revisions import compare as revision_compare
from articles.admin.revisions import list as revision_list
from articles.admin.revisions import past as revision_past
from articles.admin.revisions import revert as going_back

View = Callable[..., Any]


def revision_urls(model_admin: Any) -> list[URLPattern]:
    """Return the addresses of an article's versions, behind the door of the desk.

    ``…/<pk>/phien-ban/`` is the list; what stands at an address at a time is asked
    without knowing the article, too: ``…/doc-theo-ngay/``.
    """
    pages: dict[str, tuple[str, View]] = {
        "thumbnail": ("anh-nho/<int:photo>/", revision_compare.thumbnail),
        "as_of_address": ("doc-theo-ngay/", revision_as_of.at_address),
        "revisions": ("<pk>/phien-ban/", revision_list.page),
        "compare": ("<pk>/phien-ban/so-sanh/", revision_compare.page),
        "as_of": ("<pk>/phien-ban/theo-ngay/", revision_as_of.page),
        "revision": ("<pk>/phien-ban/<int:revision>/", revision_past.page),
        "revision_text": ("<pk>/phien-ban/<int:revision>/trang/", revision_past.text),
        "revert": ("<pk>/phien-ban/<int:revision>/dua-ve/", going_back.page),
    }
    return [
        path(route, _view(model_admin, page), name=f"articles_article_{name}")
        for name, (route, page) in pages.items()
    ]


def _view(model_admin: Any, page: View) -> View:
    """Put a page behind the door of the desk; only going back may be posted."""
    methods = ["GET", "HEAD", "POST"] if page is going_back.page else ["GET", "HEAD"]
    answer: View = require_http_methods(methods)(partial(page, model_admin))
    return model_admin.admin_site.admin_view(answer)  # type: ignore[no-any-return]
