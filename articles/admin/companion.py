"""Companions that an editor picks: a list inside the article's form, in effect at once.

They stand around the words and not among them, as picks of the front page do, so that no
version of the article holds them (docs/decisions/0028). On a live article only those change
them who may change what its readers see.
"""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from unfold.admin import TabularInline
from unfold.widgets import UnfoldAdminIntegerFieldWidget

from articles.admin.forms import RowForm
from articles.admin.rows import RowChoices
from articles.models import Article, PickedCompanion
from articles.related import picking

LAST_PLACE = 99


class PickForm(RowForm):
    """One article that is picked; without a number it goes to the end."""

    position = forms.IntegerField(
        label=_("thứ tự"),
        required=False,
        min_value=0,
        max_value=LAST_PLACE,
        widget=UnfoldAdminIntegerFieldWidget,
        help_text=_("Số nhỏ đứng trước. Để trống thì đứng cuối."),
    )

    class Meta:
        model = PickedCompanion
        fields = ("other", "position")
        help_texts = {"other": _("Gõ vài chữ của tít để tìm. Bài này đứng đầu mục liên quan.")}

    def clean_other(self) -> Article:
        """Refuse the article itself, and what was taken back."""
        other: Article = self.cleaned_data["other"]
        if other.pk == self.instance.article_id:
            raise ValidationError(_("Bài không đứng cạnh chính nó."))
        if other.is_withdrawn and "other" in self.changed_data:
            raise ValidationError(_("Bài này đã gỡ, không chọn được."))
        return other


class PickFormSet(forms.BaseInlineFormSet):  # type: ignore[type-arg]
    """What an editor picked for one article, in order. The verb writes its rows and its log."""

    new_objects = changed_objects = deleted_objects = ()

    def wanted(self) -> list[Article]:
        """Return what is to stand there, in the order of the numbers that were typed."""
        kept = [
            form.cleaned_data
            for form in self.forms
            if form not in self.deleted_forms and form.cleaned_data.get("other")
        ]
        last = LAST_PLACE + 1
        return [
            each["other"]
            for each in sorted(
                kept, key=lambda each: last if each["position"] is None else each["position"]
            )
        ]

    def opened(self) -> set[int]:
        """Return the numbers of what stood there when the form was opened."""
        return {form.initial["other"] for form in self.initial_forms}


class PickedCompanionInline(RowChoices, TabularInline):  # type: ignore[misc]
    """The picks of an article: they stand first under "Chủ đề liên quan"."""

    model = PickedCompanion
    fk_name = "article"
    form = PickForm
    formset = PickFormSet
    autocomplete_fields = ("other",)
    extra = 0
    show_title = False
    max_num = picking.MOST
    verbose_name = _("bài liên quan")
    verbose_name_plural = _("Bài liên quan")

    def get_queryset(self, request: HttpRequest) -> Any:
        """Leave the bodies of what was picked unread."""
        rows = super().get_queryset(request).select_related("other")
        return rows.defer("other__body")

    def has_view_permission(self, request: HttpRequest, obj: Article | None = None) -> bool:
        """Whoever sees the article sees what stands beside it."""
        return True

    def has_add_permission(self, request: HttpRequest, obj: Article | None = None) -> bool:
        """Whoever may change what readers see of the article."""
        return obj is None or picking.may_pick(request.user, obj)

    def has_change_permission(self, request: HttpRequest, obj: Article | None = None) -> bool:
        """Likewise."""
        return self.has_add_permission(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Article | None = None) -> bool:
        """Likewise."""
        return self.has_add_permission(request, obj)


def keep(request: HttpRequest, article: Article, formsets: Any) -> None:
    """Keep what was picked in the form, where anything was changed."""
    for formset in formsets:
        if isinstance(formset, PickFormSet) and formset.has_changed():
            picking.pick(article, formset.wanted(), formset.opened(), by=request.user)
