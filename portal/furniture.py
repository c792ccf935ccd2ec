"""What stands around every page: sections, clocks, the imprint. Read only where shown."""

from collections.abc import Callable, Sequence

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.functional import SimpleLazyObject

from articles import sections, structured_data
from articles.front_page.breaking import breaking_columns, breaking_news, news_of
from articles.kept import Kept
from articles.models import BreakingNews, Category
from articles.search.dictionary import DICTIONARY
from articles.sharing import paper_picture
from comments.house_rules import number_at_hand, number_in_force
from portal.models import Imprint
from portal.publisher import publisher

IMPRINTS = Kept("imprint", (Imprint,), lambda: list(Imprint.objects.all()))


class FurnitureMiddleware:
    """Have the categories at hand for a page, in one query with all that pages show besides.

    They are read when something first asks for them.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer with the categories at hand; ``sections.of`` gives them."""
        request.categories = SimpleLazyObject(_categories)  # type: ignore[attr-defined]
        return self.get_response(request)


def _categories() -> list[Category]:
    return sections.all_categories(
        house_rules=number_in_force(),
        **breaking_columns(),
        **DICTIONARY.stamp(),
        **IMPRINTS.stamp(),
    )


def furniture(request: HttpRequest) -> dict[str, object]:
    """Give the templates the paper's name, its categories, its breaking news and its imprint,
    also as search engines read it.
    """
    imprints = SimpleLazyObject(lambda: IMPRINTS.of(sections.of(request)))
    return {
        "site_name": settings.SITE_NAME,
        "site_tagline": settings.SITE_TAGLINE,
        "site_url": settings.SITE_URL,
        "desk_path": settings.DESK_PATH,
        "categories": sections.of(request),
        "house_rules": SimpleLazyObject(lambda: number_at_hand(request)),
        "breaking": SimpleLazyObject(lambda: _breaking(sections.of(request))),
        "imprints": imprints,
        "publisher": SimpleLazyObject(lambda: publisher(list(imprints))),
        "site_data": SimpleLazyObject(structured_data.site),
        "paper_picture": SimpleLazyObject(paper_picture),
    }


def _breaking(categories: Sequence[Category]) -> BreakingNews | None:
    """Return the news that came along with the categories; a paper without any is asked."""
    for category in categories:
        return news_of(category)
    return breaking_news()
