"""Topics at the desk: "Châu Âu", "châu âu" and "chau au" are one."""

from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from taggit import admin as taggit_admin
from unfold.admin import TabularInline

from articles import tag_keeping
from articles.admin.forms import RowForm, SluggedForm, clean_line, refuse_known_key
from articles.admin.lists import FindableAdmin
from articles.admin.tag_list import TagList
from articles.models import Tag, TagAlias
from articles.text import match_key

ALREADY_A_TAG = _("Đã có chủ đề «%(known)s».")
ALREADY_AN_ALIAS = _("Đã là tên khác của chủ đề «%(known)s».")

# taggit registers its own table of tags, which we do not use.
admin.site.unregister(taggit_admin.Tag)  # type: ignore[attr-defined]


def refuse_alias_of_another(name: str, tag: Tag) -> None:
    """Refuse a name under which another topic is found already."""
    aliases = TagAlias.objects.filter(key=match_key(name)).exclude(tag=tag.pk)
    if known := aliases.select_related("tag").first():
        raise ValidationError(ALREADY_AN_ALIAS % {"known": known.tag})


class TagForm(SluggedForm):
    """A topic."""

    class Meta:
        model = Tag
        fields = ("name", "slug")

    def clean_name(self) -> str:
        """Refuse a topic that exists in another spelling or under another name."""
        name = clean_line(self.cleaned_data["name"])
        if "," in name or ";" in name:
            raise ValidationError(
                _("Tên chủ đề không có dấu phẩy: trong bài, dấu phẩy ngăn chủ đề.")
            )
        refuse_known_key(Tag, name, self.instance, ALREADY_A_TAG)
        refuse_alias_of_another(name, self.instance)
        return name


class TagAliasForm(RowForm):
    """Another name of a topic."""

    class Meta:
        model = TagAlias
        fields = ("name",)

    def clean_name(self) -> str:
        """Refuse a name that leads somewhere already."""
        name = clean_line(self.cleaned_data["name"])
        refuse_known_key(TagAlias, name, self.instance, _("Đã có tên khác «%(known)s»."))
        refuse_known_key(Tag, name, Tag(), ALREADY_A_TAG)
        return name


class TagAliasFormSet(forms.BaseInlineFormSet):  # type: ignore[type-arg]
    """The other names of one topic, each once."""

    def clean(self) -> None:
        """Refuse the same name twice in different spellings."""
        super().clean()
        kept = [form for form in self.forms if form not in self.deleted_forms]
        names = [name for form in kept if (name := form.cleaned_data.get("name"))]
        if len({match_key(name) for name in names}) < len(names):
            raise ValidationError(_("Một tên được ghi hai lần."))


class TagAliasInline(TabularInline):
    """Other names under which copy speaks of the topic."""

    model = TagAlias
    form = TagAliasForm
    formset = TagAliasFormSet
    extra = 0


@admin.register(Tag)
class TagAdmin(FindableAdmin, TagList):
    """The topics, with their other names."""

    found_in = "tagged_items__tag"
    form = TagForm
    inlines = (TagAliasInline,)
    prepopulated_fields = {"slug": ("name",)}

    def save_model(self, request: HttpRequest, obj: Tag, form: Any, change: bool) -> None:
        """Save, and have the topic found under its former name."""
        super().save_model(request, obj, form, change)
        if change and "name" in form.changed_data:
            tag_keeping.remember_name(obj, form.initial["name"])
