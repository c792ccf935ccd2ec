"""Replies come by mail to whoever asked, confirmed the address and did not mute it."""

import re
from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.core.signing import Signer
from django.test import Client
from django.utils import timezone, translation

from articles import publishing
from comments import addresses, deciding, replying
from comments.models import MailAddress, Reason, ReplyNotice
from portal import delivery
from portal.models import Letter
from tests.builders import a_comment, a_user, an_article

pytestmark = pytest.mark.django_db
LAN, MINH = "lan@doc.vn", "minh@doc.vn"


@pytest.fixture
def article():
    return an_article("Bến sông buổi sớm")


def confirmed(email=LAN):
    """An address whose owner pressed the button."""
    key = addresses.key_of(email)
    return MailAddress.objects.update_or_create(key=key, defaults={"confirmed_at": timezone.now()})[
        0
    ]


def a_listener(article, email=LAN, **fields):
    """A guest's public comment that asked for replies."""
    return a_comment(article, email=email, wants_replies=True, voice="lan" * 9, **fields)


def reply_to(comment, text="Tôi đồng ý.", *, voice="minh" * 9, **fields):
    """A reply that a moderator approves just now."""
    reply = a_comment(
        comment.article, text, parent=comment, name="Minh", approved=False, voice=voice, **fields
    )
    deciding.approve(reply, None)
    return reply


def links(message):
    return re.findall(r"http\S+", message.body)


def path_in(message, part):
    """The address in a letter that holds this part, without the host."""
    (link,) = {link for link in links(message) if part in link}
    return link.split("8000", 1)[1] if ":8000" in link else "/" + link.split("/", 3)[3]


# Asking ------------------------------------------------------------------------------


def test_a_guests_address_is_asked_once_the_comment_is_approved(article, mailoutbox):
    comment = a_comment(
        article, "Mua ngay!", name="Xấu", email=LAN, wants_replies=True, approved=False
    )
    assert mailoutbox == [], "robots cannot have strangers written to"
    deciding.approve(comment, None)
    (asked,) = mailoutbox
    assert asked.to == [LAN]
    assert "Mua ngay" not in asked.body + asked.subject
    assert "Xấu" not in asked.body + asked.subject
    assert "Bến sông buổi sớm" in asked.body
    assert "Expires" in asked.extra_headers
    assert not MailAddress.objects.get().confirmed_at


@pytest.mark.parametrize("spoiled", [{"wants_replies": False}, {"email": ""}])
def test_who_did_not_ask_is_not_written_to(article, mailoutbox, spoiled):
    about = {"email": LAN, "wants_replies": True} | spoiled
    deciding.approve(a_comment(article, approved=False, **about), None)
    deciding.mark_spam(a_comment(article, approved=False, email=LAN, wants_replies=True), None)
    assert mailoutbox == []


def test_an_address_is_asked_once_a_day_and_not_for_ever(article, mailoutbox):
    def comment_from(email):
        deciding.approve(a_comment(article, email=email, wants_replies=True, approved=False), None)

    comment_from(LAN)
    comment_from(LAN.upper())
    assert len(mailoutbox) == 1
    for _n in range(5):
        MailAddress.objects.update(asked_at=timezone.now() - addresses.ASK_AGAIN_AFTER)
        comment_from(LAN)
    assert len(mailoutbox) == addresses.MOST_ASKS


def test_one_network_has_only_so_many_strangers_written_to(article, mailoutbox):
    for n in range(9):
        guest = a_comment(
            article, email=f"a{n}@doc.vn", wants_replies=True, network="N" * 64, approved=False
        )
        deciding.approve(guest, None)
    assert len(mailoutbox) == addresses.MOST_ASKS_OF_NETWORK
    other = a_comment(article, email=MINH, wants_replies=True, network="M" * 64, approved=False)
    deciding.approve(other, None)
    assert mailoutbox[-1].to == [MINH]


def test_a_mail_scanner_confirms_nothing_a_person_does(article, mailoutbox):
    deciding.approve(a_comment(article, email=LAN, wants_replies=True, approved=False), None)
    link = path_in(mailoutbox[0], "/xac-nhan/")
    reader = Client(enforce_csrf_checks=True)
    for _n in range(2):
        page = reader.get(link)
        reader.head(link)
    assert "no-store" in page["Cache-Control"]
    assert 'content="noindex"' in page.text
    assert not page.cookies
    assert not MailAddress.objects.get().confirmed_at
    assert reader.post(link).status_code == 303
    assert MailAddress.objects.get().confirmed_at
    assert "Đã xác nhận" in reader.get(link).text


def test_a_confirming_link_expires_and_cannot_be_forged(client, mailoutbox, article, monkeypatch):
    address = MailAddress.objects.create(key="k")
    link = "/" + addresses.confirm_link(address).split("/", 3)[3]
    assert client.post(link.replace("/1:", "/2:")[:-3] + "xy/").status_code == 410
    mute = Signer(salt="comments.mail.mute").sign(f"{address.pk}.0")
    assert client.post(f"/thu/xac-nhan/{mute}/").status_code == 410
    monkeypatch.setattr(addresses, "CONFIRM_WITHIN", timedelta(seconds=-1))
    assert client.post(link).status_code == 410
    address.refresh_from_db()
    assert address.confirmed_at is None


@pytest.mark.parametrize("token", ["x", "1:2:3", "1.2:x", "%00", "a" * 3000, "1:%C3%A9"])
@pytest.mark.parametrize("word", ["xac-nhan", "thoi-nhan"])
def test_a_broken_link_says_so(client, token, word):
    for answer in (client.get(f"/thu/{word}/{token}/"), client.post(f"/thu/{word}/{token}/")):
        assert answer.status_code == 410
        assert "không còn dùng được" in answer.text


# Telling -----------------------------------------------------------------------------


def test_a_reply_is_told_to_the_guest_who_confirmed(article, mailoutbox):
    confirmed()
    reply = reply_to(a_listener(article), "Tôi đồng ý.\n<b>Rất</b> hay!")
    (told,) = mailoutbox
    assert told.to == [LAN]
    assert told.subject == "Có trả lời mới dưới bài «Bến sông buổi sớm»"
    assert "Minh" in told.body
    assert "> Tôi đồng ý.\n> <b>Rất</b> hay!" in told.body
    assert f"/binh-luan/{article.pk}/{reply.pk}/#binh-luan-{reply.pk}\n" in told.body
    assert told.content_subtype == "plain"
    assert told.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert told.extra_headers["List-Unsubscribe"].strip("<>") in told.body


def test_nobody_is_told_at_an_address_nobody_confirmed(article, mailoutbox):
    reply_to(a_listener(article))
    assert mailoutbox == []


def test_an_account_is_told_at_its_verified_address_only(article, mailoutbox):
    author = a_user(email="cu@doc.vn")
    comment = a_comment(article, author=author, wants_replies=True, voice="a")
    reply_to(comment)
    given = EmailAddress.objects.create(user=author, email=LAN, verified=False, primary=True)
    reply_to(comment)
    assert mailoutbox == []
    EmailAddress.objects.filter(pk=given.pk).update(verified=True)
    reply_to(comment)
    assert [m.to for m in mailoutbox] == [[LAN]]


def test_nobody_is_told_of_what_they_wrote_themselves(article, mailoutbox):
    confirmed()
    author = a_user()
    EmailAddress.objects.create(user=author, email=MINH, verified=True, primary=True)
    guest, account = a_listener(article), a_comment(article, author=author, wants_replies=True)
    reply_to(guest, voice=guest.voice)
    reply_to(guest, email=LAN.upper())
    reply_to(account, author=author)
    writes_as_guest_too = a_comment(article, email=MINH, wants_replies=True, voice="g")
    confirmed(MINH)
    reply_to(writes_as_guest_too, author=author)
    assert mailoutbox == []


@pytest.mark.parametrize("odd", ["a@b.vn\nBcc: c@d.vn", "không", "@", "a b@c.vn"])
def test_an_address_from_a_restored_dump_stops_no_moderator(article, mailoutbox, odd):
    confirmed(odd)
    guest = a_comment(article, email=odd, wants_replies=True, approved=False)
    deciding.approve(guest, None)
    reply_to(guest)
    assert mailoutbox == []


def test_everybody_in_the_conversation_is_told_once(article, mailoutbox):
    confirmed(LAN)
    confirmed(MINH)
    first = a_listener(article)
    a_listener(article, parent=first)
    a_comment(article, parent=first, email=MINH, wants_replies=True, voice="m")
    a_comment(article, parent=first, email="khac@doc.vn", voice="k")
    reply = reply_to(first, voice="x")
    assert sorted(m.to[0] for m in mailoutbox) == [LAN, MINH]
    later = a_comment(article, parent=first, email=MINH, wants_replies=True, voice="m")
    assert later.pk > reply.pk
    deciding.reject(reply, None, code=Reason.OFF_TOPIC)
    deciding.approve(reply, None, "Xem lại")
    assert len(mailoutbox) == 2, "never twice about the same reply"


def test_a_letter_is_in_the_papers_language_whoever_approves(article, mailoutbox):
    confirmed()
    with translation.override("en"):
        reply_to(a_listener(article))
    assert mailoutbox[0].subject.startswith("Có trả lời mới")


def test_a_quotation_hides_nothing_and_is_not_endless(article, mailoutbox):
    confirmed()
    reply_to(a_listener(article), "\u202eđảo\u2066 \u200bẩn " + "dài " * 900)
    body = mailoutbox[0].body
    assert not re.search("[\u200b\u202a-\u202e\u2066-\u2069]", body)
    assert "…" in body
    assert len(body) < 2_000
    assert all(len(line) < 80 for line in body.splitlines() if line.startswith(">"))


# Muting ------------------------------------------------------------------------------


def told(article, mailoutbox):
    """A guest who was just told of a reply: the comment, the letter, the way out."""
    confirmed()
    comment = a_listener(article)
    reply_to(comment)
    return comment, mailoutbox[-1], path_in(mailoutbox[-1], "/thoi-nhan/")


@pytest.mark.parametrize(
    "headers",
    [{}, {"Origin": "https://mail.example"}, {"Origin": "null", "Sec-Fetch-Site": "cross-site"}],
    ids=["server", "in a browser", "in a frame"],
)
def test_a_mail_program_mutes_with_one_click(article, mailoutbox, headers):
    comment, letter, _link = told(article, mailoutbox)
    header = "/" + letter.extra_headers["List-Unsubscribe"].strip("<>").split("/", 3)[3]
    program = Client(enforce_csrf_checks=True)
    answer = program.post(header, {"List-Unsubscribe": "One-Click"}, headers=headers)
    assert answer.status_code == 200
    assert not answer.cookies
    reply_to(comment)
    reply_to(a_listener(an_article()))
    assert len(mailoutbox) == 1


def test_looking_at_the_page_mutes_nothing(article, mailoutbox, client):
    comment, _letter, link = told(article, mailoutbox)
    page = client.get(link)
    assert "Thôi nhận thư?" in page.text
    assert LAN not in page.text
    assert "no-store" in page["Cache-Control"]
    reply_to(comment)
    assert len(mailoutbox) == 2


def test_one_conversation_is_muted_and_all_and_taken_back(article, mailoutbox, client):
    comment, _letter, link = told(article, mailoutbox)
    other = a_listener(an_article())
    assert client.post(link, {"what": "thread"}).status_code == 303
    assert "Đã thôi theo dõi" in client.get(link).text
    reply_to(comment)
    assert len(mailoutbox) == 1
    reply_to(other)
    assert len(mailoutbox) == 2
    client.post(link, {"what": "all"})
    assert "không còn nhận thư" in client.get(link).text
    reply_to(other)
    assert len(mailoutbox) == 2
    client.post(link, {"what": "none"})
    reply_to(comment)
    reply_to(other)
    assert len(mailoutbox) == 4
    assert client.post(link, {"what": "x"}).status_code == 400


def test_a_stranger_whose_address_was_abused_is_left_alone_for_good(article, mailoutbox, client):
    def abuse():
        deciding.approve(a_comment(article, email=LAN, wants_replies=True, approved=False), None)

    abuse()
    client.post(path_in(mailoutbox[0], "/thoi-nhan/"), {"what": "all"})
    MailAddress.objects.update(asked_at=timezone.now() - timedelta(days=9))
    abuse()
    assert len(mailoutbox) == 1


# On the way ----------------------------------------------------------------------------


@pytest.fixture
def on_its_way(article, carried):
    """A letter about a reply, stored and not carried yet."""
    confirmed()
    comment = a_listener(article)
    reply = reply_to(comment)
    return reply, Letter.objects.get()


def arrives(letter) -> bool:
    Letter.objects.filter(pk=letter.pk).update(due_at=timezone.now() - timedelta(seconds=1))
    return delivery.deliver(letter.pk) == Letter.State.SENT


def test_a_reply_that_is_still_there_arrives(on_its_way):
    assert arrives(on_its_way[1])
    assert len(mail.outbox) == 1


@pytest.mark.parametrize(
    "spoil", ["hide", "hide parent", "withdraw", "mute", "mute thread", "delete"]
)
def test_a_letter_that_became_wrong_on_its_way_is_dropped(on_its_way, spoil):
    reply, letter = on_its_way
    address = MailAddress.objects.get()
    if spoil == "hide":
        deciding.reject(reply, None, code=Reason.INSULT)
    elif spoil == "hide parent":
        deciding.mark_spam(reply.parent, None)
    elif spoil == "withdraw":
        publishing.withdraw(reply.article, by=None, reason="Sai")
    elif spoil == "mute":
        addresses.mute(addresses.Wish(address), everything=True)
    elif spoil == "mute thread":
        addresses.mute(addresses.Wish(address, reply.parent), everything=False)
    else:
        reply.delete()
    assert not arrives(letter)
    letter.refresh_from_db()
    assert (letter.state, bytes(letter.message)) == (Letter.State.DROPPED, b"")


def test_a_slip_that_a_moderator_took_back_costs_no_second_letter(on_its_way):
    assert timedelta(seconds=10) <= replying.GRACE
    reply, letter = on_its_way
    deciding.reject(reply, None, code=Reason.INSULT)
    deciding.approve(reply, None)
    assert (ReplyNotice.objects.count(), Letter.objects.count()) == (1, 1)
    assert arrives(letter)
