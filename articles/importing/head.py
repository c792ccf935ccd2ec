"""The top of a page: section label, headline (often twice), and the line that says when."""

from articles.importing.credits import without_figure_label
from articles.importing.dates import WEEKDAYS, StatedTime, read_time
from articles.importing.draft import Draft
from articles.importing.furniture import Heading, furniture, heading, is_section
from articles.importing.lines import SENTENCE_ENDS, Line, Page, one_space

HEAD_LINES = 8
"""Written lines among which the time is looked for: below them, a date is part of the text."""

LINES_OF_A_TIME = 3
SPARE_WORDS = 3
"""Words we do not understand that a line with a day and a clock may hold: a place, a zone."""
WORDS_OF_A_SECTION = 4
CANDIDATES = 4

WRONG_WEEKDAY = "Trang ghi {stated} nhưng ngày {day} là {real}; giữ nguyên ngày."
NONSENSE = "Ngày giờ không có thật: “{words}”."
NO_OFFSET = "Trang không ghi múi giờ; giả định GMT+7."
NOT_WHOLE = "Không hiểu hết dòng ngày giờ: “{words}”."
NO_CLOCK = "Trang chỉ ghi ngày, không ghi giờ."

When = tuple[list[Line], StatedTime]


def find_time(page: Page) -> When | None:
    """Find the lines at the top of a page that state when it appeared, and what they state."""
    lines = page.written[:HEAD_LINES]
    for start in range(len(lines)):
        for length in range(LINES_OF_A_TIME, 0, -1):
            chosen = list(lines[start : start + length])
            stated = _read_together(chosen) if len(chosen) == length else None
            if stated and stated.names_a_day and (stated.clock or _is_above_the_text(lines, start)):
                return chosen, stated
    return _find_time_among_other_words(lines)


def read_head(draft: Draft) -> list[Line]:
    """Read headline and time into the draft, and give the lines that are left for the body."""
    written = list(draft.page.written)
    when = find_time(draft.page)
    time_lines = when[0] if when else []
    if when:
        _take_time(draft, *when)
    end = written.index(time_lines[0]) if time_lines else HEAD_LINES
    above = _without_labels(draft, written[:end])
    if not above:
        end = HEAD_LINES
        above = _without_labels(draft, [line for line in written[:end] if line not in time_lines])
    if above:
        has_section = any(is_section(line) for line in written[:end])
        _take_headline(draft, above, _headline(above, has_section and bool(when)))
    return [line for line in written if line.number not in draft.entries]


def _is_above_the_text(lines: tuple[Line, ...], place: int) -> bool:
    """Whether no more than a standfirst stands above: below, a bare day is a crosshead."""
    return sum(line.text.endswith(SENTENCE_ENDS) for line in lines[1:place]) < 2


def _find_time_among_other_words(lines: tuple[Line, ...]) -> When | None:
    """Find a line such as "Minsk, 21/06/2023 07:19" below the headline."""
    keys = [line.key for line in lines]
    first = 2 if is_section(lines[0]) else 1
    for place, line in enumerate(lines[first:], first):
        stated = read_time(line.text, SPARE_WORDS)
        is_no_text = keys.count(line.key) == 1 and not line.text.endswith(SENTENCE_ENDS)
        if stated and stated.moment and is_no_text and _is_above_the_text(lines, place):
            return [line], stated
    return None


def _read_together(lines: list[Line]) -> StatedTime | None:
    """Read lines as one statement, if each of them is part of it."""
    if any(read_time(line.text) is None for line in lines):
        return None
    return read_time(" ".join(line.text for line in lines))


def _without_labels(draft: Draft, lines: list[Line]) -> list[Line]:
    """Drop the furniture above and between headlines, down to the first list of other articles."""
    kept = []
    for line in lines:
        if heading(line) is not Heading.NOTHING:
            break
        why = "nhãn giao diện" if is_section(line) else furniture(line)
        if why:
            draft.drop(line, why)
        else:
            kept.append(line)
    return kept


def _headline(above: list[Line], has_section: bool) -> Line:
    """Choose the headline: the line that stands twice, else the first that is not cut short."""
    first, *others = above[:CANDIDATES]
    for place, line in enumerate(above[:CANDIDATES]):
        again = [other for other in above[place + 1 : CANDIDATES + 1] if other.key == line.key]
        if again:
            return next((each for each in [line, *again] if not each.text.isupper()), line)
    whole = (line for line in others if _is_whole_of(line, first))
    if has_section and others and _may_be_a_section(first, above=others[0]):
        return next(whole, others[0])
    return next(whole, first)


def _may_be_a_section(line: Line, above: Line) -> bool:
    return len(line.text.split()) <= WORDS_OF_A_SECTION and len(line.text) < len(above.text)


def _is_whole_of(line: Line, cut: Line) -> bool:
    is_cut = cut.text.endswith(("...", "…")) and line.key.startswith(cut.key)
    return is_cut and without_figure_label(line.text, cut.text) is None


def _take_headline(draft: Draft, above: list[Line], headline: Line) -> None:
    draft.headline = one_space(headline.text)
    draft.use(headline, "headline")
    for line in above:
        if line.number < headline.number and line.key != headline.key:
            is_cut = headline.key.startswith(line.key)
            draft.drop(line, "tít bị cắt ngắn" if is_cut else "tên chuyên mục")
    for line in draft.page.written[:HEAD_LINES]:
        if line is not headline and line.key == headline.key:
            draft.drop(line, "tít lặp lại")


def _take_time(draft: Draft, lines: list[Line], stated: StatedTime) -> None:
    first = lines[0]
    if stated.nonsense:
        draft.note(NONSENSE, first, words=stated.nonsense)
    if stated.has_wrong_weekday and stated.day and stated.weekday is not None:
        names = {"stated": WEEKDAYS[stated.weekday], "real": WEEKDAYS[stated.day.weekday()]}
        draft.note(WRONG_WEEKDAY, first, day=f"{stated.day:%d/%m/%Y}", **names)
    if not stated.is_whole:
        draft.note(NOT_WHOLE, first, words=first.text)
    if stated.moment:
        draft.published_at = stated.moment
    draft.stated_day = stated.day
    use, why = _time_use(stated)
    for line in lines:
        if use:
            draft.use(line, use, why)
        else:
            draft.drop(line, why)
    if stated.moment and stated.offset is None:
        draft.note(NO_OFFSET, first)
    elif stated.day and stated.clock is None:
        draft.note(NO_CLOCK, first)


def _time_use(stated: StatedTime) -> tuple[str, str]:
    if stated.moment:
        return "published_at", "" if stated.offset is not None else "giả định GMT+7"
    if stated.day:
        return "inferred_date", "chỉ có ngày, không có giờ"
    return "", "ngày giờ không có thật"
