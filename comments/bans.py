"""Who may not take part, checked alike on comments, replies, edits, votes, reports and ratings."""

from collections.abc import Iterable
from fnmatch import fnmatchcase

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.text import fold
from comments.models import Ban
from comments.voice import Voice


def ban_on(voice: Voice, *, email: str = "", words: Iterable[str] = ()) -> Ban | None:
    """Return a ban that holds for this sender now; an open one before a silent one.

    Args:
        voice: who sent the form.
        email: the address a guest gave.
        words: what patterns are held against: name, text, links.
    """
    same = Q(kind=Ban.Kind.VOICE, value=voice.key)
    if voice.account is not None:
        same |= Q(kind=Ban.Kind.ACCOUNT, value=str(voice.account))
    if email:
        same |= Q(kind=Ban.Kind.EMAIL, value__iexact=email)
    known_by_sight = Q(kind__in=(Ban.Kind.NETWORK, Ban.Kind.PATTERN))
    candidates = Ban.objects.in_force().filter(same | known_by_sight)
    texts = [fold(word) for word in (email, *words) if word]
    holding = [ban for ban in candidates if _holds(ban, voice, texts)]
    return min(holding, key=lambda ban: ban.is_silent, default=None)


def must_be_welcome(voice: Voice, *, email: str = "", words: Iterable[str] = ()) -> None:
    """Refuse somebody under an open ban, with its reason; a silent one is the rules' matter.

    Raises:
        ValidationError: until when the sender may not take part, and why.
    """
    ban = ban_on(voice, email=email, words=words)
    if ban is None or ban.is_silent:
        return
    if ban.until is None:
        said = _("Bạn không được bình luận trên báo này. Lý do: %(reason)s")
    else:
        said = _("Bạn không được bình luận đến %(until)s. Lý do: %(reason)s")
    until = f"{timezone.localtime(ban.until):%H:%M %d/%m/%Y}" if ban.until else ""
    raise ValidationError(said % {"until": until, "reason": ban.reason})


def _holds(ban: Ban, voice: Voice, texts: list[str]) -> bool:
    if ban.kind == Ban.Kind.NETWORK:
        return bool(ban.network_day and voice.network_on(ban.network_day) == ban.value)
    if ban.kind == Ban.Kind.PATTERN:
        pattern = fold(ban.value)
        return any(fnmatchcase(part, pattern) for text in texts for part in (text, *text.split()))
    return True
