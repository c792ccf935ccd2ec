"""WCAG 2.2 AA, as far as a machine can tell, on every kind of page in light and dark."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from articles import publishing
from tests.builders import a_comment, an_article

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

STANDARDS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
def test_every_page_can_be_read_by_everybody(new_page, article, scheme, width):
    comment = a_comment(article)
    a_comment(article, "Một lời đáp.", parent=comment)
    gone = publishing.withdraw(an_article("Bài đã gỡ"), by=None, reason="Tin không đúng.")
    page = new_page(color_scheme=scheme, viewport={"width": width, "height": 800})
    addresses = [
        "/",
        article.get_absolute_url(),
        article.get_absolute_url() + "#da-gui",
        gone.get_absolute_url(),
        "/the-gioi/",
        "/chu-de/csto/",
        "/tac-gia/pv/",
        "/tim-kiem/?q=csto",
        "/tim-kiem/?q=khong+co",
        "/thong-tin-toa-soan/",
        "/khong-co/",
    ]
    complaints = []
    for address in addresses:
        page.goto(address)
        found = Axe().run(page, options={"runOnly": {"type": "tag", "values": STANDARDS}})
        complaints += [
            f"{address}: {fault['id']}: {fault['nodes'][0]['html'][:200]}"
            for fault in found.response["violations"]
        ]
    assert complaints == []
