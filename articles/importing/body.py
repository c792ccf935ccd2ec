"""The lines under the headline, one by one: text, photos, references, and what is not text.

Each line goes to the first rule that wants it. Rules look at the line, at the one before it and
at what the page has opened so far (a list of headlines, the comment box, the imprint).
"""

import re
from collections.abc import Callable
from itertools import takewhile

from articles.importing.credits import (
    LONGEST_CAPTION,
    split_caption,
    without_caption_label,
    without_figure_label,
)
from articles.importing.dates import read_time
from articles.importing.document import Block, Paragraph, PhotoLine, ReferenceLine
from articles.importing.draft import SIGN_OFF, Draft, Entry
from articles.importing.endings import read_byline, read_sign_off, read_source
from articles.importing.furniture import Heading, furniture, good_ratings, heading
from articles.importing.imprint import begins_imprint, may_continue_imprint
from articles.importing.lines import Line, one_space
from articles.importing.lists import is_listed_headline, is_listed_time, listed_headline
from articles.text import match_key

LONGEST_REFERENCE = 300
"""Characters: longer words in square brackets are a paragraph."""

LONGEST_CAPTION_ABOVE = 400
"""Characters: a longer line above "(Ảnh: X)" is a paragraph, not its caption."""

TWO_SOURCES = "Trang ghi nhiều nguồn: bỏ “{other}”, giữ “{kept}”."
TWO_RATINGS = "Trang ghi nhiều số bạn đọc; giữ số đầu tiên."
AFTER_THE_END = "Có đoạn văn đứng sau phần cuối bài."
AROUND = "bỏ dấu đầu dòng, số thứ tự hoặc ngày giờ"
CAPTION_LABEL = "bỏ nhãn “Chú thích ảnh”"
FIGURE_LABEL = "bỏ tít và nhãn “ảnh” ghép ở đầu dòng"

_REFERENCE = re.compile(r"\[([^\[\]]*)\][\s.,;/]*")
_MEDIA = frozenset({"video", "photo", "anh", "clip", "audio", "infographic", "infographics"})


class BodyReader:
    """Reads the lines below the headline into a draft, in order."""

    def __init__(self, draft: Draft) -> None:
        self.draft = draft
        self.opened = Heading.NOTHING
        self.in_imprint = False
        self.previous: Entry | None = None
        self.photos = 0
        self.tail: set[int] = set()

    def read(self, lines: list[Line]) -> None:
        """Give every line its use."""
        is_tail = takewhile(lambda line: may_continue_imprint(line.text), reversed(lines))
        self.tail = {line.number for line in is_tail}
        for line in lines:
            if not any(rule(self, line) for rule in RULES):
                self._paragraph(line)
            self.previous = self.draft.entries[line.number]

    def _furniture(self, line: Line) -> bool:
        why = furniture(line)
        if not why:
            return False
        opens = heading(line)
        if opens is not Heading.NOTHING:
            self.in_imprint = False
            is_list_below = opens is Heading.INSET and self.draft.is_over
            self.opened = Heading.RELATED if is_list_below else opens
            if opens is not Heading.INSET:
                self.draft.end(line)
        self.draft.drop(line, why)
        return True

    def _rating(self, line: Line) -> bool:
        readers = good_ratings(line)
        if readers is None:
            return False
        if self.draft.good_ratings is None:
            self.draft.good_ratings = readers
        else:
            self.draft.note(TWO_RATINGS, line)
        self.draft.end(line)
        self.draft.use(line, "good_ratings")
        return True

    def _imprint(self, line: Line) -> bool:
        is_last = line.number in self.tail
        if not (self.in_imprint or begins_imprint(line.text, is_last, self.draft.is_over)):
            return False
        self.in_imprint = True
        self.draft.imprint.append(line.text)
        self.draft.use(line, "imprint")
        return True

    def _figure(self, line: Line) -> bool:
        words = without_figure_label(line.text, self.draft.headline, self.photos + 1)
        if words is None or self.opened in (Heading.RELATED, Heading.COMMENTS):
            return False
        self.opened = Heading.NOTHING
        self.photos += 1
        caption, credit = split_caption(without_caption_label(words) or words)
        self.draft.use(line, "photo", FIGURE_LABEL, PhotoLine(caption, credit))
        return True

    def _source(self, line: Line) -> bool:
        found = read_source(line.text)
        if not found or self.opened is Heading.COMMENTS:
            return False
        photo, text = self._photo_just_above(line), self._caption_just_above(line)
        if photo and photo.caption and not photo.credit and not found.byline:
            return self._complete_photo(line, PhotoLine(photo.caption, found.source))
        if found.in_brackets and text and not read_byline(text):
            return False
        self._keep_source(line, found.source)
        self.draft.byline = self.draft.byline or found.byline
        if not found.in_brackets:
            self.draft.end(line)
        self.draft.use(line, "source", "và tác giả" if found.byline else "")
        return True

    def _keep_source(self, line: Line, source: str) -> None:
        if self.draft.source and match_key(self.draft.source) != match_key(source):
            self.draft.note(TWO_SOURCES, line, other=self.draft.source, kept=source)
        self.draft.source = source

    def _list(self, line: Line) -> bool:
        if self.opened is Heading.COMMENTS:
            self.draft.drop(line, "nội dung của khung bình luận")
            return True
        if self.opened is Heading.INSET and not is_listed_headline(line):
            self.opened = Heading.NOTHING
        if self.opened is Heading.NOTHING:
            return False
        headline = listed_headline(line.text)
        if is_listed_time(line.text):
            self.draft.drop(line, "ngày giờ của tin liên quan")
        elif headline in self.draft.related:
            self.draft.drop(line, "tin liên quan lặp lại")
        else:
            self.draft.related[headline] = line
            self.draft.use(line, "related", "" if headline == one_space(line.text) else AROUND)
        return True

    def _time(self, line: Line) -> bool:
        stated = read_time(line.text)
        if stated is None or not stated.names_a_day or not (stated.clock or self.draft.is_over):
            return False
        self.draft.drop(line, "dòng ngày giờ khác")
        return True

    def _sign_off(self, line: Line) -> bool:
        sign_off = None if self.opened is Heading.COMMENTS else read_sign_off(line.text)
        names = read_byline(sign_off.before) if sign_off and sign_off.before else ""
        if not sign_off or (sign_off.before and not names):
            return False
        self.draft.byline = self.draft.byline or names
        self.draft.sign(sign_off.text, sign_off.agency)
        self.draft.end(line)
        why = f"{SIGN_OFF} {sign_off.text}"
        self.draft.use(line, "source", f"{why} và tác giả" if names else why)
        return True

    def _reference(self, line: Line) -> bool:
        found = _REFERENCE.fullmatch(line.text)
        if not found or split_caption(line.text)[1] or len(line.text) > LONGEST_REFERENCE:
            return False
        headline = one_space(found[1])
        if not headline:
            self.draft.drop(line, "ngoặc vuông rỗng")
        elif match_key(headline) in _MEDIA:
            self.draft.drop(line, "nhãn của video hoặc ảnh")
        elif any(map(str.isalpha, headline)):
            self.draft.use(line, "reference", block=ReferenceLine(headline))
        else:
            return False
        return True

    def _caption(self, line: Line) -> bool:
        if len(line.text) > LONGEST_CAPTION:
            return False
        labelled = without_caption_label(line.text)
        caption, credit = split_caption(line.text if labelled is None else labelled)
        if not credit and not labelled:
            return False
        above = self._photo_just_above(line)
        if above and not above.caption:
            return self._complete_photo(line, PhotoLine(caption, credit or above.credit))
        if above and not caption and not above.credit:
            return self._complete_photo(line, PhotoLine(above.caption, credit))
        text = self._caption_just_above(line)
        if text and not caption:
            return self._complete_photo(line, PhotoLine(one_space(text), credit))
        self.photos += 1
        why = CAPTION_LABEL if labelled else ""
        self.draft.use(line, "photo", why, PhotoLine(caption, credit))
        return True

    def _paragraph(self, line: Line) -> None:
        if self.draft.is_over and not read_byline(line.text):
            self.draft.note(AFTER_THE_END, line)
        self.draft.use(line, "paragraph", block=Paragraph(line.text))

    def _photo_just_above(self, line: Line) -> PhotoLine | None:
        block = self._block_just_above(line)
        return block if isinstance(block, PhotoLine) else None

    def _caption_just_above(self, line: Line) -> str:
        block = self._block_just_above(line)
        if isinstance(block, Paragraph) and len(block.text) <= LONGEST_CAPTION_ABOVE:
            return block.text
        return ""

    def _block_just_above(self, line: Line) -> Block | None:
        above = self.previous
        return above.block if above and above.line.number == line.number - 1 else None

    def _complete_photo(self, line: Line, photo: PhotoLine) -> bool:
        """Make the entry above this photo; the line says the rest about it."""
        if self.previous:
            self.draft.use(self.previous.line, "photo", self.previous.why, photo)
        self.draft.use(line, "photo", "nói thêm về ảnh ở dòng trên")
        return True


RULES: tuple[Callable[[BodyReader, Line], bool], ...] = (
    BodyReader._furniture,
    BodyReader._rating,
    BodyReader._imprint,
    BodyReader._figure,
    BodyReader._source,
    BodyReader._sign_off,
    BodyReader._list,
    BodyReader._time,
    BodyReader._reference,
    BodyReader._caption,
)
