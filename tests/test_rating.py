"""Readers rate an article: one row each, totals that are always counted."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test import Client

from articles.models import Article
from comments.models import Rating
from comments.templatetags.comment_thread import grouped
from tests.builders import a_user, an_article

pytestmark = pytest.mark.django_db


def rate(client, article, value="good"):
    return client.post(f"/danh-gia/{article.pk}/", {"value": value})


def own(article):
    return Article.objects.get(pk=article.pk).own_good_ratings


def a_known_reader():
    client = Client()
    rate(client, an_article())
    return client


def test_a_reader_finds_an_article_good(client):
    article = an_article()
    response = rate(client, article)
    assert response.status_code == 303
    assert response["Location"] == f"{article.get_absolute_url()}#da-danh-gia"
    assert own(article) == 1


def test_a_reader_changes_and_withdraws_a_rating(client):
    article = an_article()
    rate(client, article)
    rate(client, article, "poor")
    assert (article.ratings.get().value, own(article)) == ("poor", 0)
    rate(client, article, "good")
    assert (article.ratings.count(), own(article)) == (1, 1)
    assert rate(client, article, "withdraw")["Location"].endswith("#da-bo-danh-gia")
    assert (article.ratings.count(), own(article)) == (0, 0)


def test_a_stranger_has_nothing_to_withdraw_and_gets_no_cookie(client):
    article = an_article()
    response = rate(client, article, "withdraw")
    assert response.status_code == 303
    assert not response.cookies


def test_an_account_has_one_rating_in_all_its_browsers():
    article, user = an_article(), a_user()
    for _ in range(2):
        client = Client()
        client.force_login(user)
        rate(client, article)
    assert article.ratings.count() == own(article) == 1


def test_the_voter_is_stored_as_a_hash(client):
    article = an_article()
    cookie = rate(client, article).cookies["doc_gia"].value
    voter = article.ratings.get().voter
    assert len(voter) == 64
    assert cookie.split(":")[0] not in voter


@pytest.mark.parametrize("value", ["", "great", "good\x00", "GOOD", "1" * 5000, "tốt"])
def test_an_unknown_rating_is_refused_with_a_page(client, value):
    article = an_article()
    response = rate(client, article, value)
    assert response.status_code == 400
    assert "<h1" in response.content.decode()
    assert not article.ratings.exists()


def test_a_rating_that_is_missing_is_refused(client):
    assert client.post(f"/danh-gia/{an_article().pk}/").status_code == 400


@pytest.mark.parametrize(
    ("imported", "ours", "sentence"),
    [
        (0, 0, "Chưa có đánh giá"),
        (0, 1, "1 bạn đọc · Đánh giá tốt"),
        (26, 0, "26 bạn đọc · Đánh giá tốt"),
        (1200, 34, "1.234 bạn đọc · Đánh giá tốt"),
    ],
)
def test_the_page_says_how_many_readers_found_it_good(client, imported, ours, sentence):
    article = an_article(imported_good_ratings=imported, own_good_ratings=ours)
    html = BeautifulSoup(client.get(article.get_absolute_url()).content, "html.parser")
    assert html.select_one(".rating .verdict").get_text(strip=True) == sentence


def test_large_numbers_are_grouped_by_dots():
    assert [grouped(n) for n in (0, 999, 1000, 1234567)] == ["0", "999", "1.000", "1.234.567"]


def in_parallel(clients, article, values):
    def send(pair):
        try:
            return rate(pair[0], article, pair[1]).status_code
        finally:
            connection.close()

    with ThreadPoolExecutor(max_workers=25) as pool:
        return list(pool.map(send, zip(clients, values, strict=True)))


@pytest.mark.django_db(transaction=True)
def test_a_hundred_posts_at_once_by_one_reader_leave_one_row():
    article, reader = an_article(), a_known_reader()
    clients = [Client() for _ in range(100)]
    for client in clients:
        client.cookies["doc_gia"] = reader.cookies["doc_gia"].value
    answers = in_parallel(clients, article, ["good", "poor"] * 50)
    assert set(answers) == {303}
    last = article.ratings.get().value
    assert own(article) == (last == "good")


@pytest.mark.django_db(transaction=True)
def test_a_hundred_readers_at_once_are_all_counted():
    article = an_article(imported_good_ratings=26)
    answers = in_parallel([Client() for _ in range(100)], article, ["good"] * 90 + ["poor"] * 10)
    assert set(answers) == {303}
    assert article.ratings.count() == Rating.objects.values("voter").distinct().count() == 100
    assert own(article) == 90
    assert Article.objects.get(pk=article.pk).good_ratings == 116
