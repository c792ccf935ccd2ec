"""What is typed at the front page desk: what fills a slot, and from when until when."""

import re
from datetime import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.admin.category import categories_as_tree
from articles.admin.rows import row_number
from articles.admin.widgets import CategoryChoiceField
from articles.models import Article, FrontPagePick, FrontPageSlot, Tag
from articles.text import match_key

FOUND = 10
LONGEST_QUERY = 200
IN_ADDRESS = re.compile(r"-(\d+)\.html")
NOT_READY = (Article.Status.DRAFT, Article.Status.IN_REVIEW, Article.Status.WITHDRAWN)


class ClockField(forms.DateTimeField):
    """A time by the paper's own clock, typed in the browser's own field."""

    widget = forms.DateTimeInput(
        attrs={"type": "datetime-local", "class": "desk-field"}, format="%Y-%m-%dT%H:%M"
    )

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("required", False)
        kwargs.setdefault("error_messages", {"invalid": _("Giờ không đọc được: hãy chọn lại.")})
        super().__init__(**kwargs)

    def clean(self, value: Any) -> datetime | None:
        """Refuse a time that no clock of ours could show."""
        instant: datetime | None = super().clean(value)
        if instant and not 2000 <= instant.year <= 2100:
            raise ValidationError(self.error_messages["invalid"])
        return instant


class SlotForm(forms.ModelForm):  # type: ignore[type-arg]
    """How a slot fills itself, and how many articles it holds."""

    category = CategoryChoiceField(
        queryset=categories_as_tree(),
        required=False,
        label=_("Chuyên mục"),
        help_text=_("Ô lấy bài mới nhất ở đây, kể cả của tiểu mục."),
    )
    tag = forms.CharField(
        required=False,
        max_length=100,
        label=_("Chủ đề"),
        help_text=_("Gõ tên chủ đề đã có, có dấu hay không dấu."),
    )

    class Meta:
        model = FrontPageSlot
        fields = ("rule", "category", "tag", "heading", "length", "may_repeat")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["tag"] = self.instance.tag.name if self.instance.tag else ""
        if not self.instance.is_strip:
            del self.fields["heading"], self.fields["length"]
        for name, field in self.fields.items():
            field.show_hidden_initial = True
            if name != "may_repeat":
                field.widget.attrs["class"] = "desk-field"

    def clean_tag(self) -> Tag | None:
        """Find the topic, in whatever spelling; only where the rule asks for one."""
        typed = self.cleaned_data["tag"].replace("\x00", "")
        if not typed or self.cleaned_data.get("rule") != FrontPageSlot.Rule.TAG:
            return None
        key = match_key(typed)
        known = Tag.objects.filter(Q(key=key) | Q(aliases__key=key)).first()
        if known is None:
            raise ValidationError(_("Chưa có chủ đề «%(name)s».") % {"name": typed})
        return known

    def clean(self) -> dict[str, Any]:
        """Forget the category where the rule does not ask for one."""
        cleaned = super().clean() or self.cleaned_data
        rule = cleaned.get("rule")
        if rule != FrontPageSlot.Rule.CATEGORY:
            cleaned["category"] = None
        named = {
            "category": _("Hãy chọn chuyên mục cho ô này."),
            "tag": _("Hãy chọn chủ đề cho ô này."),
        }
        if rule in named and not cleaned.get(rule) and rule not in self.errors:
            self.add_error(rule, named[rule])
        return cleaned

    @property
    def kept(self) -> list[str]:
        """The fields that were changed since the form was opened; a rule with what it names."""
        changed = set(self.changed_data)
        named = {"rule", "category", "tag"}
        return sorted(changed | named if changed & named else changed)

    def validate_constraints(self) -> None:
        """The form has said already, beside its fields, what the database would refuse."""


class TimesForm(forms.Form):
    """From when until when a pick counts."""

    starts_at = ClockField(label=_("Từ"), help_text=_("Để trống là ngay bây giờ."))
    ends_at = ClockField(label=_("Đến"), help_text=_("Để trống là cho đến khi bạn bỏ."))

    def clean(self) -> dict[str, Any]:
        """Refuse an end that does not come after the beginning, or that is over already."""
        cleaned = super().clean() or self.cleaned_data
        start, end = cleaned.get("starts_at"), cleaned.get("ends_at")
        if start and end and end <= start:
            self.add_error("ends_at", _("Giờ kết thúc phải sau giờ bắt đầu."))
        elif end and end <= timezone.now() and "ends_at" in self.changed_data:
            self.add_error("ends_at", _("Giờ kết thúc đã qua."))
        return cleaned


class PickForm(TimesForm):
    """An article for a slot."""

    article = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def clean_article(self) -> Article:
        """Refuse what is not there, or was taken back."""
        number = row_number(self.cleaned_data["article"])
        found = Article.objects.filter(pk=number).defer("body").first()
        if found is None:
            raise ValidationError(_("Hãy chọn một bài."))
        if found.is_withdrawn:
            raise ValidationError(_("Bài này đã gỡ, không đưa lên trang nhất được."))
        return found


class PickTimesForm(TimesForm):
    """A pick's times, and the slot in which it stands."""

    slot = forms.ModelChoiceField(
        queryset=FrontPageSlot.objects.all(),
        label=_("Ô"),
        help_text=_("Chọn ô khác thì bài dời sang đó."),
        widget=forms.Select(attrs={"class": "desk-field"}),
    )

    def __init__(self, *args: Any, pick: FrontPagePick, **kwargs: Any) -> None:
        now = {"starts_at": pick.starts_at, "ends_at": pick.ends_at, "slot": pick.slot_id}
        super().__init__(*args, **kwargs)
        self.initial = now
        for field in self.fields.values():
            field.show_hidden_initial = True
        self.fields["slot"].queryset = FrontPageSlot.objects.select_related("category", "tag")  # type: ignore[attr-defined]

    @property
    def kept(self) -> dict[str, Any]:
        """What was changed since the form was opened."""
        return {name: self.cleaned_data[name] for name in self.changed_data}


def searched(typed: str) -> QuerySet[Article]:
    """Return what could go on the front page: out, scheduled or approved, last saved first.

    Args:
        typed: words of the headline, with or without marks, or an article's address.
    """
    over = Q(expires_at__lte=timezone.now())
    found = Article.objects.exclude(Q(status__in=NOT_READY) | over)
    if number := IN_ADDRESS.search(typed):
        found = found.filter(pk=row_number(number[1]))
    else:
        for word in match_key(typed.replace("\x00", "")[:LONGEST_QUERY]).split():
            found = found.filter(headline_key__contains=word)
    found = found.select_related("category", "lead_photo").defer("body")
    return found.order_by("-saved_at", "-pk")[:FOUND]
