"""Topics while somebody writes: a few letters, or one click on what the text speaks of."""

import pytest
from playwright.sync_api import expect

from articles.models import Tag, TagAlias
from tests.builders import a_draft, a_user
from tests.desk import desk

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def topics(page):
    """The field of topics of a draft that speaks of Russia and the CSTO."""
    a_user("chu", is_staff=True, is_superuser=True)
    csto = Tag.objects.create(name="CSTO")
    TagAlias.objects.create(tag=csto, name="Hiệp ước An ninh Tập thể")
    for name in ("Nga", "Châu Âu"):
        Tag.objects.create(name=name)
    draft = a_draft("Nga họp Hiệp ước An ninh Tập thể")
    page.goto("/toa-soan/login/")
    page.fill("[name=username]", "chu")
    page.fill("[name=password]", "mat-khau-dai")
    page.press("[name=password]", "Enter")
    page.wait_for_url(lambda address: "login" not in address)
    page.goto(desk("articles.article", "change", draft.pk))
    return page.locator("[name=tags]")


def test_a_reporter_picks_a_topic_by_a_few_letters_without_marks(page, topics):
    topics.press_sequentially("chau")
    expect(page.locator("#id_tags-suggestions").get_by_role("option")).to_have_text(["Châu Âu"])
    topics.press("ArrowDown")
    topics.press("Enter")
    expect(topics).to_have_value("Châu Âu")
    topics.press_sequentially(", an ninh")
    expect(page.locator("#id_tags-suggestions").get_by_role("option")).to_have_text(
        ["Hiệp ước An ninh Tập thể → CSTO"]
    )
    topics.press("ArrowDown")
    topics.press("Enter")
    expect(topics).to_have_value("Châu Âu, CSTO")


def test_a_reporter_takes_the_topics_of_the_text_with_a_click_each(page, topics):
    offered = page.get_by_role("group", name="Bài nhắc tới:")
    expect(offered.get_by_role("button")).to_have_count(2)
    offered.get_by_role("button", name="+ CSTO").click()
    expect(topics).to_have_value("CSTO")
    expect(offered.get_by_role("button")).to_have_text(["+ Nga"])
    offered.get_by_role("button").click()
    expect(topics).to_have_value("CSTO, Nga")
    expect(offered).to_be_hidden()
