"""Make the pictures of the handbook anew: ``make screenshots``.

A paper is opened in a temporary folder, its newsroom is brought to a Friday morning of
work (``docs/screenshots_newsroom.py``), and each function marked ``@picture`` takes one
picture in Chromium. The clock of the server and of the browser stands still, so that two
runs show the same hours. The names of the functions are the names of the files.

    docs/screenshots.py                all of them, into docs/editors/
    docs/screenshots.py anh bao_mat    only these
"""

import atexit
import io
import os
import shutil
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "docs" / "editors"
sys.path[:0] = [str(ROOT), str(ROOT / "docs")]
os.environ["DJANGO_SETTINGS_MODULE"] = "portal.settings"
os.environ["VAR_DIR"] = tempfile.mkdtemp(prefix="pictures-")
atexit.register(shutil.rmtree, os.environ["VAR_DIR"], ignore_errors=True)
os.environ["DATABASE_URL"] = f"sqlite:///{os.environ['VAR_DIR']}/portal.sqlite3"
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

import django  # noqa: E402

django.setup()

import screenshots_newsroom as newsroom  # noqa: E402
from django.test.testcases import LiveServerThread, _StaticFilesHandler  # noqa: E402
from django.urls import reverse  # noqa: E402
from PIL import Image  # noqa: E402
from playwright.sync_api import Error, Page, sync_playwright  # noqa: E402

from tests.journeys.conftest import FLAGS, chromium  # noqa: E402

WIDTH, HEIGHT = 1280, 800
HEAVIEST = 120_000  # bytes
QUALITIES = (84, 76, 66, 56)
Desk = Callable[[str], Page]
TAKEN: dict[str, Callable[[Desk], object]] = {}


def picture(take: Callable[[Desk], object]) -> Callable[[Desk], object]:
    """Mark a function that gives the page, or the part of a page, to be kept."""
    TAKEN[take.__name__] = take
    return take


def address(page: str, headline: str = "") -> str:
    """Return an address at the desk, of the article with this headline if one is named."""
    return reverse(f"admin:{page}", args=[newsroom.number(headline)] if headline else [])


def opened(page: Page, where: str, ready: str = "#content, #login-form, .desk-confirm") -> Page:
    """Open a page of the desk and wait until it is drawn."""
    page.goto(where)
    page.locator(ready).first.wait_for()
    page.wait_for_load_state("networkidle")
    return page


def written(page: Page, headline: str) -> Page:
    """Open an article's form and wait for its editor."""
    return opened(page, address("articles_article_change", headline), ".tiptap.ProseMirror")


def scrolled(page: Page, selector: str, above: int = 24) -> Page:
    """Bring a part of the page under the top of the window."""
    page.locator(selector).first.evaluate(
        "(part, above) => { part.style.scrollMarginTop = `${above}px`; part.scrollIntoView(); }",
        above,
    )
    page.wait_for_timeout(400)
    return page


def sized(page: Page, width: int, height: int) -> Page:
    """Give the window another size: what is empty is not kept."""
    page.set_viewport_size({"width": width, "height": height})
    return page


def pressed(page: Page, name: str) -> Page:
    """Press a button of the form and wait for what comes."""
    page.get_by_role("button", name=name, exact=True).first.click()
    page.wait_for_load_state("networkidle")
    return page


# In the order of the handbook ----------------------------------------------------


@picture
def dang_nhap(desk: Desk) -> Page:
    page = opened(desk(""), "/toa-soan/login/", "#login-form")
    return sized(page, 960, 700)


@picture
def bao_mat(desk: Desk) -> Page:
    return sized(opened(desk("lan.anh"), reverse("mfa_index"), ".desk-security"), 1100, 620)


@picture
def ban_lam_viec(desk: Desk) -> Page:
    return opened(sized(desk("thu.ha"), 1440, 900), "/toa-soan/", ".desk-day")


@picture
def viet_bai(desk: Desk) -> Page:
    page = written(desk("lan.anh"), newsroom.SENT_BACK)
    return scrolled(page, "#id_headline", 90)


@picture
def chon_anh(desk: Desk) -> Page:
    page = written(desk("lan.anh"), newsroom.SENT_BACK)
    page.get_by_role("textbox", name="Nội dung").click()
    page.keyboard.press("Control+Shift+A")
    page.locator("dialog[open] img").first.wait_for()
    page.evaluate(
        "() => Promise.all([...document.querySelectorAll('dialog img')].map((each) => {"
        " each.loading = 'eager'; return each.decode(); }))"
    )
    return page


@picture
def dan_bai(desk: Desk) -> object:
    page = opened(desk("lan.anh"), address("articles_article_add"), ".tiptap.ProseMirror")
    page.get_by_role("button", name="Dán bài").click()
    dialog = page.locator("dialog[open]")
    dialog.get_by_label("Dán cả trang vào đây").fill(newsroom.old_page())
    dialog.get_by_role("button", name="Đọc trang").click()
    dialog.get_by_role("button", name="Điền vào bài").wait_for()
    return page


@picture
def bang_kiem(desk: Desk) -> Page:
    page = written(desk("minh.duc"), newsroom.IN_REVIEW)
    return scrolled(page, ".desk-checks", 440)


@picture
def hen_gio(desk: Desk) -> Page:
    page = opened(
        desk("minh.duc"), address("articles_article_schedule", newsroom.APPROVED), "#id_at_0"
    )
    page.locator("#id_at_0").fill("21/11/2026")
    page.locator("#id_at_1").fill("06:30:00")
    page.locator("#id_at_1").dispatch_event("change")
    page.locator("#id_at_1").blur()
    page.wait_for_timeout(300)
    return sized(page, 1100, 480)


@picture
def sua_bai_dang_dang(desk: Desk) -> Page:
    return written(desk("minh.duc"), newsroom.EDITED)


@picture
def dinh_chinh(desk: Desk) -> Page:
    page = opened(desk("thu.ha"), address("articles_article_correct", newsroom.WRONG), "#id_wrong")
    return sized(page, 1100, 760)


@picture
def hai_nguoi(desk: Desk) -> Page:
    written(desk("lan.anh"), newsroom.SENT_BACK)
    return written(desk("minh.duc"), newsroom.SENT_BACK)


@picture
def ba_ban(desk: Desk) -> Page:
    page = written(desk("minh.duc"), newsroom.DRAFT)
    newsroom.saved_by_a_colleague(newsroom.DRAFT)
    page.locator("#id_standfirst").fill(newsroom.STANDFIRST_OF_MINE)
    page = pressed(page, "Lưu và tiếp tục chỉnh sửa")
    return scrolled(page, ".desk-conflict", 90)


@picture
def xem_truoc(desk: Desk) -> Page:
    page = opened(desk("lan.anh"), address("articles_article_frame", newsroom.SENT_BACK), "iframe")
    page.wait_for_timeout(800)
    return page


@picture
def lien_ket(desk: Desk) -> Page:
    where = address("articles_article_preview_links", newsroom.APPROVED)
    return opened(desk("minh.duc"), where, ".desk-links")


@picture
def so_sanh(desk: Desk) -> Page:
    where = f"{address('articles_article_compare', newsroom.EDITED)}?moi=ban-sua&cu=hien-tai"
    return sized(opened(desk("minh.duc"), where, ".desk-diff"), 1280, 640)


@picture
def anh(desk: Desk) -> Page:
    photo = newsroom.a_photo_with_file()
    where = reverse("admin:articles_photo_change", args=[photo])
    page = opened(desk("quang.photo"), where, "[data-focus-picture]")
    page.wait_for_timeout(500)
    return page


@picture
def trang_nhat(desk: Desk) -> Page:
    return opened(desk("thu.ha"), reverse("admin:articles_frontpageslot_changelist"), ".fp-page")


@picture
def danh_sach(desk: Desk) -> Page:
    return opened(desk("thu.ha"), reverse("admin:articles_article_changelist"), "#result_list")


@picture
def binh_luan(desk: Desk) -> Page:
    return opened(desk("hai.yen"), reverse("admin:comments_comment_queue"), "[data-item]")


# Taking them ---------------------------------------------------------------------


def signed_in(browser, site: str) -> Desk:  # type: ignore[no-untyped-def]
    """Return what opens a tab for a member of the desk; "" is somebody at the door."""
    tabs: dict[str, Page] = {}

    def tab(name: str) -> Page:
        if name in tabs:
            tabs[name].set_viewport_size({"width": WIDTH, "height": HEIGHT})
        if name not in tabs:
            context = browser.new_context(
                base_url=site,
                locale="vi-VN",
                timezone_id="Asia/Ho_Chi_Minh",
                viewport={"width": WIDTH, "height": HEIGHT},
                reduced_motion="reduce",
                color_scheme="light",
            )
            context.set_default_timeout(10_000)
            page = tabs[name] = context.new_page()
            page.clock.set_fixed_time(newsroom.CLOCK.now)
            if name:
                newsroom.enter(page, name)
        return tabs[name]

    return tab


def keep(name: str, shown: object) -> int:
    """Write a picture, as light as it has to be; return its weight."""
    raw = Image.open(io.BytesIO(shown.screenshot(animations="disabled", caret="hide")))  # type: ignore[attr-defined]
    if raw.width > WIDTH:
        raw = raw.resize((WIDTH, round(raw.height * WIDTH / raw.width)), Image.Resampling.LANCZOS)
    for quality in QUALITIES:
        out = io.BytesIO()
        raw.convert("RGB").save(out, "WEBP", quality=quality, method=6)
        if out.tell() < HEAVIEST:
            break
    (FOLDER / f"{name.replace('_', '-')}.webp").write_bytes(out.getvalue())
    return out.tell()


def main(only: list[str]) -> None:
    """Open the paper, take the pictures, close it."""
    failed: list[str] = []
    FOLDER.mkdir(exist_ok=True)
    newsroom.open_paper()
    server = LiveServerThread("localhost", _StaticFilesHandler)
    server.daemon = True
    server.start()
    server.is_ready.wait()
    if server.error:
        raise server.error
    site = f"http://localhost:{server.port}"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=FLAGS)
        desk = signed_in(browser, site)
        for name, take in TAKEN.items():
            if not only or name in only:
                try:
                    says = f"{keep(name, take(desk)) // 1000} kB"
                except Error as error:
                    failed.append(name)
                    says = str(error)
                sys.stdout.write(f"{name:20} {says}\n")
                sys.stdout.flush()
        browser.close()
    server.terminate()
    if failed:
        sys.exit(f"Not taken: {', '.join(failed)}")


if __name__ == "__main__":
    main([name.replace("-", "_") for name in sys.argv[1:]])
