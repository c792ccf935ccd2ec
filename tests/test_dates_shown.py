"""How readers are told when: the weekday, the day, the hour and the offset."""

from datetime import UTC, date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest

from articles.models import Article
from articles.templatetags import newsroom

HANOI = ZoneInfo("Asia/Ho_Chi_Minh")


def published_at(moment, precision="minute"):
    return Article(published_at=moment, published_precision=precision)


def test_a_reader_is_told_weekday_day_hour_and_offset():
    article = published_at(datetime(2023, 6, 21, 7, 19, tzinfo=HANOI))
    assert newsroom.published(article) == (
        '<time datetime="2023-06-21T07:19:00+07:00">Thứ tư 21/06/2023 07:19 (GMT+7)</time>'
    )


def test_an_imported_day_without_a_clock_shows_none():
    article = published_at(datetime(2020, 12, 2, tzinfo=HANOI), precision="day")
    assert newsroom.published(article) == '<time datetime="2020-12-02">Thứ tư 02/12/2020</time>'
    for shown in (newsroom.published_briefly, newsroom.published_in_a_word):
        assert "00:00" not in shown(article)
        assert 'datetime="2020-12-02"' in shown(article)


def test_a_card_tells_the_hour_and_the_day():
    article = published_at(datetime(2023, 6, 21, 0, 19, tzinfo=UTC))
    assert newsroom.published_briefly(article) == (
        '<time datetime="2023-06-21T07:19:00+07:00">07:19 · 21/06/2023</time>'
    )


def test_a_day_ends_at_midnight_in_hanoi():
    late = datetime(2023, 6, 20, 18, 30, tzinfo=UTC)
    assert "Thứ tư 21/06/2023 01:30" in newsroom.published(published_at(late))
    assert newsroom.day(late) == '<time datetime="2023-06-21">21/06/2023</time>'


def test_an_article_of_today_shows_its_hour_and_an_older_one_its_day():
    now = datetime.now(HANOI)
    assert f">{now:%H:%M}<" in newsroom.published_in_a_word(published_at(now))
    older = now - timedelta(days=3)
    assert f">{older:%d/%m}<" in newsroom.published_in_a_word(published_at(older))


def test_a_draft_shows_no_time():
    for shown in (
        newsroom.published,
        newsroom.published_briefly,
        newsroom.published_in_a_word,
    ):
        assert shown(published_at(None)) == ""


@pytest.mark.parametrize(
    ("number", "name"),
    [
        (16, "Thứ hai"),
        (17, "Thứ ba"),
        (18, "Thứ tư"),
        (19, "Thứ năm"),
        (20, "Thứ sáu"),
        (21, "Thứ bảy"),
        (22, "Chủ nhật"),
    ],
)
def test_weekdays_have_their_vietnamese_names(number, name):
    assert newsroom.weekday(date(2026, 11, number)) == name


@pytest.mark.parametrize(
    ("minutes", "words"),
    [(420, "GMT+7"), (330, "GMT+5:30"), (0, "GMT+0"), (-210, "GMT-3:30"), (-480, "GMT-8")],
)
def test_an_offset_is_spelled_as_readers_know_it(minutes, words):
    zone = timezone(timedelta(minutes=minutes))
    assert newsroom.offset(datetime(2023, 6, 21, tzinfo=zone)) == words


def test_the_strip_tells_the_day_and_leaves_the_hour_to_the_browser(settings):
    now = datetime.now(HANOI)
    assert f"{now:%d/%m/%Y}</time>" in newsroom.today()
    assert ":" not in newsroom.today()
    zones = {clock.city: clock.zone for clock in newsroom.clocks()}
    assert zones == settings.CLOCKS
