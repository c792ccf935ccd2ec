"""What every browser journey shares: Chromium, a live site, and pages that forgive nothing.

``page`` is a fresh tab; ``new_page(javascript=False, …)`` opens more, each in a
browser session of its own. The test fails when any of them asks another site for
anything, when the console reports an error or when a script breaks. An error
page that the journey went to itself (a 404, a 422) is no console error.

The browser is ``$CHROMIUM``, or one on the PATH; none is ever downloaded. Without
one the journeys are skipped, or fail under ``REQUIRE_BROWSER=1``.
"""

import io
import os
import shutil
import threading
import time
from urllib.parse import urldefrag, urlsplit

import pytest
from django.core.files.base import ContentFile
from PIL import Image
from playwright.sync_api import expect, sync_playwright

from articles import body
from portal.models import Imprint
from tests.builders import a_category, a_photo, an_article

NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
# How long a page may take, in milliseconds; what is there sooner is not waited for.
PATIENCE = 20_000
# Chromium would call its maker at every start, and has no sandbox for root.
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def chromium() -> str | None:
    """The path of the browser, if this machine has one."""
    names = [os.environ["CHROMIUM"]] if os.environ.get("CHROMIUM") else NAMES
    return next(filter(None, map(shutil.which, names)), None)


@pytest.fixture(scope="session")
def browser():
    """Chromium, started once for all journeys."""
    path = chromium()
    if path is None:
        missing = pytest.fail if os.environ.get("REQUIRE_BROWSER") == "1" else pytest.skip
        missing("no Chromium: set CHROMIUM, or put chromium on the PATH")
    # Playwright keeps an event loop in this thread; Django would refuse the database there.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        expect.set_options(timeout=PATIENCE)
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def site(browser, live_server, settings):
    """The address of the running site. Asks for the browser first: no browser, no server."""
    settings.SITE_URL = live_server.url
    return live_server.url


@pytest.fixture
def new_page(browser, site):
    """Open a tab in a browser session of its own; all are judged when the test is over."""
    contexts, faults = [], []

    def opened(*, javascript: bool = True, **options):
        context = browser.new_context(
            base_url=site, java_script_enabled=javascript, locale="vi-VN", **options
        )
        context.set_default_timeout(PATIENCE)
        contexts.append(context)
        watch(context, site, faults)
        return context.new_page()

    yield opened
    for context in contexts:
        context.close()
    wait_for_quiet()
    assert not faults, "\n".join(faults)


def wait_for_quiet() -> None:
    """Let the server finish what a closing page sent last; the database is emptied next."""
    deadline = time.monotonic() + 5
    time.sleep(0.2)
    while time.monotonic() < deadline and any(
        "process_request_thread" in thread.name for thread in threading.enumerate()
    ):
        time.sleep(0.05)


@pytest.fixture
def page(new_page):
    """One tab on the site, 1280 by 800."""
    return new_page(viewport={"width": 1280, "height": 800})


def watch(context, site: str, faults: list[str]) -> None:
    """Write down everything a page of ours must not do."""
    visited = set()

    def on_request(request):
        if request.is_navigation_request():
            visited.add(urldefrag(request.url).url)
        address = urlsplit(request.url)
        if address.scheme in ("http", "https") and address.netloc != urlsplit(site).netloc:
            faults.append(f"asked another site: {request.url}")

    def on_console(message):
        own_choice = (
            message.text.startswith("Failed to load resource")
            and urldefrag(message.location["url"]).url in visited
        )
        if message.type == "error" and not own_choice:
            faults.append(f"console: {message.text} ({message.location['url']})")

    context.on("request", on_request)
    context.on("console", on_console)
    context.on("weberror", lambda error: faults.append(f"script: {error.error}"))


@pytest.fixture
def article(db):
    """An article with everything on its page, in a paper with an imprint."""
    Imprint.objects.create(name="Baonga.com", jurisdiction="ru", age_mark="16+")
    world = a_category("Thế giới")
    picture = io.BytesIO()
    Image.new("RGB", (1500, 1000), "#345").save(picture, "JPEG")
    photo = a_photo()
    photo.take_file(ContentFile(picture.getvalue(), name="x.jpg"))
    other = an_article("Nga và các nước láng giềng", category=world, tags=["CSTO"])
    return an_article(
        "Các ngoại trưởng CSTO thảo luận các vấn đề an ninh",
        category=a_category("Châu Âu", parent=world),
        tags=["CSTO", "Nga"],
        by=["PV"],
        lead_photo=photo,
        body=body.paragraph("Đoạn thứ nhất. " * 60)
        + body.figure(a_photo().pk)
        + body.reference(other.headline)
        + body.paragraph("Đoạn cuối. " * 60),
    )
