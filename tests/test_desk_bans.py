"""Bans, house rules, teencode and figures at the desk; the rights of moderators."""

import importlib
from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.apps import apps
from django.contrib.auth.models import Group
from django.utils import timezone

from comments import deciding, figures
from comments.models import Ban, Decision, HouseRules, Reason, RulesAcceptance, Verdict
from portal.desk_groups import CHIEF, MODERATOR, ensure_groups
from tests.builders import a_comment, a_user, an_article
from tests.desk import at_the_desk, desk, messages_of

BAN, RULES = "comments.ban", "comments.houserules"
GROUP = "Kiểm duyệt viên"

pytestmark = pytest.mark.django_db


def a_ban(**fields) -> Ban:
    return Ban.objects.create(**{"kind": "email", "value": "a@x.vn", "reason": "Quấy rối"} | fields)


def typed(**fields) -> dict[str, object]:
    return {
        "kind": "pattern",
        "value": "*@spam.vn",
        "reason": "Rác",
        "until_0": "",
        "until_1": "",
    } | fields


# Bans -----------------------------------------------------------------------------------------


def test_a_moderator_bans_by_hand_and_the_ban_says_who():
    client = at_the_desk(GROUP)
    client.post(desk(BAN, "add"), typed())
    ban = Ban.objects.get()
    assert (ban.kind, ban.value, ban.by) == ("pattern", "*@spam.vn", client.user)
    page = client.get(desk(BAN)).text
    assert str(client.user) in page
    assert "*@spam.vn" in page
    assert "Cấm: Rác" in client.get(desk(BAN, "history", ban.pk)).text


@pytest.mark.parametrize("kind", ["network", "voice", "mọi người"])
def test_a_hash_is_not_typed_by_hand(kind):
    at_the_desk(GROUP).post(desk(BAN, "add"), typed(kind=kind))
    assert not Ban.objects.exists()


def test_a_pattern_is_tried_on_recent_comments_before_it_bans():
    client, article = at_the_desk(GROUP), an_article()
    a_comment(article, "Vay nóng tại http://spam.vn/x", name="Bán hàng")
    a_comment(article, "Bài hay")
    page = client.post(desk(BAN, "add"), typed(value="*spam.vn*", _preview="1")).text
    assert "sẽ chặn 1" in page
    assert "Bán hàng: Vay nóng" in page
    assert "Bài hay" not in page
    assert not Ban.objects.exists()


def test_a_hash_is_shown_as_a_short_fingerprint():
    ban = a_ban(kind="network", value="ab12" * 16, network_day=timezone.localdate())
    client = at_the_desk(GROUP)
    for page in (client.get(desk(BAN)).text, client.get(desk(BAN, "change", ban.pk)).text):
        assert "#ab12ab12ab" in page
        assert "ab12" * 4 not in page


def test_a_ban_is_ended_at_once_and_stays_on_record():
    client, ban = at_the_desk(GROUP), a_ban()
    response = client.post(desk(BAN, "end", ban.pk), follow=True)
    assert "Đã bỏ cấm" in messages_of(response)
    assert not Ban.objects.in_force().exists()
    assert "đã hết" in response.text
    assert "Bỏ cấm" in client.get(desk(BAN, "history", ban.pk)).text
    assert client.post(desk(BAN, "delete", ban.pk), {"post": "yes"}).status_code == 403
    chief = at_the_desk("Thư ký tòa soạn")
    assert chief.post(desk(BAN, "end", a_ban().pk)).status_code == 403
    assert chief.get(desk(BAN, "add")).status_code == 403


def test_what_is_banned_is_not_exchanged_later():
    client, ban = at_the_desk(GROUP), a_ban()
    sent = {
        "value": "b@x.vn",
        "kind": "pattern",
        "reason": "Lý do mới",
        "until_0": "",
        "until_1": "",
    }
    client.post(desk(BAN, "change", ban.pk), sent)
    ban.refresh_from_db()
    assert (ban.kind, ban.value, ban.reason) == ("email", "a@x.vn", "Lý do mới")


# House rules ----------------------------------------------------------------------------------


def test_a_new_version_of_the_house_rules_starts_from_the_last_one():
    client = at_the_desk(GROUP)
    old = HouseRules.objects.create(version=1, text="Lịch sự.", published_at=timezone.now())
    assert "Lịch sự." in client.get(desk(RULES, "add")).text
    now = timezone.localtime()
    sent = {
        "text": "Lịch sự.\n\nKhông quảng cáo.",
        "published_at_0": f"{now:%d/%m/%Y}",
        "published_at_1": f"{now:%H:%M:%S}",
    }
    client.post(desk(RULES, "add"), sent)
    assert HouseRules.objects.in_force().first().version == 2
    page = client.get(desk(RULES)).text
    assert "đang có hiệu lực" in page
    assert "bản cũ" in page
    assert client.post(desk(RULES, "change", old.pk), sent).status_code == 403
    assert client.post(desk(RULES, "delete", old.pk), {"post": "yes"}).status_code == 403


def test_a_version_that_is_not_in_force_yet_may_still_change():
    client = at_the_desk(GROUP)
    to_come = HouseRules.objects.create(
        version=1, text="Nháp", published_at=timezone.now() + timedelta(days=1)
    )
    RulesAcceptance.objects.create(voice="v", rules=to_come)
    at = timezone.localtime(to_come.published_at)
    sent = {
        "text": "Bản sửa",
        "published_at_0": f"{at:%d/%m/%Y}",
        "published_at_1": f"{at:%H:%M:%S}",
    }
    client.post(desk(RULES, "change", to_come.pk), sent)
    to_come.refresh_from_db()
    assert to_come.text == "Bản sửa"


def test_a_moderator_keeps_the_table_of_teencode():
    client = at_the_desk(GROUP)
    client.post(desk("comments.teencode", "add"), {"written": "ko", "meant": "không"})
    assert "không" in client.get(f"{desk('comments.teencode')}?q=ko").text


# Figures --------------------------------------------------------------------------------------


def a_wait(
    article, minutes: float, verdict=Verdict.APPROVED, *, ago=timedelta(0), by=None, **about
):
    """A comment that waited so long for a moderator, who decided ``ago``."""
    comment = a_comment(article, approved=False)
    held = Decision.objects.create(comment=comment, verdict="pending", rule="banned_term")
    made = Decision.objects.create(
        comment=comment, verdict=verdict, rule="moderator", by=by, **about
    )
    at = timezone.now() - ago
    Decision.objects.filter(pk=made.pk).update(created_at=at)
    Decision.objects.filter(pk=held.pk).update(created_at=at - timedelta(minutes=minutes))
    return comment


def test_waits_are_measured_from_the_rule_to_the_first_decision_of_a_person():
    article = an_article()
    for minutes in [*range(1, 20), 600]:
        a_wait(article, minutes)
    again = a_wait(article, 5)
    Decision.objects.create(comment=again, verdict="rejected", rule="moderator")
    a_wait(article, 9999, ago=timedelta(days=40))
    waits = figures.waits_since(timezone.now() - timedelta(days=30))
    told = figures.summary(waits)
    assert told.number == 21
    assert round(told.median.total_seconds() / 60) == 10
    assert round(told.late.total_seconds() / 60) == 19
    assert figures.summary([]).median is None


def test_the_page_of_figures_counts_reasons_rules_and_days():
    client, article = at_the_desk(GROUP), an_article()
    a_wait(article, 3)
    a_wait(article, 30, Verdict.REJECTED, code=Reason.INSULT)
    a_wait(article, 30, Verdict.REJECTED, code=Reason.INSULT, ago=timedelta(days=2))
    a_wait(article, 30, Verdict.SPAM, ago=timedelta(days=20))
    page = BeautifulSoup(client.get(desk("comments.comment", "statistics")).text, "html.parser")
    words = " ".join(page.select_one(".q-figures").get_text(" ").split())
    for said in ("7 ngày qua 30 phút 30 phút 3", "30 ngày qua 30 phút 30 phút 4"):
        assert said in words
    rows = {row.th.text: row.td.text.strip() for row in page.select(".q-ranking tr") if row.td}
    assert rows["xúc phạm người khác"] == "2"
    assert rows["từ bị cấm"] == "4"
    assert rows["đến 5 phút"] == "1"
    days = [[int(cell.text) for cell in row.select("td")] for row in page.select("figure tbody tr")]
    assert (days[-1], days[-3], days[-21]) == ([1, 1, 0], [0, 1, 0], [0, 0, 1])


def test_only_chiefs_see_who_decided_how_much():
    moderator = a_user("hai.yen")
    a_wait(an_article(), 3, by=moderator)
    address = desk("comments.comment", "statistics")
    assert "hai.yen" in at_the_desk("Thư ký tòa soạn").get(address).text
    assert "hai.yen" not in at_the_desk(GROUP).get(address).text


# Rights ---------------------------------------------------------------------------------------


def test_the_groups_of_a_running_paper_get_the_new_rights():
    """As a paper that made its groups before, the migration adds and takes nothing away."""
    groups = {group.name: group for group in ensure_groups()}
    for name in (GROUP, "Thư ký tòa soạn"):
        groups[name].permissions.set(
            groups[name].permissions.exclude(codename__regex="ban$|takedown|teencode|houserules")
        )
    before = Group.objects.get(name="Phóng viên").permissions.count()

    step = importlib.import_module("portal.migrations.0005_rights_of_moderators")
    step.extend(apps, None)
    for name, wanted in ((GROUP, MODERATOR), ("Thư ký tòa soạn", CHIEF)):
        assert groups[name].permissions.count() == len(set(wanted))
    assert Group.objects.get(name="Phóng viên").permissions.count() == before


def test_undoing_counts_as_no_second_decision():
    client, comment = at_the_desk(GROUP), a_wait(an_article(), 10)
    deciding.undo(deciding.reject(comment, client.user, "Nhầm", Reason.OTHER), client.user)
    assert len(figures.waits_since(timezone.now() - timedelta(days=1))) == 1
