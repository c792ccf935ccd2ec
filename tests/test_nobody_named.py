"""No log names a reader: neither address, nor e-mail, nor cookie, whatever goes wrong."""

import http.client
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import timeit
from pathlib import Path

import pytest
from django.conf import settings as site

from portal.logs import nobody_named

ROOT = Path(__file__).resolve().parent.parent
READER, V6 = "203.0.113.77", "2001:db8:77::5"
SECRETS = ["lan@doc.vn", "banh-quy-bi-mat", READER, V6]


@pytest.mark.parametrize(
    ("said", "logged"),
    [
        ("Invalid request from ip=203.0.113.77: x", "Invalid request from ip=‹…›: x"),
        ("(203.0.113.77, 443)", "(‹…›, 443)"),
        ("from 2001:db8:77::5.", "from ‹…›."),
        ("from ::1 to fe80::1%eth0", "from ‹…› to ‹…›"),
        ("::ffff:203.0.113.77", "‹…›"),
        ("[2001:DB8::1]:8000", "[‹…›]:8000"),
        ("Key (email)=(lan+x@thu.doc.vn) already", "Key (email)=(‹…›) already"),
        ("GET /x/lan%40doc.vn/ 404", "GET ‹…›/ 404"),
        ("2026-11-21 07:19:55,123 Django 6.1.3", "2026-11-21 07:19:55,123 Django 6.1.3"),
        ('File "x.py", line 3, in std::cache', 'File "x.py", line 3, in std::cache'),
        ("Not Found: /bai-12.html", "Not Found: /bai-12.html"),
        ("@property def f(self): a[1:2:3]", "@property def f(self): a[1:2:3]"),
    ],
)
def test_addresses_are_taken_out_of_a_line_and_nothing_else(said, logged):
    assert nobody_named(said) == logged


def test_a_long_line_costs_in_proportion_to_its_length():
    def work_of(length):
        return min(timeit.repeat(lambda: nobody_named("a." * length), number=1, repeat=5))

    assert work_of(60_000) < 100 * work_of(3_000)


def test_no_traceback_is_mailed_to_anybody():
    assert site.ADMINS == []
    assert site.LOGGING["loggers"]["django"]["handlers"] == []


# A real server -------------------------------------------------------------------------


@pytest.fixture(scope="module")
def server(tmp_path_factory, paper):
    """A site behind a proxy that logs as much as it can; its port, and a way to end it."""
    folder = tmp_path_factory.mktemp("logs") / "paper"
    shutil.copytree(paper.folder, folder)
    port = a_free_port()
    database = {"DATABASE_URL": f"sqlite:///{folder}/portal.sqlite3", "VAR_DIR": str(folder)}
    proxy = {"BEHIND_PROXY": "1", "ALLOWED_HOSTS": "127.0.0.1"}
    env = os.environ | database | proxy | {"WEB_CONCURRENCY": "1"}
    env.pop("DJANGO_SETTINGS_MODULE", None)
    words = ["--config", "python:portal.gunicorn", "--bind", f"127.0.0.1:{port}"]
    words += ["--access-logfile", "-", "--log-level", "debug", "tests.faulty_wsgi"]
    log = (folder / "log").open("w+")
    process = subprocess.Popen(
        [sys.executable, "-m", "gunicorn", *words],
        cwd=ROOT,
        env=env | {"LOG_LEVEL": "DEBUG"},
        stdout=log,
        stderr=log,
    )

    def ended() -> str:
        process.send_signal(signal.SIGTERM)
        process.wait(20)
        log.seek(0)
        return log.read()

    try:
        wait_for(port)
        yield port, ended
    finally:
        process.kill()
        log.close()


def a_free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_for(port):
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise TimeoutError


def ask(port, path, method="POST", body="email=lan%40doc.vn", **headers) -> int:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    sent = {
        "Content-Type": "application/x-www-form-urlencoded",
        "Cookie": "doc_gia=banh-quy-bi-mat; sessionid=banh-quy-bi-mat",
        "User-Agent": "lan@doc.vn",
        "X-Forwarded-For": READER,
        "X-Forwarded-Proto": "https",
        "Referer": f"https://{READER}/lan@doc.vn",
    }
    connection.request(method, path, body, sent | headers)
    answer = connection.getresponse()
    answer.read()
    connection.close()
    return answer.status


def test_whatever_goes_wrong_no_log_names_the_reader(server):
    port, ended = server
    too_large = site.DATA_UPLOAD_MAX_MEMORY_SIZE + 1
    for reader in (READER, V6):
        about = {"X-Forwarded-For": reader}
        assert ask(port, "/hong/", **about) == 500
        assert ask(port, "/cam/", **about) == 403
        assert ask(port, "/nghi/", **about) == 400
        assert ask(port, "/lon/", **{"Content-Length": str(too_large)}, **about) == 400
        assert ask(port, "/danh-gia/1/", Origin="https://evil.test", **about) == 403
        assert ask(port, "/toa-soan/login/?next=/", **about) in (403, 404)
        assert ask(port, "/khong-co/?email=lan@doc.vn", "GET", **about) == 404
        assert ask(port, "/", "GET", Host=f"lan@doc.vn.{READER}", **about) == 400
        assert ask(port, "/thu/xac-nhan/x/", "GET", **about) == 410
    for nonsense in (b"NO SUCH / THING\r\n\r\n", b"GET / HTTP/1.1\r\nHost lan@doc.vn\r\n\r\n"):
        with socket.create_connection(("127.0.0.1", port)) as raw:
            raw.sendall(nonsense)
            raw.recv(1000)
    logged = ended()
    assert "already exists" in logged, "the fault itself is logged"
    assert "Invalid request from" in logged
    assert '"GET /khong-co/" 404' in logged
    assert [secret for secret in [*SECRETS, "127.0.0.1:4", "ip=127"] if secret in logged] == []
