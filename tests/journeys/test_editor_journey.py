"""Writing in a real browser: pasting, photos, "see also", embeds, finding, a whole page."""

import io
import re
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from PIL import Image
from playwright.sync_api import expect

from articles import addresses, body, publishing
from articles.models import Article, Photo
from tests.builders import a_category, a_draft, a_photo, a_user, an_article
from tests.desk import desk
from tests.journeys.writing import TEXT, caret_at

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PASTED = Path(__file__).resolve().parent.parent / "documents"
SOURCE = Path(__file__).resolve().parents[2] / "fixtures/sources/000_64d0b9dc42b2bb41.txt"
VIDEO = "https://www.youtube.com/watch?v=dQw4w9WgXcQ"
TIDY = "([html, site]) => import('desk/paste').then((paste) => paste.tidy(html, site))"
ADDRESS = "([it, site]) => import('desk/paste').then((paste) => paste.tidyAddress(it, site))"
PLAIN = "(text) => import('desk/paste').then((paste) => paste.paragraphs(text))"
PASTE = """([selector, html, text]) => {
    const data = new DataTransfer();
    if (html) data.setData("text/html", html);
    data.setData("text/plain", text);
    const given = { clipboardData: data, bubbles: true, cancelable: true };
    document.querySelector(selector).dispatchEvent(new ClipboardEvent("paste", given));
}"""


@pytest.fixture
def at_desk(page):
    """A tab in which the owner of the site has signed in."""
    a_user("chu", is_staff=True, is_superuser=True)
    page.set_viewport_size({"width": 1440, "height": 1000})
    page.goto("/toa-soan/")
    page.get_by_label("Tên đăng nhập").fill("chu")
    page.get_by_label("Mật khẩu").fill("mat-khau-dai")
    page.get_by_role("button", name="Đăng nhập").first.click()
    page.wait_for_url("/toa-soan/")
    return page


def write(page, article: Article):
    """Open an article and put the caret at the start of its text."""
    page.goto(desk("articles.article", "change", article.pk))
    return caret_at(page, "Home")


def paste(page, html: str = "", text: str = "") -> None:
    page.evaluate(PASTE, [TEXT, html, text])


def saved(page, article: Article) -> str:
    """Save with the keyboard and return the body."""
    with page.expect_navigation():
        page.keyboard.press("Control+s")
    page.locator(TEXT).wait_for()
    article.refresh_from_db()
    return article.body


def dialog(page):
    return page.locator("dialog[open]")


@pytest.fixture
def a_picture():
    """A photo of the library with a picture."""
    picture = io.BytesIO()
    Image.new("RGB", (900, 600), "teal").save(picture, "JPEG")
    photo = a_photo(caption="Bến sông lúc hừng đông")
    photo.take_file(ContentFile(picture.getvalue(), name="ben.jpg"))
    return photo


def test_browser_and_server_clean_a_paste_alike(at_desk):
    at_desk.goto(desk("articles.article", "add"))
    at_desk.locator(TEXT).wait_for()
    pages = [file.read_text() for file in sorted(PASTED.glob("dan-*.html"))]
    pages += [
        "<div>Một<br><br>Hai<br>ba</div>",
        "<b>a</b><b>b</b> <i> c </i>",
        "<dl><dt>a</dt><dd>b</dd></dl><pre>một\nhai</pre>",
        "<div>H<sub>2</sub>O <a href='#x'>mục</a> <del>cũ</del></div>",
        '<figure><img src="/anh/3" alt="T"><figcaption><div>C</div></figcaption></figure><hr>',
        "<ul><li>a<ul><li>b</li></ul></li></ul><ol start=4><li><div>c</div><p>d</p></li></ol>",
        "<table><tr><td><div>một ô</div></td></tr></table>",
        "<table><tr><th colspan=2><span>a</span></th><td>b</td></tr></table>",
        f'<div>a</div><p class="embed">{VIDEO}</p><p class="reference" data-article="3">T</p>',
        "<blockquote><div>a</div><h4>b</h4></blockquote><center><font>c</font></center>",
    ]
    assert len(pages) >= 13
    for pasted in pages:
        in_browser = at_desk.evaluate(TIDY, [pasted, ""])
        assert body.clean(in_browser) == body.clean(pasted)
    for written in (
        "https://vov.vn/a?utm_source=x&id=2#b",
        "https://www.google.com/url?q=https://vov.vn/a&sa=D",
        "https://l.facebook.com/l.php?u=https%3A%2F%2Fvov.vn%2Fa&h=1",
        "https://www.google.com/url?q=javascript:alert(1)",
        "vov.vn/a",
        "//vov.vn/a",
        "java\tscript:alert(1)",
        "data:text/html,x",
        "#muc",
        "mailto:a@b.vn",
        "bai.html",
        "https://youtu.be/dQw4w9WgXcQ?si=abc&t=3",
        "https://báo.vn/đường?a=ơ",
    ):
        assert at_desk.evaluate(ADDRESS, [written, ""]) == (addresses.tidy(written) or "")
    assert at_desk.evaluate(PLAIN, "Một\nhai\n\nBa <b>") == "<p>Một<br>hai</p><p>Ba &lt;b&gt;</p>"
    assert at_desk.evaluate(PLAIN, "Một\r\nHai") == "<p>Một</p><p>Hai</p>"


def test_a_reporter_pastes_from_word_and_saves_a_clean_text(at_desk):
    article = a_draft(body="<p>Cuối</p>")
    write(at_desk, article)
    word = (PASTED / "dan-word.html").read_text()
    paste(at_desk, word, "x")
    at_desk.locator(f"{TEXT} ol").wait_for()
    text = saved(at_desk, article)
    for part in (
        "<h2>Nước lên ở hạ lưu</h2>",
        "<ul><li><p>Kê cao đồ đạc</p><ul>",
        '<ol start="3">',
    ):
        assert part in text
    assert not re.search("mso|style=|class=|utm_|Câu đã xóa|&nbsp;", text)
    assert "<td" in text
    assert text.endswith("<p>Cuối</p>")


def test_a_pasted_address_becomes_an_embed_that_waits_for_a_click(at_desk, new_page):
    article = a_draft("Bài có video", body="<p></p>")
    write(at_desk, article)
    paste(at_desk, text="https://youtu.be/dQw4w9WgXcQ?si=theo-doi")
    at_desk.locator(".ed-embed").wait_for()
    assert f'<p class="embed">{VIDEO}</p>' in saved(at_desk, article)
    public = an_article("Bài công khai", body=article.body)

    reader = new_page(viewport={"width": 390, "height": 800})
    reader.goto(public.get_absolute_url())
    card = reader.locator("click-to-load")
    expect(card).to_contain_text("Trang đó sẽ biết bạn đã xem", use_inner_text=True)
    expect(reader.locator("iframe")).to_have_count(0)
    assert reader.evaluate("document.documentElement.scrollWidth <= innerWidth")
    plain = new_page(javascript=False)
    plain.goto(public.get_absolute_url())
    expect(plain.get_by_role("link", name="Mở tại youtube.com")).to_have_attribute("href", VIDEO)
    expect(plain.get_by_role("button", name="Xem ở đây")).to_be_hidden()


def test_a_reader_who_asks_for_a_video_gets_a_frame_that_can_do_little(browser, site):
    article = an_article(body=body.embed(VIDEO))
    context = browser.new_context(base_url=site, locale="vi-VN")
    asked = []
    stand_in = {"content_type": "text/html", "body": "<p>Video</p>"}
    # Nothing leaves this machine: what would be asked of the other site is answered here.
    context.route(
        lambda address: not address.startswith(site),
        lambda route: (asked.append(route.request.url), route.fulfill(**stand_in)),
    )
    page = context.new_page()
    page.goto(article.get_absolute_url(), wait_until="load")
    assert asked == []
    page.get_by_role("button", name="Xem ở đây").click()
    page.frame_locator("click-to-load iframe").get_by_text("Video").wait_for()
    assert [address.split("?")[0] for address in asked] == [
        "https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ"
    ]
    frame = page.locator("click-to-load iframe")
    expect(frame).to_have_attribute("sandbox", re.compile("^(?!.*allow-top-navigation)"))
    expect(frame).to_have_attribute("title", "Video YouTube")
    context.close()


def test_a_reporter_embeds_by_address_and_learns_what_cannot_be(at_desk):
    article = a_draft(body="<p>Một</p>")
    write(at_desk, article)
    at_desk.get_by_role("button", name="Nhúng video hoặc bài đăng").click()
    box = dialog(at_desk)
    box.get_by_label("Địa chỉ hoặc mã nhúng").fill("https://la.test/video")
    box.get_by_role("button", name="Chèn", exact=True).click()
    box.get_by_text("Chưa nhúng được địa chỉ này").wait_for()
    box.get_by_label("Địa chỉ hoặc mã nhúng").fill("https://t.me/bao_viet/12")
    box.get_by_role("button", name="Chèn", exact=True).click()
    at_desk.locator(".ed-embed").wait_for()
    assert '<p class="embed">https://t.me/bao_viet/12</p>' in saved(at_desk, article)


def test_a_see_also_line_is_picked_with_the_keyboard(at_desk):
    target = an_article("Chợ nổi Cái Răng")
    an_article("Chợ nổi Cái Bè")
    article = a_draft(body="<p>Một</p>")
    write(at_desk, article)
    at_desk.keyboard.press("Control+Shift+X")
    search = dialog(at_desk).get_by_role("combobox")
    search.press_sequentially("cai rang")
    # Before anything is typed the newest articles are offered, both of them.
    options = dialog(at_desk).get_by_role("option")
    expect(options).to_have_text([re.compile("^Chợ nổi Cái Răng")])
    search.press("Enter")
    line = f'<p class="reference" data-article="{target.pk}">Chợ nổi Cái Răng</p>'
    expect(at_desk.locator(f"{TEXT} p.reference")).to_be_visible()
    expect(at_desk.locator(TEXT)).to_be_focused()
    at_desk.keyboard.type("Đoạn sau")
    text = saved(at_desk, article)
    assert f"<p>Một</p>{line}<p>Đoạn sau</p>" in text
    assert article.references.get().text == "Chợ nổi Cái Răng"


def test_find_and_replace_minds_marks_or_not(at_desk):
    article = a_draft(body="<p>Toà nhà, tòa soạn, <strong>TOÀ</strong> án.</p><p>toa tàu</p>")
    write(at_desk, article)
    at_desk.keyboard.press("Control+f")
    bar = at_desk.get_by_role("search", name="Tìm và thay")
    bar.get_by_label("Tìm", exact=True).fill("toà")
    expect(bar.locator(".ed-find-count")).to_have_text("1/2")
    bar.get_by_label("Phân biệt dấu").uncheck()
    expect(bar.locator(".ed-find-count")).to_have_text("1/4")
    bar.get_by_label("Tìm", exact=True).press("Enter")
    expect(bar.locator(".ed-find-count")).to_have_text("2/4")
    bar.get_by_label("Phân biệt dấu").check()
    bar.get_by_label("Phân biệt hoa thường").check()
    bar.get_by_label("Tìm", exact=True).fill("Toà")
    bar.get_by_label("Thay bằng").fill("Tòa")
    bar.get_by_role("button", name="Thay tất cả").click()
    bar.get_by_label("Tìm", exact=True).press("Escape")
    expect(bar).to_be_hidden()
    text = saved(at_desk, article)
    assert text == "<p>Tòa nhà, tòa soạn, <strong>TOÀ</strong> án.</p><p>toa tàu</p>"


def test_a_photo_goes_from_the_library_into_the_text(at_desk, a_picture):
    article = a_draft(body="<p>Một</p>")
    write(at_desk, article)
    at_desk.keyboard.press("Control+Shift+A")
    box = dialog(at_desk)
    box.get_by_role("searchbox").fill("hung dong")
    box.get_by_role("button", name="Bến sông lúc hừng đông").click()
    box.get_by_label("Chú thích ở bài này").fill("Chú thích riêng")
    box.get_by_role("button", name="Chèn", exact=True).click()
    at_desk.locator(f"{TEXT} figure").wait_for()
    text = saved(at_desk, article)
    figure = f'<figure><img src="/anh/{a_picture.pk}" alt="">'
    assert f"{figure}<figcaption>Chú thích riêng</figcaption></figure>" in text


def test_a_new_photo_is_uploaded_without_leaving_the_text(at_desk, tmp_path):
    article = a_draft(body="<p>Một</p>")
    picture = tmp_path / "Ảnh mới.jpg"
    Image.new("RGB", (1200, 800), "brown").save(picture)
    write(at_desk, article)
    at_desk.get_by_role("button", name="Chèn ảnh từ kho").click()
    dialog(at_desk).locator("input[type=file]").set_input_files(picture)
    dialog(at_desk).get_by_label("Mô tả ảnh ở bài này").fill("Một bức tường nâu")
    dialog(at_desk).get_by_label("Nguồn ảnh").fill("Minh Hà")
    dialog(at_desk).get_by_role("button", name="Chèn", exact=True).click()
    at_desk.locator(f"{TEXT} figure").wait_for()
    text = saved(at_desk, article)
    photo = Photo.objects.get()
    assert f'<img src="/anh/{photo.pk}" alt="Một bức tường nâu">' in text
    assert photo.credit == "Minh Hà"
    article.refresh_from_db()
    assert publishing.reasons_against(article) == []


def test_links_are_found_by_headline_and_checked(at_desk):
    target = an_article("Đường sắt Bắc Nam")
    article = a_draft(body='<p>Đọc <a href="/khong-co-99999.html">bài kia</a> nhé</p>')
    write(at_desk, article)
    at_desk.keyboard.press("Control+k")
    search = dialog(at_desk).get_by_role("combobox")
    search.press_sequentially("duong sat")
    dialog(at_desk).get_by_role("option", name="Đường sắt Bắc Nam").click()
    at_desk.get_by_role("button", name="Kiểm liên kết").click()
    dialog(at_desk).get_by_text("1 trong 2 liên kết có lỗi.").wait_for()
    dialog(at_desk).get_by_text("không có bài này.").wait_for()
    dialog(at_desk).get_by_role("button", name="Đến chỗ đó").click()
    at_desk.wait_for_function("String(getSelection()) === 'bài kia'")
    text = saved(at_desk, article)
    assert f'<a href="{target.get_absolute_url()}" rel="noopener">Đường sắt Bắc Nam</a>' in text


def test_a_whole_page_fills_an_empty_form(at_desk):
    a_category("Thời sự")
    page = at_desk
    page.goto(desk("articles.article", "add"))
    page.locator(TEXT).wait_for()
    page.locator("[name=standfirst]").fill("Sapo của tôi")
    page.get_by_role("button", name="Dán bài").click()
    dialog(page).get_by_label("Dán cả trang vào đây").fill(SOURCE.read_text())
    dialog(page).get_by_role("button", name="Đọc trang").click()
    dialog(page).get_by_text("Những ô này đã có chữ").wait_for()
    dialog(page).get_by_role("button", name="Điền vào bài").click()
    headline = page.locator("[name=headline]")
    text = page.locator(TEXT)
    expect(headline).to_have_value("Các ngoại trưởng CSTO thảo luận các vấn đề an ninh")
    expect(page.locator("[name=standfirst]")).to_have_value("Sapo của tôi")
    expect(text).to_contain_text("Năm nay Belarus làm chủ tịch", use_inner_text=True)
    page.locator(".ed-outcome").get_by_text("Dấu chấm lạc giữa câu").wait_for()
    page.locator(".ed-outcome").get_by_role("button", name="Hoàn tác").click()
    expect(headline).to_have_value("")
    expect(text).to_have_text("", use_inner_text=True)
    assert not Article.objects.exists()


def test_undo_says_to_the_ear_too_that_there_is_nothing_to_undo(at_desk):
    editor = write(at_desk, a_draft())
    undo = at_desk.get_by_role("button", name="Hoàn tác")
    expect(undo).to_be_disabled()
    editor.press_sequentially("Sông")
    expect(undo).to_be_enabled()


def test_the_whole_screen_belongs_to_the_text_until_escape(at_desk):
    article = a_draft(body="<p>Một hai ba bốn</p>")
    write(at_desk, article)
    expect(at_desk.locator(".ed-count")).to_have_text("4 chữ · 1 phút đọc")
    at_desk.keyboard.type("năm sáu ")
    expect(at_desk.locator(".ed-count")).to_have_text("6 chữ · 1 phút đọc")
    at_desk.keyboard.press("Control+Shift+F")
    toggle = at_desk.get_by_role("button", name=re.compile("^Toàn màn hình"))
    expect(toggle).to_have_attribute("aria-pressed", "true")
    size = at_desk.locator(".prose-editor").bounding_box()
    assert (size["width"], size["height"]) == (1440, 1000)
    at_desk.keyboard.press("Control+/")
    dialog(at_desk).get_by_text("Danh sách chấm").wait_for()
    at_desk.keyboard.press("Escape")
    expect(dialog(at_desk)).to_have_count(0)
    expect(at_desk.locator(TEXT)).to_be_focused()
    expect(toggle).to_have_attribute("aria-pressed", "true")
    at_desk.keyboard.press("Escape")
    expect(toggle).to_have_attribute("aria-pressed", "false")
    expect(at_desk.locator(TEXT)).to_be_focused()
