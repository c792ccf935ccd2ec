"""What a body may hold, and what a reader can never be served through one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles import body

HOSTILE = [
    ("<script>alert(1)</script><p>a</p>", "<p>a</p>"),
    ('<p onclick="x()">a</p>', "<p>a</p>"),
    ('<p style="color:red" class="big">a</p>', "<p>a</p>"),
    ('<a href="javascript:alert(1)">a</a>', '<a rel="noopener">a</a>'),
    ('<p><img src="https://x.test/a.jpg"></p>', "<p><img></p>"),
    ('<p><img src="/anh/1/../../x"></p>', "<p><img></p>"),
    ("<iframe src=//x.test></iframe><p>a</p>", "<p>a</p>"),
    ("<h1>a</h1>", "a"),
    ("<p>a<!-- b --></p>", "<p>a</p>"),
    ("<p>&nbsp;</p><p>a</p><p></p>", "<p>a</p>"),
    ("<p>a\x00b</p>", "<p>ab</p>"),
]


@pytest.mark.parametrize(("pasted", "kept"), HOSTILE)
def test_an_editor_cannot_paste_what_a_body_may_not_hold(pasted, kept):
    assert body.clean(pasted) == kept


def test_everything_the_editor_offers_survives():
    offered = (
        '<h2>Tít xen</h2><p>Chữ <strong>đậm</strong>, <em>nghiêng</em>, <a href="https://vov.vn" '
        'rel="noopener">liên kết</a><br>xuống dòng</p><ul><li><p>một</p></li></ul>'
        "<ol><li><p>hai</p></li></ol><blockquote><p>lời dẫn</p></blockquote>"
        "<table><tbody><tr><th><p>a</p></th><td><p>b</p></td></tr></tbody></table>"
        '<figure><img src="/anh/3" alt="Thuyền"><figcaption>Bến sông</figcaption></figure>'
        '<p class="reference">Bài khác</p>'
    )
    assert body.clean(offered) == offered


def test_photos_and_references_are_found_where_they_stand():
    html = body.clean(
        body.paragraph("Một & hai.")
        + body.figure(7, alt='Cờ "đỏ"', caption="Chú <thích>")
        + body.reference("Bài khác")
        + body.figure(8)
    )
    assert body.parts(html) == [
        body.Markup("<p>Một &amp; hai.</p>"),
        body.Figure(7, 'Cờ "đỏ"', "Chú <thích>"),
        body.SeeAlso("Bài khác"),
        body.Figure(8, "", ""),
    ]
    assert body.photo_ids(html) == [7, 8]
    assert body.references(html) == ["Bài khác"]


def test_plain_words_keep_their_lines():
    assert body.plain("<h2>A&amp;B</h2><p>c <strong>d</strong><br>e</p>") == "A&B\nc d\ne"


@given(st.text())
def test_any_text_survives_as_a_paragraph_of_itself(text):
    shown = body.plain(body.clean(body.paragraph(text)))
    assert "".join(shown.split()) == "".join(body.nfc(text).replace("\x00", "").split()) or any(
        character in text for character in "\r\x0b\x0c"
    )


@given(st.text(alphabet="<>/=\"abp figure img src alt /anh/1&;'\x00é"))
def test_cleaning_twice_changes_nothing(text):
    once = body.clean(text)
    assert body.clean(once) == once
