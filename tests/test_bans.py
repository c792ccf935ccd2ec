"""Who may not take part: by account, browser, mail address, network or pattern."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from comments.bans import ban_on, catches
from comments.models import Ban, BannedTerm, Teencode
from comments.voice import Voice
from tests.builders import a_user, an_article

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
