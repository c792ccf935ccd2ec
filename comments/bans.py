"""Who may not take part, checked alike on comments, replies, edits, votes, reports and ratings."""

from collections.abc import Iterable
from fnmatch import fnmatchcase

from django.db.models import Q

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
    texts = [word for word in (email, *words) if word]
    holding = [ban for ban in candidates if _holds(ban, voice, texts)]
    return min(holding, key=lambda ban: ban.is_silent, default=None)


def _holds(ban: Ban, voice: Voice, texts: list[str]) -> bool:
    if ban.kind == Ban.Kind.NETWORK:
        return bool(ban.network_day and voice.network_on(ban.network_day) == ban.value)
    if ban.kind == Ban.Kind.PATTERN:
        return catches(ban.value, texts)
    return True


def catches(pattern: str, texts: Iterable[str]) -> bool:
    """Whether a pattern fits one of these texts, or one word of it; marks and case aside."""
    folded = fold(pattern)
    return any(
        fnmatchcase(part, folded) for text in map(fold, texts) for part in (text, *text.split())
    )
