"""Every message is stored first, carried later, tried again, and given up in the open."""

import logging
import os
import subprocess
import sys
import threading
from datetime import timedelta
from email.policy import SMTP, default
from email.utils import format_datetime
from pathlib import Path
from smtplib import SMTPAuthenticationError, SMTPDataError, SMTPRecipientsRefused

import pytest
from django.core import checks
from django.core.mail import EmailMessage, EmailMultiAlternatives, send_mail
from django.core.management import call_command
from django.db import connection, transaction
from django.tasks import task_backends
from django.utils import timezone

from comments import deciding
from comments.models import Comment
from portal import delivery, mail_settings
from portal.environment import env
from portal.models import Letter
from tests.builders import a_comment, an_article
from tests.desk import at_the_desk, desk, owner

pytestmark = pytest.mark.django_db(transaction=True)
ADA = "ada@doc.vn"
State = Letter.State


def write(subject="Mã của bạn", **about):
    message = EmailMessage(subject, "Mã: 123456\n", None, [ADA], headers=about.pop("headers", None))
    for name, value in about.items():
        setattr(message, name, value)
    message.send()
    return Letter.objects.latest("pk")


def tick(letter, **ago):
    """Let time pass: the letter is due."""
    Letter.objects.filter(pk=letter.pk).update(
        due_at=timezone.now() - timedelta(**ago or {"seconds": 1})
    )


def test_what_is_sent_arrives_and_is_forgotten_at_once(carried):
    write()
    assert [(m.subject, m.body.strip(), m.to) for m in carried] == [
        ("Mã của bạn", "Mã: 123456", [ADA])
    ]
    (letter,) = Letter.objects.all()
    assert letter.state == State.SENT
    assert (bytes(letter.message), letter.subject, letter.recipients) == (b"", "", [ADA])


def test_a_letter_of_a_transaction_that_fails_never_was(carried):
    with transaction.atomic():
        send_mail("Chào", "Ổn", None, [ADA])
        transaction.set_rollback(True)
    assert carried == []
    assert not Letter.objects.exists()


def test_a_letter_waits_for_its_transaction(carried):
    with transaction.atomic():
        send_mail("Chào", "Ổn", None, [ADA])
        assert carried == []
    assert len(carried) == 1


def test_html_attachments_and_hidden_copies_arrive_as_they_were_written(carried):
    message = EmailMultiAlternatives("Tít", "chữ", None, [ADA], bcc=["an@doc.vn"])
    message.attach_alternative("<p>chữ đậm</p>", "text/html")
    message.attach("a.bin", b"\x00\xff\n", "application/octet-stream")
    message.send()
    (arrived,) = carried
    parcel = arrived.message()
    assert set(arrived.recipients()) == {ADA, "an@doc.vn"}
    assert "an@doc.vn" not in parcel.as_string()
    assert parcel.get_body(("html",)).get_content().strip() == "<p>chữ đậm</p>"
    assert next(parcel.iter_attachments()).get_content() == b"\x00\xff\n"


def test_what_programs_and_people_read_stands_there_in_clear(carried, settings):
    """As on the console: a code can be read, and the address of the way out is whole."""
    settings.SITE_URL = "https://mot-to-bao-co-ten-rat-dai.example"
    way_out = f"<{settings.SITE_URL}/thu/thoi-nhan/{'x' * 60}/>"
    long_line = "Mã đăng nhập của bạn ở trên trang này là 123456, dùng được trong mười lăm phút."
    headers = {"List-Unsubscribe": way_out, "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}
    EmailMessage("Một tiêu đề " * 12, long_line * 3, None, [ADA], headers=headers).send()
    for policy in (default, SMTP):
        sent = carried[0].message(policy=policy).as_bytes().decode()
        assert f"List-Unsubscribe: {way_out}" in sent
        assert long_line * 3 in sent
        head = sent.replace("\r\n", "\n").split("\n\n")[0]
        others = [line for line in head.split("\n") if not line.startswith(("List", "Message"))]
        assert max(map(len, others)) <= 78
    assert str(carried[0].message()["Subject"]).strip() == ("Một tiêu đề " * 12).strip()


def test_a_header_with_a_line_break_is_refused_and_nothing_is_stored(carried):
    with pytest.raises(ValueError, match=r"linefeed|newline"):
        write("Chào\nBcc: x@y.vn")
    assert not Letter.objects.exists()


def test_an_address_that_no_mail_can_have_stops_no_moderator(carried, caplog):
    odd = {"email": "lan@\u202edoc.vn", "wants_replies": True}
    guest = a_comment(an_article(), approved=False, **odd)
    deciding.approve(guest, None)
    assert Comment.objects.public().get() == guest
    assert not Letter.objects.exists()
    assert "cannot be written" in caplog.text
    assert "doc.vn" not in caplog.text


def test_it_does_not_tell_the_name_of_this_machine(carried, settings):
    settings.SITE_URL = "https://bao.example"
    write()
    assert carried[0].message()["Message-ID"].endswith("@bao.example>")


def test_failures_are_tried_again_ever_later_and_then_parked(carried, broken):
    broken(ConnectionRefusedError("no server"))
    letter = write()
    waits = []
    for _n in range(1, delivery.MOST_TRIES):
        letter.refresh_from_db()
        assert letter.state == State.WAITING
        waits.append(round((letter.due_at - timezone.now()) / timedelta(minutes=1)))
        assert delivery.deliver(letter.pk) is None, "it is not due"
        tick(letter)
        delivery.deliver(letter.pk)
    assert waits == [1, 4, 16, 64, 256, 720, 720]
    letter.refresh_from_db()
    assert (letter.state, letter.tries) == (State.PARKED, delivery.MOST_TRIES)
    assert "ConnectionRefusedError" in letter.problem
    assert b"123456" in bytes(letter.message), "it can still be sent by hand"
    tick(letter)
    assert delivery.deliver(letter.pk) is None
    broken(None)
    call_command("send_letters", "--again")
    assert len(carried) == 1


def test_the_same_letter_keeps_its_identity_from_try_to_try(carried, broken):
    broken(OSError("broken pipe"))
    letter = write()
    before = bytes(letter.message)
    broken(None)
    tick(letter)
    delivery.deliver(letter.pk)
    assert carried[0].message().as_bytes() == before.replace(b"\r\n", b"\n")


@pytest.mark.parametrize(
    ("error", "state"),
    [
        (SMTPRecipientsRefused({ADA: (550, b"no such user")}), State.PARKED),
        (SMTPRecipientsRefused({ADA: (451, b"greylisted")}), State.WAITING),
        (SMTPDataError(554, b"refused"), State.PARKED),
        (SMTPDataError(421, b"later"), State.WAITING),
        (SMTPAuthenticationError(535, b"bad password"), State.WAITING),
        (ValueError("no address"), State.PARKED),
        (RuntimeError("a bug of a backend"), State.WAITING),
    ],
)
def test_what_is_refused_for_good_is_not_tried_again(carried, broken, caplog, error, state):
    broken(error)
    letter = write()
    assert letter.state == state
    assert ADA not in caplog.text, "the log names nobody"
    assert type(error).__name__ in caplog.text


def test_a_code_that_expired_is_not_delivered_late(carried, broken):
    broken(OSError("down"))
    soon = timezone.now() + timedelta(minutes=10)
    letter = write(headers={"Expires": format_datetime(soon)})
    assert abs(letter.useless_after - soon) < timedelta(seconds=1)
    broken(None)
    Letter.objects.update(useless_after=timezone.now() - timedelta(seconds=1))
    tick(letter)
    assert delivery.deliver(letter.pk) == State.DROPPED
    letter.refresh_from_db()
    assert carried == []
    assert bytes(letter.message) == b""


def test_who_crashed_while_sending_leaves_the_letter_to_the_next(carried, broken):
    broken(KeyboardInterrupt())  # as a worker that is killed
    with pytest.raises(KeyboardInterrupt):
        write()
    (letter,) = Letter.objects.all()
    assert letter.state == State.WAITING
    broken(None)
    assert delivery.deliver(letter.pk) is None, "for a while it may still be under way"
    tick(letter)
    assert delivery.deliver(letter.pk) == State.SENT
    assert len(carried) == 1


def test_a_letter_that_always_kills_its_carrier_is_given_up(carried):
    letter = Letter.objects.create(recipients=[ADA], message=b"", tries=delivery.MOST_TRIES)
    assert delivery.deliver(letter.pk) == State.PARKED
    assert carried == []


def test_two_carriers_at_once_deliver_each_letter_once(carried, settings):
    settings.TASKS = {"default": {"BACKEND": "django.tasks.backends.dummy.DummyBackend"}}
    for n in range(20):
        write(f"Thư {n}")
    assert carried == []

    def carry():
        try:
            delivery.send_due()
        finally:
            connection.close()

    both = [threading.Thread(target=carry) for _n in range(2)]
    for one in both:
        one.start()
    for one in both:
        one.join()
    assert sorted(m.subject for m in carried) == sorted(f"Thư {n}" for n in range(20))


def test_a_mail_server_that_is_down_is_not_asked_for_every_letter(carried, broken, settings):
    settings.TASKS = {"default": {"BACKEND": "django.tasks.backends.dummy.DummyBackend"}}
    for _n in range(10):
        write()
    broken(OSError("down"))
    with pytest.raises(SystemExit) as end:
        call_command("send_letters")
    assert end.value.code == 1
    assert Letter.objects.filter(tries=1).count() == delivery.ENOUGH_FAILURES
    assert Letter.objects.due().count() == 10 - delivery.ENOUGH_FAILURES


def test_a_queue_that_is_down_stops_neither_the_reader_nor_the_letter(carried, monkeypatch):
    monkeypatch.setattr(delivery, "queue_can_wait", lambda: 1 / 0)
    write()
    assert Letter.objects.get().state == State.WAITING
    monkeypatch.undo()
    call_command("send_letters")
    assert len(carried) == 1


def test_a_queue_that_can_wait_is_told_when(carried, broken, settings):
    settings.TASKS = {"default": {"BACKEND": "django.tasks.backends.dummy.DummyBackend"}}
    queue = task_backends["default"]
    later = timezone.now() + timedelta(seconds=30)
    letter = write(not_before=later)
    assert letter.due_at == later
    assert [result.task.run_after for result in queue.results] == [later]
    broken(OSError("down"))
    tick(letter)
    delivery.deliver(letter.pk)
    letter.refresh_from_db()
    assert queue.results[-1].task.run_after == letter.due_at


def test_without_such_a_queue_a_letter_does_not_wait_for_a_cron_line(carried):
    write(not_before=timezone.now() + timedelta(seconds=30))
    assert len(carried) == 1


# Seen by the operator --------------------------------------------------------------


def warnings():
    found = checks.run_checks(tags=["database"], databases=["default"])
    return {each.id for each in found if each.id.startswith("portal.")}


def test_the_check_warns_of_letters_that_are_stuck(carried, broken):
    assert warnings() == set()
    broken(SMTPDataError(554, b"refused"))
    write()
    assert warnings() == {"portal.W001"}
    broken(OSError("down"))
    tick(write(), hours=2)
    assert warnings() == {"portal.W001", "portal.W002"}


def test_only_the_owner_sees_letters_and_nobody_what_they_say(carried, broken):
    broken(SMTPDataError(554, b"refused"))
    letter = write("Tiêu đề")
    page = owner().get(desk("portal.letter")).text
    assert ADA in page
    assert "không gửi được" in page
    detail = owner().get(desk("portal.letter", "change", letter.pk)).text
    assert "123456" not in page + detail
    chief = at_the_desk("Thư ký tòa soạn")
    assert chief.get(desk("portal.letter")).status_code == 403
    assert owner().post(desk("portal.letter", "delete", letter.pk)).status_code == 403


# Settings ----------------------------------------------------------------------------


def options(url):
    return mail_settings.carrier(env.email_url_config(url), 10)


def test_the_address_of_a_mail_server_is_one_setting():
    server = options("smtp+tls://ten:m%40t@mail.example:587")["OPTIONS"]
    assert server == {
        **{"host": "mail.example", "port": 587, "username": "ten", "password": "m@t"},
        **{"use_tls": True, "use_ssl": False, "timeout": 10},
    }
    assert options("smtp+ssl://mail.example")["OPTIONS"]["use_ssl"]
    assert options("filemail:///tmp/thu")["OPTIONS"] == {"file_path": "tmp/thu"}


def test_without_settings_letters_are_written_to_standard_error(tmp_path):
    code = "from django.core.mail import mailers; print(mailers['carrier'].stream.name)"
    told = subprocess.run(
        [sys.executable, "manage.py", "shell", "--no-imports", "-c", code],
        cwd=Path(__file__).parent.parent,
        env=os.environ | {"VAR_DIR": str(tmp_path), "MAIL_URL": "consolemail://"},
        capture_output=True,
        text=True,
    )
    assert told.stdout.strip() == "<stderr>", told.stderr


@pytest.mark.parametrize(
    ("url", "sender"),
    [
        ("https://bao.example", "Bạn Đọc <khong-tra-loi@bao.example>"),
        ("http://127.0.0.1:8000", "Bạn Đọc <khong-tra-loi@127.0.0.1>"),
        ("http://[::1]:8000", "Bạn Đọc <khong-tra-loi@localhost>"),
        ("https://báo.vn", "Bạn Đọc <khong-tra-loi@xn--bo-mia.vn>"),
    ],
)
def test_the_sender_is_of_the_papers_own_host(carried, url, sender):
    assert mail_settings.no_reply("Bạn Đọc", url) == sender
    send_mail("Chào", "Ổn", sender, [ADA])
    assert carried[0].message()["From"].addresses[0].display_name == "Bạn Đọc"


def test_a_warning_stands_in_the_log_for_each_failure(carried, broken, caplog):
    broken(OSError("down"))
    with caplog.at_level(logging.WARNING):
        letter = write()
    assert f"Letter {letter.pk}, try 1: OSError" in caplog.text
