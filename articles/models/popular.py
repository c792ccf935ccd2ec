"""PopularSearch (tìm nhiều): words of the paper that readers search for, and how often."""

from datetime import timedelta
from typing import Any, ClassVar, Self
from urllib.parse import urlencode

from django.db import models
from django.db.models import F, Max, Q, Sum
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.models.article import Article
from articles.models.day_mark import DayMark
from articles.models.fields import KeyField, NfcCharField
from articles.models.tag import Tag

PERIOD = timedelta(days=7)
FROM_LIST = "#tim-nhieu"
"""Ends the address of results that were chosen from the list: they are not counted again."""


class PopularSearchQuerySet(models.QuerySet["PopularSearch"]):
    """Popular searches, in the words of the newsroom."""

    def most_first(self) -> Self:
        """Order by how many networks asked on the last seven days; the newest words break ties.

        That number is ``searches``, and ``best_day`` that of the day on which most asked.
        """
        recent = Q(counts__day__gt=timezone.localdate() - PERIOD)
        counted = self.annotate(
            searches=Coalesce(Sum("counts__searches", filter=recent), 0),
            best_day=Coalesce(Max("counts__searches", filter=recent), 0),
        )
        return counted.order_by(F("searches").desc(), F("pk").desc())


class PopularSearch(models.Model):
    """Words that readers search for, always the paper's own: a topic, or words of a headline.

    Attributes:
        tag: the topic they are the name of.
        article: else the article in whose headline they stand.
    """

    text = NfcCharField(_("chữ"), max_length=100)
    key = KeyField(_("không dấu"), source="text", unique=True)
    tag = models.ForeignKey(
        Tag,
        verbose_name=_("chủ đề"),
        on_delete=models.SET_NULL,
        null=True,
        editable=False,
        related_name="+",
    )
    article = models.ForeignKey(
        Article,
        verbose_name=_("bài"),
        on_delete=models.SET_NULL,
        null=True,
        editable=False,
        related_name="+",
    )
    is_hidden = models.BooleanField(
        _("không hiện"),
        default=False,
        help_text=_("Bạn đọc không thấy câu này trong «Tìm nhiều», dù được tìm bao nhiêu."),
    )

    objects: ClassVar[Any] = PopularSearchQuerySet.as_manager()

    class Meta:
        verbose_name = _("câu tìm nhiều")
        verbose_name_plural = _("câu tìm nhiều")
        ordering = ("key",)

    def __str__(self) -> str:
        return self.text

    def get_absolute_url(self) -> str:
        """Return the address of its results; the mark at its end says that it was chosen."""
        return f"{reverse('articles:search')}?{urlencode({'q': self.text})}{FROM_LIST}"


class SearchCount(models.Model):
    """How many networks searched for something on a day."""

    search = models.ForeignKey(
        PopularSearch,
        verbose_name=_("câu tìm nhiều"),
        on_delete=models.CASCADE,
        related_name="counts",
    )
    day = models.DateField(_("ngày"), db_index=True)
    searches = models.PositiveIntegerField(_("lượt tìm"), default=0)

    class Meta:
        verbose_name = _("lượt tìm theo ngày")
        verbose_name_plural = _("lượt tìm theo ngày")
        constraints = (
            models.UniqueConstraint(fields=("search", "day"), name="search_count_once_a_day"),
        )

    def __str__(self) -> str:
        return f"{self.search_id} · {self.day:%d/%m}: {self.searches}"


class SearchMark(DayMark):
    """That somebody has searched for something today: they count once."""

    class Meta:
        verbose_name = _("dấu đã tìm")
        verbose_name_plural = _("dấu đã tìm")
