"""Tell the WebSub hubs of what changed lately: for a paper without a queue that can wait."""

from argparse import ArgumentParser
from datetime import timedelta
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from articles import hubs

USUALLY = 10


class Command(BaseCommand):
    """Tell every hub of the feeds that changed within the last minutes; may be repeated.

    Run it a little more often than that: scheduled stories appear without anybody's doing,
    and a hub that was down is told again.
    """

    help = __doc__

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--minutes", type=int, default=USUALLY, help="how far to look back")

    def handle(self, *args: Any, **options: Any) -> None:
        feeds = hubs.changed_since(timezone.now() - timedelta(minutes=options["minutes"]))
        taken = {hub: hubs.tell_hub.func(hub, feeds) for hub in hubs.addresses()}
        for hub, count in taken.items():
            self.stdout.write(f"{hub}: {count} of {len(feeds)} feeds")
        if not taken:
            self.stdout.write("No hub is set: WEBSUB_HUBS.")
