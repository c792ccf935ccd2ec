"""The first page of the desk: what is left to do, what goes out, what went out today."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Exists
from django.http import HttpRequest
from django.urls import reverse
from django.utils import formats, timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from articles.admin.charts import Chart
from articles.models import Article, Category
from portal.dashboard_cards import cards_for
from portal.dashboard_charts import charts_for
from portal.dashboard_piles import MOST_COUNTED, Card, how_many, on_top
from portal.dashboard_words import Line, told
from portal.models import Imprint


@dataclass(frozen=True, slots=True)
class ReadCard:
    """A card with what lies in it."""

    card: Card
    count: int
    lines: list[Line]

    @property
    def number(self) -> str:
        """How many there are, in figures; beyond the bound only that there are more."""
        if self.count > MOST_COUNTED:
            most = formats.number_format(MOST_COUNTED, force_grouping=True)
            return _("hơn %(n)s") % {"n": most}
        return formats.number_format(self.count, force_grouping=True)

    @property
    def has_more(self) -> bool:
        """Whether more lies in it than the card shows."""
        return self.count > len(self.lines)


@dataclass(frozen=True, slots=True)
class Step:
    """Something a new paper has to do once."""

    title: str | Promise
    says: str | Promise
    link: str
    is_done: bool


@dataclass(frozen=True, slots=True)
class Dashboard:
    """Everything the page shows.

    Attributes:
        steps: what a new paper does first; empty once an article is out.
    """

    at: datetime
    cards: list[ReadCard]
    charts: list[Chart]
    steps: list[Step]
    write: str

    @property
    def work(self) -> list[ReadCard]:
        """The cards with something to do."""
        return [each for each in self.cards if each.card.is_work]

    @property
    def times(self) -> list[ReadCard]:
        """The cards that tell what comes by itself, and what is there."""
        return [each for each in self.cards if not each.card.is_work]

    @property
    def nothing_is_left(self) -> bool:
        """Whether nobody waits for this member of the desk."""
        return not any(each.count for each in self.work)


def dashboard(request: HttpRequest, context: dict[str, Any]) -> dict[str, Any]:
    """Add what the first page of the desk shows; the theme calls this."""
    return context | {"desk": read_for(request.user)}


def read_for(user: Any) -> Dashboard:
    """Read the first page of a member of the desk, in three queries."""
    now, cards = timezone.now(), cards_for(user)
    piles = [card.pile for card in cards]
    counts = how_many(piles, user, **_beginnings())
    lines = on_top([pile for pile in piles if counts[pile.name]])
    return Dashboard(
        at=now,
        cards=[
            ReadCard(card, counts[card.name], [told(row, now) for row in lines.get(card.name, ())])
            for card in cards
        ],
        charts=charts_for(user, now),
        steps=_first_steps(user, counts),
        write=reverse("admin:articles_article_add") if user.has_perm(WRITE) else "",
    )


WRITE = "articles.add_article"
# What is to be done, how, the permission and the page for it, and what shows that it is done.
FIRST_STEPS = (
    (
        gettext_lazy("Điền thông tin tòa soạn"),
        gettext_lazy("Tên báo, giấy phép, người chịu trách nhiệm: hiện ở chân mọi trang."),
        "portal.add_imprint",
        "admin:portal_imprint_changelist",
        "has_imprint",
    ),
    (
        gettext_lazy("Đặt chuyên mục"),
        gettext_lazy("Thời sự, Thế giới, Văn hóa… Mỗi bài thuộc một chuyên mục."),
        "articles.add_category",
        "admin:articles_category_changelist",
        "has_category",
    ),
    (
        gettext_lazy("Mời đồng nghiệp"),
        gettext_lazy("Lập tài khoản, chọn nhóm: phóng viên, biên tập viên, phòng ảnh…"),
        "accounts.add_user",
        "admin:accounts_user_changelist",
        "has_colleague",
    ),
    (
        gettext_lazy("Viết bài đầu tiên"),
        gettext_lazy("Gõ thẳng, hoặc dán từ Word, Google Docs: định dạng thừa được bỏ đi."),
        WRITE,
        "admin:articles_article_add",
        "has_article",
    ),
    (
        gettext_lazy("Đăng bài"),
        gettext_lazy("Mở bài đã viết, đọc bảng kiểm, bấm Đăng. Trang nhất tự có bài."),
        "articles.publish_article",
        "admin:articles_article_changelist",
        "has_live_article",
    ),
)


def _beginnings() -> dict[str, Exists]:
    """Ask whether a new paper has done each of its first steps."""
    return {
        "has_imprint": Exists(Imprint.objects.all()),
        "has_category": Exists(Category.objects.all()),
        "has_colleague": Exists(User.objects.filter(is_staff=True).order_by("pk")[1:2]),
        "has_article": Exists(Article.objects.all()),
        "has_live_article": Exists(Article.objects.live()),
    }


def _first_steps(user: Any, known: dict[str, Any]) -> list[Step]:
    if known["has_live_article"]:
        return []
    return [
        Step(title, says, reverse(page), bool(known[proof]))
        for title, says, permission, page, proof in FIRST_STEPS
        if user.has_perm(permission)
    ]
