"""What the rules make of a comment that was sent: with facts from a real database."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.utils import timezone

from comments import deciding, posting
from comments.drafts import Draft
from comments.models import Ban, BannedTerm, Comment, Decision, Teencode, Verdict
from comments.moderation import (
    NETWORK_FLOOD,
    NETWORK_LIMIT,
    RULES,
    VOICE_FLOOD,
    VOICE_LIMIT,
    Facts,
    judge,
)
from comments.terms import Lexicon, term_of
from comments.voice import Voice
from tests.builders import a_comment, a_user, an_article

HERE = Voice("k" * 64, origin="trình duyệt", place="192.0.2.7/32")
LONG = "Con đường trước nhà tôi ngập suốt ba tháng mùa mưa, xin tòa soạn cho phóng viên về xem."
NEARLY = "Con đường trước nhà tôi ngập suốt bốn tháng mùa mưa, xin tòa soạn cử phóng viên về xem."


def send(text, article=None, voice=HERE, **about):
    return posting.post(article or an_article(), Draft("Lan", text, **about), voice)


def why(comment):
    decision = comment.decisions.get()
    assert decision.text == comment.text
    assert decision.edition == comment.edition
    assert decision.reason
    assert decision.matched in comment.text or decision.matched in comment.name
    return decision.rule, Verdict(decision.verdict)


def known(voice=HERE, approved=1):
    """Let moderators have approved something of a voice, somewhere, long ago."""
    for n in range(approved):
        a_comment(an_article(), f"Lời hay số {n}", voice=voice.key)
    Comment.objects.update(created_at=timezone.now() - timedelta(days=60))


# Pure rules ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("facts", "rule", "verdict"),
    [
        (Facts("Lan", "Hay", ban=Ban(reason="Chửi bậy")), "banned_sender", "rejected"),
        (Facts("Lan", "Hay", ban=Ban(reason="Bậy", is_silent=True)), "banned_sender", "spam"),
        (Facts("Lan", "Hay", seconds=0), "typed_too_fast", "pending"),
        (Facts("Lan", "Hay", seconds=1), "first_timer", "pending"),
        (Facts("Lan", "Hay", sent_by_voice=VOICE_FLOOD), "flood", "pending"),
        (Facts("Lan", "Hay", sent_by_voice=VOICE_LIMIT), "flood", "rejected"),
        (Facts("Lan", "Hay", sent_by_network=NETWORK_FLOOD), "flood", "pending"),
        (Facts("Lan", "Hay", sent_by_network=NETWORK_LIMIT), "flood", "rejected"),
        (Facts("Lan", "BÀI NÀY HAY QUÁ ĐI MẤT THÔI CÁC BÁC"), "capitals", "pending"),
        (Facts("Lan", "TTXVN và UBND TP.HCM"), "first_timer", "pending"),
        (Facts("Lan", "Hay", rejected_lately=3, approved=3), "poor_history", "pending"),
        (Facts("Lan", "Hay", rejected_lately=3, approved=4), "pre_moderation", "pending"),
        (Facts("Lan", "Hay", approved=1, policy="post"), "post_moderation", "approved"),
        (Facts("Lan", "Hay", approved=0, policy="post"), "first_timer", "pending"),
        (Facts("Lan", "Hay", approved=1, policy="post", is_edited=True), "reworded", "pending"),
        (
            Facts("Lan", "Hay", approved=9, approved_since=5, policy="trusted"),
            "trusted_reader",
            "approved",
        ),
        (
            Facts("Lan", "Hay", approved=9, approved_since=4, policy="trusted"),
            "pre_moderation",
            "pending",
        ),
        (
            Facts("Lan", "Hay", approved=9, policy="trusted", trusted_after=0),
            "pre_moderation",
            "pending",
        ),
        (Facts("Lan", "Hay", approved=9, policy="bất kỳ"), "pre_moderation", "pending"),
        (Facts("Lan", "Hay", approved=1, asks_hook=True), "external_hook", "pending"),
    ],
)
def test_each_rule_says_what_becomes_of_a_comment(facts, rule, verdict):
    spoke, ruling = judge(facts)
    assert (spoke, ruling.verdict) == (rule, verdict)
    assert ruling.reason


def test_what_is_held_or_refused_is_so_under_every_policy():
    """No rule that stands before the policy approves, whatever else holds."""
    tree = Lexicon([term_of("bậy", "exact", "pending")])
    worst = Facts("Lan", "bậy", approved=9, approved_since=9, policy="post", lexicon=tree)
    for rule in RULES[: [rule.__name__ for rule in RULES].index("post_moderation")]:
        for facts in (worst, replace(worst, asks_hook=True), Facts("", "")):
            ruling = rule(facts)
            assert ruling is None or ruling.verdict != Verdict.APPROVED
    assert judge(worst)[1].verdict == Verdict.PENDING


def test_work_is_asked_once_and_done_work_waits_for_a_moderator():
    flood = Facts("Lan", "Hay", sent_by_voice=VOICE_FLOOD)
    assert judge(flood)[1].asks_for_work
    assert not judge(replace(flood, work_is_done=True))[1].asks_for_work
    assert not judge(replace(flood, sent_by_voice=VOICE_LIMIT))[1].asks_for_work


# With facts from the database ----------------------------------------------------------------


@pytest.mark.django_db
def test_every_decision_names_its_rule_and_its_words(settings):
    BannedTerm.objects.create(term="vay nóng", verdict="rejected")
    Teencode.objects.create(written="vvn", meant="vay nóng")
    known()
    article = an_article()
    expected = {
        "Một lời bình thường": ("pre_moderation", "pending"),
        "Cần v.a.y n.ó.n.g gọi nhé": ("banned_term", "rejected"),
        "Cần vvn gọi nhé": ("banned_term", "rejected"),
        "Xem a.vn b.vn c.vn": ("too_many_links", "pending"),
        "XIN CHÀO TẤT CẢ CÁC BÁC Ở ĐÂY NHÉ": ("capitals", "pending"),
    }
    for text, decided in expected.items():
        assert why(send(text, article)) == decided
    assert why(send("Hay", article, trap_is_filled=True)) == ("filled_trap", "spam")
    assert why(send("Hay nữa", article, seconds=0)) == ("typed_too_fast", "pending")
    assert why(send("Muộn", an_article(comment_policy="closed"))) == ("closed_thread", "rejected")
    newcomer = replace(HERE, key="n" * 64, place="192.0.2.9/32")
    assert why(send("Chào", article, newcomer)) == ("first_timer", "pending")
    settings.COMMENTS_POLICY = "post"
    known(newcomer)
    assert why(send("Hiện ngay", article, newcomer)) == ("post_moderation", "approved")
    assert Comment.objects.public().filter(text="Hiện ngay").exists()


@pytest.mark.django_db
def test_the_newsroom_may_change_its_terms_at_any_time():
    article = an_article()
    known()
    term = BannedTerm.objects.create(term="củ khoai")
    assert why(send("Củ khoai lang", article))[0] == "banned_term"
    BannedTerm.objects.filter(pk=term.pk).update(term="củ sắn")
    assert why(send("Củ khoai tây", article))[0] == "pre_moderation"
    assert why(send("Củ sắn dây", article))[0] == "banned_term"


@pytest.mark.django_db
def test_nearly_the_same_words_elsewhere_wait():
    send(LONG)
    again = send(NEARLY)
    assert why(again) == ("near_duplicate", "pending")
    assert LONG[:40] in again.decisions.get().reason
    assert why(send("Con đường nhà tôi rất đẹp, cảm ơn thành phố đã làm xong trước Tết."))[0] != (
        "near_duplicate"
    )


@pytest.mark.django_db
def test_a_campaign_of_one_network_is_noticed_and_thanks_are_none():
    voices = [replace(HERE, key=letter * 64) for letter in "abc"]
    send(LONG, voice=voices[0])
    assert why(send(NEARLY, voice=voices[1]))[0] == "near_duplicate"
    for voice in voices:
        assert why(send("Bài rất hay, cảm ơn tòa soạn!", voice=voice))[0] == "first_timer"


@pytest.mark.django_db
def test_a_flood_is_asked_to_work_then_to_wait():
    article = an_article()
    known()
    for n in range(VOICE_FLOOD):
        send(f"Lời {n}", article)
    with pytest.raises(deciding.WorkIsAsked) as asked:
        send("Lời nữa", article)
    assert "dồn dập" in asked.value.ruling.reason
    assert not article.comments.filter(text="Lời nữa").exists()
    assert why(send("Lời nữa", article, work_is_done=True)) == ("flood", "pending")
    for n in range(VOICE_FLOOD + 1, VOICE_LIMIT):
        send(f"Lời {n}", article, work_is_done=True)
    refused = send("Lời quá nhiều", article, work_is_done=True)
    assert why(refused) == ("flood", "rejected")
    assert "hãy chờ" in refused.decisions.get().reason
    Comment.objects.update(created_at=timezone.now() - timedelta(minutes=11))
    assert why(send("Sau khi chờ", article))[0] == "pre_moderation"


@pytest.mark.django_db
def test_who_is_rejected_often_is_read_first_even_after_the_fact(settings):
    settings.COMMENTS_POLICY = "post"
    known(approved=2)
    for n in range(3):
        bad = a_comment(an_article(), f"Tệ {n}", voice=HERE.key, approved=False)
        deciding.reject(bad, by=None, reason="Xúc phạm")
    assert why(send("Lần này tử tế")) == ("poor_history", "pending")


@pytest.mark.django_db
def test_trust_is_earned_by_real_decisions_and_lost_by_one_rejection(settings):
    settings.COMMENTS_POLICY = "trusted"
    settings.COMMENTS_TRUSTED_AFTER = 2
    for n in range(3):
        forged = a_comment(an_article(), f"Giả {n}", voice=HERE.key, approved=False)
        Comment.objects.filter(pk=forged.pk).update(status=Verdict.APPROVED)
    assert why(send("Tôi tự duyệt"))[1] == Verdict.PENDING
    known(approved=2)
    assert why(send("Tôi được tin")) == ("trusted_reader", "approved")
    bad = a_comment(an_article(), "Tệ", voice=HERE.key, approved=False)
    deciding.reject(bad, by=None, reason="Xúc phạm")
    assert why(send("Tôi còn được tin không?"))[1] == Verdict.PENDING


@pytest.mark.django_db
def test_an_account_keeps_its_record_on_another_device(settings):
    settings.COMMENTS_POLICY = "post"
    user = a_user()
    a_comment(an_article(), "Trước đây", author=user, voice="x" * 64)
    comment = posting.post(an_article(), Draft("Lan", "Từ máy khác"), HERE, user)
    assert why(comment) == ("post_moderation", "approved")


@pytest.mark.django_db
def test_a_double_click_leaves_one_decision():
    article = an_article()
    assert send("Một lần", article) == send("Một lần", article)
    assert Decision.objects.count() == 1
