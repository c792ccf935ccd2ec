"""Reading comments under an article: everything shown comes in one query."""

from dataclasses import dataclass, field

from django.db.models import Q

from articles.models import Article
from comments.models import Comment

THREADS = 30


@dataclass(frozen=True, slots=True)
class Thread:
    """A comment and the replies to it, oldest reply first."""

    comment: Comment
    replies: list[Comment] = field(default_factory=list)


def newest_threads(article: Article) -> list[Thread]:
    """Return the newest public threads of an article, newest first."""
    public = Comment.objects.public().filter(article=article)
    newest = public.filter(parent=None).order_by("-created_at", "-pk").values("pk")[:THREADS]
    shown = public.filter(Q(pk__in=newest) | Q(parent__in=newest)).order_by("created_at", "pk")
    comments = list(shown)
    threads = {comment.pk: Thread(comment) for comment in comments if comment.parent_id is None}
    for comment in comments:
        if comment.parent_id is not None:
            threads[comment.parent_id].replies.append(comment)
    return list(reversed(threads.values()))


def number_shown(threads: list[Thread]) -> int:
    """Return how many comments and replies stand in these threads."""
    return sum(1 + len(thread.replies) for thread in threads)
