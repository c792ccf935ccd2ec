"""The verb of reporting: what readers find wrong with a comment, and when that hides it."""

from datetime import timedelta
from enum import Enum, auto

from django import forms
from django.conf import settings
from django.db import transaction
from django.db.models import F, Value
from django.db.models.functions import Coalesce, NullIf
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from comments.counting import lock
from comments.crowds import network_of
from comments.deciding import record
from comments.fields import WordsField
from comments.models import Comment, Report, Verdict
from comments.moderation import Ruling
from comments.voice import Voice

RULE = "reports"
# Somebody who reads a raid on a paper reports this many; a program reports hundreds.
MOST_REPORTS = 10
AN_HOUR = timedelta(hours=1)
LONGEST_NOTE = Report._meta.get_field("note").max_length or 0


class ReportForm(forms.Form):
    """What a reader may say about a comment."""

    reason = forms.ChoiceField(
        choices=Report.Reason.choices,
        error_messages=dict.fromkeys(
            ("required", "invalid_choice"), gettext_lazy("Hãy chọn một lý do.")
        ),
    )
    note = WordsField(
        required=False,
        max_length=LONGEST_NOTE,
        error_messages={
            "max_length": gettext_lazy(
                "Lời kèm dài %(show_value)s ký tự; hãy rút còn %(limit_value)s."
            )
        },
    )


class Outcome(Enum):
    """What became of a report."""

    TAKEN = auto()
    TOO_MANY = auto()


@transaction.atomic
def report(comment: Comment, voice: Voice, reason: str, note: str = "") -> Outcome:
    """Record what a reader found wrong; hide the comment where enough readers did.

    Reports a moderator has looked at do not count again, whatever their authors send.

    Args:
        comment: one that readers may see, with its article.
        voice: who reports; a guest without a cookie is told by the network.
        reason: one of ``Report.Reason``.
        note: in the reader's own words.
    """
    article = lock(comment.article)
    reporter = voice.network if voice.new_id and voice.network else voice.key
    network = network_of(voice)
    mine = Report.objects.filter(comment=comment, reporter=reporter)
    if not mine.exists() and _sent_too_many(reporter, network):
        return Outcome.TOO_MANY
    said = {"reason": reason, "note": note, "network": network}
    Report.objects.update_or_create(comment=comment, reporter=reporter, defaults=said)
    if Comment.objects.public().filter(pk=comment.pk).exists():
        comment.article = article
        _hide_if_enough(comment)
    return Outcome.TAKEN


def reporters_of(comment: Comment) -> int:
    """Return how many readers' open reports stand against a comment.

    Guests of one network are one reader: whoever clears the cookies is not two.
    """
    who = Coalesce(NullIf(F("network"), Value("")), F("reporter"))
    is_open = Report.objects.filter(comment=comment, looked_at=None).order_by()
    return is_open.values_list(who, flat=True).distinct().count()


def _sent_too_many(reporter: str, network: str) -> bool:
    lately = Report.objects.filter(created_at__gt=timezone.now() - AN_HOUR)
    same = lately.filter(network=network) if network else lately.filter(reporter=reporter)
    return same.count() >= MOST_REPORTS


def _hide_if_enough(comment: Comment) -> None:
    enough, found = settings.COMMENTS_HIDE_AT_REPORTS, reporters_of(comment)
    if not 0 < enough <= found:
        return
    comment.refresh_from_db(fields=["status", "text", "edition"])
    reason = _("%(found)s bạn đọc báo vi phạm; chờ kiểm duyệt viên xem lại.")
    record(comment, RULE, Ruling(Verdict.PENDING, reason % {"found": found}), by=None)
