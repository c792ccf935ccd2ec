"""Whatever happens to a form, what its reader typed is given back."""

import sqlite3
import threading
from contextlib import contextmanager

import pytest
from bs4 import BeautifulSoup
from django.conf import settings as site
from django.db import connection, transaction
from django.test import Client

from articles import publishing
from articles.models import Article
from tests.builders import a_draft, an_article

WORDS = 'Lời "dài"\nhai dòng </textarea><script>alert(1)</script>'


def post(client, article, **more):
    fields = {"name": "Lan", "email": "lan@bao.vn", "text": WORDS, "wants_replies": "on"}
    return client.post(f"/binh-luan/{getattr(article, 'pk', article)}/", fields, **more)


def given_back(response):
    html = BeautifulSoup(response.content, "html.parser")
    assert not html.select("main script")
    return html.select_one("main textarea").get_text().removeprefix("\n")


@pytest.mark.django_db
def test_an_article_withdrawn_meanwhile_gives_the_text_back(client):
    article = publishing.withdraw(an_article(), by=None, reason="Sai sự thật")
    answer = post(client, article)
    assert answer.status_code == 410
    assert "no-store" in answer["Cache-Control"]
    assert "vừa được gỡ" in answer.content.decode()
    assert given_back(answer) == WORDS


@pytest.mark.django_db
def test_an_article_that_is_gone_gives_the_text_back_and_tells_nothing(client):
    draft = post(client, a_draft("Bài mật"))
    missing = post(client, 987654)
    assert draft.status_code == missing.status_code == 404
    assert given_back(draft) == given_back(missing) == WORDS
    assert draft.content == missing.content


@pytest.mark.django_db
def test_a_withdrawn_article_answers_a_rating_as_before(client):
    article = publishing.withdraw(an_article(), by=None, reason="Sai sự thật")
    answer = client.post(f"/danh-gia/{article.pk}/", {"value": "good"})
    assert answer.status_code == 410
    assert "Sai sự thật" in answer.content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "null"},
        {"Origin": "https://www.bao.test"},
        {"Sec-Fetch-Site": "same-site", "Origin": "https://www.bao.test"},
    ],
)
def test_a_refused_origin_gives_the_text_back(client, headers):
    answer = post(client, an_article(), headers=headers)
    assert answer.status_code == 403
    assert given_back(answer) == WORDS


@pytest.mark.django_db
def test_words_that_another_site_put_in_are_not_repeated(client):
    answer = post(client, an_article(), headers={"Sec-Fetch-Site": "cross-site"})
    assert answer.status_code == 403
    assert "hai dòng" not in answer.content.decode()


@pytest.mark.django_db
def test_a_text_of_megabytes_is_cut_not_echoed(client):
    fields = {"text": "a" * 2_000_000}
    for answer in (
        client.post("/binh-luan/987654/", fields),
        client.post("/binh-luan/1/", fields, headers={"Origin": "null"}),
    ):
        assert len(answer.content) < 60_000


# A database that is too busy to write ---------------------------------------------------------


@contextmanager
def nobody_else_writes(article):
    """Hold what a posting must lock, as a long import might, and let this thread wait briefly."""
    held, done = threading.Event(), threading.Event()

    def hold_row():
        with transaction.atomic():
            Article.objects.select_for_update().get(pk=article.pk)
            held.set()
            done.wait(20)
        connection.close()

    if connection.vendor == "sqlite":
        other = sqlite3.connect(connection.settings_dict["NAME"], isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        connection.connection.execute("PRAGMA busy_timeout = 50")
        yield
        other.execute("ROLLBACK")
        other.close()
        connection.connection.execute("PRAGMA busy_timeout = 30000")
    else:
        holder = threading.Thread(target=hold_row)
        holder.start()
        held.wait(10)
        with connection.cursor() as cursor:
            cursor.execute("SET lock_timeout = '50ms'")
        yield
        done.set()
        holder.join()
        with connection.cursor() as cursor:
            cursor.execute("RESET lock_timeout")


@pytest.mark.django_db(transaction=True)
def test_a_busy_database_answers_kindly_and_the_form_can_be_sent_again():
    article, client = an_article(), Client()
    connection.ensure_connection()
    with nobody_else_writes(article):
        answer = post(client, article)
    assert answer.status_code == 503
    assert answer["Retry-After"] == "30"
    assert "no-store" in answer["Cache-Control"]
    assert given_back(answer) == WORDS
    assert not article.comments.exists()
    form = BeautifulSoup(answer.content, "html.parser").select_one("main form")
    sent = {box["name"]: box["value"] for box in form.select("input")} | {"text": WORDS}
    assert client.post(f"/binh-luan/{article.pk}/", sent).status_code == 303
    comment = article.comments.get()
    assert (comment.text, comment.email, comment.wants_replies) == (WORDS, "lan@bao.vn", True)


def test_sqlite_asks_for_its_lock_at_once_and_waits_for_it():
    if connection.vendor != "sqlite":
        assert site.DATABASES["default"]["ENGINE"].endswith("postgresql")
        return
    options = site.DATABASES["default"]["OPTIONS"]
    assert options["transaction_mode"] == "IMMEDIATE"
    assert options["timeout"] >= 20
