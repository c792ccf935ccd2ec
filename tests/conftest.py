"""What every test shares: its own database and files, quick passwords, strict templates.

``pytest`` runs on SQLite, ``pytest --postgresql`` on a PostgreSQL server started
for the run; where ``DATABASE_URL`` names a database server, both use that one.

A variable that a template of ours does not know fails the test. Templates of the
packages (the admin, its theme) are let off, since they lean on missing variables;
no test needs the ``ignore_template_errors`` mark for their sake.
"""

import sys

import pytest
from django.conf import settings as site
from django.db import connection

from tests.collecting import collected  # noqa: F401 -- a fixture
from tests.mailing import broken, carried  # noqa: F401 -- likewise
from tests.opened_paper import paper  # noqa: F401 -- likewise
from tests.postgresql import run_on_postgresql

POSTGRESQL = "django.db.backends.postgresql"


def pytest_addoption(parser):
    parser.addoption(
        "--postgresql",
        action="store_true",
        help="run on PostgreSQL: the one of DATABASE_URL, else one started for this run",
    )


@pytest.hookimpl(tryfirst=True)
def pytest_cmdline_main(config):
    """Run the same command once more, with a server; the settings are read by then."""
    if config.option.postgresql and site.DATABASES["default"]["ENGINE"] != POSTGRESQL:
        return run_on_postgresql([sys.executable, "-m", "pytest", *config.invocation_params.args])
    return None


def pytest_terminal_summary(terminalreporter):
    """Say which database it was, and openly what this machine could not try."""
    terminalreporter.write_line(f"database: {connection.display_name}")
    skipped = terminalreporter.stats.get("skipped", [])
    if journeys := sum("no Chromium" in str(report.longrepr) for report in skipped):
        terminalreporter.write_line(f"skipped: no Chromium ({journeys} browser journeys)")


@pytest.fixture(scope="session")
def django_db_modify_db_settings(tmp_path_factory, django_db_modify_db_settings_parallel_suffix):
    """A file on SQLite, so that threads share it as in the real site; no pool on PostgreSQL.

    An open pool would keep the test database from being dropped.
    """
    database = site.DATABASES["default"]
    if database["ENGINE"] == POSTGRESQL:
        database["OPTIONS"].pop("pool", None)
    else:
        folder = tmp_path_factory.mktemp("database")
        database.setdefault("TEST", {})["NAME"] = str(folder / "portal.sqlite3")


@pytest.fixture(scope="session", autouse=True)
def _strict_in_our_templates_only(_fail_for_invalid_template_variable):
    options = site.TEMPLATES[0]["OPTIONS"]
    strict = options.get("string_if_invalid")
    if not strict:
        return

    class StrictInOurs(type(strict)):
        def __mod__(self, name):
            return self.origin_value if "site-packages" in rendering() else super().__mod__(name)

    options["string_if_invalid"] = StrictInOurs(origin_value=strict.origin_value)


def rendering() -> str:
    """The file of the template being rendered, read off the call stack."""
    frame = sys._getframe()
    while frame := frame.f_back:
        if frame.f_code.co_name == "render" and hasattr(frame.f_locals.get("self"), "origin"):
            return str(frame.f_locals["self"].origin)
    return ""


@pytest.fixture(autouse=True)
def _own_files(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    }
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
