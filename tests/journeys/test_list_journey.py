"""The list of articles in a real browser: with a script and without, wide and on a phone."""

import pytest
from playwright.sync_api import expect

from articles import publishing
from articles.models import SavedView
from tests.builders import a_category, a_draft, a_photo, a_user, an_article
from tests.desk import desk
from tests.journeys.axe import faults_of

ARTICLE = "articles.article"

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def signed_in(page):
    a_user("chu", is_staff=True, is_superuser=True)
    page.goto("/toa-soan/")
    page.get_by_label("Tên đăng nhập").fill("chu")
    page.get_by_label("Mật khẩu").fill("mat-khau-dai")
    page.get_by_role("button", name="Đăng nhập").first.click()
    page.wait_for_url("/toa-soan/")
    return page


def a_desk_full():
    world = a_category("Thế giới")
    for n in range(30):
        a_draft(f"Nháp {n}", category=world, by=["Minh Hà"], lead_photo=a_photo())
    publishing.submit(a_draft("Chờ duyệt từ sáng", by=["PV"]), by=None)
    an_article("Đã lên báo", category=a_category("Thể thao"))


def test_an_editor_narrows_the_list_approves_and_keeps_the_view(page):
    a_desk_full()
    page.set_viewport_size({"width": 1440, "height": 1000})
    signed_in(page)
    page.goto(desk(ARTICLE))
    panel = page.get_by_role("complementary", name="Bộ lọc")
    panel.get_by_role("link", name="Chờ duyệt 1").click()
    page.wait_for_url("**/?trang-thai=cho-duyet")
    page.get_by_role("button", name="Duyệt bài").click()
    expect(page.get_by_text("Đã duyệt 1 bài.")).to_be_visible()
    panel.get_by_role("link", name="Đã duyệt 1").click()
    page.wait_for_url("**/?trang-thai=da-duyet")
    page.locator(".desk-save-view summary").click()
    page.get_by_label("Tên danh sách").fill("Sẵn sàng")
    page.get_by_role("button", name="Lưu", exact=True).click()
    tab = page.get_by_role("link", name="Sẵn sàng")
    expect(tab).to_have_attribute("aria-current", "page")
    assert SavedView.objects.get().query == "trang-thai=da-duyet"
    page.get_by_role("button", name="Bỏ danh sách «Sẵn sàng»").click()
    page.get_by_text("Đã bỏ danh sách").wait_for()


def test_a_menu_of_verbs_opens_and_closes_by_keyboard(page):
    a_draft("Tít của bài")
    signed_in(page)
    page.goto(desk(ARTICLE))
    more = page.locator(".desk-list-more summary").first
    more.focus()
    page.keyboard.press("Enter")
    page.get_by_role("link", name="Đăng bài").wait_for()
    page.keyboard.press("Escape")
    expect(page.locator(".desk-list-more[open]")).to_have_count(0)
    expect(more).to_be_focused()


def test_several_are_picked_and_named_before_anything_happens(page):
    a_draft("Bài một"), a_draft("Bài hai")
    page.set_viewport_size({"width": 1440, "height": 1000})
    signed_in(page)
    page.goto(desk(ARTICLE))
    boxes = page.locator("input.action-select")
    expect(boxes).to_have_count(2)
    for box in boxes.all():
        box.check()
    page.locator("select[name=action]").select_option(value="add_topics_selected")
    page.locator("button[name=index]").click()
    page.get_by_label("Chủ đề thêm vào").fill("Biển Đông")
    expect(page.get_by_text("Bài một")).to_be_visible()
    page.get_by_role("button", name="Thêm chủ đề").click()
    page.get_by_text("Đã thêm chủ đề cho 2 bài.").wait_for()


def test_names_are_suggested_while_one_types(page):
    a_draft(by=["Đặng Quốc Anh"])
    page.set_viewport_size({"width": 1440, "height": 1000})
    signed_in(page)
    page.goto(desk(ARTICLE))
    field = page.get_by_label("Tác giả: tìm tên khác")
    field.press_sequentially("dang quoc")
    page.locator("#desk-names-tac-gia option").wait_for(state="attached")
    field.press("Enter")
    page.get_by_text("Tác giả: dang quoc").wait_for()


def test_without_a_script_everything_is_still_there(new_page):
    a_desk_full()
    page = new_page(javascript=False, viewport={"width": 1440, "height": 1000})
    signed_in(page)
    page.goto(desk(ARTICLE))
    page.get_by_role("link", name="Chờ duyệt 1").click()
    page.wait_for_url("**/?trang-thai=cho-duyet")
    page.get_by_role("button", name="Duyệt bài").click()
    expect(page.get_by_text("Đã duyệt 1 bài.")).to_have_count(1)


@pytest.mark.parametrize("width", [360, 1440])
def test_the_list_is_for_everybody_at_every_width(new_page, width):
    a_desk_full()
    page = new_page(viewport={"width": width, "height": 900})
    signed_in(page)
    page.goto(desk(ARTICLE), wait_until="load")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    panel = page.locator(".desk-list-panel-fold")
    expect(panel).to_have_js_property("open", width == 1440)
    assert faults_of(page, ".desk-list") == []
