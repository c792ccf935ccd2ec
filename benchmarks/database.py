"""Where a benchmark runs: on a temporary SQLite file, or on a PostgreSQL server of its own."""

import argparse
import os
import sys
import tempfile

from tests.postgresql import run_on_postgresql


def prepare(arguments: argparse.ArgumentParser) -> argparse.Namespace:
    """Read the arguments, ``--postgresql`` among them, and say in the environment where to run.

    On PostgreSQL the benchmark runs a second time within this one, which ends with it.
    """
    arguments.add_argument("--postgresql", action="store_true")
    chosen = arguments.parse_args()
    os.environ["DJANGO_SETTINGS_MODULE"] = "portal.settings"
    os.environ["VAR_DIR"] = tempfile.mkdtemp(prefix="bench-")
    if not chosen.postgresql:
        os.environ.pop("DATABASE_URL", None)
    elif "DATABASE_URL" not in os.environ:
        sys.exit(run_on_postgresql([sys.executable, *sys.argv]))
    else:  # The server was started for this run: its first database will do.
        os.environ["DATABASE_URL"] = f"{os.environ['DATABASE_URL'].rpartition('/')[0]}/postgres"
    return chosen
