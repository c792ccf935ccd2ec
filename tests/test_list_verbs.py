"""Taking articles a step further from the list: one from its row, several at once."""

import pytest
from django.test import override_settings
from django.urls import reverse

from articles import publishing
from articles.models import PendingEdit
from tests.builders import a_category, a_draft, a_user, an_article
from tests.desk import at_the_desk, desk, messages_of

ARTICLE = "articles.article"

pytestmark = pytest.mark.django_db


def row_act(article, slug: str, query: str = "") -> str:
    address = reverse("admin:articles_article_from_list", args=[article.pk, slug])
    return f"{address}?{query}" if query else address


def verbs(client, article) -> list[str]:
    rows = client.get(desk(ARTICLE)).context["cl"].result_list
    row = next(row for row in rows if row.pk == article.pk)
    return [str(verb.title) for verb in row.verbs]


def in_review(**parts):
    return publishing.submit(a_draft(**parts), by=None)


def test_a_row_offers_only_what_this_person_may_do_next():
    reporter, editor = at_the_desk("Phóng viên"), at_the_desk("Biên tập viên")
    chief = at_the_desk("Thư ký tòa soạn")
    own = a_draft(created_by=reporter.user)
    waiting = in_review(created_by=reporter.user)
    out = an_article(created_by=reporter.user)
    assert verbs(reporter, own) == ["Gửi duyệt"]
    assert verbs(reporter, waiting) == ["Rút lại để sửa"]
    assert verbs(reporter, out) == []
    assert verbs(editor, own) == ["Gửi duyệt", "Đăng bài", "Hẹn giờ đăng"]
    offered = ["Duyệt bài", "Đăng bài", "Hẹn giờ đăng", "Trả lại người viết"]
    assert verbs(editor, waiting) == offered
    assert verbs(chief, out) == ["Gỡ bài"]
    assert verbs(at_the_desk("Phòng ảnh"), own) == []


def test_an_editor_bound_to_a_section_is_offered_nothing_elsewhere():
    editor = at_the_desk("Biên tập viên")
    a_category("Thể thao").editors.add(editor.user)
    assert verbs(editor, a_draft(category=a_category("Thế giới"))) == []
    assert "Gửi duyệt" in verbs(editor, a_draft(category=a_category("Thể thao")))


@override_settings(FOUR_EYES=True)
def test_nobody_is_offered_to_approve_their_own_piece():
    editor = at_the_desk("Biên tập viên")
    assert "Duyệt bài" not in verbs(editor, in_review(created_by=editor.user))


def test_one_click_submits_and_leads_back_to_the_same_place():
    reporter = at_the_desk("Phóng viên")
    draft = a_draft("Tít", created_by=reporter.user)
    query = "cua-toi=1&p=1"
    assert row_act(draft, "gui-duyet") in reporter.get(f"{desk(ARTICLE)}?{query}").text
    response = reporter.post(row_act(draft, "gui-duyet", query))
    assert response.url == f"{desk(ARTICLE)}?{query}#bai-{draft.pk}"
    draft.refresh_from_db()
    assert draft.status == "in_review"
    assert "Đã gửi duyệt 1 bài" in messages_of(reporter.get(response.url))


def test_looking_at_a_verb_does_nothing():
    editor, article = at_the_desk("Biên tập viên"), in_review(headline="Tít của bài")
    assert "Tít của bài" in editor.get(row_act(article, "duyet")).text
    article.refresh_from_db()
    assert article.status == "in_review"


def test_grave_verbs_ask_first_and_lead_back_to_the_list():
    chief, article = at_the_desk("Thư ký tòa soạn"), an_article("Tít của bài")
    address = row_act(article, "go", "trang-thai=dang-dang")
    question = chief.post(address)
    assert "Tít của bài" in question.text
    article.refresh_from_db()
    assert article.is_public
    response = chief.post(address, {"confirmed": "yes", "reason": "Tin sai"})
    assert response.url == f"{desk(ARTICLE)}?trang-thai=dang-dang#bai-{article.pk}"
    article.refresh_from_db()
    assert article.is_withdrawn


def test_hand_made_addresses_do_nothing():
    reporter, editor = at_the_desk("Phóng viên"), at_the_desk("Biên tập viên")
    waiting = in_review(created_by=reporter.user)
    hidden = a_draft(created_by=a_user())
    assert reporter.post(row_act(waiting, "duyet")).status_code == 403
    assert reporter.post(row_act(hidden, "gui-duyet")).status_code == 404
    assert editor.post(row_act(waiting, "cap-nhat")).status_code == 404
    assert editor.post(row_act(waiting, "khong-co")).status_code == 404
    address = row_act(waiting, "duyet").replace(str(waiting.pk), "9" * 30)
    assert editor.post(address).status_code == 404
    waiting.refresh_from_db()
    assert waiting.status == "in_review"


def chosen(action: str, *articles, **more):
    return {"action": action, "_selected_action": [each.pk for each in articles], **more}


def test_several_articles_get_topics_and_readers_see_nothing_yet():
    editor = at_the_desk("Biên tập viên")
    draft = a_draft("Bản nháp", tags=["Nga"])
    live = an_article("Bài đang đăng", tags=["Nga"])
    ask = chosen("add_topics_selected", draft, live)
    question = editor.post(desk(ARTICLE), ask).text
    assert "Bản nháp" in question
    assert "độc giả chưa thấy" in question
    refused = editor.post(desk(ARTICLE), ask | {"confirmed": "yes", "tags": " , "})
    assert "Hãy ghi ít nhất một chủ đề" in refused.text
    sent = ask | {"confirmed": "yes", "tags": "Biển Đông, nga, biển đông"}
    said = editor.post(desk(ARTICLE), sent, follow=True)
    assert "Đã thêm chủ đề cho 2 bài" in messages_of(said)
    assert sorted(tag.name for tag in draft.tags.all()) == ["Biển Đông", "Nga"]
    assert [tag.name for tag in live.tags.all()] == ["Nga"]
    assert PendingEdit.objects.get(article=live).content["tags"] == ["Nga", "Biển Đông"]


def test_topics_are_added_to_what_is_being_edited():
    editor, live = at_the_desk("Biên tập viên"), an_article(tags=["Nga"])
    publishing.write(live, {"tags": ["Nga", "CSTO"]}, by=None)
    sent = chosen("add_topics_selected", live, confirmed="yes", tags="Minsk")
    editor.post(desk(ARTICLE), sent)
    assert PendingEdit.objects.get(article=live).content["tags"] == ["Nga", "CSTO", "Minsk"]


def test_several_articles_move_to_another_section():
    editor, sport = at_the_desk("Biên tập viên"), a_category("Thể thao")
    draft, live = a_draft(), an_article()
    sent = chosen("move_selected", draft, live, confirmed="yes", category=sport.pk)
    said = editor.post(desk(ARTICLE), sent, follow=True)
    assert "Đã đổi chuyên mục của 2 bài" in messages_of(said)
    draft.refresh_from_db()
    live.refresh_from_db()
    assert draft.category == sport
    assert live.category != sport
    assert PendingEdit.objects.get(article=live).content["category"]["name"] == "Thể thao"


def test_several_articles_are_submitted_and_approved():
    editor, first, second = at_the_desk("Biên tập viên"), a_draft("Một"), a_draft("Hai")
    said = editor.post(
        desk(ARTICLE),
        chosen("submit_selected", first, second, confirmed="yes", reason=""),
        follow=True,
    )
    assert "Đã gửi duyệt 2 bài" in messages_of(said)
    question = editor.post(desk(ARTICLE), chosen("approve_selected", first, second)).text
    assert "Một" in question
    assert "Hai" in question
    editor.post(desk(ARTICLE), chosen("approve_selected", first, second, confirmed="yes"))
    first.refresh_from_db()
    assert first.status == "approved"


def test_what_is_out_of_reach_is_said_and_left_alone():
    editor = at_the_desk("Biên tập viên")
    a_category("Thể thao").editors.add(editor.user)
    theirs = a_draft("Bài của mục khác", category=a_category("Thế giới"))
    ours = a_draft("Bài của mục này", category=a_category("Thể thao"))
    ask = chosen("add_topics_selected", theirs, ours)
    assert "Ngoài quyền của bạn" in editor.post(desk(ARTICLE), ask).text
    said = editor.post(desk(ARTICLE), ask | {"confirmed": "yes", "tags": "Nga"}, follow=True)
    assert "«Bài của mục khác»" in messages_of(said)
    assert theirs.tags.count() == 0
    assert ours.tags.count() == 1


def test_a_reporter_is_offered_no_verbs_of_editors_for_several():
    reporter = at_the_desk("Phóng viên")
    a_draft(created_by=reporter.user)
    page = reporter.get(desk(ARTICLE)).text
    assert "submit_selected" in page
    for action in ("approve_selected", "publish_selected", "withdraw_selected"):
        assert action not in page
