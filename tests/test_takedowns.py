"""Requests to take a comment down: the clock, hiding, refusing, the file and the check."""

import csv
import io
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from comments import deciding, takedowns
from comments.admin.takedown_csv import safe
from comments.models import Comment, Takedown
from tests.builders import a_comment, a_user, an_article
from tests.desk import at_the_desk, desk, messages_of

TAKEDOWN = "comments.takedown"
GROUP = "Kiểm duyệt viên"

pytestmark = pytest.mark.django_db


def a_request(comment=None, **fields) -> Takedown:
    asked = {"asker": "authority", "asked_by": "Cục A", "ground": "Điều 1"} | fields
    return Takedown.objects.create(comment=comment or a_comment(an_article()), **asked)


def overdue(request: Takedown) -> Takedown:
    hour = timedelta(hours=1)
    now = timezone.now()
    Takedown.objects.filter(pk=request.pk).update(
        received_at=now - 2 * hour, deadline_at=now - hour
    )
    return request


def public(comment) -> bool:
    return Comment.objects.public().filter(pk=comment.pk).exists()


def form_of(about, **fields) -> dict[str, object]:
    now = timezone.localtime()
    typed = {
        "comment": about.pk,
        "asker": "authority",
        "asked_by": "Cục A",
        "contact": "123",
        "ground": "Công văn 12",
    }
    for name, at in (("received_at", now), ("deadline_at", now + timedelta(hours=24))):
        typed |= {f"{name}_0": f"{at:%d/%m/%Y}", f"{name}_1": f"{at:%H:%M:%S}"}
    return typed | fields


def test_a_request_comes_in_with_a_clock_of_24_hours(settings):
    settings.COMMENTS_TAKEDOWN_HOURS = 24
    request = a_request()
    assert request.deadline_at - request.received_at == pytest.approx(
        timedelta(hours=24), abs=timedelta(seconds=5)
    )
    assert not request.is_overdue
    assert list(Takedown.objects.open()) == [request]


def test_a_moderator_writes_a_request_down_from_the_queue():
    client, comment = at_the_desk(GROUP), a_comment(an_article())
    page = client.get(f"{desk(TAKEDOWN, 'add')}?comment={comment.pk}").text
    assert f'value="{comment.pk}"' in page
    late = form_of(comment, received_at_0="01/01/2030")
    assert "phải sau lúc nhận" in client.post(desk(TAKEDOWN, "add"), late).text
    nothing = client.post(desk(TAKEDOWN, "add"), form_of(comment, comment="0"))
    assert "Không có bình luận này" in nothing.text
    client.post(desk(TAKEDOWN, "add"), form_of(comment))
    request = Takedown.objects.get()
    assert (request.comment, request.asked_by, request.outcome) == (comment, "Cục A", "open")
    assert "Nhận yêu cầu gỡ" in client.get(desk(TAKEDOWN, "history", request.pk)).text
    assert public(comment)


def test_hiding_keeps_the_words_and_says_who_and_why():
    client, article = at_the_desk(GROUP), an_article()
    comment = a_comment(article, "Lời vu khống")
    request = a_request(comment)
    address = desk(TAKEDOWN, "hide", request.pk)
    assert "Lời vu khống" not in client.get(article.get_absolute_url()).text or public(comment)
    refused = client.post(address, {"confirmed": "yes", "code": "illegal", "answer": " "})
    assert refused.context["form"].errors
    sent = {"confirmed": "yes", "code": "private", "answer": "Đã gỡ theo công văn 12."}
    assert "Đã ẩn theo 1 yêu cầu" in messages_of(client.post(address, sent, follow=True))
    request.refresh_from_db()
    last = comment.decisions.last()
    assert (request.outcome, request.hidden_text) == ("hidden", "Lời vu khống")
    assert (request.settled_by, request.answer) == (client.user, "Đã gỡ theo công văn 12.")
    assert (last.verdict, last.rule, last.code) == ("rejected", "takedown", "private")
    assert not public(comment)
    article.refresh_from_db()
    assert article.public_comment_count == 0


def test_what_was_taken_down_is_not_approved_without_a_reasoned_settlement():
    client, comment = at_the_desk(GROUP), a_comment(an_article())
    request = takedowns.hide(a_request(comment), client.user, "Đã gỡ.")
    with pytest.raises(ValidationError, match="Cục A"):
        deciding.approve(Comment.objects.get(pk=comment.pk), client.user)
    with pytest.raises(ValidationError):
        takedowns.refuse(request, client.user, "  ")
    client.post(
        desk(TAKEDOWN, "refuse", request.pk), {"confirmed": "yes", "reason": "Tòa bác yêu cầu."}
    )
    request.refresh_from_db()
    assert (request.outcome, request.answer) == ("refused", "Tòa bác yêu cầu.")
    assert request.hidden_text == comment.text
    deciding.approve(Comment.objects.get(pk=comment.pk), client.user)
    assert public(comment)


def test_a_request_that_nobody_answered_holds_a_waiting_comment_back():
    client, comment = at_the_desk(GROUP), a_comment(an_article(), approved=False)
    a_request(comment)
    address = desk("comments.comment", "queue_decide", comment.pk)
    assert client.post(address, {"viec": "approve", "lan": 1}).status_code == 422
    assert client.post(address, {"viec": "reject:illegal", "lan": 1}).status_code == 303


@pytest.mark.parametrize("verb", [takedowns.hide, takedowns.refuse])
def test_a_request_is_settled_once_and_only_by_who_may(verb):
    moderator, request = at_the_desk(GROUP).user, a_request()
    for account in (a_user(is_staff=True), at_the_desk("Thư ký tòa soạn").user):
        with pytest.raises(PermissionDenied):
            verb(request, account, "Trả lời")
    verb(request, moderator, "Trả lời")
    with pytest.raises(ValidationError):
        verb(request, moderator, "Trả lời")


def test_what_is_overdue_stands_on_top_in_red_and_on_the_first_page_of_the_desk():
    client = at_the_desk(GROUP)
    settled = takedowns.refuse(a_request(asked_by="Ông C"), client.user, "Không.")
    later = a_request(asked_by="Bà B")
    late = overdue(a_request(asked_by="Cục A"))
    page = client.get(desk(TAKEDOWN))
    assert list(page.context["cl"].result_list) == [late, later, settled]
    assert page.text.count("desk-due-late") == 1
    assert "quá hạn 1 giờ 0 phút" in page.text
    assert "còn 23 giờ" in page.text
    card = client.get(reverse("admin:index")).text
    assert "quá hạn 60 phút" in card or "quá hạn 1 giờ" in card
    queue = client.get(desk("comments.comment", "queue")).text
    assert "1 yêu cầu gỡ đã quá hạn" in queue


def test_the_check_command_warns_of_what_is_overdue(capsys):
    overdue(a_request(asked_by="Cục A"))
    call_command("check", databases=["default"])
    said = capsys.readouterr().err
    assert "comments.W020" in said
    assert "Cục A" in said
    Takedown.objects.update(outcome="refused", settled_at=timezone.now())
    call_command("check", databases=["default"])
    assert "comments.W020" not in capsys.readouterr().err


def test_the_file_tells_everything_and_runs_in_no_spreadsheet():
    client, article = at_the_desk(GROUP), an_article("Bài bị khiếu nại")
    comment = a_comment(article, '=HYPERLINK("http://x")', name="+84")
    takedowns.hide(
        a_request(comment, asked_by="@Cục A", ground="-1+1"), client.user, "\tĐã gỡ\nhôm nay"
    )
    a_request()
    response = client.get(desk(TAKEDOWN, "export"))
    content = b"".join(response.streaming_content)
    assert content.startswith(b"\xef\xbb\xbf")
    assert response["Content-Disposition"].startswith("attachment")
    head, first, second = csv.reader(io.StringIO(content.decode("utf-8-sig")))
    row = dict(zip(head, first, strict=True))
    assert row["Người hoặc cơ quan yêu cầu"] == "'@Cục A"
    assert row["Lời đã ẩn"] == '\'=HYPERLINK("http://x")'
    assert row["Tên người viết"] == "'+84"
    assert row["Căn cứ"] == "'-1+1"
    assert row["Người xử lý"] == str(client.user)
    assert (row["Kết quả"], row["Quá hạn"]) == ("đã ẩn bình luận", "không")
    assert row["Ẩn lúc"]
    assert row["Bài"] == "Bài bị khiếu nại"
    assert dict(zip(head, second, strict=True))["Ẩn lúc"] == ""
    assert at_the_desk("Phóng viên").get(desk(TAKEDOWN, "export")).status_code == 403


@pytest.mark.parametrize("cell", ["=1", "+1", "-1", "@x", "\t=1", "\r=1", "  =1", "\n=1"])
def test_a_cell_that_looks_like_a_formula_is_text(cell):
    assert safe(cell).startswith("'")


def test_a_request_stays_as_it_came_and_is_never_deleted():
    client = at_the_desk(GROUP)
    request = takedowns.refuse(a_request(), client.user, "Không.")
    assert client.post(desk(TAKEDOWN, "change", request.pk), {"ground": "Khác"}).status_code == 403
    assert client.get(desk(TAKEDOWN, "delete", request.pk)).status_code == 403
    chief = at_the_desk("Thư ký tòa soạn")
    assert chief.get(desk(TAKEDOWN, "change", request.pk)).status_code == 200
    assert chief.get(desk(TAKEDOWN, "hide", request.pk)).status_code == 403
