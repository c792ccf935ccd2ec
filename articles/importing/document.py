"""What a source document is: a page of another paper, understood line by line.

Everything that reads such pages makes a SourceDocument; everything that saves, prints or reports
one starts from it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of the body, in NFC, otherwise as it stood."""

    text: str


@dataclass(frozen=True, slots=True)
class PhotoLine:
    """What a page says about a photo. caption and credit are "" where it says nothing."""

    caption: str
    credit: str


@dataclass(frozen=True, slots=True)
class ReferenceLine:
    """A line in square brackets that names another article, without the brackets."""

    text: str


Block = Paragraph | PhotoLine | ReferenceLine


@dataclass(frozen=True, slots=True)
class LineUse:
    """What became of one line: `use` names a part of the document, or is DROPPED.

    number counts from 1. why is Vietnamese; it is never empty for a dropped line.
    """

    number: int
    use: str
    why: str = ""


DROPPED = "dropped"


@dataclass(frozen=True, slots=True)
class Note:
    """A Vietnamese sentence about a page, kept as a template and what fills it.

    message is a str.format template; line counts from 1 and is None where the whole page is meant.
    """

    message: str
    line: int | None = None
    params: Mapping[str, object] = field(default_factory=dict)

    @property
    def sentence(self) -> str:
        """The sentence without its line number."""
        return self.message.format_map(self.params)

    def __str__(self) -> str:
        return self.sentence if self.line is None else f"Dòng {self.line}: {self.sentence}"


class UnreadableDocument(Exception):
    """The bytes are no page that we can read. str() is the reason, in Vietnamese."""

    def __init__(self, message: str, line: int | None = None, **params: object) -> None:
        self.note = Note(message, line, params)
        super().__init__(str(self.note))

    @property
    def message(self) -> str:
        """The reason without its line number."""
        return self.note.sentence

    @property
    def line(self) -> int | None:
        """The line at fault, counted from 1, where one line is."""
        return self.note.line


@dataclass(frozen=True, slots=True)
class SourceDocument:
    """One page of another paper. Texts the page does not hold are "", figures are None."""

    sha256: str
    layout: str
    headline: str
    standfirst: str
    published_at: datetime | None = None
    """Aware, with the offset the page states; None where it states no clock."""
    inferred_date: date | None = None
    """A date found in a caption or the text, or stated without a clock; None beside a time."""
    blocks: tuple[Block, ...] = ()
    """The body in order. The standfirst, the byline and the sign-off are not in it."""
    byline: str = ""
    source: str = ""
    sign_off: str = ""
    """The agency's last line as it stood: "(TTXVN/Vietnam+)"."""
    good_ratings: int | None = None
    """None where the page has no rating block; 0 where it says that nobody rated."""
    related: tuple[str, ...] = ()
    imprint: str | None = None
    warnings: tuple[Note, ...] = ()
    lines: tuple[LineUse, ...] = field(default=(), repr=False)

    @property
    def paragraphs(self) -> list[str]:
        """The texts of the body's paragraphs."""
        return [block.text for block in self.blocks if isinstance(block, Paragraph)]

    @property
    def photos(self) -> list[PhotoLine]:
        """The photos, in the order of the page."""
        return [block for block in self.blocks if isinstance(block, PhotoLine)]

    @property
    def references(self) -> list[str]:
        """The headlines that stood in square brackets."""
        return [block.text for block in self.blocks if isinstance(block, ReferenceLine)]

    def as_json(self, file: str) -> dict[str, object]:
        """Give the document as values that JSON can hold, under the keys of `--json`.

        file is the name under which the document came.
        """
        return {
            "file": file,
            "sha256": self.sha256,
            "layout": self.layout,
            "headline": self.headline,
            "standfirst": self.standfirst,
            "published_at": self.published_at.isoformat() if self.published_at else None,
            "inferred_date": self.inferred_date.isoformat() if self.inferred_date else None,
            "paragraphs": self.paragraphs,
            "photos": [{"caption": each.caption, "credit": each.credit} for each in self.photos],
            "byline": self.byline,
            "source": self.source,
            "good_ratings": self.good_ratings,
            "references": self.references,
            "related": list(self.related),
            "imprint": self.imprint,
            "warnings": [str(note) for note in self.warnings],
            "lines": [
                {"number": line.number, "use": line.use, "why": line.why} for line in self.lines
            ],
        }
