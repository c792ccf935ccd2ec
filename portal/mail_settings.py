"""Settings of mail: which server carries it, and whose name it bears."""

import sys
from email.headerregistry import Address
from typing import Any
from urllib.parse import urlsplit

from portal.environment import env

CONSOLE = "django.core.mail.backends.console.EmailBackend"
FILES = "django.core.mail.backends.filebased.EmailBackend"
SMTP = "django.core.mail.backends.smtp.EmailBackend"

# Seconds that each step of a conversation with the mail server may take.
MAIL_TIMEOUT = env.int("MAIL_TIMEOUT", default=10)
MAIL_FROM = env.str("MAIL_FROM", default="")


def carrier(url: dict[str, Any], timeout: int) -> dict[str, Any]:
    """Return the entry of ``MAILERS`` that ``MAIL_URL`` means.

    Args:
        url: as django-environ reads it: ``smtp+tls://user:password@host:587`` and so on.
        timeout: seconds.
    """
    backend = url["EMAIL_BACKEND"]
    options: dict[str, Any] = {}
    if backend == CONSOLE:
        options = {"stream": sys.stderr}
    elif backend == FILES:
        options = {"file_path": url["EMAIL_FILE_PATH"]}
    elif backend == SMTP:
        options = {
            "host": url["EMAIL_HOST"],
            "port": url["EMAIL_PORT"],
            "username": url["EMAIL_HOST_USER"],
            "password": url["EMAIL_HOST_PASSWORD"],
            "use_tls": url.get("EMAIL_USE_TLS", False),
            "use_ssl": url.get("EMAIL_USE_SSL", False),
            "timeout": timeout,
        }
    return {"BACKEND": backend, "OPTIONS": options}


def no_reply(name: str, site_url: str) -> str:
    """Return the sender of a paper that named none: an address of its own host."""
    host = urlsplit(site_url).hostname or "localhost"
    domain = "localhost" if ":" in host else host.encode("idna").decode()
    return str(Address(display_name=name, username="khong-tra-loi", domain=domain))
