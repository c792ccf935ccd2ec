"""Where one is signed in at the desk, and ending it."""

from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.admin.models import LogEntry
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.models import Session
from accounts.sessions import places
from tests.builders import a_user
from tests.desk import at_the_desk, desk, owner
from tests.signing_in import HOME, PASSWORD, browser, is_in, knock, staff

CHROME = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/130.0 Safari/537.36"
DEVICES = {
    "Chrome trên Windows": CHROME,
    "Edge trên Windows": f"{CHROME} Edg/130.0",
    "Cốc Cốc trên Windows": CHROME.replace("Chrome", "coc_coc_browser/120 Chrome"),
    "Yandex trên Windows": f"{CHROME} YaBrowser/24.1",
    "Safari trên iPhone": "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Safari/604.1",
    "Chrome trên iPhone": "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0) CriOS/130 Safari/604.1",
    "Firefox trên Linux": "Mozilla/5.0 (X11; Linux x86_64; rv:130.0) Gecko/20100101 Firefox/130.0",
    "Chrome trên Android": "Mozilla/5.0 (Linux; Android 15) Chrome/130.0 Mobile Safari/537.36",
    "Thiết bị lạ": "",
}

pytestmark = pytest.mark.django_db


def signed_in(name: str = "lan", **meta):
    """Another browser in which this account has signed in."""
    client = browser(**meta)
    knock(client, name)
    assert is_in(client)
    return client


def shown(client) -> list[str]:
    return [place.device for place in client.get(HOME).context["places"]]


@pytest.mark.parametrize("words", DEVICES)
def test_devices_are_named_as_people_name_them(words):
    staff()
    client = signed_in(HTTP_USER_AGENT=DEVICES[words])
    assert words in client.get(HOME).text


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("113.161.77.5", "113.161.*.*"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1::/48"),
        ("::ffff:113.161.77.5", "113.161.*.*"),
        ("fe80::1%eth0", "fe80::/48"),
    ],
)
def test_only_part_of_an_address_is_kept(address, words):
    account = staff()
    client = signed_in(REMOTE_ADDR=address)
    assert words in client.get(HOME).text
    (row,) = Session.objects.filter(user=account)
    assert address not in str(row.get_decoded())


def test_a_server_that_knows_no_address_lets_people_in():
    staff()
    assert places(Session.objects.get(pk=signed_in(REMOTE_ADDR="").session.session_key).user)


@pytest.mark.parametrize(
    ("behind", "count", "forwarded", "words"),
    [
        (False, 1, "9.9.9.9", "127.0.*.*"),
        (True, 1, "9.9.9.9, 8.8.8.8", "8.8.*.*"),
        (True, 2, "7.7.7.7, 9.9.9.9, 8.8.8.8", "9.9.*.*"),
        (True, 3, "9.9.9.9", "127.0.*.*"),
        (True, 1, "", ""),
    ],
)
def test_a_forwarded_address_is_believed_only_behind_our_proxies(
    settings, behind, count, forwarded, words
):
    settings.BEHIND_PROXY, settings.PROXY_COUNT = behind, count
    account = staff()
    signed_in(HTTP_X_FORWARDED_FOR=forwarded)
    assert [place.address for place in places(account)] == [words]


def test_one_sees_where_one_is_signed_in_this_browser_first():
    staff()
    signed_in(HTTP_USER_AGENT=DEVICES["Safari trên iPhone"])
    here = signed_in(HTTP_USER_AGENT=CHROME)
    signed_in(HTTP_USER_AGENT=DEVICES["Firefox trên Linux"])
    assert shown(here) == ["Chrome trên Windows", "Firefox trên Linux", "Safari trên iPhone"]
    page = here.get(HOME).text
    assert "đang dùng" in page
    for row in Session.objects.all():
        assert row.session_key not in page


def test_one_other_session_is_ended():
    staff()
    phone, here, office = signed_in(), signed_in(), signed_in()
    handle = Session.objects.get(pk=phone.session.session_key).handle
    here.post(reverse("account_end_session"), {"phien": handle})
    assert not is_in(phone)
    assert is_in(here)
    assert is_in(office)


def test_all_other_sessions_are_ended():
    staff()
    others, here = [signed_in(), signed_in()], signed_in()
    page = here.post(reverse("account_end_session"), follow=True)
    assert "Đã đăng xuất 2 nơi." in page.text
    assert not any(map(is_in, others))
    assert is_in(here)


@pytest.mark.parametrize("handle", ["x", "\0", "' OR 1=1", "ế" * 500])
def test_nobody_ends_the_sessions_of_others(handle):
    staff("lan"), staff("minh")
    lan, minh = signed_in("lan"), signed_in("minh")
    theirs = Session.objects.get(pk=minh.session.session_key).handle
    for guess in (handle, theirs, minh.session.session_key):
        assert lan.post(reverse("account_end_session"), {"phien": guess}).status_code == 302
    assert is_in(minh)
    assert lan.get(reverse("account_end_session")).status_code == 405


def test_a_new_password_ends_all_other_sessions():
    staff()
    other, here = signed_in(), signed_in()
    new = {"old_password": PASSWORD, "new_password1": "mot-cau-dai", "new_password2": "mot-cau-dai"}
    assert here.post("/toa-soan/password_change/", new).status_code == 302
    assert not is_in(other)
    assert len(shown(here)) == 1


def test_signing_out_ends_the_session():
    account = staff()
    client = signed_in()
    client.post("/toa-soan/logout/")
    assert not places(account)


def test_expired_sessions_are_not_shown():
    account = staff()
    signed_in()
    Session.objects.update(expire_date=timezone.now() - timedelta(seconds=1))
    assert not places(account)


def test_sessions_go_with_their_account():
    account = staff()
    signed_in()
    account.delete()
    assert not Session.objects.exists()


def test_the_chief_ends_all_sessions_of_an_account():
    account = staff()
    client, chief = signed_in(HTTP_USER_AGENT=CHROME), at_the_desk("Thư ký tòa soạn")
    assert "Chrome trên Windows" in chief.get(desk("accounts.user", "change", account.pk)).text
    address = reverse("admin:accounts_user_end_sessions", args=[account.pk])
    assert "phải đăng nhập lại" in chief.get(address).text
    assert is_in(client)
    chief.post(address, {"confirmed": "yes"})
    assert not is_in(client)
    assert LogEntry.objects.get(object_id=account.pk).user == chief.user


def test_the_chief_ends_sessions_from_the_list():
    accounts = [staff("lan"), staff("minh")]
    clients, chief = [signed_in("lan"), signed_in("minh")], at_the_desk("Thư ký tòa soạn")
    sent = {"action": "end_sessions_of", "_selected_action": [account.pk for account in accounts]}
    assert "lan" in chief.post(desk("accounts.user"), sent).text
    page = chief.post(desk("accounts.user"), sent | {"confirmed": "yes"}, follow=True)
    assert "Đã đăng xuất 2 tài khoản ở mọi nơi." in page.text
    assert not any(map(is_in, clients))


def test_a_reporter_ends_nobodys_sessions():
    account = staff()
    client = signed_in()
    address = reverse("admin:accounts_user_end_sessions", args=[account.pk])
    assert at_the_desk("Phóng viên").post(address, {"confirmed": "yes"}).status_code == 403
    assert is_in(client)


@pytest.mark.parametrize("number", ["0", "99999999999999999999", "abc"])
def test_an_account_that_does_not_exist_is_a_page_not_found(number):
    address = f"/toa-soan/accounts/user/{number}/dang-xuat"
    assert owner().get(address).status_code in (301, 302, 404)


# What it costs ------------------------------------------------------------------


def written(client, address: str) -> list[str]:
    """The writes of a second visit, and all reads of sessions."""
    with CaptureQueriesContext(connection) as captured:
        client.get(address)
    return [query["sql"] for query in captured if "accounts_session" in query["sql"]]


def test_being_seen_is_written_down_once_in_a_while():
    staff()
    client = signed_in()
    assert len(written(client, "/toa-soan/")) == 1
    Session.objects.update(seen_at=timezone.now() - timedelta(minutes=6))
    assert [sql.split()[0] for sql in written(client, "/toa-soan/")] == ["SELECT", "UPDATE"]
    assert len(written(client, "/toa-soan/")) == 1


def test_reading_the_paper_is_not_written_down():
    staff()
    client = signed_in()
    Session.objects.update(seen_at=timezone.now() - timedelta(minutes=6))
    assert written(client, "/") == []
    assert written(client, "/thong-tin-toa-soan/") == []


def test_readers_are_not_asked_for_a_second_step(settings):
    settings.REQUIRE_SECOND_FACTOR = True
    client = browser()
    client.force_login(a_user())
    with CaptureQueriesContext(connection) as captured:
        assert client.get("/toi/").status_code == 200
    assert not any(Authenticator._meta.db_table in query["sql"] for query in captured)
