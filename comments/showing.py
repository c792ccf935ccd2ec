"""What the template of a conversation is given, on the article's page and on its own."""

from django.contrib.auth.models import AnonymousUser

from comments.forms import CommentForm
from comments.threads import Conversation


def around(
    shown: Conversation, written: CommentForm | None = None, rules_version: int | None = None
) -> dict[str, object]:
    """Return what ``comments/thread.html`` shows: a page of the conversation and its forms.

    Args:
        shown: the page.
        written: a form with errors, which comes back with everything typed, or one that
            knows already whom it answers.
        rules_version: of the house rules in force, where it was read already.
    """
    blank = CommentForm(article=shown.article, user=AnonymousUser())
    form = written or blank
    if rules_version is not None:
        form.rules_version = blank.rules_version = rules_version
    return {
        "article": shown.article,
        "conversation": shown,
        "total": shown.total,
        "total_in_words": grouped(shown.total),
        "form": form,
        "blank": blank,
    }


def grouped(number: int) -> str:
    """Write a number as Vietnamese papers do: 1.234."""
    return f"{number:,}".replace(",", ".")
