"""An outside service judges comments: signed, in time, and never instead of a moderator."""

import hashlib
import hmac
import json
import threading
import time
from contextlib import contextmanager, suppress
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from django.db import connection

from comments import posting
from comments.drafts import Draft
from comments.models import Comment
from comments.voice import Voice
from tests.builders import a_comment, an_article

HERE = Voice("k" * 64, origin="o", place="192.0.2.7/32")
KEY = "khóa chung"
PASS = b'{"verdict": "pass"}'


class Service(BaseHTTPRequestHandler):
    """Answers as the test wants, and keeps what it was asked."""

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.asked.append((dict(self.headers), body))
        self.server.may_answer.wait(60)
        self.send_response(self.server.status)
        self.send_header("Location", f"http://127.0.0.1:{self.server.server_port}/khac")
        self.end_headers()
        with suppress(OSError):
            while self.server.dawdles and not self.server.may_finish.wait(0.1):
                self.wfile.write(b" ")
            self.wfile.write(self.server.answer)

    def log_message(self, *args):
        """Say nothing."""


@pytest.fixture
def service(settings):
    server = ThreadingHTTPServer(("127.0.0.1", 0), Service)
    server.asked, server.answer, server.status, server.dawdles = [], PASS, 200, False
    server.may_answer, server.may_finish = threading.Event(), threading.Event()
    server.may_answer.set()
    threading.Thread(target=server.serve_forever, daemon=True).start()
    settings.COMMENTS_HOOK_URL = f"http://127.0.0.1:{server.server_port}/kiem-duyet?a=1"
    settings.COMMENTS_HOOK_KEY = KEY
    settings.COMMENTS_HOOK_SECONDS = 2.0
    settings.COMMENTS_POLICY = "post"
    yield server
    server.may_answer.set()
    server.may_finish.set()
    server.shutdown()
    server.server_close()


def send(text="Một lời nói", article=None, voice=HERE):
    if not Comment.objects.filter(voice=voice.key).exists():
        a_comment(an_article(), "Đã duyệt", voice=voice.key)
    return posting.post(article or an_article(), Draft("Lan", text), voice)


def decided(comment):
    decision = comment.decisions.get()
    return decision.rule, decision.verdict, decision.reason, decision.matched


@pytest.mark.django_db
def test_the_service_is_asked_with_a_signature_it_can_check(service):
    article = an_article("Bài được bàn")
    comment = send("Lời «đẹp»", article)
    assert comment.status == "approved"
    [(headers, body)] = service.asked
    signed = headers["X-Timestamp"].encode() + b"." + body
    expected = hmac.new(KEY.encode(), signed, hashlib.sha256).hexdigest()
    assert headers["X-Signature"] == f"sha256={expected}"
    assert abs(time.time() - int(headers["X-Timestamp"])) < 60
    assert json.loads(body) == {
        "name": "Lan",
        "text": "Lời «đẹp»",
        "article": article.pk,
        "headline": "Bài được bàn",
        "url": article.get_absolute_url(),
        "parent": None,
        "edition": 1,
    }


@pytest.mark.django_db
def test_what_the_service_holds_against_a_comment_is_done(service):
    for verdict in ("pending", "rejected", "spam"):
        service.answer = json.dumps(
            {"verdict": verdict, "reason": "Độc hại", "matched": "nói"}
        ).encode()
        assert decided(send(f"Một lời nói {verdict}")) == (
            "external_hook",
            verdict,
            "Độc hại",
            "nói",
        )
    service.answer = (
        b'{"verdict": "pending", "matched": "kh\xc3\xb4ng c\xc3\xb3 trong l\xe1\xbb\x9di"}'
    )
    rule, verdict, reason, matched = decided(send("Lời khác"))
    assert (rule, verdict, matched) == ("external_hook", "pending", "")
    assert reason


BAD = {
    "no JSON": (200, b"OK"),
    "nothing": (200, b""),
    "approved": (200, b'{"verdict": "approved"}'),
    "removed": (200, b'{"verdict": "removed"}'),
    "a list": (200, b'["pass"]'),
    "a list inside": (200, b'{"verdict": ["pass"]}'),
    "an odd reason": (200, b'{"verdict": "pass", "reason": {}}'),
    "deep": (200, b"[" * 9000),
    "no UTF-8": (200, b'{"verdict": "pass\xff"}'),
    "long": (200, b" " * 20_000 + PASS),
    "error": (500, PASS),
    "created": (201, PASS),
    "redirect": (302, PASS),
    "redirect that posts": (307, PASS),
    "no content": (204, b""),
}


@pytest.mark.django_db
@pytest.mark.parametrize(("status", "answer"), BAD.values(), ids=BAD)
def test_a_service_that_fails_lets_nothing_pass(service, status, answer):
    service.status, service.answer = status, answer
    rule, verdict, reason, _matched = decided(send())
    assert (rule, verdict) == ("external_hook", "pending")
    assert "không trả lời được" in reason
    assert len(service.asked) == 1


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("url", "key"),
    [
        ("file:///etc/hostname", KEY),
        ("ftp://127.0.0.1/", KEY),
        ("http://127.0.0.1:1/", KEY),
        ("http://[", KEY),
        ("kiem-duyet", KEY),
        (None, ""),
    ],
)
def test_an_address_that_cannot_be_asked_lets_nothing_pass(service, settings, url, key):
    settings.COMMENTS_HOOK_URL = url or settings.COMMENTS_HOOK_URL
    settings.COMMENTS_HOOK_KEY = key
    assert decided(send())[:2] == ("external_hook", "pending")
    assert service.asked == []


@pytest.mark.django_db
def test_a_slow_service_is_not_waited_for(service, settings):
    settings.COMMENTS_HOOK_SECONDS = 0.5
    service.may_answer.clear()  # It would think about it for ever.
    assert decided(send())[:2] == ("external_hook", "pending")
    service.may_answer.set()
    service.dawdles = True  # It would go on sending spaces for ever.
    assert decided(send("Từng chữ một"))[:2] == ("external_hook", "pending")


@pytest.mark.django_db
def test_the_service_is_not_asked_where_another_rule_decides(service):
    newcomer = replace(HERE, key="n" * 64)
    comment = posting.post(an_article(), Draft("Lan", "Lời đầu tiên"), newcomer)
    assert decided(comment)[0] == "first_timer"
    article = an_article()
    assert send("Một lần", article) == send("Một lần", article)
    assert len(service.asked) == 1


@contextmanager
def at_the_same_time(act):
    def task():
        try:
            act()
        finally:
            connection.close()

    thread = threading.Thread(target=task)
    thread.start()
    yield thread
    thread.join()


@pytest.mark.django_db(transaction=True)
def test_a_slow_service_keeps_nobody_else_waiting(service, settings):
    """While the service thinks about one comment, others are stored under the same article."""
    article = an_article()
    a_comment(an_article(), "Đã duyệt", voice=HERE.key)
    settings.COMMENTS_HOOK_SECONDS = 60
    service.may_answer.clear()
    with at_the_same_time(lambda: send("Lời chờ dịch vụ", article)) as slow:
        while not service.asked:
            time.sleep(0.01)
        newcomer = replace(HERE, key="n" * 64)
        posting.post(article, Draft("Minh", "Lời không chờ ai"), newcomer)
        assert slow.is_alive()
        assert list(article.comments.values_list("text", flat=True)) == ["Lời không chờ ai"]
        service.may_answer.set()
    assert article.comments.count() == 2
