"""Photos in a real browser: many files at once, their words, the focal point by every means."""

import re

import pytest
from PIL import Image
from playwright.sync_api import expect

from articles.models import Photo
from tests.builders import a_photo, a_user
from tests.desk import desk
from tests.picture_files import a_jpeg, an_upload

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

DROP = """
(files) => {
  const data = new DataTransfer();
  for (const [name, type, bytes] of files) {
    data.items.add(new File([new Uint8Array(bytes)], name, { type }));
  }
  window.dispatchEvent(new DragEvent("dragenter", { dataTransfer: data }));
  window.dispatchEvent(new DragEvent("drop", { dataTransfer: data, cancelable: true }));
}
"""


def signed_in(page):
    a_user("chu", is_staff=True, is_superuser=True)
    page.goto("/toa-soan/")
    page.get_by_label("Tên đăng nhập").fill("chu")
    page.get_by_label("Mật khẩu").fill("mat-khau-dai")
    page.get_by_role("button", name="Đăng nhập").click()
    page.wait_for_url("/toa-soan/")
    return page


@pytest.fixture
def at_desk(page):
    return signed_in(page)


@pytest.fixture
def photo():
    photo = a_photo()
    photo.take_file(an_upload(a_jpeg((1200, 800))))
    return photo


def test_files_are_dropped_and_their_words_saved_at_once(at_desk):
    at_desk.goto(desk("articles.photo"))
    one, two = a_jpeg((900, 600)), a_jpeg((600, 900))
    files = [
        ["một.jpg", "image/jpeg", list(one)],
        ["hình.svg", "image/svg+xml", list(b"<svg onload='x'>")],
        ["hai.jpg", "image/jpeg", list(two)],
        ["tên sai.png", "image/png", list(a_jpeg((300, 300)))],
    ]
    at_desk.evaluate(DROP, files)
    at_desk.get_by_text("Xong: 2 ảnh mới").wait_for()
    cards = at_desk.locator(".desk-new-photo")
    for name, why in (("hình.svg", "SVG"), ("tên sai.png", "nhưng là JPEG")):
        expect(cards.filter(has_text=name)).to_contain_text(why, use_inner_text=True)
    for name in ("một.jpg", "hai.jpg"):
        card = cards.filter(has_text=name)
        card.get_by_label("Chú thích").fill(f"Chú thích của {name}")
        expect(card.get_by_label("Mô tả ảnh")).to_have_value("")
        card.get_by_label("Mô tả ảnh").fill("Tả")
    at_desk.get_by_role("button", name="Lưu chữ của mọi ảnh").click()
    at_desk.get_by_text("Đã lưu chữ của 2 ảnh.").wait_for()
    words = Photo.objects.values_list("caption", "alt")
    assert sorted(words) == [("Chú thích của hai.jpg", "Tả"), ("Chú thích của một.jpg", "Tả")]


def test_a_known_file_is_shown_and_may_be_kept_twice(at_desk, tmp_path):
    path = tmp_path / "a.jpg"
    path.write_bytes(a_jpeg())
    for _time in range(2):
        at_desk.goto(desk("articles.photo"))
        at_desk.locator("[name=files]").set_input_files(path)
        at_desk.get_by_text("Xong:").wait_for()
    at_desk.get_by_text("Ảnh này đã có trong kho").wait_for()
    at_desk.get_by_role("button", name="Vẫn tải lên bản thứ hai").click()
    at_desk.get_by_text("Xong: 1 ảnh mới").wait_for()
    assert Photo.objects.count() == 2


def test_the_focal_point_follows_a_click_and_the_arrow_keys(at_desk, photo):
    at_desk.goto(desk("articles.photo", "change", photo.pk))
    at_desk.locator("[data-focus-picture]").click(position={"x": 60, "y": 40})
    point = at_desk.get_by_role("slider", name="Tâm ảnh")
    expect(point).to_be_focused()
    fields = [at_desk.locator(f"#id_focal_{each}") for each in "xy"]
    for field in fields:
        expect(field).to_have_value(re.compile(r"^0\.[0-2]\d?$"))
    x, y = (float(field.input_value()) for field in fields)
    at_desk.keyboard.press("ArrowRight")
    at_desk.keyboard.press("Shift+ArrowDown")
    for field, share in zip(fields, (x + 0.01, y + 0.1), strict=True):
        expect(field).to_have_value(f"{share:.2f}".rstrip("0"))
    told = f"ngang {x * 100 + 1:.0f} phần trăm, dọc {y * 100 + 10:.0f} phần trăm"
    expect(point).to_have_attribute("aria-valuetext", told)
    shown = f"{round(x * 10 + 0.1) * 10}% {round(y * 10 + 1) * 10}%"
    expect(at_desk.locator(".desk-crop-card img")).to_have_css("object-position", shown)
    with at_desk.expect_navigation():
        at_desk.get_by_role("button", name="Lưu và tiếp tục chỉnh sửa").click()
    at_desk.get_by_text("Bản ghi nhớ").first.wait_for()
    photo.refresh_from_db()
    assert photo.focus == (pytest.approx(x + 0.01), pytest.approx(y + 0.1))
    assert photo.renditions["share"] == f"{round(photo.focal_x * 100)}-{round(photo.focal_y * 100)}"


def test_without_scripts_files_are_uploaded_and_numbers_typed(new_page, photo, tmp_path):
    page = signed_in(new_page(javascript=False))
    page.goto(desk("articles.photo", "change", photo.pk))
    page.locator("#id_focal_x").fill("0.2")
    page.get_by_role("button", name="Lưu lại").click()
    page.wait_for_url(desk("articles.photo"))
    photo.refresh_from_db()
    assert photo.focal_x == 0.2
    paths = []
    for name in ("một.png", "hai.png"):
        paths.append(tmp_path / name)
        Image.new("RGB", (400, 300), "teal" if name == "một.png" else "red").save(paths[-1])
    page.goto(desk("articles.photo"))
    page.locator("[name=files]").set_input_files(paths)
    page.get_by_role("button", name="Tải lên").click()
    page.get_by_role("button", name="Lưu tất cả").wait_for()
    page.get_by_label("Chú thích").first.fill("Gõ tay")
    page.get_by_role("button", name="Lưu tất cả").click()
    page.get_by_text("Đã lưu chữ của 2 ảnh.").wait_for()
    assert Photo.objects.filter(caption="Gõ tay").exists()


def test_the_photo_desk_fits_a_phone(new_page, photo):
    page = signed_in(new_page(viewport={"width": 360, "height": 780}))
    for address in (desk("articles.photo"), desk("articles.photo", "change", photo.pk)):
        page.goto(address)
        assert page.evaluate("document.documentElement.scrollWidth") <= 360
