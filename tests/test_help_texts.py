"""Every field at the desk says to whoever fills it in what belongs there."""

import re

import pytest
from bs4 import BeautifulSoup
from django.contrib import admin
from django.urls import NoReverseMatch, reverse
from django.utils import timezone

from articles import publishing
from articles.admin.acts import ACTS
from articles.models import (
    Author,
    BreakingNews,
    FrontPagePick,
    FrontPageSlot,
    LegacyPath,
    PartnerFeed,
    PickedCompanion,
    PinnedResult,
    Source,
    SpellingVariants,
    StoryLine,
    Tag,
    TagAlias,
)
from comments.models import BannedTerm
from portal.desk_groups import ensure_groups
from portal.models import Imprint
from tests.builders import a_category, a_draft, a_photo, an_article, words_of
from tests.desk import at_the_desk, desk, owner
from tests.signing_in import confirm

pytestmark = pytest.mark.django_db

OURS = ("accounts", "articles", "comments", "portal")
VIETNAMESE = re.compile("[ăâđêôơưàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ]")
LONGEST = 110  # characters: one line of the form, two on a phone
# The box that drops a row; the old password, which the page asks for in a sentence; the
# name that password managers read and nobody sees.
NEED_NONE = {"DELETE", "old_password", "username hidden"}
NOT_TYPED = ("hidden", "submit", "button", "search", "reset")
ARTICLE = "articles.article"


@pytest.fixture
def paper():
    """A paper with one of everything that has a form at the desk."""
    live, draft = an_article(), a_draft()
    Author.objects.create(name="Minh Hà")
    Source.objects.create(name="vov.vn")
    LegacyPath.objects.create(path="/cu", article=live)
    BannedTerm.objects.create(term="vay nóng")
    PartnerFeed.objects.create(name="Tin kinh tế", partner="Báo Bạn")
    Imprint.objects.create(name="Bạn Đọc")
    TagAlias.objects.create(tag=Tag.objects.create(name="CSTO"), name="ODKB")
    end = timezone.now() + timezone.timedelta(hours=1)
    BreakingNews.objects.create(text="Bão vào bờ", ends_at=end)
    slot = FrontPageSlot.objects.create(area="strip", rule="newest")
    FrontPagePick.objects.create(slot=slot, article=live)
    PickedCompanion.objects.create(article=live, other=draft)
    PickedCompanion.objects.create(article=draft, other=live)
    StoryLine.objects.create(name="Mùa bão").entries.create(article=live)
    PinnedResult.objects.create(query="bão", article=live)
    SpellingVariants.objects.create(spellings="Moskva\nMátxcơva")
    a_photo()
    ensure_groups()
    a_category("Châu Âu", parent=a_category("Thế giới"))
    return live, draft


def fields_of(page: str):
    """Each thing that can be filled in on a page's own forms: its name and its element."""
    soup = BeautifulSoup(page, "html.parser")
    for form in soup.find_all("form", method="post"):
        if form.get("id") in ("logout-form", "changelist-form") or "ngon-ngu" in str(
            form.get("action")
        ):
            continue
        for field in form.find_all(["input", "select", "textarea"]):
            name = field.get("name", "")
            if field.get("type") in NOT_TYPED or not name or "__prefix__" in name:
                continue
            is_a_found_article = field.get("type") == "radio" and name == "article"
            hidden = " hidden" if "hidden" in field.get("class", []) else ""
            if name.rpartition("-")[2] + hidden not in NEED_NONE and not is_a_found_article:
                yield soup, name, field


def help_beside(soup, name: str, field) -> str:
    """The help text of a field: the one it refers to, or that of its row or its column."""
    whole = name.removesuffix("_0").removesuffix("_1")
    named = [*field.get("aria-describedby", "").split(), f"id_{whole}_helptext"]
    found = filter(None, (soup.find(id=each) for each in named))
    words = " ".join(element.get_text(" ", strip=True) for element in found)
    column = re.fullmatch(r"[a-z_]+-\d+-(\w+)", name)
    if not words and column:
        heading = soup.select_one(f".column-{column[1]} [title]")
        words = heading["title"] if heading else ""
    return words


def lacking(page: str) -> list[str]:
    """The names of the fields that say nothing."""
    return [
        name for soup, name, field in fields_of(page) if len(help_beside(soup, name, field)) < 8
    ]


def addresses_of_forms() -> list[tuple[str, str]]:
    return [
        (f"{model._meta.app_label}.{model._meta.model_name}", what)
        for model in admin.site._registry
        for what in ("add", "change")
    ]


@pytest.mark.parametrize(("model", "what"), addresses_of_forms())
def test_every_field_of_a_form_says_what_belongs_there(paper, model, what):
    client = owner()
    rows = admin.site._registry  # by model
    of = next(each for each in rows if each._meta.label_lower == model)
    row = of._default_manager.first()
    if what == "change" and row is None:
        pytest.skip("the paper has none of these: they are not made by hand")
    try:
        address = desk(model, what, *([row.pk] if what == "change" else []))
    except NoReverseMatch:
        pytest.skip("no such page")
    response = client.get(address, follow=True)
    if response.status_code == 403:
        pytest.skip("nobody fills this in by hand")
    assert lacking(response.text) == []


@pytest.mark.parametrize("act", ACTS, ids=lambda act: act.name)
def test_what_an_act_asks_for_is_explained(paper, act):
    live, draft = paper
    publishing.write(live, words_of(live, headline="Tít mới"), None)
    client = owner()
    for article in (live, draft):
        response = client.get(desk(ARTICLE, act.name, article.pk), follow=True)
        assert lacking(response.text) == []


@pytest.mark.parametrize("action", ["withdraw_selected", "add_topics_selected", "move_selected"])
def test_what_an_act_on_several_articles_asks_for_is_explained(paper, action):
    chosen = {"action": action, "_selected_action": [article.pk for article in paper]}
    response = owner().post(desk(ARTICLE), chosen)
    assert list(fields_of(response.text))
    assert lacking(response.text) == []


def test_the_pages_around_an_article_explain_their_fields(paper):
    page = owner().get(desk(ARTICLE, "preview_links", paper[1].pk)).text
    assert list(fields_of(page))
    assert lacking(page) == []


def test_the_panels_of_the_front_page_explain_their_fields(paper):
    slot, pick = FrontPageSlot.objects.get(), FrontPagePick.objects.get()
    client = owner()
    for asked in (f"mo=bai&o={slot.pk}", f"mo=cach&o={slot.pk}", f"mo=gio&b={pick.pk}", "mo=lead"):
        page = client.get(f"{desk('articles.frontpageslot')}?{asked}").text
        assert list(fields_of(page)), asked
        assert lacking(page) == [], asked


def test_the_pages_of_ones_own_account_explain_their_fields():
    client = owner()
    own_password = client.get(reverse("admin:password_change")).text
    others_password = client.get(reverse("admin:auth_user_password_change", args=[client.user.pk]))
    again = client.get(reverse("mfa_add_webauthn"), follow=True).text
    confirm(client)
    passkey = client.get(reverse("mfa_add_webauthn")).text
    app = client.get(reverse("mfa_activate_totp")).text
    for page in (own_password, others_password.text, again, passkey, app):
        assert list(fields_of(page))
        assert lacking(page) == []


def test_what_may_only_be_read_is_not_explained_as_if_it_were_typed(paper):
    page = at_the_desk("Phòng ảnh").get(desk(ARTICLE, "change", paper[0].pk)).text
    assert paper[0].headline in page
    assert "_helptext" not in page


def test_a_help_text_is_one_short_line_in_vietnamese():
    spoken = {
        str(field.help_text)
        for model, page in admin.site._registry.items()
        if model._meta.app_label in OURS and hasattr(page, "form")
        for field in page.form.base_fields.values()
    }
    spoken -= {""}
    assert len(spoken) > 40
    lines = [line for line in spoken if "<" not in line]
    assert [line for line in lines if len(line) > LONGEST] == []
    assert [line for line in lines if not VIETNAMESE.search(line)] == []
