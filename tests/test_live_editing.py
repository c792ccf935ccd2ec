"""Editing what readers see: nothing moves until somebody says so, and then in one of three ways."""

from datetime import timedelta

import pytest
from django.contrib import admin
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from articles import body, publishing, snapshots
from articles.models import Article, Correction, PendingEdit, Photo, Revision
from tests.builders import (
    a_chief,
    a_photo,
    a_reporter,
    a_user,
    an_article,
    an_author,
    an_editor,
    words_of,
)
from tests.desk import at_the_desk, desk
from tests.test_workflow import a_reporters_draft

pytestmark = pytest.mark.django_db


def typed(article, **changes):
    """What an editor typed and saved into a live article."""
    return publishing.write(article, words_of(article, **changes), an_editor())


def test_readers_see_nothing_of_an_edit_until_it_is_released(client):
    article = an_article("Tít đang đăng", tags=["Nga"], by=["Minh Hà"])
    before = client.get(article.get_absolute_url()).content
    typed(article, headline="Tít mới", tags=["Nga", "CSTO"], authors=[], standfirst="Khác.")
    assert client.get(article.get_absolute_url()).content == before
    article.refresh_from_db()
    assert article.headline == "Tít đang đăng"
    assert PendingEdit.objects.get().content["headline"] == "Tít mới"


def test_a_minor_fix_moves_no_date():
    article = an_article("Tít có lôi gõ")
    times = (article.published_at, article.updated_at)
    typed(article, headline="Tít có lỗi gõ")
    article = publishing.fix(article, an_editor())
    assert article.headline == "Tít có lỗi gõ"
    assert (article.published_at, article.updated_at) == times
    assert not PendingEdit.objects.exists()


def test_a_minor_fix_does_not_smuggle_in_a_new_time():
    article = an_article()
    typed(article, published_at=(article.published_at - timedelta(days=1)).isoformat())
    with pytest.raises(ValidationError, match="không đổi giờ"):
        publishing.fix(article, an_editor())


def test_a_content_update_moves_the_time_of_update_only():
    article = an_article()
    typed(article, standfirst="Số liệu mới của bộ.")
    article = publishing.update(article, an_editor())
    assert article.updated_at is not None
    assert article.updated_at > article.published_at


def test_an_update_brings_topics_authors_and_times_with_it():
    article = an_article(tags=["Nga"], by=["Minh Hà"])
    author = an_author("Lê An")
    until = timezone.now() + timedelta(days=2)
    typed(
        article,
        tags=["Belarus"],
        authors=[{"id": author.pk, "name": "Lê An"}],
        expires_at=until.isoformat(),
    )
    article = publishing.update(article, an_editor())
    assert [tag.name for tag in article.tags.all()] == ["Belarus"]
    assert [byline.author for byline in article.bylines.all()] == [author]
    assert article.expires_at == until


def test_a_correction_tells_readers_what_was_wrong_and_what_is_right():
    article, editor = an_article(), an_editor()
    typed(article, standfirst="Có 26 người.")
    article = publishing.correct(article, editor, "Có 62 người.", "Có 26 người.", "Xin lỗi.")
    notice = article.correction_notices[0]
    assert (notice["wrong"], notice["right"], notice["apology"]) == (
        "Có 62 người.",
        "Có 26 người.",
        "Xin lỗi.",
    )
    assert article.standfirst == "Có 26 người."
    assert article.updated_at is not None
    assert Correction.objects.published().get().published_by == editor
    assert Revision.objects.milestones().first().kind == Revision.Kind.CORRECTED


def test_a_correction_without_what_is_right_is_refused_and_keeps_the_edit():
    article = an_article()
    typed(article, standfirst="Khác.")
    with pytest.raises(ValidationError, match="điều đúng"):
        publishing.correct(article, an_editor(), "Sai.", "  ")
    assert PendingEdit.objects.exists()


def test_a_correction_settles_the_error_that_was_reported():
    article = an_article()
    error = publishing.report_error(article, a_reporter_who_wrote(article), "Sai tên.")
    assert Correction.objects.open().get() == error
    publishing.correct(article, an_editor(), "Sai tên.", "Tên đúng.", correction=error)
    assert not Correction.objects.open().exists()
    assert Correction.objects.count() == 1


def a_reporter_who_wrote(article):
    reporter = a_reporter()
    Article.objects.filter(pk=article.pk).update(created_by=reporter)
    return reporter


def test_a_reported_error_may_turn_out_to_be_none():
    article, editor = an_article(), an_editor()
    error = publishing.report_error(article, editor, "Hình như sai.")
    publishing.dismiss_error(error, editor)
    assert not Correction.objects.open().exists()
    article.refresh_from_db()
    assert article.correction_notices == []


def test_a_discarded_edit_leaves_the_article_as_it_is():
    article = an_article("Tít đang đăng")
    typed(article, headline="Tít bỏ đi")
    article = publishing.discard(article, an_editor())
    assert article.headline == "Tít đang đăng"
    assert not PendingEdit.objects.exists()


def test_a_reporter_proposes_an_edit_and_an_editor_releases_it():
    reporter, editor = a_reporter(), an_editor()
    article = publishing.publish(a_reporters_draft(reporter), editor)
    publishing.write(article, words_of(article, standfirst="Thêm chi tiết."), reporter)
    publishing.submit(article, reporter)
    assert PendingEdit.objects.get().is_submitted
    publishing.send_back(article, editor, "Nguồn đâu?")
    assert PendingEdit.objects.get().note == "Nguồn đâu?"
    publishing.submit(article, reporter)
    assert publishing.update(article, editor).standfirst == "Thêm chi tiết."


def test_under_four_eyes_somebody_else_releases_an_edit(settings):
    settings.FOUR_EYES = True
    article, writer, other = an_article(), an_editor(), an_editor()
    publishing.write(article, words_of(article, standfirst="Khác."), writer)
    with pytest.raises(ValidationError, match="người khác"):
        publishing.fix(article, writer)
    assert publishing.fix(article, other).standfirst == "Khác."


def test_what_an_update_lacks_is_refused_and_the_edit_is_kept():
    article = an_article()
    typed(article, standfirst="")
    with pytest.raises(ValidationError, match="sapo"):
        publishing.update(article, an_editor())
    article.refresh_from_db()
    assert article.standfirst
    assert PendingEdit.objects.exists()


def test_saving_twice_the_same_leaves_one_save():
    article, editor = an_article(), an_editor()
    words = words_of(article, standfirst="Khác.")
    publishing.write(article, words, editor)
    article.refresh_from_db()
    version, revisions = article.version, Revision.objects.count()
    publishing.write(article, words, editor)
    article.refresh_from_db()
    assert (article.version, Revision.objects.count()) == (version, revisions)


def test_a_scheduled_article_is_edited_in_place_by_who_may_schedule(settings):
    editor = an_editor()
    article = an_article(at=timezone.now() + timedelta(hours=1))
    publishing.write(article, words_of(article, standfirst="Sửa trước giờ."), editor)
    article.refresh_from_db()
    assert article.standfirst == "Sửa trước giờ."
    assert article.is_scheduled
    publishing.write(article, words_of(article, standfirst=""), editor)
    article.refresh_from_db()
    assert article.standfirst == "Sửa trước giờ."
    assert PendingEdit.objects.get().content["standfirst"] == ""


def test_a_reporters_edit_of_a_scheduled_article_waits_for_an_editor():
    reporter = a_reporter()
    article = publishing.schedule(
        a_reporters_draft(reporter), an_editor(), timezone.now() + timedelta(hours=1)
    )
    publishing.write(article, words_of(article, standfirst="Của phóng viên."), reporter)
    article.refresh_from_db()
    assert article.standfirst == "Một câu tóm tắt."
    assert PendingEdit.objects.exists()


def test_every_field_of_the_form_is_part_of_a_snapshot(rf):
    """A field that no snapshot held would be lost on its way through a pending edit."""
    request = rf.get("/")
    request.user = a_user(is_superuser=True)
    form = set(admin.site.get_model_admin(Article).get_form(request).base_fields)
    apart = {"opened_version", "form_key", "signed"}
    assert form - apart <= set(snapshots.EDITED)


def test_what_is_written_while_an_article_is_withdrawn_stays_apart_until_it_is_asked_for():
    article, editor, chief = an_article("Tít cũ"), an_editor(), a_chief()
    publishing.withdraw(article, chief, "Sai.")
    publishing.write(article, words_of(article, headline="Tít đã sửa"), editor)
    assert publishing.restore(article, chief).headline == "Tít cũ"
    publishing.withdraw(article, chief, "Sai.")
    restored = publishing.restore(article, chief, with_edit=True)
    assert (restored.headline, restored.is_public) == ("Tít đã sửa", True)
    assert restored.updated_at is not None
    assert not PendingEdit.objects.exists()


def test_an_update_does_not_take_a_live_story_away():
    article = an_article()
    later = (timezone.now() + timedelta(days=2)).isoformat()
    typed(article, published_at=later, expires_at=None)
    for release in (publishing.update, publishing.fix):
        with pytest.raises(ValidationError, match="không dời"):
            release(article, an_editor())
    article.refresh_from_db()
    assert article.is_public


def test_under_four_eyes_one_more_hand_does_not_launder_an_edit(settings):
    settings.FOUR_EYES = True
    article, writer, helper = an_article(), an_editor(), an_editor()
    publishing.write(article, words_of(article, standfirst="Của tôi."), writer)
    article.refresh_from_db()
    publishing.write(article, words_of(article, standfirst="Của tôi!"), helper)
    with pytest.raises(ValidationError, match="người khác"):
        publishing.update(article, writer)


def test_what_a_reporter_changes_after_handing_it_in_is_handed_in_no_more():
    reporter = a_reporter()
    article = publishing.publish(a_reporters_draft(reporter), an_editor())
    publishing.write(article, words_of(article, standfirst="Đề nghị."), reporter)
    publishing.submit(article, reporter)
    publishing.write(article, words_of(article, standfirst="Lời khác."), reporter)
    assert not PendingEdit.objects.get().is_submitted


def test_a_reporter_does_not_throw_an_editors_edit_away():
    reporter = a_reporter()
    article = publishing.publish(a_reporters_draft(reporter), an_editor())
    typed(article, standfirst="Của biên tập.")
    with pytest.raises(PermissionDenied):
        publishing.discard(article, reporter)


def test_a_scheduled_article_is_published_now_or_taken_off_the_schedule():
    editor = an_editor()
    article = an_article(at=timezone.now() + timedelta(hours=3))
    assert publishing.send_back(article, editor, "Chưa đăng vội.").status == "draft"
    other = an_article(at=timezone.now() + timedelta(hours=3))
    assert publishing.publish(other, editor, timezone.now()).is_public


def test_a_body_is_cleaned_whoever_hands_it_over():
    article = a_reporters_draft(a_reporter())
    publishing.write(article, words_of(article, body="<p>Chữ</p><script>x</script>"), None)
    article.refresh_from_db()
    assert article.body == "<p>Chữ</p>"


def an_old_article(**parts):
    """A live article that the checklist would not let out today: its photo lost its credit."""
    photo = a_photo()
    article = an_article(lead_photo=photo, **parts)
    Photo.objects.filter(pk=photo.pk).update(credit="")
    return Article.objects.get(pk=article.pk)


def test_an_old_article_without_a_credit_can_be_corrected():
    article = publishing.correct(an_old_article(), an_editor(), "Có 62 người.", "Có 26 người.")
    assert article.correction_notices[0]["right"] == "Có 26 người."


@pytest.mark.parametrize("release", [publishing.fix, publishing.update])
def test_an_edit_that_leaves_an_old_fault_as_it_is_goes_out(release):
    article = an_old_article()
    typed(article, headline="Tít đã sửa")
    assert release(article, an_editor()).headline == "Tít đã sửa"


def test_a_fault_that_an_edit_brings_anew_is_refused_beside_an_old_one():
    article = an_old_article()
    typed(article, standfirst="", body=article.body + body.figure(a_photo(credit="").pk, alt="X"))
    with pytest.raises(ValidationError) as refused:
        publishing.correct(article, an_editor(), "Sai.", "Đúng.")
    assert len(refused.value.messages) == 2
    assert "sapo" in refused.value.messages[0]
    assert f"Ảnh {article.lead_photo_id} " not in refused.value.messages[1]


def test_an_old_fault_still_keeps_a_withdrawn_article_from_coming_back():
    article, chief = an_old_article(), a_chief()
    publishing.withdraw(article, chief, "Sai.")
    with pytest.raises(ValidationError, match="nguồn"):
        publishing.restore(article, chief)


def test_the_desk_warns_of_an_old_fault_and_does_not_forbid():
    article, browser = an_old_article(), at_the_desk("Biên tập viên")
    form = browser.get(desk("articles.article", "change", article.pk))
    assert form.context["forbidding"] == []
    assert "chưa có nguồn" in form.context["warnings"][0].says
    question = browser.get(desk("articles.article", "correct", article.pk))
    assert "chưa có nguồn" in question.context["items"][0]["cautions"][0]
    assert question.context["can_go_on"]
