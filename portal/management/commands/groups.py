"""manage.py groups: the groups of the desk, in a paper that starts without samples."""

from typing import Any

from django.core.management.base import BaseCommand

from portal.desk_groups import ensure_groups


class Command(BaseCommand):
    """Make the groups of the desk that are missing."""

    help = "Make the groups of the desk that are missing; leave the others as they were set."

    def handle(self, *args: Any, **options: Any) -> None:
        for group in ensure_groups():
            self.stdout.write(f"{group.name}: {group.permissions.count()} permissions")
