"""Moderating at the desk."""

import pytest
from bs4 import BeautifulSoup

from comments import deciding
from comments.models import Comment, Reason, Report, Verdict
from tests.builders import a_comment, an_article
from tests.desk import at_the_desk, desk, messages_of, owner

COMMENT = "comments.comment"

pytestmark = pytest.mark.django_db


def public(comment) -> bool:
    return Comment.objects.public().filter(pk=comment.pk).exists()


def test_a_moderator_approves_with_one_click():
    moderator, comment = at_the_desk("Kiểm duyệt viên"), a_comment(an_article(), approved=False)
    address = desk(COMMENT, "approve_now", comment.pk)
    assert address in moderator.get(desk(COMMENT)).text
    assert moderator.get(address).status_code == 405
    response = moderator.post(address, follow=True)
    assert "Đã duyệt 1 bình luận" in messages_of(response)
    assert public(comment)
    assert comment.decisions.get().by == moderator.user


def test_a_moderator_rejects_and_says_why():
    moderator, comment = at_the_desk("Kiểm duyệt viên"), a_comment(an_article())
    address = desk(COMMENT, "reject", comment.pk)
    assert moderator.post(address, {"confirmed": "yes", "reason": ""}).context["form"].errors
    assert public(comment)
    moderator.post(address, {"confirmed": "yes", "reason": "Xúc phạm người khác."})
    assert not public(comment)
    assert comment.decisions.last().reason == "Xúc phạm người khác."


def test_a_moderator_puts_several_away_as_spam():
    moderator, article = at_the_desk("Kiểm duyệt viên"), an_article()
    comments = [a_comment(article, f"Mua ngay {n}", approved=False) for n in range(3)]
    chosen = {"action": "spam_selected", "_selected_action": [each.pk for each in comments]}
    assert "Mua ngay 2" in moderator.post(desk(COMMENT), chosen).text
    moderator.post(desk(COMMENT), chosen | {"confirmed": "yes"})
    assert set(Comment.objects.values_list("status", flat=True)) == {Verdict.SPAM}


def test_who_may_not_moderate_sees_no_verbs():
    chief, comment = at_the_desk("Thư ký tòa soạn"), a_comment(an_article(), approved=False)
    for verb in ("approve_now", "spam_now"):
        address = desk(COMMENT, verb, comment.pk)
        assert address not in chief.get(desk(COMMENT)).text
        assert chief.post(address).status_code == 403
    assert chief.post(desk(COMMENT, "reject", comment.pk), {"reason": "x"}).status_code == 403
    assert not public(comment)


def test_a_reporter_does_not_see_comments():
    a_comment(an_article())
    assert at_the_desk("Phóng viên").get(desk(COMMENT)).status_code == 403


def test_what_waits_stands_first():
    article = an_article()
    waiting = a_comment(article, "Chờ", approved=False)
    a_comment(article, "Đã duyệt")
    rows = owner().get(desk(COMMENT)).context["cl"].result_list
    assert rows[0] == waiting


def test_the_number_waiting_stands_beside_the_navigation():
    article = an_article()
    for n in range(3):
        a_comment(article, f"Chờ {n}", approved=False)
    navigation = owner().get(desk("articles.article")).context["sidebar_navigation"]
    badges = [
        item["badge_callback"] for group in navigation for item in group["items"] if "badge" in item
    ]
    assert badges == ["3", None]


def test_nobody_edits_a_comment_or_its_trail():
    client, comment = owner(), a_comment(an_article(), "Lời <b>gốc</b>")
    address = desk(COMMENT, "change", comment.pk)
    page = client.get(address).text
    assert "Lời &lt;b&gt;gốc" in page
    assert "Đạt" in page
    client.post(address, {"text": "Lời khác", "status": "spam"})
    comment.refresh_from_db()
    assert comment.text == "Lời <b>gốc</b>"
    assert client.get(desk(COMMENT, "add")).status_code == 403


def test_the_trail_says_what_was_decided_why_about_which_words_and_by_whom():
    moderator, comment = at_the_desk("Kiểm duyệt viên"), a_comment(an_article(), approved=False)
    comment.decisions.create(
        verdict="pending", rule="banned_term", reason="Có từ cấm.", matched="<b>", text="Mua <b>"
    )
    deciding.reject(comment, moderator.user, "Rao vặt", Reason.ADVERTISING)
    page = BeautifulSoup(moderator.get(desk(COMMENT, "change", comment.pk)).text, "html.parser")
    rows = [" ".join(row.get_text(" ").split()) for row in page.select("#decisions-group tr")]
    by_rule, by_hand = (next(row for row in rows if said in row) for said in ("Có từ", "Rao vặt"))
    assert "chờ duyệt từ bị cấm Có từ cấm. <b> Mua <b> –" in by_rule
    assert f"Rao vặt ({Reason.ADVERTISING.label})" in by_hand
    assert str(moderator.user) in by_hand
    assert "banned_term" not in page.select_one("#decisions-group").text


def test_the_list_of_reports_gives_the_words_of_the_reader_beside_the_reason():
    comment = a_comment(an_article())
    Report.objects.create(comment=comment, reporter="x", reason="spam", note="<i>Rao vặt</i>")
    page = at_the_desk("Kiểm duyệt viên").get(desk("comments.report")).text
    assert "<strong>quảng cáo, thư rác</strong><br>&lt;i&gt;Rao vặt&lt;/i&gt;" in page


def test_a_list_says_how_often_readers_reported_a_comment():
    quiet, reported = a_comment(an_article(), "Êm"), a_comment(an_article(), "Bị báo")
    for reader in ("a", "b"):
        Report.objects.create(comment=reported, reporter=reader, reason="spam")
    rows = {row.pk: row.reported for row in owner().get(desk(COMMENT)).context["cl"].result_list}
    assert rows == {quiet.pk: None, reported.pk: 2}
