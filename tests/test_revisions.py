"""Going back to a version, and forgetting the saves in between."""

from datetime import timedelta
from io import StringIO

import pytest
from django.conf import settings as site
from django.contrib.admin.models import LogEntry
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management import CommandError, call_command
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from articles import archive, body, publishing
from articles.archive import pruning, reverting, verifying
from articles.models import Article, Autosave, PendingEdit, Presence, Revision, Tag
from tests.builders import a_category, a_draft, a_photo, a_user, an_article, an_author
from tests.desk import at_the_desk

pytestmark = pytest.mark.django_db


def an_owner():
    return a_user(is_staff=True, is_superuser=True)


def faults() -> list[str]:
    return [
        fault
        for batch in verifying.batches(Article.objects.all())
        for fault in verifying.faults_in(batch)
    ]


def prune(*words: str) -> str:
    said = StringIO()
    call_command("prune_revisions", *words, stdout=said, stderr=said)
    return said.getvalue()


def aged(days: int, rows=None) -> None:
    """Let draft saves be older than they are, sealed as if they had been made then."""
    for row in rows or Revision.objects.drafts():
        row.made_at -= timedelta(days=days)
        row.sha256 = archive.digest(row)
        row.seal = archive.seal_of(row.sha256, site.SECRET_KEY)
        row.save()


# Going back -----------------------------------------------------------------------------


def test_a_draft_takes_the_words_of_an_earlier_version_and_nothing_is_lost():
    editor = an_owner()
    article = a_draft("Tít cũ", by=["Lan"], tags=["Nga"])
    publishing.write(article, {"kicker": "x"}, editor)
    first = article.revisions.first()
    wrong = {"headline": "Tít mới", "tags": ["CSTO"], "authors": [], "body": "<p>Khác.</p>"}
    publishing.write(article, wrong, editor)
    article = reverting.revert(article, first, editor)
    article.refresh_from_db()
    assert article.headline == "Tít cũ"
    assert [tag.name for tag in article.tags.all()] == ["Nga"]
    assert [byline.author.name for byline in article.bylines.all()] == ["Lan"]
    assert [row.content["headline"] for row in article.revisions.all()[:2]] == ["Tít cũ", "Tít mới"]
    assert "Đưa về phiên bản" in LogEntry.objects.first().change_message


def test_readers_of_a_live_article_see_nothing_until_the_edit_is_released():
    editor = an_owner()
    article = an_article("Tít cũ")
    first = archive.milestones(article).last()
    publishing.write(article, {"headline": "Tít mới"}, editor)
    publishing.update(article, editor)
    reverting.revert(article, first, editor)
    article.refresh_from_db()
    assert article.headline == "Tít mới"
    assert PendingEdit.objects.get().content["headline"] == "Tít cũ"
    publishing.fix(article, editor)
    article.refresh_from_db()
    assert article.headline == "Tít cũ"
    assert faults() == []


def test_going_back_does_not_bring_back_a_status_a_withdrawal_or_a_correction():
    editor = an_owner()
    article = an_article()
    first = archive.milestones(article).last()
    publishing.write(article, {"headline": "Khác"}, editor)
    publishing.correct(article, editor, wrong="Hai", right="Ba")
    reverting.revert(article, first, editor)
    publishing.update(article, editor)
    article.refresh_from_db()
    assert len(article.correction_notices) == 1
    assert article.is_live


def test_a_version_of_another_article_is_refused():
    one, other = a_draft(), a_draft()
    with pytest.raises(ValidationError, match="bài khác"):
        reverting.revert(one, other.revisions.first(), an_owner())


def test_going_back_to_what_already_stands_is_refused():
    article = a_draft()
    with pytest.raises(ValidationError, match="giống hệt"):
        reverting.revert(article, article.revisions.first(), an_owner())


def test_a_reporter_cannot_take_a_colleagues_piece_back():
    article = a_draft("Một")
    first = article.revisions.first()
    publishing.write(article, {"headline": "Hai"}, an_owner())
    with pytest.raises(PermissionDenied):
        reverting.revert(article, first, at_the_desk("Phóng viên").user)


def test_what_a_version_needs_and_is_gone_is_named():
    photo, author = a_photo(), an_author("Lan")
    article = a_draft(
        by=["Lan"],
        tags=["Nga"],
        body=body.paragraph("Đoạn.") + body.figure(photo.pk),
        lead_photo=a_photo(caption="Cầu."),
        category=a_category("Tạm"),
    )
    publishing.write(article, {"kicker": "x"}, an_owner())
    words = reverting.words_of(article.revisions.first())
    assert reverting.missing_rows(words) == []
    lead, number = article.lead_photo, photo.pk
    gone = {"lead_photo": None, "body": "<p>Đoạn.</p>", "authors": [], "tags": []}
    gone["category"] = {"id": a_category().pk, "name": ""}
    publishing.write(article, gone, an_owner())
    for row in (lead, photo, author, Tag.objects.get(), a_category("Tạm")):
        row.delete()
    assert reverting.missing_rows(words) == ["Tạm", "Cầu.", "Lan", f"Ảnh {number}"]
    assert reverting.missing_tags(words) == ["Nga"]
    article = reverting.revert(
        article, article.revisions.get(content__kicker="x", version=2), an_owner()
    )
    assert article.category == a_category()
    assert [tag.name for tag in article.tags.all()] == ["Nga"]


# Forgetting -----------------------------------------------------------------------------


def test_old_draft_saves_go_and_milestones_stay():
    editor = an_owner()
    article = a_draft()
    for n in range(3):
        publishing.write(article, {"headline": f"Lần {n}"}, editor)
    publishing.publish(article, editor)
    aged(40)
    assert "Đã xóa 4 bản lưu nháp" in prune("--keep-drafts", "30d")
    assert [row.kind for row in article.revisions.all()] == ["published"]
    assert faults() == []


def test_young_draft_saves_stay():
    a_draft()
    aged(20)
    assert "Đã xóa 0 bản lưu nháp" in prune("--keep-drafts", "30d")


def test_the_newest_save_of_an_article_stays_however_old_it_is():
    article = a_draft()
    publishing.write(article, {"headline": "Mới"}, an_owner())
    aged(400)
    prune("--keep-drafts", "30d")
    assert article.revisions.get().content["headline"] == "Mới"
    assert faults() == []


def test_a_dry_run_counts_and_deletes_nothing():
    article = a_draft()
    publishing.write(article, {"headline": "Mới"}, an_owner())
    aged(40)
    assert "Sẽ xóa 1 bản lưu nháp" in prune("--keep-drafts", "30d", "--dry-run")
    assert article.revisions.count() == 2


def test_what_open_forms_left_behind_goes_too():
    article, editor = a_draft(), an_owner()
    Autosave.objects.create(editor=editor, key="new-1", typed={})
    Autosave.objects.create(editor=editor, key="new-2", typed={})
    Presence.objects.create(article=article, editor=editor)
    Autosave.objects.filter(key="new-1").update(saved_at=timezone.now() - timedelta(days=40))
    Presence.objects.update(seen_at=timezone.now() - timedelta(days=2))
    assert "2 bản tự lưu" in prune("--keep-drafts", "30d")
    assert Autosave.objects.get().key == "new-2"


@pytest.mark.parametrize(("written", "days"), [("30d", 30), ("12w", 84), ("6m", 180), ("1Y", 365)])
def test_how_long_drafts_stay_is_written_in_days_weeks_months_or_years(written, days):
    article = a_draft()
    publishing.write(article, {"headline": "Mới"}, an_owner())
    aged(days + 1, [article.revisions.last()])
    assert "Đã xóa 1 bản" in prune("--keep-drafts", written)


@pytest.mark.parametrize("written", ["", "30", "d30", "0d", "-5d", "3.5d", "99999y", "1h", "３d"])
def test_how_long_drafts_stay_is_refused_where_it_is_nonsense(written):
    with pytest.raises(CommandError, match="ví dụ 30d"):
        prune(f"--keep-drafts={written}")


def test_without_saying_how_long_nothing_is_pruned():
    with pytest.raises(CommandError, match="keep-drafts"):
        prune()


def test_pruning_many_saves_goes_in_batches(monkeypatch):
    article = a_draft()
    monkeypatch.setattr(pruning, "BATCH", 2)
    for n in range(7):
        publishing.write(article, {"headline": f"Lần {n}"}, an_owner())
    aged(40)
    assert "Đã xóa 7 bản" in prune("--keep-drafts", "30d")


ACTS = st.lists(
    st.sampled_from(["write", "submit", "publish", "update", "withdraw", "restore", "prune"]),
    max_size=14,
)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(ACTS)
def test_whatever_happens_pruning_never_touches_a_milestone(acts):
    editor = an_owner()
    article = a_draft()
    for n, act in enumerate(acts):
        try:
            if act == "write":
                publishing.write(article, {"headline": f"Lần {n}"}, editor)
            elif act == "prune":
                aged(40, list(article.revisions.drafts()))
                prune("--keep-drafts", "30d")
            else:
                reason = ["Sai."] if act == "withdraw" else []
                getattr(publishing, act)(article, editor, *reason)
        except ValidationError:
            continue
    kept = list(archive.milestones(article).values_list("pk", flat=True))
    aged(40, list(article.revisions.drafts()))
    prune("--keep-drafts", "1d")
    assert list(archive.milestones(article).values_list("pk", flat=True)) == kept
    assert article.revisions.drafts().count() <= 1
    assert faults() == []
