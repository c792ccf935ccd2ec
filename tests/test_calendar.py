"""The archive by month: what came out when, by the paper's clock."""

import re
from datetime import UTC, date, datetime, timedelta
from unittest.mock import patch
from zoneinfo import ZoneInfo

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles import calendar, publishing
from articles.models import Article
from tests.builders import a_draft, an_article

pytestmark = pytest.mark.django_db

HANOI = ZoneInfo("Asia/Ho_Chi_Minh")


def at(*parts: int) -> datetime:
    """An instant by the paper's clock."""
    return datetime(*parts, tzinfo=HANOI)


def headlines(client, address: str) -> list[str]:
    soup = BeautifulSoup(client.get(address).text, "html.parser")
    return [link.text for link in soup.select("main .card-headline a")]


def months(client) -> list[str]:
    """The months that the archive leads to."""
    return re.findall(r'href="(/luu-tru/[0-9]{4}/[0-9]{2}/)"', client.get("/luu-tru/").text)


def test_the_archive_leads_to_the_months_that_have_articles_newest_year_first(client):
    for when in (at(2021, 3, 5, 8), at(2023, 6, 1, 8), at(2023, 6, 21, 7, 19), at(2023, 12, 31, 9)):
        an_article(at=when)
    assert months(client) == ["/luu-tru/2023/06/", "/luu-tru/2023/12/", "/luu-tru/2021/03/"]
    years = re.findall(r'id="nam-([0-9]+)"', client.get("/luu-tru/").text)
    assert years == ["2023", "2021"]


def test_a_month_begins_and_ends_at_midnight_of_the_papers_clock(client):
    an_article("Cuối tháng 5", at=at(2023, 5, 31, 23, 59, 59))
    an_article("Đầu tháng 6", at=at(2023, 6, 1))
    an_article("Cuối tháng 6", at=at(2023, 6, 30, 23, 59, 59, 999999))
    an_article("Đầu tháng 7", at=datetime(2023, 6, 30, 17, tzinfo=UTC))
    assert headlines(client, "/luu-tru/2023/06/") == ["Cuối tháng 6", "Đầu tháng 6"]
    assert headlines(client, "/luu-tru/2023/05/") == ["Cuối tháng 5"]
    assert headlines(client, "/luu-tru/2023/07/") == ["Đầu tháng 7"]


def test_articles_stand_under_their_day(client):
    an_article("Sáng", at=at(2023, 6, 21, 0, 5))
    an_article("Hôm trước", at=at(2023, 6, 20, 23, 55))
    soup = BeautifulSoup(client.get("/luu-tru/2023/06/").text, "html.parser")
    days = [heading.text for heading in soup.select(".archive-day")]
    assert days == ["Thứ tư, 21/06/2023", "Thứ ba, 20/06/2023"]


def test_a_day_of_the_sheet_leads_to_its_articles(client):
    for day in (3, 3, 20, 21):
        an_article(f"Ngày {day}", at=at(2023, 6, day, 12))
    soup = BeautifulSoup(client.get("/luu-tru/2023/06/").text, "html.parser")
    ways = {int(re.search("[0-9]+", link.text)[0]): link["href"] for link in soup.select("td a")}
    assert sorted(ways) == [3, 20, 21]
    assert headlines(client, ways[20])[0] == "Ngày 20"
    assert headlines(client, ways[3]) == ["Ngày 3", "Ngày 3"]
    assert len(soup.select("tbody tr")) == 5
    assert [cell.text for cell in soup.select("tbody tr:first-child td")][:4] == ["", "", "", "1"]


def test_a_long_month_has_pages_there_and_back(client):
    for n in range(45):
        an_article(f"Bài {n}", at=at(2023, 6, 1 + n // 2, 12))
    first = "/luu-tru/2023/06/"
    found, address = [], first
    while address:
        found += headlines(client, address)
        following = re.search(r'rel="next" href="([^"]+)"', client.get(address).text)
        last, address = address, following[1] if following else ""
    assert len(found) == len(set(found)) == 45
    back = [last]
    while previous := re.search(r'rel="prev" href="([^"]+)"', client.get(back[-1]).text):
        back.append(previous[1])
    assert len(back) == 3
    assert back[-1] == first


def test_months_beside_this_one_are_led_to_as_far_as_the_paper_goes(client):
    an_article(at=at(2023, 6, 21))
    html = client.get("/luu-tru/2023/06/").text
    assert "/luu-tru/2023/07/" in html
    assert "/luu-tru/2023/05/" not in html
    this = calendar.this_month()
    last = client.get(f"/luu-tru/{this.year}/{this.number:02}/").text
    after = this.following
    assert f"/luu-tru/{after.year}/{after.number:02}/" not in last


def test_a_month_without_articles_says_so(client):
    an_article(at=at(2023, 6, 21))
    response = client.get("/luu-tru/2023/08/")
    assert response.status_code == 200
    assert "Tháng này không có bài nào." in response.text


@pytest.mark.parametrize(
    "address",
    [
        *("2023/05", "1865/01", "2999/12", "2023/00", "2023/13", "2023/6", "0000/01", "2022"),
        *("2999", "2023/06/01", "٢٠٢٣/06", "-2023/06", "20230/06"),
    ],
)
def test_before_the_first_article_and_after_today_there_is_nothing(client, address):
    an_article(at=at(2023, 6, 21))
    assert client.get(f"/luu-tru/{address}/").status_code == 404


def test_the_next_month_opens_with_its_first_second_in_hanoi(client):
    an_article(at=at(2023, 6, 21))
    for instant, status in ((at(2023, 6, 30, 23, 59, 59), 404), (at(2023, 7, 1), 200)):
        with patch("django.utils.timezone.now", return_value=instant.astimezone(UTC)):
            assert client.get("/luu-tru/2023/07/").status_code == status


def test_an_empty_paper_has_an_empty_archive(client):
    a_draft()
    assert months(client) == []
    assert "Chưa có bài nào" in client.get("/luu-tru/").text
    today = timezone.localdate()
    assert client.get(f"/luu-tru/{today.year}/{today.month:02}/").status_code == 404


def test_only_what_readers_may_see_makes_a_month(client):
    an_article(at=at(2023, 6, 21))
    a_draft(published_at=at(2023, 2, 1))
    an_article("Hẹn giờ", at=timezone.now() + timedelta(hours=1))
    publishing.withdraw(an_article(at=at(2023, 3, 1)), by=None, reason="Sai.")
    over = an_article("Hết hạn", at=at(2023, 4, 1))
    Article.objects.filter(pk=over.pk).update(expires_at=at(2023, 4, 2))
    assert months(client) == ["/luu-tru/2023/06/"]
    for month in ("02", "03", "04"):
        assert client.get(f"/luu-tru/2023/{month}/").status_code == 404


def test_a_year_is_a_place_on_the_page_of_all_years(client):
    an_article(at=at(2023, 6, 21))
    response = client.get("/luu-tru/2023/")
    assert (response.status_code, response["Location"]) == (301, "/luu-tru/#nam-2023")


def test_nobody_is_led_to_a_year_that_the_page_of_all_years_leaves_out(client):
    an_article(at=at(2021, 6, 21))
    an_article(at=at(2023, 6, 21))
    assert client.get("/luu-tru/2022/")["Location"] == "/luu-tru/"
    for month, place in (("2022/03", ""), ("2023/03", "#nam-2023"), ("2023/06", "#nam-2023")):
        soup = BeautifulSoup(client.get(f"/luu-tru/{month}/").text, "html.parser")
        assert soup.select_one(".list-head a")["href"] == f"/luu-tru/{place}"


def test_the_archive_is_found_at_the_foot_of_every_page(client):
    assert 'href="/luu-tru/"' in client.get("/").text


def test_an_article_dated_before_there_were_papers_breaks_nothing(client):
    an_article("Xưa", at=at(1802, 6, 1))
    an_article("Nay", at=at(2023, 6, 21))
    assert months(client) == ["/luu-tru/2023/06/"]


def test_many_years_are_asked_for_in_one_query():
    an_article(at=at(1945, 9, 2))
    with CaptureQueriesContext(connection) as asked:
        years = calendar.years()
    assert len(asked.captured_queries) == 2
    assert [year.number for year in years] == [1945]
    assert "COUNT(" not in asked.captured_queries[1]["sql"].upper()


@pytest.mark.skipif(connection.vendor != "sqlite", reason="how SQLite explains itself")
def test_each_month_is_looked_up_in_the_index():
    an_article(at=at(2023, 6, 21))
    with CaptureQueriesContext(connection) as asked:
        calendar.days_with_articles([date(2023, 6, 1)], calendar.Month(2023, 7))
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN QUERY PLAN {asked.captured_queries[0]['sql']}")
        plan = " ".join(str(row) for row in cursor.fetchall())
    assert "article_newest_first (status=? AND published_at>? AND published_at<?)" in plan


def test_a_month_knows_its_neighbours_and_its_days():
    december = calendar.Month(2023, 12)
    assert december.following == calendar.Month(2024, 1)
    assert calendar.Month(2024, 1).preceding == december
    assert len(calendar.Month(2024, 2).days) == 29
