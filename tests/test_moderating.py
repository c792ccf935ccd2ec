"""Rules and moderators decide about comments; every decision leaves a trail."""

import unicodedata

import pytest
from django.contrib.auth.models import Permission
from django.core.exceptions import PermissionDenied, ValidationError

from articles.models import Article
from comments.deciding import approve, mark_spam, reject
from comments.models import BannedTerm, Comment, Verdict
from comments.moderation import RULES, Facts, judge
from comments.terms import Lexicon, term_of
from tests.builders import a_comment, a_user, an_article

INNOCENT = ["mạnh", "máy", "mã", "ma\u0303", "mẫu", "Mạ non", "mai", "cá-mập", "tham", "ma2", "amã"]
GUILTY = ["ma", "Ma!", "con ma.", "«ma»", "m\u200ba", "m\u00ada", "ma_ma", "ma-cà-rồng", "MA"]


def facts(text, name="Lan", **more):
    return Facts(name=name, text=text, **more)


def banning(words, match="exact", verdict="pending"):
    return Lexicon([term_of(words, match, verdict)])


def found(text, words, match="exact"):
    hit = banning(words, match).find(text)
    return hit and text[hit.start : hit.end]


def a_moderator():
    user = a_user()
    user.user_permissions.add(Permission.objects.get(codename="moderate_comment"))
    return user


def shown(article):
    return Article.objects.get(pk=article.pk).public_comment_count


# Rules: pure, without a database -------------------------------------------------------------


@pytest.mark.parametrize("text", INNOCENT)
def test_a_banned_syllable_is_not_found_inside_other_words(text):
    for typed in (text, unicodedata.normalize("NFD", text)):
        assert found(f"Tôi thấy {typed} ở đây", "ma") is None


@pytest.mark.parametrize("text", GUILTY)
def test_a_banned_syllable_is_found_however_it_is_set(text):
    assert found(f"Tôi thấy {text} ở đây", "ma")


@pytest.mark.parametrize(
    ("words", "match", "text", "matched"),
    [
        ("ma tuý", "exact", "Bán MA TÚY giá rẻ", "MA TÚY"),
        ("ma túy", "exact", "Bán ma-tuý giá rẻ", "ma-tuý"),
        ("ma túy", "exact", "Bán ma tuy giá rẻ", None),
        ("ma túy", "folded", "Bán ma tuy giá rẻ", "ma tuy"),
        ("ma túy", "folded", "Bán mạ tuỳ giá", "mạ tuỳ"),
        ("ma túy", "folded", "Không có ma. Túy ông về", None),
        ("đồ ngu", "folded", "DO NGU!", "DO NGU"),
        ("đồ ngu", "exact", "đồ ngủ", None),
        ("ngu", "exact", "Người dân nguyên vẹn", None),
        ("!!!", "exact", "Hay quá !!!", None),
        ("\u200b", "folded", "Hay quá", None),
    ],
)
def test_a_banned_phrase_is_found_as_whole_syllables(words, match, text, matched):
    assert found(text, words, match) == matched


@pytest.mark.parametrize(
    ("known", "rule", "verdict", "matched"),
    [
        (facts("Hay"), "first_timer", "pending", ""),
        (facts("Hay", approved=1), "pre_moderation", "pending", ""),
        (facts("Hay", thread_is_open=False), "closed_thread", "rejected", ""),
        (facts("Hay", trap_is_filled=True), "filled_trap", "spam", ""),
        (facts("Hay", said_before="hay"), "duplicate", "rejected", "Hay"),
        (facts("đồ ma", lexicon=banning("ma")), "banned_term", "pending", "ma"),
        (
            facts("Hay", name="Ma", lexicon=banning("ma", verdict="rejected")),
            "banned_term",
            "rejected",
            "Ma",
        ),
        (facts("a.vn b.com", approved=1), "pre_moderation", "pending", ""),
        (
            facts("http://a b.com www.c d.vn"),
            "too_many_links",
            "pending",
            "http://a",
        ),
    ],
)
def test_the_first_rule_that_speaks_decides(known, rule, verdict, matched):
    spoke, ruling = judge(known)
    assert (spoke, ruling.verdict, ruling.matched) == (rule, verdict, matched)
    assert ruling.reason


def test_where_no_rule_speaks_a_moderator_decides(monkeypatch):
    monkeypatch.setattr("comments.moderation.RULES", RULES[:-1])
    assert judge(facts("Hay"))[1].verdict == Verdict.PENDING


# Posting under the rules ---------------------------------------------------------------------


@pytest.mark.django_db
def test_a_rejecting_term_goes_before_a_holding_one(client):
    BannedTerm.objects.create(term="bậy", verdict="pending")
    BannedTerm.objects.create(term="ma túy", match="folded", verdict="rejected")
    article = an_article()
    client.post(f"/binh-luan/{article.pk}/", {"name": "X", "text": "Nói bậy: ma tuy đây"})
    comment = article.comments.get()
    decision = comment.decisions.get()
    assert comment.status == decision.verdict == Verdict.REJECTED
    assert (decision.rule, decision.matched, decision.by) == ("banned_term", "ma tuy", None)


# Moderators ----------------------------------------------------------------------------------


@pytest.mark.django_db
def test_an_approved_comment_is_public_and_counted(client):
    article, moderator = an_article(), a_moderator()
    comment = a_comment(article, "Lời hay ý đẹp", approved=False)
    decision = approve(comment, by=moderator)
    assert (decision.verdict, decision.by, comment.status) == ("approved", moderator, "approved")
    assert shown(article) == 1
    assert "Lời hay ý đẹp" in client.get(article.get_absolute_url()).content.decode()


@pytest.mark.django_db
def test_replies_go_and_come_back_with_their_comment(client):
    article, moderator = an_article(), a_moderator()
    comment = a_comment(article, "Lời đầu", approved=False)
    reply = a_comment(article, "Lời đáp", parent=comment, approved=False)
    approve(reply, by=moderator)
    assert shown(article) == 0
    approve(comment, by=moderator)
    assert shown(article) == 2
    reject(comment, by=moderator, reason="Lạc đề")
    assert shown(article) == 0
    assert "Lời đáp" not in client.get(article.get_absolute_url()).content.decode()
    approve(comment, by=moderator)
    assert shown(article) == Comment.objects.public().filter(article=article).count() == 2


@pytest.mark.django_db
def test_a_second_click_of_the_moderator_leaves_no_second_decision():
    comment, moderator = a_comment(an_article(), approved=False), a_moderator()
    assert approve(comment, by=moderator) == approve(comment, by=moderator)
    assert comment.decisions.count() == 1


@pytest.mark.django_db
def test_approving_a_forged_status_leaves_a_real_decision():
    article = an_article()
    comment = a_comment(article, approved=False)
    Comment.objects.update(status="approved")
    approve(comment, by=None)
    assert comment.decisions.get().verdict == Verdict.APPROVED
    assert shown(article) == 1


@pytest.mark.django_db
def test_spam_leaves_the_page():
    article = an_article()
    comment = a_comment(article)
    mark_spam(comment, by=a_moderator())
    assert comment.status == Verdict.SPAM
    assert shown(article) == 0
    assert not Comment.objects.public().exists()


@pytest.mark.django_db
def test_a_rejection_needs_a_reason():
    comment = a_comment(an_article(), approved=False)
    with pytest.raises(ValidationError):
        reject(comment, by=a_moderator(), reason=" ")
    assert not comment.decisions.exists()


@pytest.mark.django_db
@pytest.mark.parametrize("verb", [approve, reject, mark_spam])
def test_who_may_not_moderate_changes_nothing(verb):
    comment = a_comment(an_article(), approved=False)
    with pytest.raises(PermissionDenied):
        verb(comment, by=a_user(is_staff=True), reason="Vì thế")
    comment.refresh_from_db()
    assert (comment.status, comment.decisions.count()) == ("pending", 0)
