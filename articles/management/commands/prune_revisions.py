"""manage.py prune_revisions: forget old draft saves, never a milestone."""

import argparse
import re
from datetime import timedelta
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from articles.archive import pruning

DAYS = {"d": 1, "w": 7, "m": 30, "y": 365}
LONGEST = 36_500


def days(written: str) -> timedelta:
    """Read "30d", "12w", "6m" or "2y"."""
    told = re.fullmatch(r"([0-9]{1,5})([dwmy])", written.strip().lower())
    if told is None or not 1 <= int(told[1]) * DAYS[told[2]] <= LONGEST:
        raise argparse.ArgumentTypeError(
            f"«{written}»: hãy ghi số và đơn vị, ví dụ 30d (ngày), 12w (tuần), 6m (tháng), 1y (năm)"
        )
    return timedelta(days=int(told[1]) * DAYS[told[2]])


class Command(BaseCommand):
    """Delete draft saves older than they are needed."""

    help = (
        "Delete draft saves (and autosaves) older than --keep-drafts, and traces of forms left "
        "open for more than a day. Milestones and the newest save of each article always stay."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--keep-drafts",
            type=days,
            required=True,
            metavar="30d",
            help="how long draft saves stay: days (30d), weeks (12w), months (6m) or years (1y)",
        )
        parser.add_argument("--dry-run", action="store_true", help="count only, delete nothing")

    def handle(self, *args: Any, **options: Any) -> None:
        before = timezone.now() - options["keep_drafts"]
        with translation.override("vi"):
            if options["dry_run"]:
                drafts = pruning.old_drafts(before).count()
                leftovers = pruning.old_autosaves(before).count() + pruning.old_presences().count()
                says = _("Sẽ xóa %(drafts)s bản lưu nháp, %(leftovers)s bản tự lưu và dấu mở bài.")
            else:
                drafts = pruning.prune_drafts(before)
                leftovers = pruning.prune_leftovers(before)
                says = _("Đã xóa %(drafts)s bản lưu nháp, %(leftovers)s bản tự lưu và dấu mở bài.")
            self.stdout.write(says % {"drafts": drafts, "leftovers": leftovers})
