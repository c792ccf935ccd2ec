"""Filters by a name among many: the most frequent ones as links, the rest by typing.

Whoever types a name that is not among the links gets every name that holds it, with or
without marks; so the search works without a script, and with one it suggests names.
"""

from collections.abc import Mapping
from typing import Any

from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from articles.admin.article_list.facet import Facet, Option
from articles.admin.article_list.search import walked
from articles.admin.counting import BOUND
from articles.admin.rows import row_number
from articles.models import Article, Author, Byline, Source
from articles.text import match_key

SHOWN = 8


class NameFacet(Facet):
    """Articles that belong to a row with a name.

    Attributes:
        rows: the model of the rows.
        looked_up: how the theme's search field for them is asked: model and field.
    """

    rows: type[Any]
    has_search = True
    looked_up: tuple[str, str]

    @property
    def number(self) -> int:
        """The number of the chosen row; ``NO_ROW`` where a name was typed."""
        return row_number(self.value)

    @property
    def is_active(self) -> bool:
        """Whether a row was chosen or a name typed."""
        return bool(self.number or match_key(self.value))

    @cached_property
    def _name(self) -> str:
        known = self.named.get(self.value)
        if known or not self.number:
            return known or self.value
        return str(self.rows.objects.filter(pk=self.number).first() or self.value)

    def chosen(self) -> str:
        """Return the name."""
        return self._name

    @property
    def typed(self) -> str:
        """What stands in the field for a name."""
        return self._name if self.is_active else ""

    def meant(self) -> Any:
        """Return the rows that were chosen or typed."""
        if self.number:
            return self.rows.objects.filter(pk=self.number)
        return self.rows.objects.filter(key__contains=match_key(self.value))

    def options(self) -> list[Option]:
        """Offer the most frequent names."""
        return [Option(number, name) for number, name in self.named.items()]

    def _top(self, counted: str) -> str:
        """Return SQL for the first rows of ``id, name, n``: the chosen one, then the largest."""
        return (
            f"SELECT id, name, n FROM ({counted}) AS counted WHERE n > 0"
            f" ORDER BY CASE WHEN id = {self.number} THEN 0 ELSE 1 END, n DESC, id LIMIT {SHOWN}"
        )


class BySource(NameFacet):
    """Articles republished from a source."""

    title, parameter = _("Nguồn"), "nguon"
    rows, looked_up = Source, ("article", "source")

    def narrowed(self, articles: Any) -> Any:
        """Keep the articles from there."""
        if self.number:
            return articles.filter(source=self.number)
        return articles.filter(source__in=self.meant().order_by().values("pk"))

    def tallies(self) -> Mapping[str, Any]:
        """Let a base know the sources."""
        return {"source_id": None}

    def names(self, base: str) -> str:
        """Count the sources in a base."""
        return self._top(
            f"SELECT s.id, s.name, COUNT(*) AS n FROM {base} AS b"
            f" JOIN {_table(Source)} AS s ON s.id = b.source_id GROUP BY s.id, s.name"
        )

    def names_of_all(self) -> str:
        """Count each source along its index."""
        return self._top(_counted_along(Source, Article, "source_id"))


class ByAuthor(NameFacet):
    """Articles that somebody signed."""

    title, parameter = _("Tác giả"), "tac-gia"
    rows, looked_up = Author, ("byline", "author")

    def narrowed(self, articles: Any) -> Any:
        """Keep the articles under which the name stands."""
        signed: Any = Byline.objects.order_by()
        if self.number:
            signed = signed.filter(author=self.number)
            return articles.filter(pk__in=signed.values("article"))
        signed = signed.filter(author__in=self.meant().order_by().values("pk"))
        return walked(articles).filter(number__in=signed.values("article"))

    def names(self, base: str) -> str:
        """Count the authors in a base."""
        return self._top(
            f"SELECT a.id, a.name, COUNT(*) AS n FROM {base} AS b"
            f" JOIN {_table(Byline)} AS l ON l.article_id = b.id"
            f" JOIN {_table(Author)} AS a ON a.id = l.author_id GROUP BY a.id, a.name"
        )

    def names_of_all(self) -> str:
        """Count each author along the index of bylines."""
        return self._top(_counted_along(Author, Byline, "author_id"))


def _table(model: type[Any]) -> str:
    return f'"{model._meta.db_table}"'


def _counted_along(named: type[Any], counted: type[Any], column: str) -> str:
    """Return SQL that counts, up to ``BOUND``, the rows of each name along an index."""
    return (
        f"SELECT o.id, o.name, (SELECT COUNT(*) FROM (SELECT 1 FROM {_table(counted)} AS c"
        f" WHERE c.{column} = o.id LIMIT {BOUND + 1}) AS up_to) AS n FROM {_table(named)} AS o"
    )
