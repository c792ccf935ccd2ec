"""Searching in a browser: by keyboard with suggestions, and without any script."""

import re

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from articles.search import popular
from tests.builders import an_article
from tests.journeys.axe import faults_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

# Playwright's own name says that it is no reader.
READER = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0"


@pytest.fixture
def paper(db):
    return [
        an_article("Sông Hồng mùa nước nổi", tags=["sông Hồng"], by=["Minh Hà"]),
        an_article("Cầu cũ trên sông Hồng"),
        an_article("Chợ hoa đầu xuân", at=timezone.now()),
    ]


def test_a_reader_chooses_a_suggestion_with_the_keyboard(page, paper):
    page.goto("/tim-kiem/")
    field = page.get_by_role("combobox", name="Tìm trong báo")
    options = page.get_by_role("option")
    # What was suggested for the first few letters is no answer yet.
    with page.expect_response("**?q=song+h"):
        field.press_sequentially("song h")
    expect(page.get_by_role("option", name="sông Hồng Chủ đề")).to_be_visible()
    expect(options).to_have_count(3)
    assert faults_of(page) == []
    page.keyboard.press("Escape")
    expect(options).to_have_count(0)
    field.press_sequentially("o")
    expect(page.get_by_role("option", name="Cầu cũ trên sông Hồng")).to_be_visible()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    chosen = page.get_by_role("option", selected=True)
    expect(chosen).to_have_id(re.compile("-1$"))
    expect(field).to_have_attribute("aria-activedescendant", re.compile("-1$"))
    name = chosen.text_content()
    page.keyboard.press("Enter")
    page.get_by_role("heading", name=name, level=1).wait_for()


def test_a_late_answer_does_not_open_what_a_reader_closed(page, paper):
    page.goto("/tim-kiem/")
    field = page.get_by_role("combobox", name="Tìm trong báo")
    field.press_sequentially("song")
    expect(page.get_by_role("option", name="sông Hồng Chủ đề")).to_be_visible()
    page.route("**?q=song+*", lambda route: None)
    with page.expect_request("**?q=song+h"):
        field.press_sequentially(" h")
    with page.expect_event("requestfailed"):
        page.keyboard.press("Escape")
    expect(page.get_by_role("option")).to_have_count(0)


def test_what_was_searched_is_offered_again_in_this_browser_alone(page, new_page, paper):
    page.goto("/tim-kiem/")
    page.get_by_role("combobox", name="Tìm trong báo").fill("cho hoa")
    page.keyboard.press("Enter")
    page.wait_for_url("/tim-kiem/?q=cho+hoa*")
    expect(page.get_by_role("link", name="Chợ hoa đầu xuân")).to_be_visible()
    page.goto("/tim-kiem/")
    page.get_by_role("combobox", name="Tìm trong báo").focus()
    page.get_by_role("option", name="cho hoa Vừa tìm").click()
    page.wait_for_url("/tim-kiem/?q=cho+hoa*")
    expect(page.get_by_role("link", name="Chợ hoa đầu xuân")).to_be_visible()
    other = new_page()
    other.goto("/tim-kiem/")
    with other.expect_response("**?q=") as offered:
        other.get_by_role("combobox", name="Tìm trong báo").focus()
    assert offered.value.json() == {"suggestions": []}
    expect(other.get_by_role("option")).to_have_count(0)


def test_what_several_readers_search_for_is_offered_to_the_next(new_page, paper, settings):
    settings.READS_WRITTEN_EVERY = 0
    for n in (1, 2):
        popular.note("song hong", f"203.0.113.{n}", READER)
    page = new_page(user_agent=READER)
    page.clock.install()
    page.goto("/tim-kiem/?q=s%C3%B4ng+h%E1%BB%93ng")
    with page.expect_response("**/da-tim/") as told:
        page.clock.fast_forward(5_000)
    assert told.value.status == 204
    assert told.value.request.post_data == "sông hồng"
    page.goto("/tim-kiem/")
    field = page.get_by_role("combobox", name="Tìm trong báo")
    field.focus()
    expect(page.get_by_role("option", name="sông Hồng Tìm nhiều")).to_be_visible()
    assert faults_of(page) == []
    page.keyboard.press("Escape")
    again = []
    page.on("request", lambda request: again.append(request.url))
    listed = page.get_by_role("navigation", name="Tìm nhiều")
    listed.get_by_role("link", name="sông Hồng").click()
    page.wait_for_url("/tim-kiem/?q=*")
    expect(page.get_by_role("link", name="Cầu cũ trên sông Hồng")).to_be_visible()
    page.clock.fast_forward(5_000)
    page.goto("/tim-kiem/")
    assert not [address for address in again if address.endswith("/da-tim/")]


@pytest.mark.parametrize("width", [320, 1280])
def test_results_are_read_and_narrowed_without_a_script(new_page, paper, width):
    page = new_page(javascript=False, viewport={"width": width, "height": 800})
    page.goto("/tim-kiem/")
    page.get_by_role("searchbox", name="Tìm trong báo").fill("song hong")
    page.get_by_role("button", name="Tìm").click()
    headlines = page.locator(".card-headline")
    expect(page.get_by_role("link", name="Minh Hà 1")).to_be_visible()
    page.wait_for_load_state()
    expect(headlines).to_have_count(2)
    page.get_by_role("link", name="Minh Hà 1").click()
    expect(page.get_by_role("link", name="Minh Hà bỏ")).to_be_visible()
    page.wait_for_load_state()
    expect(headlines).to_have_text(["Sông Hồng mùa nước nổi"])
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.get_by_role("link", name="Minh Hà bỏ").click()
    expect(page.get_by_role("link", name="Minh Hà 1")).to_be_visible()
    page.wait_for_load_state()
    expect(headlines).to_have_count(2)


def test_the_results_can_be_used_by_everybody(page, paper):
    page.goto("/tim-kiem/?q=song+hong")
    assert faults_of(page) == []
    page.goto("/tim-kiem/?q=xyzzyx")
    assert faults_of(page) == []
