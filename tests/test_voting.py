"""Readers say which comments help: one row each, no vote against."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test import Client
from django.utils import timezone

from comments.models import Ban, Comment, Vote
from tests.builders import a_comment, a_user, an_article

pytestmark = pytest.mark.django_db

SCRIPT = {"Accept": "application/json"}
A_WHILE_AGO = timezone.now() - timedelta(minutes=1)


def press(client, comment, value="", **headers):
    sent = {"value": value} if value else {}
    return client.post(f"/huu-ich/{comment.pk}/", sent, headers=headers)


def count(comment):
    return Comment.objects.get(pk=comment.pk).helpful_count


def test_a_reader_finds_a_comment_helpful_and_is_told_beside_it(client):
    article = an_article()
    comment = a_comment(article)
    response = press(client, comment)
    assert response.status_code == 303
    assert response["Location"] == f"{article.get_absolute_url()}#da-huu-ich-{comment.pk}"
    assert "doc_gia" in response.cookies
    html = BeautifulSoup(client.get(article.get_absolute_url()).content, "html.parser")
    assert html.find(id=f"da-huu-ich-{comment.pk}")
    assert html.select_one(f"#binh-luan-{comment.pk} .count").get_text() == "1"
    button = html.select_one(f"#binh-luan-{comment.pk} .vote")
    assert html.find("form", id=button["form"])["method"] == "post"


def test_pressing_again_takes_the_vote_back(client):
    comment = a_comment(an_article())
    press(client, comment)
    Vote.objects.update(created_at=A_WHILE_AGO)
    assert press(client, comment)["Location"].endswith(f"#bo-huu-ich-{comment.pk}")
    assert (count(comment), Vote.objects.count()) == (0, 0)


def test_a_double_click_is_one_vote(client):
    comment = a_comment(an_article())
    press(client, comment)
    press(client, comment)
    assert count(comment) == Vote.objects.count() == 1
    other = a_comment(an_article())
    browser = {"HTTP_USER_AGENT": "Mozilla/5.0 (X11)"}
    for _ in range(2):
        press(Client(**browser), other)
    assert count(other) == 1


def test_a_script_says_what_it_wants_and_is_told_the_count(client):
    comment = a_comment(an_article())
    press(Client(), comment)
    for _ in range(2):
        told = press(client, comment, "helpful", **SCRIPT)
    assert (told.json()["count"], told.json()["is_helpful"]) == (2, True)
    told = press(client, comment, "withdraw", **SCRIPT)
    assert (told.json()["count"], told.json()["is_helpful"]) == (1, False)
    assert "no-store" in told["Cache-Control"]


def test_a_reader_sees_their_own_votes_and_nobody_elses(client):
    article = an_article()
    mine, other, elsewhere = a_comment(article), a_comment(article), a_comment(an_article())
    press(client, mine)
    press(client, elsewhere)
    press(Client(), other)
    assert client.get(f"/toi/?bai={article.pk}").json()["votes"] == [mine.pk]
    assert Client().get(f"/toi/?bai={article.pk}").json()["votes"] == []


def test_nobody_votes_for_their_own_comment(client):
    article, user = an_article(), a_user()
    client.post(f"/binh-luan/{article.pk}/", {"name": "Lan", "text": "Lời của tôi."})
    mine = a_comment(article, voice=Comment.objects.get().voice)
    assert press(client, mine)["Location"].endswith("#loi-cua-ban")
    member = Client()
    member.force_login(user)
    by_account = a_comment(article, author=user)
    told = press(member, by_account, "helpful", **SCRIPT).json()
    assert (told["is_helpful"], told["notice"]) == (False, "loi-cua-ban")
    assert not Vote.objects.exists()


def test_nobody_votes_for_what_is_not_shown(client):
    hidden = a_comment(an_article(), approved=False)
    assert press(client, hidden).status_code == 404
    assert client.post(f"/huu-ich/{'9' * 30}/").status_code == 404
    assert client.get(f"/huu-ich/{hidden.pk}/").status_code == 405


def test_votes_of_one_network_are_bounded(monkeypatch):
    monkeypatch.setattr("comments.crowds.MOST_OF_A_NETWORK", 2)
    comment = a_comment(an_article())
    for _ in range(4):
        last = press(Client(), comment)
    assert last["Location"].endswith("#binh-chon-dong")
    assert count(comment) == 2


def test_a_banned_reader_cannot_vote(client):
    comment = a_comment(an_article())
    press(client, a_comment(an_article()))
    Ban.objects.create(kind="voice", value=Vote.objects.get().voter, reason="Phá rối")
    assert press(client, comment).status_code == 403
    Ban.objects.update(is_silent=True)
    assert press(client, comment, **SCRIPT).json()["is_helpful"]
    assert count(comment) == 0


def test_who_votes_comes_back_to_the_page_they_were_on(client):
    article = an_article()
    comment = a_comment(article)
    page = f"/binh-luan/{article.pk}/?xep=cu-nhat"
    for came_from, back in (
        (f"http://testserver{page}", page),
        (f"http://evil.test{page}", article.get_absolute_url()),
        ("http://testserver/toa-soan/", article.get_absolute_url()),
        ("not an address", article.get_absolute_url()),
        ("http://[", article.get_absolute_url()),
    ):
        response = press(Client(), comment, Referer=came_from)
        assert response["Location"].split("#")[0] == back, came_from


def in_parallel(work, number):
    def alone(n):
        try:
            return work(n)
        finally:
            connection.close()

    with ThreadPoolExecutor(max_workers=25) as pool:
        return list(pool.map(alone, range(number)))


@pytest.mark.django_db(transaction=True)
def test_many_votes_at_once_are_neither_lost_nor_doubled():
    comment, other = a_comment(an_article()), a_comment(an_article())
    known = Client()
    press(known, a_comment(an_article()))
    Vote.objects.all().delete()

    def one_or_many(n):
        press(Client(), comment)
        again = Client()
        again.cookies["doc_gia"] = known.cookies["doc_gia"].value
        return press(again, other, "helpful").status_code

    assert set(in_parallel(one_or_many, 50)) == {303}
    assert count(comment) == comment.votes.count() == 50
    assert count(other) == other.votes.count() == 1
