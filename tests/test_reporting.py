"""Readers report a comment; enough of them hide it until a moderator looks."""

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from comments.deciding import approve
from comments.models import Ban, Comment, Report
from tests.builders import a_comment, a_user, an_article

pytestmark = pytest.mark.django_db


def report(client, comment, reason="spam", **more):
    return client.post(f"/bao-cao/{comment.pk}/", {"reason": reason} | more)


def elsewhere(n):
    """A guest of another network."""
    return Client(REMOTE_ADDR=f"198.51.100.{n}")


def a_member():
    client = Client()
    client.force_login(a_user())
    return client


def is_shown(comment):
    return Comment.objects.public().filter(pk=comment.pk).exists()


def test_a_reader_asks_for_the_form_and_reads_what_they_report(client):
    article = an_article()
    comment = a_comment(article, "Lời <b>quá</b> đáng", name="Kẻ phá")
    link = BeautifulSoup(client.get(article.get_absolute_url()).content, "html.parser").select_one(
        f"#binh-luan-{comment.pk} .report"
    )
    html = BeautifulSoup(client.get(link["href"]).content, "html.parser")
    assert "Lời <b>quá</b> đáng" in html.select_one("blockquote").get_text()
    assert html.select_one('meta[name="robots"]')["content"] == "noindex"
    values = [each["value"] for each in html.select("input[name=reason]")]
    assert values == Report.Reason.values
    assert html.select_one("form.report-form")["action"] == f"/bao-cao/{comment.pk}/"


def test_a_reader_reports_a_comment_once(client):
    article = an_article()
    comment = a_comment(article)
    for reason in ("spam", "insult"):
        response = report(client, comment, reason, note=" Chửi người khác. ")
        assert response.status_code == 303
        assert response["Location"] == f"{article.get_absolute_url()}#da-bao"
        assert not response.cookies
    found = Report.objects.get()
    assert (found.reason, found.note, len(found.network)) == ("insult", "Chửi người khác.", 64)
    page = BeautifulSoup(client.get(article.get_absolute_url()).content, "html.parser")
    assert page.find(id="da-bao").get_text() == "Đã nhận báo cáo của bạn. Cảm ơn bạn."


@pytest.mark.parametrize("sent", [{}, {"reason": "ghét"}, {"reason": ""}, {"reason": "spam\x00"}])
def test_a_report_without_a_reason_comes_back_with_its_note(client, sent):
    comment = a_comment(an_article())
    response = client.post(f"/bao-cao/{comment.pk}/", {"note": "Lời <i>kèm</i>"} | sent)
    assert response.status_code == 422
    assert "no-store" in response["Cache-Control"]
    html = BeautifulSoup(response.content, "html.parser")
    assert html.find(id="loi-kem").get_text().strip() == "Lời <i>kèm</i>"
    assert html.find(id="ly-do-sai").get_text() == "Hãy chọn một lý do."
    assert not Report.objects.exists()


def test_a_note_that_is_too_long_comes_back(client):
    comment = a_comment(an_article())
    response = report(client, comment, note="a" * 501)
    assert response.status_code == 422
    assert "rút còn 500" in response.content.decode()
    assert report(client, comment, note="\u200b\x00 ").status_code == 303
    assert Report.objects.get().note == ""


def test_nobody_can_report_what_is_not_shown(client):
    comment = a_comment(an_article(), approved=False)
    assert report(client, comment).status_code == 404
    assert client.get(f"/bao-cao/{comment.pk}/").status_code == 404


def test_enough_readers_hide_a_comment_until_a_moderator_looks(client, settings):
    settings.COMMENTS_HIDE_AT_REPORTS = 3
    article = an_article()
    comment = a_comment(article, "Lời bị báo")
    reply = a_comment(article, "Lời đáp", parent=comment)
    report(elsewhere(1), comment)
    report(a_member(), comment)
    assert is_shown(comment)
    report(a_member(), comment)
    assert not is_shown(comment)
    assert not is_shown(reply)
    assert "Lời bị báo" not in client.get(article.get_absolute_url()).content.decode()
    article.refresh_from_db()
    assert article.public_comment_count == 0
    comment.refresh_from_db()
    decision = comment.decisions.last()
    assert (comment.status, decision.verdict, decision.rule) == ("pending", "pending", "reports")
    assert "3 bạn đọc" in decision.reason
    assert (decision.by, comment in Comment.objects.waiting()) == (None, True)


def test_reports_that_were_looked_at_do_not_count_again(settings):
    settings.COMMENTS_HIDE_AT_REPORTS = 2
    comment, reporters = a_comment(an_article()), [elsewhere(1), elsewhere(2)]
    for client in reporters:
        report(client, comment)
    comment.refresh_from_db()
    approve(comment, by=a_user(is_superuser=True))
    assert not Report.objects.filter(looked_at=None).exists()
    for client in (*reporters, elsewhere(3)):
        report(client, comment)
    assert is_shown(comment)
    report(elsewhere(4), comment)
    assert not is_shown(comment)


def test_approving_what_still_stands_settles_its_reports():
    comment = a_comment(an_article())
    moderator = a_user(is_superuser=True)
    approve(comment, by=moderator)
    report(elsewhere(1), comment)
    approve(comment, by=moderator)
    assert Report.objects.get().looked_by == moderator


def test_guests_of_one_network_are_one_reporter(client, settings):
    settings.COMMENTS_HIDE_AT_REPORTS = 2
    comment = a_comment(an_article())
    report(client, comment)
    for _ in range(3):
        with_cookie = Client()
        with_cookie.post(f"/danh-gia/{an_article().pk}/", {"value": "good"})
        report(with_cookie, comment)
    assert Report.objects.count() == 4
    assert is_shown(comment)


def test_no_number_of_reports_hides_where_the_paper_says_so(settings):
    settings.COMMENTS_HIDE_AT_REPORTS = 0
    comment = a_comment(an_article())
    for n in range(4):
        report(elsewhere(n), comment)
    assert is_shown(comment)


def test_who_reports_too_much_is_told_and_not_recorded(client):
    article = an_article()
    answers = [report(client, a_comment(article))["Location"] for _ in range(11)]
    assert [address.split("#")[1] for address in answers] == ["da-bao"] * 10 + ["bao-nhieu"]
    assert Report.objects.count() == 10


def test_a_banned_reader_cannot_report(settings):
    settings.COMMENTS_HIDE_AT_REPORTS = 1
    comment, user, client = a_comment(an_article()), a_user(), Client()
    client.force_login(user)
    Ban.objects.create(kind="account", value=str(user.pk), reason="Báo cáo bừa")
    assert report(client, comment).status_code == 403
    Ban.objects.update(is_silent=True)
    assert report(client, comment)["Location"].endswith("#da-bao")
    Ban.objects.all().delete()
    user.email = "pha@spam.vn"
    user.save()
    Ban.objects.create(kind="email", value="pha@spam.vn", reason="Phá", is_silent=True)
    report(client, comment)
    assert not Report.objects.exists()
    assert is_shown(comment)
