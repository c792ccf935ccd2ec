"""What stands on the front page: by hand, by rule, from when until when, and never twice."""

from datetime import timedelta
from itertools import count

import pytest
from bs4 import BeautifulSoup
from django.core.files.base import ContentFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from articles import publishing, sections
from articles.front_page import arrange, front_page
from articles.front_page.slots import LATEST, NEWEST, Offer, automatic_slots
from articles.models import Article, Category, FrontPagePick, FrontPageSlot, Tag
from tests.builders import a_category, a_draft, a_photo, an_article

MOST_QUERIES = 4  # slots, picks, what the rules offer, the cards
HOUR = timedelta(hours=1)


def page(at=None):
    return front_page(sections.all_categories(), at)


def a_slot(area="strip", position=0, **fields) -> FrontPageSlot:
    return FrontPageSlot.objects.create(area=area, position=position, **fields)


def pick(slot, article, position=0, **times) -> FrontPagePick:
    return FrontPagePick.objects.create(slot=slot, article=article, position=position, **times)


def a_pictured_photo():
    photo = a_photo()
    photo.file.save("anh.jpg", ContentFile(b"anh"))
    return photo


def some_news(n: int, **parts) -> list[Article]:
    """Articles, newest first, a minute apart."""
    now = timezone.now()
    return [an_article(at=now - timedelta(minutes=i + 1), **parts) for i in range(n)]


def everything_on(layout) -> list[Article]:
    return [*(each for block in layout.blocks for each in block.articles), *layout.latest]


@pytest.mark.django_db
class TestRules:
    def test_a_page_that_nobody_arranged_lays_itself_out(self):
        world = a_category("Thế giới")
        news = some_news(20, category=world)
        layout = page()
        assert layout.is_automatic
        assert layout.lead == news[0]
        assert layout.seconds == news[1:4]
        assert layout.latest == news[4:12]
        assert [strip.articles for strip in layout.strips] == [news[12:17]]

    def test_slots_equal_to_the_automatic_ones_change_nothing(self):
        world, europe = a_category("Thế giới"), a_category("Kinh tế")
        a_category("Châu Âu", parent=world)
        for category in (world, europe, Category.objects.get(name="Châu Âu")):
            some_news(9, category=category)
        before = everything_on(page())
        FrontPageSlot.objects.bulk_create(automatic_slots(sections.all_categories()))
        after = page()
        assert not after.is_automatic
        assert everything_on(after) == before

    def test_a_lead_by_rule_prefers_one_of_the_newest_with_a_picture(self):
        news = some_news(6)
        Article.objects.filter(pk=news[2].pk).update(lead_photo=a_pictured_photo())
        a_slot("lead")
        a_slot("second")
        layout = page()
        assert layout.lead == news[2]
        assert layout.seconds == [news[0]]

    def test_a_strip_of_a_category_holds_its_subcategories(self):
        world = a_category("Thế giới")
        europe = a_category("Châu Âu", parent=world)
        some_news(LATEST)
        old = an_article(category=europe, at=timezone.now() - 40 * HOUR)
        older = an_article(category=world, at=timezone.now() - 50 * HOUR)
        Article.objects.exclude(pk__in=(old.pk, older.pk)).update(category=a_category("Kinh tế"))
        a_slot(rule="category", category=world)
        (strip,) = page().strips
        assert strip.articles == [old, older]
        assert (strip.slot.title, strip.slot.address) == ("Thế giới", "/the-gioi/")

    def test_a_strip_of_a_topic_holds_its_newest(self):
        news = some_news(LATEST + 4)
        for article in news[LATEST:]:
            article.tags.add("CSTO")
        a_slot(rule="tag", tag=Tag.objects.get(), length=3, heading="Hồ sơ CSTO")
        (strip,) = page().strips
        assert strip.articles == news[LATEST : LATEST + 3]
        assert (strip.slot.title, strip.slot.address) == ("Hồ sơ CSTO", "/chu-de/csto/")

    def test_a_slot_without_a_rule_shows_what_was_picked_only(self):
        news = some_news(5)
        slot = a_slot(rule="none")
        assert page().strips == []
        pick(slot, news[3])
        assert [strip.articles for strip in page().strips] == [[news[3]]]

    def test_a_strip_that_lost_its_articles_leaves_no_hole(self, client):
        article = an_article()
        pick(a_slot(rule="none", heading="Hồ sơ"), article)
        some_news(3)
        assert "Hồ sơ" in client.get("/").text
        publishing.withdraw(article, by=None, reason="Sai")
        assert "Hồ sơ" not in client.get("/").text

    def test_a_page_of_strips_alone_is_no_empty_page(self, client):
        article = an_article("Bài trong dải")
        pick(a_slot(rule="none", heading="Hồ sơ"), article)
        text = client.get("/").text
        assert "Bài trong dải" in text
        assert "Số báo đầu tiên" not in text


@pytest.mark.django_db
class TestHands:
    def test_picks_stand_first_in_their_order_and_the_rule_fills_the_rest(self):
        news = some_news(LATEST + 10)
        slot = a_slot(length=4)
        pick(slot, news[15], position=1)
        pick(slot, news[16], position=0)
        (strip,) = page().strips
        assert strip.articles == [news[16], news[15], *news[LATEST : LATEST + 2]]
        assert [bool(story.pick) for story in strip.stories] == [True, True, False, False]

    def test_a_lead_shows_its_first_pick_only(self):
        news = some_news(4)
        slot = a_slot("lead")
        pick(slot, news[3], position=0)
        pick(slot, news[2], position=1)
        layout = page()
        assert layout.lead == news[3]
        assert news[2] in layout.latest

    def test_a_rule_above_never_takes_what_a_hand_put_below(self):
        news = some_news(6)
        a_slot("lead")
        pick(a_slot("second"), news[0])
        pick(a_slot("strip", rule="none"), news[1])
        layout = page()
        assert (layout.lead, layout.seconds) == (news[2], [news[0]])
        assert layout.strips[0].articles == [news[1]]
        assert layout.latest == news[3:]

    def test_an_article_picked_twice_stands_where_it_comes_first(self):
        news = some_news(4)
        pick(a_slot("lead"), news[3])
        second = a_slot("second")
        pick(second, news[3], position=0)
        pick(second, news[2], position=1)
        layout = page()
        assert (layout.lead, layout.seconds) == (news[3], [news[2]])

    def test_a_slot_that_may_repeat_shows_what_stands_above(self):
        news = some_news(4)
        a_slot("lead")
        a_slot("strip", may_repeat=True, length=2, heading="Đọc lại")
        layout = page()
        assert layout.lead == news[0]
        assert layout.strips[0].articles == news[:2]

    def test_a_pick_counts_from_its_first_second_until_its_last(self):
        usual, special = some_news(2)
        now = timezone.now()
        pick(a_slot("lead"), special, starts_at=now + HOUR, ends_at=now + 2 * HOUR)
        moments = {
            now: usual,
            now + HOUR - timedelta(microseconds=1): usual,
            now + HOUR: special,
            now + 2 * HOUR - timedelta(microseconds=1): special,
            now + 2 * HOUR: usual,
        }
        assert {at: page(at).lead for at in moments} == moments

    def test_nothing_is_shown_before_it_is_public_or_after(self):
        slot = a_slot("strip", rule="none", length=9)
        now = timezone.now()
        later = publishing.publish(a_draft("Hẹn giờ"), by=None, at=now + HOUR)
        passing = an_article("Sắp hạ", expires_at=now + HOUR)
        draft, gone = a_draft("Nháp"), publishing.withdraw(an_article(), by=None, reason="Sai")
        for position, article in enumerate((later, passing, draft, gone)):
            pick(slot, article, position=position)
        assert everything_on(page()) == [passing]
        assert everything_on(page(now + HOUR)) == [later]
        assert everything_on(page(now + HOUR - timedelta(microseconds=1))) == [passing]


PICTURES = st.booleans()
SLOTS = st.lists(
    st.tuples(
        st.sampled_from(["lead", "second", "strip"]),
        st.sampled_from(["none", "newest", "category", "tag"]),
        st.integers(1, 3),  # the category or the topic
        st.integers(1, 6),  # length
        st.booleans(),  # may repeat
        st.lists(st.integers(1, 14), max_size=5),  # picked articles
    ),
    max_size=9,
)
OFFERED = st.dictionaries(
    st.sampled_from([NEWEST, *(((kind, n)) for kind in ("category", "tag") for n in (1, 2, 3))]),
    st.lists(st.integers(1, 14), unique=True, max_size=14),
)


@given(SLOTS, OFFERED, PICTURES)
def test_no_story_stands_twice_unless_its_slot_allows_it(asked, offered, has_picture):
    order = {"lead": 0, "second": 1, "strip": 2}
    asked.sort(key=lambda each: order[each[0]])
    slots = [
        FrontPageSlot(
            area=area, rule=rule, category_id=row, tag_id=row, length=length, may_repeat=repeat
        )
        for area, rule, row, length, repeat, _picked in asked
    ]
    numbers = count(1)
    picks = [
        [FrontPagePick(pk=next(numbers), article_id=number) for number in picked]
        for *_others, picked in asked
    ]
    now = timezone.now()
    offers = {
        source: [Offer(n, now, has_picture and n % 3 == 0) for n in rows]
        for source, rows in offered.items()
    }
    found = arrange(slots, picks, offers)
    shown = [[place.article_id for place in places] for places in found.places]
    for places in found.places:
        by_hand = [place.pick is not None for place in places]
        assert by_hand == sorted(by_hand, reverse=True)
    strict = [
        n for slot, rows in zip(slots, shown, strict=True) if not slot.may_repeat for n in rows
    ]
    strict += found.latest
    assert len(strict) == len(set(strict))
    for slot, rows, picked in zip(slots, shown, picks, strict=True):
        assert len(rows) == len(set(rows)) <= slot.room
        picked_here = {pick.article_id for pick in picked}
        assert slot.rule != "none" or set(rows) <= picked_here


@pytest.mark.django_db
class TestCost:
    def queries(self) -> list[str]:
        categories = sections.all_categories()
        with CaptureQueriesContext(connection) as captured:
            front_page(categories)
        return [query["sql"] for query in captured.captured_queries]

    def a_page_of(self, n: int) -> None:
        world = a_category("Thế giới")
        for i in range(n):
            article = an_article(f"Bài {i}", category=world, tags=[f"Chủ đề {i}"])
            rule = ("newest", "category", "tag", "none")[i % 4]
            slot = a_slot(
                position=i,
                rule=rule,
                category=world if rule == "category" else None,
                tag=Tag.objects.get(name=f"Chủ đề {i}") if rule == "tag" else None,
            )
            pick(slot, article)

    @pytest.mark.parametrize("n", [0, 1, 60])
    def test_the_front_page_costs_the_same_however_much_is_on_it(self, n):
        some_news(3)
        self.a_page_of(n)
        assert len(self.queries()) <= MOST_QUERIES

    def test_the_whole_page_keeps_its_budget_at_sixty_slots(self, client):
        self.a_page_of(60)
        with CaptureQueriesContext(connection) as captured:
            assert client.get("/").status_code == 200
        assert len(captured.captured_queries) <= 8

    def test_no_part_of_it_reads_every_article(self):
        """Every step of the plan is a walk along an index or a look at one row."""
        if connection.vendor != "sqlite":
            pytest.skip("PostgreSQL plans by statistics, which an empty table has not")
        self.a_page_of(8)
        with connection.cursor() as cursor:
            for sql in self.queries():
                cursor.execute(f"EXPLAIN QUERY PLAN {sql}")
                steps = [row[3] for row in cursor.fetchall()]
                assert not [step for step in steps if step.startswith("SCAN articles_article")]
                walks = [s for s in steps if "articles_article USING INDEX" in s and "U0" not in s]
                assert walks == [], sql


@pytest.mark.django_db
class TestReaders:
    def test_a_strip_of_mixed_articles_names_their_categories(self, client):
        some_news(LATEST, category=a_category("Kinh tế"))
        an_article(category=a_category("Văn hóa"), at=timezone.now() - 9 * HOUR)
        a_slot("strip", heading="Đáng đọc")
        strip = BeautifulSoup(client.get("/").text, "html.parser").select_one(".front-strip")
        assert strip.h2.text == "Đáng đọc"
        assert strip.select_one(".label").text == "Văn hóa"

    def test_two_strips_of_one_name_have_their_own_anchors(self, client):
        some_news(30)
        for position in range(3):
            a_slot("strip", position, heading="Đáng đọc", length=2)
        soup = BeautifulSoup(client.get("/").text, "html.parser")
        anchors = [each["id"] for each in soup.select(".front-strip h2")]
        assert len(set(anchors)) == 3
