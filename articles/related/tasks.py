"""Relating an article in the background; apart from ``articles.tasks``, which models import."""

from django.tasks import task

from articles.models import Article
from articles.related.relating import relate, relate_newest


@task()
def relate_article(article_id: int) -> int:
    """Work out the companions of an article as it stands by now; one that is gone has none.

    Returns:
        How many it has.
    """
    article = Article.objects.filter(pk=article_id).first()
    return len(relate(article)) if article else 0


@task()
def relate_newest_articles() -> int:
    """Work out the companions of the newest articles anew; ordered when many came at once.

    Returns:
        How many articles it was done for.
    """
    return len(set(relate_newest()))
