"""The one seam into the article page: the conversation and the rating."""

from django import template
from django.contrib.auth.models import AnonymousUser
from django.template import Context

from articles.models import Article
from comments.forms import CommentForm
from comments.models import Report
from comments.threads import THREADS, newest_threads, number_shown

register = template.Library()


@register.inclusion_tag("comments/thread.html", takes_context=True)
def comment_thread(context: Context, article: Article) -> dict[str, object]:
    """Show what readers say and the form to say something, in one query.

    A view that read a form with errors passes it as ``comment_form``.
    """
    threads = newest_threads(article)
    shown = number_shown(threads)
    blank = CommentForm(article=article, user=AnonymousUser())
    form = context.get("comment_form") or blank
    for each in (form, blank):
        each.rules_version = context["house_rules"]
    total = shown if len(threads) < THREADS else max(shown, article.public_comment_count)
    return {
        "article": article,
        "threads": threads,
        "total": total,
        "total_in_words": grouped(total),
        "shown": shown,
        "form": form,
        "blank": blank,
        "reasons": Report.Reason.choices,
    }


@register.inclusion_tag("comments/rating.html")
def rating(article: Article) -> dict[str, object]:
    """Show how many readers found the article good, and the buttons to say so."""
    number = article.good_ratings
    return {"article": article, "number": number, "shown": grouped(number)}


def grouped(number: int) -> str:
    """Write a number as Vietnamese papers do: 1.234."""
    return f"{number:,}".replace(",", ".")
