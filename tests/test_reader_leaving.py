"""A reader takes their data along, and goes: what stays behind says nothing of them."""

import json

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.apps import apps
from django.contrib.admin.models import DELETION, LogEntry
from django.core import mail
from django.db import models
from django.test import Client
from django.utils import timezone

from accounts.models import Session, User
from articles.models import Article
from comments import addresses, deciding, picking, replying
from comments.models import (
    Ban,
    Comment,
    Decision,
    HouseRules,
    MailAddress,
    Rating,
    Report,
    RulesAcceptance,
    Takedown,
    Verdict,
    Vote,
)
from comments.voice import key_of_account
from portal.models import Letter
from tests.builders import a_comment, a_user, an_article
from tests.reader_door import HOME, a_reader, ask_for_code, confirm, is_in, sign_up, signed_in

pytestmark = pytest.mark.django_db

DATA, LEAVE = f"{HOME}du-lieu/", f"{HOME}xoa/"
KEEP, REMOVE = "an-danh", "xoa"


@pytest.fixture
def story() -> Article:
    return an_article("Bến sông buổi sớm")


@pytest.fixture
def lan(story) -> Client:
    """A reader who said and did everything one can."""
    client = signed_in()
    key = key_of_account(client.user.pk)
    theirs = a_comment(story, "Lời người khác")
    mine = {"author": client.user, "voice": key, "name": "Trần Lan", "network": "n" * 64}
    client.shown = a_comment(story, "Lời của tôi", email="lan@example.vn", **mine)
    client.waiting = a_comment(story, "Lời đang chờ", approved=False, **mine)
    client.refused = a_comment(story, "Lời bị từ chối", approved=False, **mine)
    client.spam = a_comment(story, "Lời mua bán", approved=False, **mine)
    deciding.reject(client.refused, None, "Lạc đề")
    deciding.mark_spam(client.spam, None, "Quảng cáo ngầm")
    a_comment(story, "Đáp lời của Lan", parent=client.shown)
    client.post(f"/danh-gia/{story.pk}/", {"value": "good"})
    client.post(f"/bao-cao/{theirs.pk}/", {"reason": "spam"})
    Report.objects.update(note="Tôi ở số 5 phố Huế")
    Vote.objects.create(comment=theirs, voter=key, network="n" * 64)
    rules = HouseRules.objects.create(version=901, text="Tử tế.", published_at=timezone.now())
    RulesAcceptance.objects.create(voice=key, rules=rules)
    Ban.objects.create(kind=Ban.Kind.VOICE, value=key, reason="Cấm ngầm", is_silent=True)
    Authenticator.objects.create(
        user=client.user, type="webauthn", data={"name": "Máy của Lan", "credential": {}}
    )
    SocialAccount.objects.create(user=client.user, provider="google", uid="g-1")
    LogEntry.objects.log_actions(
        a_user(is_staff=True).pk, [client.user], 2, "Đăng xuất mọi nơi", single_object=True
    )
    deciding.recount_comments(story)
    return client


def data(client) -> dict:
    answer = client.get(DATA)
    assert answer["Content-Disposition"].startswith('attachment; filename="du-lieu-20')
    assert "no-store" in answer["Cache-Control"]
    return json.loads(answer.content)


# The copy -------------------------------------------------------------------------------


def test_the_copy_holds_everything_that_is_kept(lan, story):
    kept = data(lan)
    profile = kept["profile"]
    assert profile["display_name"] == "Trần Lan"
    assert profile["emails"] == [{"email": "lan@example.vn", "verified": True, "primary": True}]
    assert [key["name"] for key in profile["passkeys"]] == ["Máy của Lan"]
    assert [site["uid"] for site in profile["other_sites"]] == ["g-1"]
    assert len(profile["sessions"]) == 1
    said = {comment["text"]: comment for comment in kept["comments"]}
    assert len(said) == 4
    shown = said["Lời của tôi"]
    assert shown["article"] == {
        "headline": "Bến sông buổi sớm",
        "address": story.get_absolute_url(),
    }
    assert [each["reason"] for each in said["Lời bị từ chối"]["decisions"]] == ["Lạc đề"]
    assert [row["value"] for row in kept["ratings"]] == ["good"]
    assert len(kept["votes"]) == 1
    assert [row["note"] for row in kept["reports"]] == ["Tôi ở số 5 phố Huế"]
    assert [row["rules__version"] for row in kept["accepted_rules"]] == [901]


def test_every_table_with_readers_in_it_is_part_of_the_copy_or_left_out_on_purpose(lan):
    """A new model that knows readers has to be thought about here, and in ``comments.leaving``."""
    ours = [
        model for app in ("accounts", "comments") for model in apps.get_app_config(app).get_models()
    ]
    knows = {
        model.__name__
        for model in ours
        if any(
            field.name in ("voice", "voter", "reporter", "email")
            or (isinstance(field, models.ForeignKey) and field.related_model is User)
            for field in model._meta.get_fields()
            if field.concrete
        )
    }
    copied = {"User", "Session", "Comment", "Rating", "Vote", "Report", "RulesAcceptance"}
    of_the_desk = {"Decision", "Ban", "Claim", "Takedown"}
    assert knows == copied | of_the_desk


def test_a_silent_ban_and_spam_are_not_told_in_the_copy(lan):
    text = lan.get(DATA).content.decode()
    assert "ngầm" not in text
    said = {comment["text"]: comment for comment in data(lan)["comments"]}
    assert (said["Lời mua bán"]["status"], said["Lời mua bán"]["decisions"]) == ("pending", [])


def test_nobody_gets_the_copy_of_somebody_else(lan):
    minh = signed_in("minh@example.vn")
    kept = data(minh)
    assert kept["profile"]["emails"][0]["email"] == "minh@example.vn"
    assert (kept["comments"], kept["ratings"], kept["votes"], kept["reports"]) == ([], [], [], [])
    assert Client().get(DATA).status_code == 302


# Going --------------------------------------------------------------------------------------


def totals(story) -> tuple[int, ...]:
    """What is kept, after proving that it is what a count says."""
    story.refresh_from_db()
    kept = (story.public_comment_count, story.own_good_ratings)
    counted = (
        Comment.objects.public().filter(article=story).count(),
        story.ratings.filter(value="good").count(),
    )
    assert kept == counted
    return (*kept, Vote.objects.count(), Report.objects.count())


def leave(client, choice):
    confirm(client, LEAVE)
    return client.post(LEAVE, {"comments": choice})


def traces_of(client) -> list[str]:
    """Every column of every table in which something of the reader is left."""
    gone = ("lan@example.vn", "Trần Lan", key_of_account(client.user.pk), "n" * 64, "phố Huế")
    found = []
    for model in apps.get_models():
        if model in (Ban, Session) or model._meta.app_label == "contenttypes":
            continue
        for row in model._default_manager.values_list():
            found += [f"{model.__name__}: {value}" for value in row if value in gone]
            found += [f"{model.__name__}" for value in row if "phố Huế" in str(value)]
    return found


@pytest.mark.parametrize("choice", [KEEP, REMOVE])
def test_a_reader_who_goes_leaves_no_trace_and_all_totals_right(lan, story, choice):
    before = totals(story)
    assert traces_of(lan)
    answer = leave(lan, choice)
    assert answer.url == f"{HOME}dang-nhap/"
    assert "đã được xóa" in lan.get(answer.url).text
    assert traces_of(lan) == []
    assert not User.objects.filter(pk=lan.user.pk).exists()
    assert not EmailAddress.objects.exists()
    assert not Session.objects.filter(user=lan.user.pk).exists()
    assert not is_in(lan)
    after = totals(story)
    assert after[1:] == before[1:]
    assert after[0] == before[0] - (choice == REMOVE)
    assert mail.outbox[-1].to == ["lan@example.vn"]
    assert "đã được xóa" in mail.outbox[-1].subject


def test_the_log_of_the_desk_does_not_repeat_what_a_picked_comment_said(lan):
    picking.pick(lan.shown, a_user(is_staff=True, is_superuser=True))
    leave(lan, REMOVE)
    said = LogEntry.objects.get(object_id=str(lan.shown.pk), change_message="Tòa soạn chọn")
    assert said.object_repr == f"Bình luận {lan.shown.pk}"


@pytest.mark.parametrize("choice", [KEEP, REMOVE])
def test_a_letter_on_its_way_does_not_tell_the_name_any_more(lan, story, choice):
    heard = a_comment(story, "Ai biết?", email="ha@doc.vn", wants_replies=True, voice="h")
    addresses.confirm(MailAddress.objects.get_or_create(key=addresses.key_of("ha@doc.vn"))[0])
    answer = {"author": lan.user, "voice": key_of_account(lan.user.pk), "name": "Trần Lan"}
    mail.outbox.clear()
    deciding.approve(a_comment(story, "Tôi biết.", parent=heard, approved=False, **answer), None)
    (letter,) = mail.outbox
    assert "Trần Lan" in letter.body
    assert replying.is_wanted(letter.about)
    leave(lan, choice)
    assert not replying.is_wanted(letter.about)


@pytest.mark.parametrize("goes", ["by choice", "by the desk"])
def test_the_outbox_forgets_to_whom_letters_of_the_account_went(goes):
    lan = signed_in()
    lan.user.emailaddress_set.create(email="lan@doc.vn", verified=True)
    addresses = ("lan@example.vn", "lan@doc.vn", "minh@example.vn")
    for address in addresses:
        Letter.objects.create(recipients=[address], state="sent", settled_at=timezone.now())
    if goes == "by choice":
        leave(lan, REMOVE)
    else:
        lan.user.delete()
    assert Letter.objects.get().recipients == ["minh@example.vn"]


def test_words_may_stay_without_their_name(lan, story):
    leave(lan, KEEP)
    page = Client().get(story.get_absolute_url()).text
    assert "Lời của tôi" in page
    assert "Bạn đọc ẩn danh" in page
    assert "Trần Lan" not in page
    lan.waiting.refresh_from_db()
    assert (lan.waiting.status, lan.waiting.voice) == (Verdict.PENDING, "")


def test_words_may_go_from_every_table_and_answers_to_them_stay(lan, story):
    hidden = a_comment(story, "Đáp vào chỗ không ai thấy", parent=lan.refused)
    leave(lan, REMOVE)
    page = Client().get(story.get_absolute_url()).text
    assert "Lời của tôi" not in page
    assert not Comment.objects.filter(text="…").exclude(key="").exists()
    for words in ("Lời của tôi", "Lời đang chờ", "Lời bị từ chối", "Lời mua bán"):
        assert not Comment.objects.filter(text__contains=words).exists()
        assert not Decision.objects.filter(text__contains=words).exists()
    told = dict(Comment.objects.values_list("pk", "status"))
    assert told[lan.shown.pk] == told[lan.waiting.pk] == Verdict.REMOVED
    assert (told[lan.refused.pk], told[lan.spam.pk]) == (Verdict.REJECTED, Verdict.SPAM)
    public = Comment.objects.public()
    assert public.filter(text="Đáp lời của Lan").exists()
    assert not public.filter(pk=hidden.pk).exists()


def test_what_stays_cannot_be_told_to_be_of_one_person(lan):
    leave(lan, KEEP)
    keys = [
        *Rating.objects.values_list("voter", flat=True),
        *Vote.objects.values_list("voter", flat=True),
        *Report.objects.values_list("reporter", flat=True),
    ]
    assert len(set(keys)) == len(keys) == 3
    assert not RulesAcceptance.objects.exists()


def test_a_comment_an_authority_asked_about_does_not_keep_the_account(lan):
    Takedown.objects.create(comment=lan.shown, asker="authority", asked_by="Sở", ground="Công văn")
    leave(lan, REMOVE)
    assert not User.objects.filter(pk=lan.user.pk).exists()


def test_nobody_goes_by_mistake(lan):
    confirm(lan, LEAVE)
    assert lan.get(LEAVE).status_code == 200
    for sent in ({}, {"comments": "gì đó"}, {"comments": "\0"}):
        answer = lan.post(LEAVE, sent)
        assert answer.status_code == 422
        assert "Hãy chọn" in answer.text
    assert is_in(lan)


def test_the_address_may_open_a_new_account_that_knows_nothing_of_the_old(lan, story):
    leave(lan, KEEP)
    fresh = Client()
    ask_for_code(fresh)
    assert "Chưa có tài khoản" in mail.outbox[-1].subject
    sign_up(fresh, "lan@example.vn", "Lan")
    assert User.objects.get(email="lan@example.vn").pk != lan.user.pk


def test_a_reader_whom_the_desk_deletes_leaves_no_trace_either(lan, story, admin_client):
    before = totals(story)
    there = f"/toa-soan/accounts/user/{lan.user.pk}/delete/"
    assert admin_client.post(there, {"post": "yes"}).status_code == 302
    assert not User.objects.filter(pk=lan.user.pk).exists()
    assert traces_of(lan) == []
    assert LogEntry.objects.filter(object_id=str(lan.user.pk), action_flag=DELETION).exists()
    assert "Bạn đọc ẩn danh" in Client().get(story.get_absolute_url()).text
    assert totals(story) == before


def test_what_the_paper_said_keeps_its_name_when_somebody_of_the_desk_goes(story):
    editor = a_user(is_staff=True)
    a_comment(story, "Tòa soạn trả lời", author=editor, name="Thư ký tòa soạn")
    editor.delete()
    assert "Thư ký tòa soạn" in Client().get(story.get_absolute_url()).text


def test_others_lose_nothing(lan, story):
    minh = a_reader("minh@example.vn")
    theirs = a_comment(
        story, "Lời của Minh", author=minh, voice=key_of_account(minh.pk), name="Minh"
    )
    leave(lan, REMOVE)
    theirs.refresh_from_db()
    assert (theirs.author, theirs.name, theirs.text) == (minh, "Minh", "Lời của Minh")


def test_the_desk_does_not_leave_through_this_door():
    client, chief = Client(), a_user(is_staff=True)
    client.force_login(chief)
    assert client.post(LEAVE, {"comments": REMOVE}).url == HOME
    assert User.objects.filter(pk=chief.pk).exists()
