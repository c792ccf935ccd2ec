"""A reader's account in a real browser: sign up, comment, take the data along, go; passkeys."""

import json

import pytest
from allauth.mfa.models import Authenticator
from django.core.cache import cache
from playwright.sync_api import expect

from accounts.models import User
from comments.models import Comment
from tests.builders import a_comment
from tests.journeys.axe import faults_of
from tests.journeys.test_sign_in_journey import PHONE
from tests.reader_door import DOOR, HOME, SIGN_UP, a_reader, last_code

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture(autouse=True)
def _fresh_paper(settings):
    """A paper that proves phones, and has not counted yet how many codes it sent."""
    settings.PHONE_VERIFIER = "accounts.phones.ConsoleVerifier"
    cache.clear()


def passkeys_in(page):
    """Give the browser of ``page`` a store of passkeys."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    session.send("WebAuthn.addVirtualAuthenticator", {"options": PHONE})


def type_code(page) -> None:
    """Type the code of the mail that has just come."""
    page.get_by_label("Mã", exact=True).wait_for()
    page.get_by_label("Mã", exact=True).fill(last_code())
    page.get_by_role("button", name="Tiếp tục").click()


def usable(page) -> None:
    """Nothing keeps anybody out."""
    assert faults_of(page) == []


@pytest.mark.parametrize("javascript", [True, False], ids=["scripts", "no-scripts"])
def test_a_reader_signs_up_comments_takes_the_data_along_and_goes(new_page, article, javascript):
    page = new_page(javascript=javascript, viewport={"width": 390, "height": 844})
    a_comment(article, "Lời có sẵn")
    page.goto(article.get_absolute_url())
    page.locator(".strip-tools a[href='/tai-khoan/']").click()
    page.wait_for_url(f"**{DOOR}**")
    page.get_by_role("link", name="Tạo tài khoản", exact=True).click()
    page.get_by_label("Tên hiển thị").fill("Tòa soạn")
    page.get_by_label("Thư điện tử").fill("lan@example.vn")
    page.get_by_role("button", name="Gửi mã cho tôi").click()
    page.get_by_text("dễ làm người đọc tưởng").wait_for()
    page.get_by_label("Tên hiển thị").fill("Trần Lan")
    page.get_by_role("button", name="Gửi mã cho tôi").click()
    type_code(page)
    page.get_by_role("heading", name="Tài khoản của bạn").wait_for()

    page.goto(article.get_absolute_url())
    if javascript:
        page.locator(".strip-tools", has_text="Trần Lan").wait_for()
    else:
        page.locator("#viet-binh-luan [name=name]").fill("Tên khác")
    page.locator("#viet-binh-luan textarea").fill("Tôi từng ở đó.")
    page.locator("#viet-binh-luan").get_by_role("button", name="Gửi", exact=True).click()
    page.wait_for_url("**#da-gui")
    comment = Comment.objects.get(text="Tôi từng ở đó.")
    assert (comment.name, comment.author) == ("Trần Lan", User.objects.get())

    page.goto(HOME)
    with page.expect_download() as download:
        page.get_by_role("link", name="Tải tất cả về").click()
    kept = json.loads(download.value.path().read_text())
    assert [each["text"] for each in kept["comments"]] == ["Tôi từng ở đó."]

    page.get_by_role("link", name="Xóa tài khoản").click()
    page.get_by_role("button", name="Gửi mã tới lan@example.vn").click()
    type_code(page)
    page.get_by_label("Giữ lời, bỏ tên").check()
    page.get_by_role("button", name="Xóa tài khoản của tôi").click()
    page.get_by_text("Tài khoản của bạn đã được xóa").wait_for()
    assert not User.objects.exists()
    comment.refresh_from_db()
    assert (comment.name, comment.author, comment.voice) == ("Bạn đọc ẩn danh", None, "")


def test_a_passkey_opens_the_account_from_the_first_day(page):
    passkeys_in(page)
    page.goto(DOOR)
    page.get_by_role("link", name="Tạo tài khoản", exact=True).click()
    page.get_by_role("link", name="Tạo tài khoản với passkey").click()
    page.get_by_label("Tên hiển thị").fill("Trần Lan")
    page.get_by_label("Thư điện tử").fill("lan@example.vn")
    page.get_by_role("button", name="Gửi mã cho tôi").click()
    type_code(page)
    page.get_by_label("Tên để nhận ra").fill("Máy của Lan")
    page.get_by_role("button", name="Tạo passkey").click()
    page.get_by_text("Máy của Lan").first.wait_for()
    page.get_by_role("button", name="Đăng xuất", exact=True).click()
    page.wait_for_url(DOOR)
    page.goto(f"{DOOR}?next=/thong-tin-toa-soan/")
    page.get_by_role("button", name="Dùng passkey").click()
    page.get_by_role("heading", name="Thông tin tòa soạn", level=1).wait_for()

    # It also shows that it is still the same person; no recovery codes are made.
    page.goto(HOME)
    page.get_by_role("link", name="Bỏ Máy của Lan").click()
    page.get_by_role("button", name="Dùng passkey").click()
    page.get_by_role("button", name="Bỏ passkey").click()
    page.get_by_text("Đã bỏ passkey.").wait_for()
    page.get_by_role("link", name="Thêm passkey").click()
    page.get_by_label("Tên để nhận ra").fill("Máy mới")
    page.get_by_role("button", name="Tạo passkey").click()
    page.get_by_text("Đã thêm passkey.").wait_for()
    assert [key.wrap().name for key in Authenticator.objects.all()] == ["Máy mới"]


def test_account_pages_are_usable_by_everybody(new_page, settings):
    settings.SOCIALACCOUNT_PROVIDERS = {"google": {"APPS": [{"client_id": "x", "secret": "y"}]}}
    a_reader(phone="+84912345678")
    page = new_page(viewport={"width": 360, "height": 740})
    for address in (DOOR, SIGN_UP):
        page.goto(address)
        usable(page)
    page.get_by_role("button", name="Gửi mã cho tôi").click()
    expect(page.get_by_label("Tên hiển thị")).to_be_focused()
    page.goto(DOOR)
    page.get_by_label("Thư điện tử").fill("lan@example.vn")
    page.get_by_role("button", name="Gửi mã cho tôi").click()
    expect(page.get_by_label("Mã", exact=True)).to_be_visible()
    usable(page)
    page.get_by_label("Mã", exact=True).fill("0000-0000")
    page.get_by_role("button", name="Tiếp tục").click()
    page.get_by_text("Mã không đúng").wait_for()
    usable(page)
    type_code(page)
    page.get_by_role("heading", name="Tài khoản của bạn").wait_for()
    usable(page)
    page.goto(f"{HOME}xoa/")
    usable(page)
    page.get_by_role("button", name="Gửi mã tới").click()
    type_code(page)
    page.get_by_role("button", name="Xóa tài khoản của tôi").wait_for()
    for step in ("xoa", "thu", "dien-thoai", "ten", "passkey/them", "dang-xuat"):
        page.goto(f"{HOME}{step}/")
        usable(page)
        width = page.evaluate("document.documentElement.scrollWidth")
        assert width <= 360, f"{page.url} is {width} px wide"
