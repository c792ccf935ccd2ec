"""A reader's own account: name, addresses, phone, passkeys, sessions; and asked again before."""

import json
from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.core import mail
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone

from accounts.checks import sign_in_settings
from accounts.models import Session, User
from accounts.phones import ConsoleVerifier, normalised
from portal.models import Imprint
from portal.reader_names import checked_name
from tests.builders import a_comment, a_user, an_article, an_author
from tests.reader_door import (
    AGAIN,
    DOOR,
    HOME,
    PROOF,
    a_reader,
    ask_for_code,
    confirm,
    is_in,
    last_code,
    sign_in,
    signed_in,
)

pytestmark = pytest.mark.django_db

NAME, EMAILS, PHONE = f"{HOME}ten/", f"{HOME}thu/", f"{HOME}dien-thoai/"
PHONE_CODE = f"{PHONE}ma/"


# The name -------------------------------------------------------------------------


def test_a_new_name_stands_on_new_comments():
    client, article = signed_in(), an_article()
    client.post(f"/binh-luan/{article.pk}/", {"text": "Lời đầu"})
    assert client.post(NAME, {"display_name": "  Lan   Hà\u200b Nội "}).url == HOME
    client.post(f"/binh-luan/{article.pk}/", {"text": "Lời sau"})
    said = dict(article.comments.values_list("text", "name"))
    assert said == {"Lời đầu": "Trần Lan", "Lời sau": "Lan Hà Nội"}


@pytest.mark.parametrize(
    "name",
    [
        "Bạn Đọc",
        "ban  doc",
        "B.a.n Đ.ọ.c",
        "Bạn\u200bĐọc",
        "Baonga.com",
        "Toà soạn",
        "Lan (tòa soạn)",
        "Ban biên tập",
        "Admin",
        "Quản trị viên Lan",
        "Minh Hà",
        "MINH HA",
        "Nguyễn Thư Ký",
        "Bạn đọc ẩn danh",
        "Lan Аnh",  # a Russian А
    ],
)
def test_nobody_speaks_for_the_paper_or_its_people(name):
    Imprint.objects.create(name="Baonga.com", jurisdiction="ru")
    an_author("Minh Hà")
    a_user(is_staff=True, display_name="Nguyễn Thư Ký")
    with pytest.raises(ValidationError, match="tưởng bạn là"):
        checked_name(name)


@pytest.mark.parametrize(
    "name", ["Lan", "Bạn đọc Lan", "Lê Ad Minh", "Иван", "Nguyễn Thị Hà 1987", "Ann-Marie", "林"]
)
def test_everybody_else_keeps_their_name(name):
    an_author("Minh Hà")
    if name == "林":
        with pytest.raises(ValidationError, match="hai chữ"):
            checked_name(name)
    else:
        assert checked_name(name) == name


@pytest.mark.parametrize("name", ["", " ", "x", "\u200b\u200b", "…", "a" * 81, "\0"])
def test_an_unfit_name_is_given_back_with_what_to_do(name):
    client = signed_in()
    answer = client.post(NAME, {"display_name": name})
    assert answer.status_code == 422
    assert "id_display_name_error" in answer.text
    assert str(User.objects.get()) == "Trần Lan"


# It is still you ---------------------------------------------------------------------


@pytest.mark.parametrize("page", ["thu", "dien-thoai", "passkey/them", "passkey/1/bo", "xoa"])
def test_grave_changes_ask_again_who_is_there(page, settings):
    settings.PHONE_VERIFIER = "accounts.phones.ConsoleVerifier"
    client = signed_in()
    address = f"{HOME}{page}/"
    for asked in (client.get(address), client.post(address, {"comments": "xoa"})):
        assert asked.url == f"{AGAIN}?next={address}"
    assert User.objects.exists()
    assert confirm(client, address).url == address
    assert client.get(address).status_code in (200, 404)


def test_the_question_is_asked_anew_after_a_while(monkeypatch):
    client = signed_in()
    confirm(client)
    assert client.get(EMAILS).status_code == 200
    moved = timezone.now().timestamp() + timedelta(minutes=6).total_seconds()
    monkeypatch.setattr("time.time", lambda: moved)
    assert client.get(EMAILS).url.startswith(AGAIN)


def test_a_wrong_answer_confirms_nothing_and_five_spoil_the_code():
    client = signed_in()
    client.post(AGAIN, {"action": "send"})
    assert "lan@example.vn" in client.get(AGAIN).text
    right = last_code()
    answers = [client.post(AGAIN, {"code": "0000-0000"}).status_code for _n in range(5)]
    assert answers == [422, 422, 422, 422, 302]
    assert client.post(AGAIN, {"code": right}).status_code == 422
    assert client.get(EMAILS).url.startswith(AGAIN)


def test_the_code_of_signing_in_answers_no_later_question():
    client = signed_in()
    client.post(AGAIN, {"action": "send"})
    ask_for_code(Client())
    assert client.post(AGAIN, {"code": last_code()}).status_code == 422


def test_nobody_gets_codes_without_end():
    client = signed_in()
    for _n in range(4):
        client.post(AGAIN, {"action": "send"})
    assert len(mail.outbox) == 1 + 3
    assert "nhiều lần" in client.get(AGAIN).text


def test_a_stranger_is_sent_to_the_door_from_every_page(client):
    for page in ("", "ten/", "thu/", "du-lieu/", "xoa/", "xac-nhan/", "passkey/them/"):
        assert client.get(f"{HOME}{page}").url == f"{DOOR}?next={HOME}{page}"
    assert client.post(f"{HOME}phien/").url.startswith(DOOR)


# Addresses ------------------------------------------------------------------------------


def test_one_more_address_is_proved_before_it_opens_anything():
    client = signed_in()
    confirm(client)
    assert client.post(EMAILS, {"action_add": "1", "email": "hai@example.vn"}).url == PROOF
    assert not EmailAddress.objects.filter(email="hai@example.vn").exists()
    assert client.post(PROOF, {"code": "0000-0000"}).status_code == 422
    assert client.post(PROOF, {"code": last_code()}).url == HOME
    assert "hai@example.vn" in client.get(HOME).text
    client.post(EMAILS, {"action_primary": "1", "email": "hai@example.vn"})
    client.post(EMAILS, {"action_remove": "1", "email": "lan@example.vn"})
    assert list(EmailAddress.objects.values_list("email", "primary")) == [("hai@example.vn", True)]
    other = Client()
    sign_in(other, "hai@example.vn")
    assert is_in(other)


def test_the_last_address_stays():
    client = signed_in()
    confirm(client)
    client.post(EMAILS, {"action_remove": "1", "email": "lan@example.vn"})
    assert EmailAddress.objects.get().email == "lan@example.vn"
    assert "Không bỏ được" in client.get(EMAILS).text


def test_the_address_of_somebody_else_is_not_given_away():
    a_reader("minh@example.vn")
    client = signed_in()
    confirm(client)
    answer = client.post(EMAILS, {"action_add": "1", "email": "minh@example.vn"})
    assert answer.url == PROOF
    assert client.post(PROOF, {"code": last_code()}).status_code == 422
    assert EmailAddress.objects.get(email="minh@example.vn").user.email == "minh@example.vn"


def test_an_address_that_is_none_is_given_back():
    client = signed_in()
    confirm(client)
    answer = client.post(EMAILS, {"action_add": "1", "email": "khong-phai"})
    assert answer.status_code == 422
    assert 'value="khong-phai"' in answer.text


# Phone ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("0912 345 678", "+84912345678"),
        ("0912.345.678", "+84912345678"),
        ("84 912 345 678", "+84912345678"),
        ("+84 (0)912 345 678".replace("(0)", ""), "+84912345678"),
        ("0084-912-345-678", "+84912345678"),
        ("０９１２３４５６７８", "+84912345678"),
        ("8 (912) 345-67-89", "+79123456789"),
        ("+7 912 345 67 89", "+79123456789"),
        ("7\u00a0912\u00a0345\u20116789", "+79123456789"),
        ("+49 151 23456789", "+4915123456789"),
    ],
)
def test_a_number_is_understood_however_it_is_written(typed, number):
    assert normalised(typed) == number


@pytest.mark.parametrize(
    "typed",
    [
        *("", "113", "0412345678", "091234567", "09123456789"),
        *("+84 24 3825 2931", "+7 495 123 45 67", "+0912345678", "+" + "1" * 16),
        *("abc", "0912 345 67x", "\0", "9" * 5000, "²³⁴"),
    ],
)
def test_what_is_no_mobile_number_is_refused(typed):
    with pytest.raises(ValidationError, match="Chưa đọc được"):
        normalised(typed)


CONSOLE = "accounts.phones.ConsoleVerifier"


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({}, []),
        ({"COMMENTS_VERIFICATION": "passport"}, ["accounts.E001"]),
        ({"COMMENTS_VERIFICATION": "phone"}, ["accounts.E002"]),
        ({"COMMENTS_VERIFICATION": "phone", "PHONE_VERIFIER": CONSOLE}, []),
        ({"PHONE_VERIFIER": "paper.sms.Verifier"}, ["accounts.E004"]),
        ({"PHONE_VERIFIER": "accounts.phones.Verifier"}, ["accounts.E004"]),
        ({"SOCIAL_PROVIDERS": ["google", "zalo"]}, ["accounts.E003"]),
    ],
)
def test_the_operator_is_told_of_settings_that_let_nobody_in(settings, change, fault):
    for name, value in change.items():
        setattr(settings, name, value)
    assert [each.id for each in sign_in_settings(None)] == fault


@pytest.fixture
def _paper_that_proves_phones(settings):
    settings.PHONE_VERIFIER = CONSOLE
    settings.COMMENTS_VERIFICATION = "phone"


def with_number(client, number="0912 345 678"):
    confirm(client, PHONE)
    return client.post(PHONE, {"phone": number})


@pytest.mark.usefixtures("_paper_that_proves_phones")
@pytest.mark.parametrize("verb", ["send", "check"])
def test_a_service_that_is_down_is_told_to_the_reader_and_the_log(monkeypatch, caplog, verb):
    def down(*_asked):
        raise ConnectionError("+84912345678")

    client = signed_in()
    monkeypatch.setattr(ConsoleVerifier, verb, down)
    answer = with_number(client)
    if verb == "check":
        answer = client.post(PHONE_CODE, {"code": "123456"})
    assert answer.status_code == 422
    assert "đang trục trặc" in answer.text
    assert "ConnectionError" in caplog.text
    assert "912345678" not in caplog.text
    assert User.objects.get().phone is None


@pytest.mark.usefixtures("_paper_that_proves_phones")
def test_a_number_is_kept_once_its_holder_typed_the_code(capsys):
    client, article = signed_in(), an_article()
    assert "hãy xác nhận số điện thoại" in client.get(HOME).text
    assert with_number(client).url == PHONE_CODE
    number, code = capsys.readouterr().out.strip().split(": ")
    assert number == "+84912345678"
    assert User.objects.get().phone is None
    page = client.get(PHONE_CODE).text
    assert "trong mười phút" in page
    assert "thư rác" not in page, "a message does not come by mail"
    assert "Hãy gõ mã trong tin nhắn" in client.post(PHONE_CODE, {"code": ""}).text
    assert client.post(PHONE_CODE, {"code": "x"}).status_code == 422
    assert client.post(PHONE_CODE, {"code": code}).url == HOME
    account = User.objects.get()
    assert (account.phone, account.has_verified_phone) == ("+84912345678", True)
    assert client.post(f"/binh-luan/{article.pk}/", {"text": "Lời"}).status_code == 303
    assert client.post(PHONE_CODE, {"code": code}).url == PHONE
    client.post(PHONE, {"action": "remove"})
    account.refresh_from_db()
    assert (account.phone, account.has_verified_phone) == (None, False)


@pytest.mark.usefixtures("_paper_that_proves_phones")
def test_a_number_belongs_to_one_account_and_only_its_holder_learns_that(capsys):
    a_reader("minh@example.vn", phone="+84912345678", phone_verified_at=timezone.now())
    client = signed_in()
    assert with_number(client).url == PHONE_CODE
    code = capsys.readouterr().out.split(": ")[1].strip()
    assert client.post(PHONE_CODE, {"code": code}).url == PHONE
    assert "một tài khoản khác" in client.get(PHONE).text
    client.user.refresh_from_db()
    assert client.user.phone is None


@pytest.mark.usefixtures("_paper_that_proves_phones")
def test_codes_for_a_phone_are_neither_sent_nor_tried_without_end(capsys):
    client = signed_in()
    with_number(client)
    code = capsys.readouterr().out.split(": ")[1].strip()
    assert client.post(PHONE, {"phone": "+84912345678"}).status_code == 422
    assert capsys.readouterr().out == ""
    for _n in range(10):
        client.post(PHONE_CODE, {"code": "000000"})
    answer = client.post(PHONE_CODE, {"code": code})
    assert answer.status_code == 422
    assert "nhiều lần" in answer.text


@pytest.mark.usefixtures("_paper_that_proves_phones")
def test_a_number_that_is_none_is_given_back():
    client = signed_in()
    answer = with_number(client, "không có")
    assert answer.status_code == 422
    assert 'value="không có"' in answer.text


def test_a_paper_without_a_service_asks_for_no_number():
    client = signed_in()
    confirm(client)
    assert client.get(PHONE).status_code == 404
    assert "Số điện thoại" not in client.get(HOME).text


def test_the_code_of_the_console_is_good_once(capsys):
    cache.clear()
    service = ConsoleVerifier()
    service.send("+84912345678")
    code = capsys.readouterr().out.split(": ")[1].strip()
    assert not service.check("+84912345679", code)
    assert service.check("+84912345678", code)
    assert not service.check("+84912345678", code)


# Passkeys and sessions ----------------------------------------------------------------------


def test_whatever_pretends_to_be_a_passkey_is_a_wrong_answer():
    client, account = Client(), a_reader()
    options = client.get(f"{DOOR}passkey/", headers={"Accept": "application/json"}).json()
    assert options["request_options"]["publicKey"]["userVerification"] == "required"
    junk = ["", "null", "{}", "[" * 500, json.dumps({"response": {"userHandle": "MQ"}})]
    for each in junk:
        address = f"{DOOR}passkey/?next=/the-gioi/"
        assert client.post(address, {"credential": each}).url == f"{DOOR}?next=%2Fthe-gioi%2F"
    assert "Không nhận ra passkey" in client.get(DOOR).text
    sign_in(client, account.email)
    confirm(client)
    for each in junk:
        answer = client.post(f"{HOME}passkey/them/", {"credential": each})
        assert answer.status_code == 422
    assert not Authenticator.objects.exists()


def test_nobody_touches_the_passkeys_of_others():
    theirs = Authenticator.objects.create(
        user=a_user(), type="webauthn", data={"name": "x", "credential": {}}
    )
    client = signed_in()
    confirm(client)
    for number in (theirs.pk, 10**20):
        assert client.post(f"{HOME}passkey/{number}/bo/").status_code == 404


def test_of_a_readers_network_no_part_is_kept_with_the_session():
    client = Client(REMOTE_ADDR="203.0.113.77")
    a_reader()
    sign_in(client)
    assert "203.0" not in client.get(HOME).text
    for session in Session.objects.all():
        assert "203.0" not in str(session.get_decoded())


def test_a_reader_sees_where_they_are_signed_in_and_ends_it():
    client, other = signed_in(), Client(headers={"User-Agent": "Firefox/130.0 Linux"})
    sign_in(other)
    page = client.get(HOME)
    assert "Firefox trên Linux" in page.text
    places = page.context["places"]
    assert [place.is_here for place in places] == [True, False]
    client.post(f"{HOME}phien/", {"phien": places[1].handle})
    assert is_in(client)
    assert not is_in(other)
    third = Client()
    sign_in(third)
    client.post(f"{HOME}phien/")
    assert is_in(client)
    assert not is_in(third)


def test_the_page_counts_own_comments_and_leads_to_them():
    client, article = signed_in(), an_article()
    for n in range(2):
        client.post(f"/binh-luan/{article.pk}/", {"text": f"Lời {n}"})
    a_comment(article)
    page = client.get(HOME).text
    assert "Bạn đã gửi 2 bình luận." in page
    assert 'href="/toi/binh-luan/"' in page
