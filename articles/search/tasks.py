"""Writing articles into the search index again, in the background."""

from django.db import transaction
from django.tasks import task

from articles.models import Article
from articles.search import index


@task()
def write_again(found_in: str, pk: int) -> None:
    """Write the articles again that lead to a row, by its number, as ``found_in`` says."""
    with transaction.atomic():
        index.anew(Article.objects.filter(**{found_in: pk}))
