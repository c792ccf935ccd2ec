"""What the rules are told about a comment that was just sent."""

from django.db.models import Q

from articles.text import match_key
from comments.drafts import Draft
from comments.models import BannedTerm, Comment, Verdict
from comments.moderation import Facts
from comments.terms import Term, term_of


def facts_about(comment: Comment, draft: Draft) -> Facts:
    """Gather what the rules ask about; the only part of them that reads the database."""
    same_place = Comment.objects.filter(
        voice=comment.voice,
        article=comment.article,
        parent=comment.parent,
        key=match_key(comment.text)[: Comment._meta.get_field("key").max_length],
    ).exclude(Q(pk=comment.pk) | Q(status=Verdict.REMOVED))
    return Facts(
        name=comment.name,
        text=comment.text,
        thread_is_open=comment.article.takes_comments,
        trap_is_filled=draft.trap_is_filled,
        said_before=same_place.values_list("text", flat=True).first() or "",
        terms=_terms(),
        seconds=draft.seconds,
        work_is_done=draft.work_is_done,
    )


def _terms() -> tuple[Term, ...]:
    """Read the banned terms, the rejecting ones first."""
    terms = [term_of(banned) for banned in BannedTerm.objects.all()]
    return tuple(sorted(terms, key=lambda term: term.verdict != Verdict.REJECTED))
