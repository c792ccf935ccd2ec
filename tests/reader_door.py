"""How a test comes in as a reader: the address, the code in the mail, the pages behind it."""

import re

from django.core import mail
from django.test import Client

from tests.builders import a_user

HOME = "/tai-khoan/"
DOOR = "/tai-khoan/dang-nhap/"
CODE = "/tai-khoan/dang-nhap/ma/"
SIGN_UP = "/tai-khoan/dang-ky/"
PROOF = "/tai-khoan/thu/ma/"
AGAIN = "/tai-khoan/xac-nhan/"


def a_reader(email: str = "lan@example.vn", name: str = "Trần Lan", **fields):
    """An account of a reader, with a proved address and without a password."""
    account = a_user(email=email, display_name=name, **fields)
    account.set_unusable_password()
    account.save()
    account.emailaddress_set.create(email=email, verified=True, primary=True)
    return account


def code_in(message) -> str:
    """The code that stands in a mail."""
    return re.search(r"^ +(\d{4}-\d{4})$", message.body, re.MULTILINE)[1]


def last_code() -> str:
    return code_in(mail.outbox[-1])


def ask_for_code(client, email: str = "lan@example.vn", there: str = ""):
    return client.post(DOOR + (f"?next={there}" if there else ""), {"email": email})


def sign_in(client, email: str = "lan@example.vn"):
    """Come in by a code."""
    ask_for_code(client, email)
    return client.post(CODE, {"code": last_code()})


def sign_up(client, email: str = "moi@example.vn", name: str = "Bạn Mới"):
    """Send the form of a new account; the code is in the mail."""
    return client.post(SIGN_UP, {"email": email, "display_name": name})


def signed_in(email: str = "lan@example.vn", **fields) -> Client:
    """A browser in which a new reader has come in."""
    client = Client()
    client.user = a_reader(email, **fields)
    sign_in(client, email)
    return client


def confirm(client, there: str = HOME):
    """Show by a code that it is still the same person."""
    client.post(f"{AGAIN}?next={there}", {"action": "send"})
    return client.post(f"{AGAIN}?next={there}", {"code": last_code()})


def is_in(client) -> bool:
    return client.get(HOME).status_code == 200
