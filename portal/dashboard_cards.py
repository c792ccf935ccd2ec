"""The cards of the desk's first page: whose they are, what lies in them, what they say."""

from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlencode

from django.db.models import Exists, F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles import presence, rights
from articles.admin.article_list.filters import Mine, reach_of
from articles.admin.article_list.missing_filter import OF_PHOTOS, Missing
from articles.admin.standing import NOT_YET_OUT
from articles.models import Article, Correction, PendingEdit, Revision
from articles.querysets import midnight
from portal.dashboard_piles import Card, Part, person
from portal.dashboard_readers import takedown_requests, waiting_comments

LOOKED_BACK = timedelta(days=29)  # and today: the "30 days" of the list
SECTION = F("category__name")
OF_ARTICLE = {
    "number": F("article_id"),
    "headline": F("article__headline"),
    "section": F("article__category__name"),
}


def cards_for(user: Any) -> list[Card]:
    """Return the cards that this member of the desk may see, in their order."""
    now = timezone.now()
    may = user.has_perm
    writes = may("articles.change_article")
    found: list[Card] = []
    if writes:
        found += [_review(user), _drafts(user), _approved(user)]
    if may("articles.view_correction") and writes:
        found.append(_corrections(user))
    if may("comments.view_comment"):
        found.append(waiting_comments())
    if may("comments.view_takedown"):
        found.append(takedown_requests())
    if writes or may("articles.change_photo"):
        found.append(_missing(user, now))
    if writes:
        found += [_scheduled(user, now), _embargo(user, now)]
    if may("articles.view_article"):
        found.append(_today(now))
    if writes:
        found.append(_open(user))
    return found


def articles_at(filters: dict[str, Any]) -> str:
    """Return the address of the list of articles, with these filters."""
    return f"{reverse('admin:articles_article_changelist')}?{urlencode(filters)}"


def _reach(user: Any, path: str = "article__") -> Q:
    """Return ``rights.in_reach`` as a condition on rows that point to an article."""
    own = Q(**{f"{path}created_by": user.pk})
    if not user.has_perm("articles.edit_others_articles"):
        return own
    categories = rights.own_categories(user)
    return Q() if categories is None else own | Q(**{f"{path}category__in": categories})


def _review(user: Any) -> Card:
    decides = user.has_perm("articles.approve_article")
    submitted = Revision.objects.filter(article=OuterRef("pk"), kind=Revision.Kind.SUBMITTED)
    since = Coalesce(Subquery(submitted.newest_first().values("made_at")[:1]), F("saved_at"))
    waiting = Article.objects.in_review().order_by(since.asc(), "pk")
    edits = PendingEdit.objects.filter(_reach(user), is_submitted=True).order_by("saved_at")
    return Card(
        name="cho-duyet",
        title=_("Chờ duyệt") if decides else _("Bài của tôi chờ duyệt"),
        empty=_("Không bài nào chờ duyệt."),
        parts=(
            Part(
                "review",
                rights.in_reach(user, waiting),
                since,
                section=SECTION,
                who=person("created_by"),
            ),
            Part("submitted edit", edits, F("saved_at"), who=person("edited_by"), **OF_ARTICLE),
        ),
        link=articles_at({"trang-thai": "cho-duyet", **reach_of(user)}),
    )


def _drafts(user: Any) -> Card:
    drafts = Article.objects.drafts_of(user).order_by("-saved_at", "-pk")
    edits = PendingEdit.objects.filter(edited_by=user.pk, is_submitted=False)
    return Card(
        name="ban-nhap",
        title=_("Bản nháp của tôi"),
        empty=_("Bạn không viết dở bài nào. Có tin mới thì bấm Viết bài."),
        parts=(
            Part("draft", drafts, F("saved_at"), section=SECTION, note=F("desk_note")),
            Part("edit", edits.order_by("-saved_at"), F("saved_at"), note=F("note"), **OF_ARTICLE),
        ),
        link=articles_at({"cua-toi": Mine.WRITING}),
        newest_first=True,
    )


def _approved(user: Any) -> Card:
    approved = rights.in_reach(user, Article.objects.approved()).order_by("saved_at", "pk")
    return Card(
        name="cho-dang",
        title=_("Đã duyệt, chờ đăng"),
        empty=_("Không bài nào chờ bấm Đăng."),
        parts=(
            Part("approved", approved, F("saved_at"), section=SECTION, who=person("created_by")),
        ),
        link=articles_at({"trang-thai": "da-duyet", **reach_of(user)}),
    )


def _corrections(user: Any) -> Card:
    """Return the articles with an error that waits, each with the first that was reported."""
    waiting = Correction.objects.open()
    earlier = waiting.filter(article=OuterRef("article"), pk__lt=OuterRef("pk"))
    reported = waiting.filter(_reach(user), ~Exists(earlier)).order_by("reported_at", "pk")
    return Card(
        name="dinh-chinh",
        title=_("Đính chính đang mở"),
        empty=_("Không ai báo lỗi nào chưa xử lý."),
        parts=(
            Part(
                "correction",
                reported,
                F("reported_at"),
                who=person("reported_by"),
                note=F("wrong"),
                **OF_ARTICLE,
            ),
        ),
        link=articles_at({"trang-thai": "bao-loi", **reach_of(user)}),
    )


def _missing(user: Any, now: datetime) -> Card:
    """Return what was published lately and lacks something; the photo desk sees photos only."""
    first_day = midnight(timezone.localdate(now) - LOOKED_BACK)
    articles = Article.objects.public(now).filter(published_at__gte=first_day)
    writes = user.has_perm("articles.change_article")
    parts = () if writes else OF_PHOTOS
    missing = Missing.ANYTHING if writes else Missing.ANY_OF_PHOTOS
    lacking = articles.missing_something(*parts).newest_first()
    return Card(
        name="con-thieu",
        title=_("Đã đăng mà còn thiếu"),
        empty=_("Bài đăng trong 30 ngày qua không thiếu gì."),
        parts=(
            Part(
                "missing",
                rights.in_reach(user, lacking) if writes else lacking,
                F("published_at"),
                section=SECTION,
                note=Article.objects.what_is_missing(*parts),
            ),
        ),
        link=articles_at(
            {"thieu": missing, "ngay": "30-ngay", "trang-thai": "dang-dang"}
            | (reach_of(user) if writes else {})
        ),
        newest_first=True,
    )


def _scheduled(user: Any, now: datetime) -> Card:
    scheduled = Article.objects.scheduled(now).order_by("published_at", "pk")
    return Card(
        name="hen-gio",
        title=_("Hẹn giờ"),
        empty=_("Không bài nào hẹn giờ."),
        parts=(
            Part("scheduled", rights.in_reach(user, scheduled), F("published_at"), section=SECTION),
        ),
        link=articles_at({"trang-thai": "hen-gio", **reach_of(user)}),
        is_work=False,
    )


def _embargo(user: Any, now: datetime) -> Card:
    held = Article.objects.under_embargo(now).order_by("embargoed_until", "pk")
    return Card(
        name="cam-dang",
        title=_("Còn trong giờ cấm đăng"),
        empty=_("Không bài nào vướng giờ cấm đăng."),
        parts=(
            Part("embargo", rights.in_reach(user, held), F("embargoed_until"), section=SECTION),
        ),
        link=articles_at(
            {
                "embargoed_until__gt": now.isoformat(),
                "status__in": ",".join(sorted(NOT_YET_OUT)),
                **reach_of(user),
            }
        ),
        is_work=False,
    )


def _open(user: Any) -> Card:
    seen = presence.now_present().filter(_reach(user))
    return Card(
        name="dang-mo",
        title=_("Đang có người sửa"),
        empty=_("Không ai đang mở bài nào."),
        parts=(
            Part("open", seen.order_by("since"), F("since"), who=person("editor"), **OF_ARTICLE),
        ),
        is_work=False,
    )


def _today(now: datetime) -> Card:
    today = timezone.localdate(now)
    return Card(
        name="hom-nay",
        title=_("Đăng hôm nay"),
        empty=_("Hôm nay chưa đăng bài nào."),
        parts=(
            Part(
                "today",
                Article.objects.published_on(today).public(now).newest_first(),
                F("published_at"),
                section=SECTION,
            ),
        ),
        link=articles_at({"trang-thai": "dang-dang", "ngay": "hom-nay"}),
        is_work=False,
        newest_first=True,
    )
