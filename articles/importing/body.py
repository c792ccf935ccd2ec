"""The lines under the headline, one by one: text, photos, references, and what is not text.

Each line goes to the first rule that wants it. Rules look at the line, at the one before it and
at what the page has opened so far (a list of headlines, the comment box, the imprint).
"""

import re
from collections.abc import Callable

from articles.importing.credits import LONGEST_CAPTION, split_caption, without_figure_label
from articles.importing.dates import read_time
from articles.importing.document import Paragraph, PhotoLine, ReferenceLine
from articles.importing.draft import Draft, Entry
from articles.importing.endings import read_byline, read_sign_off, read_source
from articles.importing.furniture import Heading, furniture, good_ratings, heading
from articles.importing.imprint import begins_imprint
from articles.importing.lines import BLANKS, Line, one_space

LONGEST_HEADLINE_IN_A_LIST = 200

TWO_SOURCES = "Trang ghi nhiều nguồn; giữ nguồn cuối cùng."
TWO_RATINGS = "Trang ghi nhiều số bạn đọc; giữ số đầu tiên."
AFTER_THE_END = "Có đoạn văn đứng sau phần cuối bài."

_REFERENCE = re.compile(r"\[([^\[\]]*)\][\s.]*")
_BULLET = re.compile(r"(?:[-–—•*+>»▪►]+|\d{1,2}[.)])\s+")
_ENDS_OF_SENTENCES = (".", "!", "?", "…", ":", ";", "”", '"')


class BodyReader:
    """Reads the lines below the headline into a draft, in order."""

    def __init__(self, draft: Draft) -> None:
        self.draft = draft
        self.opened = Heading.NOTHING
        self.article_is_over = False
        self.previous: Entry | None = None

    def read(self, lines: list[Line]) -> None:
        """Give every line its use."""
        for line in lines:
            if not any(rule(self, line) for rule in RULES):
                self._paragraph(line)
            self.previous = self.draft.entries[line.number]

    def _imprint(self, line: Line) -> bool:
        if not self.draft.imprint and not begins_imprint(line.text, self.article_is_over):
            return False
        self.draft.imprint.append(line.text)
        self.draft.use(line, "imprint")
        return True

    def _furniture(self, line: Line) -> bool:
        why = furniture(line)
        if not why:
            return False
        opens = heading(line)
        if opens is not Heading.NOTHING:
            self.opened = opens
            self.article_is_over |= opens is not Heading.INSET
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
        self.article_is_over = True
        self.draft.use(line, "good_ratings")
        return True

    def _source(self, line: Line) -> bool:
        source = read_source(line.text)
        photo = self._photo_just_above(line)
        if not source or self.opened is Heading.COMMENTS:
            return False
        if photo and photo.caption and not photo.credit:
            return self._complete_photo(line, PhotoLine(photo.caption, source))
        if self.draft.source:
            self.draft.note(TWO_SOURCES, line)
        self.draft.source = source
        self.article_is_over = True
        self.draft.use(line, "source")
        return True

    def _list(self, line: Line) -> bool:
        if self.opened is Heading.COMMENTS:
            self.draft.drop(line, "nội dung của khung bình luận")
            return True
        if self.opened is Heading.INSET and not _is_headline_in_a_list(line):
            self.opened = Heading.NOTHING
        if self.opened is Heading.NOTHING:
            return False
        if read_time(line.text):
            self.draft.drop(line, "ngày giờ của tin liên quan")
        else:
            self.draft.related.append(one_space(_BULLET.sub("", line.text, count=1)).strip("[]"))
            self.draft.use(line, "related")
        return True

    def _time(self, line: Line) -> bool:
        stated = read_time(line.text)
        if stated is None or not stated.names_a_day:
            return False
        self.draft.drop(line, "dòng ngày giờ khác")
        return True

    def _reference(self, line: Line) -> bool:
        found = _REFERENCE.fullmatch(line.text)
        if not found or split_caption(line.text)[1]:
            return False
        headline = one_space(found[1])
        if headline:
            self.draft.use(line, "reference", block=ReferenceLine(headline))
        else:
            self.draft.drop(line, "ngoặc vuông rỗng")
        return True

    def _figure(self, line: Line) -> bool:
        words = without_figure_label(line.text, self.draft.headline)
        if words is None:
            return False
        caption, credit = split_caption(words)
        self.draft.use(line, "photo", block=PhotoLine(caption, credit))
        return True

    def _sign_off(self, line: Line) -> bool:
        sign_off = read_sign_off(line.text)
        names = read_byline(sign_off.before) if sign_off and sign_off.before else ""
        if not sign_off or (sign_off.before and not names):
            return False
        self.draft.byline = self.draft.byline or names
        self.draft.sign_off = sign_off.text
        self.article_is_over = True
        self.draft.use(line, "source", "dòng ký của hãng tin" + (" và tác giả" if names else ""))
        return True

    def _caption(self, line: Line) -> bool:
        if len(line.text) > LONGEST_CAPTION:
            return False
        caption, credit = split_caption(line.text)
        if not credit:
            return False
        above = self._photo_just_above(line)
        if above and not above.caption:
            return self._complete_photo(line, PhotoLine(caption, credit or above.credit))
        if above and not caption and not above.credit:
            return self._complete_photo(line, PhotoLine(above.caption, credit))
        text = self._text_just_above(line)
        if text and not caption:
            return self._complete_photo(line, PhotoLine(one_space(text), credit))
        self.draft.use(line, "photo", block=PhotoLine(caption, credit))
        return True

    def _paragraph(self, line: Line) -> None:
        if self.article_is_over and not read_byline(line.text):
            self.draft.note(AFTER_THE_END, line)
        self.draft.use(line, "paragraph", block=Paragraph(line.text))

    def _photo_just_above(self, line: Line) -> PhotoLine | None:
        block = self._entry_just_above(line)
        return block if isinstance(block, PhotoLine) else None

    def _text_just_above(self, line: Line) -> str:
        block = self._entry_just_above(line)
        is_caption = isinstance(block, Paragraph) and len(block.text) <= LONGEST_CAPTION
        return block.text if is_caption and isinstance(block, Paragraph) else ""

    def _entry_just_above(self, line: Line) -> object:
        above = self.previous
        return above.block if above and above.line.number == line.number - 1 else None

    def _complete_photo(self, line: Line, photo: PhotoLine) -> bool:
        """Make the entry above this photo; the line says the rest about it."""
        if self.previous:
            self.draft.use(self.previous.line, "photo", block=photo)
        self.draft.use(line, "photo", "nói thêm về ảnh ở dòng trên")
        return True


RULES: tuple[Callable[[BodyReader, Line], bool], ...] = (
    BodyReader._furniture,
    BodyReader._rating,
    BodyReader._imprint,
    BodyReader._source,
    BodyReader._list,
    BodyReader._time,
    BodyReader._reference,
    BodyReader._figure,
    BodyReader._sign_off,
    BodyReader._caption,
)


def _is_headline_in_a_list(line: Line) -> bool:
    return len(line.text) <= LONGEST_HEADLINE_IN_A_LIST and not line.text.rstrip(BLANKS).endswith(
        _ENDS_OF_SENTENCES
    )
