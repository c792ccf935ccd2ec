"""What stands around every page: sections, clocks, the imprint. Read only where shown."""

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from articles import structured_data
from articles.front_page import breaking_news
from articles.sections import all_categories
from articles.sharing import paper_picture
from comments.house_rules import number_in_force
from portal.models import Imprint
from portal.publisher import publisher


def furniture(request: HttpRequest) -> dict[str, object]:
    """Give the templates the paper's name, its categories, its breaking news and its imprint,
    also as search engines read it.

    A view that has read the categories already passes them under the same name. The
    number of the house rules in force comes along with them: an article page needs it
    beside its form and has no query to spare.
    """
    categories = SimpleLazyObject(lambda: all_categories(house_rules=number_in_force()))
    imprints = SimpleLazyObject(lambda: list(Imprint.objects.all()))
    return {
        "site_name": settings.SITE_NAME,
        "site_tagline": settings.SITE_TAGLINE,
        "site_url": settings.SITE_URL,
        "desk_path": settings.DESK_PATH,
        "categories": categories,
        "house_rules": SimpleLazyObject(lambda: next((c.house_rules for c in categories), 0)),
        "breaking": SimpleLazyObject(breaking_news),
        "imprints": imprints,
        "publisher": SimpleLazyObject(lambda: publisher(list(imprints))),
        "site_data": SimpleLazyObject(structured_data.site),
        "paper_picture": SimpleLazyObject(paper_picture),
    }
