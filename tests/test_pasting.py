"""What comes from Word, Google Docs and old pages becomes a body, and brings nothing along."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles import addresses, body, pasting

PASTED = Path(__file__).parent / "documents"

WORD = (
    "<h2>Nước lên ở hạ lưu</h2>"
    "<p><strong>Sáng 20/6,</strong> nước sông ở Cần Thơ lên <em>nhanh</em>, "
    "cao hơn báo động ba 0,2 m².</p>"
    "<ul><li><p>Kê cao đồ đạc</p><ul><li><p>Giấy tờ trước hết</p></li></ul></li>"
    "<li><p>Giữ liên lạc với tổ dân phố</p></li></ul>"
    '<ol start="3"><li><p>Khoản thứ ba</p></li><li><p>Khoản thứ tư</p></li></ol>'
    '<p>Câu mới thêm. Người dân được <a href="https://vov.vn/thoi-tiet?id=5" rel="noopener">'
    "báo trước</a>.</p>"
    "<table><tbody><tr><td><p>Trạm</p></td><td><p>Mực nước</p></td></tr>"
    "<tr><td><p>Tân Châu</p></td><td><p>4,1 m</p></td></tr></tbody></table>"
)
DOCS = (
    "<h2>Chợ quê ngày mưa</h2>"
    "<p><strong>Bà Tư</strong> nói: <em>“Mưa thì mưa, chợ vẫn họp.”</em> Đọc ở "
    '<a href="https://vov.vn/kinh-te?a=1" rel="noopener">trang này</a>.</p>'
    "<ul><li><p>Rau</p><ul><li><p>Rau muống</p></li><li><p><strong>Rau dền</strong></p></li></ul>"
    "</li><li><p>Cá</p></li></ul>"
    "<h3>Giá cả</h3><p>Một mớ rau ba nghìn đồng.</p><p>Một cân cá bảy mươi nghìn.</p>"
)
OLD_PAGE = (
    "<p>Thứ tư, 21/6/2023</p><h2>Cầu mới qua sông Hậu</h2>"
    "<p>Cần ThơCây cầu dài 2 km nối hai bờ.</p>"
    "<p>Đoạn một của bài.</p><p>Đoạn hai, tách bằng hai dấu xuống dòng.</p>"
    "<p>Nhịp chính của cầu. Ảnh: <em>Thành Nguyễn</em></p>"
    '<p class="embed">https://www.youtube.com/watch?v=dQw4w9WgXcQ</p>'
    "<p>Dòng trong một khung</p><p>và khung trong khung</p>"
    "<p>Chữ trong bảng chỉ để dàn trang.</p>"
    '<p><strong>Theo <a href="https://tuoitre.vn/bai.htm" rel="noopener">Tuổi Trẻ</a></strong></p>'
)


@pytest.mark.parametrize(
    ("file", "kept"),
    [("dan-word.html", WORD), ("dan-docs.html", DOCS), ("dan-trang-cu.html", OLD_PAGE)],
)
def test_a_pasted_document_comes_out_clean(file, kept):
    cleaned = body.clean((PASTED / file).read_text())
    assert cleaned == kept
    assert body.clean(cleaned) == cleaned


@pytest.mark.parametrize(
    ("pasted", "kept"),
    [
        ("<div>Một<br><br>Hai<br>ba</div>", "<p>Một</p><p>Hai<br>ba</p>"),
        ("<span>Bà\u0300 con</span>", "<p>Bà̀ con</p>"),
        ("<span>Ha\u0300 No\u0323\u0302i</span>", "<p>Hà Nội</p>"),
        ("<div><b>a</b><b>b</b> <i> c </i></div>", "<p><strong>ab</strong> <em>c</em></p>"),
        ("<h1><b>Tít</b></h1>", "<h2>Tít</h2>"),
        ("<pre>một\nhai</pre>", "<p>một<br>hai</p>"),
        ("<div>a<ins>b</ins><del>c</del></div>", "<p>ab</p>"),
        ("<center><font color=red>a</font></center>", "<p>a</p>"),
        ("<div>H<sub>2</sub>O, 5 m<sup>3</sup>, x<sup>n</sup></div>", "<p>H₂O, 5 m³, xn</p>"),
        ('<div><a href="#_ftn1">[1]</a> a</div>', "<p>[1] a</p>"),
        (
            '<figure class="x"><img src="/anh/3" alt="T"><figcaption><div>C</div></figcaption>'
            "</figure>",
            '<figure><img src="/anh/3" alt="T"><figcaption>C</figcaption></figure>',
        ),
        ("<dl><dt>a</dt><dd>b</dd></dl>", "<p>a</p><p>b</p>"),
        ("<xml><w:x>1</w:x></xml><div>a</div>", "<p>a</p>"),
        ("<div>" * 3000 + "a", "<p>a</p>"),
    ],
)
def test_foreign_html_becomes_blocks_of_a_body(pasted, kept):
    assert body.clean(pasted) == body.nfc(kept)


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("https://vov.vn/a?utm_source=x&id=2&fbclid=3", "https://vov.vn/a?id=2"),
        ("https://vov.vn/a?zarsrc=30&gclid=1", "https://vov.vn/a"),
        ("https://www.google.com/url?q=https://vov.vn/a&sa=D", "https://vov.vn/a"),
        ("https://l.facebook.com/l.php?u=https%3A%2F%2Fvov.vn%2Fa&h=1", "https://vov.vn/a"),
        ("https://www.google.com/url?q=javascript:alert(1)", None),
        ("https://youtu.be/dQw4w9WgXcQ?si=abc", "https://youtu.be/dQw4w9WgXcQ"),
        ("vov.vn/a", "https://vov.vn/a"),
        ("//vov.vn/a", "https://vov.vn/a"),
        ("https://bao.test/tit-12.html?fbclid=1#binh-luan", "/tit-12.html#binh-luan"),
        ("http://bao.test//la.test", "/la.test"),
        ("/tit-12.html", "/tit-12.html"),
        ("mailto:toasoan@bao.test", "mailto:toasoan@bao.test"),
        ("#muc", None),
        ("java\tscript:alert(1)", None),
        ("data:text/html,x", None),
        ("\\\\la.test\\a", None),
        ("https://vov.vn/a#:~:text=abc", "https://vov.vn/a"),
    ],
)
def test_links_lose_their_trackers_and_detours(settings, written, kept):
    settings.SITE_URL = "https://bao.test"
    found = addresses.tidy(written)
    if written.startswith("https://www.google.com/url?q=java"):
        assert found.startswith("https://www.google.com/")  # A link to a page, not what it says.
    else:
        assert found == kept
        assert kept is None or addresses.tidy(kept) == kept


TAG = st.sampled_from(
    (
        *("div", "span", "p", "b", "i", "ul", "ol", "li", "table", "tr", "td", "h1", "h4", "a"),
        *("br", "blockquote", "figure", "img", "iframe", "pre", "o:p", "script", "figcaption"),
    )
)
ATTRIBUTE = st.sampled_from(
    (
        *("", ' style="font-weight:700"', ' style="mso-list:l0 level2 lfo1"', ' class="embed"'),
        *(' class="reference"', ' href="https://vov.vn"', ' src="/anh/1"', " style='display:none'"),
    )
)
PIECE = st.one_of(
    st.text(alphabet="aă <&\n\u00a0", max_size=4),
    st.builds("<{}{}>".format, TAG, ATTRIBUTE),
    st.builds("</{}>".format, TAG),
)


@given(st.lists(PIECE, max_size=30).map("".join))
def test_whatever_is_pasted_is_clean_after_once(pasted):
    once = body.clean(pasted)
    assert body.clean(once) == once
    assert not pasting.FOREIGN.search(once)
    assert not re.search(r"\sstyle=|\son\w+=", re.sub(r">[^<]*<", "><", once))
