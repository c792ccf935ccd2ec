"""manage.py forget: what is known of readers is kept for a time, then forgotten."""

import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from tqdm import tqdm

from articles.management.commands.prune_revisions import days
from portal.cache_keys import forget_expired
from portal.forgetting import chores


class Command(BaseCommand):
    """Forget; may be repeated and broken off at any time."""

    help = (
        "Erase what is known of readers and older than --older-than: the hashes of networks, "
        "e-mail addresses of guests, the words of spam and of removed comments, letters, ended "
        "bans, failed sign-ins; and whatever expired: sessions, claims, entries of the cache. "
        "The trail of decisions stays. Bans keep what they need until they end."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--older-than",
            type=days,
            required=True,
            metavar="90d",
            help="how long all that is kept: days (90d), weeks (12w), months (6m) or years (1y)",
        )
        parser.add_argument("--dry-run", action="store_true", help="count only, forget nothing")

    def handle(self, *args: Any, **options: Any) -> None:
        before = timezone.now() - options["older_than"]
        with translation.override("vi"):
            for chore in chores(before):
                todo = chore.count()
                if not options["dry_run"]:
                    with tqdm(total=todo, desc=str(chore.name), disable=not _is_watched()) as bar:
                        todo = chore.forget(bar.update)
                self.stdout.write(f"{todo:>8}  {chore.name}")
            if options["dry_run"]:
                self.stdout.write(_("Mới đếm, chưa quên gì."))
            else:
                forget_expired()


def _is_watched() -> bool:
    return sys.stderr.isatty()
