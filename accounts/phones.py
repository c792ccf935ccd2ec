"""Phone numbers as E.164, and who proves that an account holds one.

The proof is a service of the operator's choice: ``PHONE_VERIFIER`` names a class with
two methods, ``send`` and ``check``. The number is kept only once it is proved.
"""

import re
import secrets
import sys
from typing import Protocol
from unicodedata import digit

from django.conf import settings
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

# Written between the digits: blanks, dots, dashes, brackets, strokes.
BETWEEN = re.compile(r"[\s.\-‐‑‒–()/]+")
# Mobile numbers as they are written at home; the rest of the world writes + first.
AT_HOME = (
    (re.compile(r"(?:0084|84|0)([35789]\d{8})"), "+84"),  # Việt Nam, since 2018
    (re.compile(r"(?:007|7|8)(9\d{9})"), "+7"),  # Nga
)
VIETNAM, RUSSIA = re.compile(r"\+84[35789]\d{8}"), re.compile(r"\+79\d{9}")
# ITU-T E.164: at most fifteen digits, the first of them no 0.
ABROAD = re.compile(r"\+(?!84|7)[1-9]\d{7,14}")
CODE_LASTS = 600
"""Seconds."""


class PhoneVerifier(Protocol):
    """A service that proves who holds a number."""

    def send(self, number: str) -> None:
        """Send a code, by message or call.

        Args:
            number: E.164, ``+84912345678``.

        Raises:
            ValidationError: the service does not reach this number; says why.
        """

    def check(self, number: str, code: str) -> bool:
        """Whether this is the code that was sent to the number last; a code is good once."""


class ConsoleVerifier:
    """Writes the code to the terminal of the server: to try the paper out, never for readers."""

    def send(self, number: str) -> None:
        """Make a code and show it."""
        code = f"{secrets.randbelow(10**6):06}"
        cache.set(_place(number), code, CODE_LASTS)
        sys.stdout.write(f"{number}: {code}\n")

    def check(self, number: str, code: str) -> bool:
        """Compare; a right code is spent."""
        sent = cache.get(_place(number))
        is_right = bool(sent) and constant_time_compare(sent, code)
        if is_right:
            cache.delete(_place(number))
        return is_right


def verifier() -> PhoneVerifier | None:
    """Return the service the operator chose; None where there is none."""
    if not settings.PHONE_VERIFIER:
        return None
    made: PhoneVerifier = import_string(settings.PHONE_VERIFIER)()
    return made


def normalised(typed: str) -> str:
    """Return a phone number as E.164, however it was written.

    Raises:
        ValidationError: it is none, or no mobile number of Vietnam or Russia.
    """
    number = "".join(
        str(digit(sign)) if sign.isdecimal() else sign for sign in BETWEEN.sub("", typed)
    )
    for written, code in AT_HOME:
        if found := written.fullmatch(number):
            return code + found[1]
    if any(known.fullmatch(number) for known in (VIETNAM, RUSSIA, ABROAD)):
        return number
    raise ValidationError(
        _(
            "Chưa đọc được số này. Gõ số di động, ví dụ 0912 345 678 hoặc +7 912 345-67-89; "
            "số nước khác bắt đầu bằng dấu +."
        )
    )


def _place(number: str) -> str:
    return "phone:" + salted_hmac("accounts.phones", number, algorithm="sha256").hexdigest()[:32]
