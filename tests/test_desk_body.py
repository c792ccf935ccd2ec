"""What the desk's editor writes is what a body may hold."""

import pytest

from articles import body

FIGURE = '<figure><img src="/anh/1" alt=""></figure>'


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        # The editor takes the frame away together with the caption.
        ('<p>a</p><img src="/anh/1" alt=""><p>b</p>', f"<p>a</p>{FIGURE}<p>b</p>"),
        (
            '<figure class="figure"><img src="/anh/1" alt="x">'
            '<figcaption class="figure-caption">c</figcaption></figure>',
            '<figure><img src="/anh/1" alt="x"><figcaption>c</figcaption></figure>',
        ),
        ('<p>a <img src="/anh/1" alt=""> b</p>', f"<p>a  b</p>{FIGURE}"),
        (
            f"<blockquote><p>a</p>{FIGURE}<p>b</p></blockquote><p>c</p>",
            f"<blockquote><p>a</p><p>b</p></blockquote>{FIGURE}<p>c</p>",
        ),
        (
            '<ul><li><p class="reference">Tít</p></li><li><p>b</p></li></ul>',
            '<ul><li></li><li><p>b</p></li></ul><p class="reference">Tít</p>',
        ),
        (
            '<p>a <a href="https://vov.vn" title="">b</a></p>',
            '<p>a <a href="https://vov.vn" rel="noopener">b</a></p>',
        ),
        (
            '<table style="min-width: 50px"><tbody><tr><th colspan="1" rowspan="1"><p>a</p></th>'
            "</tr></tbody></table>",
            '<table><tbody><tr><th colspan="1" rowspan="1"><p>a</p></th></tr></tbody></table>',
        ),
    ],
)
def test_a_body_keeps_what_the_editor_means(written, kept):
    assert body.clean(written) == kept
    assert body.clean(kept) == kept


def test_photos_and_references_never_stand_inside_another_block():
    html = body.clean(f'<ul><li><p>a</p>{FIGURE}</li></ul><td><p class="reference">T</p></td>')
    for part in body.parts(html):
        if part.kind == "markup":
            assert part.html.count("<ul>") == part.html.count("</ul>")
