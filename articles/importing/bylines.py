"""Who signed an imported article: names, and the desks that papers sign with."""

import re

from articles.models import Author
from articles.text import match_key

# Signatures of a newsroom rather than a person, as Vietnamese papers write them.
DESKS = frozenset({"pv", "nhom pv", "phong vien", "nhom phong vien", "ban bien tap", "bbt", "btv"})
BETWEEN_NAMES = re.compile(r"\s*(?:,|;|&|\s[-–—]\s|\svà\s)\s*")
TWO_WHOLE_NAMES = re.compile(r"(?<=\w\s)(\w+)-(?=\w+\s\w)")
ROLE = re.compile(
    r"\s*\((?:tổng hợp|t/h|th|dịch|biên dịch|lược dịch|ghi|thực hiện)\)", re.IGNORECASE
)


def authors_in(byline: str) -> list[Author]:
    """Return the authors that this line names, in its order; new names become authors.

    Args:
        byline: as it stood on the page: "PV", "Minh Hà - Lê Nguyên", "Trần Hiếu-Duy Trinh"
            or "Thu Hà (tổng hợp)"; may be empty.
    """
    separated = TWO_WHOLE_NAMES.sub(r"\1, ", ROLE.sub("", byline))
    names = dict.fromkeys(name for name in BETWEEN_NAMES.split(separated) if name)
    return list(dict.fromkeys(_author(name) for name in names))


def _author(name: str) -> Author:
    """Return the author of this name; the marks of a person's name are part of it."""
    known: Author | None = Author.objects.filter(name__iexact=name).first()
    desk = match_key(re.split(r"[/(]", name)[0])
    kind = Author.Kind.DESK if desk in DESKS else Author.Kind.PERSON
    return known or Author.objects.create(name=name, kind=kind)
