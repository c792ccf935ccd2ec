"""The paper's own type for drawn pictures: the same files that readers' pages are set in.

``css/fonts.css`` says which file holds which characters; the drawing library reads WOFF2
and variable weights itself, so that there is one copy of each face and one list of it.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import groupby
from pathlib import Path

from django.contrib.staticfiles import finders
from PIL import ImageDraw, ImageFont

RULE = re.compile(r"@font-face\s*{([^}]*)}")
SAYS = re.compile(r"([a-z-]+):\s*([^;]+);")
SPAN = re.compile(r"U\+([0-9A-F]+)(?:-([0-9A-F]+))?")
FILE = re.compile(r'url\("\.\./(fonts/[^"]+)"\)')


@dataclass(frozen=True, slots=True)
class Part:
    """One file of a family, and the characters for which pages use it."""

    file: str
    spans: tuple[tuple[int, int], ...]

    def holds(self, letter: str) -> bool:
        """Whether this file has a shape for a character."""
        return any(first <= ord(letter) <= last for first, last in self.spans)


@dataclass(frozen=True, slots=True)
class Face:
    """A family at one weight and size, in which words are measured and set.

    Attributes:
        size: in pixels, of the em.
    """

    family: str
    weight: int
    size: int

    def known(self, words: str) -> str:
        """Return the words without characters that the family has no shape for."""
        parts = parts_of(self.family, self.weight)
        return "".join(c for c in words if any(part.holds(c) for part in parts))

    def width(self, words: str) -> float:
        """Return how wide words are, in pixels."""
        return sum(font.getlength(run) for font, run in self._runs(words))

    def draw(
        self, draw: ImageDraw.ImageDraw, at: tuple[float, float], words: str, ink: str
    ) -> None:
        """Set words; ``at`` is where their first base line begins, in pixels."""
        across, down = at
        for font, run in self._runs(words):
            draw.text((across, down), run, fill=ink, font=font, anchor="ls")
            across += font.getlength(run)

    def _runs(self, words: str) -> Iterator[tuple[ImageFont.FreeTypeFont, str]]:
        parts = parts_of(self.family, self.weight)

        def file_for(letter: str) -> str:
            return next((part.file for part in parts if part.holds(letter)), parts[0].file)

        runs = [(file, "".join(letters)) for file, letters in groupby(words, file_for)]
        # Only one file of the serif has a design for headlines: beside others it would look thin.
        for file, letters in runs:
            yield opened(file, self.size, self.weight, is_alone=len(runs) == 1), letters


@cache
def parts_of(family: str, weight: int) -> tuple[Part, ...]:
    """Return the files of an upright family at a weight, as the style sheet names them.

    Raises:
        LookupError: the style sheet has no such family.
    """
    sheet = finders.find("css/fonts.css")
    found = []
    for rule in RULE.findall(Path(str(sheet)).read_text()):
        says = dict(SAYS.findall(rule))
        lightest, _space, heaviest = says["font-weight"].partition(" ")
        fits = int(lightest) <= weight <= int(heaviest or lightest)
        ours = says["font-family"].strip('"') == family and says["font-style"] == "normal"
        if fits and ours and (file := FILE.search(says["src"])):
            spans = SPAN.findall(says["unicode-range"])
            found.append(
                Part(file[1], tuple((int(a, 16), int(b or a, 16)) for a, b in spans)),
            )
    if not found:
        raise LookupError(f"css/fonts.css has no {family} of weight {weight}.")
    return tuple(found)


@lru_cache(maxsize=64)
def opened(file: str, size: int, weight: int, is_alone: bool) -> ImageFont.FreeTypeFont:
    """Return a font file at a size; a variable one at this weight.

    Args:
        is_alone: whether it sets all of a line: then in its design for the largest sizes.
    """
    font = ImageFont.truetype(str(finders.find(file)), size)
    try:
        axes = font.get_variation_axes()
    except OSError:  # Not a variable font.
        return font
    designs = [(axis["maximum"] if is_alone else axis["minimum"]) or 0 for axis in axes[1:]]
    font.set_variation_by_axes([weight, *designs])
    return font
