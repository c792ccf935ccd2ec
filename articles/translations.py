"""The same text in other languages: what the page offers, and search engines are told."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import get_language_info

from articles.models import Article
from articles.text import nfc

# Open Graph names a language together with a country: https://ogp.me/#optional
LOCALES = {"vi": "vi_VN", "en": "en_US", "ru": "ru_RU"}


@dataclass(frozen=True, slots=True)
class Version:
    """A public article of a group.

    Attributes:
        is_canonical: whether search engines should find it here, and not its original.
    """

    pk: int
    language: str
    address: str
    is_canonical: bool = True

    @property
    def name(self) -> str:
        """The language in its own words: "Tiếng Việt", "Русский"."""
        return own_name(self.language)

    @property
    def locale(self) -> str:
        """The language as Open Graph writes it."""
        return LOCALES[self.language]


@dataclass(frozen=True, slots=True)
class Versions:
    """The public articles of an article's group, one for each language, as it sees them.

    Attributes:
        own: the article's number.
        language: the article's.
        all: in the order of the paper's languages, its own first; each sees the same.
    """

    own: int
    language: str
    all: Sequence[Version]

    @property
    def locale(self) -> str:
        """The article's language as Open Graph writes it."""
        return LOCALES[self.language]

    @property
    def others(self) -> list[Version]:
        """Those in other languages."""
        return [each for each in self.all if each.language != self.language]

    @property
    def alternates(self) -> Sequence[Version]:
        """What search engines are told: all they should find here, or nothing.

        The article is among them; of a page whose canonical is another they believe nothing.
        """
        found = [each for each in self.all if each.is_canonical]
        is_one = any(each.pk == self.own for each in found)
        return found if is_one and len(found) > 1 else ()

    @property
    def default(self) -> Version:
        """Where readers of any other language are sent; only where there are alternates."""
        return self.alternates[0]


def versions_of(article: Article) -> Versions:
    """Return the versions of an article.

    Args:
        article: from ``with_versions``; any other costs a query.
    """
    told = article.__dict__.get("versions_told")
    if told is None and article.pk:
        read_anew = Article.objects.with_versions().only("pk").filter(pk=article.pk).first()
        told = read_anew and read_anew.__dict__["versions_told"]
    return Versions(article.pk, article.language, read(told or ""))


def read(told: str) -> list[Version]:
    """Read what ``with_versions`` tells of a group; of two in one language the older stands."""
    order = [code for code, _name in settings.LANGUAGES]
    rows = [row.split(":") for row in told.split()]
    rows.sort(key=lambda row: (order.index(row[0]), int(row[1])))
    found: dict[str, Version] = {}
    for language, pk, slug, place in rows:
        address = reverse("articles:article", args=[slug, int(pk)])
        found.setdefault(language, Version(int(pk), language, address, not place))
    return list(found.values())


def own_name(language: str) -> str:
    """Return the name of a language in its own words."""
    info: Any = get_language_info(language)
    name = nfc(str(info["name_local"]))  # Django spells "Tiếng Việt" with loose marks.
    return name[:1].upper() + name[1:]
