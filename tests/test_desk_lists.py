"""What the desk's lists cost: the same for ten rows and for a thousand."""

import pytest
from django.contrib import admin
from django.contrib.auth.models import Group
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles.models import (
    Article,
    Author,
    Byline,
    Category,
    ImportedDocument,
    LegacyPath,
    PartnerFeed,
    Photo,
    PopularSearch,
    SearchCount,
    Source,
    Tag,
    TagAlias,
)
from comments.models import (
    Ban,
    BannedTerm,
    Comment,
    Decision,
    HouseRules,
    Report,
    Takedown,
    Teencode,
)
from portal.desk_groups import CHIEF, MODERATOR, ensure_groups
from portal.models import Letter
from tests.builders import a_category, a_user
from tests.desk import at_the_desk, desk

MOST = 12
ROWS = 1000

pytestmark = pytest.mark.django_db


def a_full_newsroom(rows: int) -> None:
    """Fill every table of the desk with this many rows, past all forms."""
    n = range(rows)
    world = a_category("Thế giới")
    Category.objects.bulk_create(
        Category(name=f"Mục {i}", slug=f"muc-{i}", parent=world) for i in range(min(rows, 60))
    )
    Source.objects.bulk_create(Source(name=f"Nguồn {i}", key=f"nguon {i}") for i in n)
    Author.objects.bulk_create(Author(name=f"Người {i}", slug=f"nguoi-{i}") for i in n)
    Photo.objects.bulk_create(Photo(caption=f"Ảnh {i}") for i in n)
    Tag.objects.bulk_create(Tag(name=f"Đề {i}", slug=f"de-{i}", key=f"de {i}") for i in n)
    categories, sources = list(Category.objects.all()), list(Source.objects.all())
    authors, photos, tags = (list(m.objects.all()) for m in (Author, Photo, Tag))
    Article.objects.bulk_create(
        Article(
            headline=f"Bài {i}",
            slug=f"bai-{i}",
            category=categories[i % len(categories)],
            source=sources[i],
            lead_photo=photos[i],
        )
        for i in n
    )
    articles = list(Article.objects.all())
    Byline.objects.bulk_create(Byline(article=articles[i], author=authors[i]) for i in n)
    TagAlias.objects.bulk_create(TagAlias(tag=tags[i], name=f"T {i}", key=f"t {i}") for i in n)
    LegacyPath.objects.bulk_create(LegacyPath(path=f"/{i}", article=articles[i]) for i in n)
    ImportedDocument.objects.bulk_create(
        ImportedDocument(article=articles[i], file=f"{i}.txt", sha256=f"{i}", report={}) for i in n
    )
    Comment.objects.bulk_create(
        Comment(article=articles[i], name="Lan", text=f"Lời {i}") for i in n
    )
    comments = list(Comment.objects.all())
    Decision.objects.bulk_create(Decision(comment=comments[i], verdict="pending") for i in n)
    Report.objects.bulk_create(Report(comment=comments[i], reporter=f"{i}") for i in n)
    BannedTerm.objects.bulk_create(BannedTerm(term=f"từ {i}") for i in n)
    Teencode.objects.bulk_create(Teencode(written=f"k{i}", meant="không") for i in n)
    Ban.objects.bulk_create(Ban(kind="email", value=f"a{i}@x.vn", reason="Rác") for i in n)
    Takedown.objects.bulk_create(
        Takedown(comment=comments[i], asked_by=f"Ông {i}", ground="Nêu tên") for i in n
    )
    PartnerFeed.objects.bulk_create(PartnerFeed(name=f"Kênh {i}", partner="Báo Bạn") for i in n)
    now = timezone.now()
    PopularSearch.objects.bulk_create(
        PopularSearch(text=f"Đề {i}", tag=tags[i], article=articles[i]) for i in n
    )
    SearchCount.objects.bulk_create(
        SearchCount(search=each, day=timezone.localdate(now), searches=3)
        for each in PopularSearch.objects.all()
    )
    HouseRules.objects.bulk_create(
        HouseRules(version=i + 1, text="Lịch sự.", published_at=now) for i in n
    )
    Letter.objects.bulk_create(Letter(recipients=[f"a{i}@doc.vn"], message=b"x") for i in n)


def models_at_the_desk() -> list[str]:
    return [model._meta.label_lower for model in admin.site._registry]


@pytest.fixture
def everything_but_root():
    """Somebody whose rights have to be looked up, unlike the owner's."""
    client = at_the_desk("Thư ký tòa soạn")
    client.user.groups.add(Group.objects.get(name="Kiểm duyệt viên"))
    rights = Group.objects.create(name="Tài khoản")
    known = rights.permissions.model.objects
    rights.permissions.set(known.filter(codename__in=("view_user", "view_group", "view_letter")))
    client.user.groups.add(rights)
    return client


def test_every_desk_list_costs_under_12_queries_at_1000_rows(everything_but_root):
    a_full_newsroom(ROWS)
    for n in range(60):
        a_user().groups.set(ensure_groups()[:2] if n < 3 else [])
    costs = {}
    for model in models_at_the_desk():
        with CaptureQueriesContext(
            connection,
        ) as queries:
            response = everything_but_root.get(desk(model))
        assert response.status_code in (200, 302), model
        costs[model] = len(queries)
    assert {model: cost for model, cost in costs.items() if cost >= MOST} == {}


def test_every_page_of_the_desk_opens(everything_but_root):
    a_full_newsroom(2)
    for model, model_admin in admin.site._registry.items():
        label = model._meta.label_lower
        row = model.objects.first()
        if row is None:
            continue
        assert everything_but_root.get(desk(label, "change", row.pk)).status_code == 200, label
        assert everything_but_root.get(desk(label, "history", row.pk)).status_code == 200, label
        query = {"q": "lời \u0301 (%_'\""} if model_admin.search_fields else {}
        assert everything_but_root.get(desk(label), query).status_code == 200, label


def test_no_group_names_a_right_twice_or_wrongly():
    ensure_groups()
    assert Group.objects.get(name="Thư ký tòa soạn").permissions.count() == len(set(CHIEF))
    assert Group.objects.get(name="Kiểm duyệt viên").permissions.count() == len(set(MODERATOR))
