"""From an empty machine to an open paper: `make run`, and what it says when it cannot."""

import hashlib
import io
import json
import os
import re
import shutil
import signal
import socket
import stat
import subprocess
import sys
import time
import zipfile
from contextlib import closing
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import pytest
from django.core.management import CommandError, call_command

from accounts.models import User
from articles.models import Article, Category
from portal import bootstrap
from portal.management.commands import demo
from portal.management.commands.serve import Address
from tests.opened_paper import environment, everything_in, managed

ROOT = Path(__file__).resolve().parent.parent


# The paper, opened as an operator opens it ------------------------------------


def test_a_second_run_changes_nothing(paper):
    assert paper.files[0] == paper.files[1]


def test_passwords_are_told_once_and_kept_from_others(paper):
    kept = paper.folder / "demo-accounts.txt"
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    passwords = [line.split()[1] for line in kept.read_text().splitlines()]
    assert len(passwords) == 4
    for password in passwords:
        assert paper.said[0].count(password) == 1
        assert password not in paper.said[1]
    assert str(kept) in paper.said[1]


def test_every_address_it_prints_answers_and_ctrl_c_closes_it(paper, tmp_path):
    port = a_free_port()
    server = subprocess.Popen(
        [sys.executable, "manage.py", "demo"],
        cwd=ROOT,
        env=environment(shutil.copytree(paper.folder, tmp_path / "paper"), PORT=str(port)),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )
    try:
        wait_for(port)
        articles = re.findall(r"/[^/\s]+-\d+\.html", paper.said[1])
        assert len(articles) == 2
        for path in ("/", "/toa-soan/login/", *articles):
            assert urlopen(f"http://127.0.0.1:{port}{path}", timeout=30).status == 200
    finally:
        os.killpg(server.pid, signal.SIGINT)
        said, _ = server.communicate(timeout=60)
    assert server.returncode == 0
    assert "Traceback" not in said
    assert re.findall(r"http://[^/]+/", said) == [f"http://127.0.0.1:{port}/"] * 4


def test_a_busy_port_is_one_clear_sentence(tmp_path):
    with closing(socket.create_server(("127.0.0.1", 0))) as busy:
        port = busy.getsockname()[1]
        run = managed(tmp_path, "demo", PORT=str(port))
    assert run.returncode == 1
    assert run.stderr.splitlines() == [
        f"CommandError: Port {port} on 127.0.0.1 is in use: stop what runs there, or set PORT."
    ]
    assert "CREATE TABLE" not in everything_in(tmp_path)[0]


def test_an_unwritable_folder_is_one_clear_sentence(tmp_path):
    no_folder = tmp_path / "var"
    no_folder.touch()
    with pytest.raises(CommandError, match=r"cannot be written: set VAR_DIR to another\.$"):
        demo.must_be_writable(no_folder)


@pytest.mark.parametrize("port", ["abc", "0", "65536", "-1", "80 80", "٨٠"])
def test_a_port_that_is_no_port_is_refused(monkeypatch, port):
    monkeypatch.setenv("PORT", port)
    with pytest.raises(CommandError, match="PORT must be a number from 1 to 65535"):
        Address.of_environment()


def test_a_foreign_address_is_refused():
    with pytest.raises(CommandError, match=r"BIND=192\.0\.2\.7 is no address of this machine"):
        Address("192.0.2.7", 8000).taken()


@pytest.mark.parametrize(
    ("bind", "port", "url"),
    [
        ("", "", "http://127.0.0.1:8000"),
        ("127.0.0.1", "9000", "http://127.0.0.1:9000"),
        ("localhost", "9000", "http://localhost:9000"),
        ("[::1]", "9000", "http://[::1]:9000"),
    ],
)
def test_the_settings_fit_the_port(monkeypatch, bind, port, url):
    monkeypatch.setenv("BIND", bind)
    monkeypatch.setenv("PORT", port)
    monkeypatch.delenv("SITE_URL", raising=False)
    assert Address.of_environment().environment()["SITE_URL"] == url


def test_a_paper_opened_to_the_network_answers_to_its_name_there(monkeypatch):
    monkeypatch.delenv("ALLOWED_HOSTS", raising=False)
    hosts = Address("0.0.0.0", 8000).environment()["ALLOWED_HOSTS"].split(",")
    assert {"127.0.0.1", "localhost", socket.gethostname()} <= set(hosts)


def test_the_operators_own_settings_win(monkeypatch):
    monkeypatch.setenv("SITE_URL", "https://bao.example/")
    monkeypatch.setenv("ALLOWED_HOSTS", "bao.example")
    address = Address("0.0.0.0", 8000)
    assert address.site_url == "https://bao.example"
    assert address.environment()["ALLOWED_HOSTS"] == "bao.example"


# What it puts into a paper ----------------------------------------------------


@pytest.fixture
def open_paper(db, settings, tmp_path, monkeypatch):
    """Run the demo in this process, with two documents and without the static files."""
    settings.VAR_DIR = tmp_path
    monkeypatch.setattr(demo, "DOCUMENTS", {"sources": "chau-au"})
    monkeypatch.setattr(demo, "collect_static_files", lambda: None)
    return lambda: call_command("demo", no_serve=True, stdout=io.StringIO())


def test_the_accounts_may_do_their_work_and_no_more(open_paper):
    open_paper()
    chief, editor, moderator, reporter = User.objects.order_by("username")
    assert chief.has_perms(["articles.publish_article", "articles.withdraw_article"])
    assert editor.has_perms(["articles.approve_article", "articles.publish_article"])
    assert not editor.has_perm("articles.withdraw_article")
    assert moderator.has_perm("comments.moderate_comment")
    assert not moderator.has_perm("articles.change_article")
    assert reporter.has_perm("articles.add_article")
    assert not reporter.has_perm("articles.publish_article")
    assert not User.objects.filter(is_superuser=True).exists()


def test_nothing_comes_back_that_an_editor_changed_or_threw_away(open_paper):
    open_paper()
    Article.objects.last().delete()
    Category.objects.filter(slug="kinh-te").update(name="Làm ăn", position=1)
    before = set(Article.objects.values_list("pk", flat=True))
    open_paper()
    assert set(Article.objects.values_list("pk", flat=True)) == before
    assert Category.objects.get(slug="kinh-te").name == "Làm ăn"


def test_a_run_that_was_cut_off_is_finished_by_the_next(open_paper, monkeypatch):
    with monkeypatch.context() as patch:
        patch.setattr(demo, "open_accounts", cut_off)
        with pytest.raises(SystemExit) as stopped:
            open_paper()
    assert stopped.value.code == 130
    articles = Article.objects.count()
    open_paper()
    assert User.objects.count() == 4
    assert Article.objects.count() == articles


def test_rows_of_the_newsroom_are_left_alone(db):
    Category.objects.create(name="Tin nhà", slug="thoi-su", position=7)
    demo.add_missing_rows()
    assert Category.objects.get(slug="thoi-su").name == "Tin nhà"
    assert Category.objects.get(slug="chau-au").parent.slug == "the-gioi"


def cut_off():
    raise KeyboardInterrupt


# The bootstrap of uv ----------------------------------------------------------


@pytest.fixture
def bare_machine(tmp_path, monkeypatch):
    """No uv in the checkout, and a PATH with nothing on it."""
    monkeypatch.setattr(bootstrap, "OWN", tmp_path / "var" / "uv")
    monkeypatch.setenv("PATH", str(tmp_path))
    return tmp_path


def test_a_uv_that_exists_but_fails_is_not_taken(bare_machine):
    a_program(bare_machine / "uv", "exit 127")
    assert bootstrap.working_uv() is None
    a_program(bare_machine / "uv", "echo uv 1.0")
    assert bootstrap.working_uv() == str(bare_machine / "uv")


def test_without_pip_the_wheel_is_fetched_and_checked(bare_machine, monkeypatch):
    monkeypatch.setattr(bootstrap, "came_by_pip", lambda: False)
    wheel = a_wheel("#!/bin/sh\necho uv 1.0\n")
    serve_index(monkeypatch, wheel, hashlib.sha256(wheel).hexdigest())
    assert bootstrap.answers(bootstrap.fetched_uv())


def test_a_damaged_wheel_is_one_clear_sentence(bare_machine, monkeypatch):
    monkeypatch.setattr(bootstrap, "came_by_pip", lambda: False)
    serve_index(monkeypatch, a_wheel("#!/bin/sh\n"), "0" * 64)
    with pytest.raises(SystemExit, match=r"^uv could not be fetched \(the download is damaged\)"):
        bootstrap.fetched_uv()


def test_a_machine_without_network_is_one_clear_sentence(bare_machine, monkeypatch):
    def refuse(*args, **options):
        raise URLError("no network")

    monkeypatch.setattr(bootstrap, "came_by_pip", lambda: False)
    monkeypatch.setattr(bootstrap.urllib.request, "urlopen", refuse)
    with pytest.raises(SystemExit, match=r"^uv could not be fetched \(.*no network.*\)\. Install"):
        bootstrap.fetched_uv()


def test_a_checkout_that_cannot_be_written_is_one_clear_sentence(tmp_path, monkeypatch):
    (tmp_path / "var").touch()
    monkeypatch.setattr(bootstrap, "ROOT", tmp_path)
    monkeypatch.setattr(bootstrap, "OWN", tmp_path / "var" / "uv")
    with pytest.raises(SystemExit, match=r"^This folder cannot be written: .*\.$"):
        bootstrap.must_be_writable()


@pytest.mark.parametrize(
    ("system", "machine", "libc", "wheel"),
    [
        ("Linux", "x86_64", "glibc", "manylinux_2_17_x86_64.manylinux2014_x86_64"),
        ("Linux", "aarch64", "glibc", "manylinux_2_17_aarch64.manylinux2014_aarch64"),
        ("Linux", "x86_64", "", "musllinux_1_1_x86_64"),
        ("Darwin", "arm64", "", "macosx_11_0_arm64"),
        ("Darwin", "x86_64", "", "macosx_10_12_x86_64"),
    ],
)
def test_each_machine_gets_its_own_wheel(monkeypatch, system, machine, libc, wheel):
    monkeypatch.setattr(bootstrap.platform, "system", lambda: system)
    monkeypatch.setattr(bootstrap.platform, "machine", lambda: machine)
    monkeypatch.setattr(bootstrap.platform, "libc_ver", lambda: (libc, ""))
    offered = [
        *("manylinux_2_17_x86_64.manylinux2014_x86_64", "musllinux_1_1_x86_64", "win_amd64"),
        *("manylinux_2_17_aarch64.manylinux2014_aarch64", "macosx_11_0_arm64"),
        "macosx_10_12_x86_64",
    ]
    names = [f"uv-1.0-py3-none-{tag}.whl" for tag in offered] + ["uv-1.0.tar.gz"]
    assert [name for name in names if bootstrap.fits(name)] == [f"uv-1.0-py3-none-{wheel}.whl"]


# The Makefile and the settings ------------------------------------------------


def test_make_alone_explains_every_target():
    said = make()
    targets = re.search(r"^\.PHONY: (.*)$", (ROOT / "Makefile").read_text(), re.MULTILINE)
    assert set(re.findall(r"^  make (\w+) +\S", said.stdout, re.MULTILINE)) == set(
        targets[1].split()
    )


def test_without_a_usable_python_make_says_so(tmp_path):
    a_program(tmp_path / "python3", "exit 1")  # So answers one that is too old.
    said = make("run", PATH=str(tmp_path))
    assert said.returncode != 0
    assert "No Python 3.11 or newer is on the PATH: install one" in said.stderr
    assert len(said.stderr.splitlines()) == 1


def test_every_variable_is_explained():
    modules = [file for file in (ROOT / "portal").rglob("*.py") if file.name != "bootstrap.py"]
    reading = r"\b(?:env|environ)\.\w+\(\s*\"([A-Z_]+)\""
    read = {name for file in modules for name in re.findall(reading, file.read_text())}
    read.discard("DJANGO_SETTINGS_MODULE")
    explained = re.findall(r"^#([A-Z_]+)=", (ROOT / ".env.example").read_text(), re.MULTILINE)
    assert len(explained) == len(set(explained))
    assert read <= set(explained)


# Helpers ----------------------------------------------------------------------


def make(*words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    program = shutil.which("make")
    clean = {name: value for name, value in os.environ.items() if not name.startswith("MAKE")}
    return subprocess.run(
        [program, *words], cwd=ROOT, env=clean | environment, capture_output=True, text=True
    )


def wait_for(port: int) -> None:
    """Wait until the site answers."""
    deadline = time.monotonic() + 120
    while True:
        try:
            urlopen(f"http://127.0.0.1:{port}/health/", timeout=30).close()
            return
        except OSError:
            assert time.monotonic() < deadline, "the site did not open"
            time.sleep(0.1)


def a_free_port() -> int:
    with closing(socket.create_server(("127.0.0.1", 0))) as free:
        return free.getsockname()[1]


def a_program(path: Path, line: str) -> None:
    path.write_text(f"#!/bin/sh\n{line}\n")
    path.chmod(0o755)


def a_wheel(program: str) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as wheel:
        wheel.writestr("uv-1.0.data/scripts/uv", program)
    return content.getvalue()


def serve_index(monkeypatch, wheel: bytes, digest: str) -> None:
    """Answer as the package index would, with one wheel that fits every machine."""
    file = {"filename": "uv.whl", "url": "../../files/uv.whl"}  # Mirrors answer so.
    index = json.dumps({"urls": [file | {"digests": {"sha256": digest}}]}).encode()
    answers = {bootstrap.INDEX: index, "https://pypi.org/files/uv.whl": wheel}
    monkeypatch.setattr(bootstrap, "fits", lambda name: True)
    monkeypatch.setattr(
        bootstrap.urllib.request, "urlopen", lambda url, timeout: io.BytesIO(answers[url])
    )


@pytest.mark.django_db
def test_a_paper_without_samples_gets_its_groups():
    said = io.StringIO()
    call_command("groups", stdout=said)
    assert said.getvalue().count("permissions") == 5


def test_an_empty_database_address_means_the_one_file(tmp_path):
    """Compose files and .env pass on what nobody has set as nothing."""
    run = managed(tmp_path, "check", DATABASE_URL="")
    assert run.returncode == 0, run.stderr
