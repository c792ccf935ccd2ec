"""What advertising and shouting look like: links and capitals."""

import re

from comments.writing import visible

# A label of a domain has 63 characters at most (RFC 1035), which bounds the search.
_LINK = re.compile(
    r"https?://\S+|www\.\S+"
    r"|\b[a-z0-9-]{1,63}\.(?:com|net|org|info|vn|ru|xyz|top|site|shop|me|io|cc|club|bet)\b(?!@)",
    re.IGNORECASE,
)
# Names and agencies are often in capitals; a whole comment is another matter.
_FEWEST_CAPITALS = 20
_FEWEST_WORDS = 4
_SHARE = 0.7


def links_in(text: str) -> list[str]:
    """Return the links of a text, those without https:// too, as they are seen."""
    return _LINK.findall(visible(text))


def shouted(text: str) -> str:
    """Return the capitals in which nearly all of a text is written; "" if it is not."""
    upper = sum(char.isupper() for char in text)
    cased = upper + sum(char.islower() for char in text)
    words = [word for word in re.finditer(r"\S+", text) if word[0].isupper()]
    if upper < _FEWEST_CAPITALS or len(words) < _FEWEST_WORDS or upper < _SHARE * cased:
        return ""
    return text[words[0].start() : words[-1].end()]
