"""The desk in a real browser: addresses while typing, the text editor, uploads, moderation."""

import io
import re
import unicodedata
from itertools import product

import pytest
from django.core.files.base import ContentFile
from django.utils.translation import override
from PIL import Image
from playwright.sync_api import expect

from articles import text
from articles.models import Article, Photo
from comments.models import Comment
from tests.builders import a_category, a_comment, a_draft, a_photo, a_user, an_article
from tests.desk import desk
from tests.journeys.writing import caret_at

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

WORDS = """
Điện mừng Quốc khánh|Các ngoại trưởng CSTO thảo luận các vấn đề an ninh|đường sắt|ĐỜI SỐNG|Đắk Lắk
Nghệ thuật|hoà bình|hòa bình|Thuý Kiều|Thúy Kiều|uỷ ban|ủy ban|quý|quí|khuya|khoẻ|khỏe|ngoằn ngoèo
Hà Nội|TP. Hồ Chí Minh|Thừa Thiên – Huế|Bà Rịa-Vũng Tàu|Buôn Ma Thuột|“Trích dẫn”|«Nháy»|100%|3,5 tỷ
Ước mơ|ưỡn ẹo|ẩm thực|ẵm bồng|ặc|ỗi|ỡm ờ|ỷ lại|ỹ|ỵ|kỹ sư|mỹ thuật|lý luận|Ký ức|xuýt xoa|nghiêng
Путин|Москва|Ёлка|щука|Україна|Київ|объект|Ха Вьет Лонг|Người Việt ở Москва|COVID-19|G20|№ 12|½ ngày
Straße|Ɓ
İstanbul|ısı|Łódź|Øresund|Þór|Ŋ|crème brûlée|Ægir|ﬁnance|Ｗide|x²|Ⅳ|e\u0301|a\u0323\u0302|Đ\u00f0
日本|!!!|—|a_b|a--b| đầu và cuối |tít\u200bcó\u00adchữ\u2060ẩn|không\u00a0ngắt|Q.Đ.|I\u0307|½|ς|ẞ
"""


def word_table() -> list[str]:
    """Real words, each as typed, and long headlines made of them."""
    words = [word for line in WORDS.strip("\n").split("\n") for word in line.split("|")]
    pairs = [f"{first} {second}" for first, second in product(words[:20], words[::7])]
    return words + pairs + [" ".join(words[n : n + 12]) for n in range(0, 60, 3)] + ["đ" * 200]


@pytest.fixture
def at_desk(page):
    """A tab in which the owner of the site has signed in."""
    a_user("chu", is_staff=True, is_superuser=True)
    page.set_viewport_size({"width": 1440, "height": 1000})
    page.goto("/toa-soan/")
    page.get_by_label("Tên đăng nhập").fill("chu")
    page.get_by_label("Mật khẩu").fill("mat-khau-dai")
    page.get_by_role("button", name="Đăng nhập").click()
    page.wait_for_url("/toa-soan/")
    return page


def test_python_and_browser_spell_addresses_alike(at_desk):
    at_desk.goto(desk("articles.tag", "add"))
    spellings = [
        unicodedata.normalize(form, word)
        for word in word_table()
        for form in ("NFC", "NFD")
        if word.strip()
    ]
    assert len(spellings) >= 120
    for length in (80, 20, 3):
        theirs = at_desk.evaluate(
            "([words, length]) => words.map((word) => URLify(word, length))", [spellings, length]
        )
        ours = [text.slug(word, length) for word in spellings]
        assert dict(zip(spellings, theirs, strict=True)) == dict(zip(spellings, ours, strict=True))


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_an_address_appears_while_a_headline_is_typed(at_desk, form):
    at_desk.goto(desk("articles.category", "add"))
    name = unicodedata.normalize(form, "Điện mừng Quốc khánh")
    at_desk.get_by_label("Tên").press_sequentially(name)
    expect(at_desk.get_by_label("Địa chỉ")).to_have_value("dien-mung-quoc-khanh")


def saved(page) -> None:
    """Save and go on writing; the page that follows may have the same address."""
    with page.expect_navigation():
        page.get_by_role("button", name="Lưu và tiếp tục chỉnh sửa").click()


def in_editor(page, name: str):
    return page.get_by_role("button", name=re.compile(f"^{name}")).first


def test_a_reporter_writes_everything_a_body_may_hold(at_desk):
    page = at_desk
    a_category("Thời sự")
    photo = a_photo()
    picture = io.BytesIO()
    Image.new("RGB", (800, 500), "teal").save(picture, "JPEG")
    photo.take_file(ContentFile(picture.getvalue(), name="x.jpg"))
    page.goto(desk("articles.article", "add"))
    page.locator(".tiptap.ProseMirror").wait_for()
    page.get_by_label("Tít", exact=False).first.fill("Điện mừng Quốc khánh")
    editor = page.get_by_role("textbox", name="Nội dung")
    editor.click()
    keys = page.keyboard

    keys.type("Đoạn mở đầu ")
    in_editor(page, "Đậm").click()
    keys.type("đậm")
    in_editor(page, "Đậm").click()
    in_editor(page, "Nghiêng").click()
    keys.type(" nghiêng")
    in_editor(page, "Nghiêng").click()
    keys.press("Enter")

    page.locator(".prose-menubar__selected").first.click()
    page.locator(".prose-menubar__option:visible", has_text="Tít xen").first.click()
    keys.type("Tít xen một")
    keys.press("Enter")

    in_editor(page, "Danh sách chấm").click()
    keys.type("Mục một")
    keys.press("Enter")
    keys.press("Enter")
    in_editor(page, "Danh sách số").click()
    keys.type("Thứ nhất")
    keys.press("Enter")
    keys.press("Enter")
    in_editor(page, "Trích dẫn").click()
    keys.type("Lời trích")
    keys.press("Enter")
    keys.press("Enter")

    keys.type("liên kết")
    for _n in range(len("liên kết")):
        keys.press("Shift+ArrowLeft")
    in_editor(page, "Liên kết").click()
    dialog = page.locator("dialog[open]")
    dialog.get_by_label("Địa chỉ").fill("https://vov.vn/bai")
    dialog.get_by_role("button", name="Chèn", exact=True).click()
    page.locator(".ProseMirror a").wait_for()
    caret_at(page, "End")
    keys.press("Enter")

    in_editor(page, "Chèn ảnh từ kho").click()
    dialog.locator(".ed-photo").first.click()
    dialog.get_by_label("Chú thích").fill("Chú thích riêng")
    dialog.get_by_role("button", name="Chèn", exact=True).click()
    page.locator(".ProseMirror figure").wait_for()
    caret_at(page, "End")

    in_editor(page, "Chèn bảng").click()
    dialog.get_by_label("Số dòng").fill("2")
    dialog.get_by_label("Số cột").fill("2")
    dialog.get_by_label("Có dòng tiêu đề").select_option(label="Có")
    dialog.get_by_role("button", name="Chèn bảng").click()
    page.locator(".ProseMirror th").first.click()
    keys.type("Ô đầu")

    page.get_by_label("Chuyên mục").select_option(label="Thời sự")
    saved(page)
    expect(page).to_have_url(re.compile("/change/$"))

    body = Article.objects.get().body
    for part in (
        "<p>Đoạn mở đầu <strong>đậm</strong><em> nghiêng</em></p>",
        "<h2>Tít xen một</h2>",
        "<ul><li><p>Mục một</p></li></ul>",
        "<ol><li><p>Thứ nhất</p></li></ol>",
        "<blockquote><p>Lời trích</p></blockquote>",
        '<a href="https://vov.vn/bai" rel="noopener">liên kết</a>',
        f'<figure><img src="/anh/{photo.pk}" alt="">',
        "<figcaption>Chú thích riêng</figcaption></figure>",
        "<th",
        "Ô đầu",
    ):
        assert part in body
    # What was saved is what the editor shows again and would save again.
    saved(page)
    assert Article.objects.get().body == body
    assert Article.objects.get().slug == "dien-mung-quoc-khanh"


def test_a_see_also_line_becomes_a_reference(at_desk):
    article = a_draft(body="<p>Bài khác</p>")
    at_desk.goto(desk("articles.article", "change", article.pk))
    at_desk.locator(".tiptap.ProseMirror").wait_for()
    at_desk.get_by_role("textbox", name="Nội dung").click()
    at_desk.locator(".prose-menubar__selected").nth(1).click()
    at_desk.locator(".prose-menubar__option:visible", has_text="Xem thêm").click()
    saved(at_desk)
    assert article.references.get().text == "Bài khác"


def test_publishing_saves_what_was_typed_first(at_desk):
    article = a_draft("Tít của bài")
    at_desk.goto(desk("articles.article", "change", article.pk))
    at_desk.locator(".tiptap.ProseMirror").wait_for()
    at_desk.get_by_role("textbox", name="Nội dung").click()
    at_desk.keyboard.type("Chữ mới. ")
    at_desk.get_by_role("button", name="Đăng", exact=True).click()
    at_desk.get_by_role("heading", name="Đăng bài").wait_for()
    at_desk.get_by_role("button", name="Đăng", exact=True).click()
    at_desk.get_by_text("Đã đăng 1 bài.").wait_for()
    article.refresh_from_db()
    assert article.is_public
    assert "Chữ mới." in article.body


def test_leaving_warns_of_what_is_not_saved(at_desk):
    article = a_draft()
    at_desk.goto(desk("articles.article", "change", article.pk))
    at_desk.locator(".tiptap.ProseMirror").wait_for()
    at_desk.get_by_role("textbox", name="Nội dung").click()
    at_desk.keyboard.type("Chữ mới. ")
    asked = []
    at_desk.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))
    with at_desk.expect_event("dialog"):
        at_desk.get_by_role("link", name="Liên kết xem trước").click()
    assert asked == ["beforeunload"]


def test_a_photo_is_uploaded_and_its_address_copied(at_desk, tmp_path):
    picture = tmp_path / "Ảnh của tôi.png"
    Image.new("RGB", (800, 500), "teal").save(picture)
    at_desk.goto(desk("articles.photo", "add"))
    at_desk.locator("#id_file").set_input_files(picture)
    at_desk.get_by_label("Chú thích").fill("Bến sông.")
    saved(at_desk)
    expect(at_desk).to_have_url(re.compile("/change/$"))
    photo = Photo.objects.get()
    assert photo.has_file
    at_desk.context.grant_permissions(["clipboard-read", "clipboard-write"])
    at_desk.get_by_role("button", name="Chép").click()
    at_desk.get_by_role("button", name="Đã chép").wait_for()
    assert at_desk.evaluate("navigator.clipboard.readText()") == f"/anh/{photo.pk}"


def test_a_moderator_approves_with_one_click(at_desk):
    a_comment(an_article(), "Lời chờ duyệt", approved=False)
    at_desk.goto(desk("comments.comment"))
    at_desk.get_by_role("button", name="Duyệt", exact=True).click()
    at_desk.get_by_text("Đã duyệt 1 bình luận.").wait_for()
    assert Comment.objects.public().count() == 1


def test_an_editor_reads_the_desk_in_russian(at_desk):
    at_desk.get_by_text("chu", exact=True).click()
    at_desk.get_by_role("button", name=re.compile("Русский")).click()
    at_desk.locator("html[lang=ru]").wait_for()
    at_desk.goto("/")
    expect(at_desk.locator("html")).to_have_attribute("lang", "vi")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_page_of_the_desk_breaks_its_content_policy(at_desk, scheme):
    with override("vi"):
        article = an_article("Bài", lead_photo=a_photo())
        a_comment(article)
    at_desk.emulate_media(color_scheme=scheme)
    for address in (
        "/toa-soan/",
        desk("articles.article"),
        desk("articles.article", "change", article.pk),
        desk("articles.article", "withdraw", article.pk),
        desk("articles.photo"),
        desk("articles.photo", "add"),
        desk("articles.tag", "add"),
        desk("comments.comment"),
        desk("accounts.user"),
        desk("accounts.user", "add"),
        desk("auth.group", "add"),
    ):
        assert at_desk.goto(address, wait_until="load").ok, address
