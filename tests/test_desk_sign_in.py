"""Into the desk: password, second step, recovery codes, and setting them up."""

import base64
import json
import re
from urllib.parse import unquote

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.admin.models import LogEntry
from django.urls import NoReverseMatch, reverse

from accounts.adapters import SecondFactorAdapter
from accounts.models import Session, User
from tests.builders import a_user
from tests.desk import at_the_desk, desk, messages_of, owner
from tests.signing_in import (
    DOOR,
    HOME,
    SECOND,
    browser,
    code,
    confirm,
    is_in,
    knock,
    recovery_codes,
    staff,
)

pytestmark = pytest.mark.django_db


# The door ---------------------------------------------------------------------


def test_a_password_is_enough_for_an_account_without_a_second_step():
    staff()
    client = browser()
    assert knock(client).url == "/toa-soan/"
    assert is_in(client)


def test_one_comes_back_to_the_page_one_wanted():
    staff("lan", is_superuser=True)
    client, wanted = browser(), desk("accounts.user")
    door = client.get(wanted).url
    assert door == f"{DOOR}?next={wanted}"
    there = client.get(door).context["next"]
    assert there == wanted
    assert knock(client, next=there).url == wanted


def test_the_door_leads_to_no_other_site():
    staff()
    for there in ("https://evil.test/", "//evil.test", "javascript:alert(1)", "/\\evil.test"):
        assert knock(browser(), next=there).url == "/toa-soan/"


@pytest.mark.parametrize(
    "fields",
    [{"is_staff": False}, {"is_staff": True, "is_active": False}],
    ids=["reader", "closed"],
)
def test_readers_and_closed_accounts_stay_outside(fields):
    a_user("lan", **fields)
    client = browser()
    assert knock(client).status_code == 200
    assert not is_in(client)


def test_nothing_of_the_desk_is_open_between_the_two_steps():
    account = staff(app=True, is_superuser=True)
    client = browser()
    assert knock(client).url == SECOND
    for address in ("/toa-soan/", HOME, desk("accounts.user"), "/toa-soan/tai-khoan/ma/"):
        assert client.get(address).url.startswith(DOOR)
    assert client.post("/toa-soan/tai-khoan/phien/").url.startswith(DOOR)
    assert "_auth_user_id" not in client.session
    assert not Session.objects.filter(user=account).exists()


def test_a_code_of_the_app_opens_the_desk_where_one_wanted_to_go():
    staff(app=True, is_superuser=True)
    client = browser()
    knock(client, next=desk("accounts.user"))
    assert "ứng dụng tạo mã" in client.get(SECOND).text
    assert client.post(SECOND, {"code": code()}).url == desk("accounts.user")
    assert is_in(client)


def test_a_phone_whose_clock_is_half_a_minute_late_still_works():
    staff(app=True)
    client = browser()
    knock(client)
    assert client.post(SECOND, {"code": code(ago=1)}).status_code == 302


def test_a_code_opens_the_desk_once():
    staff(app=True)
    used = code(ago=1)
    for expected in (True, False):
        client = browser()
        knock(client)
        client.post(SECOND, {"code": used})
        assert is_in(client) is expected


@pytest.mark.parametrize("wrong", ["000000", "", "abc", "1" * 5000, "\0", "１２３４５６"])
def test_a_wrong_code_leaves_the_door_shut(wrong):
    staff(app=True)
    client = browser()
    knock(client)
    response = client.post(SECOND, {"code": wrong})
    assert response.status_code == 200
    assert response.context["form"].errors["code"]
    assert not is_in(client)


def test_a_recovery_code_opens_the_desk_once():
    account = staff(app=True)
    spare = recovery_codes(account)[3]
    for expected in (True, False):
        client = browser()
        knock(client)
        client.post(SECOND, {"code": spare})
        assert is_in(client) is expected
    assert len(recovery_codes(account)) == 9


def test_the_second_step_needs_the_first():
    staff(app=True)
    client = browser()
    assert client.get(SECOND).url == DOOR
    assert client.post(SECOND, {"code": code()}).url == DOOR


def test_an_account_closed_between_the_steps_stays_outside():
    account = staff(app=True)
    client = browser()
    knock(client)
    User.objects.filter(pk=account.pk).update(is_active=False)
    assert client.post(SECOND, {"code": code()}).url == DOOR
    client = browser()
    User.objects.filter(pk=account.pk).update(is_active=True)
    knock(client)
    account.delete()
    assert client.post(SECOND, {"code": code()}).url == DOOR


def test_going_back_to_the_door_starts_anew():
    staff(app=True)
    client = browser()
    knock(client)
    client.get(DOOR)
    assert client.get(SECOND).url == DOOR


JUNK = [
    "",
    "null",
    "5",
    "[]",
    "{}",
    '"x"',
    "{",
    json.dumps({"id": "x", "rawId": "x", "type": "public-key", "response": {}}),
    json.dumps({"response": {"userHandle": None}}),
    json.dumps({"response": {"userHandle": "MQ"}, "id": "AA", "rawId": "AA", "type": "public-key"}),
    json.dumps(
        {
            "id": "AA",
            "rawId": "AA",
            "type": "public-key",
            "response": {
                "userHandle": "MQ",
                "clientDataJSON": "e30",
                "authenticatorData": "AAAA",
                "signature": "AA",
            },
        }
    ),
    json.dumps({"response": ["\0"] * 3}),
    "[" * 500,
]


@pytest.mark.parametrize("junk", JUNK)
def test_whatever_pretends_to_be_a_passkey_is_a_wrong_answer(junk):
    account = staff(app=True)
    client = browser()
    options = client.get("/toa-soan/login/passkey/", headers={"Accept": "application/json"})
    assert options.json()["request_options"]["publicKey"]["userVerification"] == "required"
    address = "/toa-soan/login/passkey/?next=/toa-soan/x/"
    assert client.post(address, {"credential": junk}).url == f"{DOOR}?next=%2Ftoa-soan%2Fx%2F"
    knock(client)
    assert client.post(SECOND, {"credential": junk}).status_code == 200
    assert not is_in(client)
    client.force_login(account)
    confirm(client)
    for page in ("passkey/them", "xac-nhan/passkey"):
        client.get(f"/toa-soan/tai-khoan/{page}/")
        sent = client.post(f"/toa-soan/tai-khoan/{page}/", {"credential": junk})
        assert sent.status_code in (200, 302)
    assert not Authenticator.objects.filter(type="webauthn").exists()


def test_nobody_signs_up():
    for name in (
        "account_signup",
        "account_email",
        "account_reset_password",
        "mfa_signup_webauthn",
    ):
        with pytest.raises(NoReverseMatch):
            reverse(name)


# One's own security -----------------------------------------------------------


@pytest.mark.parametrize(
    "page",
    ["ung-dung/bat", "passkey/them", "ma/moi", "passkey/1/ten", "passkey/1/bo"],
)
def test_changes_ask_again_who_is_there(page):
    client = at_the_desk("Phóng viên")
    asked = client.get(f"/toa-soan/tai-khoan/{page}/")
    assert asked.url.startswith("/toa-soan/tai-khoan/xac-nhan/?next=")
    assert "Mật khẩu" in client.get(asked.url).text


def test_the_page_is_in_the_menu_of_the_account():
    assert f'href="{HOME}"' in at_the_desk("Phóng viên").get("/toa-soan/").text


def test_a_wrong_password_confirms_nothing():
    client = at_the_desk("Phóng viên")
    response = confirm(client, "sai")
    assert response.status_code == 200
    assert "Mật khẩu không đúng" in response.text
    assert client.get("/toa-soan/tai-khoan/ung-dung/bat/").status_code == 302


def test_the_app_is_turned_on_with_a_picture_of_the_secret_and_a_first_code():
    client = at_the_desk("Phóng viên")
    confirm(client)
    address = "/toa-soan/tai-khoan/ung-dung/bat/"
    page = client.get(address)
    secret = page.context["form"].secret
    picture = re.search(r'src="data:image/svg\+xml;base64,([^"]+)"', page.text)[1]
    assert b"<svg" in base64.b64decode(picture)
    assert secret in page.text
    assert "img-src 'self' data:" in page["Content-Security-Policy"]

    assert "Mã không đúng" in client.post(address, {"code": "000000"}).text
    done = client.post(address, {"code": code(secret)})
    assert done.url == "/toa-soan/tai-khoan/ma/"
    kept = Authenticator.objects.get(user=client.user, type="totp").data["secret"]
    assert secret not in kept
    assert SecondFactorAdapter().decrypt(kept) == secret


def test_recovery_codes_are_shown_once_and_may_be_kept_as_a_file():
    client = browser()
    account = staff(app=True)
    client.force_login(account)
    confirm(client)
    page = client.get("/toa-soan/tai-khoan/ma/")
    codes = recovery_codes(account)
    assert len(codes) == 10
    file = unquote(re.search(r'href="data:text/plain;charset=utf-8,([^"]+)"', page.text)[1])
    for each in codes:
        assert f"<code>{each}</code>" in page.text
        assert each in file
    again = client.get("/toa-soan/tai-khoan/ma/").text
    assert not any(each in again for each in codes)


def test_new_recovery_codes_replace_the_old():
    client = browser()
    account = staff(app=True)
    client.force_login(account)
    confirm(client)
    old = recovery_codes(account)
    assert client.post("/toa-soan/tai-khoan/ma/moi/").url == "/toa-soan/tai-khoan/ma/"
    assert not set(old) & set(recovery_codes(account))


def test_turning_the_app_off_leaves_no_codes_behind():
    client = browser()
    account = staff(app=True)
    client.force_login(account)
    confirm(client)
    page = client.get("/toa-soan/tai-khoan/ung-dung/tat/")
    assert "Tắt ứng dụng" in page.text
    assert client.post("/toa-soan/tai-khoan/ung-dung/tat/").url == HOME
    assert not Authenticator.objects.exists()
    assert "Đã tắt ứng dụng tạo mã." in messages_of(client.get(HOME))


def test_nobody_touches_the_passkeys_of_others():
    theirs = Authenticator.objects.create(
        user=staff(), type="webauthn", data={"name": "x", "credential": {}}
    )
    client = at_the_desk("Phóng viên")
    confirm(client)
    for verb in ("ten", "bo"):
        for number in (theirs.pk, 10**20):
            address = f"/toa-soan/tai-khoan/passkey/{number}/{verb}/"
            assert client.get(address).status_code == 404
            assert client.post(address, {"name": "y"}).status_code == 404


def test_a_lost_key_of_the_installation_opens_nothing(settings):
    account = staff(app=True)
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "moi" * 20
    client = browser()
    knock(client)
    assert client.post(SECOND, {"code": code()}).status_code == 302
    settings.SECRET_KEY_FALLBACKS = []
    client = browser()
    knock(client)
    assert client.post(SECOND, {"code": code(ago=-1)}).status_code == 200
    assert account.authenticator_set.count() == 2


# The paper insists --------------------------------------------------------------


def test_where_the_paper_insists_staff_set_up_a_second_step_first(settings):
    settings.REQUIRE_SECOND_FACTOR = True
    client = owner()
    for address in ("/toa-soan/", desk("accounts.user"), desk("articles.article", "add")):
        assert client.get(address).url == HOME
    page = client.get(HOME)
    assert page.status_code == 200
    assert "yêu cầu xác thực hai bước" in messages_of(page)
    for address in ("/toa-soan/password_change/", "/toa-soan/tai-khoan/xac-nhan/", "/"):
        assert client.get(address).status_code == 200
    secured = browser()
    secured.force_login(staff(app=True))
    assert is_in(secured)


# Help from the owner --------------------------------------------------------------


def test_the_list_of_accounts_tells_who_has_a_second_step():
    staff("co", app=True)
    staff("khong")
    client = owner()
    for value, names in (("co", {"co"}), ("chua", {"khong", client.user.username})):
        page = client.get(f"{desk('accounts.user')}?hai-buoc={value}")
        assert {row.username for row in page.context["cl"].result_list} == names


def test_the_owner_turns_the_second_step_off_for_somebody_who_lost_the_phone():
    account = staff(app=True)
    client = owner()
    address = reverse("admin:accounts_user_turn_off_second_factor", args=[account.pk])
    assert "Chỉ làm khi chính người ấy nhờ" in client.get(address).text
    assert Authenticator.objects.exists()
    client.post(address, {"confirmed": "yes"})
    assert not Authenticator.objects.exists()
    assert "Tắt xác thực hai bước" in LogEntry.objects.get(object_id=account.pk).change_message
    assert knock(browser()).url == "/toa-soan/"


def test_the_owner_turns_it_off_from_the_list_too():
    accounts = [staff("lan", app=True), staff("minh")]
    client = owner()
    sent = {
        "action": "turn_off_second_factor_of",
        "_selected_action": [account.pk for account in accounts],
    }
    assert "Chưa bật xác thực hai bước." in client.post(desk("accounts.user"), sent).text
    client.post(desk("accounts.user"), sent | {"confirmed": "yes"})
    assert not Authenticator.objects.exists()


def test_only_the_owner_turns_off_a_second_step():
    account = staff(app=True)
    chief = at_the_desk("Thư ký tòa soạn")
    address = reverse("admin:accounts_user_turn_off_second_factor", args=[account.pk])
    assert chief.post(address, {"confirmed": "yes"}).status_code == 403
    sent = {"action": "turn_off_second_factor_of", "_selected_action": [account.pk]}
    chief.post(desk("accounts.user"), sent | {"confirmed": "yes"})
    assert Authenticator.objects.filter(user=account).count() == 2


def test_only_an_owner_changes_an_owner():
    client = at_the_desk("Phóng viên")
    for name in ("view_user", "change_user", "delete_user"):
        client.user.user_permissions.add(
            client.user.user_permissions.model.objects.get(codename=name)
        )
    above = a_user(is_staff=True, is_superuser=True)
    for page in ("change", "delete"):
        client.post(desk("accounts.user", page, above.pk), {"post": "yes", "username": "x"})
    password = reverse("admin:auth_user_password_change", args=[above.pk])
    assert client.get(password).status_code == 403
    assert User.objects.get(pk=above.pk).username == above.username


def test_nobody_reads_the_secrets_of_second_steps_at_the_desk():
    with pytest.raises(NoReverseMatch):
        desk("mfa.authenticator")
