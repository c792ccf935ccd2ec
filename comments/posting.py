"""The verb of commenting: one comment for one wish to comment, stored with its decision."""

from datetime import datetime, timedelta
from uuid import UUID

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from articles.models import Article
from comments import deciding, house_rules
from comments.counting import lock
from comments.drafts import Draft
from comments.facts import facts_about, hear_hook
from comments.models import Comment, Verdict
from comments.voice import Voice, keyed_hash

# Within this time the same form sent again is a double click, a refresh or a retry.
WINDOW = timedelta(minutes=10)


def post(
    article: Article, draft: Draft, voice: Voice, author: AbstractBaseUser | None = None
) -> Comment:
    """Store a comment with what the rules decide, or return what the same sending stored.

    Args:
        article: an article that readers may see.
        draft: what was sent.
        voice: who sent it.
        author: the account, where one is signed in.

    Raises:
        WorkIsAsked: nothing is stored; the sender's machine has to work for it first.
    """
    sendings = submissions(article, draft, voice, timezone.now())
    if comment := _already_sent(article, draft, voice, sendings):
        return comment
    comment = _as_sent(article, draft, voice, author, sendings[0])
    answer = hear_hook(comment, draft, voice)  # Before the lock: it may be slow.
    with transaction.atomic():
        comment.article = lock(article)
        if stored := _already_sent(article, draft, voice, sendings):
            return stored
        deciding.decide(comment, facts_about(comment, draft, voice, answer))
        if draft.accepts:
            house_rules.accept(voice.key, draft.accepts)
    return comment


def _as_sent(
    article: Article, draft: Draft, voice: Voice, author: AbstractBaseUser | None, sending: UUID
) -> Comment:
    return Comment(
        article=article,
        parent=draft.parent,
        answered=draft.answered,
        author_id=author.pk if author else None,
        name=draft.name,
        text=draft.text,
        email=draft.email,
        wants_replies=draft.wants_replies,
        voice=voice.key,
        network=voice.network,
        submission=sending,
    )


def submissions(article: Article, draft: Draft, voice: Voice, at: datetime) -> tuple[UUID, UUID]:
    """Name this sending: now, and as it would have been named just before.

    Pages are the same for every reader, so a form cannot carry a token of its
    own. The name is a keyed hash of who sends what to where in which ten
    minutes; a reader without a cookie yet is told by network and browser.
    """
    answered = draft.parent.pk if draft.parent else ""
    what = "\0".join([voice.origin, f"{article.pk}", f"{answered}", draft.name, draft.text])
    period = int(at.timestamp() // WINDOW.total_seconds())
    now, before = (keyed_hash(f"submission.{p}", what)[:32] for p in (period, period - 1))
    return UUID(now), UUID(before)


def _already_sent(
    article: Article, draft: Draft, voice: Voice, sendings: tuple[UUID, UUID]
) -> Comment | None:
    """Find what the same sending stored: under its name, or by a reader known since then.

    What its author removed is no longer there: sending it again is a new wish.
    """
    same_words = Q(
        voice=voice.key,
        parent=draft.parent,
        name=draft.name,
        text=draft.text,
        created_at__gt=timezone.now() - WINDOW,
    )
    kept = article.comments.exclude(status=Verdict.REMOVED)
    return kept.filter(Q(submission__in=sendings) | same_words).first()
