"""What nobody types on purpose: the desk answers it with a sentence and never breaks."""

import unicodedata

import pytest
from django.contrib import admin

from articles.models import Category, LegacyPath
from tests.builders import a_category, a_comment, a_photo, an_article, an_author
from tests.desk import at_the_desk, desk, filled_in, owner

NUMBERS = ["0", "-1", "abc", "9" * 30, "1' OR 1=1", "\x00", "²", "٣"]
QUERIES = [
    "status=x",
    "status__exact=%00",
    "category__id__exact=abc",
    f"source__id__exact={'9' * 30}",
    "chuyen-muc=abc",
    f"chuyen-muc={'9' * 30}",
    "chuyen-muc=%C2%B2",
    "thieu=x",
    "p=-1",
    f"p={'9' * 12}",
    "o=99",
    "o=-1.2.zz",
    "q=%00",
    f"q={'x' * 5000}",
    "q=%25_%27%22%5C",
    "created_by__password__startswith=a",
    "e=1",
    "all=1",
]
TYPED = {
    "nothing": "",
    "blanks": "   ",
    "a lot": "ạ" * 30_000,
    "a null": "a\x00b",
    "marks apart": unicodedata.normalize("NFD", "Điện mừng"),
    "markup": "<script>alert(1)</script>",
    "a huge number": "9" * 40,
    "no number": "nan",
}

pytestmark = pytest.mark.django_db


def models_at_the_desk(app: str = "") -> list[str]:
    labels = [model._meta.label_lower for model in admin.site._registry]
    return [label for label in labels if not app or label.startswith(app)]


# The front page has a screen of its own instead of a list with choices.
LISTED = [
    label
    for label in models_at_the_desk("articles") + models_at_the_desk("comments")
    if label != "articles.frontpageslot"
]


FORMS = models_at_the_desk("articles") + [
    f"comments.{name}" for name in ("bannedterm", "teencode", "ban", "takedown", "houserules")
]


def a_little_of_everything():
    a_comment(an_article(by=["Minh Hà"], tags=["CSTO"], lead_photo=a_photo()))


@pytest.mark.parametrize("model", models_at_the_desk())
def test_a_list_shrugs_at_filters_it_does_not_know(model):
    a_little_of_everything()
    client = owner()
    for query in QUERIES:
        assert client.get(f"{desk(model)}?{query}").status_code < 500, query


@pytest.mark.parametrize("model", models_at_the_desk())
def test_an_address_without_a_row_leads_nowhere(model):
    client, real = owner(), desk(model, "change", 77)
    for number in NUMBERS:
        for page in ("change", "history", "delete"):
            address = real.replace("/77/change/", f"/{number}/{page}/")
            assert client.get(address).status_code in (302, 403, 404), address
            assert client.post(address).status_code in (302, 403, 404), address


@pytest.mark.parametrize("model", LISTED)
def test_a_choice_of_rows_that_no_list_offers_is_refused(model):
    client = owner()
    for chosen in ("abc", "9" * 30, "\x00"):
        for act in ("delete_selected", "publish_selected", "reject_selected", "khong-co"):
            sent = {"action": act, "_selected_action": chosen, "confirmed": "yes", "reason": "x"}
            assert client.post(desk(model), sent).status_code in (400, 403), act


@pytest.mark.parametrize("typed", TYPED.values(), ids=TYPED)
@pytest.mark.parametrize("model", FORMS)
def test_a_form_comes_back_whatever_was_typed(model, typed):
    client, address = owner(), desk(model, "add")
    page = client.get(address)
    if page.status_code in (302, 403):
        return  # Rows that the portal writes itself, or that another screen makes.
    sent = {
        name: before if name.endswith("_FORMS") else typed
        for name, before in filled_in(page).items()
    }
    assert client.post(address, sent | {"body": "<p>Chữ</p>"}).status_code in (200, 302)


def test_a_moderator_does_not_reach_the_articles_and_reads_why():
    response = at_the_desk("Kiểm duyệt viên").get(desk("articles.article"))
    assert response.status_code == 403
    assert "Tài khoản của bạn không có quyền làm việc này." in response.text
    assert "unsafe-inline" not in response["Content-Security-Policy"].partition("style")[0]


@pytest.mark.parametrize("group", ["Phóng viên", "Biên tập viên", "Kiểm duyệt viên"])
def test_nobody_withdraws_by_hand_made_posts(group):
    article = an_article()
    client = at_the_desk(group)
    sent = {"confirmed": "yes", "reason": "x"}
    chosen = sent | {"action": "withdraw_selected", "_selected_action": article.pk}
    client.post(desk("articles.article", "withdraw", article.pk), sent)
    client.post(desk("articles.article"), chosen)
    client.post(desk("articles.article", "change", article.pk), {"status": "withdrawn"})
    article.refresh_from_db()
    assert article.is_public


@pytest.mark.parametrize("group", ["Phóng viên", "Biên tập viên", "Thư ký tòa soạn"])
def test_nobody_moderates_by_hand_made_posts(group):
    comment = a_comment(an_article(), approved=False)
    client = at_the_desk(group)
    for act in ("approve_selected", "reject_selected", "spam_selected"):
        sent = {"action": act, "_selected_action": comment.pk, "confirmed": "yes", "reason": "x"}
        client.post(desk("comments.comment"), sent)
    for verb in ("approve_now", "spam_now", "approve", "reject", "mark_spam"):
        sent = {"confirmed": "yes", "reason": "x"}
        assert client.post(desk("comments.comment", verb, comment.pk), sent).status_code == 403
    comment.refresh_from_db()
    assert comment.status == "pending"
    assert not comment.decisions.exists()


def test_a_category_is_not_put_under_itself():
    world = a_category("Thế giới")
    client, address = owner(), desk("articles.category", "change", world.pk)
    response = client.post(address, filled_in(client.get(address)) | {"parent": world.pk})
    assert "Chuyên mục chỉ có hai cấp." in response.text
    assert Category.objects.get().parent is None


def test_an_old_address_starts_with_a_slash():
    client, address = owner(), desk("articles.legacypath", "add")
    typed = {"path": "bai-cu.html", "article": an_article().pk}
    response = client.post(address, filled_in(client.get(address)) | typed)
    assert response.context["adminform"].form.errors["path"] == ["Bắt đầu bằng /"]
    assert not LegacyPath.objects.exists()


def test_an_author_is_found_with_and_without_marks():
    an_author("Đỗ Thị Hường")
    query = {"app_label": "articles", "model_name": "byline", "field_name": "author"}
    for typed in ("huong", "Hường", unicodedata.normalize("NFD", "HƯỜNG")):
        found = owner().get("/toa-soan/autocomplete/", query | {"term": typed}).json()["results"]
        assert [each["text"] for each in found] == ["Đỗ Thị Hường"], typed
