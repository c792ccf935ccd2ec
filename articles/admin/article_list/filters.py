"""The filters of the list of articles: whose they are, how they stand, in which section."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import Case, CharField, Exists, OuterRef, Q, QuerySet, Value, When
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from articles import rights
from articles.admin.article_list.facet import Facet, Option, as_bit
from articles.admin.category import categories_as_tree
from articles.admin.standing import NOT_YET_OUT
from articles.models import Article, Category, Correction, PendingEdit

Status = Article.Status
OUT = [each for each in Status if each not in NOT_YET_OUT and each != Status.WITHDRAWN]


class Mine(Facet):
    """What the editor made, is writing now, or looks after."""

    title, parameter = _("Của tôi"), "cua-toi"
    OWN, WRITING, REACH = "1", "dang-viet", "phu-trach"

    def options(self) -> list[Option]:
        """Offer the editor's own articles, and those of the sections that name them."""
        mine = [Option(self.OWN, _("Bài của tôi")), Option(self.WRITING, _("Tôi đang viết dở"))]
        if reach_of(self.request.user).get(self.parameter) == self.REACH:
            mine.append(Option(self.REACH, _("Chuyên mục tôi phụ trách")))
        return mine

    def _meant(self) -> dict[str, Q]:
        user: Any = self.request.user
        edits = PendingEdit.objects.filter(edited_by=user.pk, is_submitted=False).order_by()
        drafts = Article.objects.drafts_of(user).order_by()
        return {
            self.OWN: Q(created_by=user.pk),
            self.WRITING: Q(pk__in=drafts.values("pk").union(edits.values("article"))),
            self.REACH: Q(created_by=user.pk) | Q(category__in=rights.own_categories(user) or ()),
        }

    def narrowed(self, articles: Any) -> Any:
        """Keep what was chosen."""
        return articles.filter(self._meant()[self.value])

    def tallies(self) -> Mapping[str, Any]:
        """Group by each that is offered: an article may be all of them."""
        meant = self._meant()
        return {f"mine_{n}": as_bit(meant[each.value]) for n, each in enumerate(self.options())}

    def whole(self) -> Sequence[tuple[str, QuerySet[Any]]]:
        """Count along the indexes of makers and of sections."""
        meant = self._meant()
        return [(each.value, Article.objects.filter(meant[each.value])) for each in self.options()]

    def count(self, option: Option) -> int:
        """Return how many there are."""
        place = [each.value for each in self.options()].index(option.value)
        return self.tallied[f"mine_{place}"]["1"]


def reach_of(user: Any) -> dict[str, str]:
    """Return the filter of the list that keeps what ``rights.in_reach`` keeps."""
    if not user.has_perm("articles.edit_others_articles"):
        return {Mine.parameter: Mine.OWN}
    return {} if rights.own_categories(user) is None else {Mine.parameter: Mine.REACH}


class State(Facet):
    """How an article stands; the last two stand beside any other state.

    A live article whose pending edit was handed in waits for approval, too.
    """

    title, parameter = _("Trạng thái"), "trang-thai"
    DRAFT, IN_REVIEW, APPROVED = "ban-nhap", "cho-duyet", "da-duyet"
    SCHEDULED, PUBLIC, EXPIRED, WITHDRAWN = "hen-gio", "dang-dang", "da-ha", "da-go"
    EDITED, WRONG = "dang-sua", "bao-loi"

    def options(self) -> list[Option]:
        """Offer the states in the order in which an article goes through them."""
        return [
            Option(self.DRAFT, _("Bản nháp")),
            Option(self.IN_REVIEW, _("Chờ duyệt")),
            Option(self.APPROVED, _("Đã duyệt")),
            Option(self.SCHEDULED, _("Hẹn giờ")),
            Option(self.PUBLIC, _("Đang đăng")),
            Option(self.EXPIRED, _("Đã hạ")),
            Option(self.WITHDRAWN, _("Đã gỡ")),
            Option(self.EDITED, _("Có bản đang sửa")),
            Option(self.WRONG, _("Có lỗi chờ đính chính")),
        ]

    def _plain(self) -> dict[str, Any]:
        now = timezone.now()
        return {
            self.DRAFT: Q(status=Status.DRAFT),
            self.IN_REVIEW: Q(status=Status.IN_REVIEW),
            self.APPROVED: Q(status=Status.APPROVED),
            self.WITHDRAWN: Q(status=Status.WITHDRAWN),
            self.SCHEDULED: Q(status__in=OUT, published_at__gt=now),
            self.EXPIRED: Q(status__in=OUT, expires_at__lte=now),
        }

    def _standing(self, articles: Any, value: str) -> Any:
        if value == self.PUBLIC:
            # ``public()``, said by elimination: nearly every article is, so that a
            # database had better walk along the list than look them up by their hour.
            now = timezone.now()
            out = articles.exclude(status__in=[*NOT_YET_OUT, Status.WITHDRAWN])
            return out.exclude(published_at__gt=now).exclude(expires_at__lte=now)
        if value == self.IN_REVIEW:
            edits = PendingEdit.objects.filter(is_submitted=True).order_by()
            pieces = Article.objects.in_review().order_by()
            return articles.filter(pk__in=pieces.values("pk").union(edits.values("article")))
        if value == self.EDITED:
            return articles.filter(pending_edit__isnull=False)
        if value == self.WRONG:
            return articles.filter(pk__in=Correction.objects.open().order_by().values("article"))
        return articles.filter(self._plain()[value])

    def narrowed(self, articles: Any) -> Any:
        """Keep what stands so."""
        return self._standing(articles, self.value)

    def tallies(self) -> Mapping[str, Any]:
        """Group by state, and by what may stand beside it."""
        states = [When(when, then=Value(value)) for value, when in self._plain().items()]
        state = Case(*states, default=Value(self.PUBLIC), output_field=CharField())
        wrong = Exists(Correction.objects.open().filter(article=OuterRef("pk")))
        return {
            "state": state,
            "edited": as_bit(Q(pending_edit__isnull=False)),
            "handed_in": as_bit(Q(pending_edit__is_submitted=True)),
            "wrong": as_bit(wrong),
        }

    def whole(self) -> Sequence[tuple[str, QuerySet[Any]]]:
        """Count each state along the index of states."""
        everything = Article.objects.all()
        return [(each.value, self._standing(everything, each.value)) for each in self.options()]

    def count(self, option: Option) -> int:
        """Return how many stand so."""
        beside = {self.EDITED: "edited", self.WRONG: "wrong"}
        if column := beside.get(option.value):
            return self.tallied[column]["1"]
        waiting = self.tallied["handed_in"]["1"] if option.value == self.IN_REVIEW else 0
        return self.tallied["state"][option.value] + waiting


class InCategory(Facet):
    """A section with its subsections, or one subsection."""

    title, parameter = _("Chuyên mục"), "chuyen-muc"

    @cached_property
    def _tree(self) -> list[Category]:
        return list(categories_as_tree())

    def options(self) -> list[Option]:
        """Offer the categories as a tree."""
        return [
            Option(str(each.pk), each.name, is_child=each.parent_id is not None)
            for each in self._tree
        ]

    def _under(self, number: str) -> list[int]:
        return [each.pk for each in self._tree if number in (str(each.pk), str(each.parent_id))]

    def narrowed(self, articles: Any) -> Any:
        """Keep the articles of the category and of what is under it."""
        return articles.filter(category__in=self._under(self.value))

    def tallies(self) -> Mapping[str, Any]:
        """Group by category."""
        return {"category_id": None}

    def whole(self) -> Sequence[tuple[str, QuerySet[Any]]]:
        """Count each category along the index of categories."""
        return [
            (each.value, Article.objects.filter(category__in=self._under(each.value)))
            for each in self.options()
        ]

    def count(self, option: Option) -> int:
        """Return how many the category and its subcategories hold."""
        by_category = self.tallied["category_id"]
        return sum(by_category[str(number)] for number in self._under(option.value))
