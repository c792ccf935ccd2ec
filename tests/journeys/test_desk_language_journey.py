"""What the scripts of the desk write into its pages is in the editor's language, too."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from articles.models import Article
from tests.builders import a_user
from tests.desk import desk
from tests.test_desk_language import a_desk_with_everything, english_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_scripts_write_no_english_into_the_desk(page):
    a_user("chu", is_staff=True, is_superuser=True)
    a_desk_with_everything()
    article = Article.objects.order_by("pk").first()
    page.goto("/toa-soan/")
    page.get_by_label("Tên đăng nhập").fill("chu")
    page.locator("input[name=password]").fill("mat-khau-dai")
    page.keyboard.press("Enter")
    page.wait_for_url("/toa-soan/")
    expect(page.locator("main.desk-day")).to_be_visible()
    found = {}
    for address in (
        reverse("admin:index"),
        desk("articles.article"),
        desk("articles.article", "add"),
        desk("articles.article", "change", article.pk),
        desk("articles.photo"),
        desk("articles.photo", "add"),
        desk("articles.tag", "add"),
        desk("articles.category", "add"),
        desk("auth.group", "add"),
        desk("accounts.user", "add"),
        desk("comments.comment"),
    ):
        page.goto(address, wait_until="networkidle")
        if said := english_in(page.content()):
            found[address] = said
    assert found == {}
