"""JSON Feed 1.1, written by the same steps as RSS and Atom (https://www.jsonfeed.org/version/1.1/)."""

import json
from datetime import datetime
from typing import Any

from articles.syndication import Writer

VERSION = "https://jsonfeed.org/version/1.1"


class JsonFeed(Writer):
    """JSON Feed 1.1; what is empty is left out."""

    file_name = "feed.json"
    content_type = "application/feed+json; charset=utf-8"

    def write(self, outfile: Any, encoding: str) -> None:
        """Write the feed, characters as they are."""
        outfile.write(json.dumps(self._whole(), ensure_ascii=False, indent=1).encode(encoding))

    def _whole(self) -> dict[str, Any]:
        feed = self.feed
        return _told(
            version=VERSION,
            title=feed["title"],
            home_page_url=feed["link"],
            feed_url=feed["feed_url"],
            description=feed["description"],
            language=feed["language"],
            authors=[_told(name=feed["author_name"])] if feed["author_name"] else [],
            hubs=[{"type": "WebSub", "url": hub} for hub in feed["hubs"]],
        ) | {"items": [self._item(item) for item in self.items]}

    def _item(self, item: dict[str, Any]) -> dict[str, Any]:
        pictures = [file for file in item["enclosures"] if file.mime_type.startswith("image/")]
        return _told(
            id=item["unique_id"],
            url=item["link"],
            title=item["title"],
            content_html=item["content"] or item["description"] or " ",
            summary=item["summary"],
            image=pictures[0].url if pictures else "",
            date_published=stamp(item["pubdate"]),
            date_modified=stamp(item["updateddate"]),
            authors=[{"name": name} for name in item["authors"]],
            language=item.get("other_language"),
            tags=list(item["categories"]),
            attachments=[
                _told(
                    url=file.url,
                    mime_type=file.mime_type,
                    size_in_bytes=int(file.length) or None,
                )
                for file in item["enclosures"]
            ],
        )


def stamp(instant: datetime | None) -> str:
    """Write an instant as RFC 3339 has it; nothing for nothing."""
    return instant.isoformat(timespec="seconds") if instant else ""


def _told(**parts: Any) -> dict[str, Any]:
    return {name: part for name, part in parts.items() if part not in ("", None, [])}
