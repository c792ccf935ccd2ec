"""The picture that is shared of a page without a photo: its headline, set in the paper's type."""

import hashlib
import re
from dataclasses import dataclass
from io import BytesIO

from PIL import Image, ImageDraw

from articles.pictures.renditions import CROPS, SHARE
from articles.pictures.type_setting import Face

# Paper, ink, rules and lacquer red of ``css/tokens.css``.
PAPER, INK, RULE, ACCENT = "#fbf9f4", "#1a1714", "#d9d2c5", "#9d1420"
SERIF, SANS = "Source Serif 4", "Be Vietnam Pro"
DESIGN = 1  # Another number makes another picture of the same words.
# Pixels.
EDGE, LABEL, NAME = 80, 30, 46
TOP, FOOT = 150, 146  # above and below the room for the headline
LARGEST, SMALLEST, STEP = 84, 40, 2  # in a room of the usual height
USUAL = CROPS[SHARE][1] - TOP - FOOT
# Stacked marks (Ế, Ỗ, Ữ) reach 1.2 of the size above the base line of the one below.
LINE = 1.24
COLOURS = 64  # Enough for two inks with soft edges on one paper.
BREAK = re.compile(r"[ \t\r\n]+")  # Not at a no-break space.


@dataclass(frozen=True, slots=True)
class Card:
    """What stands on a share picture.

    Attributes:
        label: the section, in the accent colour; may be empty.
        headline: set as large as it fits.
        paper: the name of the paper.
        shape: a key of ``CROPS``.
    """

    label: str
    headline: str
    paper: str
    shape: str = SHARE

    @property
    def size(self) -> tuple[int, int]:
        """Width and height, in pixels."""
        return CROPS[self.shape]

    @property
    def mark(self) -> str:
        """A short name for what stands on the picture: other words have another."""
        said = "\n".join((str(DESIGN), self.shape, self.label, self.headline, self.paper))
        return hashlib.sha256(said.encode()).hexdigest()[:20]


def drawn(card: Card) -> bytes:
    """Return the picture of a card as PNG."""
    width, height = card.size
    image = Image.new("RGB", card.size, PAPER)
    draw = ImageDraw.Draw(image)
    draw.rectangle((EDGE, 56, EDGE + 96, 63), fill=ACCENT)
    label, name = Face(SANS, 600, LABEL), Face(SERIF, 700, NAME)
    if label.known(card.label) != card.label:
        label = Face(SERIF, 600, LABEL)  # It has Cyrillic, too.
    room = width - 2 * EDGE
    label.draw(draw, (EDGE, 118), fitted(label.known(card.label), label, room), ACCENT)
    bottom = height - FOOT
    face, lines = set_headline(card.headline, room, bottom - TOP)
    leading = face.size * LINE
    # A short headline stands in the middle of its room; its first line needs room for marks.
    top = TOP + (bottom - TOP - leading * len(lines)) / 2
    for n, line in enumerate(lines):
        face.draw(draw, (EDGE, round(top + leading * n + face.size)), line, INK)
    draw.line((EDGE, height - 112, width - EDGE, height - 112), fill=INK, width=3)
    draw.line((EDGE, height - 105, width - EDGE, height - 105), fill=INK, width=1)
    name.draw(draw, (EDGE, height - 46), fitted(name.known(card.paper), name, room), INK)
    out = BytesIO()
    image.quantize(COLOURS).save(out, "PNG", optimize=True)
    return out.getvalue()


def set_headline(words: str, width: int, height: int) -> tuple[Face, list[str]]:
    """Return the largest face in which a headline fits a room, and its lines.

    No word is cut: one that is wider than the room makes the whole smaller. What does not
    fit at ``SMALLEST`` ends in an ellipsis.
    """
    largest = round(LARGEST * (height / USUAL) ** 0.5)
    for size in range(largest, SMALLEST - 1, -STEP):
        face = Face(SERIF, 700, size)
        most = int(height / (size * LINE))
        if face.width(face.known(words)) > most * width:
            continue
        lines = broken(words, face, width)
        if len(lines) <= most and all(face.width(line) <= width for line in lines):
            return face, balanced(lines, face, width)
    face = Face(SERIF, 700, SMALLEST)
    pieces = BREAK.split(face.known(words).strip())
    widest = max(map(face.width, pieces))
    if widest > width:
        face = Face(SERIF, 700, max(1, int(SMALLEST * width / widest)))
    lines = broken(words, face, width)
    most = int(height / (face.size * LINE))
    if len(lines) > most:
        lines = [*lines[: most - 1], fitted(" ".join(lines[most - 1 :]), face, width)]
    return face, lines


def broken(words: str, face: Face, width: float) -> list[str]:
    """Break words into lines of this width; a word that is wider has a line of its own."""
    lines: list[str] = []
    for word in filter(None, BREAK.split(face.known(words))):
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and face.width(longer) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def balanced(lines: list[str], face: Face, width: float) -> list[str]:
    """Break the same number of lines as evenly as it goes."""
    words, best = " ".join(lines), lines
    while len(lines) > 1:
        width -= face.size / 2
        lines = broken(words, face, width)
        if len(lines) > len(best) or any(face.width(line) > width for line in lines):
            break
        best = lines
    return best


def fitted(words: str, face: Face, width: float) -> str:
    """Return as many of the words as fit a line, with an ellipsis where some are left out."""
    if face.width(words) <= width:
        return words
    kept = words.split(" ")
    while len(kept) > 1 and face.width(f"{' '.join(kept)} …") > width:
        kept.pop()
    return f"{' '.join(kept).rstrip(' ,;:–-')} …"
