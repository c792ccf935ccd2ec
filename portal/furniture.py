"""What stands around every page: sections, clocks, the imprint. Read only where shown."""

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from articles.front_page import breaking_news
from articles.sections import all_categories
from portal.models import Imprint


def furniture(request: HttpRequest) -> dict[str, object]:
    """Give the templates the paper's name, its categories, its breaking news and its imprint.

    A view that has read the categories already passes them under the same name.
    """
    return {
        "site_name": settings.SITE_NAME,
        "site_tagline": settings.SITE_TAGLINE,
        "site_url": settings.SITE_URL,
        "desk_path": settings.DESK_PATH,
        "categories": SimpleLazyObject(all_categories),
        "breaking": SimpleLazyObject(breaking_news),
        "imprints": SimpleLazyObject(lambda: list(Imprint.objects.all())),
    }
