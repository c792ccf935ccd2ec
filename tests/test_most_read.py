"""What is read most: counted without cookies, once for a network and day, never for a robot."""

from datetime import timedelta

import pytest
from django.db import DatabaseError
from django.utils import timezone

from articles import publishing, reads
from articles.models import MostRead, ReadCount, ReadMark
from articles.reads.writing import ENOUGH, rank
from articles.related import most_read, neighbours
from tests.builders import a_draft, an_article
from tests.opened_paper import said_by_a_process

pytestmark = pytest.mark.django_db

FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
HOUR = timedelta(hours=1)


@pytest.fixture(autouse=True)
def _write_at_once(settings):
    settings.READS_WRITTEN_EVERY = 0


@pytest.fixture
def article():
    return an_article("Bão vào bờ")


def read(client, article, *, of="203.0.113.7", browser=FIREFOX, **headers):
    address = f"/da-doc/{article.pk}/"
    return client.post(address, REMOTE_ADDR=of, headers={"User-Agent": browser} | headers)


def counted(article) -> int:
    return sum(article.read_counts.values_list("reads", flat=True))


def read_by(article, readers: int, ago: timedelta = HOUR) -> None:
    """So many reads of an article, some time ago, counted already."""
    hour = (timezone.now() - ago).replace(minute=0, second=0, microsecond=0)
    ReadCount.objects.create(article=article, hour=hour, reads=readers)


# Who counts ------------------------------------------------------------------------


def test_a_reader_counts_and_the_answer_says_nothing(client, article):
    response = read(client, article)
    assert (response.status_code, response.content) == (204, b"")
    assert "no-store" in response["Cache-Control"]
    assert not response.cookies
    assert counted(article) == 1


def test_one_network_counts_once_a_day_however_often_it_comes(client, article):
    for n in range(5):
        read(client, article, browser=f"{FIREFOX} {n}")
    for n in range(5):
        read(client, article, of=f"2001:db8:0:1::{n}")
    assert counted(article) == 2


def test_a_hidden_address_is_not_kept(client, article):
    read(client, article)
    mark = ReadMark.objects.get()
    assert "203.0.113.7" not in str(vars(mark))
    today, tomorrow = timezone.now(), timezone.now() + timedelta(days=1)
    key = reads.key_of("203.0.113.7/32", article.pk, today)
    assert mark.key == key != reads.key_of("203.0.113.7/32", article.pk, tomorrow)


def test_the_same_reader_counts_for_another_article_and_on_another_day(client, article):
    now, other = timezone.now(), an_article()
    for each, at in ((article, now), (other, now), (article, now + timedelta(days=1))):
        reads.note(each.pk, "203.0.113.7", FIREFOX, at)
    assert (counted(article), counted(other)) == (2, 1)


def test_marks_of_yesterday_are_gone(client, article):
    yesterday = timezone.now() - timedelta(days=1)
    reads.note(article.pk, "203.0.113.7", FIREFOX, yesterday)
    read(client, article)
    assert [mark.day for mark in ReadMark.objects.all()] == [timezone.localdate()]


@pytest.mark.parametrize(
    "robot",
    [
        "",
        "curl/8.5.0",
        "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
        "Mozilla/5.0 (compatible; bingbot/2.0)",
        "Mozilla/5.0 (compatible; YandexBot/3.0)",
        "Mozilla/5.0 (compatible; coccocbot-web/1.0)",
        "Mozilla/5.0 (X11; Linux x86_64) HeadlessChrome/140.0 Safari/537.36",
        "facebookexternalhit/1.1",
    ],
)
def test_robots_do_not_count(client, article, robot):
    assert read(client, article, browser=robot).status_code == 204
    assert counted(article) == 0


def test_a_telephone_whose_maker_sounds_like_a_robot_counts(client, article):
    read(client, article, browser="Mozilla/5.0 (Linux; Android 14; CUBOT P80) Chrome/140 Mobile")
    assert counted(article) == 1


def test_what_is_not_public_does_not_count(client):
    for hidden in (
        a_draft(),
        an_article(at=timezone.now() + HOUR),
        publishing.withdraw(an_article(), by=None, reason="Sai"),
    ):
        read(client, hidden)
    client.post(f"/da-doc/{2**80}/", headers={"User-Agent": FIREFOX})
    client.post("/da-doc/999999/", headers={"User-Agent": FIREFOX})
    assert not ReadCount.objects.exists()


def test_another_site_cannot_count_for_us(client, article):
    read(client, article, **{"Sec-Fetch-Site": "cross-site"})
    assert read(client, article, Origin="https://elsewhere.example").status_code == 403
    assert client.get(f"/da-doc/{article.pk}/").status_code == 405
    assert counted(article) == 0


# How it is written -------------------------------------------------------------------


def test_reads_wait_in_memory_and_are_written_together(client, article, settings):
    settings.READS_WRITTEN_EVERY = 3600
    for n in range(9):
        read(client, article, of=f"203.0.113.{n}")
    assert counted(article) == 0
    reads.notebook.flush()
    assert counted(article) == 9
    reads.notebook.flush()
    assert counted(article) == 9


def test_a_full_memory_is_written_at_once(client, article, settings, monkeypatch):
    settings.READS_WRITTEN_EVERY = 3600
    monkeypatch.setattr(reads.notebook, "most", 3)
    for n in range(4):
        read(client, article, of=f"203.0.113.{n}")
    assert counted(article) == 3
    reads.notebook.flush()


def test_what_the_database_refuses_now_is_written_later(client, article, settings, monkeypatch):
    settings.READS_WRITTEN_EVERY = 3600

    def refusing(batch):
        raise DatabaseError

    read(client, article)
    with monkeypatch.context() as broken:
        broken.setattr(reads.notebook, "write", refusing)
        reads.notebook.flush()
    assert counted(article) == 0
    reads.notebook.flush()
    assert counted(article) == 1


def test_two_processes_that_bring_the_same_read_count_it_once(client, article):
    now = timezone.now()
    hour = now.replace(minute=0, second=0, microsecond=0)
    one = reads.Read("k" * 32, timezone.localdate(now), article.pk, hour)
    reads.write([one])
    reads.write([one])
    assert counted(article) == 1


def test_a_process_that_ends_writes_what_waits(tmp_path):
    """Another process notes reads, ends at once, and the next finds them."""
    noted = said_by_a_process(
        tmp_path,
        "from django.core.management import call_command\n"
        "from articles import reads\n"
        "from tests.builders import an_article\n"
        "call_command('migrate', verbosity=0)\n"
        f"print(reads.note(an_article().pk, '203.0.113.7', {FIREFOX!r}))",
    )
    assert noted == "True"
    found = "from articles.models import ReadCount\nprint(ReadCount.objects.get().reads)"
    assert said_by_a_process(tmp_path, found) == "1"


# The ranking ---------------------------------------------------------------------------


def test_the_most_read_of_the_last_day_stand_in_order():
    articles = [an_article(f"Bài {n}") for n in range(ENOUGH)]
    for n, article in enumerate(articles):
        read_by(article, readers=n + 1)
    old = an_article("Hôm kia")
    read_by(old, readers=99, ago=timedelta(hours=50))
    rank()
    assert most_read() == articles[::-1]


def test_a_quiet_day_gives_the_most_read_of_the_week():
    today, earlier, long_ago = an_article(), an_article(), an_article()
    read_by(today, readers=1)
    read_by(earlier, readers=9, ago=timedelta(days=5))
    read_by(long_ago, readers=99, ago=timedelta(days=7, hours=12))
    rank()
    assert most_read() == [earlier, today]


def test_hours_that_no_ranking_asks_for_are_forgotten():
    read_by(an_article(), readers=1, ago=timedelta(days=9))
    rank()
    assert not ReadCount.objects.exists()


def test_a_ranked_article_that_was_withdrawn_is_not_shown(article):
    read_by(article, readers=3)
    rank()
    publishing.withdraw(article, by=None, reason="Sai")
    assert most_read() == []


def test_reading_ranks_again_after_a_minute(client, article):
    other = an_article()
    read(client, article)
    assert most_read() == [article]
    read(client, other)
    assert most_read() == [article]
    MostRead.objects.update(counted_at=timezone.now() - timedelta(minutes=2))
    read(client, other, of="203.0.113.8")
    assert most_read() == [other, article]


# On the page ----------------------------------------------------------------------------


def test_the_front_page_and_the_sidebar_show_it(client, article):
    other = an_article("Nước rút")
    read_by(article, readers=3)
    rank()
    for address in ("/", other.get_absolute_url()):
        page = client.get(address).content.decode()
        assert page.count("Đọc nhiều") == 1
    assert neighbours(other).most_read == [article]


def test_where_nothing_was_read_there_is_no_heading(client, article):
    for address in ("/", article.get_absolute_url()):
        assert "Đọc nhiều" not in client.get(address).content.decode()


def test_only_the_page_of_the_paper_tells_that_it_is_read(client, article):
    page = client.get(article.get_absolute_url()).content.decode()
    assert f'data-read="/da-doc/{article.pk}/"' in page
    assert "js/read.js" not in client.get("/").content.decode()
