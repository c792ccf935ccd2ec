"""A flooded article asks the sender's machine to work, or its reader to wait; nothing is lost."""

import hashlib
from dataclasses import replace
from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from comments import moderation, work
from comments.models import Verdict
from comments.voice import Voice
from tests.builders import an_article

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _nothing_was_used_before():
    cache.clear()


@pytest.fixture
def flooded(monkeypatch):
    """A paper under a flood: every comment costs work."""

    def flood(facts):
        if facts.work_is_done:
            return None
        return moderation.Ruling(Verdict.PENDING, "Nhiều lời đến cùng lúc.", asks_for_work=True)

    monkeypatch.setattr(moderation, "RULES", (flood, *moderation.RULES))


def solve(challenge):
    n = 0
    while int.from_bytes(hashlib.sha256(f"{challenge}:{n}".encode()).digest()) >> (256 - work.BITS):
        n += 1
    return str(n)


@pytest.fixture
def at(monkeypatch):
    """Let the clock of challenges show another time."""
    begun = timezone.now()
    return lambda **later: monkeypatch.setattr(
        work.timezone, "now", lambda: begun + timedelta(**later)
    )


def post(client, article, text="Lời trong lũ", **fields):
    return client.post(f"/binh-luan/{article.pk}/", {"name": "Lan", "text": text} | fields)


def asked_in(response):
    assert response.status_code == 422
    form = BeautifulSoup(response.content, "html.parser").select_one("#viet-binh-luan form")
    boxes = form.select("input[name]:not([type=checkbox])")
    sent = {box["name"]: box.get("value", "") for box in boxes}
    return sent | {"text": form.textarea.get_text().removeprefix("\n")}


def test_a_sum_that_was_done_lets_the_comment_in_with_everything_typed(client, flooded):
    article = an_article()
    answer = post(client, article, email="lan@bao.vn")
    assert not article.comments.exists()
    html = BeautifulSoup(answer.content, "html.parser").select_one(".work")
    assert "Nhiều lời đến cùng lúc." in html.get_text()
    assert "chờ 3 phút" in html.get_text()
    assert html["data-bits"] == str(work.BITS)
    sent = asked_in(answer)
    assert (sent["text"], sent["email"]) == ("Lời trong lũ", "lan@bao.vn")
    assert post(client, article, **sent | {"answer": solve(sent["challenge"])}).status_code == 303
    assert article.comments.get().text == "Lời trong lũ"


def test_a_sum_is_good_for_one_comment(client, flooded):
    article = an_article()
    sent = asked_in(post(client, article))
    sent["answer"] = solve(sent["challenge"])
    assert post(client, article, **sent).status_code == 303
    assert post(client, article, **sent).status_code == 303, "a double click is the same comment"
    assert post(client, article, **sent | {"text": "Lời khác"}).status_code == 422
    assert article.comments.count() == 1


def test_without_scripts_waiting_is_enough_but_not_for_everybody_at_once(flooded, at):
    article, reader, robot = an_article(), Client(), Client()
    one, two = asked_in(post(reader, article)), asked_in(post(robot, article, "Lời hai"))
    at(minutes=2, seconds=50)
    assert post(reader, article, **one).status_code == 422
    at(minutes=3, seconds=10)
    assert post(reader, article, **one).status_code == 303
    assert post(robot, article, **two).status_code == 422, "one wait a network"
    assert article.comments.count() == 1


@pytest.mark.parametrize("answer", ["", "x", "-1", "1.0", "٣", "0" * 21, "9" * 5000])
def test_a_wrong_answer_is_none(answer):
    article, voice = an_article(), Voice("k", origin="o")
    assert not work.is_done(voice, article, work.challenge_for(voice, article), answer)


@pytest.mark.parametrize(
    "challenge", ["", ".", "..", "a.b.c", "x" * 9000, "\x00.é.ỡ", "6.n." + "0" * 24]
)
def test_a_forged_challenge_is_none(challenge):
    assert not work.is_done(Voice("k", origin="o"), an_article(), challenge, "1")


def test_a_challenge_is_bound_to_its_sender_its_article_and_its_hour(at):
    article, voice = an_article(), Voice("k", origin="o")
    challenge = work.challenge_for(voice, article)
    answer = solve(challenge)
    assert not work.is_done(replace(voice, origin="p"), article, challenge, answer)
    assert not work.is_done(voice, an_article(), challenge, answer)
    at(minutes=61)
    assert not work.is_done(voice, article, challenge, answer)
    at(minutes=59)
    assert work.is_done(voice, article, challenge, answer)
    assert not work.is_done(voice, article, challenge, answer)


def test_a_challenge_with_its_answer_fits_one_block_of_the_hash():
    challenge = work.challenge_for(Voice("k", origin="o"), an_article())
    assert len(f"{challenge}:{10**9 - 1}") <= 55


def test_an_edit_in_a_flood_is_refused_with_the_text(client, monkeypatch):
    article = an_article()
    post(client, article)
    comment = article.comments.get()
    ask = moderation.Ruling(Verdict.PENDING, "Nhiều lời quá.", asks_for_work=True)
    monkeypatch.setattr(moderation, "RULES", (lambda facts: ask,))
    answer = client.post(f"/toi/binh-luan/{comment.pk}/sua/", {"text": "Sửa", "edition": "1"})
    html = BeautifulSoup(answer.content, "html.parser")
    assert answer.status_code == 422
    assert "Nhiều lời quá." in html.select_one(".errors").get_text()
    assert html.textarea.get_text().strip() == "Sửa"
    comment.refresh_from_db()
    assert (comment.text, comment.edition) == ("Lời trong lũ", 1)
