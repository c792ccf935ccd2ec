"""Everything the conversation keeps of one account, as data it may take along.

Bans are not among it: who is banned silently would read it here.
"""

from collections import defaultdict
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.db.models import QuerySet

from comments.leaving import comments_of
from comments.models import Comment, Decision, Rating, Report, RulesAcceptance, Verdict, Vote
from comments.voice import key_of_account


def data_of(account: AbstractBaseUser) -> dict[str, list[dict[str, Any]]]:
    """Return comments with their decisions, ratings, votes, reports and accepted house rules.

    A comment put away as spam looks as if it were waiting, as everywhere else.
    """
    key = key_of_account(account.pk)
    comments = comments_of(account)
    decided = _decisions(comments)
    return {
        "comments": [
            _comment(each, decided[each.pk])
            for each in comments.select_related("article").order_by("pk")
        ],
        "ratings": _rows(
            Rating.objects.filter(voter=key), "article", "value", "created_at", "changed_at"
        ),
        "votes": _rows(Vote.objects.filter(voter=key), "comment", "created_at"),
        "reports": _rows(
            Report.objects.filter(reporter=key), "comment", "reason", "note", "created_at"
        ),
        "accepted_rules": _rows(
            RulesAcceptance.objects.filter(voice=key), "rules__version", "created_at"
        ),
    }


def _comment(comment: Comment, decisions: list[dict[str, Any]]) -> dict[str, Any]:
    is_spam = comment.status == Verdict.SPAM
    return {
        "id": comment.pk,
        "article": {
            "headline": comment.article.headline,
            "address": comment.article.get_absolute_url(),
        },
        "in_reply_to": comment.parent_id,
        "name": comment.name,
        "text": comment.text,
        "status": Verdict.PENDING.value if is_spam else comment.status,
        "sent_at": comment.created_at,
        "edited_at": comment.edited_at,
        "email": comment.email,
        "wants_replies": comment.wants_replies,
        "is_pick": comment.is_pick,
        "helpful_votes": comment.helpful_count,
        "decisions": decisions,
    }


def _decisions(comments: QuerySet[Comment]) -> dict[int, list[dict[str, Any]]]:
    """Return by comment what was decided, and why; who decided is the newsroom's own affair."""
    found: dict[int, list[dict[str, Any]]] = defaultdict(list)
    told = Decision.objects.filter(comment__in=comments).exclude(verdict=Verdict.SPAM)
    for each in told.order_by("pk"):
        found[each.comment_id].append(
            {
                "verdict": each.verdict,
                "rule": each.rule,
                "code": each.code,
                "reason": each.reason,
                "matched": each.matched,
                "text": each.text,
                "at": each.created_at,
            }
        )
    return found


def _rows(rows: QuerySet[Any], *fields: str) -> list[dict[str, Any]]:
    return list(rows.order_by("pk").values(*fields))
