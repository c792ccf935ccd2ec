"""An operator writes the whole search index anew while the newsroom goes on working."""

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from articles import publishing
from articles.models import SearchEntry
from articles.processes import shared
from articles.search import dictionary, find, index, rebuilding
from tests.builders import an_article

ROOT = Path(__file__).resolve().parent.parent
several = pytest.mark.skipif((os.process_cpu_count() or 1) < 2, reason="one processor only")
AT_WORK = """
import django
django.setup()
from articles.processes import shared
from tests.test_rebuilding import who_rests
for process in shared(who_rests, range(10_000)):
    print(process, flush=True)
"""


def who_rests(_part: int) -> int:
    """Take a moment; tell in which process."""
    time.sleep(0.05)
    return os.getpid()


def who_writes(number: int) -> tuple[int, int]:
    """Write one article; tell in which process."""
    return rebuilding._write([number]), os.getpid()


@pytest.mark.django_db(transaction=True)
@several
def test_helpers_write_in_the_same_database_until_everything_is_written():
    numbers = [an_article(f"Tin số {n}").pk for n in range(40)]
    rebuilding.clear()
    written = []
    for done in shared(who_writes, iter(numbers)):
        written.append(done)
    assert [number for number, _process in written] == [1] * 40
    assert SearchEntry.objects.count() == 40
    assert len({process for _number, process in written}) > 1


@several
def test_helpers_of_a_killed_process_do_not_stay_behind():
    process = subprocess.Popen([sys.executable, "-c", AT_WORK], cwd=ROOT, stdout=subprocess.PIPE)
    helper = next(pid for line in process.stdout if (pid := int(line)) != process.pid)
    process.kill()
    process.wait()
    process.stdout.close()
    deadline = time.monotonic() + 30
    while is_running(helper) and time.monotonic() < deadline:
        time.sleep(0.1)
    assert not is_running(helper)


def is_running(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return True


@pytest.mark.django_db(transaction=True)
def test_a_whole_paper_is_found_again_whoever_wrote_which_part(monkeypatch):
    for n in range(9):
        an_article(f"Tin số {n}")
    rebuilding.clear()
    monkeypatch.setattr(rebuilding, "PART", 2)
    monkeypatch.setattr(rebuilding, "FEW", 2)
    assert sorted(rebuilding.rebuild()) == [1, 2, 2, 2, 2]
    assert len(find("tin số", dictionary.read()).full) == 9


@pytest.mark.django_db
def test_what_the_desk_does_while_the_index_is_written_stays_as_the_desk_left_it(monkeypatch):
    gone, said_anew, untouched = (an_article(f"Tin số {n}") for n in range(3))
    rebuilding.clear()
    read = index.rows

    def meanwhile(articles):
        rows = read(articles)
        monkeypatch.setattr(index, "rows", read)
        publishing.withdraw(gone, by=None, reason="Sai nguồn")
        said_anew.headline = "Sông dâng"
        publishing.save(said_anew)
        return rows

    monkeypatch.setattr(index, "rows", meanwhile)
    assert list(rebuilding.rebuild()) == [1]
    assert [match.article for match in find("tin số", dictionary.read()).full] == [untouched.pk]
    assert [match.article for match in find("sông dâng", dictionary.read()).full] == [said_anew.pk]
