"""Sources at the desk."""

from django import forms
from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from articles.admin.forms import clean_line, refuse_known_key
from articles.admin.lists import FindableAdmin, FoldedAdmin
from articles.models import Source


class SourceForm(forms.ModelForm):  # type: ignore[type-arg]
    """Where republished copy comes from."""

    class Meta:
        model = Source
        fields = ("name", "address", "link_policy", "canonical_policy")

    def clean_name(self) -> str:
        """Refuse a source we have in another spelling."""
        name = clean_line(self.cleaned_data["name"])
        refuse_known_key(Source, name, self.instance, _("Đã có nguồn «%(known)s»."))
        return name


@admin.register(Source)
class SourceAdmin(FindableAdmin, FoldedAdmin):
    """Outlets and agencies, and what we owe them."""

    found_in = "source"
    form = SourceForm
    list_display = ("name", "address", "link_policy", "canonical_policy")
    ordering = ("key",)
    search_fields = ("key",)
    search_help_text = _("Tìm trong tên, có dấu hay không dấu")
