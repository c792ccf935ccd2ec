"""The first page of the desk in a real browser: for everybody, on every screen, and by keyboard."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from articles import presence, publishing
from articles.models import Correction
from tests.builders import a_comment, a_draft, a_user, an_article
from tests.journeys.axe import faults_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def sign_in(page) -> None:
    a_user("chu", is_staff=True, is_superuser=True)
    page.goto("/toa-soan/")
    page.get_by_label("Tên đăng nhập").fill("chu")
    page.locator("input[name=password]").fill("mat-khau-dai")
    page.keyboard.press("Enter")
    page.wait_for_url("/toa-soan/")
    expect(page.locator("main.desk-day")).to_be_visible()


@pytest.fixture
def busy(db):
    """A newsroom in which something of everything waits."""
    article = an_article("Bài đã đăng, tít dài để xem dòng chữ xuống hàng ra sao trên máy nhỏ")
    an_article("Bài hẹn giờ", at=timezone.now() + timedelta(hours=3))
    publishing.submit(a_draft("Bài chờ duyệt"), by=None)
    a_comment(article)
    a_comment(article, "Bình luận chờ duyệt", approved=False)
    Correction.objects.create(article=article, wrong="ông Nguyễn Văn A")
    presence.arrive(article, a_user(display_name="Ngọc Lan"))
    return article


@pytest.mark.parametrize("width", [360, 1280])
def test_the_first_page_of_the_desk_can_be_read_by_everybody(new_page, busy, width):
    page = new_page(viewport={"width": width, "height": 800})
    sign_in(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert faults_of(page, "main.desk-day") == []


def test_an_editor_goes_from_a_number_to_the_piece_that_waits(page, busy):
    sign_in(page)
    page.get_by_role("navigation", name="Còn lại").get_by_role(
        "link", name="Chờ duyệt"
    ).first.click()
    card = page.locator("#cho-duyet")
    expect(page).to_have_url(re.compile("#cho-duyet"))
    card.get_by_role("link", name="Bài chờ duyệt").press("Enter")
    page.wait_for_url("**/change/")


def test_the_first_page_is_complete_without_scripts(new_page, busy, client):
    page = new_page(javascript=False)
    sign_in(page)
    for name in ("Chờ duyệt", "Hẹn giờ", "Bài đăng mỗi ngày"):
        expect(page.locator("main").get_by_text(name).first).to_be_attached()
    bars = page.locator("figure.desk-day-chart svg rect.desk-day-chart-bar")
    expect(bars.nth(1)).to_be_attached()
