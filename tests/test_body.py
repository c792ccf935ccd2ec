"""What a body may hold, and what a reader can never be served through one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles import body

HOSTILE = [
    ("<script>alert(1)</script><p>a</p>", "<p>a</p>"),
    ('<p onclick="x()">a</p>', "<p>a</p>"),
    ('<p style="color:red" class="big">a</p>', "<p>a</p>"),
    ('<a href="javascript:alert(1)">a</a>', "a"),
    ('<p><img src="https://x.test/a.jpg"></p>', ""),
    ('<p><img src="/anh/1/../../x"></p>', ""),
    ("<iframe src=//x.test></iframe><p>a</p>", "<p>a</p>"),
    ("<h1>a</h1>", "<h2>a</h2>"),
    ('<p class="embed">javascript:alert(1)</p>', "<p>javascript:alert(1)</p>"),
    ('<p class="reference" data-article="1&quot; x">a</p>', '<p class="reference">a</p>'),
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
        '<p class="reference">Bài khác</p><p class="reference" data-article="12">Bài đã chọn</p>'
        '<p class="embed">https://www.youtube.com/watch?v=dQw4w9WgXcQ</p>'
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


def test_a_reference_says_which_article_was_picked():
    html = body.clean(body.reference("Tít", 12) + body.reference("Tít"))
    assert body.see_also(html) == [body.SeeAlso("Tít", 12), body.SeeAlso("Tít", None)]
    assert body.references(html) == ["Tít", "Tít"]


def test_an_embed_keeps_one_spelling_of_its_address():
    html = body.clean(body.embed("https://youtu.be/dQw4w9WgXcQ?si=x&t=5"))
    assert body.parts(html) == [body.Embed("https://www.youtube.com/watch?v=dQw4w9WgXcQ&t=5s")]


def test_an_address_that_cannot_be_embedded_stays_as_a_link():
    kept = '<p><a href="https://x.test/a" rel="noopener">https://x.test/a?utm_source=b</a></p>'
    assert body.clean(body.embed("https://x.test/a?utm_source=b")) == kept


def test_an_embed_inside_a_list_stands_behind_it():
    video = body.embed("https://vimeo.com/123456789")
    assert body.clean(f"<ul><li><p>a</p>{video}</li></ul>") == f"<ul><li><p>a</p></li></ul>{video}"


def test_words_are_counted_by_syllables_without_the_addresses_of_embeds():
    html = "<h2>Tít xen</h2><p>Một hai ba<br>bốn</p>" + body.embed("https://vimeo.com/123456789")
    assert body.words_in(html) == 6
    assert body.reading_minutes(html) == 1
    assert body.reading_minutes("") == 0
    assert body.reading_minutes("<p>" + "chữ " * 401 + "</p>") == 3


def test_plain_words_keep_their_lines():
    assert body.plain("<h2>A&amp;B</h2><p>c <strong>d</strong><br>e</p>") == "A&B\nc d\ne"


@given(st.text())
def test_any_text_survives_as_a_paragraph_of_itself(text):
    shown = body.plain(body.clean(body.paragraph(text)))
    assert "".join(shown.split()) == "".join(body.nfc(text).replace("\x00", "").split()) or any(
        character in text for character in "\r\x0b\x0c"
    )


@given(st.text(alphabet="<>/=\"abdipv figure img src alt /anh/1&;:.'\x00é"))
def test_cleaning_twice_changes_nothing(text):
    once = body.clean(text)
    assert body.clean(once) == once
