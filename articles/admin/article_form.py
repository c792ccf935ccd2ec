"""The form in which an article is written."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from articles.admin.forms import SluggedForm
from articles.models import Article

WORDS = ("headline", "kicker", "standfirst", "body", "lead_caption")


class ArticleForm(SluggedForm):
    """An article as an editor fills it in; status and versions belong to ``publishing``."""

    opened_version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    class Meta:
        model = Article
        fields = "__all__"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["opened_version"] = self.instance.version

    def clean(self) -> dict[str, Any]:
        """Refuse to write over what somebody else saved meanwhile; what was typed stays."""
        cleaned = super().clean()
        now = Article.objects.select_for_update().filter(pk=self.instance.pk)
        saved = now.values_list("version", flat=True).first()
        if saved is not None and cleaned.get("opened_version") != saved:
            raise ValidationError(
                _("Người khác đã lưu bài này sau khi bạn mở. Hãy mở lại bài rồi sửa tiếp.")
            )
        return cleaned

    @property
    def rewords(self) -> bool:
        """Whether readers will read other words than before."""
        return any(self.initial.get(name) != self.cleaned_data.get(name) for name in WORDS)

    def _get_validation_exclusions(self) -> set[str]:
        """Check the rules that join the typed times to the status, which is not typed."""
        excluded: set[str] = super()._get_validation_exclusions()  # type: ignore[misc]
        return excluded - {"status", "withdrawn_at"}
