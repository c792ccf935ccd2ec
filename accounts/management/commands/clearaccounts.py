"""Delete accounts that were asked for and never opened: nobody typed the code in the mail."""

from argparse import ArgumentParser
from datetime import timedelta
from typing import Any

from allauth.account.models import EmailAddress
from django.core.management.base import BaseCommand
from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User

DAYS = 7


class Command(BaseCommand):
    """Delete accounts that were asked for and never opened; their addresses go with them."""

    help = __doc__

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--days", type=int, default=DAYS, help=f"older than that; {DAYS}")

    def handle(self, *args: Any, **options: Any) -> None:
        long_ago = timezone.now() - timedelta(days=options["days"])
        addresses = EmailAddress.objects.filter(user=OuterRef("pk"))
        unopened = User.objects.filter(
            Exists(addresses),
            ~Exists(addresses.filter(verified=True)),
            is_staff=False,
            last_login=None,
            date_joined__lt=long_ago,
        )
        count = unopened.count()
        unopened.delete()
        self.stdout.write(_("%(n)s tài khoản chưa từng mở đã xóa.") % {"n": count})
