"""How a test sends mail as the site does: through the outbox, with a carrier that may fail."""

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend

OUTBOX = {"BACKEND": "portal.outbox.Outbox"}
GOOD = {"BACKEND": "django.core.mail.backends.locmem.EmailBackend"}
BAD = {"BACKEND": "tests.mailing.FailingCarrier"}


class FailingCarrier(EmailBackend):
    """A mail server that raises ``error`` for each message."""

    error: BaseException = ConnectionRefusedError("no server")

    def send_messages(self, messages):
        raise self.error


@pytest.fixture
def carried(settings):
    """Mail goes through the outbox; what was carried, in order."""
    settings.MAILERS = {"default": OUTBOX, "carrier": GOOD}
    mail.outbox = []
    return mail.outbox


@pytest.fixture
def broken(settings, monkeypatch):
    """Let the carrier fail with an error; called with None it works again."""

    def fail_with(error: BaseException | None):
        settings.MAILERS = {"default": OUTBOX, "carrier": BAD if error else GOOD}
        monkeypatch.setattr(FailingCarrier, "error", error)

    return fail_with
