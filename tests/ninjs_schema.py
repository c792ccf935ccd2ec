"""What the schema of ninjs 1.4 allows, as a table, and whether a news item keeps to it.

Written after the IPTC's ninjs-schema_1.4.json (approved 18 May 2022): no name may stand in an
item that is not here, but those with a pattern; ``uri`` must.
"""

import re
from datetime import datetime
from urllib.parse import urlsplit

WORDS = (
    *("mimetype", "profile", "version", "copyrightholder", "copyrightnotice", "usageterms"),
    *("ednote", "language", "title", "byline", "headline", "slugline", "located"),
)
INSTANTS = ("firstcreated", "versioncreated", "contentcreated", "embargoed", "expires")
NUMBERS = ("urgency", "charcount", "wordcount")
CONCEPTS = ("person", "place", "subject", "event", "object", "infosource", "organisation")
PATTERN = re.compile(r"(?:description|body|headline)_[a-zA-Z0-9_]+")
NAME = re.compile(r"[a-zA-Z0-9_]+")
CHOICES = {
    "type": {"text", "audio", "video", "picture", "graphic", "composite", "component"},
    "representationtype": {"complete", "incomplete"},
    "pubstatus": {"usable", "withheld", "canceled"},
}
RENDITION = {
    **dict.fromkeys(("href", "mimetype", "title", "format"), str),
    **dict.fromkeys(("height", "width", "sizeinbytes", "duration"), (int, float)),
}


def is_address(value: object) -> bool:
    return isinstance(value, str) and bool(urlsplit(value).scheme) and " " not in value


def faults(item: dict, place: str = "") -> list[str]:
    """Return what the schema forbids, as places in the item."""
    found = [] if is_address(item.get("uri")) else [f"{place}uri"]
    for name, value in item.items():
        here = f"{place}{name}"
        if name == "associations":
            found += [f"{here}.{key}" for key in value if not NAME.match(key)]
            for key, each in value.items():
                found += faults(each, f"{here}.{key}.")
        elif not _fits(name, value):
            found.append(here)
    return found


def _fits(name: str, value: object) -> bool:
    if name in CHOICES:
        return value in CHOICES[name]
    if name in WORDS or PATTERN.fullmatch(name):
        return isinstance(value, str)
    if name in INSTANTS:
        return datetime.fromisoformat(value).tzinfo is not None and "T" in value
    if name in NUMBERS:
        return isinstance(value, int | float)
    if name in CONCEPTS:
        return all(map(_is_concept, value))
    if name == "renditions":
        return all(NAME.match(key) and _is_rendition(each) for key, each in value.items())
    if name == "$standard":
        return value.keys() <= {"name", "version", "schema"} and is_address(value["schema"])
    return name == "uri" or (name == "altids" and isinstance(value, dict))


def _is_concept(value: dict) -> bool:
    known = value.keys() <= {"name", "rel", "scheme", "code"}
    words = all(isinstance(part, str) for part in value.values())
    return known and words and ("scheme" not in value or is_address(value["scheme"]))


def _is_rendition(value: dict) -> bool:
    kinds = all(name in RENDITION and isinstance(v, RENDITION[name]) for name, v in value.items())
    return kinds and is_address(value["href"])
