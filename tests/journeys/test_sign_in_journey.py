"""Into the desk in a real browser: passkeys, an app's codes, recovery codes, the lockout page."""

import re

import pytest
from allauth.mfa.models import Authenticator
from playwright.sync_api import expect

from tests.journeys.axe import faults_of
from tests.signing_in import DOOR, HOME, PASSWORD, SECOND, code, staff

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

ADD_PASSKEY = "/toa-soan/tai-khoan/passkey/them/"
TURN_ON_APP = "/toa-soan/tai-khoan/ung-dung/bat/"
# What a phone with a fingerprint reader is to the browser.
PHONE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture
def authenticator(page):
    """A passkey store in the browser of ``page``; turns its owner's finger away on request."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    added = session.send("WebAuthn.addVirtualAuthenticator", {"options": PHONE})
    identity = {"authenticatorId": added["authenticatorId"]}

    def allow(allowed: bool):
        session.send("WebAuthn.setUserVerified", identity | {"isUserVerified": allowed})

    return allow


def sign_in(page, to: str = "/toa-soan/") -> None:
    """Give name and password; they lead to the desk, or to the second step."""
    page.goto("/toa-soan/")
    page.get_by_label("Tên đăng nhập").fill("lan")
    page.get_by_label("Mật khẩu").fill(PASSWORD)
    page.get_by_role("button", name="Đăng nhập").click()
    page.wait_for_url(to)


def sign_out(page) -> None:
    page.context.clear_cookies()
    page.goto(DOOR)


def confirm(page, to: str = ADD_PASSKEY) -> None:
    """Say again who is there, on the way to a page that asks for it."""
    page.get_by_label("Mật khẩu").fill(PASSWORD)
    page.get_by_role("button", name="Tiếp tục").click()
    page.wait_for_url(to)


def test_a_passkey_is_made_opens_the_desk_and_is_removed(page, authenticator):
    staff()
    sign_in(page)
    page.goto(HOME)
    page.get_by_role("link", name="Thêm passkey").click()
    confirm(page)
    page.get_by_label("Tên để nhận ra").fill("Điện thoại của Lan")
    page.get_by_role("button", name="Tạo passkey").click()
    page.get_by_role("heading", name="Mã dự phòng").first.wait_for()
    with page.expect_download() as download:
        page.get_by_role("link", name="Tải về").click()
    kept = download.value.path().read_text()
    assert len(re.findall(r"^\d{8}$", kept, re.M)) == 10
    page.get_by_role("link", name="Tôi đã cất xong").click()
    page.get_by_text("Điện thoại của Lan").wait_for()

    # Alone, and on to the page that was wanted
    sign_out(page)
    page.goto(HOME)
    page.get_by_role("button", name="Dùng passkey").click()
    page.wait_for_url(HOME)
    page.get_by_text("dùng lần cuối").wait_for()

    # After the password
    sign_out(page)
    sign_in(page, SECOND)
    page.get_by_role("button", name="Dùng passkey").click()
    page.wait_for_url("/toa-soan/")

    # Another name, confirmed by the passkey itself; then away with it
    page.goto(HOME)
    page.get_by_role("link", name="Đổi tên Điện thoại của Lan").click()
    page.get_by_role("link", name="Dùng passkey").click()
    page.get_by_role("button", name="Dùng passkey").click()
    page.get_by_label("Tên để nhận ra").fill("Máy mới")
    page.get_by_role("button", name="Lưu tên").click()
    page.get_by_role("link", name="Bỏ Máy mới").click()
    page.get_by_role("button", name="Bỏ passkey").click()
    page.get_by_text("Đã bỏ passkey.").wait_for()
    assert not Authenticator.objects.exists()


def test_a_finger_the_phone_does_not_know_opens_nothing(page, authenticator):
    staff()
    sign_in(page)
    page.goto(ADD_PASSKEY)
    confirm(page)
    page.get_by_role("button", name="Tạo passkey").click()
    page.get_by_role("heading", name="Mã dự phòng").first.wait_for()
    sign_out(page)
    authenticator(False)
    page.get_by_role("button", name="Dùng passkey").click()
    page.get_by_text("Chưa đăng nhập được bằng passkey").wait_for()
    authenticator(True)
    page.get_by_role("button", name="Dùng passkey").click()
    page.wait_for_url("/toa-soan/")


def test_an_app_is_turned_on_and_asked_for(page):
    staff()
    sign_in(page)
    page.goto(TURN_ON_APP)
    confirm(page, TURN_ON_APP)
    picture = page.get_by_role("img", name="Mã QR")
    expect(picture).to_have_js_property("complete", True)
    assert picture.evaluate("image => image.naturalWidth") > 100
    page.get_by_text("Không quét được?").click()
    expect(page.locator(".desk-secret")).to_be_visible()
    secret = page.locator(".desk-secret").inner_text()
    page.get_by_label("Mã sáu số").fill(code(secret))
    page.get_by_role("button", name="Bật", exact=True).click()
    page.get_by_role("heading", name="Mã dự phòng").first.wait_for()
    spare = page.locator(".desk-codes code").first.inner_text()

    sign_out(page)
    sign_in(page, SECOND)
    page.get_by_label("Mã xác thực").fill(f"{spare[:4]} {spare[4:]}")
    page.get_by_role("button", name="Vào tòa soạn").click()
    page.wait_for_url("/toa-soan/")


def test_without_scripts_codes_still_open_the_desk(new_page):
    staff(app=True)
    page = new_page(javascript=False)
    sign_in(page, SECOND)
    expect(page.get_by_role("button", name="Dùng passkey")).to_be_hidden()
    page.get_by_label("Mã xác thực").fill(code())
    page.get_by_role("button", name="Vào tòa soạn").click()
    page.wait_for_url("/toa-soan/")


def test_all_of_it_is_usable_by_everybody(page, authenticator):
    staff(app=True)
    page.goto(DOOR)
    checked(page)
    sign_in(page, SECOND)
    checked(page)
    page.get_by_label("Mã xác thực").fill(code())
    page.get_by_role("button", name="Vào tòa soạn").click()
    page.wait_for_url("/toa-soan/")
    page.goto(ADD_PASSKEY)
    checked(page)
    confirm(page)
    checked(page)
    for address in ("ma", "ma/moi", "ung-dung/tat", "bao-mat"):
        page.goto(f"/toa-soan/tai-khoan/{address}/")
        checked(page)


def checked(page) -> None:
    """Nothing keeps anybody out, in the part of the page that is ours."""
    ours = page.locator("#content, #login-form, .desk-passkey")
    ours.first.wait_for()
    context = {"include": [["#content"]] if page.locator("#content").count() else [["#page"]]}
    assert faults_of(page, context) == []
