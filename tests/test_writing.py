"""A reader writes: what may be said about oneself, what has to be changed, who is turned away."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.utils import timezone

from comments import deciding
from comments.models import Ban, Comment, Verdict
from tests.builders import a_comment, a_user, an_article

pytestmark = pytest.mark.django_db


def post(client, article, text="Bài viết rất hay.", **fields):
    return client.post(f"/binh-luan/{article.pk}/", {"name": "Lan", "text": text} | fields)


def html_of(response):
    return BeautifulSoup(response.content, "html.parser")


def complaints(response):
    assert response.status_code == 422
    return html_of(response).select_one(".errors").get_text(" ", strip=True)


def typed_in(response):
    """What the form of a page that came back would send, by name."""
    form = html_of(response).select_one("#viet-binh-luan form")
    sent = {box["name"]: box.get("value", "") for box in form.select("input[name]")}
    for box in form.select("input[type=checkbox][name]"):
        sent[box["name"]] = "on" if box.has_attr("checked") else ""
    return sent | {"text": form.textarea.get_text().removeprefix("\n")}


# About oneself -------------------------------------------------------------------------------


def test_a_guest_leaves_an_address_that_nobody_sees(client):
    article = an_article()
    post(client, article, email=" lan@bao.vn ", wants_replies="on")
    comment = article.comments.get()
    assert (comment.email, comment.wants_replies) == ("lan@bao.vn", True)
    a_comment(article, email="minh@bao.vn")
    assert "minh@bao.vn" not in client.get(article.get_absolute_url()).content.decode()
    assert "lan@bao.vn" not in client.get(f"/toi/?bai={article.pk}").content.decode()


def test_an_address_is_not_asked_for(client):
    article = an_article()
    post(client, article)
    comment = article.comments.get()
    assert (comment.email, comment.wants_replies) == ("", False)


def test_notices_need_somewhere_to_go(client):
    article = an_article()
    answer = post(client, article, wants_replies="on")
    assert "hãy cho biết thư điện tử" in complaints(answer)
    assert html_of(answer).select_one("#thu-moi")["aria-invalid"] == "true"
    assert typed_in(answer)["wants_replies"] == "on"


@pytest.mark.parametrize("email", ["lan", "lan@", "a b@c.vn", "a@b.vn\r\nBcc: x@y.vn", "a" * 300])
def test_an_address_that_is_none_comes_back(client, email):
    article = an_article()
    answer = post(client, article, email=email)
    assert "Thư điện tử này chưa đúng" in complaints(answer)
    assert not article.comments.exists()


def test_an_account_needs_no_address_and_no_name(client):
    article = an_article()
    client.force_login(a_user(display_name="Trần Minh"))
    post(client, article, name="", email="ai@do.vn", wants_replies="on")
    comment = article.comments.get()
    assert (comment.name, comment.email, comment.wants_replies) == ("Trần Minh", "", True)


def test_a_form_that_comes_back_to_an_account_asks_no_name(client):
    client.force_login(a_user())
    assert not html_of(post(client, an_article(), "")).select(".guest")


# What has to be changed ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "advice"),
    [
        ("a" * 4312, "Bình luận dài 4.312 ký tự; hãy rút còn 4.000 ký tự."),
        (
            " ".join(f"https://a{n}.vn" for n in range(7)),
            "Bình luận có 7 liên kết; hãy bớt còn 5 liên kết.",
        ),
        ("\u200b \n", "Chưa có lời nào. Hãy viết bình luận rồi bấm Gửi."),
    ],
)
def test_a_mistake_says_what_to_change(client, text, advice):
    article = an_article()
    assert advice in complaints(post(client, article, text))
    assert not article.comments.exists()


def test_a_text_of_exactly_the_longest_length_is_taken(client):
    article = an_article()
    assert post(client, article, "ầ" * 4000).status_code == 303
    assert article.comments.get().text == "ầ" * 4000


def test_everything_typed_comes_back(client):
    article = an_article()
    top = a_comment(article)
    sent = {
        "name": "Lan <b>",
        "email": "lan@",
        "text": 'Lời "đã" viết\n</textarea><script>alert(1)</script>',
        "parent": str(top.pk),
        "wants_replies": "on",
    }
    answer = client.post(f"/binh-luan/{article.pk}/", sent)
    assert answer.status_code == 422
    kept = typed_in(answer)
    assert {name: kept[name] for name in sent} == sent
    assert not html_of(answer).select(".comments script:not([src])")


def test_a_parent_that_vanished_leaves_a_new_comment_to_send(client):
    article = an_article()
    top = a_comment(article)
    Comment.objects.filter(pk=top.pk).update(status=Verdict.REJECTED)
    answer = post(client, article, "Lời đáp", parent=top.pk)
    assert "không còn ở đây" in complaints(answer)
    again = typed_in(answer)
    assert "parent" not in again
    assert client.post(f"/binh-luan/{article.pk}/", again).status_code == 303
    assert article.comments.get(text="Lời đáp").parent is None


# Replies -------------------------------------------------------------------------------------


def test_a_reply_to_a_reply_keeps_who_is_answered(client):
    article = an_article()
    top = a_comment(article)
    reply = a_comment(article, "Đáp", name="Minh", parent=top)
    post(client, article, "Đáp nữa", parent=reply.pk)
    post(client, article, "Đáp đầu luồng", parent=top.pk)
    said = article.comments.get(text="Đáp nữa")
    assert (said.parent, said.answered) == (top, reply)
    assert article.comments.get(text="Đáp đầu luồng").answered is None


def test_a_mistaken_reply_to_a_reply_still_answers_it(client):
    article = an_article()
    reply = a_comment(article, "Đáp", name="Minh", parent=a_comment(article))
    answer = post(client, article, "Đáp nữa", name="", parent=reply.pk)
    assert typed_in(answer)["parent"] == str(reply.pk)
    assert "Trả lời Minh" in html_of(answer).select_one("#viet-binh-luan").get_text()


def test_a_reply_shows_whom_it_answers_while_that_one_is_shown(client):
    article = an_article()
    top = a_comment(article)
    reply = a_comment(article, "Đáp", name="Minh <b>", parent=top)
    second = a_comment(article, "Đáp nữa", name="Hoa", parent=top, answered=reply)
    shown = html_of(client.get(article.get_absolute_url())).find(id=f"binh-luan-{second.pk}")
    assert shown.select_one(".answers").get_text() == "đáp Minh <b>"
    assert shown.select_one(".answers")["href"] == f"#binh-luan-{reply.pk}"
    deciding.reject(reply, by=None, reason="Lăng mạ")
    shown = html_of(client.get(article.get_absolute_url())).find(id=f"binh-luan-{second.pk}")
    assert not shown.select(".answers")


def test_a_reply_is_answered_by_a_link_without_scripts(client):
    article = an_article()
    top = a_comment(article)
    reply = a_comment(article, "Đáp", name="Minh", parent=top)
    page = html_of(client.get(article.get_absolute_url()))
    link = page.find(id=f"binh-luan-{reply.pk}").select_one(".answer-it")["href"]
    write = html_of(client.get(link)).select_one("#viet-binh-luan")
    assert "Trả lời Minh" in write.get_text()
    assert write.select_one("[name=parent]")["value"] == str(reply.pk)
    assert not client.get(link).cookies


@pytest.mark.parametrize("asked", ["", "x", "0", "-1", "9" * 19, "9" * 5000, "٣", "hidden"])
def test_a_hostile_question_whom_to_answer_is_no_answer(client, asked):
    article = an_article()
    top = a_comment(article)
    if asked == "hidden":
        asked = a_comment(article, "Đáp", parent=top, approved=False).pk
    page = client.get(f"/binh-luan/{article.pk}/{top.pk}/", {"dap": asked})
    assert page.status_code == 200
    assert not html_of(page).select("#viet-binh-luan [name=parent]")


# Who is turned away --------------------------------------------------------------------------


def test_whoever_was_signed_in_is_not_turned_into_a_guest(client):
    article, user = an_article(), a_user(display_name="Trần Minh")
    client.force_login(user)
    client.logout()
    answer = post(client, article, "Lời đang viết", name="", **{"as": "account"})
    assert "Phiên đăng nhập của bạn đã hết" in complaints(answer)
    assert html_of(answer).select_one(".sign-in a")["href"].endswith(article.get_absolute_url())
    assert not article.comments.exists()
    kept = typed_in(answer)
    assert (kept["text"], kept["as"]) == ("Lời đang viết", "")
    client.force_login(user)
    client.post(f"/binh-luan/{article.pk}/", kept)
    assert article.comments.get().author == user


def test_an_expired_session_may_go_on_as_a_guest(client):
    article = an_article()
    kept = typed_in(post(client, article, "Lời đang viết", name="Lan", **{"as": "account"}))
    assert client.post(f"/binh-luan/{article.pk}/", kept).status_code == 303
    assert (article.comments.get().name, article.comments.get().author) == ("Lan", None)


def test_a_paper_may_take_comments_of_accounts_only(client, settings):
    settings.COMMENTS_REQUIRE_ACCOUNT = True
    article = an_article()
    page = html_of(client.get(article.get_absolute_url()))
    assert "Đăng nhập để bình luận" in page.select_one(".sign-in").get_text()
    assert not page.select(".guest")
    answer = post(client, article, "Lời của khách")
    assert "chỉ nhận bình luận của tài khoản" in complaints(answer)
    assert typed_in(answer)["text"] == "Lời của khách"
    assert not article.comments.exists()
    client.force_login(a_user())
    assert post(client, article).status_code == 303


def test_a_banned_reader_is_told_why_and_keeps_the_text(client):
    article = an_article()
    post(client, article)
    voice = article.comments.get().voice
    tomorrow = timezone.now() + timedelta(days=1)
    ban = Ban.objects.create(kind="voice", value=voice, reason="Lăng mạ", until=tomorrow)
    answer = post(client, article, "Lời khác")
    assert "Lý do: Lăng mạ" in complaints(answer)
    assert f"{timezone.localtime(tomorrow):%d/%m/%Y}" in complaints(answer)
    assert typed_in(answer)["text"] == "Lời khác"
    assert article.comments.count() == 1
    ban.delete()
    assert post(client, article, "Lời khác").status_code == 303


@pytest.mark.parametrize(
    ("kind", "value"), [("email", "LAN@bao.vn"), ("pattern", "*@bao.vn"), ("pattern", "xau xi")]
)
def test_a_ban_follows_an_address_or_a_pattern(client, kind, value):
    article = an_article()
    Ban.objects.create(kind=kind, value=value, reason="Thư rác")
    answer = post(client, article, "Đồ xấu xí", name="Xấu xí", email="lan@bao.vn")
    assert "Lý do: Thư rác" in complaints(answer)


# Robots --------------------------------------------------------------------------------------


@pytest.mark.parametrize("seconds", ["", "x", "-1", "9" * 30, "0.5", "1", "77"])
def test_a_hint_about_time_never_costs_a_comment(client, seconds):
    article = an_article()
    assert post(client, article, seconds=seconds).status_code == 303
    assert article.comments.get().decisions.get().rule == "first_timer"


def test_what_was_written_in_no_time_is_looked_at(client):
    article = an_article()
    post(client, article, seconds="0")
    assert article.comments.get().decisions.get().rule == "typed_too_fast"


def test_where_the_paper_publishes_first_the_sender_is_told_so(client, settings):
    settings.COMMENTS_POLICY = "post"
    article = an_article()
    post(client, article, text="Lời đầu tiên, được người đọc trước.")
    deciding.approve(article.comments.get(), None)
    answer = post(client, article)
    assert answer["Location"] == f"{article.get_absolute_url()}#da-dang"
    notice = html_of(client.get(article.get_absolute_url())).find(id="da-dang")
    assert "Đã đăng bình luận của bạn" in notice.get_text()


def test_a_comment_rejected_at_once_leads_to_the_reason(client):
    article = an_article()
    post(client, article, "Bài rất hay!")
    comment = article.comments.get()
    Comment.objects.update(created_at=timezone.now() - timedelta(hours=1))
    Comment.objects.update(submission="00000000-0000-4000-8000-000000000000")
    answer = post(client, article, "Bài rất hay")
    again = article.comments.exclude(pk=comment.pk).get()
    assert answer["Location"] == f"/toi/binh-luan/#binh-luan-{again.pk}"
    page = html_of(client.get("/toi/binh-luan/")).find(id=f"binh-luan-{again.pk}")
    assert "Bạn đã gửi lời này" in page.get_text()


def test_spam_is_thanked_like_everybody(client):
    good, bad = an_article(), an_article()
    thanks = post(client, good)["Location"].removeprefix(good.get_absolute_url())
    robot = Client()
    answer = post(robot, bad, website="http://spam.test")
    assert answer["Location"] == f"{bad.get_absolute_url()}{thanks}"
    seen, honest = (c.get(f"/toi/?bai={a.pk}").json() for c, a in ((robot, bad), (client, good)))
    for key in ("status", "status_label", "reason"):
        assert seen["comments"][0][key] == honest["comments"][0][key]
