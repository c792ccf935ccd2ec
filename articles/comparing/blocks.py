"""A body as its blocks, for comparing: paragraphs, crossheads, list items, photos and so on.

The words of a block carry how they stand; the address of a link stands behind the
linked words. Everything is plain text, whatever the body holds.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from html import unescape

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from articles.comparing.wording import Budget, Word, matches, words

PIECE = re.compile(r"(<[^>]*>)")
NAME = re.compile(r"</?([a-z0-9]+)")
ATTRIBUTE = re.compile(r'([a-z-]+)="([^"]*)"')
PHOTO = re.compile(r"/anh/([0-9]{1,18})\Z")
ALIKE = 0.34
"""The share of words that two blocks must have in common to be one block reworded."""

MOST_PAIRS = 40_000

PARAGRAPH, FIGURE, REFERENCE, EMBED = "p", "figure", "reference", "embed"
LABELS: dict[str, str | Promise] = {
    "h2": _("Tít phụ"),
    "h3": _("Tít phụ nhỏ"),
    "ul": _("Mục"),
    "ol": _("Mục số"),
    "blockquote": _("Trích dẫn"),
    "tr": _("Dòng bảng"),
    REFERENCE: _("Xem thêm"),
    EMBED: _("Nhúng"),
}
APART = frozenset({FIGURE, REFERENCE, EMBED})
STYLES = {"strong": "b", "em": "i"}
ENDS = frozenset({"p", "h2", "h3", "li", "ul", "ol", "blockquote", "tr", "figure", "table"})
HOLDERS = frozenset({"ul", "ol", "blockquote", "tr", "h2", "h3"})


@dataclass(frozen=True, slots=True)
class Block:
    """One block of a body.

    Attributes:
        kind: "p", a key of ``LABELS``, or "figure".
        number: of the photo that a figure shows, or of the article that a reference means.
    """

    kind: str
    text: tuple[Word, ...]
    number: int | None = None

    @property
    def label(self) -> str:
        """What kind of block it is, in words; a paragraph says nothing."""
        if self.kind == FIGURE:
            return str(_("Ảnh %(id)s") % {"id": self.number or "?"})
        if self.kind == REFERENCE and self.number:
            return str(_("Xem thêm, bài %(id)s") % {"id": self.number})
        return str(LABELS.get(self.kind, ""))


def blocks(html: str) -> list[Block]:
    """Return the blocks of a cleaned body; of anything else, some blocks of plain text."""
    return _Reader().read(html)


class _Reader:
    """Walks through a body once."""

    def __init__(self) -> None:
        self.done: list[Block] = []
        self.text: list[Word] = []
        self.holders: list[str] = []
        self.styles: list[str] = []
        self.links: list[str] = []
        self.kind, self.number = "", 0

    def read(self, html: str) -> list[Block]:
        for piece in PIECE.split(html):
            tag = NAME.match(piece)
            if tag is None:
                self.text += words(unescape(piece), "".join(sorted({*self.styles})))
            elif piece.startswith("</"):
                self._close(tag[1])
            else:
                self._open(tag[1], dict(ATTRIBUTE.findall(piece)))
        self._end()
        return self.done

    def _open(self, name: str, attributes: dict[str, str]) -> None:
        if self._is_end(name):
            self._end()
        if name in HOLDERS:
            self.holders.append(name)
        elif name in STYLES:
            self.styles.append(STYLES[name])
        elif name == "a":
            self.links.append(unescape(attributes.get("href", "")))
        elif name == "br":
            self.text.append(Word("\n"))
        elif name == "figure":
            self.kind = FIGURE
        elif name == "img":
            self._show(attributes)
        elif name == "p" and attributes.get("class") in (REFERENCE, EMBED):
            self.kind, self.number = attributes["class"], int(attributes.get("data-article") or 0)

    def _close(self, name: str) -> None:
        if self._is_end(name):
            self._end()
        if name in HOLDERS and name in self.holders:
            del self.holders[len(self.holders) - 1 - self.holders[::-1].index(name) :]
        elif name in STYLES and STYLES[name] in self.styles:
            self.styles.remove(STYLES[name])
        elif name == "a" and self.links:
            self.text.append(Word(f" [→ {self.links.pop()}]", "a"))
        elif name in ("td", "th"):
            self.text.append(Word(" | "))

    def _is_end(self, name: str) -> bool:
        """Whether a block ends here; the paragraphs of a table's cell are one line."""
        return name in ENDS and not (name == "p" and "tr" in self.holders)

    def _show(self, attributes: dict[str, str]) -> None:
        photo = PHOTO.match(attributes.get("src", ""))
        self.kind, self.number = FIGURE, int(photo[1]) if photo else 0
        if alt := unescape(attributes.get("alt", "")):
            self.text += words(str(_("Mô tả ảnh: %(alt)s") % {"alt": alt}) + "\n")

    def _end(self) -> None:
        """Keep what was read as a block, if it says anything."""
        text = _without_outer_blanks(self.text)
        if text or self.kind == FIGURE:
            kind = self.kind or (self.holders[-1] if self.holders else PARAGRAPH)
            self.done.append(Block(kind, tuple(text), self.number or None))
        self.text, self.styles, self.links = [], [], []
        self.kind, self.number = "", 0


def _without_outer_blanks(text: list[Word]) -> list[Word]:
    start, end = 0, len(text)
    while start < end and not text[start].text.strip():
        start += 1
    while end > start and not text[end - 1].text.strip(" \n\t|"):
        end -= 1
    return text[start:end]


Pair = tuple[Block | None, Block | None]


def aligned(old: Sequence[Block], new: Sequence[Block], budget: Budget) -> list[Pair]:
    """Pair the blocks of two bodies, in reading order; None stands for no partner."""
    pairs: list[Pair] = []
    i = j = 0
    for at_old, at_new in [*matches(old, new, budget), (len(old), len(new))]:
        pairs += _reworded(old[i:at_old], new[j:at_new], budget)
        pairs += [*zip(old[at_old : at_old + 1], new[at_new : at_new + 1], strict=True)]
        i, j = at_old + 1, at_new + 1
    return pairs


def _reworded(old: Sequence[Block], new: Sequence[Block], budget: Budget) -> list[Pair]:
    """Pair blocks of which none stayed as it was: those that are most alike, in order."""
    if not old or not new or len(old) * len(new) > MOST_PAIRS:
        return [*((each, None) for each in old), *((None, each) for each in new)]
    old_words, new_words = [_said(each) for each in old], [_said(each) for each in new]
    # best[i][j]: how much is alike in what stands behind old block i and new block j.
    best = [[0.0] * (len(new) + 1) for _row in range(len(old) + 1)]
    for i in range(len(old) - 1, -1, -1):
        for j in range(len(new) - 1, -1, -1):
            alike = _alike(old[i], new[j], old_words[i], new_words[j])
            paired = alike + best[i + 1][j + 1] if alike >= ALIKE else 0.0
            best[i][j] = max(best[i + 1][j], best[i][j + 1], paired)
    pairs: list[Pair] = []
    i = j = 0
    while i < len(old) and j < len(new):
        if best[i][j] == best[i + 1][j]:
            pairs.append((old[i], None))
            i += 1
        elif best[i][j] == best[i][j + 1]:
            pairs.append((None, new[j]))
            j += 1
        else:
            pairs.append((old[i], new[j]))
            i, j = i + 1, j + 1
    return [*pairs, *((each, None) for each in old[i:]), *((None, each) for each in new[j:])]


def _said(block: Block) -> frozenset[str]:
    return frozenset(word.text for word in block.text if word.text.strip())


def _alike(old: Block, new: Block, said: frozenset[str], says: frozenset[str]) -> float:
    """Return how alike two blocks are, from 0 to 1."""
    if old.kind != new.kind and APART & {old.kind, new.kind}:
        return 0.0
    if old.kind == FIGURE:
        return float(old.number == new.number)
    if old.kind in APART:
        return 1.0
    if not said or not says:
        return 0.0
    return 2 * len(said & says) / (len(said) + len(says))
