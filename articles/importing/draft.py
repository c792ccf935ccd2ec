"""What has been understood of a page so far: every line once, with its use and its words."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime

from articles.importing.document import (
    DROPPED,
    Block,
    LineUse,
    Note,
    Paragraph,
    PhotoLine,
    SourceDocument,
    UnreadableDocument,
)
from articles.importing.inferring import infer_date
from articles.importing.lines import Line, Page

SIGN_OFF = "dòng ký của hãng tin"
NO_HEADLINE = "Không tìm thấy tít trên trang."
NO_BODY = "Trang có tít nhưng không có nội dung."
STRANGE_BLANKS = "Dòng trống chứa khoảng trắng lạ ({characters}): dòng {lines}."
HIDDEN_TAKEN_OUT = "Đã bỏ ký tự vô hình trong chữ ({characters}): dòng {lines}."
INFERRED = "Trang không ghi giờ đăng; ngày {day} được suy ra từ chú thích hoặc nội dung."
LINES_NAMED = 10
"""How many line numbers a warning names before it says "…"."""


@dataclass(slots=True)
class Entry:
    """A line with what it is used for, and the piece of the body it makes."""

    line: Line
    use: str
    why: str = ""
    block: Block | None = None


@dataclass
class Draft:
    """A document in the making. Layouts fill it; document() closes it."""

    page: Page
    layout: str
    headline: str = ""
    standfirst: str = ""
    published_at: datetime | None = None
    stated_day: date | None = None
    byline: str = ""
    source: str = ""
    sign_off: str = ""
    agency: str = ""
    """Who signs off, without brackets; the source where no other is named."""
    good_ratings: int | None = None
    last_line: int | None = None
    """The number of the line with which the article ends."""
    related: dict[str, Line] = field(default_factory=dict)
    """The headlines of other articles, each with its line."""
    imprint: list[str] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    entries: dict[int, Entry] = field(default_factory=dict)

    def use(self, line: Line, use: str, why: str = "", block: Block | None = None) -> Entry:
        """Say what a line is used for; the last word counts."""
        self.entries[line.number] = Entry(line, use, why, block)
        return self.entries[line.number]

    def drop(self, line: Line, why: str) -> None:
        """Say why a line is not used."""
        self.use(line, DROPPED, why)

    @property
    def is_over(self) -> bool:
        """Whether a line that ends the article has been read: its source, its rating, a list."""
        return self.last_line is not None

    def end(self, line: Line) -> None:
        """Say that the article ends here, if it has not ended before."""
        self.last_line = line.number if self.last_line is None else self.last_line

    def sign(self, sign_off: str, agency: str) -> None:
        """Keep the agency's signature; the last one counts."""
        self.sign_off, self.agency = sign_off, agency

    def note(self, message: str, line: Line | None = None, **params: object) -> None:
        """Tell the editor about a line, or about the page."""
        self.notes.append(Note(message, line.number if line else None, params))

    def used_as(self, *uses: str) -> list[Entry]:
        """The lines with one of these uses, in the order of the page."""
        return [self.entries[number] for number in sorted(self.entries) if self._is(number, uses)]

    def document(self) -> SourceDocument:
        """Close the draft. Raises UnreadableDocument if there is no headline or no text."""
        if not self.headline:
            raise UnreadableDocument(NO_HEADLINE)
        blocks = tuple(
            e.block for e in map(self.entries.get, sorted(self.entries)) if e and e.block
        )
        if not blocks and not self.standfirst:
            raise UnreadableDocument(NO_BODY)
        inferred = None if self.published_at else self.stated_day or self._inferred_date(blocks)
        return SourceDocument(
            sha256=self.page.sha256,
            layout=self.layout,
            headline=self.headline,
            standfirst=self.standfirst,
            published_at=self.published_at,
            inferred_date=inferred,
            blocks=blocks,
            byline=self.byline,
            source=self.source or self.agency,
            sign_off=self.sign_off,
            good_ratings=self.good_ratings,
            related=tuple(self.related),
            imprint="\n".join(self.imprint) if self.imprint else None,
            lines=tuple(self._line_use(line) for line in self.page.lines),
            warnings=self._warnings(),
        )

    def _is(self, number: int, uses: tuple[str, ...]) -> bool:
        return self.entries[number].use in uses

    def _inferred_date(self, blocks: tuple[Block, ...]) -> date | None:
        captions = [block.caption for block in blocks if isinstance(block, PhotoLine)]
        texts = [block.text for block in blocks if isinstance(block, Paragraph)]
        day = infer_date(captions, [self.standfirst, *texts])
        if day:
            self.note(INFERRED, day=f"{day.day}/{day.month}/{day.year}")
        return day

    def _line_use(self, line: Line) -> LineUse:
        if line.is_blank:
            codes = _codes(line.strange_blanks)
            return LineUse(line.number, DROPPED, f"dòng trống ({codes})" if codes else "dòng trống")
        entry = self.entries[line.number]
        return LineUse(line.number, entry.use, entry.why)

    def _warnings(self) -> tuple[Note, ...]:
        self._note_characters(STRANGE_BLANKS, lambda line: line.strange_blanks)
        self._note_characters(HIDDEN_TAKEN_OUT, lambda line: line.hidden)
        return tuple(sorted(self.notes, key=lambda note: note.line or 0))

    def _note_characters(self, message: str, of: Callable[[Line], str]) -> None:
        found = [line for line in self.page.lines if of(line)]
        if found:
            numbers = [str(line.number) for line in found]
            named = numbers[:LINES_NAMED] + ["…"] * (len(numbers) > LINES_NAMED)
            codes = _codes("".join(sorted(set("".join(map(of, found))))))
            self.note(message, characters=codes, lines=", ".join(named))


def _codes(characters: str) -> str:
    return ", ".join(f"U+{ord(character):04X}" for character in characters)
