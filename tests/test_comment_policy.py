"""Who may comment on an article, and until when: the desk decides, the clock obeys."""

from datetime import timedelta

import pytest
from django.conf import settings as site
from django.utils import timezone

from accounts.models import User
from articles import archive, publishing
from articles.archive.reverting import revert
from articles.archive.verifying import batches, faults_in
from articles.models import Article, Revision
from comments.standing import may_comment
from tests.builders import a_draft, a_user, an_article, words_of

pytestmark = pytest.mark.django_db

DAY, SECOND = timedelta(days=1), timedelta(seconds=1)


def test_the_desk_says_who_may_comment():
    told = {
        policy: (article.takes_comments, article.asks_for_account)
        for policy in Article.CommentPolicy
        if (article := an_article(comment_policy=policy))
    }
    assert told == {"open": (True, False), "account": (True, True), "closed": (False, False)}


def test_a_thread_closes_at_its_second_with_no_job_running():
    now = timezone.now()
    for age, takes in ((7 * DAY - 5 * SECOND, True), (7 * DAY, False), (7 * DAY + SECOND, False)):
        article = an_article(at=now - age, comments_close_after=7)
        assert article.takes_comments is takes, age
        assert article.comments_close_at == article.published_at + 7 * DAY


def test_an_article_says_otherwise_than_the_paper(settings):
    settings.COMMENTS_CLOSE_AFTER_DAYS = 3
    now = timezone.now()
    table = {(None, 2): True, (None, 4): False, (5, 4): True, (5, 6): False, (0, 400): True}
    for (days, age), takes in table.items():
        article = an_article(at=now - age * DAY, comments_close_after=days)
        assert article.takes_comments is takes, (days, age)


def test_a_paper_may_leave_all_threads_open_for_ever(settings):
    settings.COMMENTS_CLOSE_AFTER_DAYS = 0
    assert an_article(at=timezone.now() - 4000 * DAY).takes_comments


def test_only_what_readers_can_read_takes_comments():
    now = timezone.now()
    assert not a_draft().takes_comments
    assert not an_article(at=now + DAY).takes_comments
    expired = an_article(at=now - DAY, expires_at=now + DAY)
    assert expired.takes_comments
    expired.expires_at = now
    assert not expired.takes_comments
    assert not publishing.withdraw(an_article(), None, "Tin sai.").takes_comments


@pytest.mark.parametrize(
    "change",
    [
        {"COMMENTS_REQUIRE_ACCOUNT": True},
        {"COMMENTS_VERIFICATION": "email"},
        {"COMMENTS_VERIFICATION": "phone"},
    ],
)
def test_the_paper_may_ask_for_accounts_everywhere(settings, change):
    article = an_article()
    assert not article.asks_for_account
    for name, value in change.items():
        setattr(settings, name, value)
    assert article.asks_for_account


# Who may comment -----------------------------------------------------------------


def levels(**fields) -> dict[str, bool]:
    """Whether an account of this kind may comment at each level."""
    account, article = a_user(**fields), an_article()
    if fields.get("email"):
        account.emailaddress_set.create(email=fields["email"], verified=True)
    found = {}
    for level in ("none", "email", "phone"):
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr("django.conf.settings.COMMENTS_VERIFICATION", level)
            found[level] = may_comment(User.objects.get(pk=account.pk), article) is None
    return found


def test_an_account_below_the_level_cannot_comment():
    assert levels() == {"none": True, "email": False, "phone": False}
    assert levels(email="lan@example.vn") == {"none": True, "email": True, "phone": False}
    phoned = {"phone": "+84912345678", "phone_verified_at": timezone.now()}
    assert levels(**phoned) == {"none": True, "email": False, "phone": True}
    assert levels(phone="+84912345679") == {"none": True, "email": False, "phone": False}


def test_the_desk_needs_no_verification(settings):
    settings.COMMENTS_VERIFICATION = "phone"
    assert may_comment(a_user(is_staff=True), an_article()) is None


@pytest.mark.parametrize(
    ("level", "advice"),
    [("none", "/tai-khoan/dang-nhap/"), ("email", "dang-nhap"), ("phone", "dang-nhap")],
)
def test_a_guest_is_told_where_to_sign_in_and_keeps_the_text(client, settings, level, advice):
    settings.COMMENTS_VERIFICATION = level
    article = an_article(comment_policy="account")
    page = client.post(f"/binh-luan/{article.pk}/", {"name": "Lan", "text": "Lời của tôi"})
    assert page.status_code == 422
    assert advice in page.text
    assert f"next={article.get_absolute_url()}" in page.text
    assert "Lời của tôi" in page.text
    assert not article.comments.exists()


@pytest.mark.parametrize(("level", "words"), [("email", "thư điện tử"), ("phone", "số điện thoại")])
def test_an_account_is_told_how_to_verify_itself(client, settings, level, words):
    settings.COMMENTS_VERIFICATION = level
    client.force_login(a_user(display_name="Lan"))
    article = an_article()
    page = client.post(f"/binh-luan/{article.pk}/", {"text": "Lời của tôi"})
    assert page.status_code == 422
    assert words in page.text
    assert "Lời của tôi" in page.text
    assert not article.comments.exists()


def test_an_account_comments_where_accounts_are_asked_for(client):
    client.force_login(a_user(display_name="Trần Lan"))
    article = an_article(comment_policy="account")
    assert client.post(f"/binh-luan/{article.pk}/", {"text": "Lời của tôi"}).status_code == 303
    assert article.comments.get().name == "Trần Lan"


# The archive -----------------------------------------------------------------------


def faults(article: Article) -> list[str]:
    found = batches(Article.objects.filter(pk=article.pk))
    return [fault for batch in found for fault in faults_in(batch)]


def as_an_older_version_kept_it(article: Article) -> Revision:
    """Seal the last milestone again without the part that came later."""
    revision = Revision.objects.filter(article=article).last()
    del revision.content["comments_close_after"]
    revision.sha256 = archive.digest(revision)
    revision.seal = archive.seal_of(revision.sha256, site.SECRET_KEY)
    revision.save()
    return revision


def test_versions_from_before_there_was_a_closing_time_still_verify():
    article = an_article()
    as_an_older_version_kept_it(article)
    assert faults(article) == []
    Article.objects.filter(pk=article.pk).update(comments_close_after=3)
    assert len(faults(article)) == 1


def test_going_back_to_such_a_version_leaves_the_closing_time():
    draft = a_draft("Tít cũ")
    publishing.write(draft, words_of(draft, headline="Tít cũ"), None)
    old = as_an_older_version_kept_it(draft)
    draft = publishing.write(draft, words_of(draft, headline="Mới", comments_close_after=9), None)
    back = revert(draft, old, None)
    assert (back.headline, back.comments_close_after) == ("Tít cũ", 9)
