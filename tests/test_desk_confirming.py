"""Saying yes at the desk: what is refused loses nothing, and what moved meanwhile is said."""

from datetime import timedelta

import pytest
from django.utils import timezone

from articles import publishing
from articles.models import Correction
from tests.builders import a_draft, an_article, words_of
from tests.desk import at_the_desk, desk, messages_of

pytestmark = pytest.mark.django_db

ARTICLE = "articles.article"
YES = {"confirmed": "yes"}
CORRECTION = {"wrong": "Đóng từ thứ hai", "right": "Đóng từ thứ ba", "apology": "Xin lỗi bạn đọc."}


def test_an_hour_that_is_refused_stays_in_its_field():
    editor, draft = at_the_desk("Biên tập viên"), a_draft(standfirst="")
    at = timezone.localtime() + timedelta(days=1)
    typed = {"at_0": at.strftime("%d/%m/%Y"), "at_1": "06:30:15"}
    response = editor.post(desk(ARTICLE, "schedule", draft.pk), YES | typed)
    assert "chưa có sapo" in messages_of(response)
    assert [value in response.text for value in typed.values()] == [True, True]
    draft.refresh_from_db()
    assert (draft.status, draft.published_at) == ("draft", None)


def test_what_forbids_an_hour_is_said_before_it_is_typed():
    editor, draft = at_the_desk("Biên tập viên"), a_draft(standfirst="")
    assert "chưa có sapo" in editor.get(desk(ARTICLE, "schedule", draft.pk)).text


def test_a_correction_that_is_refused_keeps_its_words():
    editor, article = at_the_desk("Biên tập viên"), an_article()
    publishing.write(article, words_of(article, standfirst=""), editor.user)
    response = editor.post(desk(ARTICLE, "correct", article.pk), YES | CORRECTION)
    assert "chưa có sapo" in messages_of(response)
    assert all(words in response.text for words in CORRECTION.values())
    assert not Correction.objects.exists()


def test_words_typed_for_what_cannot_be_done_any_more_are_given_back():
    editor, article = at_the_desk("Biên tập viên"), an_article()
    address = desk(ARTICLE, "correct", article.pk)
    seen = {"seen_version": editor.get(address).context["seen"]["version"]}
    publishing.withdraw(article, by=None, reason="Sai.")
    response = editor.post(address, YES | seen | CORRECTION)
    assert "Trạng thái vừa đổi" in messages_of(response)
    assert "Không hợp với trạng thái hiện nay" in response.text
    assert all(words in response.text for words in CORRECTION.values())


def test_a_second_click_is_not_taken_for_a_colleague():
    """Without the script that holds it back, it comes with the version of the first."""
    chief, article = at_the_desk("Thư ký tòa soạn"), an_article()
    address = desk(ARTICLE, "withdraw", article.pk)
    seen = {"seen_version": chief.get(address).context["seen"]["version"], "reason": "Tin sai."}
    for _click in range(2):
        response = chief.post(address, YES | seen, follow=True)
    assert "Ai đó" not in messages_of(response)
    assert article.revisions.filter(kind="withdrawn").count() == 1


def test_what_a_colleague_saved_meanwhile_is_looked_at_before_it_goes_out():
    editor, draft = at_the_desk("Biên tập viên"), a_draft()
    address = desk(ARTICLE, "publish", draft.pk)
    seen = {"seen_version": editor.get(address).context["seen"]["version"]}
    publishing.write(draft, words_of(draft, headline="Tít của đồng nghiệp"), None)
    response = editor.post(address, YES | seen)
    assert "Ai đó vừa lưu bài này" in messages_of(response)
    assert "Tít của đồng nghiệp" in response.text
    draft.refresh_from_db()
    assert draft.status == "draft"
