"""DayMark: that a network was counted today for one thing, so that it counts once."""

import secrets
from collections.abc import Sequence
from typing import Self

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class DayMark(models.Model):
    """That somebody was counted today for one thing.

    Attributes:
        key: a keyed hash of day, network and thing; tomorrow the row is gone, and nobody
            could make the same key again.
        batch: which write made the row, so that it knows what it may count.
    """

    key = models.CharField(_("dấu"), max_length=32, primary_key=True)
    day = models.DateField(_("ngày"), db_index=True)
    batch = models.CharField(_("lần ghi"), max_length=32)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return str(self.key)

    @classmethod
    def take(cls, marks: Sequence[Self]) -> "models.QuerySet[Self]":
        """Write marks and return those that became ours, which are the ones to count.

        Every process writes marks under a name of its own: of two that bring the same mark,
        the database takes one.
        """
        batch = secrets.token_hex(16)
        for mark in marks:
            mark.batch = batch
        in_one_order = sorted(marks, key=lambda mark: mark.key)
        cls._default_manager.bulk_create(in_one_order, ignore_conflicts=True)
        keys = [mark.key for mark in marks]
        return cls._default_manager.filter(pk__in=keys, batch=batch)

    @classmethod
    def forget_past_days(cls) -> None:
        """Delete the marks of days that are over."""
        cls._default_manager.filter(day__lt=timezone.localdate()).delete()
