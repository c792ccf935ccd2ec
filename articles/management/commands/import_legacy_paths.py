"""manage.py import_legacy_paths: the addresses of an old site lead to what is here now."""

import csv
import sys
from collections import Counter
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import translation
from django.utils.translation import gettext as _

from articles.moving_in.lines import read_lines
from articles.moving_in.taking import Outcome, Taken, take

MAX_BYTES = 200 * 1024 * 1024
SPOKEN_OF = (Outcome.REFUSED, Outcome.CHANGED, Outcome.REPEATED)


class Command(BaseCommand):
    """Read pairs of an old address and what it leads to, and keep them."""

    help = (
        "Import old addresses from a CSV file: an old path or full address, then an article by "
        "number, guid or current address; or the current address of a category, topic or author, "
        "or another old address. Comma or semicolon, UTF-8, with or without a heading. May be "
        "repeated. Exits with 1 when a line was refused; the others are kept."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE")
        parser.add_argument("--dry-run", action="store_true", help="look up only, write nothing")
        parser.add_argument(
            "--report", type=Path, metavar="CSV", help="write what became of every line"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        with translation.override("vi"):
            lines = list(read_lines(self._bytes(options["file"])))
            report = options["report"]
            if report and not (report.parent.is_dir() and not report.is_dir()):
                raise CommandError(_("Không ghi được báo cáo vào «%(file)s».") % {"file": report})
            taken = []
            for each in take(lines, options["dry_run"]):
                taken.append(each)
                if each.outcome in SPOKEN_OF or each.says:
                    self._tell(each)
            if report:
                write_report(report, taken)
            refused = self._sum_up(taken, options["dry_run"])
        if refused:
            sys.exit(1)

    def _bytes(self, path: Path) -> bytes:
        try:
            if path.stat().st_size > MAX_BYTES:
                raise CommandError(_("Tệp lớn quá 200 MB: hãy chia ra."))
            return path.read_bytes()
        except OSError as error:
            says = _("Không đọc được tệp «%(file)s»: %(reason)s.")
            raise CommandError(says % {"file": path, "reason": error.strerror}) from error

    def _tell(self, taken: Taken) -> None:
        style = self.style.ERROR if taken.outcome == Outcome.REFUSED else self.style.WARNING
        said = ": ".join(filter(None, [str(taken.outcome.label), taken.says]))
        place = _("Dòng %(number)s") % {"number": taken.line.number}
        path = f" {taken.line.path}" if taken.line.path else ""
        self.stderr.write(style(f"{place}{path}: {said}"))

    def _sum_up(self, taken: list[Taken], is_dry: bool) -> int:
        """Say how many lines there were and what became of them; return how many were refused."""
        counts = Counter(each.outcome for each in taken)
        parts = [f"{counts[each]} {each.label}" for each in Outcome if counts[each]]
        says = _("%(n)s dòng: %(parts)s.") % {"n": len(taken), "parts": ", ".join(parts) or "0"}
        self.stdout.write(f"{_('Chỉ thử, không ghi gì.')} {says}" if is_dry else says)
        return counts[Outcome.REFUSED]


def write_report(path: Path, taken: list[Taken]) -> None:
    """Write a line for every line: its number, what it said, what became of it and why."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow([_("dòng"), _("địa chỉ cũ"), _("nơi đến"), _("kết quả"), _("ghi chú")])
        for each in taken:
            goal = each.goal.get_absolute_url() if each.goal else each.line.goal
            row = [each.line.number, each.line.path, goal, each.outcome.label, each.says]
            writer.writerow(row)
