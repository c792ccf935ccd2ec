"""How feeds and sitemaps are written: XML that no text can break, and dates that hold still.

``json_feed`` writes the third format by the same steps.
"""

import re
from collections.abc import Sequence
from datetime import datetime
from typing import Any
from xml.sax.xmlreader import AttributesImpl

from django.utils.feedgenerator import Atom1Feed, Rss201rev2Feed, SyndicationFeed, rfc3339_date
from django.utils.xmlutils import SimplerXMLGenerator

from articles.models import Article
from articles.paging import EPOCH

# What XML 1.0 has no place for, however it is spelled (section 2.2, Char).
_NO_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

# What RSS has enclosures say whose length nobody knows (RSS Advisory Board, best practices).
UNKNOWN_LENGTH = "0"


def printable(text: str) -> str:
    """Return a text without the characters that XML cannot hold."""
    return _NO_XML.sub("", text)


def last_changed(article: Article) -> datetime:
    """Tell when readers last got something new: publication or an update, not a minor fix."""
    assert article.published_at is not None
    return max(article.published_at, article.updated_at or article.published_at)


class Writer(SyndicationFeed):
    """What our formats have in common: clean text, several authors, steady dates, hubs.

    Args:
        hubs: where programs may ask to be told of what is new (WebSub).
    """

    file_name = ""

    def __init__(self, *, hubs: Sequence[str] = (), **parts: Any) -> None:
        said = {name: _printable(part) for name, part in parts.items()}
        super().__init__(**said, hubs=list(hubs))

    def add_item(self, *, content: str = "", summary: str = "", **parts: Any) -> None:  # type: ignore[override]
        """Keep one item.

        Args:
            content: the whole of it as HTML, where the feed is in full text.
            summary: its description without markup.
            parts: ``authors`` are the names of those who signed it.
        """
        parts |= {"content": content, "summary": summary}
        super().add_item(**{name: _printable(part) for name, part in parts.items()})

    def latest_post_date(self) -> datetime:
        """Tell when the feed last changed; an empty feed has not changed since ever.

        Without items Django would say "now", and the feed would differ at every request.
        """
        return super().latest_post_date() if self.items else EPOCH


class Rss(Writer, Rss201rev2Feed):
    """RSS 2.0, with the words of Dublin Core for authors and of Atom for updates."""

    file_name = "rss.xml"

    def rss_attributes(self) -> dict[str, str]:
        """Name the vocabularies once."""
        return super().rss_attributes() | {
            "xmlns:dc": "http://purl.org/dc/elements/1.1/",
            "xmlns:content": "http://purl.org/rss/1.0/modules/content/",
        }

    def add_root_elements(self, handler: SimplerXMLGenerator) -> None:
        """Write what the feed says of itself."""
        super().add_root_elements(handler)
        for hub in self.feed["hubs"]:
            handler.addQuickElement("atom:link", None, {"rel": "hub", "href": hub})

    def add_item_elements(self, handler: SimplerXMLGenerator, item: dict[str, Any]) -> None:
        """Write one item."""
        super().add_item_elements(handler, item)
        if item["content"]:
            handler.addQuickElement("content:encoded", item["content"])
        for name in item["authors"]:
            handler.addQuickElement("dc:creator", name)
        if item.get("other_language"):
            handler.addQuickElement("dc:language", item["other_language"])
        handler.addQuickElement("atom:updated", rfc3339_date(item["updateddate"]))


class Atom(Writer, Atom1Feed):
    """Atom 1.0."""

    file_name = "atom.xml"

    def add_root_elements(self, handler: SimplerXMLGenerator) -> None:
        """Write what the feed says of itself."""
        super().add_root_elements(handler)
        for hub in self.feed["hubs"]:
            handler.addQuickElement("link", None, {"rel": "hub", "href": hub})

    def item_attributes(self, item: dict[str, Any]) -> dict[str, str]:
        """Say which language an entry is in, where it is not the feed's."""
        language = item.get("other_language")
        return {"xml:lang": language} if language else {}

    def add_item_elements(self, handler: SimplerXMLGenerator, item: dict[str, Any]) -> None:
        """Write one entry; a length that is not known is left out (RFC 4287, 4.2.7.6)."""
        files = item["enclosures"]
        super().add_item_elements(handler, item | {"enclosures": []})
        for file in files:
            told = {"rel": "enclosure", "href": file.url, "type": file.mime_type}
            length = {} if file.length == UNKNOWN_LENGTH else {"length": file.length}
            handler.addQuickElement("link", None, told | length)
        if item["content"]:
            handler.addQuickElement("content", item["content"], {"type": "html"})
        for name in item["authors"]:
            handler.startElement("author", AttributesImpl({}))
            handler.addQuickElement("name", name)
            handler.endElement("author")


def _printable(part: Any) -> Any:
    if isinstance(part, list):
        return [_printable(each) for each in part]
    return printable(part) if isinstance(part, str) else part
