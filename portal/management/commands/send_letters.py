"""manage.py send_letters: carry what lies in the outbox and is due."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import translation
from django.utils.translation import gettext as _

from portal.delivery import send_due
from portal.models import Letter

State = Letter.State


class Command(BaseCommand):
    """Deliver letters; several may run at once."""

    help = (
        "Deliver the letters that are due: those that failed before and, without a worker, those "
        "that had to wait. Run it every few minutes. Exits with 1 when a letter could not go out."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--again", action="store_true", help="also try what was given up (parked)"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        became = send_due(again=options["again"])
        failed = became[State.WAITING] + became[State.PARKED]
        told = {"sent": became[State.SENT], "dropped": became[State.DROPPED], "failed": failed}
        with translation.override("vi"):
            says = _("Thư đã gửi: %(sent)s · bỏ vì hết cần: %(dropped)s · chưa đi được: %(failed)s")
            self.stdout.write(says % told)
        if failed:
            raise SystemExit(1)
