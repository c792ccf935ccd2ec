"""The archive: what stood where and when, and the proof that nobody tampered with it."""

import threading
import time
from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles import archive, body, publishing
from articles.archive import PENDING, article_of, as_of, digest, seal_of, verifying
from articles.models import Article, ArticleTag, Byline, PendingEdit, Photo, Revision, Tag, TagAlias
from tests.builders import a_draft, a_photo, a_user, an_article, an_author

pytestmark = pytest.mark.django_db


def an_owner():
    return a_user(is_staff=True, is_superuser=True)


def a_long_story() -> Article:
    """An article that went through every verb, with photos, tags and authors."""
    editor, chief = an_owner(), an_owner()
    inside, lead = a_photo(caption="Bến sông."), a_photo(caption="Cầu.")
    article = a_draft(
        "Điện mừng",
        by=["Lan", "Hà"],
        tags=["Nga", "CSTO"],
        body=body.paragraph("Một.") + body.figure(inside.pk),
        lead_photo=lead,
    )
    publishing.submit(article, editor, "Xem giúp.")
    publishing.send_back(article, chief, "Thiếu nguồn tin.")
    publishing.submit(article, editor)
    publishing.approve(article, chief)
    publishing.publish(article, chief)
    publishing.write(article, {"headline": "Điện mừng mới"}, editor)
    publishing.submit(article, editor)
    publishing.update(article, chief)
    publishing.write(article, {"standfirst": "Câu khác."}, editor)
    publishing.correct(article, chief, wrong="Hai", right="Ba")
    publishing.withdraw(article, chief, "Tin sai.")
    publishing.restore(article, chief)
    article.refresh_from_db()
    return article


def faults() -> list[str]:
    return [
        fault
        for batch in verifying.batches(Article.objects.all())
        for fault in verifying.faults_in(batch)
    ]


def verify(*words: str) -> str:
    said = StringIO()
    call_command("verify_archive", *words, stdout=said, stderr=said)
    return said.getvalue()


# What is kept ---------------------------------------------------------------------------


def test_every_verb_leaves_a_milestone_with_who_when_and_a_link_to_the_one_before():
    article = a_long_story()
    chain = list(archive.milestones(article))
    assert [row.kind for row in chain] == [
        *("submitted", "sent_back", "submitted", "approved", "published"),
        *("submitted", "updated", "corrected", "withdrawn", "restored"),
    ]
    assert [row.previous_sha256 for row in chain] == ["", *(row.sha256 for row in chain[:-1])]
    assert all(row.made_by_name and row.made_at for row in chain)
    assert faults() == []


def test_a_hash_survives_the_way_through_the_database():
    a_long_story()
    for revision in Revision.objects.all():
        assert revision.sha256 == digest(revision)


def test_words_typed_in_another_unicode_form_do_not_look_tampered_with():
    an_article("Điện mừng", standfirst="  Hòa bình  ", kicker="tie\u0302\u0301n")
    assert faults() == []


def test_a_deleted_account_leaves_its_name_in_the_archive():
    editor = an_owner()
    article = publishing.publish(a_draft(), by=editor)
    name = str(editor)
    editor.delete()
    assert archive.milestones(article).last().made_by_name == name
    assert faults() == []


# What stood where -----------------------------------------------------------------------


def test_what_stood_at_an_address_is_known_for_every_moment():
    article = a_long_story()
    at = {row.kind: row.made_at for row in archive.milestones(article)}
    before = timedelta(microseconds=1)
    assert as_of(article, at["published"] - before) is None
    assert as_of(article, at["published"]).content["headline"] == "Điện mừng"
    assert as_of(article, at["updated"] - before).content["headline"] == "Điện mừng"
    assert as_of(article, at["updated"]).content["headline"] == "Điện mừng mới"
    assert as_of(article, at["corrected"]).content["corrections"][0]["right"] == "Ba"
    notice = as_of(article, at["withdrawn"])
    assert article_of(notice).is_withdrawn
    assert notice.content["withdrawal_reason"] == "Tin sai."
    assert as_of(article, at["restored"]).content["status"] == article.status


def test_a_scheduled_article_stood_there_from_its_second_until_it_expired():
    now = timezone.now()
    soon, later = now + timedelta(hours=1), now + timedelta(hours=2)
    article = publishing.publish(a_draft(expires_at=later), by=None, at=soon)
    second = timedelta(seconds=1)
    assert as_of(article, soon - second) is None
    assert as_of(article, soon) is not None
    assert as_of(article, later - second) is not None
    assert as_of(article, later) is None


# Tampering ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "change",
    [
        {"headline": "Tít giả"},
        {"kicker": "Giả"},
        {"standfirst": "Sapo giả."},
        {"body": "<p>Giả.</p>"},
        {"lead_caption": "Giả"},
        {"lead_alt": "Giả"},
        {"lead_photo": None},
        {"source_url": "https://gia.vn/"},
        {"sign_off": "(Giả)"},
        {"dateline": "Giả"},
        {"slug": "gia"},
        {"published_at": timezone.now() - timedelta(days=3)},
        {"published_precision": "day"},
        {"expires_at": timezone.now() + timedelta(days=3)},
        {"updated_at": None},
        {"age_rating": "18+"},
        {"correction_notices": []},
        {"imported_good_ratings": 999},
        {"comment_policy": "closed"},
        {"comments_close_after": 5},
        {"language": "ru"},
        {"status": "draft"},
        {"status": "approved"},
        {"status": "withdrawn", "withdrawn_at": timezone.now(), "withdrawal_reason": "Giả"},
        {"version": 1},
    ],
    ids=lambda change: "+".join(change) + f"={next(iter(change.values()))}"[:14],
)
def test_a_row_changed_behind_the_desks_back_is_found(change):
    article = a_long_story()
    Article.objects.filter(pk=article.pk).update(**change)
    assert len(faults()) == 1


@pytest.mark.parametrize(
    "change",
    [{"withdrawal_reason": "Giả"}, {"withdrawn_at": timezone.now()}, {"correction_notices": [1]}],
    ids=lambda change: next(iter(change)),
)
def test_a_notice_of_withdrawal_changed_behind_the_desks_back_is_found(change):
    article = publishing.withdraw(a_long_story(), None, "Tin sai.")
    Article.objects.filter(pk=article.pk).update(**change)
    assert len(faults()) == 1


def drop_a_tag(article):
    ArticleTag.objects.filter(content_object=article).last().delete()


def add_a_tag(article):
    ArticleTag.objects.create(content_object=article, tag=Tag.objects.called("Giả"))


def swap_authors(article):
    one, two = Byline.objects.filter(article=article)
    Byline.objects.filter(pk=one.pk).update(position=two.position + 1)


def put_another_author(article):
    Byline.objects.filter(article=article).update(position=5)
    Byline.objects.create(article=article, author=an_author("Người giả"), position=0)


def change_a_caption(article):
    Photo.objects.filter(caption="Bến sông.").update(caption="Giả.")


def change_a_credit(article):
    Photo.objects.filter(caption="Cầu.").update(credit="Giả")


def change_a_file(article):
    Photo.objects.filter(caption="Cầu.").update(file_sha256="0" * 64)


@pytest.mark.parametrize(
    "tamper",
    [
        drop_a_tag,
        add_a_tag,
        swap_authors,
        put_another_author,
        change_a_caption,
        change_a_credit,
        change_a_file,
    ],
)
def test_rows_around_an_article_changed_behind_the_desks_back_are_found(tamper):
    tamper(a_long_story())
    assert len(faults()) == 1


@pytest.mark.parametrize("kind", ["submitted", "published", "restored", "draft"])
@pytest.mark.parametrize(
    "change",
    [
        {"content": {"headline": "Giả"}},
        {"content": []},
        {"kind": "fixed"},
        {"version": 999},
        {"made_at": timezone.now() - timedelta(days=9)},
        {"made_by_name": "Người khác"},
        {"note": "Lời giả"},
        {"sha256": "0" * 64},
        {"seal": "0" * 64},
    ],
    ids=lambda change: f"{next(iter(change))}={next(iter(change.values()))}"[:20],
)
def test_a_revision_changed_behind_the_desks_back_is_found(kind, change):
    article = a_long_story()
    last = article.revisions.filter(kind=kind).first()
    Revision.objects.filter(pk=last.pk).update(**change)
    assert faults()


def test_a_milestone_made_to_look_like_a_draft_is_found():
    article = a_long_story()
    Revision.objects.filter(pk=archive.milestones(article).last().pk).update(kind="draft")
    assert faults()


@pytest.mark.parametrize("place", [0, 4, 6, -1])
def test_a_missing_milestone_is_found(place):
    article = a_long_story()
    list(archive.milestones(article))[place].delete()
    assert faults()


def test_two_last_milestones_that_undo_each_other_are_missed():
    article = a_long_story()
    gone = archive.milestones(article).filter(kind__in=("withdrawn", "restored"))
    Revision.objects.filter(pk__in=gone.values("pk")).delete()
    assert faults()


def test_an_emptied_archive_is_found():
    a_long_story().revisions.all().delete()
    assert faults()


def test_a_forged_chain_without_the_key_is_found():
    """Whoever can write to the database can count hashes, but not make the seal."""
    article = a_long_story()
    previous = ""
    for row in archive.milestones(article):
        row.content["headline"] = "Giả"
        row.previous_sha256 = previous
        previous = row.sha256 = digest(row)
        row.seal = seal_of(row.sha256, "not the key")
        row.save()
    Article.objects.filter(pk=article.pk).update(headline="Giả")
    assert all("SECRET_KEY" in fault for fault in faults())
    assert faults()


def test_a_new_secret_key_needs_the_old_one_among_the_fallbacks(settings):
    a_long_story()
    old, settings.SECRET_KEY = settings.SECRET_KEY, "a-new-key"
    assert "SECRET_KEY" in faults()[0]
    settings.SECRET_KEY_FALLBACKS = [old]
    assert faults() == []
    an_article()
    assert faults() == []


# What is no tampering -------------------------------------------------------------------


def test_what_the_desk_may_do_is_no_tampering():
    article = a_long_story()
    publishing.write(article, {"headline": "Chưa đưa ra"}, an_owner())
    an_author("Lan").__class__.objects.filter(name="Lan").update(name="Lan Anh")
    nga, csto = Tag.objects.get(key="nga"), Tag.objects.get(key="csto")
    Tag.objects.filter(pk=nga.pk).update(name="Liên bang Nga", key="lien bang nga")
    merged = Tag.objects.called("Hiệp ước")
    TagAlias.objects.create(tag=merged, name="CSTO")
    ArticleTag.objects.filter(tag=csto).update(tag=merged)
    csto.delete()
    assert faults() == []


def test_a_deleted_tag_is_no_tampering():
    a_long_story()
    Tag.objects.get(key="csto").delete()
    assert faults() == []


def test_a_withdrawn_piece_may_be_rewritten_out_of_sight():
    article = publishing.withdraw(an_article(), None, "Tin sai.")
    publishing.write(article, {"headline": "Viết lại"}, an_owner())
    assert faults() == []


def test_a_photo_reworded_through_the_desk_is_no_tampering():
    photo = a_photo()
    article = an_article(lead_photo=photo)
    with publishing.photo_change(photo, None):
        photo.caption = "Chú thích đúng."
        photo.save()
        assert faults()
    assert faults() == []
    assert archive.milestones(article).last().content["photos"][0]["caption"] == photo.caption


def test_a_pending_edit_never_counts_as_what_readers_saw():
    article = an_article()
    publishing.write(article, {"headline": "Chưa ai thấy"}, an_owner())
    publishing.submit(article, an_owner())
    assert PENDING in archive.milestones(article).last().content
    assert as_of(article, timezone.now()).content["headline"] != "Chưa ai thấy"
    assert PendingEdit.objects.exists()
    assert faults() == []


# The command ----------------------------------------------------------------------------


def test_the_command_says_that_all_is_well_and_gives_the_head():
    a_long_story()
    said = verify()
    assert "nguyên vẹn" in said
    assert "10 mốc" in said
    assert "Đầu kho: " in said


def test_the_command_names_each_fault_and_fails():
    article = a_long_story()
    Article.objects.filter(pk=article.pk).update(headline="Giả")
    said = StringIO()
    with pytest.raises(SystemExit) as end:
        call_command("verify_archive", stdout=said, stderr=said)
    assert end.value.code == 1
    assert "khác với mốc cuối cùng" in said.getvalue()


def test_the_command_checks_one_article():
    good, bad = an_article(), an_article()
    Article.objects.filter(pk=bad.pk).update(headline="Giả")
    assert "nguyên vẹn" in verify("--article", str(good.pk))
    with pytest.raises(CommandError, match="Không có bài số 999"):
        verify("--article", "999")


def test_articles_older_than_the_archive_are_taken_into_it_when_asked():
    articles = [an_article(), publishing.withdraw(an_article(), None, "Sai."), a_draft()]
    Revision.objects.all().delete()
    assert faults()
    assert "Đã nhận vào kho 3 bài" in verify("--begin")
    assert [archive.milestones(article).count() for article in articles] == [1, 1, 0]
    assert "nguyên vẹn" in verify()


def test_a_head_noted_elsewhere_still_holds_after_more_was_published():
    a_long_story()
    noted = str(verifying.head(until=timezone.now()))
    an_article()
    assert "nguyên vẹn" in verify("--head", noted)


def test_a_head_noted_elsewhere_shows_that_a_whole_article_vanished():
    gone = a_long_story()
    a_long_story()
    noted = str(verifying.head(until=timezone.now()))
    Article.objects.filter(pk=gone.pk).delete()
    with pytest.raises(SystemExit):
        verify("--head", noted)


@pytest.mark.parametrize(
    "typed", ["x", "1/2/3", "2026-99-99T00:00:00Z/1/a", "//", "2026-11-24/1/a"]
)
def test_a_head_that_is_none_is_refused(typed):
    with pytest.raises(CommandError, match="không phải là đầu kho"):
        verify("--head", typed)


def test_verifying_costs_the_same_queries_for_one_and_for_many():
    def cost() -> int:
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert faults() == []
        return len(queries)

    a_long_story()
    one = cost()
    for _n in range(5):
        a_long_story()
    assert cost() == one


@pytest.mark.django_db(transaction=True)
def test_two_editors_at_once_leave_one_chain():
    article = an_article()
    photo = a_photo()
    Article.objects.filter(pk=article.pk).update(lead_photo=photo)
    publishing.save(Article.objects.get(pk=article.pk))
    errors = []

    def act():
        try:
            for _n in range(5):
                with transaction.atomic(), publishing.photo_change(photo, None):
                    photo.save()
        except Exception as error:
            errors.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=act) for _n in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == []
    chain = list(archive.milestones(article))
    assert len(chain) == 17
    assert [row.previous_sha256 for row in chain[1:]] == [row.sha256 for row in chain[:-1]]


class Together:
    """Acts of two people at the same time; an error of either is raised at the end."""

    def __init__(self) -> None:
        self.threads, self.errors = [], []

    def start(self, act) -> None:
        self.threads.append(threading.Thread(target=self._run, args=(act,)))
        self.threads[-1].start()

    def _run(self, act) -> None:
        try:
            act()
        except Exception as error:
            self.errors.append(error)
        finally:
            connection.close()

    def end(self) -> None:
        for thread in self.threads:
            thread.join(30)
        assert self.errors == []


def an_edit_that_brings_a_photo():
    """A live article, and a photo that only its pending edit shows."""
    photo, article = a_photo(caption="Chú thích cũ."), an_article()
    publishing.write(article, {"body": article.body + body.figure(photo.pk)}, an_owner())
    return article, photo


LONG_ENOUGH = 0.5  # seconds, for the other one to run into a lock, or past it


@pytest.mark.django_db(transaction=True)
def test_a_photo_reworded_while_an_article_comes_to_show_it_is_no_tampering():
    article, photo = an_edit_that_brings_a_photo()
    together, released = Together(), threading.Event()

    def release():
        with transaction.atomic():
            publishing.update(article, None)
            released.set()
            time.sleep(LONG_ENOUGH)

    def reword():
        released.wait(10)
        with publishing.photo_change(photo, None):
            Photo.objects.filter(pk=photo.pk).update(caption="Chú thích mới.")

    together.start(release)
    together.start(reword)
    together.end()
    assert faults() == []
    assert archive.milestones(article).last().content["photos"][0]["caption"] == "Chú thích mới."


@pytest.mark.django_db(transaction=True)
def test_an_article_that_comes_to_show_a_photo_while_it_is_reworded_is_no_tampering():
    article, photo = an_edit_that_brings_a_photo()
    together, reworded = Together(), threading.Event()

    def reword():
        with transaction.atomic():
            with publishing.photo_change(photo, None):
                Photo.objects.filter(pk=photo.pk).update(caption="Chú thích mới.")
            reworded.set()
            time.sleep(LONG_ENOUGH)

    def release():
        reworded.wait(10)
        publishing.update(article, None)

    together.start(reword)
    together.start(release)
    together.end()
    assert faults() == []
    assert archive.milestones(article).last().content["photos"][0]["caption"] == "Chú thích mới."
