"""Hubs are told which feeds changed; no editor ever waits for one, and nobody else is told."""

import json
import threading
import time
from datetime import timedelta
from email.utils import formatdate
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from io import StringIO
from unittest.mock import patch
from urllib.parse import parse_qs
from xml.etree import ElementTree

import pytest
from django.core.management import call_command
from django.tasks import task_backends
from django.utils import timezone

from articles import hubs, publishing
from articles.models import Article
from tests.builders import a_category, a_draft, an_article, words_of
from tests.desk import at_the_desk, desk
from tests.test_feeds import NAMES, a_story

pytestmark = pytest.mark.django_db

SITE = "https://bandoc.example"
PLACES = ["/", "/the-gioi/", "/the-gioi/chau-au/", "/chu-de/song/", "/tac-gia/minh-ha/"]
QUEUE = {"default": {"BACKEND": "django.tasks.backends.dummy.DummyBackend"}}


class Hub(BaseHTTPRequestHandler):
    """Keeps what it was told, and answers as the test wants."""

    def do_POST(self):
        said = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
        self.server.told.append(said)
        self.server.may_answer.wait(30)
        self.server.answered = True
        self.send_response(self.server.status)
        self.send_header("Location", f"http://127.0.0.1:{self.server.server_port}/khac")
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *args):
        """Say nothing."""


@pytest.fixture
def hub(settings):
    server = ThreadingHTTPServer(("127.0.0.1", 0), Hub)
    server.told, server.status, server.may_answer = [], 202, threading.Event()
    server.answered = False
    server.may_answer.set()
    threading.Thread(target=server.serve_forever, daemon=True).start()
    server.address = f"http://127.0.0.1:{server.server_port}/hub"
    settings.WEBSUB_HUBS, settings.SITE_URL = [server.address], SITE
    yield server
    server.may_answer.set()
    server.shutdown()
    server.server_close()


@pytest.fixture
def commit(django_capture_on_commit_callbacks):
    return lambda: django_capture_on_commit_callbacks(execute=True)


@pytest.fixture
def queue(settings):
    """A task queue that can wait, and keeps what it was given."""
    settings.TASKS = QUEUE
    backend = task_backends["default"]
    backend.clear()
    return backend


def feeds(*places: str) -> list[str]:
    return [f"{SITE}{place}{file}" for place in places for file in hubs.FILES]


def told(hub) -> list[str]:
    for said in hub.told:
        assert said["hub.mode"] == ["publish"]
        assert said["hub.url"] == said["hub.topic"]
    addresses = [said["hub.url"][0] for said in hub.told]
    hub.told.clear()
    return addresses


def edited(article: Article, **words: object) -> Article:
    return publishing.write(article, words_of(article, **words), by=None)


def test_publishing_tells_the_hub_of_every_feed_the_story_stands_in(hub, commit):
    with commit():
        a_story()
    assert sorted(told(hub)) == sorted(feeds(*PLACES))


def test_an_update_a_correction_a_withdrawal_and_a_return_are_told(hub, commit):
    story = a_story()
    with commit():
        publishing.update(edited(story, standfirst="Mới."), by=None)
    assert sorted(told(hub)) == sorted(feeds(*PLACES))
    with commit():
        publishing.correct(story, by=None, wrong="hai", right="ba")
    assert sorted(told(hub)) == sorted(feeds(*PLACES, "/dinh-chinh/"))
    for verb, more in ((publishing.withdraw, {"reason": "Sai"}), (publishing.restore, {})):
        with commit():
            verb(story, by=None, **more)
        assert sorted(told(hub)) == sorted(feeds(*PLACES, "/dinh-chinh/"))


def test_feeds_that_a_story_leaves_are_told_too(hub, commit):
    story = a_story()
    asia = a_category("Châu Á", parent=a_category("Thế giới"))
    changes = {"category": {"id": asia.pk, "name": asia.name}, "tags": ["Núi"]}
    with commit():
        publishing.update(edited(story, **changes), by=None)
    places = [*PLACES, "/the-gioi/chau-a/", "/chu-de/nui/"]
    assert sorted(told(hub)) == sorted(feeds(*places))


def test_a_minor_fix_and_work_at_the_desk_are_nobodys_business(hub, commit):
    story = a_story()
    with commit():
        publishing.fix(edited(story, standfirst="Chữ."), by=None)
        draft = publishing.submit(a_draft("Chưa đăng"), by=None)
        publishing.approve(draft, by=None)
    assert told(hub) == []


def test_without_a_hub_nothing_is_sent_and_no_query_made(hub, settings, commit):
    settings.WEBSUB_HUBS = []
    with patch.object(hubs.outgoing, "post") as post, commit() as callbacks:
        a_story()
    assert not post.called
    assert not any("hubs" in str(each) for each in callbacks)
    assert told(hub) == []


@pytest.mark.parametrize("failure", ["refuses", "redirects", "nobody", "odd"])
def test_a_hub_that_fails_disturbs_no_editor_and_is_followed_nowhere(
    hub, settings, commit, failure
):
    hub.status = {"refuses": 500, "redirects": 307}.get(failure, 202)
    if failure in ("nobody", "odd"):
        address = "http://127.0.0.1:9/" if failure == "nobody" else "file:///etc/passwd"
        settings.WEBSUB_HUBS = [address]
    with commit():
        story = a_story()
    assert story.is_public
    assert len(told(hub)) <= 1  # The first failure ends the try.


def test_an_editor_does_not_wait_for_a_hub_that_hangs(hub, commit, monkeypatch):
    monkeypatch.setattr(hubs, "PATIENCE", 0.2)
    monkeypatch.setattr(hubs, "SECONDS", 60.0)
    hub.may_answer.clear()
    with commit():
        a_story()
    assert not hub.answered


def test_publishing_at_the_desk_tells_the_hub(hub, commit):
    draft = a_draft("Bến sông", tags=["Sông"], by=["Minh Hà"])
    chief = at_the_desk("Thư ký tòa soạn")
    with commit():
        chief.post(desk("articles.article", "publish", draft.pk), {"confirmed": "yes"})
    draft.refresh_from_db()
    assert draft.is_public
    assert f"{SITE}/chu-de/song/feed.json" in told(hub)


# With a queue that can wait -------------------------------------------------------


def test_a_queue_tries_a_hub_again_later_and_gives_up(hub, queue, commit):
    with commit():
        a_story()
    result = queue.results[-1]
    assert result.args == [hub.address, hubs.feeds_of(Article.objects.get())]
    assert told(hub) == []
    hub.status = 503
    for tries, seconds in enumerate(hubs.WAITS):
        queue.clear()
        assert hubs.tell_hub.func(hub.address, feeds("/"), tries) == 0
        again = queue.results[-1]
        assert again.args == [hub.address, feeds("/"), tries + 1]
        wait = again.task.run_after - timezone.now()
        assert timedelta(seconds=seconds - 5) < wait <= timedelta(seconds=seconds)
    queue.clear()
    assert hubs.tell_hub.func(hub.address, feeds("/"), len(hubs.WAITS)) == 0
    assert queue.results == []


def test_what_a_hub_took_is_not_told_again(hub, queue):
    with patch.object(hubs, "_takes", side_effect=[True, False]):
        assert hubs.tell_hub.func(hub.address, feeds("/")) == 1
    assert queue.results[-1].args == [hub.address, feeds("/")[1:], 1]


def test_a_hub_that_left_the_settings_is_left_alone(hub, settings):
    settings.WEBSUB_HUBS = ["https://khac.example/"]
    assert hubs.tell_hub.func(hub.address, feeds("/")) == 0
    assert told(hub) == []


def test_a_scheduled_story_is_told_at_its_second(hub, queue, commit):
    at = timezone.now() + timedelta(hours=3)
    with commit():
        story = a_story(at=at)
    ordered = [each for each in queue.results if each.task.name == "tell_of_scheduled"]
    assert [(each.task.run_after, each.args) for each in ordered] == [(at, [story.pk])]
    before = len(queue.results)
    hubs.tell_of_scheduled.func(story.pk)
    assert len(queue.results) == before  # Not its hour yet.
    with commit():
        publishing.schedule(story, by=None, at=at + timedelta(hours=1))
    assert queue.results[-1].task.run_after == at + timedelta(hours=1)
    Article.objects.update(published_at=timezone.now())
    hubs.tell_of_scheduled.func(story.pk)
    assert queue.results[-1].args == [hub.address, hubs.feeds_of(story)]


def test_a_new_hour_that_is_saved_in_the_form_is_known_to_the_queue(hub, queue, commit):
    story = a_story(at=timezone.now() + timedelta(hours=3))
    later = timezone.now().replace(microsecond=0) + timedelta(hours=5)
    with commit():
        publishing.write(story, {"published_at": later.isoformat()}, by=None)
    assert queue.results[-1].task.run_after == later


# Without one ----------------------------------------------------------------------


def test_the_command_tells_of_what_appeared_by_itself(hub, commit):
    with commit():
        story = a_story(at=timezone.now() + timedelta(hours=3))
    assert told(hub) == []
    an_article("Bài cũ", tags=["Cũ"])
    Article.objects.filter(pk=story.pk).update(published_at=timezone.now())
    out = StringIO()
    call_command("ping_hubs", "--minutes", "10", stdout=out)
    assert sorted(told(hub)) == sorted(feeds(*PLACES))
    assert "15 of 15" in out.getvalue()


def test_the_command_tells_of_what_was_withdrawn_and_of_what_is_over(hub, commit):
    over = an_article("Hết hạn", tags=["Núi"])
    soon = timezone.now() - timedelta(minutes=2)
    Article.objects.filter(pk=over.pk).update(expires_at=soon)
    publishing.withdraw(an_article("Gỡ", tags=["Biển"]), by=None, reason="Sai")
    call_command("ping_hubs", stdout=StringIO())
    assert {f"{SITE}/chu-de/nui/rss.xml", f"{SITE}/chu-de/bien/rss.xml"} <= set(told(hub))


# What feeds say -------------------------------------------------------------------


@pytest.mark.parametrize("place", [*PLACES, "/dinh-chinh/"])
def test_a_feed_names_its_hub_and_itself_in_the_document_and_in_the_answer(client, hub, place):
    publishing.correct(a_story(), by=None, wrong="hai", right="ba")
    for file in hubs.FILES:
        response = client.get(f"{place}{file}")
        own = f"{SITE}{place}{file}"
        assert response["Link"] == f'<{hub.address}>; rel="hub", <{own}>; rel="self"'
        if file == "feed.json":
            said = json.loads(response.content)
            assert said["hubs"] == [{"type": "WebSub", "url": hub.address}]
            assert said["feed_url"] == own
            continue
        whole = ElementTree.fromstring(response.content)
        links = [
            (link.get("rel"), link.get("href"))
            for link in [*whole.findall("atom:link", NAMES), *whole.findall("*/atom:link", NAMES)]
        ]
        assert {("hub", hub.address), ("self", own)} <= set(links)


def test_a_feed_no_hub_is_told_of_names_none(client, hub, settings):
    story = a_story()
    for address in ("/binh-luan-ban-doc/atom.xml", f"/binh-luan/{story.pk}/atom.xml"):
        response = client.get(address)
        assert "Link" not in response
        assert hub.address not in response.content.decode()
    settings.WEBSUB_HUBS = []
    assert "Link" not in client.get("/rss.xml")


@pytest.mark.parametrize("verb", ["get", "head"])
@pytest.mark.parametrize("file", hubs.FILES)
def test_a_program_that_has_the_feed_gets_no_second_copy(client, verb, file):
    story = a_story()
    ask = getattr(client, verb)
    first = ask(f"/{file}")
    assert first.status_code == 200
    known = {"If-None-Match": first["ETag"]}
    assert ask(f"/{file}", headers=known).status_code == 304
    assert ask(f"/{file}", headers={"If-None-Match": f"W/{first['ETag']}"}).status_code == 304
    publishing.withdraw(story, by=None, reason="Sai")
    tomorrow = formatdate(time.time() + 86400, usegmt=True)
    assert ask(f"/{file}", headers=known | {"If-Modified-Since": tomorrow}).status_code == 200
