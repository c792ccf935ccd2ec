"""Comparing versions: the words that went and came, and what two editors did to one text."""

import pytest
from django.template.loader import render_to_string
from hypothesis import given
from hypothesis import strategies as st

from articles import body
from articles.comparing import compare, three_columns
from articles.comparing.blocks import blocks
from articles.comparing.wording import ADDED, REMOVED, Budget, differences, matches, words
from tests.effort import steps_of

VOCABULARY = st.sampled_from(["Nga", "và", "của", " ", " ", "\n", ",", "12,5", "đ"])
TEXTS = st.lists(VOCABULARY, max_size=40).map("".join)


def parts_of(old: str, new: str) -> list[tuple[str, str]]:
    rows = compare({"headline": old}, {"headline": new})
    return [(part.kind, part.text) for row in rows for line in row.lines for part in line.parts]


def lines_of(old: str, new: str) -> list[tuple[str, str]]:
    (row,) = compare({"body": old}, {"body": new})
    return [
        (line.kind, "".join(part.text for part in getattr(line, "parts", ()))) for line in row.lines
    ]


def longest_common(old, new) -> int:
    row = [0] * (len(new) + 1)
    for a in old:
        before, row = row, [0]
        for j, b in enumerate(new):
            row.append(before[j] + 1 if a == b else max(before[j + 1], row[j]))
    return row[-1]


# Words --------------------------------------------------------------------------------


def test_the_changed_syllables_are_marked_and_the_others_stay():
    assert parts_of("Tổng thống Nga đến Minsk", "Thủ tướng Nga đến Minsk") == [
        ("removed", "Tổng thống"),
        ("added", "Thủ tướng"),
        ("same", " Nga đến Minsk"),
    ]


@pytest.mark.parametrize(
    ("old", "new", "gone", "came"),
    [
        ("tăng 12,5%", "tăng 13,5%", "12,5", "13,5"),
        ("ngày 21/11/2026", "ngày 22/11/2026", "21/11/2026", "22/11/2026"),
        ("lúc 07:19", "lúc 07:20", "07:19", "07:20"),
        ("1.234 người", "1.243 người", "1.234", "1.243"),
    ],
)
def test_a_number_changes_as_a_whole(old, new, gone, came):
    parts = parts_of(old, new)
    assert ("removed", gone) in parts
    assert ("added", came) in parts


@given(TEXTS, TEXTS)
def test_both_texts_can_be_read_off_their_difference(old, new):
    parts = differences(words(old), words(new), Budget())
    assert "".join(part.text for part in parts if part.kind != ADDED) == old
    assert "".join(part.text for part in parts if part.kind != REMOVED) == new


@given(st.lists(st.integers(0, 4), max_size=30), st.lists(st.integers(0, 4), max_size=30))
def test_as_much_as_possible_stays(old, new):
    pairs = matches(old, new, Budget())
    assert [old[i] for i, _j in pairs] == [new[j] for _i, j in pairs]
    assert pairs == sorted(pairs)
    assert len({i for i, _j in pairs}) == len({j for _i, j in pairs}) == len(pairs)
    assert len(pairs) == longest_common(old, new)


# The body -------------------------------------------------------------------------------


def test_a_changed_paragraph_is_compared_word_by_word_and_the_others_are_folded():
    paragraphs = [body.paragraph(f"Đoạn thứ {n}.") for n in range(9)]
    changed = [*paragraphs[:4], body.paragraph("Đoạn rất mới thứ 4."), *paragraphs[5:]]
    (row,) = compare({"body": "".join(paragraphs)}, {"body": "".join(changed)})
    assert [line.kind for line in row.lines] == ["fold", "same", "changed", "same", "fold"]
    assert [len(line.lines) for line in row.lines if line.kind == "fold"] == [3, 3]


def test_a_paragraph_that_moved_is_said_to_have_moved():
    one, two, three = (body.paragraph(each) for each in ("Một hai.", "Ba bốn.", "Năm sáu."))
    assert ("moved", "Năm sáu.") in lines_of(one + two + three, three + one + two)


def test_a_paragraph_that_became_a_crosshead_says_so():
    (row,) = compare({"body": "<p>Lời mở đầu</p>"}, {"body": "<h2>Lời mở đầu</h2>"})
    assert (row.lines[0].was, row.lines[0].label) == ("Đoạn văn", "Tít phụ")


def test_bold_type_that_came_and_went_is_shown():
    (row,) = compare(
        {"body": "<p>Một <strong>hai</strong> ba</p>"},
        {"body": "<p>Một hai <strong>ba</strong></p>"},
    )
    parts = row.lines[0].parts
    assert [part.text for part in parts if part.lost_bold] == ["hai"]
    assert [part.text for part in parts if part.became_bold] == ["ba"]


def test_a_link_that_leads_elsewhere_shows_both_addresses():
    link = '<p>Xem <a href="https://{}/" rel="noopener">ở đây</a>.</p>'
    parts = [
        part
        for line in compare({"body": link.format("a.vn")}, {"body": link.format("b.vn")})[0].lines
        for part in line.parts
    ]
    assert [(p.kind, p.text) for p in parts if p.kind != "same"] == [
        ("removed", " [→ https://a.vn/]"),
        ("added", " [→ https://b.vn/]"),
    ]


def test_a_photo_that_came_went_or_got_another_caption_is_named_and_shown():
    old = body.figure(12, caption="Bến sông") + body.figure(13)
    new = body.figure(12, caption="Bến sông sớm") + body.figure(14)
    (row,) = compare({"body": old}, {"body": new})
    assert [(line.kind, line.label, line.photo_id) for line in row.lines] == [
        ("changed", "Ảnh 12", 12),
        ("removed", "Ảnh 13", 13),
        ("added", "Ảnh 14", 14),
    ]


def test_references_embeds_lists_quotes_and_tables_are_lines_of_their_own():
    html = (
        "<h2>Tít</h2><ul><li>một</li><li><p>hai</p></li></ul><blockquote><p>lời</p></blockquote>"
        "<table><tbody><tr><td>a</td><td>b</td></tr></tbody></table>"
        + body.reference("Bài khác", 7)
        + body.embed("https://youtu.be/abc")
    )
    told = [(block.label, "".join(word.text for word in block.text)) for block in blocks(html)]
    assert told == [
        ("Tít phụ", "Tít"),
        ("Mục", "một"),
        ("Mục", "hai"),
        ("Trích dẫn", "lời"),
        ("Dòng bảng", "a | b"),
        ("Xem thêm, bài 7", "Bài khác"),
        ("Nhúng", "https://youtu.be/abc"),
    ]


def test_a_change_of_markup_alone_is_not_passed_over_in_silence():
    told = lines_of("<ol><li>một</li></ol>", '<ol start="3"><li>một</li></ol>')
    assert told[-1] == ("markup", "Chữ vẫn thế; chỉ mã trình bày khác.")


# Everything else ----------------------------------------------------------------------


def test_tags_authors_times_rows_and_choices_are_compared_in_the_words_of_the_desk():
    old = {
        "tags": ["Nga", "CSTO"],
        "authors": [{"id": 1, "name": "Lan"}],
        "published_at": "2026-11-21T03:00:00+00:00",
        "category": {"id": 1, "name": "Thế giới"},
        "comment_policy": "open",
    }
    new = old | {
        "tags": ["CSTO", "Belarus"],
        "authors": [{"id": 2, "name": "Hà"}, {"id": 1, "name": "Lan"}],
        "published_at": "2026-11-21T04:30:00+00:00",
        "category": {"id": 2, "name": "Văn hóa"},
        "comment_policy": "closed",
    }
    told = {
        row.name: [(p.kind, p.text) for line in row.lines for p in line.parts if p.kind != "same"]
        for row in compare(old, new)
    }
    assert told["tags"] == [("removed", "Nga"), ("added", "Belarus")]
    assert told["authors"] == [("added", "Hà, ")]
    assert told["category"] == [("removed", "Thế giới"), ("added", "Văn hóa")]
    assert told["comment_policy"] == [("removed", "mở"), ("added", "đóng")]
    assert told["published_at"] == [
        ("removed", "10:00 21/11/2026 Hà Nội · 06:00 Moskva"),
        ("added", "11:30 21/11/2026 Hà Nội · 07:30 Moskva"),
    ]


def test_the_words_of_a_photo_that_changed_in_the_library_are_compared():
    photo = {"id": 5, "file": "a", "sha256": "1", "caption": "Cũ", "credit": "", "alt": ""}
    old, new = {"photos": [photo]}, {"photos": [photo | {"caption": "Mới", "sha256": "2"}]}
    (row,) = compare(old, new)
    assert [line.label for line in row.lines] == ["Ảnh 5 · chú thích", "Ảnh 5"]


def test_a_correction_published_in_between_is_told():
    notice = {"wrong": "Hai", "right": "Ba", "apology": "", "at": "2026-11-21T03:00:00+00:00"}
    (row,) = compare({"corrections": []}, {"corrections": [notice]})
    assert [part.text for line in row.lines for part in line.parts] == ["Hai → Ba"]


def test_hostile_words_are_shown_and_not_run():
    rows = compare(
        {"headline": "a", "body": "<p>x</p>"},
        {"headline": "<script>alert(1)</script>", "body": "<p>&lt;img onerror=x&gt;</p>"},
    )
    page = render_to_string("admin/desk/compare.html", {"rows": rows})
    assert "<script" not in page
    assert "<img" not in page
    assert "&lt;" in page


def test_what_went_and_came_is_told_to_those_who_do_not_see_colours():
    page = render_to_string(
        "admin/desk/compare.html", {"rows": compare({"headline": "a"}, {"headline": "b"})}
    )
    assert "<del" in page
    assert "đã bỏ:" in page
    assert "mới thêm:" in page


def a_long_body(words_in_it: int, word: str, a_paragraph: int = 50) -> str:
    said = [f"{word}{n % 977}" if n % 3 else "và" for n in range(words_in_it)]
    starts = range(0, words_in_it, a_paragraph)
    return "".join(body.paragraph(" ".join(said[n : n + a_paragraph])) for n in starts)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (a_long_body(3000, "a"), a_long_body(3000, "a").replace("a7", "b")),
        (a_long_body(20_000, "a"), a_long_body(20_000, "b")),
        (a_long_body(20_000, "a", 20_000), a_long_body(20_000, "b", 20_000)),
        (a_long_body(20_000, "a", 1), a_long_body(20_000, "b", 1)),
    ],
    ids=["an edited long read", "unrelated", "unrelated, one paragraph", "unrelated, short ones"],
)
def test_comparing_long_texts_costs_little(old, new):
    assert compare({"body": old}, {"body": new})
    steps = steps_of(lambda: compare({"body": old}, {"body": new}))
    a_words = old.count("a")  # two words in three
    assert steps < 300 * a_words


# Three versions -----------------------------------------------------------------------


def test_three_columns_say_who_changed_what():
    base = {"headline": "A", "kicker": "B", "standfirst": "C", "dateline": "D"}
    theirs = base | {"headline": "A1", "kicker": "B1", "dateline": "D1"}
    mine = base | {"headline": "A2", "standfirst": "C2", "dateline": "D1"}
    told = {row.name: row.changed_by for row in three_columns(base, theirs, mine)}
    assert told == {
        "headline": "both",
        "kicker": "theirs",
        "standfirst": "mine",
        "dateline": "alike",
    }


def test_a_body_is_laid_side_by_side_block_by_block():
    one, two, three = (body.paragraph(each) for each in ("Một.", "Hai và hai.", "Ba."))
    (row,) = three_columns(
        {"body": one + two + three},
        {"body": one + body.paragraph("Hai và ba.") + three},
        {"body": one + body.paragraph("Hai và bốn.") + three + body.paragraph("Thêm.")},
    )
    said = [
        [line and "".join(p.text for p in line.parts if p.kind != "removed") for line in sides]
        for sides in ((each.base, each.theirs, each.mine) for each in row.lines)
    ]
    assert said == [
        ["Một.", "Một.", "Một."],
        ["Hai và hai.", "Hai và ba.", "Hai và bốn."],
        ["Ba.", "Ba.", "Ba."],
        [None, None, "Thêm."],
    ]
    assert [line.is_conflict for line in row.lines] == [False, True, False, False]


def test_parts_that_a_form_does_not_have_count_as_unchanged():
    assert three_columns({"headline": "A", "slug": "a"}, {"headline": "A", "slug": "a"}, {}) == []


def test_the_three_columns_are_named_on_the_page():
    rows = three_columns({"headline": "A"}, {"headline": "B"}, {"headline": "C"})
    page = render_to_string("admin/desk/compare3.html", {"rows": rows})
    for column in ("Bản gốc lúc bạn mở", "Bản đồng nghiệp đã lưu", "Bản của bạn"):
        assert column in page
