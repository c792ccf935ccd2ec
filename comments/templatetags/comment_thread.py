"""The one seam into the article page: the conversation and the rating."""

from django import template
from django.template import Context

from articles.models import Article
from comments.rating import opinion_of
from comments.showing import around, grouped
from comments.threads import conversation

register = template.Library()


@register.inclusion_tag("comments/thread.html", takes_context=True)
def comment_thread(context: Context, article: Article) -> dict[str, object]:
    """Show what readers say and the form to say something, in one query.

    A view that read a form with errors passes it as ``comment_form``.
    """
    return around(
        conversation(article), context.get("comment_form"), rules_version=context["house_rules"]
    )


@register.inclusion_tag("comments/rating.html")
def rating(article: Article) -> dict[str, object]:
    """Show how many readers rated the article and what they think, and the buttons to do so."""
    opinion = opinion_of(article)
    return {"article": article, "opinion": opinion, "shown": grouped(opinion.number)}
