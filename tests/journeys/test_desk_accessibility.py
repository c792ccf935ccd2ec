"""WCAG 2.2 AA, as far as a machine can tell, on the desk's own pages in light and dark."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from articles import publishing
from articles.models import (
    LegacyPath,
    PartnerFeed,
    Photo,
    PinnedResult,
    SpellingVariants,
    StoryLine,
    Tag,
)
from tests.builders import a_chief, a_draft, a_photo, a_user, an_article, words_of
from tests.desk import desk
from tests.journeys.axe import faults_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
ARTICLE = "articles.article"
# The theme's frame around our pages is the theme's.
OURS = (
    "#content-main, .desk-confirm, .desk-links, .desk-framed, .desk-writing, .desk-versions,"
    " .desk-as-of, #submit-row"
)

SCHEMES = {360: ("light",), 1440: ("light", "dark")}


def pages() -> list[str]:
    """One of each page of the article's desk, with everything on it that it may say."""
    chief = a_chief()
    draft = a_draft("Bản nháp", standfirst="", lead_photo=a_photo(), tags=["Nga"], by=["Minh Hà"])
    live = an_article("Bài đang đăng", at=timezone.now() - timedelta(days=1))
    publishing.report_error(live, None, "Sai tên.")
    publishing.write(live, words_of(live, headline="Tít đang sửa"), chief)
    gone = publishing.withdraw(an_article("Bài đã gỡ"), None, "Nhầm.")
    scheduled = an_article("Bài hẹn giờ", at=timezone.now() + timedelta(days=1))
    forms = [desk(ARTICLE, "change", each.pk) for each in (draft, live, gone, scheduled)]
    acts = [
        desk(ARTICLE, name, live.pk) for name in ("correct", "withdraw", "report_error", "discard")
    ]
    asked = [desk(ARTICLE, name, draft.pk) for name in ("publish", "schedule", "submit")]
    names = ("frame", "preview_links", "revisions", "as_of")
    looks = [desk(ARTICLE, name, live.pk) for name in names]
    looks.append(f"{desk(ARTICLE, 'compare', live.pk)}?cu=hien-tai&moi=ban-sua")
    russia = Tag.objects.get(name="Nga").pk
    merging = f"{reverse('admin:articles_tag_merge')}?chu-de={russia}"
    Tag.objects.create(name="CSTO")
    topics = [merging, f"{merging}&giu=CSTO"]
    return [desk(ARTICLE, "add"), *forms, *acts, *asked, *looks, *topics]


def lists_and_their_forms() -> list[str]:
    """One of each other list of the desk, with its form, each with a row on it."""
    live = an_article(tags=["Nga"], by=["Minh Hà"])
    publishing.report_error(live, None, "Sai tên.")
    StoryLine.objects.create(name="Mùa bão").entries.create(article=live)
    PinnedResult.objects.create(query="bão", article=live)
    SpellingVariants.objects.create(spellings="Moskva\nMátxcơva")
    PartnerFeed.objects.create(name="Tin kinh tế", partner="Báo Bạn")
    LegacyPath.objects.create(path="/cu", article=live)
    a_photo()
    found = []
    for model in (StoryLine, PinnedResult, SpellingVariants, PartnerFeed, LegacyPath, Tag, Photo):
        name, row = model._meta.label_lower, model._default_manager.first()
        found += [desk(name), desk(name, "add"), desk(name, "change", row.pk)]
    return [*found, desk("articles.author"), desk("articles.source"), desk("articles.correction")]


@pytest.fixture
def at_desk(new_page, width):
    """A tab of this width in which the owner has signed in."""
    a_user("chu", is_staff=True, is_superuser=True)
    page = new_page(viewport={"width": width, "height": 900})
    page.goto("/toa-soan/login/")
    page.get_by_label("Tên đăng nhập").fill("chu")
    page.get_by_label("Mật khẩu").fill("mat-khau-dai")
    page.keyboard.press("Enter")
    page.wait_for_url("/toa-soan/")
    return page


@pytest.mark.parametrize("width", [360, 1440])
def test_lists_and_forms_can_be_used_by_everybody(at_desk, width):
    """The whole page, the theme's part of it included."""
    complaints = []
    for address in lists_and_their_forms():
        at_desk.goto(address)
        complaints += faults_of(at_desk, schemes=SCHEMES[width])
        wide = at_desk.evaluate("document.documentElement.scrollWidth > innerWidth + 1")
        complaints += [f"{address}: scrolls sideways"] if wide else []
    assert not complaints, "\n".join(dict.fromkeys(complaints))


@pytest.mark.parametrize("width", [360, 1440])
def test_the_desk_can_be_used_by_everybody(at_desk, width):
    page, complaints = at_desk, []
    for address in pages():
        page.goto(address)
        complaints += faults_of(page, OURS, schemes=SCHEMES[width])
        wide = page.evaluate("document.documentElement.scrollWidth > innerWidth + 1")
        complaints += [f"{address}: scrolls sideways"] if wide else []
    assert not complaints, "\n".join(dict.fromkeys(complaints))
