"""The translation catalogues: what our code says, in each language of the desk.

Vietnamese is the source language: a msgid is the Vietnamese text. Extraction and
compiling are Babel's, so that no machine needs GNU gettext. ``locale/theme*.pot``
hold the strings of the desk's theme that the theme itself does not translate.
"""

import io
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.conf import settings
from django.utils.translation.template import templatize

KEYWORDS = {
    **dict.fromkeys(("_", "gettext", "gettext_lazy", "gettext_noop"), None),
    **dict.fromkeys(("ngettext", "ngettext_lazy"), (1, 2)),
    **dict.fromkeys(("pgettext", "pgettext_lazy"), ((1, "c"), 2)),
}
CODE = ("portal", "accounts", "articles", "comments")
LOCALE: Path = settings.BASE_DIR / "locale"
SOURCE_LANGUAGE = settings.LANGUAGE_CODE
# What the server says and what scripts say; the scripts are all the theme's.
THEMES = {"django": "theme.pot", "djangojs": "theme-js.pot"}


def wanted(domain: str) -> Catalog:
    """Return every text of our code and templates, and those of the theme.

    Args:
        domain: one of ``THEMES``.
    """
    catalog = Catalog(project="portal", fuzzy=False)
    for name, messages in sorted(_sources()) if domain == "django" else []:
        for _line, text, comments, context in messages:
            catalog.add(text, locations=[(name, 0)], auto_comments=comments, context=context)
    with (LOCALE / THEMES[domain]).open("rb") as file:
        for message in read_po(file):
            if message.id:
                catalog.add(message.id, locations=[("theme", 0)], context=message.context)
    return catalog


def _sources() -> Iterator[tuple[str, list[tuple[int, Any, list[str], str | None]]]]:
    for package in CODE:
        for file in (settings.BASE_DIR / package).rglob("*.py"):
            if "migrations" not in file.parts:
                yield _named(file), _extracted(file.read_text())
    for file in (settings.BASE_DIR / "templates").rglob("*.*"):
        # What templatize leaves is Python enough for Babel once it stands at the margin.
        code = templatize(file.read_text(), origin=str(file))
        yield _named(file), _extracted("\n".join(line.lstrip() for line in code.splitlines()))


def _named(file: Path) -> str:
    return file.relative_to(settings.BASE_DIR).as_posix()


def _extracted(code: str) -> list[tuple[int, Any, list[str], str | None]]:
    options = {"encoding": "utf-8"}
    return list(extract("python", io.BytesIO(code.encode()), KEYWORDS, options=options))


def po_file(language: str, domain: str) -> Path:
    """Return where the catalogue of a language lies."""
    return LOCALE / language / "LC_MESSAGES" / f"{domain}.po"


def updated(language: str, domain: str) -> Catalog:
    """Return the catalogue of a language with today's texts; new ones are empty.

    In the source language a text is its own translation.
    """
    catalog = Catalog(locale=language, fuzzy=False)
    if po_file(language, domain).exists():
        with po_file(language, domain).open("rb") as file:
            catalog = read_po(file, locale=language)
    catalog.update(wanted(domain), no_fuzzy_matching=True, update_creation_date=False)
    catalog.obsolete.clear()
    catalog.header_comment = "# Texts of the portal; the msgid is the Vietnamese one."
    catalog.fuzzy = False
    if language == SOURCE_LANGUAGE:
        for message in catalog:
            if message.id and not is_translated(message) and not is_of_theme(message):
                message.string = message.id if isinstance(message.id, str) else message.id[:1]
    return catalog


def is_of_theme(message: Message) -> bool:
    """Tell whether a text belongs to the theme only; its msgid is English."""
    return {name for name, _line in message.locations} == {"theme"}


def is_translated(message: Message) -> bool:
    """Tell whether every form of a text is there and nobody has to look at it again."""
    forms = [message.string] if isinstance(message.string, str) else [*(message.string or [""])]
    return all(forms) and not message.fuzzy


def missing(catalog: Catalog) -> list[str]:
    """Return the texts of a catalogue that have no translation yet."""
    return [str(message.id) for message in catalog if message.id and not is_translated(message)]


def as_po(catalog: Catalog) -> bytes:
    """Return the catalogue as it is kept: sorted, without line numbers and dates."""
    out = io.BytesIO()
    write_po(out, catalog, sort_output=True, include_lineno=False, omit_header=False, width=100)
    lines = out.getvalue().splitlines(keepends=True)
    return b"".join(line for line in lines if not line.startswith(IDLE_HEADERS))


UNDATED = datetime(2026, 1, 1, tzinfo=UTC)
IDLE_HEADERS = tuple(
    f'"{name}'.encode()
    for name in (
        *("POT-Creation-Date", "PO-Revision-Date", "Generated-By", "Last-Translator"),
        *("Project-Id-Version", "Report-Msgid-Bugs-To", "Language-Team"),
    )
)


def as_mo(catalog: Catalog) -> bytes:
    """Return the catalogue as the running site reads it; the same catalogue, the same bytes."""
    out = io.BytesIO()
    catalog.creation_date = catalog.revision_date = UNDATED
    write_mo(out, catalog)
    return out.getvalue()
