"""Every text that Django's desk and its theme can show is there in the editor's language.

``test_desk_language`` reads the pages; this reads the packages, so that a text which
no test happens to reach, or which the next version brings, is missed as well.
"""

import io
import re
from collections.abc import Iterator
from pathlib import Path

import django
import pytest
import taggit
import unfold
from babel.messages.extract import extract
from babel.messages.pofile import read_po
from django.utils.translation import trans_real
from django.utils.translation.template import templatize

from portal.catalogues import KEYWORDS, THEMES

DJANGO, THEME, TAGS = (Path(each.__file__).parent for each in (django, unfold, taggit))
# What an editor can meet of Django beside its desk: forms, their errors, spans of time.
MET = re.compile(
    r"core/(validators|paginator)|forms/|views/csrf|utils/(timesince|text|ipv6)|shortcuts"
    r"|template/defaultfilters|db/models/(base|constraints)|db/models/fields/"
)
# Parts for packages and kinds of fields that are not installed here.
ABSENT = re.compile(r"contrib/(?!filters)|unfold_crispy|tests/|serializers|site_search")

Text = tuple[str | None, str | tuple[str, ...]]
"""A context and a msgid, as catalogues have them."""


def asked_of(domain: str) -> set[Text]:
    """Every text that may be asked for: context and msgid."""
    asked = set()
    for app in ("contrib/admin", "contrib/auth", "conf"):
        po = DJANGO / app / "locale" / "en" / "LC_MESSAGES" / f"{domain}.po"
        for message in read_po(po.open("rb")) if po.exists() else ():
            if message.id and (app != "conf" or is_met(message)):
                asked.add((message.context, message.id))
    if domain == "django":
        asked |= {text for package in (THEME, TAGS) for text in said_by(package)}
    return asked


def is_met(message) -> bool:
    """Whether an editor may meet a text of Django's own; the names of kinds of columns not."""
    places = [place for place, _line in message.locations if MET.match(place)]
    says = message.id if isinstance(message.id, str) else message.id[0]
    is_sentence = says.endswith((".", "-"))
    return any(is_sentence or not place.startswith("db/models/fields") for place in places)


def said_by(package: Path) -> Iterator[Text]:
    """The texts of a package that brings no catalogue of its own."""
    for file in [*package.rglob("*.py"), *package.rglob("*.html")]:
        if ABSENT.match(file.relative_to(package).as_posix()) or "crispy" in str(file):
            continue
        code = file.read_text()
        if file.suffix == ".html":
            lines = templatize(code, origin=str(file)).splitlines()
            code = "\n".join(line.lstrip() for line in lines)
        source = io.BytesIO(code.encode())
        for _line, text, _comments, context in extract(
            "python", source, KEYWORDS, options={"encoding": "utf-8"}
        ):
            if text and any(text):
                yield context, text


def is_there(catalog, text: Text) -> bool:
    context, msgid = text
    first = msgid if isinstance(msgid, str) else msgid[0]
    key = f"{context}\x04{first}" if context else first
    return bool(catalog.get(key) or catalog.get((key, 0)))


def absent(language: str, domain: str) -> set[Text]:
    """What nobody has translated."""
    catalog = trans_real.DjangoTranslation(language, domain=domain)._catalog
    return {text for text in asked_of(domain) if not is_there(catalog, text)}


@pytest.mark.parametrize("domain", sorted(THEMES))
@pytest.mark.parametrize("language", ["vi", "ru"])
def test_every_text_of_the_desk_is_translated(language, domain):
    assert len(asked_of(domain)) > 60
    assert absent(language, domain) == set()
