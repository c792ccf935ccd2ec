"""What a search costs, on SQLite and on PostgreSQL, against a bare query of each engine.

Run with ``make bench``, or ``python benchmarks/search.py [--postgresql] [--size N]``. A paper
of made-up stories (each about 300 words, drawn so that few words are common and most are
rare) is filled at two sizes in a temporary database. One article in five is about "hòa
bình". A search is ``articles.search.find``; the page is what a reader gets for it, with articles,
marked lines and counts, or what was meant where nothing is found. The bare query is the engine's
own two-word match, newest 20 first. Times are p50 and p95 of one process, then of 32 readers at
once on threads.
"""

import argparse
import random
import statistics
import sys
import threading
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from benchmarks.database import prepare  # noqa: E402

arguments = argparse.ArgumentParser()
arguments.add_argument("--size", type=int, default=100_000)
chosen = prepare(arguments)

import django  # noqa: E402
from django.core.management import call_command  # noqa: E402

django.setup()

from datetime import timedelta  # noqa: E402

from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.urls import reverse  # noqa: E402
from django.utils import timezone  # noqa: E402

from articles import body  # noqa: E402
from articles.models import Article, Category, SearchEntry  # noqa: E402
from articles.search import dictionary, find  # noqa: E402
from articles.search.rebuilding import clear, rebuild  # noqa: E402
from articles.text import match_key  # noqa: E402
from portal.management.commands import demo  # noqa: E402

PART = 2_000
ROUNDS = 60
READERS = 32
COMMON = "hòa bình"
QUERIES = {
    "two words, one article in five": COMMON,
    "the same without marks": "hoa binh",
    "two rare words": "tàu điện",
    "six words": "các ngoại trưởng thảo luận an ninh",
    "a slip of the finger": "hòa bimh",
    "nothing found": "zzzz qqqq",
}


def vocabulary() -> tuple[list[str], list[float]]:
    """Return the words of the sample texts, each pair kept together, and how common they are."""
    files = sorted((ROOT / "fixtures").rglob("*.txt"))
    words = " ".join(file.read_text("utf-8") for file in files).split()
    pairs = [" ".join(words[n : n + 2]) for n in range(0, len(words) - 1, 2)]
    found = sorted(set(pairs))
    random.Random(1).shuffle(found)
    return found, [1 / (rank + 20) for rank in range(len(found))]


def fill(first: int, last: int) -> None:
    """Publish the stories from one number to another, a quarter of an hour apart."""
    chance = random.Random(first)
    pairs, weights = vocabulary()
    categories = [Category.objects.get_or_create(name=f"Mục {n}")[0] for n in range(8)]
    now = timezone.now()
    for start in range(first, last, PART):
        stories = []
        for n in range(start, min(start + PART, last)):
            said = chance.choices(pairs, weights, k=150)
            if n % 5 == 0:
                said[chance.randrange(150)] = COMMON
            headline = " ".join(said[:5])
            stories.append(
                Article(
                    headline=headline,
                    headline_key=match_key(headline)[:500],
                    slug=f"bai-{n}",
                    standfirst=" ".join(said[5:15]),
                    body=body.paragraph(" ".join(said[15:])),
                    category=categories[n % 8],
                    status=Article.Status.PUBLISHED,
                    published_at=now - timedelta(minutes=15 * (10**6 - n)),
                )
            )
        Article.objects.bulk_create(stories, batch_size=500)


def index() -> float:
    """Write the whole index anew; return how many articles a second."""
    clear()
    began = time.perf_counter()
    written = sum(rebuild())
    return written / (time.perf_counter() - began)


def bare() -> None:
    """Ask the engine for the newest 20 that hold two words."""
    with connection.cursor() as cursor:
        if chosen.postgresql:
            cursor.execute(
                "SELECT article_id FROM articles_searchentry WHERE vector @@ "
                "'''hoa'' & ''binh'''::tsquery ORDER BY key DESC LIMIT 20"
            )
        else:
            cursor.execute(
                "SELECT rowid FROM articles_searchindex WHERE articles_searchindex MATCH "
                '\'"hoa" AND "binh"\' ORDER BY rowid DESC LIMIT 20'
            )
        cursor.fetchall()


def timed(act) -> tuple[float, float]:
    """Return p50 and p95 of an act, in milliseconds."""
    for _n in range(3):
        act()
    taken = []
    for _round in range(ROUNDS):
        began = time.perf_counter()
        act()
        taken.append((time.perf_counter() - began) * 1000)
    return statistics.median(taken), sorted(taken)[int(ROUNDS * 0.95)]


def crowd(known) -> tuple[float, int]:
    """Return the longest wait of 32 readers at once, in ms, and how many were answered."""
    waits, gate = [], threading.Barrier(READERS)

    def reader() -> None:
        gate.wait()
        began = time.perf_counter()
        if find(COMMON, known).matches:
            waits.append((time.perf_counter() - began) * 1000)
        connection.close()  # Back into the pool.

    threads = [threading.Thread(target=reader) for _n in range(READERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return max(waits), len(waits)


def page(reader: Client, query: str) -> None:
    """Open the first page of results."""
    assert reader.get(reverse("articles:search"), {"q": query}).status_code == 200


def main() -> None:
    """Fill, index, search, print."""
    call_command("migrate", verbosity=0)
    call_command("collectstatic", verbosity=0, interactive=False)
    demo.add_missing_rows()
    known = dictionary.read()
    reader = Client(headers={"host": "localhost"})
    print(f"search on {connection.display_name}")
    medians: dict[str, list[list[float]]] = {name: [] for name in QUERIES}
    for first, last in ((0, chosen.size // 10), (chosen.size // 10, chosen.size)):
        fill(first, last)
        speed = index()
        print(f"\n{last:,} articles, written at {speed:,.0f} a second; ms")
        base = timed(bare)
        print(f"{'':<34}{'p50':>7} {'p95':>7} {'of bare':>8} {'matches':>8} {'page':>7} {'p95':>7}")
        print(f"{'bare query':<34}{base[0]:>7.1f} {base[1]:>7.1f}")
        for name, query in QUERIES.items():
            p50, p95 = timed(lambda query=query: find(query, known))
            whole = timed(lambda query=query: page(reader, query))
            medians[name].append([p50, whole[0]])
            found = len(find(query, known).matches)
            print(
                f"{name:<34}{p50:>7.1f} {p95:>7.1f} {p50 / base[0]:>8.1f} {found:>8,} "
                f"{whole[0]:>7.1f} {whole[1]:>7.1f}"
            )
        longest, answered = crowd(known)
        print(f"{READERS} readers at once: {answered} answered, the last after {longest:.0f} ms")
    print("\ngrowth, large over small: the search, the page")
    for name, (small, large) in medians.items():
        print(f"{name:<34}{large[0] / small[0]:>7.2f} {large[1] / small[1]:>7.2f}")
    print(f"entries: {SearchEntry.objects.count():,}")


if __name__ == "__main__":
    main()
