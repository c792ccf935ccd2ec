"""A reader looks after what was written: sees what became of it, rewords it, takes it back."""

import re
from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles import publishing
from articles.models import Article
from comments import deciding
from comments.models import Ban, Comment, Decision, Reason, Verdict
from comments.voice import COOKIE
from tests.builders import a_comment, a_user, an_article

pytestmark = pytest.mark.django_db
MINE = "/toi/binh-luan/"


@pytest.fixture
def article():
    return an_article("Bến sông buổi sớm")


@pytest.fixture
def own(client, article):
    """A comment that this browser sent a moment ago."""
    return write(client, article)


def write(client, article, text="Lời của tôi", **fields):
    client.post(f"/binh-luan/{article.pk}/", {"name": "Lan", "text": text} | fields)
    return article.comments.get(text=text)


def edit(client, comment, text="Lời đã sửa", edition=1, **fields):
    return client.post(f"{MINE}{comment.pk}/sua/", {"text": text, "edition": edition} | fields)


def remove(client, comment, **fields):
    return client.post(f"{MINE}{comment.pk}/xoa/", fields)


def html_of(response):
    return BeautifulSoup(response.content, "html.parser")


def shown(client, article):
    return client.get(article.get_absolute_url()).content.decode()


def later(comment, **ago):
    Comment.objects.filter(pk=comment.pk).update(created_at=timezone.now() - timedelta(**ago))


# Rewording -----------------------------------------------------------------------------------


def test_an_edit_waits_like_a_new_comment(client, article, own):
    deciding.approve(own, by=None)
    assert "Lời của tôi" in shown(client, article)
    assert edit(client, own)["Location"] == f"{MINE}#da-sua"
    own.refresh_from_db()
    assert (own.text, own.edition, own.status) == ("Lời đã sửa", 2, Verdict.PENDING)
    assert own.edited_at
    assert own.decisions.last().edition == 2
    page = shown(client, article)
    assert "Lời của tôi" not in page
    assert "Lời đã sửa" not in page
    assert Article.objects.get(pk=article.pk).public_comment_count == 0


@pytest.mark.parametrize("policy", ["trusted", "post"])
def test_an_edit_waits_also_where_the_paper_lets_comments_pass(
    client, article, own, settings, policy
):
    settings.COMMENTS_POLICY, settings.COMMENTS_TRUSTED_AFTER = policy, 1
    deciding.approve(own, by=None)
    passes = write(client, article, "Lời qua thẳng, không ai phải đọc trước")
    assert passes.status == Verdict.APPROVED
    edit(client, passes)
    passes.refresh_from_db()
    assert (passes.status, passes.decisions.last().rule) == (Verdict.PENDING, "reworded")
    assert "Lời đã sửa" not in shown(client, article)


def test_a_moderator_cannot_approve_words_edited_since(client, own):
    read = Comment.objects.get(pk=own.pk)
    edit(client, own)
    with pytest.raises(deciding.ValidationError):
        deciding.approve(read, by=None)


def test_the_rules_judge_an_edit(client, own):
    edit(client, own, " ".join(f"http://a{n}.vn" for n in range(3)))
    assert own.decisions.last().rule == "too_many_links"


def test_an_edit_is_no_duplicate_of_itself(client, own):
    edit(client, own, "Lời  của tôi!")
    assert own.decisions.last().rule == "first_timer"


def test_an_edit_is_a_duplicate_of_another_comment(client, article, own):
    other = write(client, article, "Lời khác hẳn")
    answer = edit(client, other, "Lời của tôi.")
    assert answer["Location"] == f"{MINE}#binh-luan-{other.pk}"
    assert other.decisions.last().rule == "duplicate"


def test_an_edit_ends_a_pick(client, own):
    Comment.objects.filter(pk=own.pk).update(is_pick=True)
    edit(client, own)
    own.refresh_from_db()
    assert not own.is_pick


@pytest.mark.parametrize("minutes", [5, 60])
def test_a_late_edit_keeps_the_typed_text_and_says_why(client, own, minutes):
    later(own, minutes=minutes)
    answer = edit(client, own, "Lời <b>sửa muộn</b>")
    assert answer.status_code == 422
    assert "no-store" in answer["Cache-Control"]
    html = html_of(answer)
    assert "Đã quá 5 phút" in html.select_one(".errors").get_text()
    assert html.textarea.get_text().strip() == "Lời <b>sửa muộn</b>"
    own.refresh_from_db()
    assert (own.text, own.edition, own.decisions.count()) == ("Lời của tôi", 1, 1)


def test_an_edit_in_another_window_is_not_written_over(client, own):
    edit(client, own, "Sửa lần một")
    answer = edit(client, own, "Sửa ở cửa sổ cũ")
    html = html_of(answer)
    assert answer.status_code == 422
    assert "ở cửa sổ khác" in html.select_one(".errors").get_text()
    assert html.textarea.get_text().strip() == "Sửa ở cửa sổ cũ"
    assert "Sửa lần một" in html.select_one(".text").get_text()
    again = {"text": "Sửa ở cửa sổ cũ", "edition": html.select_one("[name=edition]")["value"]}
    assert client.post(f"{MINE}{own.pk}/sua/", again).status_code == 303


def test_a_double_click_on_an_edit_is_one_edit(client, own):
    assert edit(client, own).status_code == edit(client, own).status_code == 303
    own.refresh_from_db()
    assert (own.edition, own.decisions.count()) == (2, 2)


@pytest.mark.parametrize("text", ["", "a" * 4001, "\u200b"])
def test_an_edit_with_a_mistake_comes_back(client, own, text):
    answer = edit(client, own, text)
    assert answer.status_code == 422
    html = html_of(answer)
    why = html.select_one(f".errors a[href='#sua-{own.pk}']").get_text()
    assert html.find(id=html.textarea["aria-describedby"]).get_text() == why
    own.refresh_from_db()
    assert own.edition == 1


@pytest.mark.parametrize("edition", ["", "x", "-1", "0", "9" * 40])
def test_a_hostile_edition_is_a_stale_one(client, own, edition):
    assert edit(client, own, edition=edition).status_code == 422


def test_nothing_is_edited_where_the_article_was_closed(client, article, own):
    Article.objects.filter(pk=article.pk).update(comment_policy="closed")
    answer = edit(client, own)
    assert "đã đóng bình luận" in html_of(answer).select_one(".errors").get_text()
    publishing.withdraw(article, by=None, reason="Sai")
    answer = edit(client, own, "Lời sau khi gỡ")
    assert answer.status_code == 422
    assert "Lời sau khi gỡ" in html_of(answer).textarea.get_text()


def test_a_banned_reader_cannot_edit_but_can_remove(client, article, own):
    deciding.approve(own, by=None)
    Ban.objects.create(kind="voice", value=own.voice, reason="Lăng mạ")
    answer = edit(client, own, "Lời sau khi bị cấm")
    assert answer.status_code == 422
    assert "Lăng mạ" in html_of(answer).select_one(".errors").get_text()
    assert "Lời của tôi" in shown(client, article)
    assert remove(client, own).status_code == 303
    assert "Lời của tôi" not in shown(client, article)


def test_spam_stays_spam_however_it_is_edited(client, article, own):
    deciding.mark_spam(own, by=None)
    assert edit(client, own)["Location"] == f"{MINE}#da-sua"
    own.refresh_from_db()
    assert (own.status, own.text, own.edition) == (Verdict.SPAM, "Lời đã sửa", 2)
    assert own.decisions.last().edition == 2


def test_a_sending_after_an_edit_is_another_comment(client, article, own):
    edit(client, own)
    write(client, article)
    assert article.comments.count() == 2


# Taking back ---------------------------------------------------------------------------------


def test_a_removed_comment_is_nowhere_and_its_replies_stay(client, article, own):
    deciding.approve(own, by=None)
    a_comment(article, "Lời đáp ở lại", parent=own)
    later(own, days=400)
    assert remove(client, own)["Location"] == f"{MINE}#da-xoa"
    decision = own.decisions.last()
    assert (decision.verdict, decision.rule, decision.by) == (Verdict.REMOVED, "author", None)
    for page in (article.get_absolute_url(), f"/toi/?bai={article.pk}", MINE):
        assert "Lời của tôi" not in client.get(page).content.decode()
    assert Comment.objects.public().get().text == "Lời đáp ở lại"
    assert Article.objects.get(pk=article.pk).public_comment_count == 1


def test_removing_twice_is_removing_once(client, own):
    remove(client, own)
    assert remove(client, own).status_code == 404
    assert own.decisions.count() == 2


def test_nobody_is_mailed_about_a_removed_comment(client, article):
    own = write(client, article, email="lan@bao.vn", wants_replies="on")
    remove(client, own)
    own.refresh_from_db()
    assert (own.email, own.wants_replies) == ("", False)


def test_what_was_removed_may_be_said_again(client, article, own):
    remove(client, own)
    assert client.post(
        f"/binh-luan/{article.pk}/", {"name": "Lan", "text": "Lời của tôi"}
    ).status_code == (303)
    assert article.comments.filter(text="Lời của tôi", status=Verdict.PENDING).count() == 1


@pytest.mark.parametrize("act", [deciding.mark_spam, deciding.reject])
def test_removing_a_rejected_comment_brings_no_reply_back(client, article, own, act):
    deciding.approve(own, by=None)
    a_comment(article, "Lời đáp", parent=own)
    act(own, by=None, reason="Lăng mạ")
    remove(client, own)
    assert not Comment.objects.public().exists()


def test_a_removed_comment_cannot_be_edited_and_the_text_comes_back(client, own):
    remove(client, own)
    answer = edit(client, own, "Lời muốn cứu")
    assert answer.status_code == 404
    assert "Lời muốn cứu" in html_of(answer).textarea.get_text()


def test_a_form_on_the_article_leads_back_to_it(client, article, own):
    there = article.get_absolute_url()
    assert edit(client, own, **{"from": "bai"})["Location"] == f"{there}#da-sua"
    assert remove(client, own, **{"from": "bai"})["Location"] == f"{there}#da-xoa"


# Whose ---------------------------------------------------------------------------------------


def test_nobody_else_edits_or_removes(client, article, own):
    stranger, other, forger = Client(), Client(), Client()
    other.force_login(a_user(is_staff=True, is_superuser=True))
    forger.cookies[COOKIE] = client.cookies[COOKIE].value[:-1] + "x"
    write(stranger, an_article(), "Lời người khác")
    for somebody in (stranger, other, forger):
        assert edit(somebody, own).status_code == 404
        assert remove(somebody, own).status_code == 404
        assert "Lời của tôi" not in somebody.get(MINE).content.decode()
    own.refresh_from_db()
    assert (own.text, own.status) == ("Lời của tôi", Verdict.PENDING)


def test_an_account_finds_its_comments_in_every_browser(article):
    user, here, there = a_user(), Client(), Client()
    here.force_login(user)
    own = write(here, article)
    there.force_login(user)
    assert "Lời của tôi" in there.get(MINE).content.decode()
    assert edit(there, own).status_code == 303


def test_a_guest_who_signs_in_keeps_what_was_written_before(client, article, own):
    client.force_login(a_user())
    assert "Lời của tôi" in client.get(MINE).content.decode()
    assert client.get(f"/toi/?bai={article.pk}").json()["comments"][0]["id"] == own.pk
    assert edit(client, own).status_code == 303


@pytest.mark.parametrize("address", ["1/sua/", "1/xoa/", f"{10**30}/sua/", "0/xoa/"])
def test_what_is_not_there_is_not_found(client, own, address):
    Comment.objects.exclude(pk=own.pk).delete()
    address = address.replace("1/", "987654/") if address.startswith("1/") else address
    assert client.post(f"{MINE}{address}").status_code == 404
    assert client.get(f"{MINE}{address}").status_code == 405


def test_another_site_cannot_remove(client, own):
    answer = client.post(f"{MINE}{own.pk}/xoa/", headers={"Sec-Fetch-Site": "cross-site"})
    assert answer.status_code == 403
    own.refresh_from_db()
    assert own.status == Verdict.PENDING


# The page "Bình luận của tôi" ----------------------------------------------------------------


def entry(client, comment):
    return html_of(client.get(MINE)).find(id=f"binh-luan-{comment.pk}")


def test_the_page_is_for_its_reader_alone(client, own):
    answer = client.get(MINE)
    assert "no-store" in answer["Cache-Control"]
    assert "private" in answer["Cache-Control"]
    assert answer["X-Robots-Tag"] == "noindex"
    assert not answer.cookies
    assert html_of(answer).select_one("meta[name=robots]")["content"] == "noindex"


def test_a_stranger_is_told_where_to_look(client):
    answer = client.get(MINE)
    assert "Chưa có bình luận nào gửi từ trình duyệt này" in answer.content.decode()
    assert not answer.cookies


def test_a_waiting_comment_shows_its_state_and_its_time(client, article, own):
    later(own, minutes=2, seconds=30)
    found = entry(client, own)
    assert "Chờ duyệt" in found.select_one(".state").get_text()
    assert "còn 3 phút" in found.select_one(".edit summary").get_text(" ", strip=True)
    assert found.select_one(".own-place a")["href"].startswith(article.get_absolute_url())
    assert found.select_one("form[action$='/xoa/']")
    later(own, minutes=6)
    found = entry(client, own)
    assert not found.select("form[action$='/sua/']")
    assert found.select_one("form[action$='/xoa/']")


def test_a_rejected_comment_shows_the_code_and_the_note(client, own):
    deciding.reject(own, by=None, reason="Bài nói về sông, không về cầu.", code=Reason.OFF_TOPIC)
    state = entry(client, own).select_one(".state").get_text(" ", strip=True)
    assert state == "Từ chối Lý do: lạc đề: Bài nói về sông, không về cầu."
    deciding.reject(own, by=None, code=Reason.OFF_TOPIC)
    state = entry(client, own).select_one(".state").get_text(" ", strip=True)
    assert state == "Từ chối Lý do: lạc đề"


def test_an_approved_comment_leads_to_its_place(client, article, own):
    deciding.approve(own, by=None, reason="Đạt")
    found = entry(client, own)
    assert found.select_one(".own-place a")["href"] == own.get_absolute_url()
    assert "Đạt" not in found.get_text()
    publishing.withdraw(article, by=None, reason="Sai")
    assert not entry(client, own).select(".own-place a")


def test_spam_and_waiting_cannot_be_told_apart(client, article):
    waiting, spam = write(client, article, "Lời một"), write(client, article, "Lời hai")
    deciding.mark_spam(spam, by=None, reason="Quảng cáo")
    one, two = (str(entry(client, each)) for each in (waiting, spam))
    assert html_text(two, spam).replace("Lời hai", "Lời một") == html_text(one, waiting)
    first, second = client.get(f"/toi/?bai={article.pk}").json()["comments"]
    differ = {"id", "text", "created_at", "sent", "seconds_left"}
    assert {k: v for k, v in first.items() if k not in differ} == {
        k: v for k, v in second.items() if k not in differ
    }


def html_text(markup, comment):
    found = BeautifulSoup(markup, "html.parser")
    for stamp in found.select("time"):
        stamp.decompose()
    return re.sub(rf"(?<=[-/]){comment.pk}\b(?!\.html)", "N", str(found))


def test_the_page_goes_on_by_marks_and_costs_the_same(client, article):
    first = write(client, article, "Lời thứ nhất")
    with CaptureQueriesContext(connection) as few:
        client.get(MINE)
    for n in range(25):
        Comment.objects.create(article=article, name="Lan", text=f"Lời {n}", voice=first.voice)
    with CaptureQueriesContext(connection) as many:
        page = html_of(client.get(MINE))
    assert len(many) == len(few) <= 5
    assert len(page.select(".own")) == 20
    rest = html_of(client.get(page.select_one("a[rel=next]")["href"]))
    assert len(rest.select(".own")) == 6
    texts = {each.select_one(".text").get_text() for each in page.select(".own")}
    assert not texts & {each.select_one(".text").get_text() for each in rest.select(".own")}
    assert rest.select(".own")[-1].select_one(".text").get_text(strip=True) == "Lời thứ nhất"


@pytest.mark.parametrize("mark", ["abc", "1-99999999999999999999", "%00", "-", "9" * 5000])
def test_hostile_marks_never_break_the_page(client, own, mark):
    assert client.get(f"{MINE}?sau={mark}").status_code == 200


def test_what_a_reader_wrote_stays_text_on_the_page(client, article):
    hostile = "</textarea><img src=x onerror=alert(1)>"
    own = write(client, article, hostile, name="<i>Lan")
    found = entry(client, own)
    assert not found.select("img, i")
    assert found.textarea.get_text().strip() == hostile


def test_every_decision_about_own_comments_is_in_the_trail(client, own):
    edit(client, own)
    remove(client, own)
    trail = Decision.objects.filter(comment=own).values_list("rule", "verdict", "edition", "text")
    assert list(trail) == [
        ("first_timer", "pending", 1, "Lời của tôi"),
        ("first_timer", "pending", 2, "Lời đã sửa"),
        ("author", "removed", 2, "Lời đã sửa"),
    ]
