"""The front page desk: who may arrange the page, and what each act does to it."""

from datetime import datetime, timedelta

import pytest
from bs4 import BeautifulSoup
from django.contrib.admin.models import LogEntry
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from articles import publishing, sections
from articles.admin.front_page import acts
from articles.front_page import front_page
from articles.models import BreakingNews, FrontPagePick, FrontPageSlot, Tag
from tests.builders import a_category, a_draft, an_article
from tests.desk import at_the_desk, desk, messages_of, owner

pytestmark = pytest.mark.django_db

SLOT = "articles.frontpageslot"
HOUR = timedelta(hours=1)
MOST_QUERIES = 12


def do(client, act: str, **sent):
    return client.post(desk(SLOT, "act", act), sent, follow=True)


def opened(client, **asked):
    return client.get(desk(SLOT), asked)


def a_slot(area="strip", position=0, **fields) -> FrontPageSlot:
    return FrontPageSlot.objects.create(area=area, position=position, **fields)


def order(rows) -> list[int]:
    return list(rows.values_list("pk", flat=True))


def on_page(at=None):
    return front_page(sections.all_categories(), at)


@pytest.fixture
def chief():
    return at_the_desk("Thư ký tòa soạn")


# Who --------------------------------------------------------------------------

ACTS = (
    *("bat-dau", "them-o", "doi-o", "xep-o", "xoa-o"),
    *("them-bai", "doi-bai", "xep-bai", "bo-bai"),
)


@pytest.mark.parametrize("act", ACTS)
def test_only_those_who_may_arrange_the_page_do(act):
    slot = a_slot()
    pick = FrontPagePick.objects.create(slot=slot, article=an_article())
    sent = {"slot": slot.pk, "pick": pick.pk, "before": 0, "article": pick.article_id}
    for group in ("Phóng viên", "Biên tập viên"):
        assert do(at_the_desk(group), act, **sent).status_code == 403
    assert (FrontPageSlot.objects.count(), FrontPagePick.objects.count()) == (1, 1)


def test_a_reporter_has_no_front_page_desk_and_an_editor_may_look():
    a_slot()
    for name in ("changelist", "preview", "preview_page", "search", "reset"):
        assert at_the_desk("Phóng viên").get(desk(SLOT, name)).status_code == 403, name
    editor = at_the_desk("Biên tập viên")
    for asked in ({}, {"mo": "strip"}, {"bai": an_article().pk}):
        soup = BeautifulSoup(opened(editor, **asked).text, "html.parser")
        assert soup.select("#front-desk .fp-box")
        assert not soup.select("#front-desk form button")
    assert editor.get(desk(SLOT, "preview_page")).status_code == 200
    assert editor.get(desk(SLOT, "reset")).status_code == 403


@pytest.mark.parametrize("act", ACTS)
def test_nothing_is_done_by_looking(chief, act):
    assert chief.get(desk(SLOT, "act", act)).status_code == 405


@pytest.mark.parametrize("act", [*ACTS, "khong-co"])
@pytest.mark.parametrize("odd", ["", "x", "0", "-1", "9" * 30, "\x00", "١"])
def test_odd_numbers_are_refused_in_words(chief, act, odd):
    a_slot()
    sent = dict.fromkeys(("slot", "pick", "before", "article", "area", "starts_at", "rule"), odd)
    assert do(chief, act, **sent).status_code in (200, 422)


@pytest.mark.parametrize("odd", ["", "x", "0", "9" * 30, "\x00", "2026-02-31T10:00", "0001-01-01"])
def test_odd_addresses_show_the_page(chief, odd):
    a_slot()
    for asked in ({"mo": "bai", "o": odd}, {"mo": "gio", "b": odd}, {"mo": odd}, {"bai": odd}):
        assert opened(chief, **asked).status_code == 200
    for name in ("preview", "preview_page"):
        assert chief.get(desk(SLOT, name), {"luc": odd}).status_code == 200
    assert chief.get(desk(SLOT, "search"), {"mo": "bai", "o": odd, "tim": odd}).status_code == 200


# Beginning and ending ----------------------------------------------------------


def test_the_desk_starts_from_the_automatic_layout_and_goes_back_to_it(chief):
    for i in range(16):
        an_article(f"Bài {i}", at=timezone.now() - timedelta(minutes=i + 1))
    before = [block.articles for block in on_page().blocks]
    assert "Trang nhất đang tự xếp" in opened(chief).text
    do(chief, "bat-dau")
    assert [block.articles for block in on_page().blocks] == before
    number = FrontPageSlot.objects.count()
    do(chief, "bat-dau")  # a colleague was quicker
    assert FrontPageSlot.objects.count() == number
    assert chief.get(desk(SLOT, "reset")).status_code == 200
    assert FrontPageSlot.objects.count() == number
    response = chief.post(desk(SLOT, "reset"), follow=True)
    assert "Trang nhất lại tự xếp" in messages_of(response)
    assert on_page().is_automatic
    assert LogEntry.objects.count() == 2


def test_slots_are_added_changed_and_taken_away(chief):
    world = a_category("Thế giới")
    Tag.objects.create(name="Châu Âu")
    do(chief, "them-o", area="strip", rule="category", category=world.pk, length=4)
    do(chief, "them-o", area="strip", rule="tag", tag="chau au", length=3, heading="Láng giềng")
    do(chief, "them-o", area="lead", rule="newest")
    assert [str(slot) for slot in FrontPageSlot.objects.all()] == [
        "tin chính",
        "dải tin «Thế giới»",
        "dải tin «Láng giềng»",
    ]
    slot = FrontPageSlot.objects.get(rule="tag")
    response = do(chief, "doi-o", slot=slot.pk, rule="newest", length=2, may_repeat="on")
    assert response.status_code == 200
    slot.refresh_from_db()
    assert (slot.rule, slot.tag, slot.length, slot.may_repeat) == ("newest", None, 2, True)
    do(chief, "xoa-o", slot=slot.pk)
    do(chief, "xoa-o", slot=slot.pk)
    assert FrontPageSlot.objects.count() == 2
    assert LogEntry.objects.count() == 5


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        ({"rule": "category"}, "Hãy chọn chuyên mục cho ô này."),
        ({"rule": "tag"}, "Hãy chọn chủ đề cho ô này."),
        ({"rule": "tag", "tag": "Không có"}, "Chưa có chủ đề «Không có»."),
        ({"rule": "newest", "length": 99}, "12"),
        ({"rule": "newest", "length": 0}, "1"),
    ],
)
def test_a_rule_that_cannot_be_keeps_what_was_typed(chief, sent, words):
    response = do(chief, "them-o", area="strip", heading="Tên tôi gõ", **{"length": 5, **sent})
    assert response.status_code == 422
    assert words in response.text
    assert "Tên tôi gõ" in response.text
    assert not FrontPageSlot.objects.exists()


def test_a_page_has_one_lead(chief):
    a_slot("lead")
    response = do(chief, "them-o", area="lead", rule="newest")
    assert "Trang nhất đã đủ ô." in messages_of(response)
    assert FrontPageSlot.objects.count() == 1


def test_two_editors_change_different_things_of_one_slot(chief):
    slot = a_slot(heading="Cũ", length=5)
    mine = {"rule": "newest", "initial-rule": "newest", "length": 5, "initial-length": 5}
    mine |= {"heading": "Mới", "initial-heading": "Cũ", "initial-category": "", "initial-tag": ""}
    FrontPageSlot.objects.filter(pk=slot.pk).update(length=9, rule="none")  # meanwhile
    do(chief, "doi-o", slot=slot.pk, **mine)
    slot.refresh_from_db()
    assert (slot.heading, slot.length, slot.rule) == ("Mới", 9, "none")


# Order ---------------------------------------------------------------------------


def test_strips_move_up_down_and_to_any_place(chief):
    one, two, three = (a_slot(position=n, heading=f"Dải {n}") for n in range(3))
    strips = FrontPageSlot.objects.filter(area="strip")
    do(chief, "xep-o", slot=three.pk, before=one.pk)
    assert order(strips) == [three.pk, one.pk, two.pk]
    do(chief, "xep-o", slot=three.pk, before=one.pk)  # a second click
    assert order(strips) == [three.pk, one.pk, two.pk]
    do(chief, "xep-o", slot=three.pk, before=0)
    assert order(strips) == [one.pk, two.pk, three.pk]
    assert LogEntry.objects.count() == 2


def test_the_buttons_of_the_screen_move_a_strip_without_scripts(chief):
    one, two, three = (a_slot(position=n, heading=f"Dải {n}") for n in range(3))
    soup = BeautifulSoup(opened(chief).text, "html.parser")
    button = soup.select_one(f"#xuong-{one.pk}")
    assert "Đưa dải tin «Dải 0» xuống" in button.text
    do(chief, "xep-o", slot=one.pk, before=button["value"])
    assert order(FrontPageSlot.objects.all()) == [two.pk, one.pk, three.pk]
    assert soup.select_one(f"#len-{one.pk}") is None
    assert soup.select_one(f"#xuong-{three.pk}") is None


def test_a_place_that_is_gone_changes_nothing(chief):
    one, two = a_slot(position=0), a_slot(position=1)
    response = do(chief, "xep-o", slot=one.pk, before=two.pk + 50)
    assert "Người khác vừa đổi trang nhất" in messages_of(response)
    response = do(chief, "xep-o", slot=two.pk + 50, before=0)
    assert "Người khác vừa đổi trang nhất" in messages_of(response)
    assert order(FrontPageSlot.objects.all()) == [one.pk, two.pk]


def test_two_editors_move_different_strips_and_both_moves_hold(chief):
    slots = [a_slot(position=n, heading=f"Dải {n}") for n in range(5)]
    numbers = [slot.pk for slot in slots]
    do(chief, "xep-o", slot=numbers[4], before=numbers[0])
    do(owner(), "xep-o", slot=numbers[1], before=0)
    expected = [numbers[4], numbers[0], numbers[2], numbers[3], numbers[1]]
    assert order(FrontPageSlot.objects.all()) == expected


def test_picks_move_in_their_slot_and_into_another(chief):
    lead, strip = a_slot("lead"), a_slot("strip")
    picks = [
        FrontPagePick.objects.create(slot=strip, article=an_article(), position=n) for n in range(3)
    ]
    do(chief, "xep-bai", pick=picks[2].pk, slot=strip.pk, before=picks[0].pk)
    assert order(strip.picks.all()) == [picks[2].pk, picks[0].pk, picks[1].pk]
    do(chief, "xep-bai", pick=picks[0].pk, slot=lead.pk, before=0)
    assert order(lead.picks.all()) == [picks[0].pk]
    assert order(strip.picks.all()) == [picks[2].pk, picks[1].pk]
    assert on_page().lead == picks[0].article


# Picks ---------------------------------------------------------------------------


def wall(at: datetime) -> str:
    return f"{timezone.localtime(at):%Y-%m-%dT%H:%M}"


def test_an_article_is_put_on_top_of_a_slot_from_and_until(chief):
    lead, old, new = a_slot("lead"), an_article(), an_article("Bài mới lên đầu")
    FrontPagePick.objects.create(slot=lead, article=old)
    until = timezone.now().replace(second=0, microsecond=0) + 3 * HOUR
    response = do(chief, "them-bai", slot=lead.pk, article=new.pk, ends_at=wall(until))
    assert "«Bài mới lên đầu» ở tin chính." in messages_of(response)
    assert on_page().lead == new
    assert on_page(until).lead == old
    assert "đến" in response.text
    do(chief, "them-bai", slot=lead.pk, article=new.pk, ends_at=wall(until))  # a double click
    assert lead.picks.count() == 2


@pytest.mark.parametrize(
    ("times", "words"),
    [
        ({"starts_at": 2 * HOUR, "ends_at": HOUR}, "Giờ kết thúc phải sau giờ bắt đầu."),
        ({"ends_at": -HOUR}, "Giờ kết thúc đã qua."),
    ],
)
def test_times_that_cannot_be_keep_what_was_typed(chief, times, words):
    slot, article = a_slot("lead"), an_article("Bài được chọn")
    sent = {name: wall(timezone.now() + ahead) for name, ahead in times.items()}
    response = do(chief, "them-bai", slot=slot.pk, article=article.pk, **sent)
    assert response.status_code == 422
    assert words in response.text
    soup = BeautifulSoup(response.text, "html.parser")
    assert soup.select_one("#mo input[type=radio][checked]")["value"] == str(article.pk)
    assert soup.select_one("#mo #id_ends_at")["value"] == sent["ends_at"]
    assert not slot.picks.exists()


def test_a_withdrawn_article_cannot_be_put_on_the_page(chief):
    slot, gone = a_slot(), publishing.withdraw(an_article(), by=None, reason="Sai")
    response = do(chief, "them-bai", slot=slot.pk, article=gone.pk)
    assert "Bài này đã gỡ" in response.text
    assert not slot.picks.exists()


def test_a_pick_gets_other_times_another_slot_and_goes(chief):
    lead, strip = a_slot("lead"), a_slot("strip", rule="none")
    pick = FrontPagePick.objects.create(slot=lead, article=an_article())
    response = opened(chief, mo="gio", o=lead.pk, b=pick.pk)
    assert 'id="id_ends_at"' in response.text
    until = timezone.now().replace(second=0, microsecond=0) + HOUR
    do(
        chief,
        "doi-bai",
        pick=pick.pk,
        slot=strip.pk,
        ends_at=wall(until),
        **{"initial-slot": lead.pk},
    )
    pick.refresh_from_db()
    assert (pick.slot, pick.ends_at) == (strip, until)
    do(chief, "bo-bai", pick=pick.pk)
    do(chief, "bo-bai", pick=pick.pk)
    assert not FrontPagePick.objects.exists()
    assert LogEntry.objects.count() == 2


@pytest.mark.parametrize("typed", ["điện mừng", "dien mung", "ĐIỆN  mung", "address"])
def test_an_article_is_found_with_and_without_marks_and_by_its_address(chief, typed):
    article, slot = an_article("Điện mừng Quốc khánh"), a_slot()
    an_article("Bài khác")
    query = f"https://bao.example{article.get_absolute_url()}" if typed == "address" else typed
    for name in ("changelist", "search"):
        found = chief.get(desk(SLOT, name), {"mo": "bai", "o": slot.pk, "tim": query})
        radios = BeautifulSoup(found.text, "html.parser").select("[name=article]")
        assert [radio["value"] for radio in radios] == [str(article.pk)], name


def test_the_search_offers_what_is_out_or_ready_and_says_how_it_stands(chief):
    slot = a_slot()
    an_article("Tin đã đăng")
    publishing.publish(a_draft("Tin hẹn giờ"), by=None, at=timezone.now() + HOUR)
    a_draft("Tin nháp")
    publishing.withdraw(an_article("Tin đã gỡ"), by=None, reason="Sai")
    text = chief.get(desk(SLOT, "search"), {"mo": "bai", "o": slot.pk, "tim": "tin"}).text
    assert "Tin đã đăng" in text
    assert "Tin hẹn giờ" in text
    assert "hẹn giờ</span>" in text
    assert "Tin nháp" not in text
    assert "Tin đã gỡ" not in text


def test_an_article_comes_from_its_own_form_ready_to_be_placed(chief):
    slot, article = a_slot("lead"), an_article("Bài từ danh sách")
    response = opened(chief, bai=article.pk)
    soup = BeautifulSoup(response.text, "html.parser")
    assert "Bài từ danh sách" in soup.select_one("#fp-offer").text
    button = soup.select_one("button[form=fp-offer]")
    assert (button["name"], button["value"]) == ("slot", str(slot.pk))
    FrontPageSlot.objects.all().delete()
    response = do(chief, "bat-dau", bai=article.pk)
    assert response.redirect_chain[-1][0].endswith(f"?bai={article.pk}")


# What the screen says --------------------------------------------------------------


def test_the_screen_tells_hands_from_rules_and_what_is_to_come(chief):
    now = timezone.now()
    lead = a_slot("lead")
    FrontPagePick.objects.create(slot=lead, article=an_article("Đang đứng"), ends_at=now + HOUR)
    FrontPagePick.objects.create(
        slot=lead, article=an_article("Sẽ lên"), starts_at=now + HOUR, position=1
    )
    FrontPagePick.objects.create(
        slot=lead, article=an_article("Đã qua"), ends_at=now - HOUR, position=2
    )
    publishing.publish(a_draft("Hẹn giờ"), by=None, at=now + 2 * HOUR)
    a_slot("second", rule="none")
    soup = BeautifulSoup(opened(chief).text, "html.parser")
    rows = {row.select_one(".fp-headline").text: row for row in soup.select(".fp-box .fp-row")}
    assert "chọn tay · đến" in rows["Đang đứng"].text
    assert "fp-waits" in rows["Sẽ lên"]["class"]
    assert "từ" in rows["Sẽ lên"].select_one(".fp-note").text
    assert "hết giờ lúc" in rows["Đã qua"].text
    coming = [each.text for each in soup.select(".fp-changes li p")]
    assert any("Đang đứng" in each and "rời tin chính" in each for each in coming)
    assert any("Sẽ lên" in each and "vào tin chính" in each for each in coming)
    assert any("Hẹn giờ" in each and "ra mắt" in each for each in coming)
    assert all(
        "Hà Nội" in each.text and "Moskva" in each.text for each in soup.select(".fp-changes a")
    )


def test_the_screen_costs_the_same_at_sixty_slots_and_a_thousand_articles(chief):
    world = a_category("Thế giới")
    models = [a_draft(f"Bài {i}") for i in range(5)]
    template = models[0]
    type(template).objects.bulk_create(
        [
            type(template)(
                headline=f"Bài số {i}",
                headline_key=f"bai so {i}",
                slug="bai",
                category=world,
                status="published",
                published_at=timezone.now() - timedelta(minutes=i),
            )
            for i in range(1000)
        ]
    )
    articles = list(type(template).objects.public()[:60])
    for i, article in enumerate(articles):
        slot = a_slot(position=i, rule="category", category=world)
        FrontPagePick.objects.create(slot=slot, article=article)
    opened(chief)
    with CaptureQueriesContext(connection) as captured:
        assert opened(chief).status_code == 200
    assert len(captured.captured_queries) < MOST_QUERIES, [q["sql"][:90] for q in captured]


# The preview -------------------------------------------------------------------------


def framed(client, at: datetime | None = None):
    return client.get(desk(SLOT, "preview_page"), {"luc": wall(at)} if at else {})


def test_the_preview_is_the_page_of_that_minute(chief, client):
    now = timezone.now().replace(second=0, microsecond=0)
    later = publishing.publish(a_draft("Bài hẹn giờ"), by=None, at=now + HOUR)
    an_article("Bài sắp hạ", expires_at=now + HOUR)
    BreakingNews.objects.create(
        text="Tin khẩn tối nay", starts_at=now + HOUR, ends_at=now + 2 * HOUR
    )
    FrontPagePick.objects.create(slot=a_slot("lead"), article=later, ends_at=now + 3 * HOUR)
    soon, then = framed(chief).text, framed(chief, now + HOUR).text
    assert "Bài sắp hạ" in soon
    assert "Bài hẹn giờ" not in soon
    assert "Bài sắp hạ" not in then
    assert "Bài hẹn giờ" in then
    assert "Tin khẩn tối nay" in then
    assert "Tin khẩn tối nay" not in framed(chief, now + 2 * HOUR).text
    assert framed(chief).text == client.get("/").text


def test_the_preview_shows_the_day_and_the_hours_of_its_minute(chief):
    at = timezone.localtime().replace(hour=6, minute=0) + timedelta(days=30)
    assert f"{at:%d/%m/%Y}</time>" in framed(chief, at).text


def test_the_preview_is_for_nobodys_memory_and_our_frame_only(chief):
    response = framed(chief)
    assert response["X-Frame-Options"] == "SAMEORIGIN"
    assert response["X-Robots-Tag"] == "noindex"
    assert "no-store" in response["Cache-Control"]
    policy = response["Content-Security-Policy"]
    assert "frame-ancestors 'self'" in policy
    assert "unsafe" not in policy
    assert 'lang="vi"' in response.text
    around = chief.get(desk(SLOT, "preview"), {"luc": "2026-11-24T18:00"})
    assert "18:00 24/11 Hà Nội · 14:00 Moskva" in around.text
    assert around["X-Frame-Options"] == "DENY"
    assert "frame-src" in around["Content-Security-Policy"]
    frame = BeautifulSoup(around.text, "html.parser").iframe
    page = reverse("admin:articles_frontpageslot_preview_page")
    assert frame["src"] == f"{page}?luc=2026-11-24T18%3A00"


def test_a_time_that_cannot_be_read_is_told(chief):
    response = chief.get(desk(SLOT, "preview"), {"luc": "chiều nay"})
    assert "Giờ không đọc được" in response.text


# The verbs themselves ---------------------------------------------------------------------


def test_a_slot_takes_no_more_picks_than_anybody_could_oversee(chief):
    slot = a_slot("lead")
    article = an_article()
    FrontPagePick.objects.bulk_create(
        [FrontPagePick(slot=slot, article=article, position=n) for n in range(acts.MOST_PICKS)]
    )
    response = do(chief, "them-bai", slot=slot.pk, article=an_article().pk)
    assert "Ô này đã đủ bài" in messages_of(response)
