"""A moderator works through the queue: by keyboard alone, without scripts, and with any eyes."""

import re

import pytest
from playwright.sync_api import Page, expect

from comments import claims
from comments.models import Ban, Claim, Comment, Decision, Report, Takedown, Verdict
from comments.writing import tidy
from tests.builders import a_comment, a_user, an_article, at_desk_as
from tests.desk import desk
from tests.journeys.axe import faults_of
from tests.xss_vectors import VECTORS

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
QUEUE = desk("comments.comment", "queue")
STRANGE = "script, img, svg, math, iframe, style, object, embed, base, [onerror], [onload], [style]"
TOUCH_EVERYTHING = """() => {
    for (const each of document.querySelectorAll("#hang-cho details")) each.open = true;
    for (const each of document.querySelectorAll("#hang-cho *"))
        for (const name of ["mouseover", "pointerenter", "focus", "blur", "animationend", "toggle"])
            each.dispatchEvent(new Event(name));
}"""


def signed_in(page: Page, username: str) -> Page:
    page.goto("/toa-soan/login/")
    page.get_by_label("Tên đăng nhập").fill(username)
    page.get_by_label("Mật khẩu").fill("mat-khau-dai")
    page.keyboard.press("Enter")
    page.wait_for_url("/toa-soan/")
    return page


def waiting(n: int) -> list[Comment]:
    article = an_article("Chợ hoa Quảng Bá")
    comments = []
    for i in range(n):
        comment = a_comment(
            article, f"Lời số {i}: mua ma túy", approved=False, name=f"Người {i}", voice=f"{i:064x}"
        )
        Decision.objects.create(
            comment=comment,
            verdict="pending",
            rule="banned_term",
            reason="Có từ cấm.",
            matched="ma túy",
            text=comment.text,
        )
        comments.append(comment)
    return comments


def status(comment: Comment) -> str:
    return Comment.objects.get(pk=comment.pk).status


def at(page: Page, comment: Comment) -> None:
    """The focus is on a comment."""
    expect(page.locator(f"#bl-{comment.pk}")).to_be_focused()


def test_a_moderator_works_through_the_queue_by_keyboard_alone(page):
    moderator = at_desk_as("Kiểm duyệt viên")
    one, two, three, four, five, six, seven, eight = waiting(8)
    signed_in(page, moderator.username).goto(QUEUE)
    press, said = page.keyboard.press, page.locator("[data-status]")
    at(page, one)
    waiting_says = page.locator(".q-piles b").first
    menu_says = page.locator(f"nav a[href='{QUEUE}'], #nav-sidebar a[href='{QUEUE}']").first
    expect(waiting_says).to_have_text("8")
    expect(menu_says).to_contain_text("8")
    press("j")
    at(page, two)
    press("k")
    press("a")
    expect(waiting_says).to_have_text("7")
    expect(menu_says).to_contain_text("7")
    at(page, two)
    expect(said).to_have_text("Đã duyệt bình luận của Người 0.")
    assert status(one) == "approved"
    expect(page.locator("[data-seconds]")).to_have_text(re.compile(r"^\d+$"))
    press("u")
    at(page, one)
    expect(said).to_contain_text("Đã hoàn tác")
    assert status(one) == "pending"
    press("r")
    press("1")
    at(page, two)
    expect(said).to_contain_text("Đã từ chối")
    assert (status(one), one.decisions.last().code) == ("rejected", "insult")
    press("r")
    press("0")
    page.keyboard.type("Lời của tôi: a r s")
    press("Enter")
    expect(said).to_have_text("Đã từ chối bình luận của Người 1.")
    assert two.decisions.last().reason == "Lời của tôi: a r s"
    at(page, three)
    press("s")
    at(page, four)
    expect(said).to_contain_text("thư rác")
    press("e")
    at(page, five)
    expect(said).to_contain_text("Tòa soạn chọn")
    four.refresh_from_db()
    assert (four.status, four.is_pick) == (Verdict.APPROVED, True)
    press("b")
    dialog = page.locator("dialog[open]")
    expect(dialog).to_contain_text("Cấm Người 4")
    dialog.get_by_role("textbox", name="Lý do").fill("Quấy rối")
    dialog.get_by_role("textbox", name="Lý do").press("Enter")
    expect(said).to_contain_text("Đã cấm Người 4")
    assert Ban.objects.get().value == five.voice
    at(page, five)
    press("Escape")
    press("x")
    press("j")
    press("x")
    press("a")
    expect(dialog).to_contain_text("Lời số 4")
    expect(dialog).to_contain_text("Lời số 5")
    expect(dialog).not_to_contain_text("Lời số 6")
    dialog.get_by_role("button", name="Duyệt (2)").press("Enter")
    expect(said).to_contain_text("Đã duyệt 2")
    assert [status(each) for each in (five, six, seven)] == ["approved", "approved", "pending"]
    at(page, seven)
    press("h")
    expect(page.locator(f"#bl-{seven.pk} .q-person-panel")).to_be_visible()
    press("Escape")
    at(page, seven)
    press("?")
    keys = page.get_by_role("heading", name="Phím tắt")
    expect(keys).to_be_visible()
    press("Escape")
    expect(keys).to_be_hidden()
    press("/")
    expect(page.locator("#q-tim")).to_be_focused()
    page.keyboard.type("aaa")
    press("Escape")
    at(page, seven)
    assert status(seven) == "pending"
    press("a")
    press("a")
    expect(page.locator("[data-empty]")).to_be_visible()
    expect(said).to_have_text("Đã duyệt bình luận của Người 7.")
    assert status(eight) == "approved"
    assert not Comment.objects.waiting().exists()


def test_the_same_decisions_without_a_script(new_page):
    moderator = at_desk_as("Kiểm duyệt viên")
    one, two, three, four, five = waiting(5)
    page = signed_in(new_page(javascript=False), moderator.username)
    page.goto(QUEUE)

    said = page.locator("[data-status]")

    def item(comment):
        return page.locator(f"#bl-{comment.pk}")

    item(one).get_by_role("button", name="Duyệt", exact=True).click()
    expect(page).to_have_url(re.compile(f"#bl-{two.pk}$"))
    expect(said).to_contain_text("Đã duyệt")
    page.get_by_role("button", name="Hoàn tác").click()
    expect(said).to_contain_text("Đã hoàn tác")
    assert status(one) == "pending"
    item(one).locator(".q-reject summary").click()
    item(one).get_by_role("button", name="lạc đề").click()
    expect(said).to_contain_text("Đã từ chối")
    assert one.decisions.last().code == "off_topic"
    item(two).get_by_role("button", name="Thư rác").click()
    expect(said).to_contain_text("thư rác")
    item(three).get_by_role("button", name="Duyệt và chọn").click()
    expect(said).to_contain_text("Tòa soạn chọn")
    item(four).locator("summary").first.click()
    expect(item(four).locator(".q-person-panel")).to_be_visible()
    item(four).get_by_role("link", name="Cấm…").click()
    page.get_by_role("textbox", name="Lý do").fill("Quấy rối")
    page.get_by_label("là thư rác").check()
    page.get_by_role("button", name="Cấm", exact=True).click()
    expect(said).to_contain_text("Đã cấm")
    item(five).get_by_role("checkbox").check()
    page.get_by_role("button", name="Từ chối…").click()
    expect(page.locator(".q-ask")).to_contain_text("Lời số 4")
    page.get_by_label("quảng cáo").check()
    page.get_by_role("button", name="Từ chối (1)").click()
    expect(page.locator("[data-empty]")).to_be_visible()
    expected = ["rejected", "spam", "approved", "spam", "rejected"]
    assert [status(each) for each in (one, two, three, four, five)] == expected
    assert Ban.objects.count() == 1


def test_a_colleague_who_took_the_comment_is_named_and_nothing_is_lost(page):
    moderator, colleague = at_desk_as("Kiểm duyệt viên"), at_desk_as("Kiểm duyệt viên")
    one, _two = waiting(2)
    signed_in(page, moderator.username).goto(QUEUE)
    at(page, one)
    Claim.objects.all().delete()
    claims.claim_batch(Comment.objects.filter(pk=one.pk), colleague, 1)
    page.keyboard.press("a")
    expect(page.locator(f"#bl-{one.pk} .q-refused")).to_contain_text(str(colleague))
    at(page, one)
    assert status(one) == "pending"


def test_no_vector_fires_before_a_moderator(page, monkeypatch):
    """Every vector as words, name, match and note of a report, waiting and reported."""
    monkeypatch.setattr("comments.admin.queue.screen.BATCH", 120)
    moderator, article = at_desk_as("Kiểm duyệt viên"), an_article()
    texts = [tidy(vector) for vector in VECTORS]
    comments = Comment.objects.bulk_create(
        Comment(article=article, text=text, name=tidy(text[:80]), voice=f"v{n // 2}")
        for n, text in enumerate(texts)
    )
    Decision.objects.bulk_create(
        Decision(comment=c, verdict="pending", rule="x", reason=c.text[:300], matched=c.text[:300])
        for c in comments
    )
    Report.objects.bulk_create(
        Report(comment=c, reporter=str(c.pk), reason="other", note=c.text) for c in comments
    )
    said = []
    page.on("dialog", lambda dialog: (said.append(dialog.message), dialog.dismiss()))
    signed_in(page, moderator.username)
    page.on("console", lambda message: said.append(message.text))
    page.on(
        "request", lambda request: None if "localhost" in request.url else said.append(request.url)
    )
    seen = 0
    for pile in ("", "?muc=bi-bao"):
        page.goto(f"{QUEUE}{pile}")
        while True:
            seen += page.locator("[data-item]").count()
            page.evaluate(TOUCH_EVERYTHING)
            expect(page.locator("#hang-cho .q-item").locator(STRANGE)).to_have_count(0)
            if not page.locator("[data-next]").count():
                break
            page.goto(page.locator("[data-next]").get_attribute("href"))
    assert seen == 2 * len(texts)
    assert said == []


def test_the_queue_can_be_used_by_everybody(new_page):
    a_user("chu", is_staff=True, is_superuser=True)
    one, two, three = waiting(3)
    Report.objects.create(comment=one, reporter="x", reason="spam", note="Rao vặt")
    Takedown.objects.create(comment=two, asker="reader", asked_by="Ông B", ground="Nêu tên")
    Comment.objects.filter(pk=three.pk).update(text="Lời đã sửa", edition=2)
    page = signed_in(new_page(), "chu")
    complaints = []
    looks = {
        QUEUE: "#hang-cho",
        desk("comments.comment", "statistics"): ".q-figures",
        desk("comments.comment", "queue_ban", one.pk): ".q-ask",
        desk("comments.takedown"): "#result_list",
        desk("comments.ban", "add"): "#content-main",
    }
    for width in (360, 1440):
        page.set_viewport_size({"width": width, "height": 900})
        for address, part in looks.items():
            page.goto(address)
            if address == QUEUE:
                page.keyboard.press("h")
                expect(page.locator(".q-person-panel").first).to_be_visible()
                page.keyboard.press("x")
                expect(page.locator("[name=chon]").first).to_be_checked()
            complaints += [f"{width}: {fault}" for fault in faults_of(page, part)]
            if page.evaluate("document.documentElement.scrollWidth > innerWidth + 1"):
                complaints.append(f"{address} {width}: scrolls sideways")
    assert not complaints, "\n".join(dict.fromkeys(complaints))
