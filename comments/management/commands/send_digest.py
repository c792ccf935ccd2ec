"""manage.py send_digest: tell moderators what waits for them."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import translation
from django.utils.translation import gettext as _

from comments.digest import send_digest


class Command(BaseCommand):
    """Write the digest; run it once a day."""

    help = (
        "Write to everybody who moderates comments and has an e-mail address: how many comments "
        "wait, since when, what was reported, what must be taken down. Nothing waits: no letter."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        with translation.override("vi"):
            self.stdout.write(_("Đã gửi bản tóm tắt cho %(n)s người.") % {"n": send_digest()})
