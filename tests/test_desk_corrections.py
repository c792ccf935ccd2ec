"""Errors at the desk: reported by whoever sees them, settled by who may correct."""

import pytest

from articles import publishing
from articles.models import Correction
from tests.builders import a_category, an_article
from tests.desk import at_the_desk, desk, messages_of

ARTICLE, CORRECTION = "articles.article", "articles.correction"
pytestmark = pytest.mark.django_db


def test_an_editor_reports_an_error_and_finds_it_in_the_list():
    editor, article = at_the_desk("Biên tập viên"), an_article("Bài có lỗi")
    editor.post(
        desk(ARTICLE, "report_error", article.pk), {"confirmed": "yes", "wrong": "Sai tên sông."}
    )
    listed = editor.get(desk(CORRECTION), {"trang-thai": "mo"}).text
    assert "Sai tên sông." in listed
    assert desk(ARTICLE, "correct", article.pk) in listed


def test_a_correction_starts_from_the_reported_error_and_settles_it():
    editor, article = at_the_desk("Biên tập viên"), an_article()
    publishing.report_error(article, editor.user, "Sai tên sông.", "Sông Hồng.")
    address = desk(ARTICLE, "correct", article.pk)
    page = editor.get(address)
    shown = page.context["form"].initial
    assert (shown["wrong"], shown["right"]) == ("Sai tên sông.", "Sông Hồng.")
    editor.post(address, {"confirmed": "yes"} | shown)
    assert Correction.objects.get().published_at
    article.refresh_from_db()
    assert article.correction_notices[0]["right"] == "Sông Hồng."


def test_a_correction_that_says_too_little_is_asked_again_with_what_was_typed():
    editor, article = at_the_desk("Biên tập viên"), an_article()
    response = editor.post(
        desk(ARTICLE, "correct", article.pk), {"confirmed": "yes", "wrong": "Sai.", "right": " "}
    )
    assert response.status_code == 200
    assert "Sai." in response.text
    assert not Correction.objects.exists()


def test_an_error_that_is_none_is_dismissed():
    editor, article = at_the_desk("Biên tập viên"), an_article()
    error = publishing.report_error(article, editor.user, "Hình như sai.")
    response = editor.post(desk(CORRECTION, "dismiss", error.pk), {"confirmed": "yes"}, follow=True)
    assert "Đã bỏ qua 1 lỗi." in messages_of(response)
    assert not Correction.objects.open().exists()


def test_a_reporter_corrects_and_dismisses_nothing():
    reporter, article = at_the_desk("Phóng viên"), an_article()
    error = publishing.report_error(article, None, "Sai.")
    said = {"confirmed": "yes", "wrong": "Sai.", "right": "Đúng."}
    assert reporter.post(desk(ARTICLE, "correct", article.pk), said).status_code == 403
    assert reporter.post(desk(CORRECTION, "dismiss", error.pk), said).status_code == 403
    assert Correction.objects.open().get() == error


def test_an_editor_of_other_categories_dismisses_nothing_here():
    editor = at_the_desk("Biên tập viên")
    a_category("Kinh tế").editors.add(editor.user)
    error = publishing.report_error(an_article(), None, "Sai.")
    response = editor.post(desk(CORRECTION, "dismiss", error.pk), {"confirmed": "yes"})
    assert response.status_code == 403


def test_an_error_reported_meanwhile_is_not_settled_by_another_correction():
    editor, article = at_the_desk("Biên tập viên"), an_article()
    address = desk(ARTICLE, "correct", article.pk)
    shown = editor.get(address).context["form"].initial
    publishing.report_error(article, None, "Lỗi khác, báo sau.")
    editor.post(address, {"confirmed": "yes", "wrong": "Sai.", "right": "Đúng."} | shown)
    assert Correction.objects.open().get().wrong == "Lỗi khác, báo sau."


def test_a_double_click_tells_readers_once():
    editor, article = at_the_desk("Biên tập viên"), an_article()
    said = {"confirmed": "yes", "wrong": "Sai.", "right": "Đúng."}
    for _click in range(2):
        editor.post(desk(ARTICLE, "correct", article.pk), said)
    article.refresh_from_db()
    assert len(article.correction_notices) == Correction.objects.count() == 1
