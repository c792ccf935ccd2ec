"""A reader's way through a conversation, in a real browser."""

import re

import pytest
from playwright.sync_api import expect

from comments.models import Comment, Decision, Vote
from comments.writing import tidy
from tests.builders import a_comment
from tests.test_conversation import many_comments
from tests.xss_vectors import VECTORS

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_a_reader_reads_on_sorts_and_votes_without_leaving_the_article(page, article):
    many_comments(article, 65)
    top = a_comment(article, "Lời hay nhất", is_pick=True, name="Hồng Hạnh")
    many_comments(article, 30, parent=top)
    page.goto(article.get_absolute_url())
    threads = page.locator(".thread")
    expect(threads).to_have_count(30)
    for before, shown in ((30, 60), (60, 66)):
        page.get_by_role("link", name="Xem thêm bình luận").click()
        expect(threads).to_have_count(shown)
        expect(page.locator("#binh-luan-them")).to_have_text(f"Đã hiện thêm {shown - before}.")
        expect(threads.nth(before).locator(":focus")).to_have_count(1)
    expect(page.get_by_role("link", name="Xem thêm bình luận")).to_have_count(0)
    ids = page.evaluate("[...document.querySelectorAll('[id]')].map((each) => each.id)")
    assert len(ids) == len(set(ids))
    page.get_by_role("link", name="Xem thêm trả lời").click()
    expect(page.locator(".replies > li")).to_have_count(30)

    vote = page.get_by_role("button", name=re.compile("^Hữu ích.*Hồng Hạnh"))
    vote.click()
    expect(vote).to_have_attribute("aria-pressed", "true")
    expect(vote.locator(".count")).to_have_text("1")
    assert Vote.objects.count() == 1
    page.reload()
    expect(vote).to_have_attribute("aria-pressed", "true")
    vote.click()
    expect(vote).to_have_attribute("aria-pressed", "false")
    assert not Vote.objects.exists()

    page.get_by_role("link", name="Cũ nhất").click()
    page.wait_for_url("**/?xep=cu-nhat#binh-luan")
    expect(page.get_by_role("heading", level=1, name=article.headline)).to_be_visible()
    expect(page.locator(".thread .text").nth(21)).to_have_text("Lời số 0.")


def test_the_conversation_needs_no_script(new_page, article):
    comments = many_comments(article, 31)
    for reply in many_comments(article, 25, parent=comments[-1]):
        Comment.objects.filter(pk=reply.pk).update(text="Lời đáp.")
    page = new_page(javascript=False, viewport={"width": 320, "height": 700})
    page.goto(article.get_absolute_url())
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    page.get_by_role("button", name="Hữu ích").first.click()
    expect(page.locator(":target")).to_contain_text("Bấm lần nữa để bỏ")
    page.get_by_role("link", name="Xem thêm trả lời").click()
    page.wait_for_url(f"/binh-luan/{article.pk}/{comments[-1].pk}/?sau=*")
    expect(page.locator(".replies > li")).to_have_count(5)
    page.go_back()
    page.get_by_role("link", name="Xem thêm bình luận").click()
    page.wait_for_url(f"/binh-luan/{article.pk}/?xep=moi-nhat&sau=*")
    expect(page.locator(".thread")).to_have_count(1)
    page.get_by_role("link", name="Báo vi phạm").click()
    page.get_by_label("sai sự thật").check()
    page.get_by_label("Lời kèm").fill("Số này không đúng.")
    page.get_by_role("button", name="Gửi báo cáo").click()
    expect(page.locator("#da-bao")).to_be_visible()
    assert Comment.objects.get(text="Lời số 0.").reports.get().note == "Số này không đúng."


def test_no_vector_fires_on_a_page_full_of_them(page, article):
    """Thirty threads of ten replies each, and one more thread that a script brings in."""
    texts = [tidy(vector) for vector in VECTORS]
    rows = [Comment(article=article, text=t, name=tidy(t[:80]), status="approved") for t in texts]
    tops = Comment.objects.bulk_create(rows[:31])
    for n, row in enumerate(rows[31:]):
        row.parent = tops[n % 31]
    comments = [*tops, *Comment.objects.bulk_create(rows[31:])]
    Decision.objects.bulk_create(Decision(comment=c, verdict="approved") for c in comments)
    dialogs, asked = [], []
    page.on("dialog", lambda dialog: (dialogs.append(dialog.message), dialog.dismiss()))
    page.on("console", lambda message: dialogs.append(message.text))
    page.goto(article.get_absolute_url())
    page.wait_for_load_state("networkidle")
    page.on("request", lambda request: asked.append(request.url))
    page.get_by_role("link", name="Xem thêm bình luận").click()
    expect(page.locator(".thread")).to_have_count(31)
    for thread in page.locator(".thread").all()[::6]:
        thread.hover()
    page.keyboard.press("Tab")
    expect(page.locator(".comment .text")).to_have_count(len(texts))
    strange = (
        "script, img, svg, math, iframe, style, object, embed, input, [onerror], [onload], [style]"
    )
    expect(page.locator(".comment .text").locator(strange)).to_have_count(0)
    expect(page.locator(".comment .name").locator(strange)).to_have_count(0)
    expect(page.locator("#phieu")).to_have_count(1)
    assert dialogs == []
    ours = (f"/binh-luan/{article.pk}/", "/static/")
    assert [url for url in asked if not any(path in url for path in ours)] == []
