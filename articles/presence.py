"""Who has an article open. Advice, not a lock: what protects the text is its version."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.keeping import log
from articles.models import Article, Presence

BEAT = timedelta(seconds=20)  # How often an open form says that it is still open.
GONE_AFTER = 3 * BEAT


def arrive(article: Article, editor: Any) -> Presence:
    """Note that an editor opened the article's form; an earlier take-over is over."""
    now = timezone.now()
    mine = Presence.objects.filter(article=article, editor=editor)
    mine.filter(seen_at__lt=now - GONE_AFTER).delete()
    fresh = {"seen_at": now, "taken_over_by": None, "message": ""}
    presence, _is_new = Presence.objects.update_or_create(
        article=article, editor=editor, defaults=fresh
    )
    return presence


def stay(article: Article, editor: Any) -> Presence:
    """Note that the form is still open, and return what others said to it meanwhile."""
    presence, _is_new = Presence.objects.select_related("taken_over_by").get_or_create(
        article=article, editor=editor
    )
    Presence.objects.filter(pk=presence.pk).update(seen_at=timezone.now())
    return presence


def leave(article: Article, editor: Any) -> None:
    """Note that the editor saved and went on, or closed the form."""
    Presence.objects.filter(article=article, editor=editor).delete()


def others(article: Article, editor: Any) -> list[Presence]:
    """Return who else has the article open now, the first one first."""
    present = now_present().filter(article=article).exclude(editor=editor)
    return list(present.select_related("editor"))


def now_present() -> Any:
    """Return the presences that are no older than three beats."""
    return Presence.objects.filter(seen_at__gt=timezone.now() - GONE_AFTER)


@transaction.atomic
def take_over(article: Article, editor: Any, message: str) -> Iterable[Presence]:
    """Ask everybody else to let go of the article, with a message they read at once.

    Their typed text stays theirs: in the form, and in their autosave.
    """
    asked = others(article, editor)
    theirs = Presence.objects.filter(pk__in=[presence.pk for presence in asked])
    theirs.update(taken_over_by=editor, message=message[:300])
    names = ", ".join(str(presence.editor) for presence in asked)
    if asked:
        said = _("Nhận sửa bài từ %(names)s: %(message)s")
        log(article, editor, said % {"names": names, "message": message})
    return asked
