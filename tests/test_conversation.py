"""Readers read what others say: in order, page by page, with whom the newsroom vouches for."""

import re
from urllib.parse import urlsplit

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles import publishing
from comments.deciding import approve, record, reject
from comments.models import Comment, Decision
from comments.moderation import Ruling
from comments.orders import HELPFUL, NEWEST, ORDERS
from comments.threads import REPLIES, REPLIES_ON_THEIR_PAGE, THREADS
from tests.builders import a_comment, a_user, an_article

FROM_COMMENTS = 'FROM "comments_comment"'
pytestmark = pytest.mark.django_db


def read(client, address):
    response = client.get(urlsplit(address)._replace(fragment="").geturl())
    assert response.status_code == 200, address
    return BeautifulSoup(response.content, "html.parser")


def page(client, article):
    return read(client, article.get_absolute_url())


def said(html):
    return [text.get_text(strip=True) for text in html.select(".threads .comment > .text")]


def many_comments(article, number, parent=None, **fields):
    """Approved comments, and what proves it, in two statements."""
    rows = [
        Comment(article=article, parent=parent, name="Lan", text=f"Lời số {n}.", **fields)
        for n in range(number)
    ]
    comments = Comment.objects.bulk_create(rows)
    Decision.objects.bulk_create(Decision(comment=each, verdict="approved") for each in comments)
    Comment.objects.filter(pk__in=[each.pk for each in comments]).update(status="approved")
    return comments


def removed(comment):
    record(comment, "author", Ruling("removed", "Người viết xóa"), by=None)
    return comment


def badges(html, comment):
    return [b.get_text(strip=True) for b in html.select(f"#binh-luan-{comment.pk} .badge")]


# Page by page --------------------------------------------------------------------------------


def walk(client, article, start):
    """Follow "more" to the last page; return the texts of each page."""
    pages, address = [], start
    while address:
        html = read(client, address)
        pages.append(said(html))
        more = html.select_one(".more-threads a")
        address = more and more["href"]
    return pages


def test_a_reader_reaches_every_thread_once_in_every_order(client):
    article = an_article()
    many_comments(article, 2 * THREADS + 5)
    for n, comment in enumerate(Comment.objects.all()):
        Comment.objects.filter(pk=comment.pk).update(helpful_count=n % 4, is_pick=n % 20 == 7)
    rows = list(Comment.objects.values("text", "pk", "helpful_count", "is_pick"))
    wanted = {
        "moi-nhat": sorted(rows, key=lambda r: (-r["is_pick"], -r["pk"])),
        "cu-nhat": sorted(rows, key=lambda r: (-r["is_pick"], r["pk"])),
        "huu-ich": sorted(rows, key=lambda r: (-r["is_pick"], -r["helpful_count"], -r["pk"])),
    }
    links = {a.get_text(): a["href"] for a in page(client, article).select(".sortings a")}
    for order in ORDERS:
        pages = walk(client, article, links[str(order.label)])
        assert [len(each) for each in pages] == [THREADS, THREADS, 5]
        assert [text for each in pages for text in each] == [
            row["text"] for row in wanted[order.word]
        ]


def test_the_current_order_is_named_for_everybody(client):
    article = an_article()
    many_comments(article, 2)
    first = page(client, article)
    assert [a.get_text() for a in first.select('.sortings [aria-current="true"]')] == ["Mới nhất"]
    other = read(client, first.select(".sortings a")[2]["href"])
    assert [a.get_text() for a in other.select(".sortings [aria-current]")] == ["Hữu ích nhất"]


def test_a_single_thread_needs_no_order(client):
    article = an_article()
    many_comments(article, 1)
    assert not page(client, article).select(".sortings")


def test_further_pages_are_whole_pages_that_search_engines_leave_alone(client, settings):
    article = an_article()
    many_comments(article, THREADS + 1)
    html = read(client, page(client, article).select_one(".more-threads a")["href"])
    assert html.select_one('meta[name="robots"]')["content"] == "noindex"
    canonical = html.select_one('link[rel="canonical"]')["href"]
    assert canonical == f"{settings.SITE_URL}{article.get_absolute_url()}"
    assert html.h1.a["href"] == article.get_absolute_url()
    assert html.title
    assert html.select("footer")
    assert html.select_one(".comment-form")


@pytest.mark.parametrize(
    "asked",
    [
        "",
        "?xep=la",
        "?sau=x",
        "?sau=0-1-2",
        "?sau=9-1-1",
        "?sau=0--1",
        "?sau=0-99999999999999999999-1",
        "?sau=0-9223372036854775807-1",
        "?sau=0-1-9223372036854775808",
        "?xep=huu-ich&sau=0-1-1",
        "?xep=huu-ich&sau=1-9223372036854775807-1-1",
        "?sau=%00",
        "?sau=%ff&xep=%00",
        "?sau=०-१-२",
    ],
)
def test_a_mark_that_is_none_of_ours_breaks_nothing(client, asked):
    article = an_article()
    many_comments(article, 2)
    assert client.get(f"/binh-luan/{article.pk}/{asked}").status_code == 200
    thread = Comment.objects.first()
    assert client.get(f"/binh-luan/{article.pk}/{thread.pk}/{asked}").status_code == 200


def test_nobody_reads_the_conversation_of_what_is_not_out(client):
    article = an_article()
    comment = a_comment(article)
    places = [
        f"/binh-luan/{article.pk}/",
        f"/binh-luan/{article.pk}/{comment.pk}/",
        f"/bao-cao/{comment.pk}/",
        f"/binh-luan/{article.pk}/atom.xml",
    ]
    publishing.withdraw(article, by=None, reason="Sai")
    assert {client.get(place).status_code for place in places} <= {404, 410}
    type(article).objects.update(status="draft")
    assert {client.get(place).status_code for place in places} == {404}


@pytest.mark.parametrize("place", ["9" * 30, "0", "12345"])
def test_a_thread_that_is_not_there_is_not_found(client, place):
    article = an_article()
    hidden = a_comment(article, approved=False)
    elsewhere = a_comment(an_article())
    for number in (place, hidden.pk, elsewhere.pk):
        assert client.get(f"/binh-luan/{article.pk}/{number}/").status_code == 404
    assert client.get(f"/binh-luan/{'9' * 30}/{number}/").status_code == 404


# Long threads --------------------------------------------------------------------------------


def test_a_long_thread_is_cut_and_goes_on_on_its_own_page(client):
    article = an_article()
    top = a_comment(article, "Lời đầu")
    number = REPLIES + REPLIES_ON_THEIR_PAGE + 5
    many_comments(article, number, parent=top)
    html = page(client, article)
    assert said(html) == ["Lời đầu", *(f"Lời số {n}." for n in range(REPLIES))]
    second = read(client, html.select_one(".thread > .more-replies a")["href"])
    third = read(client, second.select_one(".thread > .more-replies a")["href"])
    assert said(second)[1:] + said(third)[1:] == [f"Lời số {n}." for n in range(REPLIES, number)]
    assert not third.select(".more-replies")
    titles = [each.select_one("#binh-luan-tit").get_text().split() for each in (html, second)]
    assert [len(words) for words in titles] == [3, 2], "one thread is not all that was said"
    assert not second.select(".more-threads, .sortings")


def test_a_thread_that_just_fits_offers_no_more(client):
    article = an_article()
    many_comments(article, REPLIES, parent=a_comment(article))
    assert not page(client, article).select(".more-replies")


def test_the_address_of_a_reply_leads_into_its_thread(client):
    article = an_article()
    top = a_comment(article, "Lời đầu")
    reply = many_comments(article, 120, parent=top)[100]
    response = client.get(reply.get_absolute_url().split("#")[0])
    assert response.status_code == 302
    assert response["Location"].endswith(f"#binh-luan-{reply.pk}")
    assert said(read(client, response["Location"]))[:2] == ["Lời đầu", "Lời số 100."]


# Badges --------------------------------------------------------------------------------------


def test_the_newsroom_and_the_author_of_the_article_are_vouched_for(client):
    article = an_article(by=["Minh Hà", "Ban Thời sự"])
    author = a_user(is_staff=True, display_name="Minh Hà")
    editor = a_user(is_staff=True, display_name="Hoàng Yến")
    reader = a_user(display_name="Minh Hà")
    left = a_user(is_staff=True, is_active=False, display_name="Minh Hà")
    by = {
        who: a_comment(article, author=account, name=str(account))
        for who, account in zip("aerl", (author, editor, reader, left), strict=True)
    }
    reply = a_comment(article, parent=by["r"], author=editor, name="Hoàng Yến")
    html = page(client, article)
    shown = {who: badges(html, comment) for who, comment in by.items()}
    assert shown == {"a": ["Tác giả bài"], "e": ["Tòa soạn"], "r": [], "l": []}
    assert badges(html, reply) == ["Tòa soạn"]


@pytest.mark.parametrize(
    "name", ["Tòa soạn", "Ban biên tập", "Bạn Đọc", "Minh Hà", "Hoàng Yến", "Tác giả bài"]
)
def test_a_typed_name_never_earns_a_badge(client, name):
    a_user(is_staff=True, display_name="Hoàng Yến")
    article = an_article(by=["Minh Hà"])
    client.post(f"/binh-luan/{article.pk}/", {"name": name, "text": "Tôi nói thế này."})
    comment = article.comments.get()
    approve(comment, by=None)
    html = page(client, article)
    assert html.select_one(f"#binh-luan-{comment.pk} .name").get_text() == name
    assert badges(html, comment) == []


def test_a_desk_in_the_byline_is_nobodys_own_name(client):
    article = an_article(by=["PV"])
    type(article.authors.get()).objects.update(kind="desk")
    comment = a_comment(article, author=a_user(is_staff=True, display_name="PV"))
    assert badges(page(client, article), comment) == ["Tòa soạn"]


def test_a_pick_stands_first_and_says_so(client):
    article = an_article()
    old, new = a_comment(article, "Cũ", is_pick=True), a_comment(article, "Mới")
    html = page(client, article)
    assert said(html) == ["Cũ", "Mới"]
    assert badges(html, old) == ["Tòa soạn chọn"]
    assert badges(html, new) == []


def test_an_edited_comment_says_so(client):
    article = an_article()
    plain, edited = a_comment(article), a_comment(article, edited_at=timezone.now())
    html = page(client, article)
    assert html.select_one(f"#binh-luan-{edited.pk} .edited").get_text() == "đã sửa"
    assert not html.select(f"#binh-luan-{plain.pk} .edited")


# What was taken back -------------------------------------------------------------------------


def test_what_its_author_removed_holds_up_its_replies_without_its_words(client):
    article = an_article()
    top = a_comment(article, "Lời hối hận", name="Người hối hận")
    reply = a_comment(article, "Lời đáp", parent=top)
    removed(top)
    for html in (page(client, article), read(client, f"/binh-luan/{article.pk}/{top.pk}/")):
        text = html.select_one(".comments").get_text()
        assert "Người viết đã xóa bình luận này." in text
        assert "Lời đáp" in text
        assert "hối hận" not in str(html)
        assert not html.select(f"#binh-luan-{top.pk} a, #binh-luan-{top.pk} button")
        assert not html.select(".answer")
    assert "Bình luận (1)" in page(client, article).select_one(".comments h2").get_text()
    article.refresh_from_db()
    assert article.public_comment_count == 1
    reject(reply, by=None, reason="Lạc đề")
    assert "đã xóa" not in page(client, article).select_one(".comments").get_text()


def test_tombstones_take_their_place_among_the_threads(client):
    article = an_article()
    threads = many_comments(article, THREADS + 3)
    for thread in threads[10:20]:
        a_comment(article, "Đáp", parent=thread)
        removed(thread)
    first = page(client, article)
    second = read(client, first.select_one(".more-threads a")["href"])
    ids = [
        each["id"]
        for each in (*first.select(".thread > .comment"), *second.select(".thread > .comment"))
    ]
    assert ids == [f"binh-luan-{each.pk}" for each in reversed(threads)]
    assert len(first.select(".thread")) == THREADS


def test_a_status_alone_removes_nothing(client):
    """A dump may say that an author removed what a moderator rejected."""
    article = an_article()
    top = a_comment(article, "Lời bị từ chối")
    a_comment(article, "Lời đáp", parent=top)
    reject(top, by=None, reason="Lạc đề")
    Comment.objects.filter(pk=top.pk).update(status="removed")
    assert not Comment.objects.public().exists()
    assert "Lời đáp" not in str(page(client, article))


# What it costs -------------------------------------------------------------------------------


def queries(client, address):
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return [query["sql"] for query in captured.captured_queries]


def plan(sql):
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("ANALYZE")
            cursor.execute(f"EXPLAIN {sql}")
        else:
            cursor.execute(f"EXPLAIN QUERY PLAN {sql}")
        return "\n".join(str(row[-1]) for row in cursor.fetchall())


def test_two_thousand_comments_cost_what_twenty_do(client):
    few, many, deep = an_article(), an_article(), an_article()
    for thread in many_comments(few, 10):
        many_comments(few, 1, parent=thread)
    for thread in many_comments(many, 1600)[::4]:
        many_comments(many, 1, parent=thread)
    many_comments(deep, 2000, parent=a_comment(deep))
    client.get("/")
    spent = {a: len(queries(client, a.get_absolute_url())) for a in (few, many, deep)}
    assert set(spent.values()) == {spent[few]}
    assert spent[few] <= 8
    middle = Comment.objects.filter(article=many, parent=None)[800]
    for order, mark in ((NEWEST, NEWEST.mark_of(middle)), (HELPFUL, HELPFUL.mark_of(middle))):
        address = f"/binh-luan/{many.pk}/?xep={order.word}&sau={mark}"
        assert len(queries(client, address)) <= 8
    for article in (few, many, deep):
        (sql,) = [q for q in queries(client, article.get_absolute_url()) if FROM_COMMENTS in q]
        walked = plan(sql)
        if article is many:
            assert "thread_newest_first" in walked
        assert not re.search(r"Seq Scan on comments_|SCAN comments_|SCAN [A-Z]+0\b", walked)


@pytest.mark.parametrize("order", ORDERS, ids=lambda order: order.word)
def test_a_later_page_starts_at_its_place_in_the_index(client, order):
    article = an_article()
    comments = many_comments(article, 1500)
    mark = order.mark_of(comments[700])
    address = f"/binh-luan/{article.pk}/?xep={order.word}&sau={mark}"
    (sql,) = [q for q in queries(client, address) if FROM_COMMENTS in q]
    field = "helpful_count" if order is HELPFUL else "created_at"
    walked = plan(sql)
    # Both databases say how far into the index they go before they read a row.
    bounds = re.findall(r"Index Cond: .*|SEARCH .* thread_.*_first .*", walked)
    assert any(field in bound for bound in bounds if "is_pick" in bound), walked
