"""What a page costs at two sizes of the paper, as ratios measured in one run.

Run with ``make bench``, or ``python benchmarks/pages.py [--postgresql]``. A small and a large
paper are filled in a temporary database; each page is asked for in turn, in this process,
through the whole Django stack. A figure is the median time of a page divided by the median time
of ``/robots.txt`` (a rendered page that asks the database nothing), so that the machine and its
load cancel out. "growth" is large over small: a page whose cost does not depend on how much
there is stays near 1.
"""

import argparse
import statistics
import sys
import time
from pathlib import Path

SMALL, LARGE = 1_000, 20_000
ROUNDS = 40

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.database import prepare  # noqa: E402

prepare(argparse.ArgumentParser())

import django  # noqa: E402
from django.core.management import call_command  # noqa: E402

django.setup()

from datetime import timedelta  # noqa: E402

from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.utils import timezone  # noqa: E402

from articles import body, paging  # noqa: E402
from articles.models import Article, ArticleTag, Author, Byline, Category, Tag  # noqa: E402
from articles.text import match_key, slug  # noqa: E402

TEXT = body.paragraph("Một đoạn văn vừa phải để đọc thử. " * 12) * 8
TAGS = 200
CATEGORIES = 8


def fill(size: int) -> None:
    """Bring the paper to this many published articles, a minute apart."""
    there = Article.objects.count()
    categories = list(Category.objects.all()) or [
        Category.objects.create(name=f"Chuyên mục {n}") for n in range(CATEGORIES)
    ]
    tags = list(Tag.objects.all()) or [Tag.objects.create(name=f"Chủ đề {n}") for n in range(TAGS)]
    author = Author.objects.get_or_create(name="Minh Hà")[0]
    now = timezone.now()
    articles = []
    for n in range(there, size):
        headline = f"Bài số {n} về chuyện đời thường"
        articles.append(
            Article(
                headline=headline,
                headline_key=match_key(headline),
                slug=slug(headline),
                standfirst="Một câu tóm tắt đủ dài để giống một câu thật.",
                body=TEXT,
                category=categories[n % CATEGORIES],
                status=Article.Status.PUBLISHED,
                published_at=now - timedelta(minutes=size - n),
            )
        )
    Article.objects.bulk_create(articles, batch_size=500)
    Byline.objects.bulk_create(
        [
            Byline(article=article, author=author, published_at=article.published_at)
            for article in articles
        ],
        batch_size=500,
    )
    ArticleTag.objects.bulk_create(
        [
            ArticleTag(
                content_object=article,
                tag=tags[(n * k + k) % TAGS],
                published_at=article.published_at,
            )
            for n, article in enumerate(articles)
            for k in (1, 7, 31)
        ],
        batch_size=500,
        ignore_conflicts=True,
    )
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")  # It would do so by itself within a minute.


def pages() -> dict[str, str]:
    """Return the pages that are measured, by name."""
    newest = Article.objects.public().newest_first().first()
    category = newest.category
    deep = Article.objects.public().in_category(category).order_by("published_at")[30]
    return {
        "front page": "/",
        "article": newest.get_absolute_url(),
        "category": category.get_absolute_url(),
        "category, last page": f"{category.get_absolute_url()}?sau={paging.mark_of(deep)}",
        "topic": Tag.objects.first().get_absolute_url(),
        "author": Author.objects.first().get_absolute_url(),
    }


def measured(addresses: dict[str, str]) -> dict[str, float]:
    """Return the median cost of each page, in costs of a page without a query."""
    client = Client(headers={"host": "localhost"})
    times: dict[str, list[float]] = {name: [] for name in ["", *addresses]}
    for _ in range(ROUNDS):
        for name, address in {"": "/robots.txt", **addresses}.items():
            started = time.perf_counter()
            response = client.get(address)
            times[name].append(time.perf_counter() - started)
            assert response.status_code == 200, address
    bare = statistics.median(times.pop(""))
    return {name: statistics.median(taken) / bare for name, taken in times.items()}


def main() -> None:
    """Fill, measure, print."""
    call_command("migrate", verbosity=0)
    call_command("collectstatic", verbosity=0, interactive=False)
    fill(SMALL)
    small = measured(pages())
    fill(LARGE)
    large = measured(pages())
    print(f"cost of a page on {connection.display_name}, in costs of /robots.txt")
    print(f"{'page':<22}{SMALL:>9} {LARGE:>9}   growth")
    for name in small:
        print(
            f"{name:<22}{small[name]:>9.1f} {large[name]:>9.1f}   {large[name] / small[name]:.2f}"
        )


if __name__ == "__main__":
    main()
