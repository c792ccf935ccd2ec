"""Forgetting what nobody needs any more: old draft saves, and what open forms left behind."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from articles.models import Autosave, Presence, Revision

BATCH = 500
LONGEST_PRESENCE = timedelta(days=1)


def old_drafts(before: datetime) -> QuerySet[Revision]:
    """Return the draft saves older than this; never a milestone, nor an article's newest save.

    The newest one says who saved last, and ``verify_archive`` asks for it.
    """
    newer = Revision.objects.filter(article=OuterRef("article"), pk__gt=OuterRef("pk"))
    drafts: QuerySet[Revision] = Revision.objects.drafts().filter(made_at__lt=before)
    return drafts.filter(Exists(newer))


def prune_drafts(before: datetime) -> int:
    """Delete old draft saves, some at a time, and return how many."""
    return _delete(old_drafts(before))


def old_autosaves(before: datetime) -> QuerySet[Autosave]:
    """Return what was typed long ago and never saved."""
    return Autosave.objects.filter(saved_at__lt=before)


def old_presences() -> QuerySet[Presence]:
    """Return who had an article open, and has been gone for long."""
    return Presence.objects.filter(seen_at__lt=timezone.now() - LONGEST_PRESENCE)


def prune_leftovers(before: datetime) -> int:
    """Delete old autosaves and presences, and return how many."""
    return _delete(old_autosaves(before)) + _delete(old_presences())


def _delete(rows: QuerySet) -> int:  # type: ignore[type-arg]
    """Delete these rows in short transactions, so that nobody at the desk has to wait."""
    deleted = 0
    while True:
        with transaction.atomic():
            numbers = list(rows.order_by("pk").values_list("pk", flat=True)[:BATCH])
            if not numbers:
                return deleted
            # Asked again: meanwhile another save may have become, or ceased to be, the newest.
            deleted += rows.filter(pk__in=numbers).delete()[0]
