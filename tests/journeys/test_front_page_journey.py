"""The front page desk in a real browser: search, drag, keyboard, preview, without scripts."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from playwright.sync_api import expect

from articles.models import BreakingNews, FrontPagePick, FrontPageSlot
from tests.builders import a_category, a_user, an_article
from tests.desk import desk
from tests.journeys.axe import faults_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

SLOT = "articles.frontpageslot"


@pytest.fixture
def sit_down(new_page, site):
    """Open a tab in which the chief editor has signed in."""

    def opened(**options):
        page = new_page(**options)
        client = Client()
        client.force_login(a_user(is_staff=True, is_superuser=True))
        cookie = client.cookies["sessionid"]
        page.context.add_cookies([{"name": "sessionid", "value": cookie.value, "url": site}])
        return page

    return opened


@pytest.fixture
def paper(db):
    """A lead, two seconds and three strips, over twelve articles."""
    world = a_category("Thế giới")
    now = timezone.now()
    news = [
        an_article(f"Bài số {n}", category=world, at=now - timedelta(minutes=n + 1))
        for n in range(12)
    ]
    slots = [FrontPageSlot.objects.create(area="lead")]
    slots += [FrontPageSlot.objects.create(area="second", position=n) for n in range(2)]
    slots += [
        FrontPageSlot.objects.create(area="strip", position=n, heading=f"Dải {n}", length=3)
        for n in range(3)
    ]
    return slots, news


def strips() -> list[str]:
    return list(FrontPageSlot.objects.filter(area="strip").values_list("heading", flat=True))


def dragged(page, grip, onto, where: float = 0.1) -> None:
    """Drag by a grip to a place in a box, as far down in it as ``where`` says."""
    grip.scroll_into_view_if_needed()
    start = grip.bounding_box()
    page.mouse.move(start["x"] + start["width"] / 2, start["y"] + start["height"] / 2)
    page.mouse.down()
    box = onto.bounding_box()
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] * where, steps=8)
    with page.expect_response("**/frontpageslot/"):
        page.mouse.up()
    page.locator("#front-desk:not([aria-busy])").wait_for()


def test_a_chief_editor_arranges_the_page(sit_down, paper):
    slots, _news = paper
    quake = an_article("Điện mừng Quốc khánh", at=timezone.now() - timedelta(days=9))
    page = sit_down(viewport={"width": 1440, "height": 1000})
    page.goto(desk(SLOT))

    page.get_by_role("link", name="Thêm bài vào tin chính").click()
    search = page.get_by_role("searchbox", name="Tìm bài")
    search.press_sequentially("dien mung")
    page.get_by_role("radio", name="Điện mừng Quốc khánh").check()
    until = timezone.localtime() + timedelta(hours=2)
    page.get_by_label("Đến", exact=True).fill(f"{until:%Y-%m-%dT%H:%M}")
    expect(page.locator(".desk-clock").last).to_contain_text("Moskva")
    page.get_by_role("button", name="Đặt vào ô").click()
    page.get_by_text("«Điện mừng Quốc khánh» ở tin chính.").wait_for()
    pick = FrontPagePick.objects.get()
    assert (pick.slot, pick.article) == (slots[0], quake)
    page.goto("/")
    expect(page.locator(".front-lead")).to_contain_text("Điện mừng")

    page.goto(desk(SLOT))
    down = page.get_by_role("button", name="Đưa dải tin «Dải 0» xuống")
    down.focus()
    page.keyboard.press("Enter")
    page.locator(".fp-strips > :first-child", has_text="Dải 1").wait_for()
    assert strips() == ["Dải 1", "Dải 0", "Dải 2"]
    expect(page.locator(f"#xuong-{slots[3].pk}")).to_be_focused()

    last = page.locator(f"#o-{slots[5].pk}")
    dragged(page, last.locator("[data-grip=slot]"), page.locator(f"#o-{slots[4].pk}"))
    assert strips() == ["Dải 2", "Dải 1", "Dải 0"]

    grip = page.locator(f"#b-{pick.pk} [data-grip=pick]")
    dragged(page, grip, page.locator(f"#o-{slots[1].pk}"), where=0.5)
    pick.refresh_from_db()
    assert pick.slot == slots[1]

    page.get_by_role("button", name="Bỏ «Điện mừng Quốc khánh»").click()
    page.get_by_text("Đã bỏ bài khỏi ô").wait_for()
    assert not FrontPagePick.objects.exists()


def test_a_slow_answer_does_not_take_the_choice_away(sit_down, paper):
    """The choice was made while the list for the last letter was still on its way."""
    an_article("Điện mừng Quốc khánh", at=timezone.now() - timedelta(days=9))
    page = sit_down(viewport={"width": 1440, "height": 1000})
    page.goto(desk(SLOT))
    page.get_by_role("link", name="Thêm bài vào tin chính").click()
    search = page.get_by_role("searchbox", name="Tìm bài")
    search.press_sequentially("dien")
    choice = page.get_by_role("radio", name="Điện mừng Quốc khánh")
    choice.wait_for()
    waiting = []
    page.route("**/*dien+mung*", lambda route: waiting.append(route))
    with page.expect_request("**/*dien+mung*"):
        search.press_sequentially(" mung")
    choice.check()
    chosen = choice.element_handle()
    waiting[-1].continue_()
    # It leaves with the list that it stood in, and stands in the next one.
    chosen.wait_for_element_state("hidden")
    expect(choice).to_be_checked()


def test_the_page_of_a_later_hour_is_seen_before_it_comes(sit_down, paper):
    slots, news = paper
    soon = timezone.now() + timedelta(hours=1)
    FrontPagePick.objects.create(slot=slots[0], article=news[9], starts_at=soon)
    page = sit_down(viewport={"width": 1280, "height": 900})
    page.goto(desk(SLOT))
    page.get_by_role("link", name="Xem trước theo giờ").click()
    frame = page.frame_locator("iframe")
    frame.locator(".front-lead", has_text="Bài số 0").wait_for()
    page.wait_for_load_state()
    page.frames[1].wait_for_function("innerWidth === 1280")
    at = timezone.localtime(soon + timedelta(minutes=1))
    page.get_by_label("Lúc").fill(f"{at:%Y-%m-%dT%H:%M}")
    page.get_by_role("button", name="Xem", exact=True).click()
    frame.locator(".front-lead", has_text="Bài số 9").wait_for()
    page.wait_for_load_state()
    page.get_by_label("Điện thoại").check()
    page.wait_for_function("document.querySelector('iframe').clientWidth < 400")
    with page.context.expect_page() as opened:
        frame.get_by_role("link", name="Bài số 9").click()
    expect(opened.value).to_have_url(re.compile("bai-so-9"))


def test_the_desk_works_without_scripts(sit_down, paper):
    slots, news = paper
    page = sit_down(javascript=False, viewport={"width": 1440, "height": 900})
    page.goto(desk(SLOT))
    page.get_by_role("link", name="Thêm bài vào tin chính").click()
    page.get_by_role("searchbox", name="Tìm bài").fill("bai so 7")
    page.get_by_role("button", name="Tìm", exact=True).click()
    page.wait_for_url("**tim=bai+so+7*")
    page.get_by_role("radio", name="Bài số 7").check()
    page.get_by_role("button", name="Đặt vào ô").click()
    page.get_by_text("«Bài số 7» ở tin chính.").wait_for()
    assert slots[0].picks.get().article == news[7]
    page.get_by_role("button", name="Đưa dải tin «Dải 2» lên").click()
    expect(page.locator(".fp-strips > :nth-child(2)")).to_contain_text("Dải 2")
    assert strips() == ["Dải 0", "Dải 2", "Dải 1"]


@pytest.mark.parametrize("width", [360, 1280])
def test_everybody_can_use_the_desk_and_read_the_bar(sit_down, paper, width):
    slots, news = paper
    now = timezone.now()
    hour = timedelta(hours=1)
    BreakingNews.objects.create(text="Tin nóng", article=news[0], starts_at=now, ends_at=now + hour)
    pick = FrontPagePick.objects.create(slot=slots[0], article=news[3], ends_at=now + hour)
    FrontPagePick.objects.create(slot=slots[0], article=news[4], starts_at=now + hour, position=1)
    page = sit_down(viewport={"width": width, "height": 900})
    complaints = []
    here = desk(SLOT)
    for address, part in (
        ("/", "body"),
        (here, "#front-desk"),
        (f"{here}?mo=bai&o={slots[0].pk}", "#front-desk"),
        (f"{here}?mo=cach&o={slots[3].pk}", "#front-desk"),
        (f"{here}?mo=gio&o={slots[0].pk}&b={pick.pk}", "#front-desk"),
        (f"{here}?bai={news[5].pk}", "#front-desk"),
        (desk(SLOT, "preview"), ".desk-framed-bar"),
    ):
        page.goto(address)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, address
        complaints += faults_of(page, part)
    assert complaints == []
