"""What stands around every page is read once, and is never an old one."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.utils import timezone

from articles.models import BreakingNews, Category, SpellingVariants
from portal.models import Imprint
from tests.builders import an_article
from tests.test_breaking_news import bar

pytestmark = pytest.mark.django_db


def footer(client, address="/") -> str:
    return BeautifulSoup(client.get(address).text, "html.parser").footer.get_text(" ", strip=True)


def test_a_changed_imprint_stands_on_the_next_page(client):
    an_article()
    paper = Imprint.objects.create(jurisdiction="ru", name="Báo Nga", editor_in_chief="Bà Lan")
    assert "Bà Lan" in footer(client)
    paper.editor_in_chief = "Ông Minh"
    paper.save()
    assert "Ông Minh" in footer(client)
    Imprint.objects.create(jurisdiction="vi", name="Báo Nga", editor_in_chief="Bà Hoa")
    assert "Bà Hoa" in footer(client, "/the-gioi/")
    paper.delete()
    assert "Ông Minh" not in footer(client)


def test_a_paper_that_has_no_category_yet_has_its_imprint_and_its_bar(client):
    Category.objects.all().delete()
    Imprint.objects.create(jurisdiction="ru", name="Báo Nga", editor_in_chief="Bà Lan")
    BreakingNews.objects.create(text="Sắp mở", ends_at=timezone.now() + timedelta(hours=1))
    assert "Bà Lan" in footer(client, "/tim-kiem/")
    assert "Sắp mở" in bar(client).text


def test_a_spelling_that_was_changed_counts_for_the_next_search(client):
    """Whichever row it is: once only the first of each table was looked at."""
    an_article("Hội chợ ở Xanh Pê-téc-bua")
    first = SpellingVariants.objects.create(spellings="Moskva\nMát-xcơ-va")
    second = SpellingVariants.objects.create(spellings="Petersburg\nPê-tơ-rô-gơ-rát")
    assert "Hội chợ" not in client.get("/tim-kiem/?q=petersburg").text
    second.spellings = "Petersburg\nXanh Pê-téc-bua"
    second.save()
    assert "Hội chợ" in client.get("/tim-kiem/?q=petersburg").text
    SpellingVariants.objects.exclude(pk=first.pk).delete()
    assert "Hội chợ" not in client.get("/tim-kiem/?q=petersburg").text
