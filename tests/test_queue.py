"""The moderators' queue: what stands on it, what is done on it, and what it costs."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from comments import deciding, leaving
from comments.admin.queue.words import RULE_LABELS
from comments.models import Ban, Comment, Decision, Reason, Report, Verdict
from comments.moderation import RULES
from comments.writing import tidy
from tests.builders import a_category, a_comment, a_draft, a_user, an_article
from tests.desk import at_the_desk, desk
from tests.xss_vectors import VECTORS

COMMENT = "comments.comment"
QUEUE = desk(COMMENT, "queue")
MOST = 12

pytestmark = pytest.mark.django_db


def a_moderator():
    return at_the_desk("Kiểm duyệt viên")


def held(article, text="Lời chờ duyệt", *, rule="pre_moderation", matched="", **fields):
    """A comment that a rule holds, with the rule's decision."""
    comment = a_comment(article, text, approved=False, **fields)
    Decision.objects.create(
        comment=comment,
        verdict="pending",
        rule=rule,
        reason="Chờ kiểm duyệt viên đọc.",
        matched=matched,
        text=comment.text,
        edition=comment.edition,
    )
    return comment


def page_of(client, query="") -> BeautifulSoup:
    response = client.get(f"{QUEUE}?{query}")
    assert response.status_code == 200
    return BeautifulSoup(response.text, "html.parser")


def shown(client, query="") -> list[int]:
    return [int(each["data-item"]) for each in page_of(client, query).select("[data-item]")]


def decide(client, comment, what, **more):
    sent = {"viec": what, "lan": comment.edition} | more
    return client.post(desk(COMMENT, "queue_decide", comment.pk), sent)


def status_of(comment) -> str:
    return Comment.objects.get(pk=comment.pk).status


# What it shows --------------------------------------------------------------------------------


def test_what_waits_longest_stands_first_with_all_it_takes_to_decide():
    article = an_article("Chợ hoa Quảng Bá", category=a_category("Đời sống"))
    parent = a_comment(article, "Hoa năm nay đẹp", name="Chị Hòa")
    comment = held(
        article, "Nói chuyện ma túy ở đây", rule="banned_term", matched="ma túy", parent=parent
    )
    held(article, "Lời sau")
    Report.objects.create(comment=comment, reporter="x", reason="illegal", note="Rao bán")
    item = page_of(a_moderator()).select_one("[data-item]")
    words = " ".join(item.text.split())
    assert item["data-item"] == str(comment.pk)
    assert item.select_one(".q-text mark").text == "ma túy"
    for said in ("Chợ hoa Quảng Bá", "Đời sống", "trả lời Chị Hòa", "Hoa năm nay đẹp"):
        assert said in words
    assert "từ bị cấm" in words
    assert "Rao bán" in words


@pytest.mark.parametrize(
    ("text", "matched", "marks"),
    [
        ("máy ma mạnh ma", "ma", ["ma", "ma"]),
        ("amãma", "ma", ["ma"]),
        ("không có gì", "ma", []),
        ("<b>x</b>", "<b>", ["<b>"]),
        ("a.*b", ".*", [".*"]),
    ],
)
def test_the_match_is_marked_where_it_stands_and_said_where_it_was_disguised(text, matched, marks):
    held(an_article(), text, rule="banned_term", matched=matched)
    item = page_of(a_moderator()).select_one("[data-item]")
    assert [each.text for each in item.select(".q-words > .q-text mark")] == marks
    assert bool(item.select(".q-matched")) == (not marks)


def test_an_unaccented_comment_is_shown_as_it_was_written_with_its_lines():
    held(an_article(), "bai hay qua\n\n  cam on  toa soan")
    assert page_of(a_moderator()).select_one(".q-words .q-text").text == (
        "bai hay qua\n\n  cam on  toa soan"
    )


def test_a_link_is_shown_in_full_and_cannot_be_clicked():
    held(an_article(), "xem https://example.com/" + "a" * 200)
    item = page_of(a_moderator()).select_one("[data-item]")
    assert "a" * 200 in item.text
    assert not [link for link in item.select("a") if "example.com" in link["href"]]


def test_what_was_edited_since_it_was_decided_shows_the_difference():
    comment = held(an_article(), "Bài này hay")
    Comment.objects.filter(pk=comment.pk).update(text="Bài này rất dở", edition=2)
    comment.refresh_from_db()
    Decision.objects.create(comment=comment, verdict="pending", edition=2, text=comment.text)
    item = page_of(a_moderator()).select_one("[data-item]")
    assert "lần viết 2" in item.text
    assert "hay" in item.select_one("del").text
    assert "rất dở" in item.select_one("ins").text


def test_the_history_of_the_reader_is_there_without_a_script():
    article = an_article()
    for n in range(3):
        a_comment(article, f"Lời cũ {n}", voice="v1")
    gone = a_comment(article, "Lời tục", voice="v1")
    deciding.reject(gone, None, "Tục", Reason.INSULT)
    comment = held(article, "Lời mới", voice="v1", network="n1")
    held(article, "Người cùng mạng", voice="v2", network="n1")
    Ban.objects.create(kind="voice", value="v1", reason="Quấy rối", is_silent=True)
    Ban.objects.create(kind="voice", value="v2", reason="Hết hạn", until=timezone.now())
    items = page_of(a_moderator()).select("[data-person]")
    words = " ".join(items[0].text.split())
    assert items[0].find_parent(id=f"bl-{comment.pk}")
    for said in ("3 duyệt", "1 từ chối", "5 bình luận từ", "Quấy rối", "Lời tục"):
        assert said in words
    assert "2 bình luận của 2 người" in words
    assert "Hết hạn" not in items[1].text
    assert "lần đầu" in items[1].text


def test_a_comment_of_nobody_known_has_no_history():
    article = an_article()
    a_comment(article, voice="", network="")
    held(article, voice="", network="")
    assert "đã được quên" in page_of(a_moderator()).select_one("[data-person]").text


def test_nothing_a_reader_writes_becomes_markup_on_the_queue():
    article = an_article()
    vectors = [tidy(vector) for vector in VECTORS]
    for n, vector in enumerate(vectors):
        held(article, vector, name=tidy(vector[:80]), matched=vector[:300], voice=f"v{n // 2}")
    reported = Comment.objects.in_bulk()
    Report.objects.bulk_create(
        Report(comment=comment, reporter=str(n), reason="other", note=comment.text)
        for n, comment in reported.items()
    )
    client, seen, mark = a_moderator(), 0, ""
    while True:
        page = page_of(client, mark)
        root = page.select_one("#hang-cho")
        assert not root.select("script, iframe, svg, img, style, link, meta, base, body, math")
        every = [name for tag in root.find_all(True) for name in tag.attrs]
        assert not [name for name in every if name.startswith(("on", "x-", "@", ":"))]
        hrefs = [tag["href"] for tag in root.select("[href]")]
        assert [href for href in hrefs if not href.startswith(("/", "?", "#"))] == []
        seen += len(root.select("[data-item]"))
        texts = {" ".join(tag.text.split()) for tag in root.select(".q-words .q-text")}
        shown_here = (reported[int(tag["data-item"])].text for tag in root.select("[data-item]"))
        assert {" ".join(text.split()) for text in shown_here} == texts
        following = root.select_one("[data-next]")
        if not following:
            break
        mark = following["href"].partition("?")[2]
    assert seen == len(vectors)


# Deciding -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("what", "typed", "becomes", "code", "says"),
    [
        ("approve", "", "approved", "", ""),
        ("reject:insult", "", "rejected", "insult", "xúc phạm người khác"),
        ("reject:off_topic", "Hỏi giá ở mục rao vặt", "rejected", "off_topic", "Hỏi giá"),
        ("reject", "Lời của tôi", "rejected", "other", "Lời của tôi"),
        ("spam", "", "spam", "", ""),
    ],
)
def test_a_moderator_decides_with_one_form(what, typed, becomes, code, says):
    client, article = a_moderator(), an_article()
    comment, following = held(article), held(article, "Lời sau")
    response = decide(client, comment, what, loi=typed, tiep=following.pk)
    assert response.status_code == 303
    assert response["Location"].endswith(f"#bl-{following.pk}")
    last = comment.decisions.last()
    assert (status_of(comment), last.verdict, last.code) == (becomes, becomes, code)
    assert says in last.reason
    assert (last.by, last.text) == (client.user, comment.text)


def test_other_reasons_need_words_and_what_was_typed_is_kept():
    client, comment = a_moderator(), held(an_article())
    assert decide(client, comment, "reject:other").status_code == 422
    Comment.objects.filter(pk=comment.pk).update(edition=2)
    response = decide(client, comment, "approve", loi="Lời đã gõ")
    assert response.status_code == 422
    assert "vừa sửa" in response.text
    assert 'value="Lời đã gõ"' in response.text
    assert status_of(comment) == Verdict.PENDING


def test_a_script_gets_the_same_answers_in_json():
    client, comment = a_moderator(), held(an_article())
    json = {"Accept": "application/json"}
    address = desk(COMMENT, "queue_decide", comment.pk)
    said = client.post(address, {"viec": "approve", "lan": 1}, headers=json).json()
    assert said["undo"] == [comment.decisions.last().pk]
    assert (said["seconds"], said["stays"]) == (10, False)
    assert client.post(address, {"viec": "nhảy"}, headers=json).json()["refused"]


@pytest.mark.parametrize("what", ["approve", "reject:insult", "spam", "pick"])
def test_undo_restores_what_stood_before_as_a_new_decision(what):
    client, article = a_moderator(), an_article()
    comment = held(article, rule="banned_term", matched="Lời")
    report = Report.objects.create(comment=comment, reporter="x", reason="spam")
    decide(client, comment, what)
    made = comment.decisions.last()
    client.post(desk(COMMENT, "queue_undo"), {"quyet-dinh": made.pk})
    comment.refresh_from_db()
    report.refresh_from_db()
    trail = list(comment.decisions.values_list("verdict", "rule"))
    assert trail[1][1] == "moderator"
    assert trail[2] == ("pending", "undo")
    assert len(trail) == 3
    assert (comment.status, comment.is_pick, report.looked_at) == ("pending", False, None)
    article.refresh_from_db()
    assert article.public_comment_count == 0
    assert "từ bị cấm" in page_of(client).select_one("[data-item]").text


def test_undo_is_for_the_one_who_decided_and_for_a_short_time_only():
    client, colleague, comment = a_moderator(), a_moderator(), held(an_article())
    decide(client, comment, "approve")
    made = comment.decisions.last()
    sent = {"quyet-dinh": made.pk}
    assert colleague.post(desk(COMMENT, "queue_undo"), sent).status_code == 403
    Decision.objects.filter(pk=made.pk).update(
        created_at=timezone.now() - deciding.UNDO_WITHIN - timedelta(seconds=1)
    )
    client.post(desk(COMMENT, "queue_undo"), sent)
    assert status_of(comment) == Verdict.APPROVED


def test_undoing_lets_nothing_through_that_nobody_read():
    client, comment = a_moderator(), a_comment(an_article(), "Lời đã duyệt")
    Comment.objects.filter(pk=comment.pk).update(text="Lời mới", edition=2, status="pending")
    comment.refresh_from_db()
    decide(client, comment, "spam")
    client.post(desk(COMMENT, "queue_undo"), {"quyet-dinh": comment.decisions.last().pk})
    assert status_of(comment) == Verdict.PENDING


def test_a_pick_of_a_waiting_comment_approves_it_and_a_pick_can_be_taken_back():
    client, comment = a_moderator(), held(an_article())
    decide(client, comment, "pick")
    comment.refresh_from_db()
    assert (comment.is_pick, comment.status) == (True, Verdict.APPROVED)
    decide(client, comment, "unpick", ve="muc=da-duyet")
    comment.refresh_from_db()
    assert (comment.is_pick, comment.status) == (False, Verdict.APPROVED)
    history = client.get(desk(COMMENT, "history", comment.pk)).text
    assert "Tòa soạn chọn" in history
    assert "Thôi chọn" in history


def test_keeping_a_reported_comment_answers_its_reports():
    client, comment = a_moderator(), a_comment(an_article())
    Report.objects.create(comment=comment, reporter="x", reason="spam")
    assert shown(client, "muc=bi-bao") == [comment.pk]
    decide(client, comment, "approve", ve="muc=bi-bao")
    assert shown(client, "muc=bi-bao") == []
    assert Report.objects.get().looked_by == client.user
    assert status_of(comment) == Verdict.APPROVED


# Several at once ------------------------------------------------------------------------------


def test_a_bulk_decision_lists_exactly_what_it_will_do_and_then_does_that():
    client, article = a_moderator(), an_article()
    comments = [held(article, f"Mua ngay {n}") for n in range(3)]
    edited = held(article, "Bản cũ")
    chosen = [f"{each.pk}:{each.edition}" for each in [*comments, edited]]
    address = desk(COMMENT, "queue_bulk")
    asked = client.post(address, {"viec": "approve", "chon": chosen}).text
    assert all(f"Mua ngay {n}" in asked for n in range(3))
    assert "Duyệt (4)" in asked
    assert asked.count("chờ duyệt → đã duyệt") == 4
    assert not Comment.objects.exclude(status="pending").exists()
    Comment.objects.filter(pk=edited.pk).update(text="Bản mới", edition=2)
    response = client.post(address, {"viec": "approve", "chon": chosen, "xac-nhan": "1"})
    assert [status_of(each) for each in comments] == ["approved"] * 3
    assert status_of(edited) == "pending"
    numbers = response["Location"].partition("vua=")[2].partition("#")[0].split("%2C")
    assert len(numbers[0].split(",")) == 3


def test_a_bulk_rejection_asks_for_the_reason_and_keeps_the_choice():
    client, comment = a_moderator(), held(an_article())
    sent = {"viec": "reject", "chon": f"{comment.pk}:1", "xac-nhan": "1"}
    refused = client.post(desk(COMMENT, "queue_bulk"), sent)
    assert refused.status_code == 422
    assert f"{comment.pk}:1" in refused.text
    client.post(desk(COMMENT, "queue_bulk"), sent | {"ma": "insult"})
    assert comment.decisions.last().code == "insult"


# Bans from the queue --------------------------------------------------------------------------


def test_a_moderator_bans_the_writer_by_what_is_known_of_them():
    client, article = a_moderator(), an_article()
    comment = held(article, voice="a" * 64, network="b" * 64, email="a@x.vn")
    page = client.get(desk(COMMENT, "queue_ban", comment.pk)).text
    assert "b" * 64 not in page
    sent = {
        "kind": "network",
        "days": "7",
        "is_silent": "1",
        "reason": "Quấy rối",
        "comment": "spam",
    }
    client.post(desk(COMMENT, "queue_ban", comment.pk), sent)
    ban = Ban.objects.get()
    assert (ban.kind, ban.value, ban.is_silent, ban.by) == ("network", "b" * 64, True, client.user)
    assert ban.network_day == timezone.localdate(comment.created_at)
    assert timedelta(days=6) < ban.until - timezone.now() <= timedelta(days=7)
    assert status_of(comment) == Verdict.SPAM


def test_a_ban_without_a_reason_bans_nobody():
    client, comment = a_moderator(), held(an_article(), voice="v1")
    sent = {"kind": "voice", "days": "0", "reason": "", "comment": ""}
    assert client.post(desk(COMMENT, "queue_ban", comment.pk), sent).status_code == 422
    forged = sent | {"kind": "email", "reason": "Vì thế"}
    assert client.post(desk(COMMENT, "queue_ban", comment.pk), forged).status_code == 422
    assert not Ban.objects.exists()


# Finding one's way ----------------------------------------------------------------------------


def test_filters_narrow_the_queue_and_say_how_much_lies_behind_them():
    sport, world = a_category("Thể thao"), a_category("Thế giới")
    asia = a_category("Châu Á", parent=world)
    one = held(an_article("Bóng đá", category=sport), "Hay", rule="too_many_links")
    two = held(an_article("Bão lớn", category=asia), "Dở", rule="banned_term")
    Comment.objects.filter(pk=two.pk).update(created_at=timezone.now() - timedelta(hours=2))
    client = a_moderator()
    assert shown(client) == [two.pk, one.pk]
    assert shown(client, "luat=banned_term") == [two.pk]
    assert shown(client, f"chuyen-muc={world.pk}") == [two.pk]
    assert shown(client, f"bai={one.article_id}") == [one.pk]
    assert shown(client, "tuoi=1h") == [two.pk]
    assert shown(client, "tuoi=24h") == []
    assert shown(client, "q=bao+lon") == [two.pk]
    assert shown(client, "q=Hay") == [one.pk]
    page = page_of(client, "luat=banned_term")
    assert "từ bị cấm (1)" in page.select_one("#q-luat").text
    assert "Bóng đá (1)" in page.select_one("#q-bai").text


def test_who_leaves_is_no_rule_that_held_a_comment():
    reader = a_user("lan")
    comment = held(an_article(), "Mua ma túy", rule="banned_term", author=reader)
    leaving.remove(reader)
    client = a_moderator()
    assert shown(client, "muc=da-xoa&luat=banned_term") == [comment.pk]
    assert shown(client, "muc=da-xoa&luat=left") == []
    item = page_of(client, "muc=da-xoa").select_one("[data-item]")
    assert "từ bị cấm" in item.text
    assert "người viết rời báo" in item.text


def test_each_pile_holds_its_own():
    article, client = an_article(), a_moderator()
    waiting, approved = held(article), a_comment(article)
    rejected, spam, removed = (a_comment(article, f"Lời {n}", approved=False) for n in range(3))
    deciding.reject(rejected, None, "Lạc đề", Reason.OFF_TOPIC)
    deciding.mark_spam(spam, None)
    Comment.objects.filter(pk=removed.pk).update(status="removed")
    piles = ["cho-duyet", "da-duyet", "tu-choi", "thu-rac", "da-xoa"]
    found = [shown(client, f"muc={pile}") for pile in piles]
    assert found == [[each.pk] for each in (waiting, approved, rejected, spam, removed)]
    assert shown(client, "muc=tu-choi&ly-do=off_topic") == [rejected.pk]
    assert shown(client, "muc=tu-choi&ly-do=insult") == []


def test_pages_go_on_where_the_last_one_ended():
    article, client = an_article(), a_moderator()
    sent = [held(article, f"Lời {n}").pk for n in range(60)]
    first = page_of(client)
    seen, page = shown(client), first
    while following := page.select_one("[data-next]"):
        query = following["href"].partition("?")[2]
        page = page_of(client, query)
        seen += [int(each["data-item"]) for each in page.select("[data-item]")]
    assert seen == sent
    ids = [each.pk for each in reversed([a_comment(article, f"Cũ {n}") for n in range(30)])]
    page = page_of(client, "muc=da-duyet")
    query = page.select_one("[data-next]")["href"].partition("?")[2]
    assert shown(client, "muc=da-duyet") + shown(client, query) == ids


ODD = ["muc=x", "luat=%00", "luat=a'b", "ly-do=x", "bai=abc", "bai=" + "9" * 30, "tuoi=x", "q=%00"]
ODD += ["sau=1-2-3", "sau=9999-1", f"q={'x' * 5000}", "chuyen-muc=-1", "vua=a,b,9", "q=%25_%27"]


def test_the_queue_shrugs_at_what_makes_no_sense():
    held(an_article())
    client = a_moderator()
    for query in ODD:
        assert client.get(f"{QUEUE}?{query}").status_code == 200, query
    for pk in ("0", "x", "9" * 30):
        place = f"{QUEUE}{pk}/"
        assert client.post(place, {"viec": "approve"}).status_code == 404
        assert client.get(f"{place}cam/").status_code == 404
    for name in ("queue_bulk", "queue_undo", "queue_pulse", "queue_release"):
        for sent in ({}, {"chon": "x", "viec": "spam"}, {"dang-xem": "x,,1", "tu": "hôm qua"}):
            assert client.post(desk(COMMENT, name), sent).status_code < 400
        assert client.get(desk(COMMENT, name)).status_code == 405


# What it costs --------------------------------------------------------------------------------


@pytest.mark.parametrize("n", [1, 300])
def test_the_queue_costs_under_12_queries_whatever_its_size(n):
    category = a_category()
    articles = [an_article(category=category) for _n in range(min(n, 20))]
    Comment.objects.bulk_create(
        Comment(
            article=articles[i % len(articles)],
            name=f"Người {i}",
            text=f"Lời {i}",
            voice=f"v{i % 40}",
            network=f"n{i % 9}",
            email=f"a{i}@x.vn",
        )
        for i in range(n)
    )
    comments = list(Comment.objects.all())
    Decision.objects.bulk_create(
        Decision(comment=each, verdict="pending", rule="pre_moderation") for each in comments
    )
    Report.objects.bulk_create(
        Report(comment=each, reporter=f"r{i}", reason="spam") for each in comments for i in range(2)
    )
    client, costs = a_moderator(), {}
    for query in ("", "muc=bi-bao", "muc=da-duyet", "luat=pre_moderation&q=loi&tuoi=1h"):
        with CaptureQueriesContext(connection) as queries:
            assert client.get(f"{QUEUE}?{query}").status_code == 200
        costs[query] = len(queries)
    assert {query: cost for query, cost in costs.items() if cost >= MOST} == {}


# Who may --------------------------------------------------------------------------------------


def test_a_chief_looks_and_decides_nothing():
    chief, comment = at_the_desk("Thư ký tòa soạn"), held(an_article())
    page = page_of(chief)
    assert page.select("[data-item]")
    assert not page.select("[data-decide], [data-bulk]")
    assert decide(chief, comment, "approve").status_code == 403
    assert chief.get(desk(COMMENT, "queue_ban", comment.pk)).status_code == 403
    assert chief.post(desk(COMMENT, "queue_bulk"), {}).status_code == 403
    assert not comment.decisions.filter(by=chief.user).exists()


@pytest.mark.parametrize("group", ["Phóng viên", "Biên tập viên", "Phòng ảnh"])
def test_nobody_else_sees_the_queue(group):
    held(an_article())
    client = at_the_desk(group)
    assert client.get(QUEUE).status_code == 403
    assert client.get(desk(COMMENT, "statistics")).status_code == 403
    for model in ("comments.ban", "comments.takedown", "comments.teencode", "comments.houserules"):
        assert client.get(desk(model)).status_code == 403, model


def test_a_guest_is_led_to_the_door(client):
    assert client.get(QUEUE).status_code == 302


def test_every_rule_has_a_name_that_moderators_read():
    from_rules = {rule.__name__ for rule in RULES}
    assert from_rules <= set(RULE_LABELS)


def test_the_article_of_a_comment_may_be_a_draft_or_gone():
    held(a_draft("Bài rút lại"))
    assert "bản nháp" in page_of(a_moderator()).select_one(".q-article").text.lower()


def test_a_comment_of_an_account_says_so():
    held(an_article(), author=a_user(display_name="Ngọc Ánh"), voice="v1")
    assert "Ngọc Ánh" in page_of(a_moderator()).select_one("[data-person]").text
