"""Who may not take part: by account, browser, mail address, network or pattern."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone

from accounts.models import User
from comments.bans import ban_on, catches
from comments.models import Ban, BannedTerm, Comment, Rating, Report, Teencode, Verdict, Vote
from comments.voice import Voice, key_of_account
from tests.builders import a_comment, a_user, an_article
from tests.reader_door import a_reader, confirm, sign_in, signed_in

pytestmark = pytest.mark.django_db

HERE = Voice("a" * 64, origin="o", account=7, place="192.0.2.7/32")


def a_ban(kind, value, **about):
    return Ban.objects.create(kind=kind, value=value, **{"reason": "Chửi bậy"} | about)


def test_a_ban_holds_by_everything_it_may_go_by():
    yesterday = timezone.localdate() - timedelta(days=1)
    told = {"email": "Lan@Thu.VN", "words": ("Lan", "Mua ở http://RÁC.vn/x nhé")}
    for kind, value, day in (
        ("account", "7", None),
        ("voice", HERE.key, None),
        ("email", "lan@thu.vn", None),
        ("network", HERE.network_on(yesterday), yesterday),
        ("pattern", "*@thu.vn", None),
        ("pattern", "http://rac.vn*", None),
        ("pattern", "lan", None),
    ):
        ban = a_ban(kind, value, network_day=day)
        assert ban_on(HERE, **told) == ban
        ban.delete()
    assert ban_on(HERE, **told) is None


def test_a_ban_holds_nobody_else():
    day = timezone.localdate()
    a_ban("account", "8")
    a_ban("voice", "b" * 64)
    a_ban("email", "lan@thu.vn")
    a_ban("network", Voice("", "", place="192.0.2.8/32").network, network_day=day)
    a_ban("network", HERE.network, network_day=day - timedelta(days=1))
    a_ban("pattern", "*@rac.vn")
    a_ban("pattern", "***")
    assert ban_on(HERE, email="lan@thu.com", words=("Lan", "Hay")) is None
    nowhere = Voice("c" * 64, origin="o")
    a_ban("network", "", network_day=day)
    assert ban_on(nowhere) is None


def test_a_ban_ends_and_an_open_one_is_told_before_a_silent_one():
    ended = timezone.now() - timedelta(seconds=1)
    a_ban("voice", HERE.key, until=ended)
    assert ban_on(HERE) is None
    silent = a_ban("voice", HERE.key, is_silent=True)
    assert ban_on(HERE) == silent
    told = a_ban("account", "7", until=timezone.now() + timedelta(days=1))
    assert ban_on(HERE) == told


@pytest.mark.parametrize(
    ("pattern", "text", "holds"),
    [
        ("*@spam.vn", "ai@spam.vn", True),
        ("*@spam.vn", "ai@spam.vn.com", False),
        ("*@spam.vn", "viết cho ai@spam.vn, nhé", True),
        ("spam", "SPÂM", True),
        ("spam", "spammer", False),
        ("spam*", "spammer", True),
        ("s*m*r", "spammer", True),
        ("s*mm*mm*r", "spammer", False),
        ("ab*ba", "aba", False),
        ("a?c", "abc", False),
        ("a?c", "a?c", True),
        ("[ab]c", "ac", False),
        ("(a+)+$", "aaaa", False),
        ("mua*ngay", "Mua hàng này ngay", True),
        ("sp\u200bam", "spam", True),
        ("*", "bất kỳ", False),
        ("", "", False),
    ],
)
def test_only_a_star_stands_for_something_else(pattern, text, holds):
    assert catches(pattern, [text]) is holds


def test_a_hostile_pattern_costs_little():
    assert not catches("*a" * 90 + "*b", ["a" * 4000])


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"kind": "pattern", "value": "*"}, "value"),
        ({"kind": "pattern", "value": "*@*"}, "value"),
        ({"kind": "pattern", "value": "a*b"}, "value"),
        ({"kind": "pattern", "value": "a*b*c*d*e*f*g"}, "value"),
        ({"kind": "email", "value": "*@spam.vn"}, "value"),
        ({"kind": "account", "value": "Lan"}, "value"),
        ({"kind": "account", "value": "999999999999999999999"}, "value"),
        ({"kind": "account", "value": "123456789"}, "value"),
        ({"kind": "voice", "value": "abc"}, "value"),
        ({"kind": "network", "value": "a" * 64}, "network_day"),
        ({"kind": "pattern", "value": "spam.vn", "until": "past"}, "until"),
        ({"kind": "lạ", "value": "spam.vn"}, "kind"),
    ],
)
def test_a_ban_that_holds_nobody_or_everybody_is_refused(fields, field):
    if fields.get("until"):
        fields = fields | {"until": timezone.now() - timedelta(days=1)}
    with pytest.raises(ValidationError) as refused:
        Ban(reason="Chửi bậy", **fields).full_clean()
    assert field in refused.value.message_dict


def test_a_ban_is_kept_in_one_spelling():
    user = a_user()
    for kind, typed, kept in (
        ("email", " Lan@Thu.VN ", "lan@thu.vn"),
        ("account", f"00{user.pk}", f"{user.pk}"),
        ("pattern", " *@spam.vn", "*@spam.vn"),
    ):
        ban = Ban(kind=kind, value=typed, reason="x", network_day=timezone.localdate())
        ban.full_clean()
        assert (ban.value, ban.network_day) == (kept, None)


def test_a_banned_reader_is_told_why_and_a_silenced_one_is_not(client):
    article = an_article()
    ban = a_ban("pattern", "*rac.vn*")
    client.post(f"/binh-luan/{article.pk}/", {"name": "Lan", "text": "Xem rac.vn"})
    for comment in article.comments.all():
        decision = comment.decisions.get()
        assert (decision.rule, decision.verdict) == ("banned_sender", "rejected")
        assert "Chửi bậy" in decision.reason
    Ban.objects.filter(pk=ban.pk).update(is_silent=True)
    assert (
        client.post(
            f"/binh-luan/{article.pk}/", {"name": "Lan", "text": "Xem rac.vn nhé"}
        ).status_code
        == 303
    )
    assert article.comments.get(text="Xem rac.vn nhé").status == "spam"


@pytest.mark.parametrize(
    "term",
    [
        BannedTerm(term="!!!"),
        BannedTerm(term="a"),
        BannedTerm(term="\u200b"),
        BannedTerm(term="vay*"),
        Teencode(written="k o", meant="không"),
        Teencode(written="ko", meant="KO"),
        Teencode(written="ko", meant="…"),
        Teencode(written="!", meant="không"),
    ],
    ids=str,
)
def test_a_term_that_says_nothing_is_refused(term):
    with pytest.raises(ValidationError):
        term.full_clean()


# Accounts --------------------------------------------------------------------------------


def everything_one_does(client, story, answered):
    """Comment, reply, rate, vote and report: what the paper answers to each."""
    words = {"name": "Lan", "text": "Lời đáng lẽ không đi."}
    yield client.post(f"/binh-luan/{story.pk}/", words)
    yield client.post(f"/binh-luan/{story.pk}/", words | {"parent": answered.pk})
    yield client.post(f"/danh-gia/{story.pk}/", {"value": "good"})
    yield client.post(f"/huu-ich/{answered.pk}/", {"value": "helpful"})
    yield client.post(f"/bao-cao/{answered.pk}/", {"reason": "spam"})


@pytest.mark.parametrize(
    ("kind", "value"),
    [("email", "lan@example.vn"), ("email", "hai@doc.vn"), ("pattern", "*@doc.vn")],
)
def test_a_banned_address_is_banned_with_an_account_too(kind, value):
    client, story = signed_in(), an_article()
    client.user.emailaddress_set.create(email="Hai@doc.vn", verified=True)
    answered = a_comment(story, "Lời người khác")
    a_ban(kind, value)
    for answer in everything_one_does(client, story, answered):
        assert "Chửi bậy" in answer.content.decode()
    assert Comment.objects.count() == 1
    assert not Rating.objects.exists()
    assert not Vote.objects.exists()
    assert not Report.objects.exists()


def test_an_address_that_nobody_proved_bans_nobody():
    client, story = signed_in(), an_article()
    client.user.emailaddress_set.create(email="hai@doc.vn", verified=False)
    a_ban("email", "hai@doc.vn")
    client.post(f"/binh-luan/{story.pk}/", {"text": "Lời tử tế."})
    assert Comment.objects.get().author == client.user


def test_a_silent_ban_on_an_address_puts_away_what_its_account_says():
    client, story = signed_in(), an_article()
    a_ban("email", "lan@example.vn", is_silent=True)
    client.post(f"/binh-luan/{story.pk}/", {"text": "Lời mua bán."})
    assert Comment.objects.get().status == Verdict.SPAM


def test_a_browser_stays_banned_when_its_reader_signs_in():
    client, story = Client(), an_article()
    client.post(f"/binh-luan/{story.pk}/", {"name": "Lan", "text": "Lời của khách."})
    a_ban("voice", Comment.objects.get().voice)
    a_reader()
    sign_in(client)
    answer = client.post(f"/binh-luan/{story.pk}/", {"text": "Lời của tài khoản."})
    assert "Chửi bậy" in answer.content.decode()
    assert Comment.objects.count() == 1


@pytest.mark.parametrize("kind", ["account", "voice"])
@pytest.mark.parametrize("choice", ["an-danh", "xoa"])
def test_who_leaves_under_a_ban_comes_back_under_it(kind, choice):
    client, story = signed_in(), an_article()
    pk, until = client.user.pk, timezone.now() + timedelta(days=3)
    value = str(pk) if kind == "account" else key_of_account(pk)
    a_ban(kind, value, until=until)
    confirm(client)
    client.post("/tai-khoan/xoa/", {"comments": choice})
    assert not User.objects.filter(pk=pk).exists()

    again = signed_in("lan@example.vn")
    answer = again.post(f"/binh-luan/{story.pk}/", {"text": "Tôi đã trở lại."})
    assert "Chửi bậy" in answer.content.decode()
    kept = Ban.objects.get(kind="email")
    assert kept.until == until
    assert "example" not in kept.value, "of the address a hash only"
    kept.full_clean()
    stranger = signed_in("khac@example.vn")
    stranger.post(f"/binh-luan/{story.pk}/", {"text": "Tôi là người khác."})
    assert Comment.objects.get().author == stranger.user
