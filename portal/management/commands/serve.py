"""Serve the portal with gunicorn on BIND and PORT."""

import errno
import os
import socket
import sys
from dataclasses import dataclass
from typing import Any, Self

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

EVERYWHERE = {"0.0.0.0", "::"}
LOOPBACK = {"127.0.0.1", "::1", "localhost"}
REFUSALS = {
    errno.EADDRINUSE: "Port {port} on {host} is in use: stop what runs there, or set PORT.",
    errno.EACCES: "Port {port} is reserved for the system: set PORT to 1024 or more.",
}


@dataclass(frozen=True, slots=True)
class Address:
    """Where readers find the site while this process runs."""

    host: str
    port: int

    @classmethod
    def of_environment(cls) -> Self:
        """Read BIND and PORT."""
        port = os.environ.get("PORT", "").strip() or "8000"
        if not (port.isascii() and port.isdigit() and 0 < int(port) < 65536):
            raise CommandError(f"PORT must be a number from 1 to 65535, not {port!r}.")
        return cls(os.environ.get("BIND", "").strip().strip("[]") or "127.0.0.1", int(port))

    def taken(self) -> socket.socket:
        """Take the port, so that nobody else can; nothing is answered there yet."""
        family = socket.AF_INET6 if ":" in self.host else socket.AF_INET
        taken = socket.socket(family, socket.SOCK_STREAM)
        taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            taken.bind((self.host, self.port))
        except OSError as error:
            refusal = REFUSALS.get(error.errno or 0, "BIND={host} is no address of this machine.")
            raise CommandError(refusal.format(host=self.host, port=self.port)) from None
        return taken

    @property
    def site_url(self) -> str:
        """The address of the front page: ``SITE_URL``, or where the server listens."""
        return os.environ.get("SITE_URL", "").rstrip("/") or self.url

    @property
    def url(self) -> str:
        """The address to type into a browser on this machine or its network."""
        host = own_address(self.host) if self.host in EVERYWHERE else self.host
        return f"http://{f'[{host}]' if ':' in host else host}:{self.port}"

    def environment(self) -> dict[str, str]:
        """Return the environment whose settings fit this address."""
        hosts = list(settings.ALLOWED_HOSTS)
        if self.host not in LOOPBACK:
            hosts += [self.host, socket.gethostname(), own_address(self.host)]
        fitting = {"SITE_URL": self.site_url, "ALLOWED_HOSTS": ",".join(dict.fromkeys(hosts))}
        return fitting | {name: value for name, value in os.environ.items() if value}


def own_address(host: str) -> str:
    """Return the address by which other machines of the network reach this one."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    far_away = "2001:db8::1" if ":" in host else "192.0.2.1"
    with socket.socket(family, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect((far_away, 9))  # No packet is sent: only the way is chosen.
        except OSError:
            return "::1" if ":" in host else "127.0.0.1"
        return str(probe.getsockname()[0])


def serve(address: Address, taken: socket.socket) -> None:
    """Become gunicorn, on a port that is ours already."""
    taken.listen(socket.SOMAXCONN)
    taken.set_inheritable(True)
    words = ["--config", "python:portal.gunicorn", "--bind", f"fd://{taken.fileno()}"]
    os.chdir(settings.BASE_DIR)
    os.execve(
        sys.executable,
        [sys.executable, "-m", "gunicorn", *words, "portal.wsgi"],
        address.environment(),
    )


class Command(BaseCommand):
    """Serve what is there; `demo` prepares it first."""

    help = __doc__

    def handle(self, *args: Any, **options: Any) -> None:
        address = Address.of_environment()
        taken = address.taken()
        self.stdout.write(f"Serving {address.site_url}/ (Ctrl-C ends it)")
        self.stdout.flush()
        serve(address, taken)
