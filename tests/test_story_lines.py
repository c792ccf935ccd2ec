"""Story lines: articles that editors put together, as readers follow them."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.utils import timezone

from articles import publishing
from articles.models import Article, StoryLine, StoryLineEntry
from tests.builders import a_draft, an_article
from tests.desk import at_the_desk, desk, filled_in

pytestmark = pytest.mark.django_db

LINE = "articles.storyline"
HOUR = timedelta(hours=1)


def a_line(name="Mùa bão 2026", *articles, **fields) -> StoryLine:
    line = StoryLine.objects.create(name=name, **fields)
    for position, article in enumerate(articles):
        StoryLineEntry.objects.create(line=line, article=article, position=position)
    return line


def page(client, address) -> BeautifulSoup:
    response = client.get(address)
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def told(client, line) -> list[str]:
    return [
        each.get_text(strip=True)
        for each in page(client, line.get_absolute_url()).select("main h2 a")
    ]


@pytest.fixture
def three():
    now = timezone.now()
    return [an_article(f"Tin {n}", at=now - n * HOUR) for n in (2, 3, 1)]


# The timeline ---------------------------------------------------------------------------


def test_the_newest_moment_stands_first(client, three):
    assert told(client, a_line("Mùa bão", *three)) == ["Tin 1", "Tin 2", "Tin 3"]


def test_editors_may_set_the_order_by_hand(client, three):
    line = a_line("Mùa bão", *three, order=StoryLine.Order.BY_HAND)
    assert told(client, line) == ["Tin 2", "Tin 3", "Tin 1"]


def test_a_moment_says_what_the_editor_called_it(client, three):
    line = a_line("Mùa bão", *three, summary="Từ áp thấp đến khi nước rút.")
    line.entries.filter(article=three[0]).update(label="Đêm 7/9, bão vào bờ")
    said = page(client, line.get_absolute_url()).get_text()
    assert "Đêm 7/9, bão vào bờ" in said
    assert "Từ áp thấp đến khi nước rút." in said


def test_only_public_articles_are_on_the_line(client):
    now = timezone.now()
    expired = an_article("Hết hạn", at=now - 5 * HOUR)
    Article.objects.filter(pk=expired.pk).update(expires_at=now - HOUR)
    line = a_line(
        "Mùa bão",
        an_article("Tin"),
        a_draft("Nháp"),
        an_article("Hẹn giờ", at=now + HOUR),
        expired,
        publishing.withdraw(an_article("Đã gỡ"), by=None, reason="Sai"),
    )
    assert told(client, line) == ["Tin"]


def test_a_line_without_anything_to_read_is_not_there(client):
    line = a_line("Mùa bão", a_draft("Nháp"))
    assert client.get(line.get_absolute_url()).status_code == 404
    assert "Mùa bão" not in client.get("/dong-su-kien/").content.decode()
    assert not StoryLine.objects.public().exists()
    assert client.get("/dong-su-kien/khong-co/").status_code == 404


def test_the_list_leads_with_the_line_that_moved_last(client):
    now = timezone.now()
    a_line("Cũ", an_article(at=now - 9 * HOUR))
    a_line("Mới", an_article(at=now - 5 * HOUR), an_article("Vừa xong", at=now - HOUR))
    shown = page(client, "/dong-su-kien/")
    assert [each.get_text() for each in shown.select("main h2 a")] == ["Mới", "Cũ"]
    assert "Vừa xong" in shown.get_text()


def test_a_long_list_of_lines_has_pages(client):
    now = timezone.now()
    for n in range(23):
        a_line(f"Việc {n:02}", an_article(at=now - (n + 1) * HOUR))
    first = page(client, "/dong-su-kien/")
    second = page(client, first.select_one("a[rel=next]")["href"])
    names = [each.get_text() for part in (first, second) for each in part.select("main h2 a")]
    assert names == [f"Việc {n:02}" for n in range(23)]
    assert client.get("/dong-su-kien/?sau=chu").status_code == 200


# On the article ---------------------------------------------------------------------------


def test_an_article_names_the_lines_it_belongs_to(client):
    article = an_article()
    for name in ("Mùa bão 2026", "Áp thấp"):
        a_line(name, article, an_article())
    links = page(client, article.get_absolute_url()).select(".story-lines a")
    assert [(link.get_text(), link["href"]) for link in links] == [
        ("Áp thấp", "/dong-su-kien/ap-thap/"),
        ("Mùa bão 2026", "/dong-su-kien/mua-bao-2026/"),
    ]
    assert not page(client, an_article().get_absolute_url()).select(".story-lines")


# At the desk --------------------------------------------------------------------------------


def test_an_editor_opens_a_line_and_puts_articles_on_it(client, three):
    editor = at_the_desk("Biên tập viên")
    sent = filled_in(editor.get(desk(LINE, "add"))) | {
        "name": "Mùa  bão\n2026",
        "summary": "Từ áp thấp đến khi nước rút.",
        "entries-TOTAL_FORMS": "2",
        "entries-0-article": three[0].pk,
        "entries-0-label": "Mở đầu",
        "entries-1-article": three[1].pk,
    }
    response = editor.post(desk(LINE, "add"), sent)
    assert response.status_code == 302
    line = StoryLine.objects.get()
    assert (line.name, line.slug) == ("Mùa bão 2026", "mua-bao-2026")
    assert [entry.article for entry in line.entries.all()] == three[:2]
    assert told(client, line) == ["Tin 2", "Tin 3"]


def test_the_same_article_twice_on_a_line_is_refused_in_words(three):
    editor = at_the_desk("Biên tập viên")
    sent = filled_in(editor.get(desk(LINE, "add"))) | {
        "name": "Mùa bão",
        "entries-TOTAL_FORMS": "2",
        "entries-0-article": three[0].pk,
        "entries-1-article": three[0].pk,
    }
    response = editor.post(desk(LINE, "add"), sent)
    assert response.status_code == 200
    assert not StoryLine.objects.exists()


def test_the_desk_finds_a_line_without_its_marks():
    a_line("Mùa bão 2026")
    a_line("Đường tơ lụa")
    found = at_the_desk("Biên tập viên").get(desk(LINE), {"q": "mua bao"}).content.decode()
    assert "Mùa bão 2026" in found
    assert "Đường tơ lụa" not in found


def test_a_reporter_looks_and_changes_nothing():
    line = a_line("Mùa bão")
    reporter = at_the_desk("Phóng viên")
    assert reporter.get(desk(LINE, "change", line.pk)).status_code == 200
    assert reporter.post(desk(LINE, "change", line.pk), {"name": "Khác"}).status_code == 403
    assert reporter.get(desk(LINE, "add")).status_code == 403


def test_a_moderator_has_no_business_with_lines():
    assert at_the_desk("Kiểm duyệt viên").get(desk(LINE)).status_code == 403


def test_a_section_cannot_take_the_address_of_the_lines():
    chief = at_the_desk("Thư ký tòa soạn")
    sent = filled_in(chief.get(desk("articles.category", "add"))) | {"name": "Dòng sự kiện"}
    assert (
        "đã dùng cho trang khác"
        in chief.post(desk("articles.category", "add"), sent).content.decode()
    )
