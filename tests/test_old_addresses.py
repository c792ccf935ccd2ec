"""Old addresses: of another site, or of ours before something moved, they lead on in one step."""

import unicodedata
from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles import publishing
from articles.models import LegacyPath, Tag
from tests.builders import a_category, a_draft, an_article, an_author
from tests.desk import desk, filled_in, owner

pytestmark = pytest.mark.django_db

# What stood at old sites: FIELD of the newsroom, archived pages.
FORMS = [
    *("/cac-ngoai-truong-csto.html", "/nhap-cu.nd131/ben-song.i28519.html"),
    *("/ben-song/680291.vnp", "/ben-song-post12.vov", "/ben-song-tag7", "/pv-author3"),
    *("/ban-in/post90", "/xem.php?id=7&trang=2", "/Tin-Tuc/B%C3%A3o.aspx", "/tin/", "/a,b;c.htm"),
]


def leads(client, address: str) -> str:
    """Where an address leads, at once and for good; "" where it does not."""
    response = client.get(address)
    assert response.status_code in (301, 404)
    return response.headers.get("Location", "")


def an_old(address: str, **goal: object) -> LegacyPath:
    old = LegacyPath(path=address, **goal)
    old.full_clean()
    old.save()
    return old


@pytest.mark.parametrize("old", FORMS)
def test_an_address_of_any_old_form_leads_to_its_article(client, old):
    article = an_article()
    an_old(f"https://bao-cu.test{old}", article=article)
    assert leads(client, old) == article.get_absolute_url()


def test_it_takes_one_query(client):
    article = an_article()
    an_old("/ben-song/680291.vnp", article=article)
    with CaptureQueriesContext(connection) as asked:
        assert leads(client, "/ben-song/680291.vnp") == article.get_absolute_url()
    assert len(asked.captured_queries) == 1


def test_one_that_looks_like_ours_takes_two_queries_and_a_wrong_spelling_three(client):
    ours, theirs = an_article(tags=["Sông"], by=["Minh Hà"]), an_article()
    an_old(f"/tin-cu-{ours.pk}.html", article=theirs)
    for spelling, goal, most in (("tin-cu", theirs, 2), ("khac", ours, 3)):
        with CaptureQueriesContext(connection) as asked:
            assert leads(client, f"/{spelling}-{ours.pk}.html") == goal.get_absolute_url()
        assert len(asked.captured_queries) == most


@pytest.mark.parametrize(
    "asked",
    [
        *("/tin/bao-so-5", "/tin/bao-so-5/", "/tin/bao-so-5?ref=1", "/tin/bao-so-5/?fbclid=9"),
        *("/tin/bao-so-5?utm_source=a&b=2", "/tin/bao%2Dso-5"),
    ],
)
def test_a_slash_or_a_parameter_more_or_less_makes_no_difference(client, asked):
    article = an_article()
    an_old("/tin/bao-so-5", article=article)
    assert leads(client, asked) == article.get_absolute_url()


def test_a_wrong_spelling_and_a_tracker_are_put_right_in_one_step(client):
    article = an_article()
    assert leads(client, f"/x-{article.pk}.html?fbclid=1") == article.get_absolute_url()


def test_letters_with_marks_are_found_in_any_form(client):
    article = an_article()
    an_old("/tin/%C4%90i%E1%BB%87n-m%E1%BB%ABng", article=article)
    for form in ("NFC", "NFD"):
        assert leads(client, f"/tin/{unicodedata.normalize(form, 'Điện-mừng')}")


def test_an_address_that_differs_in_its_query_only_leads_elsewhere(client):
    one, two = an_article(), an_article()
    an_old("/xem.php?id=1", article=one)
    an_old("/xem.php?id=2", article=two)
    assert leads(client, "/xem.php?id=2&utm_source=x") == two.get_absolute_url()
    assert leads(client, "/xem.php?id=3") == ""


def test_sections_topics_and_authors_had_old_addresses_too(client):
    europe = a_category("Châu Âu", parent=a_category("Thế giới"))
    tag = Tag.objects.create(name="CSTO")
    for old, goal in (
        ("/nhap-cu.nd131", {"category": europe}),
        ("/csto-tag7", {"tag": tag}),
        ("/minh-ha-author3", {"author": an_author("Minh Hà")}),
    ):
        an_old(old, **goal)
        assert leads(client, old) == next(iter(goal.values())).get_absolute_url()


def test_an_old_address_never_tells_of_what_is_not_out(client):
    draft = a_draft("Tin mật")
    scheduled = an_article("Hẹn giờ", at=timezone.now() + timedelta(hours=1))
    expired = an_article("Hết hạn", expires_at=timezone.now() + timedelta(seconds=1))
    type(expired).objects.filter(pk=expired.pk).update(
        expires_at=timezone.now() - timedelta(seconds=1)
    )
    for n, article in enumerate((draft, scheduled, expired)):
        an_old(f"/cu/{n}.htm", article=article)
        assert leads(client, f"/cu/{n}.htm") == ""


def test_the_old_address_of_a_withdrawn_article_leads_to_its_notice(client):
    article = publishing.withdraw(an_article(), by=None, reason="Sai.")
    an_old("/cu/1.htm", article=article)
    assert client.get("/cu/1.htm", follow=True).status_code == 410


def test_an_old_address_may_look_like_one_of_ours(client):
    ours, theirs = an_article("Bến sông"), an_article("Bến cảng")
    an_old(f"/tin-cu-{ours.pk}.html", article=theirs)
    assert leads(client, f"/tin-cu-{ours.pk}.html") == theirs.get_absolute_url()
    assert leads(client, f"/khac-{ours.pk}.html") == ours.get_absolute_url()
    assert client.get(ours.get_absolute_url()).status_code == 200


def test_what_stands_at_an_address_now_is_never_led_away(client):
    article = an_article()
    for address in (article.get_absolute_url(), "/", "/the-gioi/"):
        LegacyPath.objects.create(path=address, article=an_article())
        assert client.get(address).status_code == 200


def test_an_old_address_leads_to_one_thing():
    article, tag = an_article(), Tag.objects.create(name="CSTO")
    for goals in ({}, {"article": article, "tag": tag}):
        with pytest.raises(IntegrityError), transaction.atomic():
            LegacyPath.objects.create(path="/cu", **goals)


@pytest.mark.parametrize("hostile", ["%00", "%ff%fe", "%0d", "..%2f..%2f", "a" * 3000, "%", "[x]"])
def test_no_address_breaks_the_search_for_old_ones(client, hostile):
    for address in (f"/{hostile}", f"/x/{hostile}", f"/x-1.html?fbclid={hostile}&{hostile}"):
        assert client.get(address).status_code in (301, 404)


# What moves ------------------------------------------------------------------------


def rename(model: str, row, **typed: object) -> None:
    """Change a form of the desk."""
    client, address = owner(), desk(model, "change", row.pk)
    sheet = filled_in(client.get(address)) | typed
    assert client.post(address, sheet).status_code == 302


def test_a_topic_with_a_new_address_is_found_at_its_former_ones(client):
    tag = Tag.objects.create(name="Châu Âu")
    rename("articles.tag", tag, slug="eu")
    rename("articles.tag", tag, slug="lien-minh")
    for old in ("/chu-de/chau-au/", "/chu-de/eu/", "/chu-de/eu"):
        assert leads(client, old) == "/chu-de/lien-minh/"
    for feed in ("rss.xml", "atom.xml", "feed.json"):
        assert leads(client, f"/chu-de/eu/{feed}") == f"/chu-de/lien-minh/{feed}"


def test_a_feed_below_an_old_list_is_found_with_a_slash_at_its_end_or_without(client):
    asia = a_category("Châu Á")
    LegacyPath.objects.create(path="/cu/chau-a", category=asia)
    LegacyPath.objects.create(path="/xua/chau-a/", category=asia)
    for old in ("/cu/chau-a/rss.xml", "/xua/chau-a/rss.xml"):
        assert leads(client, old) == "/chau-a/rss.xml"


def test_a_topic_that_goes_back_to_its_address_leads_nowhere_else(client):
    tag = Tag.objects.create(name="Châu Âu")
    rename("articles.tag", tag, slug="eu")
    rename("articles.tag", tag, slug="chau-au")
    assert client.get("/chu-de/chau-au/").status_code == 200
    assert leads(client, "/chu-de/eu/") == "/chu-de/chau-au/"
    assert [old.path for old in LegacyPath.objects.all()] == ["/chu-de/eu/"]


def test_a_section_with_a_new_address_takes_its_subsections_along(client):
    world = a_category("Thế giới")
    a_category("Châu Âu", parent=world)
    rename("articles.category", world, slug="quoc-te")
    assert leads(client, "/the-gioi/") == "/quoc-te/"
    assert leads(client, "/the-gioi/chau-au/atom.xml") == "/quoc-te/chau-au/atom.xml"
    assert leads(client, "/the-gioi/chau-au") == "/quoc-te/chau-au/"


def test_an_author_with_a_new_address_is_found_at_the_former_one(client):
    rename("articles.author", an_author("Minh Hà"), slug="ha-minh")
    assert leads(client, "/tac-gia/minh-ha/") == "/tac-gia/ha-minh/"


def test_a_row_that_was_only_saved_again_has_no_old_address():
    rename("articles.author", an_author("Minh Hà"), about="Phóng viên.")
    assert not LegacyPath.objects.exists()


def test_an_editor_pastes_a_whole_old_address_and_says_where_it_leads():
    article = an_article()
    client, address = owner(), desk("articles.legacypath", "add")
    sheet = filled_in(client.get(address))
    typed = {"path": "http://bao-cu.test/tin/1.htm?fbclid=1#a", "article": article.pk}
    assert client.post(address, sheet | typed).status_code == 302
    assert LegacyPath.objects.get().path == "/tin/1.htm"
    neither = client.post(address, sheet | {"path": "/tin/2.htm"})
    assert "Hãy chọn một nơi đến" in neither.text
    assert str(article) in client.get(desk("articles.legacypath")).text
