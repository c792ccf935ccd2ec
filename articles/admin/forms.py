"""What the desk's forms have in common: addresses and identities are checked before saving."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Model
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from articles import text


class SluggedForm(forms.ModelForm):  # type: ignore[type-arg]
    """A form whose address is spelled, and known to be free, before the row is saved."""

    class Media:
        # Named after Django's own, so that ours comes later and takes its place.
        js = ("admin/js/urlify.js", "js/desk/urlify.js")

    def clean(self) -> dict[str, Any]:
        """Make the address from the name when the editor typed none."""
        cleaned = super().clean() or self.cleaned_data
        if "slug" not in self.fields or "slug" in self.errors:
            return cleaned
        field = self._meta.model._meta.get_field("slug")
        typed = cleaned.get("slug") or cleaned.get(field.source)
        if typed:
            cleaned["slug"] = text.slug(typed, field.max_length)
        return cleaned


class RowForm(forms.ModelForm):  # type: ignore[type-arg]
    """A row of a table inside a form: its fields stand under headings, and say their names too."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.widget.attrs.setdefault("aria-label", str(field.label or ""))


def refuse_known_key(model: type[Model], name: str, but: Model, message: str | Promise) -> None:
    """Refuse a name that another row has in a different spelling.

    Args:
        model: has ``key``, the folded name.
        but: the row that may have it.
        message: says what is wrong; ``%(known)s`` is the other row.
    """
    others = model._default_manager.filter(key=text.match_key(name))
    if known := others.exclude(pk=but.pk).first():
        raise ValidationError(str(message) % {"known": known})


def clean_line(value: str) -> str:
    """Return a typed name in NFC; refuse one without any letter."""
    if not text.match_key(value):
        raise ValidationError(_("Hãy điền một tên."))
    return text.nfc(value).strip()
