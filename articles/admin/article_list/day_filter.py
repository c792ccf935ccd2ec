"""The filter of the list of articles by the day they came out or were saved."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Case, IntegerField, Q, QuerySet, Value, When
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from articles.admin.article_list.facet import Facet, Option
from articles.models import Article


class OnDay(Facet):
    """When it came out, or was saved: a day, a few, or from one day to another."""

    title, parameter, others = _("Ngày"), "ngay", ("tu", "den", "theo")
    SAVED = "luu"

    @property
    def by_saving(self) -> bool:
        """Whether the time of saving counts, and not of publication."""
        return self.given.get("theo") == self.SAVED

    @property
    def column(self) -> str:
        """Which time of an article counts."""
        return "saved_at" if self.by_saving else "published_at"

    @cached_property
    def _spans(self) -> dict[str, tuple[date, date]]:
        """The days of each link: the first, and the first after the last."""
        today = timezone.localdate()
        tomorrow = today + timedelta(days=1)
        return {
            "hom-nay": (today, tomorrow),
            "hom-qua": (today - timedelta(days=1), today),
            "7-ngay": (today - timedelta(days=6), tomorrow),
            "30-ngay": (today - timedelta(days=29), tomorrow),
            "thang-nay": (today.replace(day=1), tomorrow),
        }

    def options(self) -> list[Option]:
        """Offer the days that are asked for most."""
        labels = (_("Hôm nay"), _("Hôm qua"), _("7 ngày"), _("30 ngày"), _("Tháng này"))
        return [Option(value, label) for value, label in zip(self._spans, labels, strict=True)]

    @property
    def typed(self) -> tuple[date | None, date | None]:
        """The first and the last day that were typed."""
        return _day(self.given.get("tu", "")), _day(self.given.get("den", ""))

    @property
    def is_active(self) -> bool:
        """Whether days were chosen or typed."""
        return self.value in self._spans or any(self.typed)

    def narrowed(self, articles: Any) -> Any:
        """Keep the articles of these days."""
        if self.value in self._spans:
            first, end = self._spans[self.value]
            return articles.filter(self._between(first, end))
        first_typed, last = self.typed
        if first_typed:
            articles = articles.filter(**{f"{self.column}__gte": _midnight(first_typed)})
        if last:
            before = _midnight(last + timedelta(days=1))
            articles = articles.filter(**{f"{self.column}__lt": before})
        return articles

    def _between(self, first: date, end: date) -> Q:
        return Q(**{f"{self.column}__gte": _midnight(first), f"{self.column}__lt": _midnight(end)})

    @cached_property
    def _edges(self) -> list[date]:
        return sorted({edge for span in self._spans.values() for edge in span})

    def tallies(self) -> Mapping[str, Any]:
        """Group by the stretch between two edges of the links' spans."""
        stretches = [
            When(self._between(first, end), then=Value(n))
            for n, (first, end) in enumerate(zip(self._edges, self._edges[1:], strict=False))
        ]
        return {"stretch": Case(*stretches, default=Value(-1), output_field=IntegerField())}

    def whole(self) -> Sequence[tuple[str, QuerySet[Any]]]:
        """Count along the index of times."""
        spans = self._spans.items()
        return [(value, Article.objects.filter(self._between(*span))) for value, span in spans]

    def count(self, option: Option) -> int:
        """Add up the stretches of the link's span."""
        first, end = (self._edges.index(edge) for edge in self._spans[option.value])
        return sum(self.tallied["stretch"][str(n)] for n in range(first, end))

    def chosen(self) -> str:
        """Return the days in words."""
        days = [f"{day:%d/%m/%Y}" if day else "…" for day in self.typed]
        return super().chosen() or " – ".join(days)


def _day(typed: str) -> date | None:
    try:
        return parse_date(typed)
    except ValueError:
        return None


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
