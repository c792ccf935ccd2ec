"""How a test signs in: passwords, codes of an app, recovery codes."""

import time

from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value

from tests.builders import a_user
from tests.desk import DeskClient

DOOR = "/toa-soan/login/"
SECOND = "/toa-soan/login/buoc-hai/"
HOME = "/toa-soan/tai-khoan/bao-mat/"
PASSWORD = "mat-khau-dai"
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


def staff(name: str = "lan", *, app: bool = False, **fields):
    """A member of the desk; with an app that makes codes, and recovery codes, on request."""
    account = a_user(name, is_staff=True, **fields)
    if app:
        TOTP.activate(account, SECRET)
        RecoveryCodes.activate(account)
    return account


def code(secret: str = SECRET, *, ago: int = 0) -> str:
    """What the app shows now, or showed so many half minutes ago."""
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 - ago))


def recovery_codes(account) -> list[str]:
    return RecoveryCodes.activate(account).get_unused_codes()


def browser(**headers) -> DeskClient:
    return DeskClient(**headers)


def knock(client, name: str = "lan", password: str = PASSWORD, **more):
    """Send the form of the door."""
    return client.post(DOOR, {"username": name, "password": password, **more})


def is_in(client) -> bool:
    return client.get("/toa-soan/").status_code == 200


def confirm(client, password: str = PASSWORD, there: str = HOME):
    """Say again who is there."""
    address = "/toa-soan/tai-khoan/xac-nhan/"
    return client.post(f"{address}?next={there}", {"password": password, "next": there})
