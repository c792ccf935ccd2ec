"""Two moderators never get the same comment at once; what one lets go of another gets."""

import threading
from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.utils import timezone

from comments import claims, deciding
from comments.models import Claim, Comment
from tests.builders import a_comment, an_article, at_desk_as
from tests.desk import DeskClient, at_the_desk, desk

COMMENT = "comments.comment"
QUEUE = desk(COMMENT, "queue")
GROUP = "Kiểm duyệt viên"


def waiting(n: int) -> list[Comment]:
    article = an_article()
    return [a_comment(article, f"Lời {i}", approved=False) for i in range(n)]


def batch_of(client, query="") -> list[int]:
    page = BeautifulSoup(client.get(f"{QUEUE}?{query}").text, "html.parser")
    return [int(each["data-item"]) for each in page.select("[data-item]")]


def expire() -> None:
    Claim.objects.update(until=timezone.now() - timedelta(seconds=1))


@pytest.mark.django_db
def test_each_moderator_gets_a_batch_of_their_own():
    sent = [each.pk for each in waiting(60)]
    first, second, third = (at_the_desk(GROUP) for _n in range(3))
    assert batch_of(first) == sent[:25]
    assert batch_of(second) == sent[25:50]
    assert batch_of(third) == sent[50:]
    assert batch_of(first) == sent[:25]
    page = first.get(QUEUE).text
    assert f"{second.user} đang xem 25" in page


@pytest.mark.django_db
def test_claims_expire_and_are_renewed_while_the_screen_is_open():
    sent = [each.pk for each in waiting(3)]
    first, second = at_the_desk(GROUP), at_the_desk(GROUP)
    batch_of(first)
    assert batch_of(second) == []
    expire()
    first.post(desk(COMMENT, "queue_pulse"), {"dang-xem": ",".join(map(str, sent[:2]))})
    assert batch_of(second) == sent[2:]
    gone = first.post(desk(COMMENT, "queue_pulse"), {"dang-xem": str(sent[2])}).json()["gone"]
    assert str(second.user) in gone[str(sent[2])]


@pytest.mark.django_db
def test_leaving_lets_go_of_ones_own_claims_only():
    sent = [each.pk for each in waiting(2)]
    first, second = at_the_desk(GROUP), at_the_desk(GROUP)
    batch_of(first)
    all_of_them = {"dang-xem": ",".join(map(str, sent))}
    assert second.post(desk(COMMENT, "queue_release"), all_of_them).status_code == 204
    assert batch_of(second) == []
    first.post(desk(COMMENT, "queue_release"), all_of_them)
    assert batch_of(second) == sent


@pytest.mark.django_db
def test_who_decides_about_anothers_comment_is_told_kindly_who_has_it():
    comment = waiting(1)[0]
    first, second = at_the_desk(GROUP), at_the_desk(GROUP)
    batch_of(first)
    address = desk(COMMENT, "queue_decide", comment.pk)
    json = {"Accept": "application/json"}
    sent = {"viec": "approve", "lan": 1}
    assert str(first.user) in second.post(address, sent, headers=json).json()["refused"]
    refused = second.post(address, sent)
    assert refused.status_code == 409
    assert str(first.user) in refused.context["refused"].why
    chosen = {"viec": "approve", "chon": f"{comment.pk}:1"}
    assert str(first.user) in second.post(desk(COMMENT, "queue_bulk"), chosen).text
    with pytest.raises(ValidationError):
        deciding.reject(comment, second.user, "Vì thế")
    expire()
    assert second.post(address, {"viec": "approve", "lan": 1}).status_code == 303
    assert not Claim.objects.exists()


@pytest.mark.django_db
def test_a_chief_who_only_looks_claims_nothing():
    waiting(2)
    assert len(batch_of(at_the_desk("Thư ký tòa soạn"))) == 2
    assert not Claim.objects.exists()


@pytest.mark.django_db
def test_the_pulse_says_what_is_new_and_what_others_did():
    comment = waiting(1)[0]
    client = at_the_desk(GROUP)
    page = BeautifulSoup(client.get(QUEUE).text, "html.parser")
    loaded = page.select_one("#hang-cho")["data-loaded"]
    a_comment(comment.article, "Vừa tới", approved=False)
    deciding.approve(comment, None)
    said = client.post(
        desk(COMMENT, "queue_pulse"), {"tu": loaded, "dang-xem": str(comment.pk)}
    ).json()
    assert said["new"] == 1
    assert "1 bình luận mới" in said["said"]
    assert "đã duyệt" in said["gone"][str(comment.pk)]


@pytest.mark.django_db(transaction=True)
def test_batches_asked_for_at_the_same_moment_are_disjoint():
    waiting(40)
    moderators = [at_desk_as(GROUP) for _n in range(4)]
    start, got, faults = threading.Barrier(len(moderators)), {}, []

    def ask(moderator) -> None:
        try:
            start.wait(timeout=10)
            for _round in range(10):
                wanted = Comment.objects.waiting()
                got[moderator.pk] = [c.pk for c in claims.claim_batch(wanted, moderator, 10)]
        except Exception as fault:
            faults.append(fault)
        finally:
            connection.close()

    threads = [threading.Thread(target=ask, args=(each,)) for each in moderators]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    assert faults == []
    every = [pk for batch in got.values() for pk in batch]
    assert len(every) == len(set(every)) == 40
    held = {(claim.by_id, claim.comment_id) for claim in Claim.objects.all()}
    assert held == {(by, pk) for by, batch in got.items() for pk in batch}


@pytest.mark.django_db(transaction=True)
def test_whoever_asks_while_another_is_choosing_waits_and_gets_what_is_left():
    sent = [each.pk for each in waiting(4)]
    first, second = at_desk_as(GROUP), at_desk_as(GROUP)
    got: list[int] = []

    def ask() -> None:
        try:
            got.extend(c.pk for c in claims.claim_batch(Comment.objects.waiting(), second, 2))
        finally:
            connection.close()

    asking = threading.Thread(target=ask)
    with transaction.atomic():
        claims.claim_batch(Comment.objects.filter(pk=sent[3]), first, 1)
        asking.start()
        asking.join(timeout=0.5)
        assert asking.is_alive()
        claims.claim_batch(Comment.objects.waiting(), first, 2)
    asking.join(timeout=60)
    assert got == [sent[2]]


@pytest.mark.django_db(transaction=True)
def test_two_pages_opened_at_the_same_moment_share_no_comment():
    waiting(50)
    clients = []
    for moderator in (at_desk_as(GROUP), at_desk_as(GROUP)):
        client = DeskClient()
        client.force_login(moderator)
        clients.append(client)
    start, got = threading.Barrier(2), []

    def look(client) -> None:
        try:
            start.wait(timeout=10)
            got.append(batch_of(client))
        finally:
            connection.close()

    threads = [threading.Thread(target=look, args=(client,)) for client in clients]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    assert [len(batch) for batch in got] == [25, 25]
    assert not set(got[0]) & set(got[1])
