"""``manage.py rebuild_search``: make every article findable."""

import time
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from tqdm import tqdm

from articles.search import rebuilding


class Command(BaseCommand):
    """Write what is missing from the search index; interrupted, it goes on where it was."""

    help = "Write what is missing from the search index; --anew writes all of it."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--anew", action="store_true", help="empty the index first: readers find less meanwhile"
        )

    def handle(self, *args: Any, anew: bool, **options: Any) -> None:
        began = time.monotonic()
        if anew:
            rebuilding.clear()
        total = rebuilding.unfound().count()
        written = 0
        quiet = None if options["verbosity"] else True
        with tqdm(total=total, unit=" articles", disable=quiet, file=self.stderr) as bar:
            for part in rebuilding.rebuild():
                written += part
                bar.update(part)
        seconds = time.monotonic() - began
        self.stdout.write(f"{written} articles written in {seconds:.1f} s.")
