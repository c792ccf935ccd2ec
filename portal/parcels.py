"""How a message is written down: readable on a console, whole where programs read it.

Python's own policies put a text with one longer line of Vietnamese into base64, and an
address longer than a line into encoded words, which no mail program follows.
"""

from email.message import EmailMessage as Parcel
from email.parser import BytesParser
from email.policy import SMTP, EmailPolicy
from typing import Any, cast

from django.core.mail import EmailMessage

# The limit of RFC 5322, section 2.1.1; text up to it needs no encoding of its own.
LONGEST_LINE = 998
# Headers that programs read: RFC 2369, RFC 8058, RFC 5322.
WHOLE = {"list-unsubscribe", "list-unsubscribe-post", "message-id"}


class _Written(EmailPolicy):
    """Folds headers as SMTP wants it, but for those that must stay whole."""

    def fold(self, name: str, value: Any) -> str:
        """Return the header with its line end."""
        if name.lower() in WHOLE:
            return f"{name}: {value}{self.linesep}"
        return str(super().fold(name, value))

    def fold_binary(self, name: str, value: Any) -> bytes:
        """Return the same for a stream of bytes."""
        return self.fold(name, value).encode("ascii", "surrogateescape")


_WRITTEN = _Written(linesep="\r\n")
_BUILT = SMTP.clone(max_line_length=LONGEST_LINE)


def written(message: EmailMessage) -> bytes:
    """Return a message as it is stored and sent.

    Raises:
        ValueError: a header holds a line break.
    """
    return message.message(policy=_BUILT).as_bytes(policy=_WRITTEN)


def opened(parcel: bytes, policy: EmailPolicy) -> Parcel:
    """Return a stored message, whose headers stay as they were written.

    Args:
        policy: how lines end, as whoever sends it wants.
    """
    kept = policy.clone(refold_source="none", max_line_length=LONGEST_LINE)
    return cast(Parcel, BytesParser(policy=kept).parsebytes(parcel))
