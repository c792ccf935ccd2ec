"""A day at the desk, in real browsers: from the first word of a story to its withdrawal."""

import re
import time
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from articles import publishing
from articles.models import Article, Autosave, PendingEdit
from tests.builders import a_category, a_draft, a_photo, an_article, an_author, at_desk_as
from tests.desk import desk
from tests.journeys.writing import caret_at
from tests.picture_files import a_jpeg, an_upload

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
ARTICLE = "articles.article"
# Every place where readers and machines find an article.
PLACES = (
    "/",
    "/thoi-su/",
    "/chu-de/ha-noi/",
    "/tac-gia/minh-ha/",
    "/tim-kiem/?q=cau+long+bien",
    "/rss.xml",
    "/atom.xml",
    "/thoi-su/rss.xml",
    "/sitemap-tin-moi.xml",
)


@pytest.fixture
def sign_in(new_page):
    """Open a browser in which a new member of a group has signed in."""

    def signed_in(group: str):
        member = at_desk_as(group)
        page = new_page(viewport={"width": 1440, "height": 1000})
        page.member = member
        enter(page, member)
        return page

    return signed_in


def enter(page, member, address: str = "/toa-soan/") -> None:
    page.goto(address)
    page.get_by_label("Tên đăng nhập").fill(member.username)
    page.get_by_label("Mật khẩu").fill("mat-khau-dai")
    page.get_by_role("button", name=re.compile("^Đăng nhập")).click()
    page.wait_for_url(lambda url: "login" not in url)


def press(page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).first.click()


def save(page) -> None:
    """Save and go on writing; the page that follows has the same address."""
    with page.expect_navigation():
        press(page, "Lưu và tiếp tục chỉnh sửa")


def open_form(page, article) -> None:
    """Open an article; what is typed is told from what was there once the page asks for others."""
    with page.expect_response("**/nhip/"):
        page.goto(desk(ARTICLE, "change", article.pk))


def typed(page, words: str) -> None:
    caret_at(page, "End")
    page.keyboard.type(words)


def see_also(page, typed: str, article) -> None:
    """Put a line that leads to another article behind the text, found by some of its words."""
    page.get_by_role("button", name="Chèn dòng «Xem thêm»").click()
    page.get_by_role("dialog").get_by_role("combobox").fill(typed)
    page.get_by_role("option", name=article.headline).click()
    expect(page.locator(f"p.reference[data-article='{article.pk}']")).to_be_visible()


def pick_lead_photo(page, photo) -> None:
    page.get_by_role("button", name="Chọn trong kho ảnh").click()
    box = page.get_by_role("dialog")
    box.get_by_role("button", name=photo.caption).click()
    box.get_by_role("button", name="Chèn", exact=True).click()


def found_in(page, article) -> list[str]:
    """The places that speak of the article now."""
    named = re.compile(rf"-{article.pk}\.html")
    return [place for place in PLACES if named.search(page.request.get(place).text())]


def test_a_story_from_the_first_word_to_its_withdrawal(sign_in, new_page):
    a_category("Thời sự")
    an_author("Minh Hà")
    photo = a_photo(caption="Cầu nhìn từ bãi giữa")
    photo.take_file(an_upload(a_jpeg((1200, 800))))
    other = an_article("Cầu Chương Dương thông xe trở lại", tags=["Hà Nội"])
    reporter, editor = sign_in("Phóng viên"), sign_in("Biên tập viên")
    chief, reader = sign_in("Thư ký tòa soạn"), new_page()

    # The reporter writes, with a see-also line and a photo, and submits.
    reporter.goto(desk(ARTICLE, "add"))
    reporter.locator("#id_headline").fill("Cầu Long Biên đóng để sửa")
    reporter.locator("#id_standfirst").fill("Xe máy và xe đạp đi đường khác trong ba tháng.")
    typed(reporter, "Sở Giao thông cho biết việc sửa bắt đầu từ thứ hai.")
    reporter.locator("#id_category").select_option(label="Thời sự")
    reporter.locator("#id_tags").fill("ha noi, Cầu Long Biên")
    reporter.locator("#id_signed").fill("Minh Hà")
    see_also(reporter, "chuong duong", other)
    pick_lead_photo(reporter, photo)
    press(reporter, "Gửi duyệt")
    reporter.get_by_text("Đã gửi duyệt 1 bài.").wait_for()
    story = Article.objects.get(headline="Cầu Long Biên đóng để sửa")
    assert story.lead_photo == photo
    address = story.get_absolute_url()

    # The editor sends it back; the reporter reads why, mends it, submits again.
    editor.goto(desk(ARTICLE, "change", story.pk))
    editor.get_by_text("Việc khác").click()
    editor.get_by_role("link", name="Trả lại người viết").click()
    editor.get_by_label("Cần sửa gì").fill("Ghi rõ ngày bắt đầu.")
    press(editor, "Trả lại")
    editor.get_by_text("Đã trả lại 1 bài.").wait_for()
    reporter.goto(desk(ARTICLE, "change", story.pk))
    expect(reporter.get_by_text("Ghi rõ ngày bắt đầu.")).to_be_visible()
    reporter.locator("#id_standfirst").fill("Từ 1/12, xe máy và xe đạp đi đường khác.")
    press(reporter, "Gửi duyệt")
    reporter.get_by_text("Đã gửi duyệt 1 bài.").wait_for()

    # The editor approves and sets the second.
    editor.goto(desk(ARTICLE, "change", story.pk))
    press(editor, "Duyệt")
    editor.get_by_text("Đã duyệt 1 bài.").wait_for()
    press(editor, "Hẹn giờ")
    at = timezone.localtime(timezone.now() + timedelta(days=1))
    editor.locator("#id_at_0").fill(at.strftime("%d/%m/%Y"))
    editor.locator("#id_at_1").fill("12:00:00")
    editor.keyboard.press("Tab")
    expect(editor.locator(".desk-clocks")).to_contain_text("08:00")
    expect(editor.locator(".desk-clocks")).to_contain_text("Moskva")
    press(editor, "Hẹn giờ")
    editor.get_by_text("Đã hẹn giờ 1 bài.").wait_for()
    assert reader.request.get(address).status == 404
    assert found_in(reader, story) == []

    # It appears at its second, everywhere, and nothing had to run.
    second = timezone.now() + timedelta(seconds=1)
    publishing.schedule(story, None, second)
    time.sleep(max(0, (second - timezone.now()).total_seconds()) + 0.05)
    reader.goto(address)
    expect(reader.get_by_role("link", name=other.headline).first).to_be_visible()
    picture = reader.locator(f"article img[src*='/anh/'][alt='{photo.alt}']")
    expect(picture).to_have_count(1)
    assert found_in(reader, story) == list(PLACES)

    # A typo is mended and no date moves.
    dates = Article.objects.values_list("published_at", "updated_at").get(pk=story.pk)
    editor.goto(desk(ARTICLE, "change", story.pk))
    editor.locator("#id_headline").fill("Cầu Long Biên đóng cửa để sửa")
    press(editor, "Lưu bản sửa")
    editor.get_by_text("Bạn đang ở bản sửa").wait_for()
    assert "đóng cửa" not in reader.request.get(address).text()
    press(editor, "Sửa nhỏ")
    editor.get_by_text("Đã sửa nhỏ 1 bài").wait_for()
    assert "đóng cửa" in reader.request.get(address).text()
    assert Article.objects.values_list("published_at", "updated_at").get(pk=story.pk) == dates

    # A correction stands on the article, on its page, in its feed and in the data for machines.
    press(editor, "Đăng đính chính")
    editor.get_by_label("Điều sai").fill("Đóng từ thứ hai")
    editor.get_by_label("Điều đúng").fill("Đóng từ thứ ba, 1/12")
    editor.get_by_label("Lời xin lỗi").fill("Tòa soạn xin lỗi bạn đọc.")
    press(editor, "Đăng đính chính")
    editor.get_by_text("Đã đính chính 1 bài.").wait_for()
    for place in (address, "/dinh-chinh/", "/dinh-chinh/rss.xml"):
        said = reader.request.get(place).text()
        assert "Đóng từ thứ ba, 1/12" in said, place
    assert "CorrectionComment" in reader.request.get(address).text()

    # Withdrawn: 410, and gone from everywhere in the next request. Restored: back.
    chief.goto(desk(ARTICLE, "change", story.pk))
    chief.get_by_text("Việc khác").click()
    chief.get_by_role("link", name="Gỡ bài").click()
    chief.get_by_label("Lý do gỡ").fill("Tin chưa được xác nhận.")
    press(chief, "Gỡ bài")
    chief.get_by_text("Đã gỡ 1 bài.").wait_for()
    gone = reader.request.get(address)
    assert (gone.status, "Tin chưa được xác nhận." in gone.text()) == (410, True)
    assert found_in(reader, story) == []
    assert "Đóng từ thứ ba" not in reader.request.get("/dinh-chinh/").text()
    press(chief, "Đưa trở lại")
    chief.locator(".desk-confirm").wait_for()
    press(chief, "Đưa trở lại")
    chief.get_by_text("Đã đưa 1 bài trở lại.").wait_for()
    assert found_in(reader, story) == list(PLACES)


def test_two_browsers_collide_and_nothing_is_lost(sign_in):
    article = a_draft("Tít đầu tiên")
    lan, minh = sign_in("Biên tập viên"), sign_in("Biên tập viên")
    for page in (lan, minh):
        page.goto(desk(ARTICLE, "change", article.pk))
    expect(minh.locator("#desk-others")).to_contain_text(str(lan.member))
    lan.locator("#id_headline").fill("Tít của Lan")
    minh.locator("#id_standfirst").fill("Sapo của Minh.")
    save(lan)
    press(minh, "Lưu và tiếp tục chỉnh sửa")
    conflict = minh.locator(".desk-conflict")
    expect(conflict).to_be_visible()
    expect(minh.locator("#id_standfirst")).to_have_value("Sapo của Minh.")
    expect(conflict.get_by_label("Lấy bản của đồng nghiệp").first).to_be_checked()
    save(minh)
    expect(minh).to_have_url(re.compile("/change/$"))
    article.refresh_from_db()
    assert (article.headline, article.standfirst) == ("Tít của Lan", "Sapo của Minh.")


def test_taking_over_is_told_to_the_other_browser(sign_in):
    article = a_draft()
    lan, minh = sign_in("Biên tập viên"), sign_in("Biên tập viên")
    for page in (lan, minh):
        page.goto(desk(ARTICLE, "change", article.pk))
    minh.locator("#desk-others").get_by_label("Lời nhắn").fill("Cần đăng ngay.")
    press(minh, "Nhận sửa bài này")
    minh.get_by_text("Đã nhận bài.").wait_for()
    lan.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    expect(lan.get_by_text("«Cần đăng ngay.»")).to_be_visible()
    save = lan.get_by_role("button", name="Lưu và tiếp tục chỉnh sửa")
    expect(save).to_be_disabled()


def test_typed_words_survive_a_crash(sign_in):
    article = a_draft()
    page = sign_in("Biên tập viên")
    open_form(page, article)
    page.locator("#id_standfirst").fill("Gõ dở thì mất điện.")
    with page.expect_response(lambda answer: "Đoạn gõ dở." in (answer.request.post_data or "")):
        typed(page, " Đoạn gõ dở.")
        page.locator("#id_kicker").focus()
    kept = Autosave.objects.get()
    assert "Đoạn gõ dở." in kept.typed["body"]
    assert kept.typed["standfirst"] == "Gõ dở thì mất điện."
    page.on("dialog", lambda dialog: dialog.accept())
    page.goto(desk(ARTICLE, "change", article.pk))
    press(page, "Khôi phục")
    expect(page.locator("#id_standfirst")).to_have_value("Gõ dở thì mất điện.")
    expect(page.get_by_role("textbox", name="Nội dung")).to_contain_text("Đoạn gõ dở.")
    save(page)
    article.refresh_from_db()
    assert "Đoạn gõ dở." in article.body
    assert not Autosave.objects.exists()


def test_typed_words_survive_the_end_of_the_session(sign_in):
    article = a_draft()
    page = sign_in("Biên tập viên")
    open_form(page, article)
    page.context.clear_cookies()
    page.locator("#id_standfirst").fill("Phiên đã hết mà vẫn gõ.")
    page.locator("#id_kicker").focus()
    expect(page.get_by_text("Phiên làm việc đã hết")).to_be_visible()
    tab = page.context.new_page()
    enter(tab, page.member, "/toa-soan/login/")
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    expect(page.get_by_text("Phiên làm việc đã hết")).to_be_hidden()
    save(page)
    article.refresh_from_db()
    assert article.standfirst == "Phiên đã hết mà vẫn gõ."


def test_unsaved_words_are_previewed_and_readers_see_none_of_them(sign_in):
    article = an_article("Tít đang đăng")
    page = sign_in("Biên tập viên")
    open_form(page, article)
    page.locator("#id_headline").fill("Tít chỉ mới gõ")
    with page.context.expect_page() as opened:
        page.get_by_role("link", name="Xem trước", exact=True).click()
    preview = opened.value
    framed = preview.frame_locator("iframe")
    expect(framed.get_by_role("heading", level=1)).to_have_text("Tít chỉ mới gõ")
    preview.wait_for_load_state()
    preview.get_by_label("Điện thoại").check()
    preview.wait_for_function(
        "document.querySelector('iframe').getBoundingClientRect().width <= 400"
    )
    assert not PendingEdit.objects.exists()


def test_somebody_without_an_account_reads_a_secret_link_until_it_is_taken_back(sign_in, new_page):
    article = a_draft("Bài chưa đăng")
    editor, guest = sign_in("Biên tập viên"), new_page()
    editor.goto(desk(ARTICLE, "preview_links", article.pk))
    editor.get_by_label("Gửi cho ai").fill("Ông A")
    press(editor, "Tạo liên kết")
    expect(editor.locator(".desk-secret")).to_be_visible()
    address = editor.locator(".desk-secret").inner_text()
    response = guest.goto(address)
    expect(guest.get_by_role("heading", level=1)).to_have_text("Bài chưa đăng")
    assert "noindex" in response.headers["x-robots-tag"]
    assert "no-store" in response.headers["cache-control"]
    press(editor, "Thu hồi")
    editor.get_by_text("Đã thu hồi").wait_for()
    assert guest.request.get(address).status in (404, 410)


def test_a_double_click_on_a_confirmation_is_one_click(sign_in):
    article = an_article("Bài phải gỡ")
    page = sign_in("Thư ký tòa soạn")
    page.goto(desk(ARTICLE, "withdraw", article.pk))
    page.get_by_label("Lý do gỡ").fill("Tin sai.")
    page.get_by_role("button", name="Gỡ bài", exact=True).dblclick()
    expect(page.get_by_text("Đã gỡ 1 bài.")).to_be_visible()
    expect(page).to_have_url(re.compile("/change/$"))


def test_enter_in_the_headline_saves_and_lets_nothing_out(sign_in):
    article, draft = an_article("Tít đang đăng"), a_draft("Bản nháp")
    page = sign_in("Biên tập viên")
    page.goto(desk(ARTICLE, "change", article.pk))
    page.locator("#id_headline").fill("Tít gõ dở")
    page.locator("#id_headline").press("Enter")
    expect(page.get_by_text("Đã lưu bản sửa. Độc giả vẫn đọc bản cũ.")).to_be_visible()
    assert "Tít gõ dở" not in page.request.get(article.get_absolute_url()).text()
    page.goto(desk(ARTICLE, "change", draft.pk))
    page.locator("#id_headline").press("Enter")
    expect(page.get_by_text("Đã lưu «Bản nháp».")).to_be_visible()
    draft.refresh_from_db()
    assert draft.status == "draft"
