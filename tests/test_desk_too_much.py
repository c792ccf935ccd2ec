"""A form of the desk that is larger than the server reads is answered in the desk's own words."""

import pytest
from django.urls import reverse

from articles.models import Photo
from tests.builders import a_draft, an_article
from tests.desk import at_the_desk, desk, messages_of
from tests.picture_files import a_jpeg, an_upload

pytestmark = pytest.mark.django_db

ARTICLE, UPLOAD = "articles.article", desk("articles.photo", "upload")
BROWSER, SCRIPT = {"Accept": "text/html,application/xhtml+xml"}, {"Accept": "application/json"}


def many_files(n=101):
    return {"files": [an_upload(a_jpeg(), f"{each}.jpg") for each in range(n)]}


def test_whoever_drops_a_hundred_and_one_files_reads_how_many_fit():
    photographer = at_the_desk("Phóng viên")
    answer = photographer.post(UPLOAD, many_files(), headers=BROWSER, follow=True)
    assert answer.redirect_chain == [(desk("articles.photo"), 302)]
    assert "nhiều nhất 20 tệp" in messages_of(answer)
    assert not Photo.objects.exists()


def test_a_script_that_sends_too_many_files_is_told_the_same():
    answer = at_the_desk("Phóng viên").post(UPLOAD, many_files(), headers=SCRIPT)
    assert answer.status_code == 413
    assert "nhiều nhất 20 tệp" in answer.json()["error"]


def test_an_article_longer_than_the_server_reads_is_refused_in_the_look_of_the_desk():
    editor, draft = at_the_desk("Biên tập viên"), a_draft()
    for address in (desk(ARTICLE, "add"), desk(ARTICLE, "change", draft.pk)):
        answer = editor.post(address, {"body": "x" * 5_300_000}, headers=BROWSER)
        assert answer.status_code == 413
        assert "quá 5,0" in answer.text.replace("\xa0", " ")
        assert "Quay lại" in answer.text
        assert "desk-confirm" in answer.text


def test_an_autosave_longer_than_the_server_reads_says_so_to_its_script():
    editor = at_the_desk("Biên tập viên")
    answer = editor.post(
        desk(ARTICLE, "autosave"), "x" * 5_300_000, "application/json", headers=SCRIPT
    )
    assert answer.status_code == 413
    assert "dài quá" in answer.json()["why"]


def test_more_fields_than_a_page_has_are_refused_kindly():
    editor = at_the_desk("Biên tập viên")
    fields = {f"o{n}": "1" for n in range(1001)}
    answer = editor.post(desk(ARTICLE), fields, headers=BROWSER)
    assert answer.status_code == 413
    assert "chọn ít mục hơn" in answer.text


def test_whoever_sends_too_much_after_the_session_ended_reads_why_at_the_door(client):
    headers = BROWSER | {"Sec-Fetch-Site": "same-origin"}
    answer = client.post(desk(ARTICLE, "add"), {"body": "x" * 5_300_000}, headers=headers)
    assert answer.status_code == 413
    assert "desk-confirm" in answer.text


def test_a_reader_who_sends_too_much_stays_on_the_papers_own_pages(client):
    article = an_article()
    answer = client.post(
        reverse("comments:post", args=[article.pk]), {"text": "x" * 5_300_000}, headers=BROWSER
    )
    assert answer.status_code == 400
    assert "desk" not in answer.text
