"""What is known of readers is forgotten after its time: everywhere, and nothing else."""

from datetime import timedelta

import pytest
from axes.models import AccessAttempt
from django.apps import apps
from django.core.cache import cache
from django.core.management import CommandError, call_command
from django.db import connection, models
from django.utils import timezone

from accounts.models import Session
from articles.keeping import log
from articles.models import ReadMark, SearchMark
from comments import addresses, deciding
from comments.models import (
    Ban,
    Claim,
    Comment,
    Decision,
    MailAddress,
    Rating,
    Report,
    Takedown,
    Verdict,
    Vote,
)
from comments.moderation import Ruling
from portal import forgetting
from portal.models import Letter
from tests.builders import a_comment, a_user, an_article

pytestmark = pytest.mark.django_db
NETWORK, EMAIL, WORDS = "f0" * 32, "lan@doc.vn", "Lời không nên còn lại"
OLD, NEW = timedelta(days=91), timedelta(days=89)


def aged(age, row, **fields):
    """Make a row as old as this; its other times too."""
    kinds = (models.DateTimeField,)
    times = [f.name for f in row._meta.fields if isinstance(f, kinds) and not f.null]
    then = timezone.now() - age
    type(row)._base_manager.filter(pk=row.pk).update(**dict.fromkeys(times, then) | fields)
    return row


def a_past(age):
    """One of everything that holds a network, an address or words, as old as this."""
    article, by = an_article(), a_user()
    then = timezone.now() - age
    comment = aged(
        age, a_comment(article, network=NETWORK, email=EMAIL, wants_replies=True, voice="v")
    )
    for verdict in (Verdict.SPAM, Verdict.REMOVED):
        gone = a_comment(article, WORDS, name="Lan Lan", approved=False)
        deciding.record(gone, "rule", Ruling(verdict, "Lý do", matched=WORDS), by=None)
        aged(age, gone)
        for decision in gone.decisions.all():
            aged(age, decision)
    aged(age, Rating.objects.create(article=article, voter="v", value="good", network=NETWORK))
    aged(age, Vote.objects.create(comment=comment, voter="v", network=NETWORK))
    for reporter in (NETWORK, "v"):
        about = {"comment": comment, "reporter": reporter, "reason": "spam"}
        report = Report.objects.create(network=NETWORK, note=f"Hỏi {EMAIL}", **about)
        aged(age, report, looked_at=then)
    about = {"comment": comment, "asked_by": "Chị Lan", "ground": "Đời tư"}
    for asker in ("subject", "authority"):
        request = Takedown.objects.create(asker=asker, contact=f"{asker} {EMAIL}", **about)
        aged(age, request, outcome="refused", settled_at=then)
    for kind, value in (("network", NETWORK), ("email", EMAIL)):
        ban = Ban(kind=kind, value=value, reason="Xấu", network_day=then.date())
        ban.save()
        log(ban, by, "Cấm")
        aged(age, ban, until=timezone.now() - timedelta(minutes=1))
    address = MailAddress.objects.get_or_create(key=addresses.key_of(EMAIL))[0]
    aged(age, address, network=NETWORK, asked_at=then)
    Claim.objects.create(comment=comment, by=a_user(), until=then)
    aged(age, Letter.objects.create(recipients=[EMAIL], message=f"To: {EMAIL}".encode()))
    Session.objects.create(session_key=f"s{age}", session_data="x", expire_date=then)
    attempt = AccessAttempt(username="lan", ip_address="203.0.0.0", failures_since_start=1)
    attempt.save()
    aged(age, attempt, attempt_time=then)
    return comment


def remains(*traces: str) -> set[str]:
    """Where any of these still stands: every text column of every table."""
    texts = (models.CharField, models.TextField, models.JSONField, models.BinaryField)
    found = set()
    for model in apps.get_models():
        columns = [f.attname for f in model._meta.concrete_fields if isinstance(f, texts)]
        for row in model._base_manager.values_list(*columns) if columns else ():
            held = [bytes(v).decode() if isinstance(v, memoryview) else str(v) for v in row]
            for column, value in zip(columns, held, strict=True):
                if any(trace in value for trace in traces):
                    found.add(f"{model.__name__}.{column}")
    return found


def test_the_search_finds_what_is_there():
    a_past(OLD)
    assert {
        *("Comment.network", "Comment.email", "Rating.network", "Vote.network", "Ban.value"),
        *("Report.network", "Report.reporter", "MailAddress.network", "Letter.recipients"),
        *("Letter.message", "Decision.text", "Decision.matched", "Comment.text"),
    } <= remains(NETWORK, EMAIL, WORDS)


def test_nothing_older_remains_anywhere(capsys):
    comment = a_past(OLD)
    call_command("forget", "--older-than", "90d")
    assert remains(NETWORK, EMAIL, WORDS, "Lan Lan") == {"Takedown.contact"}
    assert Takedown.objects.exclude(contact="").get().asker == "authority"
    assert not Claim.objects.exists()
    assert not Session.objects.exists()
    assert not AccessAttempt.objects.exists()
    comment.refresh_from_db()
    assert comment.text, "what readers may read stays"
    assert Comment.objects.public().filter(pk=comment.pk).exists()
    assert Rating.objects.count() == Vote.objects.count() == 1
    assert Report.objects.count() == 2
    assert not comment.wants_replies


def test_marks_of_yesterday_go_where_nobody_reads_or_searches_today():
    today = timezone.localdate()
    for n, day in enumerate((today - timedelta(days=1), today)):
        ReadMark.objects.create(key=f"r{n}", day=day, article_id=1, hour=timezone.now())
        SearchMark.objects.create(key=f"s{n}", day=day)
    call_command("forget", "--older-than", "90d")
    assert [mark.day for mark in ReadMark.objects.all()] == [today]
    assert [mark.day for mark in SearchMark.objects.all()] == [today]


def test_the_trail_stays_without_the_words():
    a_past(OLD)
    before = list(Decision.objects.values_list("verdict", "rule", "reason", "created_at"))
    call_command("forget", "--older-than", "90d")
    assert list(Decision.objects.values_list("verdict", "rule", "reason", "created_at")) == before


def test_what_is_younger_stays():
    a_past(NEW)
    before = remains(NETWORK, EMAIL, WORDS)
    call_command("forget", "--older-than", "90d")
    assert remains(NETWORK, EMAIL, WORDS) == before


def test_a_ban_keeps_what_it_needs_until_it_ends():
    ban = Ban(kind="network", value=NETWORK, reason="Xấu", network_day=timezone.localdate())
    ban.save()
    for until in (None, timezone.now() + timedelta(days=1)):
        aged(OLD, ban, until=until)
        call_command("forget", "--older-than", "90d")
        assert remains(NETWORK) == {"Ban.value"}


def test_words_that_a_moderator_looked_at_lately_stay():
    a_past(OLD)
    spam = Comment.objects.get(status=Verdict.SPAM)
    deciding.record(spam, "rule", Ruling(Verdict.SPAM, "Vẫn là thư rác"), by=None)
    call_command("forget", "--older-than", "90d")
    spam.refresh_from_db()
    assert spam.text == WORDS


def test_a_mute_outlives_the_address():
    a_past(OLD)
    MailAddress.objects.update(muted_at=timezone.now() - OLD)
    call_command("forget", "--older-than", "90d")
    assert MailAddress.objects.get(key=addresses.key_of(EMAIL)).muted_at


def test_a_dry_run_counts_and_forgets_nothing(capsys):
    a_past(OLD)
    before = remains(NETWORK, EMAIL, WORDS)
    call_command("forget", "--older-than", "90d", "--dry-run")
    counted = capsys.readouterr().out
    assert remains(NETWORK, EMAIL, WORDS) == before
    call_command("forget", "--older-than", "90d")
    assert capsys.readouterr().out.splitlines() == counted.splitlines()[:-1]


def test_a_second_run_finds_nothing_to_do(capsys):
    a_past(OLD)
    call_command("forget", "--older-than", "90d")
    capsys.readouterr()
    call_command("forget", "--older-than", "90d")
    assert {line.split()[0] for line in capsys.readouterr().out.splitlines()} == {"0"}


def test_it_goes_on_where_it_was_broken_off(monkeypatch, capsys):
    monkeypatch.setattr(forgetting, "BATCH", 2)
    article = an_article()
    for _n in range(5):
        aged(OLD, a_comment(article, network=NETWORK))
    (chore,) = [c for c in forgetting.chores(timezone.now()) if c.becomes == {"network": ""}][:1]
    with pytest.raises(KeyboardInterrupt):
        chore.forget(broken_off)
    assert Comment.objects.filter(network=NETWORK).count() == 3
    batches = []
    assert chore.forget(batches.append) == 3
    assert batches == [2, 1]
    assert remains(NETWORK) == set()


def broken_off(size):
    raise KeyboardInterrupt


def test_what_expired_leaves_the_table_of_the_cache():
    cache.set("cũ", 1, timeout=-1)
    cache.set("mới", 1, timeout=900)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE cache SET expires = '2020-01-01 00:00:00' WHERE value = value")
        cache.set("mới", 1, timeout=900)
        call_command("forget", "--older-than", "90d")
        cursor.execute("SELECT cache_key FROM cache")
        names = [name for (name,) in cursor.fetchall()]
    assert len(names) == 1
    assert cache.get("mới") == 1
    assert "mới" not in names[0], "names in the cache are keyed hashes"


@pytest.mark.parametrize("words", ["90", "0d", "d", "-3d", "", "90 d"])
def test_a_time_that_is_none_is_refused(words):
    with pytest.raises(CommandError):
        call_command("forget", f"--older-than={words}")
