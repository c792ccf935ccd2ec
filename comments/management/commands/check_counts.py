"""``manage.py check_counts [--repair]``: prove that totals equal what is shown."""

import sys
from argparse import ArgumentParser

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from articles.models import Article
from comments import proving

MOST_NAMED = 50


class Command(BaseCommand):
    help = "Compare statuses and totals with the rows behind them; exit with 1 on a difference."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--repair", action="store_true", help="set what is different right")

    def handle(self, *, repair: bool, **options: object) -> None:
        if repair:
            number = proving.repair()
            self.stdout.write(_("Đã sửa %(number)s chỗ khác.") % {"number": number})
            return
        number = 0
        for number, found in enumerate(proving.differences(), start=1):
            if number <= MOST_NAMED:
                self.stdout.write(_line(found))
        if number:
            self.stderr.write(
                _("%(number)s chỗ khác với các dòng đứng sau. Sửa bằng --repair.")
                % {"number": number}
            )
            sys.exit(1)
        self.stdout.write(_("Mọi con số đều khớp."))


def _line(found: proving.Difference) -> str:
    kind = _("bài") if isinstance(found.row, Article) else _("bình luận")
    return f"{kind} {found.row.pk}: {found.name} {found.stored} ≠ {found.proved}"
