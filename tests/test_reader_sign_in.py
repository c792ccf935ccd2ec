"""A reader comes in: by a code in the mail, and not by guessing, and out again."""

import re
from datetime import timedelta
from email.utils import parsedate_to_datetime
from io import StringIO

import pytest
from bs4 import BeautifulSoup
from django.core import mail
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import Session, User
from tests.builders import an_article
from tests.reader_door import (
    CODE,
    DOOR,
    HOME,
    PROOF,
    SIGN_UP,
    a_reader,
    ask_for_code,
    code_in,
    confirm,
    is_in,
    last_code,
    sign_in,
    sign_up,
    signed_in,
)
from tests.signing_in import DOOR as DESK_DOOR
from tests.signing_in import SECOND, browser, code, knock, staff
from tests.signing_in import is_in as is_at_desk

pytestmark = pytest.mark.django_db


def later(monkeypatch, **span) -> None:
    """Let that much time go by for whoever looks at a clock of seconds."""
    moved = timezone.now().timestamp() + timedelta(**span).total_seconds()
    monkeypatch.setattr("time.time", lambda: moved)


# By code --------------------------------------------------------------------------


def test_a_reader_comes_in_by_a_code_in_the_mail():
    a_reader()
    client = Client()
    assert ask_for_code(client, "Lan@Example.VN").url == CODE
    (message,) = mail.outbox
    assert message.to == ["lan@example.vn"]
    assert "\n" not in message.subject
    assert re.search("Mã đăng nhập", message.subject)
    until = parsedate_to_datetime(message.extra_headers["Expires"])
    assert timedelta(minutes=14) < until - timezone.now() <= timedelta(minutes=15)
    assert "lan@example.vn" in client.get(CODE).text
    assert client.post(CODE, {"code": last_code()}).url == HOME
    assert "Trần Lan" in client.get(HOME).text


def test_a_code_may_be_typed_without_its_dash_and_leads_where_one_wanted_to_go():
    a_reader()
    client, article = Client(), an_article()
    there = article.get_absolute_url()
    assert ask_for_code(client, there=there).url == f"{CODE}?next={there.replace('/', '%2F')}"
    answer = client.post(f"{CODE}?next={there}", {"code": last_code().replace("-", " ")})
    assert answer.url == there


def test_the_door_leads_to_no_other_site():
    places = ("https://evil.test/", "//evil.test", "javascript:alert(1)", "/\\evil.test")
    for n, there in enumerate(places):
        client, account = Client(), a_reader(f"lan{n}@example.vn")
        ask_for_code(client, account.email, there)
        assert client.post(f"{CODE}?next={there}", {"code": last_code()}).url == HOME


@pytest.mark.parametrize("wrong", ["0000-0000", "", "abc", "1" * 5000, "\0", "１２３４５６７８"])
def test_a_wrong_code_opens_nothing_and_says_so(wrong):
    a_reader()
    client = Client()
    ask_for_code(client)
    answer = client.post(CODE, {"code": wrong})
    assert answer.status_code == 422
    html = BeautifulSoup(answer.content, "html.parser")
    field = html.find(id="id_code")
    assert field["aria-invalid"] == "true"
    assert html.find(id="id_code_error").get_text()
    assert not is_in(client)


def test_a_code_is_good_in_the_browser_that_asked_and_once():
    a_reader()
    client, other = Client(), Client()
    ask_for_code(client)
    used = last_code()
    assert other.post(CODE, {"code": used}).url == DOOR
    client.post(CODE, {"code": used})
    assert is_in(client)
    client.post("/tai-khoan/dang-xuat/")
    assert not is_in(client)
    assert client.post(CODE, {"code": used}).url == DOOR
    ask_for_code(client)
    assert client.post(CODE, {"code": used}).status_code == 422


def test_a_code_is_spent_after_a_quarter_of_an_hour(monkeypatch):
    a_reader()
    client = Client()
    ask_for_code(client)
    later(monkeypatch, minutes=16)
    assert client.post(CODE, {"code": last_code()}).url == DOOR
    assert not is_in(client)


def test_after_five_wrong_codes_the_right_one_opens_nothing():
    a_reader()
    client = Client()
    ask_for_code(client)
    right = last_code()
    answers = [client.post(CODE, {"code": "0000-0000"}) for _n in range(5)]
    assert [answer.status_code for answer in answers] == [422, 422, 422, 422, 302]
    assert "quá nhiều lần" in client.get(DOOR).text
    assert client.post(CODE, {"code": right}).url == DOOR
    assert not is_in(client)


def test_another_code_may_be_sent_and_replaces_the_first():
    a_reader()
    client = Client()
    ask_for_code(client)
    first = last_code()
    client.post(CODE, {"action": "resend"})
    assert len(mail.outbox) == 2
    assert client.post(CODE, {"code": first}).status_code == 422
    assert client.post(CODE, {"code": last_code()}).url == HOME


def test_one_address_does_not_get_codes_without_end():
    a_reader()
    answers = [ask_for_code(Client(REMOTE_ADDR=f"10.0.0.{n}")) for n in range(4)]
    assert [answer.status_code for answer in answers] == [302, 302, 302, 422]
    assert "quá nhiều lần" in answers[-1].text
    assert 'value="lan@example.vn"' in answers[-1].text
    assert len(mail.outbox) == 3


# Who is there -----------------------------------------------------------------------


def test_an_unknown_address_gets_the_same_answer():
    a_reader()
    pages = []
    for email in ("lan@example.vn", "ai@example.vn"):
        client = Client()
        answer = ask_for_code(client, email)
        page = client.get(CODE).text.replace(email, "…")
        wrong = client.post(CODE, {"code": "0000-0000"}).text.replace(email, "…")
        plain = [re.sub(r'value="\w{64}"', "", each) for each in (page, wrong)]
        pages.append((answer.status_code, answer.url, *plain))
    assert pages[0] == pages[1]
    told = mail.outbox[1]
    assert told.to == ["ai@example.vn"]
    assert SIGN_UP in told.body
    assert not re.search(r"\d{4}-\d{4}", told.body)


def test_signing_up_with_a_taken_address_gets_the_same_answer():
    a_reader()
    pages = []
    for email in ("lan@example.vn", "ai@example.vn"):
        client = Client()
        answer = sign_up(client, email)
        page = client.get(PROOF).text.replace(email, "…")
        pages.append((answer.status_code, answer.url, re.sub(r'value="\w{64}"', "", page)))
    assert pages[0] == pages[1]
    taken, fresh = mail.outbox
    assert "đã có tài khoản" in taken.subject
    assert DOOR in taken.body
    assert code_in(fresh)
    assert User.objects.filter(email="lan@example.vn").count() == 1


# A new account ------------------------------------------------------------------------


def test_a_reader_signs_up_by_a_code():
    client = Client()
    assert sign_up(client).url == PROOF
    assert not is_in(client)
    assert client.post(PROOF, {"code": last_code()}).url == HOME
    account = User.objects.get()
    assert (str(account), account.email, account.is_staff) == ("Bạn Mới", "moi@example.vn", False)
    assert not account.has_usable_password()
    assert account.has_verified_email
    assert "moi" not in account.username
    assert "Bạn Mới" in client.get(HOME).text
    assert client.get("/toi/").json()["name"] == "Bạn Mới"


def test_an_account_nobody_opened_is_forgotten_after_a_week():
    opened = signed_in().user
    sign_up(Client())
    made_at_desk = staff("minh", email="minh@example.vn")
    call_command("clearaccounts", stdout=StringIO())
    assert User.objects.count() == 3
    User.objects.update(date_joined=timezone.now() - timedelta(days=8))
    said = StringIO()
    call_command("clearaccounts", stdout=said)
    assert said.getvalue().startswith("1 ")
    assert set(User.objects.all()) == {opened, made_at_desk}


def test_what_was_typed_stays_beside_what_is_wrong_with_it():
    answer = sign_up(Client(), email="không phải thư", name="Tòa soạn")
    assert answer.status_code == 422
    assert "Chưa phải địa chỉ thư" in answer.text
    assert "dễ làm người đọc tưởng" in answer.text
    assert 'value="không phải thư"' in answer.text
    assert 'value="Tòa soạn"' in answer.text
    assert not User.objects.exists()


def test_nothing_typed_goes_into_a_mail():
    sign_up(Client(), name="Mua hàng ở evil.test")
    assert "evil" not in mail.outbox[-1].subject + mail.outbox[-1].body


def test_letters_can_be_read_in_any_program():
    a_reader("co@example.vn")
    sign_up(Client())
    sign_up(Client(), email="co@example.vn")
    ask_for_code(Client(), "co@example.vn")
    ask_for_code(Client(), "la@example.vn")
    confirm(signed_in())
    assert len({letter.subject for letter in mail.outbox}) == 5
    for letter in mail.outbox:
        lines = letter.body.split("\n")
        assert max(len(line) for line in lines if "://" not in line) <= 72
        assert any("://" in line for line in lines)
        assert all("://" in line.split()[-1] for line in lines if "://" in line), "links are whole"
        assert letter.extra_headers["Auto-Submitted"] == "auto-generated"


def test_signing_up_is_limited():
    answers = [sign_up(Client(), f"a{n}@example.vn").status_code for n in range(21)]
    assert answers[-2:] == [302, 429]


# Out again ------------------------------------------------------------------------------


def test_a_reader_signs_out_by_a_button_and_not_by_a_link():
    client = signed_in()
    assert "Đăng xuất" in client.get("/tai-khoan/dang-xuat/").text
    assert is_in(client)
    assert client.post("/tai-khoan/dang-xuat/").url == DOOR
    assert not is_in(client)
    assert not Session.objects.filter(user=client.user).exists()


def test_an_account_that_was_closed_stays_outside():
    account, client = a_reader(), Client()
    ask_for_code(client)
    User.objects.filter(pk=account.pk).update(is_active=False)
    assert client.post(CODE, {"code": last_code()}).url == DOOR
    assert not is_in(client)


# Two doors ---------------------------------------------------------------------------------


def test_somebody_of_the_desk_gets_no_code_at_the_readers_door():
    staff(email="lan@example.vn")
    client = Client()
    assert ask_for_code(client).url == CODE
    assert not re.search(r"\d{4}-\d{4}", mail.outbox[-1].body)
    assert "cửa riêng của tòa soạn" in mail.outbox[-1].body


def test_somebody_whom_the_desk_takes_on_meanwhile_is_sent_to_its_door():
    account, client = a_reader(), Client()
    ask_for_code(client)
    User.objects.filter(pk=account.pk).update(is_staff=True)
    assert client.post(CODE, {"code": last_code()}).url == DESK_DOOR
    assert not is_in(client)
    assert not is_at_desk(client)


def test_a_readers_session_never_opens_the_desk():
    client = signed_in()
    User.objects.filter(pk=client.user.pk).update(is_staff=True, is_superuser=True)
    for address in ("/toa-soan/", "/toa-soan/tai-khoan/bao-mat/", "/toa-soan/accounts/user/"):
        assert client.get(address).url.startswith(DESK_DOOR)
        sign_in_again = client.get(HOME)
        assert sign_in_again.url.startswith(DOOR)


def test_a_second_step_left_open_at_the_desk_cannot_be_walked_around():
    staff(app=True, email="lan@example.vn")
    client = browser()
    assert knock(client).url == SECOND
    for address in (DOOR, CODE, SIGN_UP, PROOF, "/tai-khoan/dang-ky/passkey/tao/", HOME):
        client.get(address)
        client.post(address, {"code": code(), "email": "x@example.vn"})
        assert not is_at_desk(client)
        assert not is_in(client)


def test_a_reader_may_be_somebody_of_the_desk_too_in_the_same_browser():
    staff(app=True)
    client = browser()
    a_reader("rieng@example.vn")
    sign_in(client, "rieng@example.vn")
    assert knock(client).url == SECOND
    client.post(SECOND, {"code": code()})
    assert is_at_desk(client)


def test_somebody_of_the_desk_sees_their_account_as_a_reader():
    account, client = staff(display_name="Minh Hà"), browser()
    knock(client)
    page = client.get(HOME)
    assert "Minh Hà" in page.text
    assert "tòa soạn" in page.text
    for address in ("passkey/them", "thu", "ten", "xoa", "dien-thoai"):
        assert client.get(f"{HOME}{address}/").url == HOME
    account.refresh_from_db()
    assert is_at_desk(client)


# What the pages are like -----------------------------------------------------------------------

PAGES = (DOOR, SIGN_UP, "/tai-khoan/dang-ky/passkey/", HOME)


@pytest.mark.parametrize("address", PAGES)
def test_account_pages_are_never_kept_nor_indexed(client, address):
    answer = client.get(address)
    assert "no-store" in answer["Cache-Control"]
    assert "private" in answer["Cache-Control"]
    assert answer["X-Robots-Tag"] == "noindex"


def test_the_token_of_forms_stays_below_the_account_pages(client):
    answer = client.get(DOOR)
    assert answer.cookies["csrftoken"]["path"] == HOME
    assert client.get(DESK_DOOR).cookies["csrftoken"]["path"] == "/toa-soan/"
    assert not client.get("/").cookies


def test_a_form_without_its_token_is_refused_with_a_way_back():
    a_reader()
    client = Client(enforce_csrf_checks=True)
    answer = ask_for_code(client)
    assert answer.status_code == 403
    assert f'href="{DOOR}"' in answer.text
    assert not mail.outbox
    token = client.get(DOOR).cookies["csrftoken"].value
    answer = client.post(DOOR, {"email": "lan@example.vn", "csrfmiddlewaretoken": token})
    assert answer.url == CODE


def test_the_link_in_the_strip_is_the_same_for_everyone_and_leads_to_the_account(client):
    page = client.get("/").text
    assert f'href="{HOME}"' in page
    assert client.get(HOME).url == f"{DOOR}?next={HOME}"
    assert "cửa tòa soạn" in client.get(DOOR).text


def test_signing_in_touches_no_public_page():
    client, article = signed_in(), an_article()
    for address in ("/", article.get_absolute_url()):
        answer = client.get(address)
        assert not answer.cookies
        assert "Cookie" not in answer.headers.get("Vary", "")
        assert answer.content == Client().get(address).content


@pytest.mark.parametrize(
    "sent",
    [
        {},
        {"email": "\0"},
        {"email": "a" * 5000 + "@x.vn"},
        {"email": ["a@b.vn", "c@d.vn"]},
        {"email": "a@\u202eb.vn"},
        {"email": f"a@{'ế' * 63}.vn"},
    ],
)
def test_odd_forms_are_answered_not_broken(sent):
    for address in (DOOR, SIGN_UP, CODE, PROOF):
        answer = Client().post(address, sent | {"display_name": "Lan"})
        assert answer.status_code in (302, 422)
    assert not User.objects.exists() or sent.get("email") == ["a@b.vn", "c@d.vn"]


def test_addresses_of_allauth_that_are_not_ours_do_not_exist(client):
    for address in ("password/reset", "login", "thu/xac-nhan", "2fa"):
        assert client.get(f"{HOME}{address}/").status_code == 404


def test_both_doors_have_their_own_names():
    assert reverse("account_login") == DESK_DOOR
    assert reverse("account_login", urlconf="portal.account_urls") == DOOR
