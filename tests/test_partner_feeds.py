"""A chief builds a feed for a partner, hands over its secret address, renews it, closes it."""

import json
from datetime import timedelta
from importlib import import_module

import pytest
from django.apps import apps
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Group
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles import body, ninjs, partner_feeds, publishing
from articles.models import Article, PartnerFeed, Source
from articles.models.partner_feed import LONGEST
from tests.builders import (
    a_category,
    a_draft,
    a_photo,
    a_stored_photo,
    an_article,
    an_author,
)
from tests.desk import at_the_desk, desk, filled_in
from tests.test_feeds import items, titles
from tests.test_full_text import CONTENT

pytestmark = pytest.mark.django_db

MODEL = "articles.partnerfeed"


def a_feed(**fields: object) -> PartnerFeed:
    chosen = {name: fields.pop(name, []) for name in ("categories", "tags", "authors")}
    named = {"name": "Tin kinh tế", "partner": "Báo Bạn"}
    feed = PartnerFeed.objects.create(**named | fields)
    for name, rows in chosen.items():
        getattr(feed, name).set(rows)
    return feed


def signed_off(article: Article) -> None:
    """Make an article one of those that came in before a source was asked for."""
    Article.objects.filter(pk=article.pk).update(sign_off="(TTXVN)")


def held(client, feed: PartnerFeed) -> list[str]:
    return titles(client, feed.get_absolute_url())


def test_a_partner_reads_the_newest_of_the_paper_at_a_secret_address(client):
    for n in range(4):
        an_article(f"Bài {n}", at=timezone.now() - timedelta(hours=9 - n))
    feed = a_feed(length=3)
    assert held(client, feed) == ["Bài 3", "Bài 2", "Bài 1"]
    response = client.get(feed.get_absolute_url())
    assert response["Cache-Control"] == "private, no-cache"
    assert "noindex" in response["X-Robots-Tag"]
    assert not response.cookies
    assert "Link" not in response


def test_the_way_to_a_secret_feed_is_as_secret_as_the_feed(client):
    address = a_feed().get_absolute_url()
    feed, way = client.get(address), client.get(f"{address}?utm_source=x")
    assert (way.status_code, way["Location"]) == (301, address)
    for name in ("Cache-Control", "X-Robots-Tag", "Referrer-Policy"):
        assert way[name] == feed[name]


@pytest.mark.parametrize("form", PartnerFeed.Format.values)
def test_a_feed_has_the_format_that_was_agreed_and_no_other(client, form):
    an_article("Bài một")
    feed = a_feed(format=form)
    response = client.get(feed.get_absolute_url())
    assert form in response["Content-Type"]
    assert feed.get_absolute_url() in response.content.decode()
    again = client.get(feed.get_absolute_url(), headers={"If-None-Match": response["ETag"]})
    assert again.status_code == 304
    assert again["Cache-Control"] == "private, no-cache"
    feed.format = next(other for other in PartnerFeed.Format.values if other != form)
    assert client.get(feed.get_absolute_url()).status_code == 404


def test_filters_choose_what_a_partner_gets(client):
    world, life = a_category("Thế giới"), a_category("Đời sống")
    europe = a_category("Châu Âu", parent=world)
    source = Source.objects.create(name="vov.vn")
    photo = a_stored_photo((800, 600))
    an_article("Sông", category=europe, tags=["Sông", "Nước"], by=["Minh Hà", "PV"])
    an_article("Núi", category=world, tags=["Núi"], by=["PV"], lead_photo=a_photo())
    an_article("Phố", category=life, tags=["Sông"], by=["Lan"], lead_photo=photo)
    an_article("Chép", category=life, source=source)
    signed_off(an_article("Chép hãng", category=life))

    def chosen(**filters: object) -> set[str]:
        feed = a_feed(**filters)
        assert {each.headline for each in feed.holds} == set(held(client, feed))
        return set(held(client, feed))

    river = Article.objects.get(headline="Sông").tags.get(name="Sông")
    assert chosen() == {"Sông", "Núi", "Phố"}
    assert chosen(only_own=False) == {"Sông", "Núi", "Phố", "Chép", "Chép hãng"}
    assert chosen(categories=[world]) == {"Sông", "Núi"}
    assert chosen(categories=[europe, life]) == {"Sông", "Phố"}
    assert chosen(tags=[river]) == {"Sông", "Phố"}
    assert chosen(tags=[river], categories=[life]) == {"Phố"}
    assert chosen(authors=[an_author("PV"), an_author("Lan")]) == {"Sông", "Núi", "Phố"}
    assert chosen(authors=[an_author("Lan")], categories=[world]) == set()
    assert chosen(only_with_photo=True) == {"Phố"}


def test_own_copy_is_the_same_for_a_query_and_for_an_article():
    source = Source.objects.create(name="vov.vn")
    for parts in ({}, {"source": source}, {"source_url": "https://vov.vn/a"}, {"sign_off": "(T)"}):
        story = an_article()
        Article.objects.filter(pk=story.pk).update(**parts)
        story.refresh_from_db()
        own = Article.objects.written_here().filter(pk=story.pk).exists()
        assert own != ninjs.is_republished(story)


def test_a_story_is_the_papers_alone_for_a_time(client):
    an_article("Mới", at=timezone.now() - timedelta(minutes=29))
    an_article("Cũ", at=timezone.now() - timedelta(minutes=31))
    assert held(client, a_feed(delay=30)) == ["Cũ"]


def test_a_partner_sees_nothing_that_is_not_public(client):
    a_draft("Nháp")
    an_article("Hẹn giờ", at=timezone.now() + timedelta(hours=1))
    publishing.withdraw(an_article("Gỡ"), by=None, reason="Sai")
    over = an_article("Hết hạn")
    Article.objects.filter(pk=over.pk).update(expires_at=timezone.now())
    for text in (True, False):
        assert held(client, a_feed(is_full_text=text, only_own=False)) == []


def test_full_text_is_the_feeds_own_choice(client, settings):
    an_article("Bài", body=body.paragraph("Cả đoạn."))
    settings.FEED_FULL_TEXT = True
    told = items(client, a_feed().get_absolute_url())[0].find(CONTENT)
    assert told is None
    settings.FEED_FULL_TEXT = False
    whole = a_feed(is_full_text=True).get_absolute_url()
    assert "Cả đoạn." in items(client, whole)[0].findtext(CONTENT)


def test_whatever_is_no_open_feed_gets_one_answer(client):
    feed, closed = a_feed(), a_feed(is_active=False)
    address = feed.get_absolute_url()
    old = address
    feed.renew()
    wrong = [
        old,
        closed.get_absolute_url(),
        feed.get_absolute_url()[:-9] + "x/rss.xml",
        f"/kenh-doi-tac/{feed.key.hex}/rss.xml",
        f"/kenh-doi-tac/{feed.key.hex}./rss.xml",
        "/kenh-doi-tac/%00.x/rss.xml",
        "/kenh-doi-tac/x/rss.xml",
    ]
    answers = {client.get(each).content for each in wrong}
    assert len(answers) == 1
    for each in wrong:
        response = client.get(each)
        assert response.status_code == 404
        assert response["Cache-Control"] == "private, no-cache"
    assert client.get(feed.get_absolute_url()).status_code == 200


def test_the_database_alone_opens_no_feed():
    feed = a_feed()
    key, signature = feed.get_absolute_url().split("/")[2].split(".")
    assert key == feed.key.hex
    assert len(signature) >= 43  # 256 bits
    assert signature not in str(PartnerFeed.objects.values().get())


def test_the_identity_of_a_feed_outlives_its_address(client):
    an_article("Bài")
    feed = a_feed(format="atom")

    def identity() -> str:
        text = client.get(feed.get_absolute_url()).content.decode()
        return text.split("<id>")[1].split("</id>")[0]

    before = identity()
    feed.renew()
    assert identity() == before
    assert before.startswith("tag:")


def test_fetches_are_counted_and_written_once_a_minute(client):
    feed = a_feed()
    address = feed.get_absolute_url()
    client.get(address)
    feed.refresh_from_db()
    assert feed.fetch_count == 1
    first = feed.fetched_at
    for _ in range(3):
        with CaptureQueriesContext(connection) as captured:
            client.get(address)
        assert not any("UPDATE" in query["sql"] for query in captured.captured_queries)
    feed.refresh_from_db()
    assert (feed.fetch_count, feed.fetched_at) == (1, first)
    PartnerFeed.objects.update(fetched_at=first - timedelta(minutes=2))
    client.get(address)
    feed.refresh_from_db()
    assert feed.fetch_count == 5
    assert feed.key not in partner_feeds._uncounted


@pytest.mark.parametrize("n", [1, 30])
def test_a_feed_costs_the_same_however_much_it_holds(client, n):
    for i in range(n):
        an_article(f"Bài {i}", tags=["Sông"], by=["Minh Hà"], body=body.reference("Bài 0"))
    tag = Article.objects.first().tags.get()
    feed = a_feed(tags=[tag], authors=[an_author()], is_full_text=True, length=LONGEST)
    with CaptureQueriesContext(connection) as captured:
        assert len(held(client, feed)) == n
    assert len(captured.captured_queries) <= 12


# At the desk ----------------------------------------------------------------------


def test_a_chief_builds_a_feed_and_sees_what_it_holds():
    chief = at_the_desk("Thư ký tòa soạn")
    an_article("Bến sông buổi sớm", tags=["Sông"], category=a_category("Đời sống"))
    an_article("Chuyện khác")
    tag = Article.objects.get(headline="Bến sông buổi sớm").tags.get()
    form = filled_in(chief.get(desk(MODEL, "add")))
    about = {"name": "Sông nước", "partner": "Báo Bạn", "tags": [tag.pk], "delay": 0}
    response = chief.post(desk(MODEL, "add"), form | about)
    assert response.status_code == 302
    feed = PartnerFeed.objects.get()
    page = chief.get(desk(MODEL, "change", feed.pk)).content.decode()
    assert feed.get_absolute_url() in page
    assert "Bến sông buổi sớm" in page
    assert "Chuyện khác" not in page
    assert LogEntry.objects.filter(object_id=str(feed.pk)).count() == 1
    assert "Báo Bạn" in chief.get(desk(MODEL)).content.decode()


def test_a_chief_renews_an_address_after_being_asked(client):
    chief, feed = at_the_desk("Thư ký tòa soạn"), a_feed()
    old = feed.get_absolute_url()
    place = desk(MODEL, "renew", feed.pk)
    assert "Địa chỉ cũ đóng ngay" in chief.get(place).content.decode()
    assert client.get(old).status_code == 200
    chief.post(place, {"confirmed": "yes"})
    feed.refresh_from_db()
    assert client.get(old).status_code == 404
    assert client.get(feed.get_absolute_url()).status_code == 200
    assert "Đổi địa chỉ bí mật" in LogEntry.objects.latest("pk").change_message


@pytest.mark.parametrize("wrong", [{"length": 0}, {"length": 101}, {"delay": 99999}, {"name": ""}])
def test_a_feed_that_cannot_be_is_refused_with_words(wrong):
    chief = at_the_desk("Thư ký tòa soạn")
    form = filled_in(chief.get(desk(MODEL, "add"))) | {"name": "A", "partner": "B"} | wrong
    response = chief.post(desk(MODEL, "add"), form)
    assert response.status_code == 200
    assert response.context["adminform"].form.errors


@pytest.mark.parametrize("odd", ["x", "999999", "\x00", "1" * 40])
@pytest.mark.parametrize("field", ["categories", "tags", "authors"])
def test_a_choice_that_no_form_offers_is_refused_with_words(field, odd):
    chief = at_the_desk("Thư ký tòa soạn")
    form = filled_in(chief.get(desk(MODEL, "add"))) | {"name": "A", "partner": "B", field: [odd]}
    response = chief.post(desk(MODEL, "add"), form)
    assert response.status_code == 200
    assert field in response.context["adminform"].form.errors


@pytest.mark.parametrize("group", ["Phóng viên", "Biên tập viên", "Phòng ảnh", "Kiểm duyệt viên"])
def test_nobody_else_at_the_desk_sees_secret_addresses(group):
    member, feed = at_the_desk(group), a_feed()
    for page in (desk(MODEL), desk(MODEL, "change", feed.pk), desk(MODEL, "renew", feed.pk)):
        assert member.get(page).status_code == 403
        assert member.post(page, {"confirmed": "yes"}).status_code == 403


def test_a_chief_has_the_right():
    at_the_desk("Thư ký tòa soạn")
    rights = Group.objects.get(name="Thư ký tòa soạn").permissions
    assert rights.filter(codename__endswith="_partnerfeed").count() == 4


def test_a_json_partner_feed_is_json(client):
    an_article("Bài")
    feed = json.loads(client.get(a_feed(format="json").get_absolute_url()).content)
    assert feed["title"].startswith("Tin kinh tế")


def test_chiefs_of_a_running_paper_get_the_right_with_the_update():
    chiefs = Group.objects.create(name="Thư ký tòa soạn")
    migration = import_module("articles.migrations.0012_partner_feeds")
    migration.give_chiefs_the_rights(apps, None)
    migration.give_chiefs_the_rights(apps, None)
    assert chiefs.permissions.filter(content_type__model="partnerfeed").count() == 4
