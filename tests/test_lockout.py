"""After a few failures the door of the desk stays shut for a while."""

from datetime import timedelta

import pytest
from axes.models import AccessAttempt, AccessFailureLog, AccessLog
from django.contrib.admin.models import LogEntry
from django.core.cache import cache
from django.utils import timezone

from accounts.models import FailedSignIn
from tests.builders import an_article
from tests.desk import at_the_desk, desk, owner
from tests.signing_in import (
    DOOR,
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


def fail(client, times: int, name: str = "lan"):
    """Type a wrong password so many times; the last answer."""
    for _n in range(times):
        response = knock(client, name, "sai")
    return response


def test_the_fifth_failure_shuts_the_door_and_says_what_to_do():
    staff()
    client = browser()
    assert fail(client, 4).status_code == 200
    page = fail(client, 1)
    assert page.status_code == 429
    until = timezone.localtime(timezone.now() + timedelta(minutes=15))
    assert f"Thử lại sau <strong>{until:%H:%M}</strong> ngày {until:%d/%m/%Y}" in page.text
    assert "Mở khóa" in page.text
    assert 890 <= int(page["Retry-After"]) <= 900
    assert knock(client).status_code == 429
    assert not is_in(client)


def test_the_limits_are_settings(settings):
    settings.AXES_FAILURE_LIMIT = 2
    settings.AXES_COOLOFF_TIME = timedelta(minutes=3)
    staff()
    assert fail(browser(), 1).status_code == 200
    page = fail(browser(), 1)
    assert page.status_code == 429
    assert int(page["Retry-After"]) <= 180


def test_another_browser_of_the_same_network_is_locked_out_too():
    staff()
    fail(browser(REMOTE_ADDR="113.161.1.1", HTTP_USER_AGENT="a"), 5)
    assert knock(browser(REMOTE_ADDR="113.161.200.9", HTTP_USER_AGENT="b")).status_code == 429


def test_where_the_server_knows_no_address_the_account_is_locked():
    staff()
    assert fail(browser(REMOTE_ADDR=""), 5).status_code == 429
    assert knock(browser(REMOTE_ADDR="")).status_code == 429


def test_others_and_other_networks_still_come_in():
    staff("lan"), staff("minh")
    fail(browser(REMOTE_ADDR="113.161.1.1"), 5)
    assert knock(browser(REMOTE_ADDR="113.161.1.1"), "minh").status_code == 302
    assert knock(browser(REMOTE_ADDR="14.161.1.1"), "lan").status_code == 302


def test_trying_on_does_not_make_it_longer():
    staff()
    client = browser()
    fail(client, 5)
    shut = FailedSignIn.objects.get().attempt_time
    fail(client, 3)
    assert FailedSignIn.objects.get().attempt_time == shut


def test_the_door_opens_by_itself():
    staff()
    client = browser()
    fail(client, 5)
    FailedSignIn.objects.update(attempt_time=timezone.now() - timedelta(minutes=16))
    assert knock(client).url == "/toa-soan/"
    assert not FailedSignIn.objects.exists()


def test_coming_in_forgets_the_failures():
    staff()
    client = browser()
    fail(client, 4)
    knock(client)
    assert not FailedSignIn.objects.exists()


def test_a_name_nobody_has_is_answered_like_any_other():
    client = browser()
    assert fail(client, 4, "khong-ai").status_code == 200
    assert fail(client, 1, "khong-ai").status_code == 429


def test_what_was_typed_is_not_kept():
    staff()
    client = browser(HTTP_USER_AGENT="TrinhDuyet/1", REMOTE_ADDR="113.161.77.5")
    for name in ("lan", "mat-khau-go-nham"):
        client.post(f"{DOOR}?next=/bi-mat/", {"username": name, "password": "mat-khau-thu"})
    kept = str(list(AccessAttempt.objects.values()))
    for secret in ("mat-khau", "TrinhDuyet", "113.161.77.5", "bi-mat"):
        assert secret not in kept
    knock(client)
    assert not AccessLog.objects.exists()
    assert not AccessFailureLog.objects.exists()


def test_wrong_codes_count_like_wrong_passwords():
    account = staff(app=True)
    client = browser()
    fail(client, 2)
    knock(client)
    assert client.post(SECOND, {"code": "000000"}).status_code == 200
    assert client.post(SECOND, {"code": "000001"}).status_code == 200
    assert client.post(SECOND, {"code": "000002"}).status_code == 429
    for right in (code(), recovery_codes(account)[0]):
        assert client.post(SECOND, {"code": right}).status_code == 429
    assert client.get(SECOND).status_code == 429
    assert not is_in(client)


def test_a_right_password_alone_forgets_no_failures():
    staff(app=True)
    client = browser()
    fail(client, 3)
    knock(client)
    assert FailedSignIn.objects.get().failures_since_start == 3


def test_codes_are_limited_from_all_networks_together():
    staff(app=True)
    for n in range(5):
        client = browser(REMOTE_ADDR=f"{n + 1}.1.1.1")
        knock(client)
        client.post(SECOND, {"code": "000000"})
    client = browser(REMOTE_ADDR="99.1.1.1")
    knock(client)
    page = client.post(SECOND, {"code": code()})
    assert "quá nhiều lần" in page.text
    assert not is_in(client)
    chief = owner()
    chosen = list(FailedSignIn.objects.values_list("pk", flat=True))
    chief.post(desk("accounts.failedsignin"), {"action": "unlock", "_selected_action": chosen})
    assert client.post(SECOND, {"code": code()}).status_code == 302


def test_a_stolen_session_does_not_guess_the_password():
    client = at_the_desk("Phóng viên")
    answers = [confirm(client, "sai").status_code for _n in range(5)]
    assert answers == [200, 200, 200, 200, 429]


def test_a_locked_account_stays_where_it_is_signed_in():
    staff()
    client = browser()
    knock(client)
    fail(browser(), 5)
    assert is_in(client)


def test_passkeys_are_not_tried_without_end(settings):
    settings.MFA_RATE_LIMITS = {"webauthn_login": "2/m/ip"}
    client = browser()
    tries = [client.post("/toa-soan/login/passkey/", {"credential": "{}"}) for _n in range(3)]
    assert [answer.status_code for answer in tries] == [302, 302, 429]
    assert "Chờ một phút" in tries[-1].text


# The list at the desk -----------------------------------------------------------


def test_the_chief_sees_who_is_locked_out_and_lets_them_in():
    account = staff()
    client = browser(REMOTE_ADDR="113.161.1.1")
    fail(client, 5)
    fail(client, 1, "khong-ai")
    chief = at_the_desk("Thư ký tòa soạn")
    page = chief.get(desk("accounts.failedsignin")).text
    for words in ("lan", "113.161.*.*", "khóa đến", "tên không có thật", "chưa khóa"):
        assert words in page
    chosen = list(FailedSignIn.objects.values_list("pk", flat=True))
    sent = {"action": "unlock", "_selected_action": chosen}
    page = chief.post(desk("accounts.failedsignin"), sent, follow=True)
    assert "Đã mở khóa 2 chỗ." in page.text
    assert LogEntry.objects.get(object_id=account.pk).user == chief.user
    assert knock(client).status_code == 302


def test_a_reporter_neither_sees_nor_unlocks():
    staff()
    client = browser()
    fail(client, 5)
    reporter = at_the_desk("Phóng viên")
    address = desk("accounts.failedsignin")
    sent = {"action": "unlock", "_selected_action": [FailedSignIn.objects.get().pk]}
    assert reporter.get(address).status_code == 403
    assert reporter.post(address, sent).status_code == 403
    assert knock(client).status_code == 429


def test_failures_are_not_written_by_hand():
    staff()
    fail(browser(), 1)
    row = FailedSignIn.objects.get()
    assert owner().get(desk("accounts.failedsignin", "add")).status_code == 403
    change = desk("accounts.failedsignin", "change", row.pk)
    assert owner().post(change, {"failures_since_start": 0}).status_code == 403


@pytest.mark.parametrize(
    "typed",
    [
        {},
        {"username": "lan\0", "password": "x"},
        {"username": "l" * 5000, "password": "x"},
        {"username": "lan", "password": "x" * 100_000},
        {"username": ["lan", "minh"], "password": ["a", "b"]},
    ],
)
def test_odd_forms_are_answered_not_broken(typed):
    staff()
    assert browser().post(DOOR, typed).status_code in (200, 429)


def test_readers_meet_nothing_of_this(client):
    staff()
    fail(browser(), 5)
    article = an_article()
    assert client.get(article.get_absolute_url()).status_code == 200
    assert client.post(f"/danh-gia/{article.pk}/", {"value": "good"}).status_code == 303


def test_the_cache_is_shared_by_all_processes_and_its_table_comes_with_migrate(settings):
    assert settings.CACHES["default"]["BACKEND"].endswith("DatabaseCache")
    assert cache.add("mot-lan", 1, 60)
    assert not cache.add("mot-lan", 1, 60)
