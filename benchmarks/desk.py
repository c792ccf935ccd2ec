"""What the desk's lists cost when the paper is large: queries, seconds, and ratios.

Run with ``make bench``, or on PostgreSQL with ``benchmarks/desk.py --postgresql``. A
paper of ``SIZE`` articles is filled in a temporary database, and each view of a list is
asked for in this process, through the whole Django stack, by an editor whose rights are
looked up. "ratio" is the median time over that of ``/robots.txt`` in the same run, so
that the machine and its load cancel out; "seconds" are this machine's.
"""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from urllib.parse import unquote

SIZE = int(os.environ.get("BENCH_SIZE", "100000"))
ROUNDS, MOST_QUERIES, MOST_SECONDS = 5, 12, 1.0

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "benchmarks")]

if "--postgresql" in sys.argv:
    import psycopg

    from tests.postgresql import a_postgresql_server

    with a_postgresql_server() as url:
        folder = unquote(url.partition("@/")[2].rpartition("/")[0])
        with psycopg.connect(host=folder, user="postgres", autocommit=True) as server:
            server.execute("CREATE DATABASE portal")
        run = subprocess.run([sys.executable, __file__], env=os.environ | {"DATABASE_URL": url})
    sys.exit(run.returncode)

os.environ["DJANGO_SETTINGS_MODULE"] = "portal.settings"
os.environ.setdefault("VAR_DIR", tempfile.mkdtemp(prefix="bench-"))

import django  # noqa: E402
from django.core.management import call_command  # noqa: E402

django.setup()

import newsroom  # noqa: E402
from django.contrib.auth import get_user_model  # noqa: E402
from django.contrib.auth.models import Group  # noqa: E402
from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402

from articles.models import Article, Author, Category, Source  # noqa: E402
from portal.desk_groups import ensure_groups  # noqa: E402

LIST = "/toa-soan/articles/article/"


def views() -> dict[str, str]:
    """Return the views of the lists that are measured, by name."""
    section = Category.objects.filter(parent=None).order_by("pk")[2].pk
    author = Author.objects.order_by("pk")[4].pk
    source = Source.objects.filter(articles__isnull=False).order_by("pk").first()
    whole = Article.objects.order_by("pk")[SIZE // 2]
    queries = {
        "everything": "",
        "state: draft": "trang-thai=ban-nhap",
        "state: public": "trang-thai=dang-dang",
        "state: scheduled": "trang-thai=hen-gio",
        "state: pending edit": "trang-thai=dang-sua",
        "section": f"chuyen-muc={section}",
        "author": f"tac-gia={author}",
        "author, typed": "tac-gia=nguyen",
        "source": f"nguon={source.pk}",
        "day: 30 days": "ngay=30-ngay",
        "day: saved from to": "tu=2026-01-01&den=2026-03-01&theo=luu",
        "missing: standfirst": "thieu=sapo",
        "missing: alt": "thieu=mo-ta-anh",
        "missing: anything": "thieu=bat-ky",
        "mine": "cua-toi=1",
        "public + section": f"trang-thai=dang-dang&chuyen-muc={section}",
        "four filters": (
            f"trang-thai=dang-dang&chuyen-muc={section}&thieu=mo-ta-anh&nguon={source.pk}"
        ),
        "search: common": "q=thu+tuong",
        "search: with marks": "q=khai+m%E1%BA%A1c+h%E1%BB%99i+ch%E1%BB%A3",
        "search: rare": "q=lan+thu+503",
        "search: nothing": "q=khong+co+gi+ca",
        "search: number": f"q={whole.pk}",
        "search: address": f"q=/bai-{whole.pk}.html",
        "search + state": "q=quoc+khanh&trang-thai=dang-dang",
        "by headline": "o=2",
        "by publication": "o=-4",
        "page 200": "p=200",
    }
    found = {name: f"{LIST}?{query}" for name, query in queries.items()}
    others = ("photo", "tag", "author", "source", "category")
    found |= {f"{name}s": f"/toa-soan/articles/{name}/" for name in others}
    return found | {"tags: search": "/toa-soan/articles/tag/?q=chu+de+7"}


def an_editor() -> Client:
    """Return a browser in which an editor has signed in."""
    ensure_groups()
    editor = get_user_model().objects.get(username="nguoi1")
    editor.is_staff = True
    editor.save()
    editor.groups.add(Group.objects.get(name="Thư ký tòa soạn"))
    client = Client(headers={"host": "localhost"})
    client.force_login(editor)
    return client


def seconds(client: Client, address: str) -> float:
    """Return how long an answer takes."""
    started = time.perf_counter()
    response = client.get(address)
    taken = time.perf_counter() - started
    assert response.status_code == 200, (address, response.status_code)
    return taken


def main() -> None:
    """Fill, measure, print; fail where a list breaks its promise."""
    call_command("migrate", verbosity=0)
    call_command("collectstatic", verbosity=0, interactive=False)
    started = time.perf_counter()
    newsroom.fill(SIZE)
    took = time.perf_counter() - started
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:  # Autovacuum does it within a minute.
            cursor.execute("ANALYZE")
    client, listed, late = an_editor(), views(), []
    bare = statistics.median(seconds(client, "/robots.txt") for _n in range(20))
    print(f"{connection.vendor}, {SIZE} articles (filled in {took:.0f} s); median of {ROUNDS}")
    print(f"{'list':<22}{'queries':>8}{'seconds':>9}{'ratio':>8}")
    for name, address in listed.items():
        seconds(client, address)
        with CaptureQueriesContext(connection) as queries:
            taken = statistics.median(seconds(client, address) for _n in range(ROUNDS))
        asked = len(queries) // ROUNDS
        print(f"{name:<22}{asked:>8}{taken:>9.3f}{taken / bare:>8.0f}", flush=True)
        if asked >= MOST_QUERIES or taken > MOST_SECONDS:
            late.append(name)
    if late:
        sys.exit(f"too dear: {', '.join(late)}")


if __name__ == "__main__":
    main()
