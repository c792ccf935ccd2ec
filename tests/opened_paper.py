"""A paper opened as an operator opens it, once for a whole run of the tests."""

import fcntl
import os
import pickle
import sqlite3
import subprocess
import sys
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True)
class Opened:
    """A folder in which the demo ran twice: what it said and what lay there after each run."""

    folder: Path
    said: tuple[str, str]
    files: tuple[object, object]


@pytest.fixture(scope="session")
def paper(tmp_path_factory):
    """Whoever of the test processes comes first opens it; the others wait and take it over."""
    base = tmp_path_factory.getbasetemp()
    shared = base.parent if os.environ.get("PYTEST_XDIST_WORKER") else base
    folder, kept = shared / "a new paper", shared / "a-new-paper.pickle"
    with (shared / "a-new-paper.lock").open("w") as door:
        fcntl.flock(door, fcntl.LOCK_EX)
        if not kept.exists():
            folder.mkdir()
            runs = [(manage(folder, "demo", "--no-serve"), everything_in(folder)) for _ in range(2)]
            kept.write_bytes(pickle.dumps(Opened(folder, *zip(*runs, strict=True))))
        return pickle.loads(kept.read_bytes())


def environment(folder: Path, **more: str) -> dict[str, str]:
    """An operator's environment, with everything that is generated in one folder."""
    ours = {"SITE_URL", "ALLOWED_HOSTS", "BIND", "PORT"}
    kept = {name: value for name, value in os.environ.items() if name not in ours}
    database = {"DATABASE_URL": f"sqlite:///{folder}/portal.sqlite3"}
    return kept | database | {"VAR_DIR": str(folder)} | more


def managed(folder: Path, *words: str, **more: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "manage.py", *words],
        cwd=ROOT,
        env=environment(folder, **more),
        capture_output=True,
        text=True,
    )


def manage(folder: Path, *words: str) -> str:
    """Run a command that must succeed; what it said."""
    run = managed(folder, *words)
    assert run.returncode == 0, run.stderr
    return run.stdout


def said_by_a_process(folder: Path, code: str) -> str:
    """What a Python process of its own, with the portal set up, says last before it ends."""
    run = subprocess.run(
        [sys.executable, "-c", f"import django; django.setup()\n{code}"],
        cwd=ROOT,
        env=environment(folder, DJANGO_SETTINGS_MODULE="portal.settings"),
        capture_output=True,
        text=True,
        check=True,
    )
    return run.stdout.splitlines()[-1]


def everything_in(folder: Path) -> tuple[str, dict[str, bytes]]:
    """The database as SQL, and every other file."""
    with closing(sqlite3.connect(folder / "portal.sqlite3")) as database:
        rows = "\n".join(database.iterdump())
    files = {
        str(file.relative_to(folder)): file.read_bytes()
        for file in folder.rglob("*")
        if file.is_file() and not file.name.startswith("portal.sqlite3")
    }
    return rows, files
