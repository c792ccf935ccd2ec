"""Who signs an article, in order."""

from typing import Any

from django import forms
from unfold.admin import TabularInline

from articles.admin.rows import RowChoices
from articles.models import Byline

LAST = 9999


class BylineForm(forms.ModelForm):  # type: ignore[type-arg]
    """One name under an article; a new one stands after the others until it is moved."""

    position = forms.IntegerField(required=False, min_value=0, max_value=LAST)

    class Meta:
        model = Byline
        fields = ("author", "position")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk is None:
            self.initial["position"] = None

    def clean_position(self) -> int:
        """Put a name without a place last."""
        typed = self.cleaned_data.get("position")
        return LAST if typed is None else typed


class BylineInline(RowChoices, TabularInline):  # type: ignore[misc]
    """The names under the article."""

    model = Byline
    form = BylineForm
    extra = 0
    autocomplete_fields = ("author",)
    show_title = False
    ordering_field = "position"
    hide_ordering_field = True
