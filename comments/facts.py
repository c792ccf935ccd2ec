"""What the rules are told about a comment that was just sent or edited."""

from datetime import timedelta
from functools import lru_cache

from django.conf import settings
from django.db.models import Count, Max, Q, QuerySet
from django.db.models.functions import Left
from django.utils import timezone

from articles.text import match_key
from comments import hook
from comments.bans import ban_on
from comments.drafts import Draft
from comments.likeness import LONGEST, Said
from comments.models import BannedTerm, Comment, Decision, Teencode, Verdict
from comments.moderation import (
    FLOOD_MINUTES,
    HISTORY_DAYS,
    Facts,
    external_hook,
    is_decided_before,
)
from comments.terms import Lexicon, term_of
from comments.voice import Voice

# A campaign repeats itself soon; so many of the latest comments are compared.
MOST_COMPARED = 40
QUOTED = 200
TURNED_DOWN = (Verdict.REJECTED, Verdict.SPAM)
NOT_ABOUT_WORDS = ("closed_thread", "flood", "duplicate")


def facts_about(
    comment: Comment, draft: Draft, voice: Voice | None = None, answer: hook.Answer | None = None
) -> Facts:
    """Gather what the rules ask about; the only part of them that reads the database.

    Args:
        comment: as it would be stored.
        draft: as it was sent.
        voice: who sent it; without one, what the comment itself tells of its sender.
        answer: what ``hear_hook`` returned.
    """
    sent = _sent_lately(comment)
    record = _record_of(comment)
    return Facts(
        name=comment.name,
        text=comment.text,
        thread_is_open=comment.article.takes_comments,
        trap_is_filled=draft.trap_is_filled,
        seconds=draft.seconds,
        work_is_done=draft.work_is_done,
        ban=ban_on(
            voice or Voice(comment.voice, origin="", account=comment.author_id),
            email=draft.email or comment.email,
            words=(comment.name, comment.text),
        ),
        sent_by_voice=sent["by_voice"],
        sent_by_network=sent["by_network"],
        said_before=_said_before(comment),
        said_nearby=_said_nearby(comment),
        lexicon=lexicon(),
        is_edited=comment.edition > 1,
        approved=record["approved"],
        rejected_lately=record["rejected_lately"],
        approved_since=record["approved_since"],
        asks_hook=bool(settings.COMMENTS_HOOK_URL),
        hook=answer.ruling if answer else None,
        hook_answered=bool(answer and answer.is_in_order),
        policy=settings.COMMENTS_POLICY,
        trusted_after=settings.COMMENTS_TRUSTED_AFTER,
    )


def hear_hook(comment: Comment, draft: Draft, voice: Voice | None = None) -> hook.Answer | None:
    """Ask the external service, where there is one and no earlier rule decides anyway.

    Called before the article is locked: a slow service keeps nobody else waiting. What
    is not asked here and then needed after all makes the comment wait for a moderator.
    """
    if not settings.COMMENTS_HOOK_URL:
        return None
    if is_decided_before(external_hook, facts_about(comment, draft, voice)):
        return None
    return hook.ask(comment)


def lexicon() -> Lexicon:
    """Return the banned terms of the newsroom, with the chat spellings that may hide them."""
    terms = BannedTerm.objects.order_by("pk").values_list("term", "match", "verdict")
    chat = Teencode.objects.order_by("pk").values_list("written", "meant")
    return lexicon_of(tuple(terms), tuple(chat))


@lru_cache(maxsize=2)
def lexicon_of(
    terms: tuple[tuple[str, str, str], ...], chat: tuple[tuple[str, str], ...]
) -> Lexicon:
    """Build the tree once for a list: building takes longer than looking.

    Args:
        terms: term, match and verdict, as in ``BannedTerm``.
        chat: written and meant, as in ``Teencode``.
    """
    return Lexicon([term_of(*row) for row in terms], chat)


def _others(comment: Comment) -> QuerySet[Comment]:
    """Return the comments of the same voice or network, but for this one."""
    same = Q(voice=comment.voice) if comment.voice else Q(pk=None)
    if comment.network:
        same |= Q(network=comment.network)
    return Comment.objects.filter(same).exclude(pk=comment.pk)


def _sent_lately(comment: Comment) -> dict[str, int]:
    since = timezone.now() - timedelta(minutes=FLOOD_MINUTES)
    return (
        _others(comment)
        .filter(created_at__gt=since)
        .exclude(status=Verdict.REJECTED, decisions__rule="flood")
        .aggregate(
            by_voice=Count("pk", filter=Q(voice=comment.voice)),
            by_network=Count("pk", filter=Q(network=comment.network or None)),
        )
    )


def _said_before(comment: Comment) -> str:
    same_place = _others(comment).filter(
        voice=comment.voice,
        article=comment.article,
        parent=comment.parent,
        key=match_key(comment.text)[:LONGEST],
    )
    return same_place.exclude(status=Verdict.REMOVED).values_list("text", flat=True).first() or ""


def _said_nearby(comment: Comment) -> tuple[Said, ...]:
    said = _others(comment).exclude(status=Verdict.REMOVED).order_by("-created_at")
    rows = said.values_list("key", Left("text", QUOTED))[:MOST_COMPARED]
    return tuple(Said(key, words) for key, words in rows)


def _record_of(comment: Comment) -> dict[str, int]:
    """Count what was decided about the voice, or the account, before.

    A status alone proves nothing (it may be forged), so approvals are counted as readers
    would see them; rejections for the moment or the place say nothing about the words.
    """
    same = Q(voice=comment.voice)
    if comment.author_id is not None:
        same |= Q(author=comment.author_id)
    others = Comment.objects.filter(same).exclude(pk=comment.pk)
    turned_down = Decision.objects.filter(
        comment__in=others.filter(status__in=TURNED_DOWN), verdict__in=TURNED_DOWN
    ).exclude(rule__in=NOT_ABOUT_WORDS)
    since = timezone.now() - timedelta(days=HISTORY_DAYS)
    rejected = turned_down.aggregate(
        lately=Count("comment", distinct=True, filter=Q(created_at__gt=since)),
        last=Max("comment"),
    )
    approved = others.approved().aggregate(
        all=Count("pk"), since=Count("pk", filter=Q(pk__gt=rejected["last"] or 0))
    )
    return {
        "approved": approved["all"],
        "approved_since": approved["since"],
        "rejected_lately": rejected["lately"],
    }
