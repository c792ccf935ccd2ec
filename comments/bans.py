"""Who may not take part, checked alike on comments, replies, edits, votes, reports and ratings."""

from collections.abc import Iterable

from allauth.account.models import EmailAddress
from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.text import fold
from comments.addresses import key_of
from comments.models import Ban
from comments.voice import Voice
from comments.writing import visible

_AROUND_WORDS = ".,;:!?…()[]{}<>\"'“”‘’«»"


def ban_on(voice: Voice, *, email: str = "", words: Iterable[str] = ()) -> Ban | None:
    """Return a ban that holds for this sender now; an open one before a silent one.

    Args:
        voice: who sent the form.
        email: the address a guest gave; those of the account are known.
        words: what patterns are held against: name, text, links.
    """
    same = Q(kind=Ban.Kind.VOICE, value__in=(voice.key, *voice.before))
    if voice.account is not None:
        same |= Q(kind=Ban.Kind.ACCOUNT, value=str(voice.account))
    emails = _emails_of(voice, email)
    for each in emails:
        same |= Q(kind=Ban.Kind.EMAIL, value__iexact=each)
        same |= Q(kind=Ban.Kind.EMAIL, value=key_of(each))
    known_by_sight = Q(kind__in=(Ban.Kind.NETWORK, Ban.Kind.PATTERN))
    candidates = Ban.objects.in_force().filter(same | known_by_sight)
    parts = _parts((*emails, *words))
    holding = [ban for ban in candidates if _holds(ban, voice, parts)]
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


def catches(pattern: str, texts: Iterable[str]) -> bool:
    """Whether a pattern fits one of these texts, or one word of it; marks and case aside.

    Every character stands for itself but ``*``, which stands for any stretch. The cost
    is in proportion to the length of pattern and texts.
    """
    return _fits_any(pattern, _parts(texts))


def _emails_of(voice: Voice, email: str) -> list[str]:
    """Return the address that was given, and those of the account."""
    found = [email.strip()]
    if voice.account is not None:
        accounts = get_user_model()._default_manager.filter(pk=voice.account)
        proved = EmailAddress.objects.filter(user=voice.account, verified=True)
        found += [
            *accounts.values_list("email", flat=True),
            *proved.values_list("email", flat=True),
        ]
    return [each for each in dict.fromkeys(found) if each]


def _holds(ban: Ban, voice: Voice, parts: list[str]) -> bool:
    if ban.kind == Ban.Kind.NETWORK:
        return bool(
            ban.value and ban.network_day and voice.network_on(ban.network_day) == ban.value
        )
    if ban.kind == Ban.Kind.PATTERN:
        return _fits_any(ban.value, parts)
    return True


def _parts(texts: Iterable[str]) -> list[str]:
    """Give the texts and their words, folded."""
    folded = [fold(visible(text)) for text in texts if text]
    words = {word for text in folded for word in text.split()}
    return list(dict.fromkeys([*folded, *words, *(word.strip(_AROUND_WORDS) for word in words)]))


def _fits_any(pattern: str, parts: list[str]) -> bool:
    pieces = fold(visible(pattern)).strip().split("*")
    return any(pieces) and any(_fits(pieces, part) for part in parts)


def _fits(pieces: list[str], text: str) -> bool:
    """Whether the pieces between the stars stand in the text, in order, from end to end."""
    if len(pieces) == 1:
        return text == pieces[0]
    first, *middle, last = pieces
    if not text.startswith(first) or not text.endswith(last):
        return False
    at, end = len(first), len(text) - len(last)
    for piece in middle:
        found = text.find(piece, at, max(end, at))
        if found < 0:
            return False
        at = found + len(piece)
    return at <= end
