"""The bar of breaking news: one line, until its second, on the front page and on lists."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.contrib.admin.models import LogEntry
from django.utils import timezone

from articles import publishing
from articles.front_page.breaking import breaking_news
from articles.models import Article, BreakingNews
from tests.builders import a_draft, an_article
from tests.desk import at_the_desk, desk, messages_of, owner

pytestmark = pytest.mark.django_db

HOUR = timedelta(hours=1)
NEWS = "articles.breakingnews"


def news(text="Động đất ở vùng núi", *, since=-HOUR, until=HOUR, **fields) -> BreakingNews:
    now = timezone.now()
    return BreakingNews.objects.create(
        text=text, starts_at=now + since, ends_at=now + until, **fields
    )


def bar(client, address="/"):
    return BeautifulSoup(client.get(address).text, "html.parser").select_one(".breaking")


def test_a_reader_sees_the_bar_and_follows_it_to_the_article(client):
    article = an_article()
    news(article=article)
    shown = bar(client)
    assert shown.a.text == "Động đất ở vùng núi"
    assert shown.a["href"] == article.get_absolute_url()
    assert shown["aria-labelledby"] == shown.select_one(".breaking-label")["id"]
    assert shown.get("role") is None


def test_the_bar_stands_on_lists_and_not_on_articles(client):
    article = an_article(tags=["CSTO"], by=["Minh Hà"])
    news()
    for address in ("/the-gioi/", "/chu-de/csto/", "/tac-gia/minh-ha/", "/tim-kiem/?q=bai"):
        assert bar(client, address), address
    assert bar(client, article.get_absolute_url()) is None


@pytest.mark.parametrize("article", ["draft", "scheduled", "withdrawn", "expired"])
def test_the_bar_is_plain_text_while_its_article_is_not_public(client, article):
    now = timezone.now()
    linked = {
        "draft": lambda: a_draft(),
        "scheduled": lambda: publishing.publish(a_draft(), by=None, at=now + HOUR),
        "withdrawn": lambda: publishing.withdraw(an_article(), by=None, reason="Sai"),
        "expired": lambda: an_article(at=now - 2 * HOUR),
    }[article]()
    if article == "expired":
        Article.objects.filter(pk=linked.pk).update(expires_at=now)
    news(article=linked)
    shown = bar(client)
    assert shown.a is None
    assert "Động đất" in shown.text


def test_the_bar_begins_and_ends_at_its_second():
    one = news()
    tick = timedelta(microseconds=1)
    assert breaking_news(one.starts_at) == one
    assert breaking_news(one.starts_at - tick) is None
    assert breaking_news(one.ends_at - tick) == one
    assert breaking_news(one.ends_at) is None


def test_only_the_newest_of_several_is_shown(client):
    news("Cũ", since=-2 * HOUR)
    news("Mới")
    news("Chưa tới", since=HOUR, until=2 * HOUR)
    shown = bar(client)
    assert "Mới" in shown.text
    assert not {"Cũ", "Chưa tới"} & set(shown.stripped_strings)


def test_markup_in_the_bar_is_text(client):
    news("<script>alert(1)</script>")
    assert bar(client).script is None


def typed(client, **changes):
    form = client.get(desk(NEWS, "add")).context["adminform"].form
    sent = {name: form[name].value() for name in ("starts_at", "ends_at")}
    wall = {name: f"{value:%Y-%m-%dT%H:%M}" for name, value in sent.items()}
    return client.post(desk(NEWS, "add"), {"text": "Tin nóng", **wall, **changes}, follow=True)


def test_a_chief_posts_breaking_news_for_the_next_two_hours(client):
    response = typed(at_the_desk("Thư ký tòa soạn"))
    assert not response.context.get("errors"), response.text
    one = BreakingNews.objects.get()
    assert one.ends_at - one.starts_at == 2 * HOUR
    assert "Tin nóng" in bar(client).text


def test_a_chief_must_say_a_time_that_can_be(client):
    response = typed(owner(), ends_at="2020-01-01T10:00")
    assert "Giờ kết thúc phải sau giờ bắt đầu." in response.text
    assert "Tin nóng" in response.text
    response = typed(owner(), ends_at="chiều nay")
    assert "Giờ không đọc được" in response.text
    assert not BreakingNews.objects.exists()


def test_breaking_news_is_ended_with_one_click(client):
    one, chief = news(), at_the_desk("Thư ký tòa soạn")
    shown = chief.get(desk(NEWS))
    address = desk(NEWS, "end", one.pk)
    assert address in shown.text
    response = chief.post(address, follow=True)
    assert "Tin khẩn đã hết" in messages_of(response)
    assert bar(client) is None
    assert LogEntry.objects.get().object_id == str(one.pk)
    before = BreakingNews.objects.get().ends_at
    chief.post(address)
    assert BreakingNews.objects.get().ends_at == before


def test_a_reporter_does_not_touch_breaking_news():
    one, reporter = news(), at_the_desk("Phóng viên")
    assert reporter.get(desk(NEWS, "add")).status_code == 403
    assert reporter.post(desk(NEWS, "end", one.pk)).status_code == 403
    assert breaking_news() == one


def test_ending_needs_a_post():
    one = news()
    assert owner().get(desk(NEWS, "end", one.pk)).status_code == 405
    assert breaking_news() == one


def test_the_list_says_what_runs_and_when_by_every_clock():
    news("Đang", until=HOUR)
    news("Sắp", since=HOUR, until=2 * HOUR)
    news("Hết", since=-2 * HOUR, until=-HOUR)
    text = owner().get(desk(NEWS)).text
    assert all(words in text for words in ("đang chạy", "sắp chạy", "đã hết", "Hà Nội", "Moskva"))
