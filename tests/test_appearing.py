"""An article appears and disappears everywhere at its second, with nothing running."""

import time
from datetime import timedelta

import pytest
from django.utils import timezone
from django.utils.http import http_date

from articles import body, publishing
from articles.models import Article, PartnerFeed, PinnedResult, StoryLine
from tests.builders import a_category, an_article

pytestmark = pytest.mark.django_db

LISTS = [
    "/",
    "/the-gioi/",
    "/the-gioi/chau-au/",
    "/chu-de/song/",
    "/tac-gia/minh-ha/",
    "/tim-kiem/?q=ben+song",
    "/tim-kiem/?q=sang+som",
    "/tim-kiem/goi-y/?q=ben+so",
    "/dinh-chinh/",
    "/dong-su-kien/",
    "/dong-su-kien/mua-bao/",
    *(
        f"{place}{feed}"
        for place in ("/", "/the-gioi/", "/the-gioi/chau-au/", "/chu-de/song/", "/tac-gia/minh-ha/")
        for feed in ("rss.xml", "atom.xml", "feed.json")
    ),
    "/dinh-chinh/rss.xml",
    "/dinh-chinh/atom.xml",
    "/dinh-chinh/feed.json",
    "/sitemap-tin-moi.xml",
]


def a_story(at=None, headline="Bến sông buổi sớm") -> Article:
    """An article that stands in every place there is, its correction told."""
    europe = a_category("Châu Âu", parent=a_category("Thế giới"))
    story = an_article(headline, at=at, category=europe, tags=["Sông"], by=["Minh Hà"])
    line = StoryLine.objects.get_or_create(name="Mùa bão")[0]
    line.entries.create(article=story)
    PinnedResult.objects.get_or_create(query="sáng sớm", article=story)
    return publishing.correct(story, by=None, wrong="năm 1944", right="năm 1945")


def a_neighbour() -> Article:
    """An article beside which the story stands."""
    story = Article.objects.latest("pk")
    return an_article("Bài bên cạnh", category=story.category)


def what_names(story: Article) -> list[str]:
    """Made once: an article elsewhere with a see-also line, and the feeds of three partners."""
    see_also = "<p>Một.</p>" + body.reference(story.headline, story.pk)
    elsewhere = a_category("Đời sống")
    headline = f"Bài dẫn sang số {story.pk}"
    naming = Article.objects.filter(headline=headline).first() or an_article(
        headline, category=elsewhere, body=see_also
    )
    feeds = [
        PartnerFeed.objects.get_or_create(name=form, partner="Báo Bạn", format=form, length=100)[0]
        for form in PartnerFeed.Format
    ]
    return [naming.get_absolute_url(), *(feed.get_absolute_url() for feed in feeds)]


def places_of(client, story: Article, neighbour: Article) -> set[str]:
    """Return the places in which readers and machines meet the story, or its headline, now."""
    said = {place: client.get(place).getvalue().decode() for place in all_places(story, neighbour)}
    here = story.get_absolute_url()
    found = {place for place, text in said.items() if here in text or story.headline in text}
    return found | ({"itself"} if client.get(here).status_code == 200 else set())


def everywhere(story: Article, neighbour: Article) -> set[str]:
    return {*all_places(story, neighbour), "itself"}


def all_places(story: Article, neighbour: Article) -> list[str]:
    beside = [*what_names(story), neighbour.get_absolute_url()]
    return [*LISTS, *places_of_its_own(story), *beside]


def places_of_its_own(story: Article) -> list[str]:
    """The month in which the story stands, or will; of a draft, this month."""
    day = story.published_on or timezone.localdate()
    return [f"/sitemap-{day:%Y-%m}.xml", f"/luu-tru/{day:%Y/%m}/"]


def test_a_public_story_stands_in_every_place(client):
    story, neighbour = a_story(), a_neighbour()
    assert places_of(client, story, neighbour) == everywhere(story, neighbour)


def test_at_its_second_a_scheduled_story_is_everywhere_and_an_expiring_one_nowhere(client):
    """No job runs: the clock is all that moves between the two looks."""
    second = timezone.now() + timedelta(seconds=8)
    coming, going = a_story(at=second), a_story(headline="Bến sông buổi chiều")
    Article.objects.filter(pk=going.pk).update(expires_at=second)
    neighbour = a_neighbour()
    assert places_of(client, coming, neighbour) == set()
    assert places_of(client, going, neighbour) == everywhere(going, neighbour)
    assert timezone.now() < second, "the machine was too slow to look before the second"
    time.sleep((second - timezone.now()).total_seconds() + 0.01)
    assert places_of(client, coming, neighbour) == everywhere(coming, neighbour)
    assert places_of(client, going, neighbour) == set()


@pytest.mark.parametrize(
    "hidden",
    [
        {"published_at": timezone.now() + timedelta(days=1)},
        {"expires_at": timezone.now() - timedelta(minutes=1)},
        {"status": "draft"},
        {"status": "in_review"},
        {"status": "approved"},
    ],
    ids=["scheduled", "expired", "draft", "in review", "approved"],
)
def test_what_is_not_public_stands_nowhere(client, hidden):
    story = a_story()
    neighbour = a_neighbour()
    Article.objects.filter(pk=story.pk).update(**hidden)
    assert places_of(client, story, neighbour) == set()
    assert client.get(story.get_absolute_url()).status_code == 404


def test_a_withdrawn_story_is_gone_in_the_next_request_and_a_restored_one_is_back(client):
    story, neighbour = a_story(), a_neighbour()
    publishing.withdraw(story, by=None, reason="Tin không đúng.")
    assert client.get(story.get_absolute_url()).status_code == 410
    assert places_of(client, story, neighbour) == set()
    publishing.restore(story, by=None)
    assert places_of(client, story, neighbour) == everywhere(story, neighbour)


def test_a_program_that_kept_a_feed_learns_of_a_withdrawal(client):
    """It asks "changed since?" by tag and by date; the answer is never a stale 304."""
    story = a_story()
    a_neighbour()
    kept = client.get("/rss.xml")
    again = client.get("/rss.xml", headers={"If-None-Match": kept["ETag"]})
    assert again.status_code == 304
    publishing.withdraw(story, by=None, reason="Tin không đúng.")
    by_tag = client.get("/rss.xml", headers={"If-None-Match": kept["ETag"]})
    by_date = client.get("/rss.xml", headers={"If-Modified-Since": http_date()})
    for answer in (by_tag, by_date):
        assert answer.status_code == 200
        assert story.get_absolute_url() not in answer.content.decode()
