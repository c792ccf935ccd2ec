"""A piece on its way through the newsroom: who may push it on, and what each step leaves."""

from datetime import timedelta

import pytest
from django.contrib.admin.models import LogEntry
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from articles import publishing
from articles.admin.acts import APPROVE, acts_for
from articles.models import Article, Revision
from tests.builders import (
    a_category,
    a_chief,
    a_draft,
    a_reporter,
    an_article,
    an_editor,
    words_of,
)

pytestmark = pytest.mark.django_db
Kind, Status = Revision.Kind, Article.Status


def a_reporters_draft(reporter, **fields) -> Article:
    article = a_draft(**fields)
    Article.objects.filter(pk=article.pk).update(created_by=reporter)
    article.refresh_from_db()
    return article


def test_a_piece_goes_from_the_reporter_to_the_readers():
    reporter, editor = a_reporter(), an_editor()
    piece = a_reporters_draft(reporter)
    piece = publishing.submit(piece, reporter, "Nhờ anh xem giúp.")
    assert piece.status == Status.IN_REVIEW
    piece = publishing.send_back(piece, editor, "Thiếu phản hồi của bộ.")
    assert (piece.status, piece.desk_note) == (Status.DRAFT, "Thiếu phản hồi của bộ.")
    piece = publishing.submit(piece, reporter)
    assert piece.desk_note == ""
    piece = publishing.approve(piece, editor)
    assert piece.status == Status.APPROVED
    at = timezone.now() + timedelta(hours=2)
    piece = publishing.schedule(piece, editor, at)
    assert piece.is_scheduled
    assert not piece.is_public
    assert piece.is_public_at(at)


def test_each_step_leaves_one_milestone_and_one_line_in_the_log():
    reporter, editor, chief = a_reporter(), an_editor(), a_chief()
    piece = a_reporters_draft(reporter)
    steps = [
        (Kind.SUBMITTED, reporter, lambda: publishing.submit(piece, reporter)),
        (Kind.SENT_BACK, editor, lambda: publishing.send_back(piece, editor, "Sửa tít.")),
        (Kind.SUBMITTED, reporter, lambda: publishing.submit(piece, reporter)),
        (Kind.APPROVED, editor, lambda: publishing.approve(piece, editor)),
        (
            Kind.SCHEDULED,
            editor,
            lambda: publishing.schedule(piece, editor, timezone.now() + timedelta(hours=1)),
        ),
        (Kind.WITHDRAWN, chief, lambda: publishing.withdraw(piece, chief, "Chưa kiểm chứng.")),
        (Kind.RESTORED, chief, lambda: publishing.restore(piece, chief)),
    ]
    for n, (kind, who, step) in enumerate(steps, start=1):
        step()
        milestones = Revision.objects.milestones().filter(article=piece).order_by("pk")
        assert [milestones.count(), LogEntry.objects.count()] == [n, n], kind
        last = milestones.last()
        assert (last.kind, last.made_by, last.made_by_name) == (kind, who, str(who))


@pytest.mark.parametrize(
    ("verb", "status"),
    [
        ("submit", Status.IN_REVIEW),
        ("submit", Status.APPROVED),
        ("submit", Status.WITHDRAWN),
        ("approve", Status.DRAFT),
        ("approve", Status.APPROVED),
        ("approve", Status.PUBLISHED),
        ("withdraw", Status.DRAFT),
        ("withdraw", Status.IN_REVIEW),
        ("restore", Status.DRAFT),
        ("restore", Status.APPROVED),
        ("send_back", Status.DRAFT),
        ("send_back", Status.WITHDRAWN),
        ("fix", Status.DRAFT),
        ("update", Status.APPROVED),
        ("discard", Status.PUBLISHED),
    ],
)
def test_a_step_from_the_wrong_place_is_refused_and_changes_nothing(verb, status):
    piece = an_article()
    Article.objects.filter(pk=piece.pk).update(status=status, withdrawn_at=timezone.now())
    said = {"send_back": ["Sửa lại."], "withdraw": ["Sai."]}.get(verb, [])
    before = Revision.objects.count()
    with pytest.raises(ValidationError):
        getattr(publishing, verb)(piece, a_chief(), *said)
    piece.refresh_from_db()
    assert (piece.status, Revision.objects.count()) == (status, before)


def test_a_piece_is_sent_back_with_a_note_but_taken_back_without_one():
    reporter = a_reporter()
    piece = publishing.submit(a_reporters_draft(reporter), reporter)
    with pytest.raises(ValidationError, match="lời nhắn"):
        publishing.send_back(piece, an_editor(), " ")
    assert publishing.send_back(piece, reporter, "").status == Status.DRAFT


@pytest.mark.parametrize("verb", ["approve", "publish"])
def test_a_reporter_lets_nothing_through(verb):
    reporter = a_reporter()
    piece = publishing.submit(a_reporters_draft(reporter), reporter)
    with pytest.raises(PermissionDenied):
        getattr(publishing, verb)(piece, reporter)


def test_a_reporter_works_on_their_own_pieces_only():
    piece = a_reporters_draft(a_reporter())
    with pytest.raises(PermissionDenied, match="người khác"):
        publishing.write(piece, words_of(piece, headline="Tít của tôi"), a_reporter())


def test_a_reporter_does_not_change_a_piece_in_review():
    reporter = a_reporter()
    piece = publishing.submit(a_reporters_draft(reporter), reporter)
    with pytest.raises(ValidationError, match="rút lại"):
        publishing.write(piece, words_of(piece, headline="Khác"), reporter)


def test_an_editor_works_on_the_categories_that_name_them():
    world = a_category("Thế giới")
    europe = a_category("Châu Âu", parent=world)
    editor = an_editor(categories=[world])
    publishing.publish(a_draft(category=europe), editor)
    with pytest.raises(PermissionDenied, match="chuyên mục"):
        publishing.publish(a_draft(category=a_category("Kinh tế")), editor)


def test_an_editor_whom_no_category_names_works_on_all():
    assert publishing.publish(a_draft(category=a_category("Kinh tế")), an_editor()).is_public


def test_a_chief_works_on_every_category():
    chief = a_chief()
    a_category("Thế giới").editors.add(chief)
    assert publishing.publish(a_draft(category=a_category("Kinh tế")), chief).is_public


def test_an_editor_does_not_withdraw():
    with pytest.raises(PermissionDenied):
        publishing.withdraw(an_article(), an_editor(), "Sai.")


def test_what_was_approved_goes_back_to_review_when_its_writer_changes_it():
    reporter, editor = a_reporter(), an_editor()
    piece = publishing.submit(a_reporters_draft(reporter), reporter)
    piece = publishing.approve(piece, editor)
    piece = publishing.write(piece, words_of(piece, standfirst="Lời khác."), reporter)
    assert piece.status == Status.IN_REVIEW
    piece = publishing.approve(piece, editor)
    piece = publishing.write(piece, words_of(piece, standfirst="Lời của biên tập."), editor)
    assert piece.status == Status.APPROVED


def test_nobody_approves_or_publishes_their_own_piece_under_four_eyes(settings):
    settings.FOUR_EYES = True
    editor, other = an_editor(), an_editor()
    piece = publishing.submit(a_reporters_draft(editor), editor)
    for verb in (publishing.approve, publishing.publish):
        with pytest.raises(ValidationError, match="người khác duyệt"):
            verb(piece, editor)
    publishing.approve(piece, other)
    assert publishing.publish(piece, editor).is_public


@pytest.mark.parametrize("part", ["headline", "standfirst", "body"])
def test_whoever_rewrites_a_draft_is_one_of_its_writers_under_four_eyes(settings, part):
    settings.FOUR_EYES = True
    rewriter, other = an_editor(), an_editor()
    piece = publishing.submit(a_reporters_draft(a_reporter()), None)
    publishing.write(piece, words_of(piece, **{part: "<p>Viết lại hẳn.</p>"}), rewriter)
    for verb in (publishing.approve, publishing.publish):
        with pytest.raises(ValidationError, match="người khác duyệt"):
            verb(piece, rewriter)
    assert APPROVE not in acts_for(rewriter, Article.objects.get(pk=piece.pk))
    assert publishing.approve(piece, other).status == Article.Status.APPROVED


def test_whoever_only_files_a_piece_may_approve_it_under_four_eyes(settings):
    settings.FOUR_EYES = True
    editor = an_editor()
    piece = publishing.submit(a_reporters_draft(a_reporter()), None)
    publishing.write(piece, words_of(piece, tags=["Nga"], kicker="Nóng"), editor)
    assert publishing.approve(piece, editor).status == Article.Status.APPROVED


def test_words_changed_after_the_approval_are_approved_anew_under_four_eyes(settings):
    settings.FOUR_EYES = True
    first, second = an_editor(), an_editor()
    piece = publishing.submit(a_reporters_draft(a_reporter()), None)
    publishing.approve(piece, first)
    publishing.write(piece, words_of(piece, headline="Tít đổi sau khi duyệt"), second)
    piece.refresh_from_db()
    assert piece.status == Article.Status.IN_REVIEW
    with pytest.raises(ValidationError, match="người khác duyệt"):
        publishing.publish(piece, second)
    assert publishing.publish(publishing.approve(piece, first), second).is_public


def test_a_second_hand_does_not_reword_a_scheduled_piece_alone_under_four_eyes(settings):
    settings.FOUR_EYES = True
    editor, other = an_editor(), an_editor()
    piece = an_article(at=timezone.now() + timedelta(hours=1))
    publishing.write(piece, words_of(piece, standfirst="Đổi trước giờ."), editor)
    piece.refresh_from_db()
    assert piece.standfirst != "Đổi trước giờ."
    with pytest.raises(ValidationError, match="người khác"):
        publishing.update(piece, editor)
    assert publishing.update(piece, other).standfirst == "Đổi trước giờ."


def test_without_four_eyes_a_newsroom_of_one_publishes_its_own():
    editor = an_editor()
    assert publishing.publish(a_reporters_draft(editor), editor).is_public


def test_a_time_that_has_passed_cannot_be_scheduled():
    with pytest.raises(ValidationError, match="sau bây giờ"):
        publishing.schedule(a_draft(), an_editor(), timezone.now() - timedelta(seconds=1))


def test_a_schedule_is_moved_and_the_embargo_still_holds():
    editor, now = an_editor(), timezone.now()
    piece = a_draft(embargoed_until=now + timedelta(hours=3))
    piece = publishing.schedule(piece, editor, now + timedelta(hours=4))
    piece = publishing.schedule(piece, editor, now + timedelta(hours=5))
    assert piece.published_at == now + timedelta(hours=5)
    with pytest.raises(ValidationError, match="cấm đăng"):
        publishing.schedule(piece, editor, now + timedelta(hours=2))


def test_restoring_brings_an_article_back_at_its_old_time():
    article = an_article()
    published_at = article.published_at
    publishing.withdraw(article, None, "Nhầm.")
    article = publishing.restore(article, a_chief())
    assert article.is_public
    assert (article.published_at, article.withdrawal_reason) == (published_at, "")
