"""What the conversation costs at two sizes, as ratios measured in one run.

Run with ``make bench``. A paper in a temporary SQLite file gets an article with few and
one with many comments, then a large stock of comments and of banned terms. Reading and
posting go through the whole Django stack, in this process, in turn with
``/robots.txt`` (a rendered page that asks the database nothing): a figure is the median
time divided by the median time of that page, so that the machine and its load cancel
out. "growth" is large over small.
"""

import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from itertools import count
from pathlib import Path

FEW, MANY = 20, 2_000
SMALL_STOCK, LARGE_STOCK = 20, 20_000
FEW_TERMS, MANY_TERMS = 50, 2_000
ROUNDS = 40

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
os.environ["DJANGO_SETTINGS_MODULE"] = "portal.settings"
os.environ["VAR_DIR"] = tempfile.mkdtemp(prefix="bench-")
os.environ.pop("DATABASE_URL", None)

import django  # noqa: E402
from django.core.management import call_command  # noqa: E402

django.setup()

from datetime import timedelta  # noqa: E402

from bs4 import BeautifulSoup  # noqa: E402
from django.test import Client  # noqa: E402
from django.utils import timezone  # noqa: E402

from articles import body, publishing  # noqa: E402
from articles.models import Article, Category  # noqa: E402
from articles.text import match_key  # noqa: E402
from comments.counting import recount_comments  # noqa: E402
from comments.models import BannedTerm, Comment, Decision, Verdict  # noqa: E402
from portal.forgetting import chores  # noqa: E402

NETWORK = "0" * 64
SAID = "Ý kiến thứ {} của một bạn đọc, đủ dài để giống một bình luận thật dưới một bài báo. "
number = count()


def an_article() -> Article:
    """Return a new article that readers may see."""
    n = next(number)
    category = Category.objects.get_or_create(name="Thời sự")[0]
    text = body.paragraph("Một đoạn văn vừa phải để đọc thử. " * 12) * 8
    article = Article(headline=f"Bài số {n}", standfirst="Sapo.", body=text, category=category)
    publishing.save(article)
    return publishing.publish(article, by=None, at=timezone.now() - timedelta(hours=1))


def say(article: Article, size: int) -> None:
    """Add so many approved comments, every third a reply, each by a voice of its own."""
    first = [_comment(article, n) for n in range(size) if n % 3]
    Comment.objects.bulk_create(first, batch_size=500)
    replies = [_comment(article, n, first[n // 3]) for n in range(0, size, 3)]
    Comment.objects.bulk_create(replies, batch_size=500)
    Decision.objects.bulk_create(
        [
            Decision(comment=comment, verdict=Verdict.APPROVED, text=comment.text)
            for comment in [*first, *replies]
        ],
        batch_size=500,
    )
    recount_comments(article)


def _comment(article: Article, n: int, parent: Comment | None = None) -> Comment:
    text = SAID.format(n) * 2
    return Comment(
        article=article,
        parent=parent,
        name=f"Bạn đọc {n}",
        text=text,
        key=match_key(text)[:500],
        status=Verdict.APPROVED,
        voice=f"{article.pk}.{n}",
        network=NETWORK,
    )


def ban_terms(size: int) -> None:
    """Bring the list of banned terms to this many, none of which is said here."""
    there = BannedTerm.objects.count()
    new = [BannedTerm(term=f"từ cấm số {n} này", match="folded") for n in range(there, size)]
    BannedTerm.objects.bulk_create(new)


def measured(*acts: Callable[[Client], None]) -> list[float]:
    """Return the median cost of each act, in costs of ``/robots.txt``, done in turn."""
    times: list[list[float]] = [[] for _act in range(len(acts) + 1)]
    for _round in range(ROUNDS):
        for taken, act in zip(times, (_bare, *acts), strict=True):
            client = Client(headers={"host": "localhost"})
            started = time.perf_counter()
            act(client)
            taken.append(time.perf_counter() - started)
    bare, *costs = map(statistics.median, times)
    return [cost / bare for cost in costs]


def _bare(client: Client) -> None:
    assert client.get("/robots.txt").status_code == 200


def reading(article: Article) -> Callable[[Client], None]:
    """Return the act of opening an article."""

    def act(client: Client) -> None:
        assert client.get(article.get_absolute_url()).status_code == 200

    return act


def posting(article: Article) -> Callable[[Client], None]:
    """Return the act of sending the form on the article's page, filled in by a new reader."""
    page = Client(headers={"host": "localhost"}).get(article.get_absolute_url()).content
    address = f"/binh-luan/{article.pk}/"
    form = BeautifulSoup(page, "html.parser").select_one(f'form[action^="{address}"]')
    blank = {
        field["name"]: field.get("value", "")
        for field in form.find_all("input")
        if field.get("name") and field.get("type") not in ("checkbox", "radio", "submit")
    }

    def act(client: Client) -> None:
        n = next(number)
        filled = blank | {"name": f"Lan {n}", "text": SAID.format(f"mới {n}"), "rules": "on"}
        answer = client.post(address, filled, REMOTE_ADDR=f"10.{n >> 16}.{n >> 8 & 255}.{n & 255}")
        assert answer.status_code == 303, answer.status_code

    return act


def forgetting() -> float:
    """Return how many comments a second lose the hash of their network."""
    chore = next(each for each in chores(timezone.now()) if each.rows.model is Comment)
    started = time.perf_counter()
    forgotten = chore.forget(lambda size: None)
    return forgotten / (time.perf_counter() - started)


def line(what: str, small: float, large: float) -> str:
    """Return a line of the table."""
    return f"{what:<44}{small:>8.1f} {large:>8.1f}   {large / small:.2f}"


def main() -> None:
    """Fill, measure, print."""
    call_command("migrate", verbosity=0)
    call_command("collectstatic", verbosity=0, interactive=False)
    few, many = an_article(), an_article()
    say(few, FEW)
    say(many, MANY)
    print(f"cost, in costs of /robots.txt (median of {ROUNDS})")
    print(f"{'':<44}{'small':>8} {'large':>8}   growth")
    short, long = measured(reading(few), reading(many))
    print(line(f"article with {FEW} and {MANY:,} comments", short, long))

    Comment.objects.exclude(article=few).delete()
    ban_terms(FEW_TERMS)
    (small,) = measured(posting(many))
    say(many, LARGE_STOCK - SMALL_STOCK)
    (large,) = measured(posting(many))
    print(line(f"posting against {SMALL_STOCK} and {LARGE_STOCK:,} stored comments", small, large))
    ban_terms(MANY_TERMS)
    (banned,) = measured(posting(many))
    print(line(f"posting against {FEW_TERMS} and {MANY_TERMS:,} banned terms", large, banned))
    print(f"forget: {forgetting():,.0f} comments a second")


if __name__ == "__main__":
    main()
