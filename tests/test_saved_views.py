"""Lists that somebody keeps under a name."""

import pytest
from django.urls import reverse

from articles.admin.article_list.saved_views import MOST
from articles.models import SavedView
from tests.builders import a_draft, a_user, an_article
from tests.desk import at_the_desk, desk, messages_of

ARTICLE = "articles.article"

pytestmark = pytest.mark.django_db


def save(client, name: str, query: str, **more):
    sent = {"name": name, "query": query} | more
    return client.post(reverse("admin:articles_save_view"), sent, follow=True)


def tab_names(client, query: str = "") -> list[str]:
    tabs = client.get(f"{desk(ARTICLE)}?{query}").context["cl"].tabs
    return [str(tab.name) for tab in tabs]


def test_a_list_is_kept_and_opens_again():
    editor = at_the_desk("Biên tập viên")
    a_draft("Nháp"), an_article("Bài")
    page = editor.get(desk(ARTICLE), {"trang-thai": "ban-nhap", "p": "1"})
    assert "Lưu danh sách này" not in editor.get(desk(ARTICLE)).text
    assert "Lưu danh sách này" in page.text
    said = save(editor, " Nháp  của  tòa ", page.context["cl"].query_string)
    assert "Đã lưu danh sách «Nháp của tòa»" in messages_of(said)
    tab = next(tab for tab in said.context["cl"].tabs if tab.view)
    assert tab.is_here
    assert [article.headline for article in said.context["cl"].result_list] == ["Nháp"]
    assert "Lưu danh sách này" not in said.text


def test_only_what_a_list_understands_is_kept():
    editor = at_the_desk("Biên tập viên")
    save(editor, "Nháp", "?p=3&e=1&trang-thai=ban-nhap&created_by__password__startswith=a&_popup=1")
    assert SavedView.objects.get().query == "trang-thai=ban-nhap"
    said = save(editor, "Rỗng", "p=3&e=1")
    assert "Hãy chọn một bộ lọc" in messages_of(said)
    assert SavedView.objects.count() == 1


def test_the_same_name_changes_the_list():
    editor = at_the_desk("Biên tập viên")
    save(editor, "Việc", "trang-thai=ban-nhap")
    said = save(editor, "Việc", "trang-thai=cho-duyet")
    assert "Đã sửa danh sách «Việc»" in messages_of(said)
    assert SavedView.objects.get().query == "trang-thai=cho-duyet"


def test_a_shared_list_is_everybodys_and_only_its_owner_throws_it_away():
    editor, reporter = at_the_desk("Biên tập viên"), at_the_desk("Phóng viên")
    save(editor, "Chung", "thieu=anh", is_shared="on")
    save(editor, "Riêng", "thieu=sapo")
    assert "Chung" in tab_names(reporter)
    assert "Riêng" not in tab_names(reporter)
    shared = SavedView.objects.get(name="Chung")
    drop = reverse("admin:articles_drop_view", args=[shared.pk])
    assert drop not in reporter.get(f"{desk(ARTICLE)}?thieu=anh").text
    assert reporter.post(drop).status_code == 404
    assert drop in editor.get(f"{desk(ARTICLE)}?thieu=anh").text
    assert editor.get(drop).status_code == 405
    editor.post(drop)
    assert tab_names(editor).count("Chung") == 0


def test_a_reporter_keeps_lists_but_does_not_share_them():
    reporter = at_the_desk("Phóng viên")
    assert "Cả tòa soạn cùng dùng" not in reporter.get(f"{desk(ARTICLE)}?thieu=anh").text
    save(reporter, "Của tôi", "thieu=anh", is_shared="on")
    assert not SavedView.objects.get().is_shared
    assert "is_shared" in at_the_desk("Biên tập viên").get(f"{desk(ARTICLE)}?thieu=anh").text


def test_one_keeps_thirty_lists_at_most():
    editor = at_the_desk("Biên tập viên")
    SavedView.objects.bulk_create(
        SavedView(owner=editor.user, name=f"Việc {n}", query="thieu=anh") for n in range(MOST)
    )
    assert "nhiều nhất 30" in messages_of(save(editor, "Thêm", "thieu=sapo"))
    assert SavedView.objects.count() == MOST
    save(editor, "Việc 0", "thieu=sapo")
    assert SavedView.objects.get(name="Việc 0").query == "thieu=sapo"


@pytest.mark.parametrize(
    "sent",
    [
        {},
        {"name": "", "query": "thieu=anh"},
        {"name": "x" * 61, "query": "thieu=anh"},
        {"name": "x", "query": "thieu=" + "a" * 2000},
        {"name": "a\x00b", "query": "thieu=anh"},
        {"name": "x", "query": "q=%00"},
        {"name": "x", "query": "&".join("q=1" for _n in range(3000))},
    ],
)
def test_odd_words_keep_nothing_and_break_nothing(sent):
    editor = at_the_desk("Biên tập viên")
    response = editor.post(reverse("admin:articles_save_view"), sent, follow=True)
    assert response.status_code < 500
    for view in SavedView.objects.all():
        assert editor.get(f"{desk(ARTICLE)}?{view.query}").status_code < 500


def test_who_may_not_see_articles_keeps_no_lists():
    moderator = at_the_desk("Kiểm duyệt viên")
    address = reverse("admin:articles_save_view")
    assert moderator.post(address, {"name": "x", "query": "thieu=anh"}).status_code == 403
    view = SavedView.objects.create(owner=a_user(), name="x", query="thieu=anh")
    drop = reverse("admin:articles_drop_view", args=[view.pk])
    assert moderator.post(drop).status_code == 403
