"""Moderators hear once a day what waits, and nothing when nothing waits."""

import re
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone

from comments.models import Comment, Report, Takedown
from tests.builders import a_comment, a_user, an_article, at_desk_as

pytestmark = pytest.mark.django_db


def with_address(member, email):
    type(member).objects.filter(pk=member.pk).update(email=email)
    return member


@pytest.fixture
def moderator():
    return with_address(at_desk_as("Kiểm duyệt viên"), "duyet@bao.vn")


def digest(capsys) -> str:
    call_command("send_digest")
    return capsys.readouterr().out


def test_nothing_is_written_when_nothing_waits(moderator, mailoutbox, capsys):
    a_comment(an_article())
    assert "cho 0 người" in digest(capsys)
    assert mailoutbox == []


def test_the_digest_says_what_waits_and_since_when(moderator, mailoutbox, capsys):
    article = an_article()
    waiting = [a_comment(article, approved=False) for _n in range(3)]
    Comment.objects.filter(pk=waiting[1].pk).update(created_at=timezone.now() - timedelta(days=2))
    oldest = timezone.localtime(timezone.now() - timedelta(days=2))
    seen, asked = a_comment(article), a_comment(article)
    for reporter in ("a", "b"):
        Report.objects.create(comment=seen, reporter=reporter, reason="spam")
    Report.objects.create(comment=asked, reporter="a", reason="spam", looked_at=timezone.now())
    late = timezone.now() - timedelta(hours=1)
    for deadline in ({}, {"deadline_at": late}):
        Takedown.objects.create(comment=asked, asker="reader", asked_by="A", ground="B", **deadline)
    digest(capsys)
    (letter,) = mailoutbox
    assert letter.to == ["duyet@bao.vn"]
    assert letter.subject.startswith("Quá hạn: 1 yêu cầu gỡ – ")
    assert f"3 bình luận, cũ nhất gửi lúc {oldest:%H:%M %d/%m/%Y}" in letter.body
    assert "Bị bạn đọc báo vi phạm: 1 bình luận." in letter.body
    assert "Yêu cầu gỡ chưa xử lý: 2, trong đó quá hạn: 1." in letter.body
    assert "/toa-soan/" in letter.body


def test_its_subject_names_what_presses_most(moderator, mailoutbox, capsys):
    article = an_article()
    shown = a_comment(article)
    Report.objects.create(comment=shown, reporter="a", reason="spam")
    digest(capsys)
    Takedown.objects.create(comment=shown, asker="reader", asked_by="A", ground="B")
    digest(capsys)
    a_comment(article, approved=False)
    digest(capsys)
    assert [letter.subject.split(" – ")[0] for letter in mailoutbox] == [
        "1 bình luận bị báo vi phạm",
        "1 yêu cầu gỡ chưa xử lý",
        "1 bình luận chờ duyệt",
    ]


def test_it_goes_to_those_who_moderate_and_can_be_written_to(moderator, mailoutbox, capsys):
    a_comment(an_article(), approved=False)
    with_address(at_desk_as("Phóng viên"), "pv@bao.vn")
    with_address(at_desk_as("Kiểm duyệt viên"), "")
    gone = with_address(at_desk_as("Kiểm duyệt viên"), "cu@bao.vn")
    type(gone).objects.filter(pk=gone.pk).update(is_active=False)
    with_address(at_desk_as("Kiểm duyệt viên"), "Duyet@bao.vn")
    a_user(is_staff=True, is_superuser=True, email="chu@bao.vn")
    digest(capsys)
    assert sorted(letter.to[0].lower() for letter in mailoutbox) == ["chu@bao.vn", "duyet@bao.vn"]


def test_a_moderator_can_stop_it(moderator, mailoutbox, client, capsys):
    a_comment(an_article(), approved=False)
    digest(capsys)
    link = re.search(r"/thu/thoi-nhan/\S+", mailoutbox[0].body)[0]
    page = client.get(link).text
    assert "cuộc trò chuyện" not in re.search("<form.*?</form>", page, re.S)[0]
    client.post(link, {"what": "all"})
    digest(capsys)
    assert len(mailoutbox) == 1
