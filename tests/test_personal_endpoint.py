"""A reader asks what is their own: nobody else's, and nothing without a cookie."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from comments.deciding import approve, mark_spam, reject
from tests.builders import a_user, an_article

pytestmark = pytest.mark.django_db
NOTHING = {"name": None, "is_staff": False, "rating": None, "comments": [], "votes": []}


def mine(client, article):
    return client.get(f"/toi/?bai={article.pk}").json()


def comment(client, article, text="Lời của tôi"):
    client.post(f"/binh-luan/{article.pk}/", {"name": "Lan", "text": text})
    return article.comments.get(text=text)


def test_a_stranger_has_nothing_and_costs_no_query(client):
    article = an_article()
    with CaptureQueriesContext(connection) as captured:
        response = client.get(f"/toi/?bai={article.pk}")
    assert response.json() == NOTHING
    assert not response.cookies
    assert "no-store" in response["Cache-Control"]
    assert len(captured.captured_queries) == 0


def test_an_author_sees_an_own_comment_wait(client):
    article = an_article()
    waiting = comment(client, article)
    (seen,) = mine(client, article)["comments"]
    assert (seen["id"], seen["text"], seen["name"]) == (waiting.pk, "Lời của tôi", "Lan")
    assert (seen["status"], seen["status_label"]) == ("pending", "chờ duyệt")
    assert seen["created_at"].startswith(f"{waiting.created_at:%Y-%m-%dT}")


def test_nobody_else_sees_it(client):
    article, other = an_article(), Client()
    comment(client, article)
    comment(other, an_article())
    assert mine(other, article)["comments"] == []
    assert mine(Client(), article) == NOTHING


def test_it_is_seen_only_under_its_article(client):
    comment(client, an_article())
    assert mine(client, an_article())["comments"] == []


def test_an_author_reads_why_a_comment_was_rejected(client):
    article = an_article()
    reject(comment(client, article), by=None, reason="Lạc đề")
    (seen,) = mine(client, article)["comments"]
    assert (seen["status"], seen["reason"]) == ("rejected", "Lạc đề")


def test_a_spammer_is_not_told(client):
    article = an_article()
    mark_spam(comment(client, article), by=None, reason="Quảng cáo")
    (seen,) = mine(client, article)["comments"]
    assert (seen["status"], seen["status_label"], seen["reason"]) == ("pending", "chờ duyệt", "")


def test_what_everyone_sees_is_not_repeated(client):
    article = an_article()
    approve(comment(client, article), by=None)
    assert mine(client, article)["comments"] == []


def test_a_reader_sees_the_own_rating(client):
    article = an_article()
    client.post(f"/danh-gia/{article.pk}/", {"value": "poor"})
    assert mine(client, article)["rating"] == "poor"
    assert mine(client, an_article())["rating"] is None


def test_an_account_sees_its_name(client):
    client.force_login(a_user(display_name="Trần Minh", is_staff=True))
    seen = client.get("/toi/").json()
    assert (seen["name"], seen["is_staff"]) == ("Trần Minh", True)


def test_own_things_cost_the_same_however_many(client):
    article = an_article()
    for n in range(8):
        comment(client, article, f"Lời {n}")
    with CaptureQueriesContext(connection) as captured:
        assert len(mine(client, article)["comments"]) == 8
    assert len(captured.captured_queries) == 3


@pytest.mark.parametrize(
    "bai", ["", "0", "-1", "x", "\x00", "9" * 19, "9" * 5000, "1.5", "1&bai=2"]
)
def test_a_hostile_question_gets_an_empty_answer(client, bai):
    comment(client, an_article())
    response = client.get("/toi/", {"bai": bai})
    assert response.status_code == 200
    assert response.json()["comments"] == []


@pytest.mark.parametrize("cookie", ["", "x", "a:b", "a:b:c", "\u00e9", "x" * 3000])
def test_a_broken_cookie_is_a_stranger_and_stays_as_it_is(client, cookie):
    client.cookies["doc_gia"] = cookie
    response = client.get(f"/toi/?bai={an_article().pk}")
    assert response.json() == NOTHING
    assert not response.cookies
