"""Who signed an imported article: names, and the desks that papers sign with."""

import re

from articles.models import Article, Author, Byline
from articles.text import match_key

# Signatures of a newsroom rather than a person, as Vietnamese papers write them.
DESKS = frozenset({"pv", "nhom pv", "phong vien", "nhom phong vien", "ban bien tap", "bbt", "btv"})
BETWEEN_NAMES = re.compile(r"\s*(?:,|;|&|\s[-–—]\s)\s*")


def sign(article: Article, byline: str) -> None:
    """Make the article's bylines the names in this line, in its order.

    Args:
        byline: as it stood on the page: "PV", or "Minh Hà - Lê Nguyên"; may be empty.
    """
    article.bylines.all().delete()
    names = dict.fromkeys(name for name in BETWEEN_NAMES.split(byline) if name)
    authors = dict.fromkeys(_author(name) for name in names)
    for position, author in enumerate(authors):
        Byline.objects.create(article=article, author=author, position=position)


def _author(name: str) -> Author:
    """Return the author of this name; the marks of a person's name are part of it."""
    known: Author | None = Author.objects.filter(name__iexact=name).first()
    kind = Author.Kind.DESK if match_key(name) in DESKS else Author.Kind.PERSON
    return known or Author.objects.create(name=name, kind=kind)
