"""The whole of `make run` once the packages are there: prepare the paper, then serve it."""

import hashlib
import os
import secrets
import sys
from argparse import ArgumentParser
from collections.abc import Iterator
from contextlib import suppress
from io import StringIO
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core import serializers
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.urls import reverse

from accounts.models import User
from articles.models import Article
from articles.search.rebuilding import unfound
from portal.desk_groups import ensure_groups
from portal.management.commands.serve import Address, serve

FIXTURES = settings.BASE_DIR / "fixtures"
# In this order: a subsection needs its section.
ROWS = (
    "categories",
    "outlets",
    "tags",
    "imprint",
    "house_rules",
    "banned_terms",
    "teencode",
    "spellings",
)
# Folder of documents → category; None: the one that each subfolder is named after.
DOCUMENTS = {"sources": "chau-au", "demo": None}
# User name → what others see, and the group that says what the account may do.
ACCOUNTS = {
    "bientap": ("Biên tập viên (mẫu)", "Thư ký tòa soạn"),
    "duyetbai": ("Người duyệt bài (mẫu)", "Biên tập viên"),
    "phongvien": ("Phóng viên (mẫu)", "Phóng viên"),
    "kiemduyet": ("Kiểm duyệt viên (mẫu)", "Kiểm duyệt viên"),
}
ACCOUNTS_FILE = "demo-accounts.txt"


class Command(BaseCommand):
    """Prepare a paper worth reading and serve it.

    Samples and accounts are put only into a paper where nobody has an account yet:
    the accounts come last, so they prove that the rest is there, and nothing that
    an editor changed or threw away comes back at the next start.
    """

    help = __doc__

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--no-serve", action="store_true", help="prepare only")

    def handle(self, *args: Any, **options: Any) -> None:
        address = Address.of_environment()
        taken = None if options["no_serve"] else address.taken()
        must_be_writable(settings.VAR_DIR)
        try:
            self.prepare()
        except KeyboardInterrupt:
            sys.exit(130)  # The next run goes on where this one stopped.
        self.say_where(address)
        if taken:
            serve(address, taken)

    def prepare(self) -> None:
        """Bring database and static files up to date; fill them if they are new."""
        call_command("migrate", verbosity=0, interactive=False)
        if not User.objects.exists():
            self.stdout.write("Filling the paper …")
            add_missing_rows()
            for folder, category in DOCUMENTS.items():
                import_documents(FIXTURES / folder, category)
            for line in open_accounts():
                self.stdout.write(line)
        if unfound().exists():
            call_command("rebuild_search", verbosity=0, stdout=self.stdout)
        collect_static_files()

    def say_where(self, address: Address) -> None:
        """Print the addresses worth opening."""
        places = [("Front page", "/")]
        sources = Article.objects.public().filter(
            imported_document__file__startswith=str(FIXTURES / "sources")
        )
        places += [("Article", article.get_absolute_url()) for article in sources.order_by("pk")]
        places += [("Newsroom", reverse("admin:index"))]
        for name, path in places:
            self.stdout.write(f"{name:<12}{address.site_url}{path}")
        accounts = settings.VAR_DIR / ACCOUNTS_FILE
        if accounts.exists():
            self.stdout.write(f"{'Accounts':<12}{accounts}")
        self.stdout.flush()


def must_be_writable(folder: Path) -> None:
    """Refuse a folder where neither database nor files could be kept."""
    with suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True)
    if not os.access(folder, os.W_OK | os.X_OK):
        raise CommandError(f"The folder {folder} cannot be written: set VAR_DIR to another.")


def add_missing_rows() -> None:
    """Load the fixtures, but nothing that is there already."""
    for name in ROWS:
        path = FIXTURES / f"{name}.json"
        if not path.exists():
            continue
        for row in serializers.deserialize("json", path.read_text("utf-8")):
            if not is_known(row.object):
                row.save()


def is_known(row: Any) -> bool:
    """Tell whether a row like this one exists: by natural key, else by what is unique."""
    try:
        row.validate_unique()
    except ValidationError:
        return True
    return row.pk is not None and type(row).objects.filter(pk=row.pk).exists()


def import_documents(folder: Path, category: str | None) -> None:
    """Publish the documents of a folder; one that cannot be read stops the opening."""
    said = StringIO()
    try:
        call_command(
            "import_documents", folder, category=category, publish=True, stdout=said, stderr=said
        )
    except SystemExit:
        raise CommandError(f"Not all documents came in:\n{said.getvalue()}") from None


def open_accounts() -> Iterator[str]:
    """Make the accounts; give a line each with its password, told once and kept in a file."""
    lines = []
    with transaction.atomic():
        groups = {group.name: group for group in ensure_groups()}
        for username, (name, group) in ACCOUNTS.items():
            password = secrets.token_urlsafe(12)
            user = User.objects.create_user(
                username, password=password, display_name=name, is_staff=True
            )
            user.groups.add(groups[group])
            lines.append(f"{username:<12}{password}  ({group})")
        keep_secret(settings.VAR_DIR / ACCOUNTS_FILE, "\n".join(lines) + "\n")
    yield from lines


def keep_secret(path: Path, text: str) -> None:
    """Write a file that only its owner can read, from its first byte on."""
    path.unlink(missing_ok=True)
    path.touch(mode=0o600, exist_ok=False)
    path.write_text(text, "utf-8")


def collect_static_files() -> None:
    """Collect the static files when one of them has changed."""
    kept = settings.VAR_DIR / "static-files.sha256"
    now = fingerprint_of_static_files()
    complete = (settings.STATIC_ROOT / "staticfiles.json").exists()
    if complete and kept.exists() and kept.read_text() == now:
        return
    call_command("collectstatic", verbosity=0, interactive=False)
    kept.write_text(now)


def fingerprint_of_static_files() -> str:
    """Return a SHA-256 over name, size and age of every static file."""
    digest = hashlib.sha256()
    for finder in get_finders():
        for name, storage in finder.list([]):
            about = os.stat(storage.path(name))
            digest.update(f"{name} {about.st_size} {about.st_mtime_ns}\n".encode())
    return digest.hexdigest()
