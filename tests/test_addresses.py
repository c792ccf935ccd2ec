"""Addresses last: a wrong or old spelling leads to the right page."""

import pytest

from articles import publishing
from articles.models import LegacyPath
from tests.builders import a_category, an_article

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("spelling", ["tit-cu", "", "Bến-sông", "a.b", "--", "2023"])
def test_a_wrong_spelling_moves_to_the_right_one_for_good(client, spelling):
    article = an_article("Bến sông buổi sớm")
    response = client.get(f"/{spelling}-{article.pk}.html")
    assert (response.status_code, response["Location"]) == (301, article.get_absolute_url())


def test_a_new_headline_breaks_no_link(client):
    article = an_article("Bến sông buổi sớm")
    old = article.get_absolute_url()
    article.headline, article.slug = "Bến cảng buổi sớm", ""
    article.save()
    assert client.get(old)["Location"] == f"/ben-cang-buoi-som-{article.pk}.html"


def test_an_address_of_the_old_site_leads_to_the_article(client):
    article = an_article()
    LegacyPath.objects.create(path="/nhap-cu.nd131/ben-song.i28519.html", article=article)
    response = client.get("/nhap-cu.nd131/ben-song.i28519.html")
    assert (response.status_code, response["Location"]) == (301, article.get_absolute_url())


def test_a_forgotten_slash_is_put_back(client):
    a_category("Thế giới")
    response = client.get("/the-gioi")
    assert (response.status_code, response["Location"]) == (301, "/the-gioi/")


def test_a_subcategory_stands_under_its_own_category_only(client):
    europe = a_category("Châu Âu", parent=a_category("Thế giới"))
    a_category("Kinh tế")
    assert client.get(europe.get_absolute_url()).status_code == 200
    assert client.get("/kinh-te/chau-au/").status_code == 404
    assert client.get("/chau-au/").status_code == 404


def test_a_browser_asks_again_before_it_trusts_a_kept_page_redirect_or_notice(client):
    article = an_article("Bến sông")
    addresses = [article.get_absolute_url(), f"/x-{article.pk}.html", "/", "/khong-co/"]
    publishing.withdraw(gone := an_article("Đã gỡ"), by=None, reason="Sai.")
    for address in [*addresses, gone.get_absolute_url()]:
        assert client.get(address)["Cache-Control"] == "no-cache", address
