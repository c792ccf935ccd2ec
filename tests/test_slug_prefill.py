"""The desk writes addresses with our rules, not with Django's."""

import pytest

from tests.desk import desk, owner

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "model", ["articles.article", "articles.category", "articles.tag", "articles.author"]
)
def test_our_rules_are_loaded_after_djangos(model):
    page = owner().get(desk(model, "add")).text
    ours, djangos = page.index("js/desk/urlify.js"), page.index("admin/js/urlify.js")
    assert djangos < ours
    assert "django-admin-prepopulated-fields-constants" in page
