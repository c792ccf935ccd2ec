"""Files of banned terms: a term a line, CSV, or the fixture of ``BannedTerm``."""

import csv
import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from comments.models import BannedTerm

COLUMNS = ("term", "match", "verdict")
Row = tuple[int, list[Any]]


def read_terms(path: Path) -> list[BannedTerm]:
    """Return the terms of a file, checked like those typed at the desk, none saved.

    A line holds the term and, after a tab each, ``exact`` or ``folded`` and ``pending``
    or ``rejected``; what is missing is the model's default. A CSV file holds the same
    columns, with or without their names in the first line; a JSON file is a fixture.
    Blank lines and lines that begin with # say nothing.

    Raises:
        OSError: the file cannot be read.
        ValidationError: a sentence for each wrong line, with its number.
    """
    try:
        text = path.read_text("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ValidationError(_("Tệp không phải văn bản UTF-8.")) from error
    terms, wrong = [], []
    seen: dict[str, int] = {}
    for number, row in _rows(text, path.suffix.lower()):
        term = BannedTerm(
            **{name: value for name, value in zip(COLUMNS, row, strict=False) if value}
        )
        if said := _faults(term, row):
            wrong += [_("Dòng %(n)s: %(said)s") % {"n": number, "said": each} for each in said]
        elif (first := seen.setdefault(term.term.casefold(), number)) != number:
            said_twice = _("Dòng %(n)s: «%(term)s» đã có ở dòng %(first)s.")
            wrong.append(said_twice % {"n": number, "term": term.term, "first": first})
        else:
            terms.append(term)
    if wrong:
        raise ValidationError(wrong)
    return terms


def _faults(term: BannedTerm, row: list[Any]) -> list[str]:
    if len(row) > len(COLUMNS):
        return [_("có %(n)s cột, nhiều hơn ba.") % {"n": len(row)}]
    try:
        term.clean_fields()
        term.clean()
    except ValidationError as error:
        return [str(message) for message in error.messages]
    return []


def _rows(text: str, suffix: str) -> Iterator[Row]:
    if suffix == ".json":
        yield from _of_fixture(text)
        return
    lines = text.splitlines()
    kept = [(n, line) for n, line in enumerate(lines, 1) if line.strip() and line.strip()[0] != "#"]
    for number, line in kept:
        try:
            row = _cells(line, suffix)
        except csv.Error as error:
            raise ValidationError(_("Dòng %(n)s: không phải CSV.") % {"n": number}) from error
        if row != list(COLUMNS):
            yield number, row


def _cells(line: str, suffix: str) -> list[str]:
    cells: Iterable[str] = (
        next(csv.reader([line], strict=True)) if suffix == ".csv" else line.split("\t")
    )
    return [cell.strip() for cell in cells]


def _of_fixture(text: str) -> Iterator[Row]:
    """Give the rows of a fixture; a "line" is the place of an object in its list."""
    try:
        objects = json.loads(text)
    except (json.JSONDecodeError, RecursionError) as error:
        line = getattr(error, "lineno", 1)
        raise ValidationError(_("Dòng %(n)s: không phải JSON.") % {"n": line}) from error
    if not isinstance(objects, list):
        raise ValidationError(_("Tệp JSON phải là một danh sách như của dumpdata."))
    for number, each in enumerate(objects, 1):
        is_term = isinstance(each, dict) and each.get("model") == "comments.bannedterm"
        fields = each.get("fields") if is_term else None
        row = [fields.get(name, "") for name in COLUMNS] if isinstance(fields, dict) else [None]
        if not all(isinstance(cell, str) for cell in row):
            said = _("Mục thứ %(n)s không phải một dòng của comments.bannedterm.")
            raise ValidationError(said % {"n": number})
        yield number, row
