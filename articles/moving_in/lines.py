"""A file of old addresses: comma or semicolon, UTF-8 with or without its mark, a pair a line."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from articles.old_paths import path_of

SEPARATORS = ",;"


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the file.

    Attributes:
        number: counted from 1.
        path: the old address as it is kept; "" where the line has none.
        goal: what stands behind it, as it was written.
        problem: why the line cannot be read; "" for nothing.
        is_heading: whether it names the columns.
        is_blank: whether nothing stands in it.
    """

    number: int
    path: str = ""
    goal: str = ""
    problem: str = ""
    is_heading: bool = False
    is_blank: bool = False


def read_lines(data: bytes) -> Iterator[Line]:
    """Read a file, one line at a time, so that a broken line spoils no other.

    The separator is the one that gives more lines of two columns.
    """
    rows = data.removeprefix(b"\xef\xbb\xbf").splitlines()
    texts = [row.decode(errors="surrogateescape") for row in rows]
    separator = max(SEPARATORS, key=lambda sign: sum(len(_cells(t, sign)) == 2 for t in texts))
    for number, text in enumerate(texts, 1):
        yield _line(number, text, separator)


def _line(number: int, text: str, separator: str) -> Line:
    if not text.strip(f" \t{separator}"):
        return Line(number, is_blank=True)
    if any("\udc80" <= letter <= "\udcff" for letter in text):
        return Line(number, problem=_("không phải UTF-8: hãy lưu tệp lại kiểu «CSV UTF-8»"))
    if number == 1 and text.lower().startswith("sep="):  # How Excel names the separator.
        return Line(number, is_heading=True)
    cells = _cells(text, separator)
    if len(cells) != 2:
        return Line(number, problem=_("cần hai cột: địa chỉ cũ và bài"))
    path, goal = path_of(cells[0]), cells[1]
    if path:
        return Line(number, path, goal)
    if number == 1 and not any(letter in "/." or letter.isdigit() for letter in cells[0] + goal):
        return Line(number, is_heading=True)
    says = _("«%(address)s» không phải địa chỉ cũ: bắt đầu bằng / hoặc https://, tối đa 500 ký tự")
    return Line(number, problem=says % {"address": cells[0][:60]})


def _cells(text: str, separator: str) -> list[str]:
    """Return the columns of a line, without blanks around them and without empty ones at its end.

    Where the quotation marks of a line do not match there are none.
    """
    try:
        cells = next(csv.reader([text], delimiter=separator, strict=True), [])
    except csv.Error:
        return []
    cells = [cell.strip() for cell in cells]
    while cells and not cells[-1]:
        cells.pop()
    return cells
