"""What is logged names nobody: addresses of readers and of networks are taken out.

Our own messages hold none. Those of Django, of the server and of databases may: a
refused row is quoted in the error, a broken request is logged with where it came from.
"""

import logging
import re
from ipaddress import ip_address

HIDDEN = "‹…›"
# Where a word begins, so that a long one without an address costs in proportion to its length.
_MAIL = re.compile(
    r"(?<![\w.!#$%&'*+/=?^`{|}~-])[\w.!#$%&'*+/=?^`{|}~-]+(?:@|%40)[\w-]+(?:\.[\w-]+)+"
)
_IPV4 = re.compile(r"(?<![\w.])\d{1,3}(?:\.\d{1,3}){3}(?![\w.]*\w)")
_IPV6 = re.compile(r"(?<![\w:.])(?=[\da-fA-F]*:[\da-fA-F]*:)[\da-fA-F:]+(?:[\d.]*\d)?(?:%\w+)?")


def nobody_named(text: str) -> str:
    """Return the text without e-mail addresses and addresses of networks."""
    return _IPV4.sub(HIDDEN, _IPV6.sub(_hide_address, _MAIL.sub(HIDDEN, text)))


def _hide_address(found: re.Match[str]) -> str:
    """Hide what is an address; times and names of modules look like one."""
    try:
        ip_address(found[0])
    except ValueError:
        return found[0]
    return HIDDEN


class NobodyNamed(logging.Formatter):
    """Formats a line of the log, and its traceback, without addresses."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line."""
        return nobody_named(super().format(record))
