"""A reader writes, rewords and takes back a comment, in a real browser."""

import pytest
from django.core.management import call_command
from playwright.sync_api import expect

from comments import moderation
from comments.models import Comment, RulesAcceptance, Verdict
from tests.builders import a_comment, a_user
from tests.journeys.axe import EVERYTHING, faults_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def form_of(page):
    return page.locator("#viet-binh-luan form")


def send(page):
    form_of(page).get_by_role("button", name="Gửi", exact=True).click()


def test_a_reader_writes_loses_nothing_rewords_and_takes_back(page, article):
    call_command("loaddata", "house_rules", verbosity=0)
    there = article.get_absolute_url()
    page.goto(there)
    form = form_of(page)
    words = form.get_by_label("Bình luận của bạn:")
    words.fill("Lời đang viết dở")

    # A crash, a reload: the words are offered back, not put into the field unasked.
    page.reload()
    expect(form.get_by_role("button", name="Lấy lại lời đang viết dở")).to_be_visible()
    expect(words).to_have_value("")
    form.get_by_role("button", name="Lấy lại lời đang viết dở").click()
    expect(words).to_have_value("Lời đang viết dở")

    # Near the limit the form counts as the paper does, and cuts nothing off.
    words.fill("ầ" * 3900)
    form.locator(".letters", has_text="Còn 100 ký tự").wait_for()
    words.fill("ầ" * 5312)
    form.locator(".letters", has_text="Thừa 1.312 ký tự").wait_for()
    form.get_by_label("Tên của bạn").fill("Lan")
    send(page)
    page.get_by_role("link", name="Bình luận dài 5.312 ký tự; hãy rút còn 4.000 ký tự.").wait_for()
    page.wait_for_load_state()
    expect(words).to_have_value("ầ" * 5312)

    words.fill("Cảm ơn tòa soạn.")
    form.get_by_label("Thư điện tử").fill("lan@bao.vn")
    form.get_by_label("Nhớ tên và thư").check()
    send(page)
    own = page.locator(".own-comments .own")
    own.get_by_text("Cảm ơn tòa soạn.").first.wait_for()
    page.wait_for_load_state()
    state = own.locator(".state strong")
    expect(state).to_have_text("chờ duyệt", ignore_case=True, use_inner_text=True)
    assert RulesAcceptance.objects.count() == 1
    expect(form.get_by_role("button", name="Lấy lại lời đang viết dở")).to_be_hidden()
    name = form.get_by_label("Tên của bạn")
    expect(name, "remembered, as was asked").to_have_value("Lan")
    expect(form.get_by_label("Thư điện tử")).to_have_value("lan@bao.vn")

    own.get_by_text("Sửa", exact=True).click()
    own.get_by_label("Lời mới").fill("Cảm ơn tòa soạn nhiều.")
    page.reload()
    own.get_by_role("button", name="Lấy lại lời đang viết dở").click()
    expect(own.get_by_label("Lời mới")).to_have_value("Cảm ơn tòa soạn nhiều.")
    own.get_by_label("Lời mới").fill("ầ" * 4001)
    own.get_by_role("button", name="Lưu lời mới").click()
    page.get_by_role("link", name="Bình luận dài 4.001 ký tự; hãy rút còn 4.000 ký tự.").wait_for()
    page.get_by_label("Lời mới").fill("Cảm ơn tòa soạn nhiều.")
    page.get_by_role("button", name="Lưu lời mới").click()
    page.get_by_text("Đã lưu lời mới").wait_for()
    own.get_by_text("Cảm ơn tòa soạn nhiều.").first.wait_for()
    page.wait_for_load_state()
    expect(page.get_by_role("button", name="Lấy lại lời đang viết dở")).to_have_count(0)
    assert faults_of(page, rules=EVERYTHING) == []

    form.get_by_label("Nhớ tên và thư").uncheck()
    own.get_by_text("Xóa", exact=True).click()
    # One's own comments come after the page.
    with page.expect_response("**/toi/?bai=*") as mine:
        own.get_by_role("button", name="Xóa hẳn").click()
        page.get_by_text("Đã xóa bình luận của bạn.").wait_for()
    page.wait_for_load_state()
    assert mine.value.json()["comments"] == []
    expect(own).to_have_count(0)
    expect(name, "forgotten when unchecked").to_have_value("")
    comment = Comment.objects.get()
    assert (comment.status, comment.edition) == (Verdict.REMOVED, 2)


def test_everything_works_without_scripts_by_keyboard_on_a_small_dark_phone(new_page, article):
    call_command("loaddata", "house_rules", verbosity=0)
    a_comment(article, name="Minh")
    page = new_page(javascript=False, viewport={"width": 320, "height": 640}, color_scheme="dark")
    page.goto(article.get_absolute_url())
    expect(page.get_by_text("Nhớ tên và thư").last, "only a script could").to_be_hidden()
    page.locator(".answer summary").press("Enter")
    reply = page.locator(".answer form")
    reply.get_by_label("Trả lời của bạn:").fill("Tôi cũng nghĩ vậy.")
    reply.get_by_label("Báo cho tôi khi có trả lời").press("Space")
    reply.get_by_label("Tên của bạn").fill("Lan")
    reply.get_by_label("Tên của bạn").press("Enter")
    page.get_by_role("link", name="Muốn được báo khi có trả lời").wait_for()
    form = form_of(page)
    form.get_by_label("Thư điện tử").fill("lan@bao.vn")
    form.get_by_label("Thư điện tử").press("Enter")
    expect(page.locator("#da-gui")).to_be_visible()

    form.get_by_role("link", name="Bình luận của tôi").press("Enter")
    page.wait_for_url("/toi/binh-luan/")
    page.get_by_text("Tôi cũng nghĩ vậy.").first.wait_for()
    wider = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    assert page.evaluate(wider) <= 0
    page.locator(".edit summary").press("Enter")
    page.get_by_label("Lời mới").fill("  ")
    page.get_by_role("button", name="Lưu lời mới").press("Enter")
    page.get_by_role("link", name="Chưa có lời nào").wait_for()
    page.wait_for_load_state()
    assert page.evaluate(wider) <= 0
    page.get_by_label("Lời mới").fill("Tôi nghĩ khác.")
    page.get_by_role("button", name="Lưu lời mới").press("Enter")
    page.get_by_text("Đã lưu lời mới").wait_for()
    page.get_by_text("Tôi nghĩ khác.").first.wait_for()
    page.locator(".remove summary").press("Enter")
    page.get_by_role("button", name="Xóa hẳn").press("Enter")
    page.get_by_text("Chưa có bình luận nào gửi từ trình duyệt này").wait_for()
    reply = Comment.objects.get(name="Lan")
    assert (reply.status, reply.parent.name) == (Verdict.REMOVED, "Minh")


def test_a_flooded_article_lets_the_machine_work_and_then_takes_the_comment(
    page, article, monkeypatch
):
    def flood(facts):
        if facts.work_is_done:
            return None
        return moderation.Ruling(Verdict.PENDING, "Nhiều lời đến cùng lúc.", asks_for_work=True)

    monkeypatch.setattr(moderation, "RULES", (flood, *moderation.RULES))
    page.goto(article.get_absolute_url())
    form_of(page).get_by_label("Bình luận của bạn:").fill("Lời trong lũ.")
    form_of(page).get_by_label("Tên của bạn").fill("Lan")
    send(page)
    page.locator("#da-gui").wait_for(timeout=30_000)
    assert Comment.objects.get().text == "Lời trong lũ."


def test_a_session_that_ends_meanwhile_makes_nobody_a_guest(page, article, client):
    user = a_user(display_name="Trần Minh")
    client.force_login(user)
    session = client.cookies["sessionid"].value
    page.goto(article.get_absolute_url())
    address = page.url
    page.context.add_cookies([{"name": "sessionid", "value": session, "url": address}])
    form = form_of(page)
    form.get_by_label("Bình luận của bạn:").focus()
    form.get_by_label("Tên của bạn").wait_for(state="hidden")
    form.get_by_label("Bình luận của bạn:").fill("Lời của tài khoản.")
    client.logout()
    send(page)
    page.get_by_text("Phiên đăng nhập của bạn đã hết").wait_for()
    expect(form.get_by_label("Bình luận của bạn:")).to_have_value("Lời của tài khoản.")
    assert not Comment.objects.exists()
    fresh = type(client)()
    fresh.force_login(user)
    again = fresh.cookies["sessionid"].value
    page.context.add_cookies([{"name": "sessionid", "value": again, "url": address}])
    send(page)
    page.locator("#da-gui").wait_for()
    assert Comment.objects.get().author == user
