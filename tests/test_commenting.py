"""A reader comments: what is stored, what is answered, what others see."""

import json
import re
import uuid
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from io import BytesIO
from wsgiref.util import setup_testing_defaults

import pytest
from bs4 import BeautifulSoup
from django.core.management import call_command
from django.core.signals import request_started
from django.db import close_old_connections, connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles import publishing
from comments import posting
from comments.drafts import Draft
from comments.models import Comment, Decision, HouseRules, RulesAcceptance, Verdict
from comments.posting import submissions
from comments.voice import Voice
from portal.wsgi import application
from tests.builders import a_comment, a_draft, a_user, an_article

pytestmark = pytest.mark.django_db


def post(client, article, text="Bài viết rất hay.", **fields):
    return client.post(f"/binh-luan/{article.pk}/", {"name": "Lan", "text": text} | fields)


def page(client, article):
    return BeautifulSoup(client.get(article.get_absolute_url()).content, "html.parser")


def test_a_guest_comments_and_is_told_that_it_waits(client):
    article = an_article()
    response = post(client, article)
    assert response.status_code == 303
    assert response["Location"] == f"{article.get_absolute_url()}#da-gui"
    comment = article.comments.get()
    assert (comment.name, comment.text, comment.status) == ("Lan", "Bài viết rất hay.", "pending")
    assert comment.decisions.get().rule == "first_timer"
    notice = page(client, article).find(id="da-gui")
    assert notice.get_text().startswith("Đã nhận. Bình luận của bạn đang chờ duyệt.")
    assert "Bài viết rất hay." in client.get(notice.a["href"]).content.decode()


def test_nobody_sees_a_comment_that_waits(client):
    article = an_article()
    post(client, article, "Một lời chưa ai đọc")
    assert "Một lời chưa ai đọc" not in client.get(article.get_absolute_url()).content.decode()


def test_an_account_signs_with_its_own_name(client):
    article, user = an_article(), a_user(display_name="Trần Minh")
    client.force_login(user)
    post(client, article, name="Tổng biên tập")
    comment = article.comments.get()
    assert (comment.name, comment.author) == ("Trần Minh", user)


def test_a_commenter_is_remembered_by_a_cookie_that_scripts_cannot_read(client, settings):
    settings.HTTPS = True
    cookie = post(client, an_article()).cookies["doc_gia"]
    assert cookie["httponly"]
    assert cookie["secure"]
    assert cookie["samesite"] == "Lax"
    assert cookie["max-age"] > 300 * 24 * 3600


def test_a_known_commenter_is_not_given_another_cookie(client):
    article = an_article()
    post(client, article)
    assert not post(client, article, "Thêm một lời nữa.").cookies
    assert article.comments.values("voice").distinct().count() == 1


def test_a_forged_cookie_is_a_new_reader(client):
    article = an_article()
    client.cookies["doc_gia"] = "ai-do:chu-ky-gia"
    assert "doc_gia" in post(client, article).cookies


@pytest.mark.parametrize(
    ("fields", "field", "advice"),
    [
        ({"text": ""}, "loi-viet-moi", "Hãy viết bình luận"),
        ({"text": " \r\n\u200b\u00a0\u3164 "}, "loi-viet-moi", "Hãy viết bình luận"),
        ({"text": "a" * 4001}, "loi-viet-moi", "rút còn 4.000"),
        ({"name": ""}, "ten-moi", "Hãy cho biết tên"),
        ({"name": "\u200b\u200d"}, "ten-moi", "Hãy cho biết tên"),
        ({"name": "a" * 81}, "ten-moi", "rút còn 80"),
    ],
)
def test_a_mistake_comes_back_beside_its_field_with_everything_typed(client, fields, field, advice):
    article = an_article()
    sent = {"name": "Lan", "text": "Lời <b>đã</b> viết"} | fields
    response = client.post(f"/binh-luan/{article.pk}/", sent)
    assert response.status_code == 422
    assert "no-store" in response["Cache-Control"]
    html = BeautifulSoup(response.content, "html.parser")
    wrong = html.find(id=field)
    assert wrong["aria-invalid"] == "true"
    assert advice in html.find(id=wrong["aria-describedby"]).get_text()
    assert html.select_one(f'.errors a[href="#{field}"]')
    assert html.find(id="ten-moi")["value"] == sent["name"]
    typed = html.find(id="loi-viet-moi").get_text().removeprefix("\n")
    assert typed.split() == sent["text"].split()
    assert article.headline in html.h1.get_text()
    assert not article.comments.exists()


def test_a_closed_article_gives_the_text_back(client):
    article = an_article(comment_policy="closed")
    response = post(client, article, "Lời viết muộn")
    html = BeautifulSoup(response.content, "html.parser")
    assert response.status_code == 422
    assert "đã đóng bình luận" in html.select_one(".errors").get_text()
    assert "Lời viết muộn" in html.find(id="loi-viet-moi").get_text()
    assert not article.comments.exists()


def test_a_closed_article_says_so_and_offers_no_form(client):
    article = an_article(comment_policy="closed")
    a_comment(article)
    html = page(client, article)
    assert "Bài này đã đóng bình luận." in html.select_one(".comments").get_text()
    assert not html.select(".comment-form")


def test_an_article_without_comments_asks_for_one(client):
    text = page(client, an_article()).select_one(".comments").get_text()
    assert "Chưa có bình luận nào. Bạn nghĩ sao?" in text


def test_a_reply_stands_under_its_comment(client):
    article = an_article()
    top = a_comment(article, "Lời đầu")
    post(client, article, "Lời đáp", parent=top.pk)
    assert article.comments.get(text="Lời đáp").parent == top


def test_below_other_replies_the_way_to_answer_names_whom(client):
    alone, answered = a_comment(an_article(), name="Lan"), a_comment(an_article(), name="Minh")
    a_comment(answered.article, "Đồng ý", parent=answered, name="Hoa")
    for top, is_hidden in ((alone, True), (answered, False)):
        way = page(client, top.article).select_one(".answer summary")
        assert " ".join(way.get_text().split()) == f"Trả lời {top.name}"
        assert bool(way.select(".visually-hidden")) is is_hidden


def test_a_reply_to_a_reply_joins_the_same_thread(client):
    article = an_article()
    top = a_comment(article)
    reply = a_comment(article, "Đáp", parent=top)
    post(client, article, "Đáp nữa", parent=reply.pk)
    assert article.comments.get(text="Đáp nữa").parent == top


@pytest.mark.parametrize("parent", ["hidden", "elsewhere", "0", "-1", "x", "9" * 30, "9" * 5000])
def test_a_reply_to_what_is_not_there_comes_back(client, parent):
    article = an_article()
    hidden, elsewhere = a_comment(article, approved=False), a_comment(an_article())
    parent = {"hidden": hidden.pk, "elsewhere": elsewhere.pk}.get(parent, parent)
    response = post(client, article, "Lời đáp", parent=parent)
    assert response.status_code == 422
    html = BeautifulSoup(response.content, "html.parser")
    assert "không còn ở đây" in html.select_one(".errors").get_text()
    assert not html.select_one("#viet-binh-luan [name=parent]")


def test_a_mistaken_reply_stays_a_reply(client):
    article = an_article()
    top = a_comment(article)
    response = post(client, article, "Lời đáp", name="", parent=top.pk)
    html = BeautifulSoup(response.content, "html.parser")
    assert html.select_one("#viet-binh-luan [name=parent]")["value"] == str(top.pk)
    assert f"Trả lời {top.name}" in html.select_one("#viet-binh-luan").get_text()


@pytest.mark.parametrize("state", ["draft", "scheduled", "missing", "huge"])
def test_nobody_comments_where_there_is_nothing_to_read(client, state):
    pk = {
        "draft": lambda: a_draft().pk,
        "scheduled": lambda: an_article(at=timezone.now() + timedelta(hours=1)).pk,
        "missing": lambda: 12345,
        "huge": lambda: 10**30,
    }[state]()
    for address in ("binh-luan", "danh-gia", "bao-cao"):
        response = client.post(f"/{address}/{pk}/", {"name": "Lan", "text": "A", "value": "good"})
        assert response.status_code == 404


def test_a_withdrawn_article_takes_nothing(client):
    article = publishing.withdraw(an_article(), by=None, reason="Sai sự thật")
    assert post(client, article).status_code == 410
    assert not article.comments.exists()


@pytest.mark.parametrize("address", ["danh-gia", "huu-ich"])
def test_these_addresses_are_for_forms_only(client, address):
    response = client.get(f"/{address}/1/")
    assert response.status_code == 405
    assert response["Allow"] == "POST"


@pytest.mark.parametrize(
    ("body", "content_type"),
    [
        (b"", "application/x-www-form-urlencoded"),
        (b"name=%00%00&text=%00", "application/x-www-form-urlencoded"),
        (b"name=%ff%fe&text=%c3%28%ed%a0%80", "application/x-www-form-urlencoded"),
        (b"name=L&text=" + b"a" * 2_000_000, "application/x-www-form-urlencoded"),
        (b"a=1&" * 2000, "application/x-www-form-urlencoded"),
        (b"name=L&text=A", "application/x-www-form-urlencoded; charset=klingon"),
        (b"not a form", "multipart/form-data; boundary=x"),
        (b"not a form", "multipart/form-data"),
        (b'{"name": "Lan"}', "application/json"),
        (b"name=L&text=A&parent=1&parent=2&text=B", "application/x-www-form-urlencoded"),
    ],
)
def test_hostile_forms_never_break_the_paper(client, body, content_type):
    article = an_article()
    comment = a_comment(article)
    for address in (f"binh-luan/{article.pk}", f"danh-gia/{article.pk}", f"bao-cao/{comment.pk}"):
        response = client.generic("POST", f"/{address}/", body, content_type=content_type)
        assert 300 <= response.status_code < 500


@pytest.mark.parametrize(
    "content_type",
    [
        "multipart/form-data; boundary=x; charset=hex",
        "multipart/form-data; boundary=x; charset=idna",
        "multipart/form-data; boundary=x; charset*=utf-8''undefined",
        'multipart/form-data; charset=utf-16; boundary="x"',
    ],
)
def test_a_form_is_read_as_utf8_whatever_it_calls_itself(content_type):
    article = an_article()
    parts = (
        f'--x\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{words}\r\n'
        for name, words in (("name", "Bà Hòa"), ("text", "Cảm ơn tòa soạn."))
    )
    body = "".join([*parts, "--x--\r\n"]).encode()
    assert as_served(f"/binh-luan/{article.pk}/", content_type, body).startswith("303")
    comment = article.comments.get()
    assert (comment.name, comment.text) == ("Bà Hòa", "Cảm ơn tòa soạn.")


@pytest.mark.parametrize(
    "content_type",
    [
        "text/plain; charset=hex",
        "text/plain; charset=idna",
        "text/plain; a*=klingon''b",
        "x" * 20_000,
    ],
)
def test_a_page_is_read_with_any_content_type(content_type):
    article = an_article()
    page = f"/binh-luan/{article.pk}/"
    assert as_served(page, content_type, query="xep=a%C3").startswith("200")
    assert as_served(page, content_type, b"text=A").startswith("422")


def as_served(path, content_type, body=None, query=""):
    """The status with which the application that gunicorn serves answers."""
    environ = {"PATH_INFO": path, "QUERY_STRING": query, "CONTENT_TYPE": content_type}
    if body is not None:
        environ |= {"REQUEST_METHOD": "POST", "CONTENT_LENGTH": str(len(body))}
        environ["wsgi.input"] = BytesIO(body)
    setup_testing_defaults(environ)
    answered = []
    # The connection is the test's own.
    request_started.disconnect(close_old_connections)
    try:
        application(environ, lambda status, headers: answered.append(status))
    finally:
        request_started.connect(close_old_connections)
    return answered[0]


def test_control_characters_go_and_vietnamese_is_kept_in_one_form(client):
    article = an_article()
    post(client, article, "Thuy\u0309 tinh\x00\x1b[31m\u202e\r\nhai dòng", name="La\nn\x07")
    comment = article.comments.get()
    assert comment.text == "Thuỷ tinh[31m\nhai dòng"
    assert comment.name == "La n"


def test_what_a_reader_writes_stays_text(client):
    article = an_article()
    a_comment(article, "<script>alert(1)</script>\n\n<img src=x onerror=alert(2)>", name="<i>A</i>")
    shown = page(client, article).select_one(".comment")
    assert not shown.select(".text script, .text img, .name i")
    assert "<script>alert(1)</script>" in shown.select_one(".text").get_text()


def test_a_program_that_fills_the_hidden_field_is_thanked_and_put_away(client):
    article = an_article()
    assert post(client, article, website="http://spam.test").status_code == 303
    comment = article.comments.get()
    assert comment.status == Verdict.SPAM
    assert comment.decisions.get().rule == "filled_trap"


# Once is once --------------------------------------------------------------------------------


def test_a_double_click_of_a_newcomer_stores_one_comment(client):
    article = an_article()
    first, second = post(Client(), article), post(Client(), article)
    assert first["Location"] == second["Location"]
    assert article.comments.count() == 1
    assert "doc_gia" in first.cookies
    assert "doc_gia" not in second.cookies


def test_a_retry_after_the_first_cookie_stores_one_comment(client):
    article = an_article()
    assert post(client, article).status_code == post(client, article).status_code == 303
    assert article.comments.count() == 1


def test_two_known_readers_may_say_the_same(client):
    article, other = an_article(), Client()
    post(client, an_article())
    post(other, an_article(), "Khác")
    post(client, article)
    post(other, article)
    assert article.comments.count() == 2


def test_a_sending_keeps_its_name_over_the_edge_of_its_ten_minutes():
    article, voice = an_article(), Voice("k", origin="127.0.0.1 trình duyệt")
    edge = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)
    draft = Draft("Lan", "Hay")
    before, _ = submissions(article, draft, voice, edge - timedelta(seconds=1))
    assert before in submissions(article, draft, voice, edge)
    assert before not in submissions(article, draft, voice, edge + posting.WINDOW)
    assert before not in submissions(article, Draft("Lan", "Dở"), voice, edge)


def test_the_same_words_a_day_later_are_refused_as_a_duplicate(client):
    article = an_article()
    post(client, article, "Bài rất hay!")
    yesterday = timezone.now() - timedelta(days=1)
    Comment.objects.update(created_at=yesterday, submission=uuid.uuid4())
    post(client, article, "Bài rất hay")
    again = article.comments.first()
    assert article.comments.count() == 2
    assert again.status == Verdict.REJECTED
    decision = again.decisions.get()
    assert (decision.rule, decision.matched) == ("duplicate", "Bài rất hay")


def test_the_same_words_in_another_thread_are_not_a_duplicate(client):
    article = an_article()
    one, two = a_comment(article, "Một"), a_comment(article, "Hai")
    post(client, article, "Đồng ý!", parent=one.pk)
    post(client, article, "Đồng ý!", parent=two.pk)
    assert article.comments.filter(text="Đồng ý!", status="pending").count() == 2


def in_parallel(send, times=200):
    def task(n):
        try:
            return send(n)
        finally:
            connection.close()

    with ThreadPoolExecutor(max_workers=25) as pool:
        return list(pool.map(task, range(times)))


def a_known_reader() -> str:
    client = Client()
    post(client, an_article(), "Lời ở bài khác")
    return client.cookies["doc_gia"].value


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("is_known", [True, False], ids=["one cookie", "no cookie"])
def test_two_hundred_clicks_at_once_store_one_comment(is_known):
    cookie = a_known_reader() if is_known else ""
    HouseRules.objects.create(version=1, text="Lịch sự.", published_at=timezone.now())
    article = an_article()

    def click(n):
        client = Client()
        if cookie:
            client.cookies["doc_gia"] = cookie
        return post(client, article, rules="1").status_code

    assert set(in_parallel(click)) == {303}
    assert article.comments.count() == article.comments.get().decisions.count() == 1
    assert RulesAcceptance.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_hundred_readers_at_once_lose_no_comment():
    article = an_article()

    def send(n):
        """Each from a network of its own: a flood from one place is another story."""
        client = Client(REMOTE_ADDR=f"192.0.2.{n}")
        return post(client, article, f"Lời thứ {n}", name=f"Bạn đọc {n}").status_code

    assert set(in_parallel(send)) == {303}
    assert article.comments.count() == Decision.objects.count() == 200
    assert article.comments.values("text").distinct().count() == 200


# What others see -----------------------------------------------------------------------------


def test_approved_comments_stand_in_the_page_newest_thread_first(client):
    article = an_article()
    old, new = a_comment(article, "Cũ"), a_comment(article, "Mới")
    a_comment(article, "Đáp một", parent=old)
    a_comment(article, "Đáp hai", parent=old)
    html = page(client, article)
    texts = [text.get_text(strip=True) for text in html.select(".comments .comment > .text")]
    assert [text for text in texts if text] == ["Mới", "Cũ", "Đáp một", "Đáp hai"]
    assert "Bình luận (4)" in html.select_one(".comments h2").get_text()
    assert html.find(id=f"binh-luan-{new.pk}").time["datetime"]
    assert html.select(f'.thread form input[name=parent][value="{old.pk}"]')


def test_a_forged_status_from_a_fixture_shows_nothing(client, tmp_path):
    article = an_article()
    forged = {
        "model": "comments.comment",
        "pk": 77,
        "fields": {
            "article": article.guid.hex and article.pk,
            "name": "Kẻ lạ",
            "text": "Lời chưa ai duyệt",
            "status": "approved",
            "created_at": "2026-11-21T12:00:00Z",
            "submission": str(uuid.uuid4()),
        },
    }
    fixture = tmp_path / "forged.json"
    fixture.write_text(json.dumps([forged]))
    call_command("loaddata", str(fixture), verbosity=0)
    assert Comment.objects.get(pk=77).status == "approved"
    assert "Lời chưa ai duyệt" not in client.get(article.get_absolute_url()).content.decode()
    assert client.post("/bao-cao/77/", {"reason": "spam"}).status_code == 404


def test_every_id_on_the_page_is_unique(client):
    article = an_article()
    for n in range(3):
        a_comment(article, "Đáp", parent=a_comment(article, f"Lời {n}"))
    ids = re.findall(r'\sid="([^"]+)"', client.get(article.get_absolute_url()).content.decode())
    assert len(ids) == len(set(ids))


def test_the_conversation_costs_one_query_however_long(client):
    article = an_article()
    a_comment(article)
    few = queries_about_comments(client, article)
    for n in range(40):
        a_comment(article, "Đáp", parent=a_comment(article, f"Lời {n}"))
    assert queries_about_comments(client, article) == few == 1


def queries_about_comments(client, article):
    with CaptureQueriesContext(connection) as captured:
        client.get(article.get_absolute_url())
    return sum('FROM "comments_comment"' in query["sql"] for query in captured.captured_queries)


def test_a_long_conversation_shows_its_newest_threads(client):
    article = an_article()
    for n in range(31):
        a_comment(article, f"Lời số {n}.")
    type(article).objects.filter(pk=article.pk).update(public_comment_count=31)
    html = page(client, article)
    assert len(html.select(".thread")) == 30
    assert "Lời số 0." not in html.select_one(".threads").get_text()
    assert "Bình luận (31)" in html.select_one(".comments h2").get_text()
