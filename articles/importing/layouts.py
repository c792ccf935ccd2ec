"""The layouts we can read: every module of this package that defines recognise().

A new layout is one new file with NAME, recognise() and parse(); nothing else changes.
"""

import pkgutil
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from typing import Protocol, cast

from articles.importing.document import SourceDocument
from articles.importing.lines import Page

PACKAGE = "articles.importing"


class Layout(Protocol):
    """What a layout's module offers."""

    NAME: str

    def recognise(self, page: Page) -> int:
        """Say how much a page looks like this layout, in points; 0 is not at all."""

    def parse(self, page: Page) -> SourceDocument:
        """Read a page. Raises UnreadableDocument if it cannot be read after all."""


@cache
def layouts() -> tuple[Layout, ...]:
    """Give all layouts, by name. Only their own modules are imported."""
    folder = find_spec(PACKAGE)
    places = folder.submodule_search_locations if folder else None
    names = [f"{PACKAGE}.{module.name}" for module in pkgutil.iter_modules(places)]
    found = [cast(Layout, import_module(name)) for name in names if _is_layout(name)]
    return tuple(sorted(found, key=lambda layout: layout.NAME))


def _is_layout(name: str) -> bool:
    source = getattr(getattr(find_spec(name), "loader", None), "get_source", None)
    return source is not None and "\ndef recognise(" in (source(name) or "")
