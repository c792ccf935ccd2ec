"""The page of the list of articles: its filters counted, its rows read, its saved views."""

from collections.abc import Sequence
from typing import Any

from django.contrib.admin.templatetags.admin_urls import add_preserved_filters
from django.contrib.admin.utils import build_q_object_from_lookup_parameters
from django.contrib.admin.views.main import ORDER_VAR, SEARCH_VAR
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from articles.admin.article_list.facet import Facet
from articles.admin.article_list.facet_counts import Base, count
from articles.admin.article_list.rows import all_of, with_row_parts
from articles.admin.article_list.saved_views import Tab, kept, tabs_for
from articles.admin.article_list.search import nearest_first, searched
from articles.admin.counting import BOUND, BoundedChangeList
from articles.models import Article


class ArticleChangeList(BoundedChangeList):
    """The list of articles: everything about it in five queries, at any size of the paper."""

    filter_specs: Sequence[Facet]
    request: HttpRequest

    def get_queryset(self, request: HttpRequest, *args: Any, **kwargs: Any) -> QuerySet[Article]:
        """Keep what is asked for; read nothing of it yet."""
        self.request = request
        articles: QuerySet[Article] = super().get_queryset(request, *args, **kwargs)
        self.filtered = articles
        if self.query and ORDER_VAR not in self.params:
            return nearest_first(articles, self.query)
        return articles

    def get_filters(self, request: HttpRequest) -> Any:
        """Note what an address asks for beside the filters, as links from elsewhere do."""
        found: Any = super().get_filters(request)
        self.other_lookups: dict[str, Any] = found[2]
        return found

    def get_ordering(self, request: HttpRequest, queryset: QuerySet[Any]) -> list[str]:
        """Let the number break ties in the direction of the order, as the indexes have it."""
        found: Any = super().get_ordering(request, queryset)
        ordering = [each for each in found if each != "-pk"]
        last = str(ordering[-1]) if ordering else "-"
        return [*ordering, "-pk" if last.startswith("-") else "pk"]

    @property
    def active(self) -> list[Facet]:
        """The filters in use."""
        return [facet for facet in self.filter_specs if facet.is_active]

    def counted_rows(self) -> int:
        """Count the list and, in the same query, what stands behind every filter."""
        active = self.active
        others = [facet for facet in self.filter_specs if facet not in active]
        is_all = not (self.query or self.other_lookups or self.root_queryset.query.where)
        bases = [Base(self.filtered, others, is_all and not active)]
        for facet in active:
            is_whole = is_all and len(active) == 1
            bases.append(Base(self._narrowed(but=facet), [facet], is_whole))
        return count(bases)

    def _narrowed(self, but: Facet) -> QuerySet[Article]:
        others = build_q_object_from_lookup_parameters(self.other_lookups)
        articles: QuerySet[Article] = searched(self.root_queryset.filter(others), self.query)
        for facet in self.filter_specs:
            if facet is not but:
                articles = facet.queryset(self.request, articles)
        return articles

    def read_rows(self, rows: QuerySet[Any]) -> Any:
        """Read the rows of the page with what they show and what may be done to them."""
        if self.is_popup:
            return rows.defer("body")
        articles = all_of(with_row_parts(rows, self.request), self.request, self._here)
        for article in articles:
            article.url = self._page_of(article)  # type: ignore[attr-defined]
        return articles

    @cached_property
    def _here(self) -> str:
        return str(self.request.META["QUERY_STRING"])

    def _page_of(self, article: Article) -> str:
        """Return the page of an article; it leads back to this place of the list."""
        address = reverse("admin:articles_article_change", args=[article.pk])
        here: dict[str, Any] = {"preserved_filters": self.preserved_filters, "opts": self.opts}
        return str(add_preserved_filters(here, address))

    # What stands above the list ------------------------------------------------------

    @cached_property
    def panel(self) -> list[dict[str, Any]]:
        """The filters with their links, in the order in which they are shown."""
        return [
            {
                "facet": facet,
                "links": [each for each in facet.choices(self) if shown(each)],
                "kept": self._kept_beside(facet),
            }
            for facet in self.filter_specs
        ]

    def _kept_beside(self, facet: Facet) -> list[tuple[str, str]]:
        """Return what a small form of one filter sends along."""
        own = facet.expected_parameters()
        given = self.filter_params.items()
        return [(name, value) for name, values in given for value in values if name not in own]

    @property
    def query_string(self) -> str:
        """What a saved view would keep of this list."""
        return kept(self._here)

    @property
    def can_be_saved(self) -> bool:
        """Whether the list is one that no tab leads to yet."""
        return bool(self.query_string) and not any(tab.is_here for tab in self.tabs)

    @property
    def url_without_search(self) -> str:
        """The address of the list without what was searched for."""
        return self.get_query_string({SEARCH_VAR: None})

    @property
    def is_cut(self) -> bool:
        """Whether this is the last page of a list that goes on."""
        is_last = self.page_num == self.paginator.num_pages
        return bool(is_last and self.paginator.count > BOUND)

    @cached_property
    def chips(self) -> list[tuple[Any, str, str]]:
        """The filters in use: title, what was chosen, the address without it."""
        chips = [(facet.title, facet.chosen(), facet.without(self)) for facet in self.active]
        if self.other_lookups:
            without = self.get_query_string(dict.fromkeys(self.other_lookups))
            chips.append((_("Liên kết"), _("bộ lọc riêng"), without))
        return chips

    @cached_property
    def tabs(self) -> list[Tab]:
        """The lists one may turn to: the house's, one's own, the shared ones."""
        return tabs_for(self.request.user, self._here)


def shown(option: Any) -> bool:
    """Whether a link is worth its place: it leads somewhere, or it is where one is."""
    return option.is_chosen or not option.is_empty or not option.is_child
