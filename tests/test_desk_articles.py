"""Writing, publishing and withdrawing at the desk."""

from datetime import timedelta

import pytest
from django.utils import timezone

from articles.models import Article, Source, Tag
from tests.builders import a_category, a_draft, a_photo, an_article, an_author
from tests.desk import at_the_desk, desk, filled_in, messages_of, owner

ARTICLE = "articles.article"

pytestmark = pytest.mark.django_db


def save(client, article, **changes):
    """Open the article's form, change these fields and save."""
    address = desk(ARTICLE, "change", article.pk)
    return client.post(address, filled_in(client.get(address)) | changes, follow=True)


def test_a_reporter_writes_a_draft_with_names_and_topics():
    reporter, author = at_the_desk("Phóng viên"), an_author("Minh Hà")
    address = desk(ARTICLE, "add")
    typed = filled_in(reporter.get(address)) | {
        "headline": "Điện mừng Quốc khánh",
        "standfirst": "Một câu.",
        "body": "<p>Đoạn một.</p><script>x</script>",
        "category": a_category().pk,
        "tags": "Châu Âu, CSTO",
        "signed": "minh hà",
    }
    response = reporter.post(address, typed, follow=True)
    assert response.status_code == 200
    article = Article.objects.get()
    assert article.slug == "dien-mung-quoc-khanh"
    assert article.body == "<p>Đoạn một.</p>"
    assert article.created_by == reporter.user
    assert (article.status, article.version) == ("draft", 1)
    assert [byline.author for byline in article.bylines.all()] == [author]
    assert sorted(tag.name for tag in article.tags.all()) == ["CSTO", "Châu Âu"]


def test_saving_counts_versions_and_finds_references():
    article, target = a_draft(), a_draft("Bài được nhắc")
    response = save(owner(), article, body='<p>Chữ.</p><p class="reference">Bài được nhắc</p>')
    assert not response.context.get("errors")
    article.refresh_from_db()
    assert article.version == 2
    assert article.references.get().target == target


def test_a_topic_typed_without_marks_is_the_topic_we_have():
    Tag.objects.create(name="Châu Âu")
    article = a_draft()
    save(owner(), article, tags="chau au, CHÂU ÂU, An ninh mạng")
    assert sorted(tag.name for tag in article.tags.all()) == ["An ninh mạng", "Châu Âu"]


def test_a_new_piece_is_handed_in_with_the_click_that_saves_it():
    reporter, address = at_the_desk("Phóng viên"), desk(ARTICLE, "add")
    page = reporter.get(address)
    assert 'name="_act" value="submit"' in page.text
    assert 'name="_act" value="publish"' not in page.text
    typed = filled_in(page) | {"headline": "Viết xong gửi ngay", "_act": "submit"}
    for _click in range(2):
        reporter.post(address, typed)
    article = Article.objects.get()
    assert (article.status, article.created_by) == ("in_review", reporter.user)


def test_an_editor_goes_on_from_a_new_piece_to_the_question_before_it_is_published():
    editor, address = at_the_desk("Biên tập viên"), desk(ARTICLE, "add")
    page = editor.get(address)
    typed = filled_in(page) | {"headline": "Tin nóng", "_act": "publish"}
    response = editor.post(address, typed)
    article = Article.objects.get()
    assert response.url == desk(ARTICLE, "publish", article.pk)
    assert article.status == "draft"
    assert 'value="submit"' not in page.text


def test_what_nobody_sees_in_pasted_words_is_not_kept():
    article = a_draft()
    pasted = {
        "headline": "\u200bHà Nội\ufeff đón\u202e bão",
        "standfirst": "\u200b \u2060",
        "body": "<p>Gió\u200b giật.</p>",
    }
    save(owner(), article, **pasted)
    article.refresh_from_db()
    kept = (article.headline, article.standfirst, article.body)
    assert kept == ("Hà Nội đón bão", "", "<p>Gió giật.</p>")


def test_a_headline_that_nobody_sees_is_no_headline():
    article = a_draft("Tít có chữ")
    response = save(owner(), article, headline="\u200b\u3164\u00a0")
    assert response.context["adminform"].form.errors.keys() == {"headline"}
    article.refresh_from_db()
    assert article.headline == "Tít có chữ"


def test_names_are_signed_in_the_order_in_which_they_are_typed():
    article = a_draft(by=["Minh Hà", "PV"])
    an_author("An")
    save(owner(), article, signed="An\nPV\nMinh Hà")
    assert [byline.author.name for byline in article.bylines.all()] == ["An", "PV", "Minh Hà"]


def test_a_name_nobody_knows_is_refused_and_stays_in_its_field():
    article = a_draft(by=["Minh Hà"])
    response = save(owner(), article, signed="Minh Hà\nNgười Lạ", headline="Tít đã sửa")
    assert "Chưa có tác giả «Người Lạ»" in response.text
    assert "Tít đã sửa" in response.text
    assert [byline.author.name for byline in article.bylines.all()] == ["Minh Hà"]


def test_a_name_typed_without_its_marks_is_found_when_only_one_is_meant():
    an_author("Lê An")
    article = a_draft()
    save(owner(), article, signed="le an")
    assert article.bylines.get().author.name == "Lê An"
    an_author("Lẽ Án")
    response = save(owner(), article, signed="le an")
    assert "gõ đúng dấu" in response.text


def test_a_reporter_cannot_publish():
    reporter = at_the_desk("Phóng viên")
    article = a_draft(created_by=reporter.user)
    address = desk(ARTICLE, "publish", article.pk)
    page = reporter.get(desk(ARTICLE, "change", article.pk)).text
    assert address not in page
    assert "publish_selected" not in reporter.get(desk(ARTICLE)).text
    assert reporter.post(address, {"confirmed": "yes"}).status_code == 403
    article.refresh_from_db()
    assert article.status == "draft"


def test_a_reporter_does_not_change_what_readers_see():
    reporter, article = at_the_desk("Phóng viên"), an_article("Tít cũ")
    address = desk(ARTICLE, "change", article.pk)
    assert reporter.get(address).status_code == 200
    assert reporter.post(address, {"headline": "Tít mới"}).status_code == 403
    article.refresh_from_db()
    assert article.headline == "Tít cũ"


def test_an_editor_is_asked_before_an_article_is_published():
    editor, article = at_the_desk("Biên tập viên"), a_draft("Tít của bài")
    address = desk(ARTICLE, "publish", article.pk)
    assert 'name="_act" value="publish"' in editor.get(desk(ARTICLE, "change", article.pk)).text
    assert "Tít của bài" in editor.get(address).text
    article.refresh_from_db()
    assert article.status == "draft"
    response = editor.post(address, {"confirmed": "yes"}, follow=True)
    article.refresh_from_db()
    assert article.is_public
    assert "Đã đăng 1 bài" in messages_of(response)
    assert response.redirect_chain[0][0] == desk(ARTICLE, "change", article.pk)


def test_what_forbids_publishing_is_said_before_and_after():
    editor, article = at_the_desk("Biên tập viên"), a_draft(standfirst="")
    address = desk(ARTICLE, "publish", article.pk)
    assert "chưa có sapo" in editor.get(address).text
    response = editor.post(address, {"confirmed": "yes"}, follow=True)
    assert "chưa có sapo" in messages_of(response)
    article.refresh_from_db()
    assert article.status == "draft"


def test_several_articles_are_published_at_once_and_named_first():
    editor = at_the_desk("Biên tập viên")
    good, bad = a_draft("Bài đủ"), a_draft("Bài thiếu", standfirst="")
    chosen = {"action": "publish_selected", "_selected_action": [good.pk, bad.pk]}
    question = editor.post(desk(ARTICLE), chosen)
    assert "Bài đủ" in question.text
    assert "Bài thiếu" in question.text
    response = editor.post(desk(ARTICLE), chosen | {"confirmed": "yes"}, follow=True)
    said = messages_of(response)
    assert "«Bài thiếu»" in said
    assert "Đã đăng 1 bài" in said
    good.refresh_from_db()
    bad.refresh_from_db()
    assert (good.status, bad.status) == ("published", "draft")


def test_an_editor_withdraws_with_a_reason_and_readers_get_410(client):
    chief, article = at_the_desk("Thư ký tòa soạn"), an_article()
    address = desk(ARTICLE, "withdraw", article.pk)
    refused = chief.post(address, {"confirmed": "yes", "reason": " "})
    assert refused.status_code == 200
    assert refused.context["form"].errors
    chief.post(address, {"confirmed": "yes", "reason": "Ảnh không rõ nguồn."})
    response = client.get(article.get_absolute_url())
    assert response.status_code == 410
    assert "Ảnh không rõ nguồn." in response.text


def test_an_editor_without_the_right_does_not_withdraw():
    editor, article = at_the_desk("Biên tập viên"), an_article()
    address = desk(ARTICLE, "withdraw", article.pk)
    assert address not in editor.get(desk(ARTICLE, "change", article.pk)).text
    assert editor.post(address, {"confirmed": "yes", "reason": "x"}).status_code == 403


def test_a_published_article_cannot_lose_its_time():
    article = an_article()
    response = save(owner(), article, published_at_0="", published_at_1="")
    assert "phải có giờ đăng" in response.text
    article.refresh_from_db()
    assert article.published_at


def test_an_article_that_went_out_is_not_deleted():
    article = an_article()
    assert owner().post(desk(ARTICLE, "delete", article.pk), {"post": "yes"}).status_code == 403
    assert "delete_selected" not in owner().get(desk(ARTICLE)).text


@pytest.mark.parametrize("typed", ["điện mừng", "dien mung", "đi\u1ec7n m\u01b0\u0300ng", "ĐIỆN"])
def test_headlines_are_found_with_and_without_marks(typed):
    a_draft("Điện mừng Quốc khánh")
    a_draft("Bài khác")
    found = owner().get(desk(ARTICLE), {"q": typed}).context["cl"].result_list
    assert [article.headline for article in found] == ["Điện mừng Quốc khánh"]


def test_a_category_filter_includes_what_is_under_it():
    world = a_category("Thế giới")
    europe = a_category("Châu Âu", parent=world)
    a_draft("Bài châu Âu", category=europe)
    a_draft("Bài khác", category=a_category("Kinh tế"))
    found = owner().get(desk(ARTICLE), {"chuyen-muc": world.pk}).context["cl"].result_list
    assert [article.headline for article in found] == ["Bài châu Âu"]
    assert owner().get(desk(ARTICLE), {"chuyen-muc": "x"}).status_code == 200


def test_a_draft_is_previewed_as_readers_will_see_it(client):
    reporter = at_the_desk("Phóng viên")
    article = a_draft("Tít chưa đăng", lead_photo=a_photo(), created_by=reporter.user)
    address = desk(ARTICLE, "preview", article.pk)
    response = reporter.get(address)
    assert response.templates[0].name == "articles/article.html"
    assert "Tít chưa đăng" in response.text
    assert response["X-Robots-Tag"] == "noindex"
    assert "no-store" in response["Cache-Control"]
    assert "unsafe" not in response["Content-Security-Policy"]
    assert client.get(address).status_code == 302
    assert at_the_desk("Kiểm duyệt viên").get(address).status_code == 403
    assert owner().get(desk(ARTICLE, "preview", 0)).status_code == 404
    assert owner().get(desk(ARTICLE, "preview", "x")).status_code == 404


def test_the_site_is_offered_only_for_what_readers_may_see():
    soon = an_article(at=timezone.now() + timedelta(hours=1))
    out = an_article()
    client = owner()
    assert out.get_absolute_url() in client.get(desk(ARTICLE, "change", out.pk)).text
    page = client.get(desk(ARTICLE, "change", soon.pk)).text
    assert soon.get_absolute_url() not in page
    assert "hẹn giờ" in page


def test_what_somebody_saved_meanwhile_is_not_written_over():
    article, client = a_draft("Tít cũ"), owner()
    address = desk(ARTICLE, "change", article.pk)
    opened_early = filled_in(client.get(address))
    save(client, article, headline="Tít của đồng nghiệp")
    response = client.post(address, opened_early | {"kicker": "Chữ của tôi"})
    assert "Người khác đã lưu bài này" in response.text
    assert "Chữ của tôi" in response.text
    article.refresh_from_db()
    assert (article.headline, article.kicker) == ("Tít của đồng nghiệp", "")
    forged = {name: typed for name, typed in opened_early.items() if name != "opened_version"}
    assert client.post(address, forged).status_code == 200


def test_days_are_typed_day_first():
    article = a_draft()
    save(owner(), article, published_at_0="05/06/2026", published_at_1="07:19")
    article.refresh_from_db()
    assert timezone.localtime(article.published_at).strftime("%d.%m.%Y %H:%M") == "05.06.2026 07:19"
    page = owner().get(desk(ARTICLE, "change", article.pk)).text
    assert 'value="05/06/2026"' in page


def test_the_button_says_whether_readers_are_told_of_new_words():
    article, client = an_article(), owner()
    save(client, article, standfirst="Lỗi gõ đã sửa.", _act="fix")
    article.refresh_from_db()
    assert (article.standfirst, article.updated_at) == ("Lỗi gõ đã sửa.", None)
    response = save(client, article, standfirst="Tóm tắt mới.", _act="update")
    article.refresh_from_db()
    assert article.standfirst == "Tóm tắt mới."
    assert article.updated_at is not None
    assert "Đã cập nhật 1 bài" in messages_of(response)


def test_a_plain_save_of_a_live_article_keeps_the_edit_from_readers():
    article, client = an_article("Tít đang đăng"), owner()
    page = save(client, article, headline="Tít đang sửa", _continue="1")
    article.refresh_from_db()
    assert article.headline == "Tít đang đăng"
    assert "Tít đang sửa" in page.text
    assert "độc giả vẫn đọc bản cũ" in page.text


def test_who_may_only_look_reads_the_text_and_not_its_code():
    article = an_article(body="<p>Đoạn <strong>đậm</strong>.</p>")
    page = at_the_desk("Phóng viên").get(desk(ARTICLE, "change", article.pk)).text
    assert "<p>Đoạn <strong>đậm</strong>.</p>" in page
    assert "&lt;p&gt;" not in page


def test_an_address_may_be_typed_with_marks():
    article = a_draft("Tít")
    save(owner(), article, slug="Địa chỉ Đẹp")
    article.refresh_from_db()
    assert article.slug == "dia-chi-dep"


def test_a_topic_too_long_is_named_by_its_beginning():
    response = save(owner(), a_draft(), tags="x" * 5000)
    assert "thiếu dấu phẩy: " + "x" * 40 + "…" in response.text


def test_a_form_lists_no_row_that_can_be_searched_for():
    for n in range(30):
        an_author(f"Người {n}")
        a_photo(caption=f"Ảnh {n}")
    page = owner().get(desk(ARTICLE, "change", a_draft(by=["Minh Hà"]).pk)).text
    assert "Minh Hà" in page
    assert "Người 7" not in page
    assert "Ảnh 7" not in page
    for n in range(30):
        Source.objects.create(name=f"Nguồn {n}")
    assert "Nguồn 7" not in owner().get(desk(ARTICLE)).text
