"""The nouns: named in Vietnamese, guarded by the database, kept whole in fixtures."""

import io
import unicodedata
from datetime import datetime

import pytest
from django.apps import apps
from django.core.management import call_command
from django.core.serializers import deserialize, serialize
from django.db import IntegrityError, models, transaction
from django.utils import timezone, translation

from articles.models import (
    Article,
    ArticleTag,
    Author,
    Byline,
    Category,
    ImportedDocument,
    LegacyPath,
    Photo,
    Reference,
    Source,
    Tag,
    TagAlias,
)
from comments.models import BannedTerm, Comment, Decision, Rating, Report
from portal.models import Imprint
from tests.builders import a_category, a_comment, a_draft, a_photo, a_user, an_article, an_author

OURS = ("accounts", "articles", "comments", "portal")
# What search writes down for itself: no form, list or log of the desk shows its columns.
UNSEEN = {"SearchEntry", "SearchWords"}
MODELS = [model for app in OURS for model in apps.get_app_config(app).get_models()]
# Read as they stand in Vietnamese too, or never shown: technical keys and hidden links.
UNNAMED = {"id", "guid", "SHA-256"}

each_model = pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)


def is_of_django(field: models.Field) -> bool:
    """Django names and translates what its own user brings along."""
    return field.model._meta.app_label == "accounts" and field.name != "display_name"


@each_model
def test_a_noun_is_named_in_vietnamese(model):
    with translation.override(None):
        names = {"model": model._meta.verbose_name, "models": model._meta.verbose_name_plural}
        names |= {
            field.name: field.verbose_name
            for field in model._meta.get_fields()
            if not (field.auto_created or is_of_django(field) or field.name in UNNAMED)
            and model.__name__ not in UNSEEN
        }
        spelled = {name: str(words) for name, words in names.items()}
    english = {
        name: words
        for name, words in spelled.items()
        if words not in UNNAMED and words == name.replace("_", " ")
    }
    assert english == {}
    assert all(spelled.values())


def test_a_rule_that_an_article_form_can_break_is_told_in_vietnamese():
    for rule in Article._meta.constraints:
        assert "violated" not in str(rule.get_violation_error_message())


def refused(save) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        save()


@pytest.mark.django_db
def test_the_database_refuses_doubles():
    article = an_article(by=["Minh Hà"], tags=["Châu Âu"])
    comment = a_comment(article)
    Source.objects.create(name="Báo Nhân Dân")
    Reference.objects.create(article=article, position=0, text="Tít")
    Rating.objects.create(article=article, voter="a", value="good")
    Report.objects.create(comment=comment, reporter="a", reason="spam")
    BannedTerm.objects.create(term="cấm")
    Imprint.objects.create(name="Báo", jurisdiction="vi")
    LegacyPath.objects.create(path="/cu", article=article)
    TagAlias.objects.create(tag=Tag.objects.get(), name="Âu châu")
    for save in (
        lambda: Tag.objects.create(name="chau au"),
        lambda: TagAlias.objects.create(tag=Tag.objects.get(), name="au chau"),
        lambda: Source.objects.create(name="BÁO NHÂN DÂN"),
        lambda: Byline.objects.create(article=article, author=Author.objects.get()),
        lambda: ArticleTag.objects.create(content_object=article, tag=Tag.objects.get()),
        lambda: Reference.objects.create(article=article, position=0, text="Tít khác"),
        lambda: Rating.objects.create(article=article, voter="a", value="poor"),
        lambda: Report.objects.create(comment=comment, reporter="a", reason="other"),
        lambda: Comment.objects.create(
            article=article, name="a", text="b", submission=comment.submission
        ),
        lambda: BannedTerm.objects.create(term="cấm"),
        lambda: Imprint.objects.create(name="Báo", jurisdiction="vi"),
        lambda: LegacyPath.objects.create(path="/cu", article=article),
        lambda: Category.objects.filter(pk=a_category("B").pk).update(slug=article.category.slug),
    ):
        refused(save)


@pytest.mark.django_db
def test_the_database_refuses_what_cannot_be():
    article, world = an_article(), a_category("Thế giới")
    comment = a_comment(article)
    photo = a_photo()
    for save in (
        lambda: Category.objects.filter(pk=world.pk).update(parent=world),
        lambda: Photo.objects.filter(pk=photo.pk).update(focal_x=1.5),
        lambda: LegacyPath.objects.create(path="khong-gach", article=article),
        lambda: Comment.objects.filter(pk=comment.pk).update(parent=comment),
        lambda: Comment.objects.filter(pk=comment.pk).update(text=""),
        lambda: Article.objects.filter(pk=article.pk).update(imported_good_ratings=-1),
        lambda: Article.objects.filter(pk=article.pk).update(category=None),
    ):
        refused(save)


def everything() -> list[models.Model]:
    rows = []
    for model in (*apps.get_app_config("articles").get_models(), Imprint):
        rows += model._default_manager.order_by("pk")
    return rows


def told(row: models.Model) -> dict[str, object]:
    """Say everything about a row but its numbers, which another database may count anew."""
    facts = {}
    for field in row._meta.concrete_fields:
        if field.primary_key:
            continue
        value = getattr(row, field.name)
        if isinstance(value, datetime):  # JSON keeps milliseconds.
            value = value.isoformat(timespec="milliseconds")
        facts[field.name] = str(value) if isinstance(value, models.Model | bytes) else value
    return {"model": row._meta.label, **facts}


def a_paper_with_everything() -> None:
    world = a_category("Thế giới")
    europe = a_category("Châu Âu", parent=world)
    source = Source.objects.create(name="TTXVN/Vietnam+", address="https://www.vietnamplus.vn")
    article = an_article(
        "Điện mừng Quốc khánh",
        by=["Minh Hà", "PV"],
        tags=["CSTO", "Châu Âu"],
        category=europe,
        source=source,
        lead_photo=a_photo(),
        body='<p>Chữ.</p><p class="reference">Bài khác</p>',
    )
    a_draft("Bài khác")
    TagAlias.objects.create(tag=Tag.objects.get(name="CSTO"), name="ОДКБ")
    LegacyPath.objects.create(path="/cu/1", article=article)
    ImportedDocument.objects.create(
        article=article,
        file="bai.txt",
        layout="baonga",
        sha256="0" * 64,
        original="Tít".encode(),
        report={"lines": []},
        written="x",
    )
    Imprint.objects.create(name="Báo", jurisdiction="vi", registered_on=timezone.localdate())


@pytest.mark.django_db
def test_a_paper_written_out_by_natural_keys_is_read_back_equal(tmp_path):
    a_paper_with_everything()
    before = [told(row) for row in everything()]
    file = tmp_path / "bao.json"
    with file.open("w") as out:
        call_command(
            *("dumpdata", "articles", "portal"),
            natural_foreign=True,
            natural_primary=True,
            stdout=out,
        )
    for model in (ImportedDocument, Article, Tag, Author, Source, Photo, Imprint):
        model._default_manager.all().delete()
    Category.objects.exclude(parent=None).delete()
    Category.objects.all().delete()
    # Numbers are counted anew: the natural keys alone hold the paper together.
    an_author("Người đến trước").delete()
    call_command("loaddata", str(file), stdout=io.StringIO())

    def by_words(rows):
        return sorted(rows, key=repr)

    assert by_words(told(row) for row in everything()) == by_words(before)


@pytest.mark.django_db
def test_a_fixture_in_other_spelling_is_stored_in_ours():
    author = an_author("Đỗ Thị Hường")
    apart = unicodedata.normalize("NFD", serialize("json", [author], ensure_ascii=False))
    for row in deserialize("json", apart):
        row.save()
    author.refresh_from_db()
    assert author.name == "Đỗ Thị Hường"


@pytest.mark.django_db
def test_names_are_looked_up_and_updated_in_any_spelling():
    author = an_author("Đỗ Thị Hường")
    apart = unicodedata.normalize("NFD", "Đỗ Thị Hường")
    assert Author.objects.get(name=apart) == author
    Author.objects.update(name=apart)
    author.refresh_from_db()
    assert unicodedata.is_normalized("NFC", author.name)


@pytest.mark.django_db
def test_a_decision_outlives_the_account_that_made_it():
    comment, moderator = a_comment(an_article()), a_user()
    Decision.objects.update(by=moderator)
    moderator.delete()
    assert Decision.objects.get(comment=comment).by is None
    assert comment in Comment.objects.public()
