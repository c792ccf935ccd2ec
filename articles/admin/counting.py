"""Counting at the desk: never further than anybody reads.

A list says "hơn 10.000" instead of counting on, and its pages end there: whoever
looks for more narrows the list down.
"""

from typing import Any

from django.contrib.admin.options import IncorrectLookupParameters
from django.core.paginator import InvalidPage, Paginator
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.formats import number_format
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from unfold.views import ChangeList

BOUND = 10_000


def counted(n: int) -> str:
    """Write a number that was counted up to ``BOUND``: "312", "hơn 10.000"."""
    bound = number_format(min(n, BOUND), force_grouping=True)
    return _("hơn %(n)s") % {"n": bound} if n > BOUND else bound


def bounded_count(rows: QuerySet[Any]) -> int:
    """Count rows, one beyond ``BOUND`` at most."""
    return rows.order_by().values("pk")[: BOUND + 1].count()


class BoundedPaginator(Paginator):  # type: ignore[type-arg]
    """Pages of a list that is counted and read only so far."""

    template_name = "admin/desk/list_pages.html"

    @cached_property
    def count(self) -> int:
        """How many rows there are; one more than ``BOUND`` stands for all above it."""
        return bounded_count(self.object_list)  # type: ignore[arg-type]

    @cached_property
    def num_pages(self) -> int:
        """How many pages can be turned to."""
        return max(1, -(-min(self.count, BOUND) // self.per_page))


class BoundedChangeList(ChangeList):
    """A list at the desk, whose number of rows is said in words when it is large."""

    def get_results(self, request: HttpRequest) -> None:
        """Read one page; say how many rows there are."""
        paginator: Any = self.model_admin.get_paginator(request, self.queryset, self.list_per_page)
        paginator.count = total = self.counted_rows()
        self.multi_page = total > self.list_per_page
        try:
            page = paginator.page(self.page_num if self.multi_page else 1)
        except InvalidPage as error:
            raise IncorrectLookupParameters from error
        self.paginator, self.result_list = paginator, self.read_rows(page.object_list)
        self.result_count, self.in_words = total, counted(total)
        # Alike, so that the theme does not offer to show everything at once.
        self.show_full_result_count, self.full_result_count = False, self.result_count
        self.show_admin_actions, self.can_show_all = True, False

    def counted_rows(self) -> int:
        """Count the rows of the list."""
        return bounded_count(self.queryset)

    def read_rows(self, rows: QuerySet[Any]) -> Any:
        """Return the rows of one page, ready to be shown."""
        return rows
