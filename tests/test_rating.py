"""Readers rate an article: one row each, totals that are always counted."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test import Client
from django.utils import timezone

from articles.models import Article
from comments.models import Ban, Rating
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
    assert Article.objects.get(pk=article.pk).own_poor_ratings == 1
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
    ("imported", "good", "poor", "sentence"),
    [
        (0, 0, 0, "Chưa có đánh giá"),
        (0, 1, 0, "1 bạn đọc đã đánh giá"),
        (0, 0, 1, "1 bạn đọc đã đánh giá"),
        (0, 4, 0, "4 bạn đọc đã đánh giá"),
        (0, 5, 0, "5 bạn đọc · Đánh giá tốt"),
        (26, 0, 0, "26 bạn đọc · Đánh giá tốt"),
        (4, 1, 0, "5 bạn đọc · Đánh giá tốt"),
        (0, 7, 3, "10 bạn đọc · Đánh giá tốt"),
        (0, 69, 31, "100 bạn đọc · Ý kiến trái chiều"),
        (0, 4, 6, "10 bạn đọc · Ý kiến trái chiều"),
        (0, 39, 61, "100 bạn đọc · Đánh giá chưa tốt"),
        (0, 0, 5, "5 bạn đọc · Đánh giá chưa tốt"),
        (26, 0, 12, "38 bạn đọc · Ý kiến trái chiều"),
        (1200, 34, 0, "1.234 bạn đọc · Đánh giá tốt"),
    ],
)
def test_one_sentence_says_how_many_rated_it_and_what_they_think(
    client, imported, good, poor, sentence
):
    article = an_article(
        imported_good_ratings=imported, own_good_ratings=good, own_poor_ratings=poor
    )
    html = BeautifulSoup(client.get(article.get_absolute_url()).content, "html.parser")
    assert html.select_one(".rating .verdict").get_text(strip=True) == sentence


def test_no_search_engine_is_told_a_rating(client):
    """Google shows none for news articles: docs/decisions/0016."""
    article = an_article(imported_good_ratings=26)
    html = client.get(article.get_absolute_url()).content.decode()
    assert "NewsArticle" in html
    assert "ratingValue" not in html
    assert "aggregateRating" not in html
    assert "itemprop" not in html


def test_large_numbers_are_grouped_by_dots():
    assert [grouped(n) for n in (0, 999, 1000, 1234567)] == ["0", "999", "1.000", "1.234.567"]


# Newcomers, crowds and the banned --------------------------------------------------------------

BROWSER = {"HTTP_USER_AGENT": "Mozilla/5.0 (X11; Linux x86_64)"}


def newcomer(article, value="good", **meta):
    return Client(**BROWSER | meta).post(f"/danh-gia/{article.pk}/", {"value": value})


def test_a_double_click_before_the_first_cookie_leaves_one_row():
    article = an_article()
    newcomer(article)
    second = newcomer(article)
    assert article.ratings.count() == own(article) == 1
    client = Client(**BROWSER)
    client.cookies["doc_gia"] = second.cookies["doc_gia"].value
    rate(client, article, "withdraw")
    assert not article.ratings.exists(), "the row belongs to the cookie that the browser kept"


@pytest.mark.parametrize(
    ("value", "meta"),
    [
        ("poor", {}),
        ("good", {"REMOTE_ADDR": "198.51.100.7"}),
        ("good", {"HTTP_USER_AGENT": "Mozilla/5.0 (Android 15; Mobile)"}),
    ],
)
def test_somebody_else_is_not_taken_for_a_double_click(value, meta):
    article = an_article()
    newcomer(article)
    newcomer(article, value, **meta)
    assert article.ratings.count() == 2


def test_somebody_who_comes_later_is_not_taken_for_a_double_click(monkeypatch):
    monkeypatch.setattr("comments.crowds.SAME_WISH_SECONDS", 0)
    article = an_article()
    newcomer(article)
    newcomer(article)
    assert article.ratings.count() == 2


def test_a_flood_of_one_network_is_answered_kindly_and_does_not_count(monkeypatch):
    monkeypatch.setattr("comments.crowds.MOST_OF_A_NETWORK", 3)
    article, known = an_article(), Client()
    rate(known, article)
    for _ in range(5):
        last = rate(Client(), article)
    assert (last.status_code, last.cookies) == (303, {})
    assert last["Location"].endswith("#danh-gia-dong")
    assert own(article) == article.ratings.count() == 3
    rate(known, article, "poor")
    assert own(article) == 2, "who is counted already may change a rating"
    rate(Client(REMOTE_ADDR="198.51.100.7"), article)
    member = Client()
    member.force_login(a_user())
    rate(member, article)
    assert article.ratings.count() == 5
    rate(Client(), an_article())
    assert Rating.objects.count() == 6


def test_the_flood_of_an_hour_ago_is_over(monkeypatch):
    monkeypatch.setattr("comments.crowds.MOST_OF_A_NETWORK", 1)
    article = an_article()
    rate(Client(), article)
    Rating.objects.update(created_at=timezone.now() - timedelta(minutes=61))
    rate(Client(), article)
    assert article.ratings.count() == 2


def test_a_rating_keeps_the_network_of_a_guest_only(client):
    article = an_article()
    rate(Client(), article)
    client.force_login(a_user())
    rate(client, article)
    assert sorted(map(len, article.ratings.values_list("network", flat=True))) == [0, 64]


def test_a_banned_reader_cannot_rate():
    article, client = an_article(), a_known_reader()
    ban = Ban.objects.create(kind="voice", value=Rating.objects.get().voter, reason="Phá rối")
    told = rate(client, article)
    assert told.status_code == 403
    assert "Phá rối" in told.content.decode()
    assert "no-store" in told["Cache-Control"]
    Ban.objects.update(is_silent=True)
    assert rate(client, article)["Location"].endswith("#da-danh-gia")
    assert not article.ratings.exists()
    ban.delete()
    rate(client, article)
    assert article.ratings.count() == 1


# All at once -----------------------------------------------------------------------------------


def in_parallel(clients, article, values):
    def send(pair):
        try:
            return rate(pair[0], article, pair[1]).status_code
        finally:
            connection.close()

    with ThreadPoolExecutor(max_workers=25) as pool:
        return list(pool.map(send, zip(clients, values, strict=True)))


@pytest.mark.django_db(transaction=True)
def test_two_hundred_posts_at_once_by_one_reader_leave_one_row():
    article, reader = an_article(), a_known_reader()
    clients = [Client() for _ in range(200)]
    for client in clients:
        client.cookies["doc_gia"] = reader.cookies["doc_gia"].value
    answers = in_parallel(clients, article, ["good", "poor"] * 100)
    assert set(answers) == {303}
    last = article.ratings.get().value
    assert own(article) == (last == "good")
    assert Article.objects.get(pk=article.pk).own_poor_ratings == (last == "poor")


@pytest.mark.django_db(transaction=True)
def test_two_hundred_readers_at_once_are_all_counted():
    article = an_article(imported_good_ratings=26)
    answers = in_parallel([Client() for _ in range(200)], article, ["good"] * 190 + ["poor"] * 10)
    assert set(answers) == {303}
    assert article.ratings.count() == Rating.objects.values("voter").distinct().count() == 200
    assert own(article) == 190
    assert Article.objects.get(pk=article.pk).good_ratings == 216


@pytest.mark.django_db(transaction=True)
def test_fifty_clicks_at_once_by_one_newcomer_leave_one_row():
    article = an_article()
    clients = [Client(**BROWSER) for _ in range(50)]
    assert set(in_parallel(clients, article, ["good"] * 50)) == {303}
    assert article.ratings.count() == own(article) == 1
