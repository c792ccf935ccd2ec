"""What is stored about comments is proved by the rows behind it, or it is shown to nobody."""

import io
import json
import uuid

import pytest
from django.core.management import CommandError, call_command
from django.core.management.base import SystemCheckError
from django.test import Client

from articles.models import Article
from comments.models import Comment, Decision, Rating, Vote
from comments.proving import unproved
from tests.builders import a_comment, an_article

pytestmark = pytest.mark.django_db


def check_counts(*options):
    """Run the command; return its exit code and what it said."""
    out, code = io.StringIO(), 0
    try:
        call_command("check_counts", *options, stdout=out, stderr=out)
    except SystemExit as end:
        code = end.code
    return code, out.getvalue()


def test_nothing_differs_after_what_readers_and_moderators_do(client):
    article = an_article()
    comment = a_comment(article)
    client.post(f"/danh-gia/{article.pk}/", {"value": "poor"})
    Client().post(f"/danh-gia/{article.pk}/", {"value": "good"})
    client.post(f"/huu-ich/{comment.pk}/")
    Article.objects.filter(pk=article.pk).update(public_comment_count=1)
    assert check_counts() == (0, "Mọi con số đều khớp.\n")


@pytest.mark.parametrize(
    ("model", "field"),
    [
        (Article, "public_comment_count"),
        (Article, "own_good_ratings"),
        (Article, "own_poor_ratings"),
        (Comment, "helpful_count"),
    ],
)
@pytest.mark.parametrize("slip", [-1, 7])
def test_a_total_that_drifted_is_found_and_repaired(model, field, slip):
    article = an_article()
    comment = a_comment(article)
    for value in ("good", "poor"):
        Rating.objects.create(article=article, voter=value, value=value)
    Vote.objects.create(comment=comment, voter="ai đó")
    call_command("check_counts", "--repair", stdout=io.StringIO())
    assert check_counts()[0] == 0
    model.objects.update(**{field: 1 + slip})
    code, said = check_counts()
    assert code == 1
    assert f"{field} {1 + slip} ≠ 1" in said
    assert check_counts("--repair")[0] == 0
    assert getattr(model.objects.get(), field) == 1
    assert check_counts()[0] == 0


def a_forged_dump(article, folder):
    """What somebody might slip into a backup: statuses and totals nobody decided or counted."""

    def a_row(pk, status, **fields):
        row = {"article": article.pk, "name": "Kẻ lạ", "text": f"Lời giả {pk}", "status": status}
        row |= {"created_at": "2026-11-21T12:00:00Z", "submission": str(uuid.uuid4())}
        return {"model": "comments.comment", "pk": pk, "fields": row | fields}

    def a_decision(pk, comment, verdict, **fields):
        row = {"comment": comment, "verdict": verdict, "created_at": "2026-11-21T12:00:00Z"}
        return {"model": "comments.decision", "pk": pk, "fields": row | fields}

    rows = [
        a_row(71, "approved", helpful_count=99, is_pick=True),
        a_row(72, "approved", parent=71),
        a_row(73, "removed"),
        a_row(74, "approved", parent=73),
        a_row(75, "approved", edition=2),
        a_row(76, "approved"),
        a_decision(901, 74, "approved"),
        a_decision(902, 75, "approved"),
        a_decision(903, 76, "approved"),
        a_decision(904, 76, "rejected"),
    ]
    file = folder / "forged.json"
    file.write_text(json.dumps(rows))
    return str(file)


def test_a_restored_dump_with_forged_statuses_and_totals_shows_nothing(client, tmp_path):
    article = an_article()
    call_command("loaddata", a_forged_dump(article, tmp_path), verbosity=0)
    Article.objects.update(public_comment_count=500)
    assert Comment.objects.filter(status="approved").count() == 5
    for address in (
        article.get_absolute_url(),
        f"/binh-luan/{article.pk}/?xep=huu-ich",
        f"/binh-luan/{article.pk}/atom.xml",
        "/binh-luan-ban-doc/atom.xml",
    ):
        shown = client.get(address).content.decode()
        assert "Lời giả" not in shown, address
        assert "Kẻ lạ" not in shown, address
        assert "500" not in shown, address
    for pk in range(71, 77):
        assert client.get(f"/binh-luan/{article.pk}/{pk}/").status_code == 404
        assert client.post(f"/huu-ich/{pk}/").status_code == 404
        assert client.get(f"/bao-cao/{pk}/").status_code == 404

    with pytest.raises(SystemCheckError, match=r"comments\.E001"):
        call_command("check", databases=["default"])
    code, said = check_counts()
    assert code == 1
    assert "public_comment_count 500 ≠ 0" in said

    check_counts("--repair")
    assert check_counts()[0] == 0
    call_command("check", databases=["default"], stderr=io.StringIO(), stdout=io.StringIO())
    assert not Comment.objects.filter(status__in=("approved", "removed")).exclude(pk=74).exists()
    assert Comment.objects.get(pk=76).status == "rejected"
    assert {Comment.objects.get(pk=pk).status for pk in (71, 72, 73, 75)} == {"pending"}
    article.refresh_from_db()
    assert article.public_comment_count == 0


def test_what_was_decided_is_no_forgery():
    comment = a_comment(an_article())
    assert not unproved().exists()
    Decision.objects.filter(comment=comment).delete()
    assert list(unproved()) == [comment]


def test_without_a_database_named_the_check_asks_none():
    a_comment(an_article(), approved=False)
    Comment.objects.update(status="approved")
    call_command("check", stderr=io.StringIO(), stdout=io.StringIO())


def test_the_command_takes_no_words_it_does_not_know():
    with pytest.raises(CommandError):
        call_command("check_counts", "--fix")
