"""Publishing and withdrawing: who may, when it shows, and what it leaves behind."""

from datetime import timedelta

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Permission
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from articles import body, publishing
from articles.models import Article
from tests.builders import a_draft, a_user, an_article

pytestmark = pytest.mark.django_db


def an_editor(*permissions: str):
    editor = a_user(is_staff=True)
    known = ("edit_others_articles", *permissions)
    editor.user_permissions.add(*Permission.objects.filter(codename__in=known))
    return editor


def test_an_editor_publishes_a_draft_and_readers_see_it():
    editor = an_editor("publish_article")
    article = publishing.publish(a_draft(), by=editor)
    assert article.is_public
    assert LogEntry.objects.get().user == editor


def test_a_reporter_without_the_permission_cannot_publish():
    draft = a_draft()
    with pytest.raises(PermissionDenied):
        publishing.publish(draft, by=an_editor())
    draft.refresh_from_db()
    assert draft.status == Article.Status.DRAFT


def test_a_scheduled_article_appears_at_its_second_with_no_job():
    at = timezone.now() + timedelta(hours=2)
    publishing.publish(a_draft(), by=None, at=at)
    assert not Article.objects.public(at=at - timedelta(microseconds=1)).exists()
    assert Article.objects.public(at=at).exists()


@pytest.mark.parametrize(
    ("fields", "what_to_do"),
    [
        ({"standfirst": ""}, "tóm tắt"),
        ({"body": ""}, "nội dung"),
        ({"embargoed_until": timezone.now() + timedelta(days=1)}, "cấm đăng"),
        ({"expires_at": timezone.now() - timedelta(days=1)}, "hạ bài"),
    ],
)
def test_what_blocks_publishing_says_what_to_do(fields, what_to_do):
    with pytest.raises(ValidationError, match=what_to_do):
        publishing.publish(a_draft(**fields), by=None)


def test_publication_never_precedes_the_embargo():
    embargo = timezone.now() - timedelta(hours=1)
    draft = a_draft(embargoed_until=embargo)
    with pytest.raises(ValidationError, match="giờ cấm đăng"):
        publishing.publish(draft, by=None, at=embargo - timedelta(seconds=1))


def test_an_article_is_scheduled_for_the_end_of_its_embargo():
    embargo = timezone.now() + timedelta(hours=1)
    draft = a_draft(embargoed_until=embargo, published_at=embargo)
    publishing.publish(draft, by=None)
    assert not Article.objects.public(at=embargo - timedelta(seconds=1)).exists()
    assert Article.objects.public(at=embargo).exists()


def test_withdrawing_needs_a_reason_for_readers():
    with pytest.raises(ValidationError, match="lý do"):
        publishing.withdraw(an_article(), by=None, reason="  ")


def test_only_what_was_published_can_be_withdrawn():
    with pytest.raises(ValidationError, match="đã đăng"):
        publishing.withdraw(a_draft(), by=None, reason="Sai")


def test_a_withdrawn_article_is_gone_at_once():
    article = publishing.withdraw(an_article(), by=None, reason="Tin sai.")
    assert not article.is_public
    assert not Article.objects.public().exists()


def test_a_reference_becomes_a_link_when_its_article_arrives_without_re_editing():
    first = an_article(body=body.paragraph("Đoạn.") + body.reference("Nga và các nước CSTO"))
    assert first.references.get().target is None
    second = an_article("NGA và các nước  CSTO")
    assert first.references.get().target == second


def test_a_reference_is_forgotten_with_its_line():
    article = an_article(body=body.paragraph("Đoạn.") + body.reference("Bài khác"))
    article.body = body.paragraph("Đoạn.")
    publishing.save(article)
    assert not article.references.exists()


def test_each_save_counts_a_version():
    article = a_draft()
    before = article.version
    publishing.save(article)
    assert article.version == before + 1


def test_two_lines_of_one_headline_lead_to_the_two_articles_that_were_picked(client):
    first, second = an_article("Bản tin sáng"), an_article("Bản tin sáng")
    text = "".join(
        f'<p class="reference" data-article="{each.pk}">Bản tin sáng</p>'
        for each in (first, second)
    )
    article = an_article(body=body.paragraph("Đoạn.") + text)
    assert [line.target for line in article.references.all()] == [first, second]
    page = client.get(article.get_absolute_url()).text
    assert first.get_absolute_url() in page
    assert second.get_absolute_url() in page


def test_a_picked_article_is_found_under_its_new_headline():
    target = an_article("Tít cũ")
    article = an_article(
        body=body.paragraph("Đoạn.") + f'<p class="reference" data-article="{target.pk}">Tít cũ</p>'
    )
    target.headline = "Tít mới hẳn"
    publishing.save(target)
    publishing.save(article)
    assert article.references.get().target == target
