"""What the template of a conversation is given, on the article's page and on its own."""

from django.contrib.auth.models import AnonymousUser

from comments.forms import LONGEST_NAME, LONGEST_TEXT, CommentForm
from comments.threads import Conversation


def around(shown: Conversation, written: CommentForm | None = None) -> dict[str, object]:
    """Return what ``comments/thread.html`` shows: a page of the conversation and its forms.

    Args:
        shown: the page.
        written: a form with errors, which comes back with everything typed.
    """
    blank = CommentForm(article=shown.article, user=AnonymousUser())
    return {
        "article": shown.article,
        "conversation": shown,
        "total": shown.total,
        "total_in_words": grouped(shown.total),
        "form": written or blank,
        "blank": blank,
        "longest_name": LONGEST_NAME,
        "longest_text": LONGEST_TEXT,
    }


def grouped(number: int) -> str:
    """Write a number as Vietnamese papers do: 1.234."""
    return f"{number:,}".replace(",", ".")
