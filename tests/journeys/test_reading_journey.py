"""A reader's way through the paper, in a real browser."""

import gzip
import re
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from comments import deciding
from comments.models import Comment
from tests.builders import a_comment, a_user

OURS = ("/quy-tac-binh-luan/", "/toi/binh-luan/")
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_a_reader_finds_reads_rates_and_comments_and_a_moderator_lets_it_stand(page, article):
    page.goto("/")
    page.get_by_role("link", name=article.headline).first.click()
    page.wait_for_url(article.get_absolute_url())
    expect(page.get_by_role("heading", level=1, name=article.headline)).to_be_visible()

    page.get_by_role("button", name="Đánh giá tốt").click()
    page.get_by_text("1 bạn đọc").first.wait_for()

    page.get_by_label("Tên của bạn").last.fill("Lan")
    page.get_by_label("Bình luận của bạn:").fill("Cảm ơn tòa soạn.")
    page.get_by_role("button", name="Gửi", exact=True).last.click()
    page.get_by_text("Đã nhận. Bình luận của bạn đang chờ duyệt.").wait_for()

    comment = Comment.objects.get()
    assert comment not in Comment.objects.public()
    deciding.approve(comment, by=a_user(is_superuser=True))
    page.goto(article.get_absolute_url())
    page.get_by_role("article").filter(has_text="Cảm ơn tòa soạn.").last.wait_for()
    page.get_by_role("heading", name="Bình luận (1)").wait_for()


def test_nobody_else_sees_a_comment_that_waits(page, new_page, article):
    page.goto(article.get_absolute_url())
    page.get_by_label("Tên của bạn").last.fill("Lan")
    page.get_by_label("Bình luận của bạn:").fill("Lời chưa duyệt.")
    page.get_by_role("button", name="Gửi", exact=True).last.click()
    page.locator(":target").wait_for()
    stranger = new_page()
    stranger.goto(article.get_absolute_url())
    expect(stranger.get_by_text("Lời chưa duyệt.")).to_have_count(0)


def test_everything_works_without_scripts(new_page, article):
    page = new_page(javascript=False, viewport={"width": 360, "height": 700})
    page.goto(article.get_absolute_url())
    page.get_by_role("button", name="Đánh giá tốt").click()
    expect(page.locator("#da-danh-gia")).to_be_visible()
    page.get_by_label("Bình luận của bạn:").fill("Một lời bình.")
    page.get_by_label("Tên của bạn").last.fill("  ")
    page.get_by_role("button", name="Gửi", exact=True).last.click()
    expect(page.get_by_text("Chưa gửi được.")).to_be_visible()
    expect(page.get_by_label("Bình luận của bạn:")).to_have_value("Một lời bình.")
    page.get_by_label("Tên của bạn").last.fill("Lan")
    page.get_by_role("button", name="Gửi", exact=True).last.click()
    expect(page.locator("#da-gui")).to_be_visible()


def test_a_double_click_stores_one_comment(page, article):
    page.goto(article.get_absolute_url())
    page.get_by_label("Tên của bạn").last.fill("Lan")
    page.get_by_label("Bình luận của bạn:").fill("Bấm hai lần.")
    page.get_by_role("button", name="Gửi", exact=True).last.dblclick()
    page.locator("#da-gui").wait_for()
    page.wait_for_load_state()
    assert Comment.objects.count() == 1


@pytest.mark.parametrize("width", [320, 768, 1440])
def test_no_page_scrolls_sideways(new_page, article, width):
    a_comment(article, "Một lời bình rất dài " + "khôngcókhoảngtrắng" * 20)
    page = new_page(viewport={"width": width, "height": 800})
    for address in (
        "/",
        article.get_absolute_url(),
        "/the-gioi/",
        "/chu-de/csto/",
        "/khong-co/",
        *OURS,
    ):
        page.goto(address)
        wider = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        assert page.evaluate(wider) <= 0, address


def test_text_at_twice_its_size_still_fits(new_page, article):
    page = new_page(viewport={"width": 640, "height": 800})
    for address in ("/", article.get_absolute_url()):
        page.goto(address)
        page.evaluate("document.documentElement.style.setProperty('font-size', '200%')")
        wider = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        assert page.evaluate(wider) <= 0, address


def test_nothing_moves_while_a_page_loads(page, article):
    page.add_init_script(
        "window.shift = 0; new PerformanceObserver(list => { for (const entry of"
        " list.getEntries()) window.shift += entry.value; })"
        ".observe({type: 'layout-shift', buffered: true});"
    )
    for address in ("/", article.get_absolute_url()):
        page.goto(address)
        page.wait_for_load_state("networkidle")
        assert page.evaluate("window.shift") < 0.02, address


def test_the_keyboard_reaches_the_text_first(page, article):
    page.goto(article.get_absolute_url())
    page.keyboard.press("Tab")
    expect(page.locator(":focus")).to_have_attribute("href", re.compile("^#"))
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("#."))


def test_an_article_is_light(page, article, collected):
    """Without pictures: what a first visit fetches, as it goes over the wire."""
    weights = {"document": 0, "stylesheet": 0, "script": 0, "font": 0}
    answers = []
    page.on("response", lambda answer: answers.append(answer))
    page.goto(article.get_absolute_url())
    page.wait_for_load_state("networkidle")
    for answer in list(answers):
        kind = answer.request.resource_type
        if kind == "document":
            weights[kind] += len(gzip.compress(answer.body()))
        elif kind in weights:
            sent = collected / urlsplit(answer.url).path.removeprefix("/static/")
            compressed = sent.with_name(f"{sent.name}.gz")
            weights[kind] += (compressed if compressed.exists() else sent).stat().st_size
    requests = [answer.request.resource_type for answer in answers]
    assert weights["document"] + weights["stylesheet"] + weights["script"] < 27_000, weights
    assert weights["font"] < 130_000, weights
    assert len(requests) <= 24, requests


def test_nothing_moves_while_a_page_comes_in(new_page, article):
    page = new_page(viewport={"width": 360, "height": 740})
    page.add_init_script(
        """window.moved = 0;
        new PerformanceObserver((list) => {
            for (const shift of list.getEntries()) if (!shift.hadRecentInput) moved += shift.value;
        }).observe({ type: "layout-shift", buffered: true });"""
    )
    for address in ("/", article.get_absolute_url(), "/the-gioi/"):
        page.goto(address)
        page.wait_for_load_state("networkidle")
        assert page.evaluate("moved") < 0.05, address
