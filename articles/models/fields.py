"""Text fields that keep Vietnamese in one form, whatever an input method sends."""

from itertools import chain, count
from typing import TYPE_CHECKING, Any

from django.db import models

from articles import text

if TYPE_CHECKING:  # Django's fields take their value types for the type checker only.
    CharField = models.CharField[str, str]
    TextField = models.TextField[str, str]
    SlugField = models.SlugField[str, str]
else:
    CharField, TextField, SlugField = models.CharField, models.TextField, models.SlugField


class NfcMixin:
    """Store the value in NFC, without blanks around it.

    The rule stands in ``pre_save`` so that forms, fixtures, commands and code
    all go through it.
    """

    def pre_save(self, instance: models.Model, add: bool) -> Any:
        """Normalise the value on its way to the database and on the instance."""
        value = super().pre_save(instance, add)  # type: ignore[misc]
        if isinstance(value, str):
            value = text.nfc(value).strip()
            setattr(instance, self.attname, value)  # type: ignore[attr-defined]
        return value


class NfcCharField(NfcMixin, CharField):
    """A line of text in NFC."""


class NfcTextField(NfcMixin, TextField):
    """A text in NFC."""


class KeyField(CharField):
    """The folded identity of another field, kept with it (see ``text.match_key``)."""

    def __init__(self, *args: Any, source: str = "name", **kwargs: Any) -> None:
        self.source = source
        kwargs.setdefault("max_length", 500)
        kwargs.setdefault("editable", False)
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> tuple[str, str, Any, Any]:
        """Name the source field for migrations."""
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, kwargs | {"source": self.source}

    def pre_save(self, instance: models.Model, add: bool) -> str:
        """Compute the key anew at every save."""
        key = text.match_key(getattr(instance, self.source))[: self.max_length]
        setattr(instance, self.attname, key)
        return key


class NamedSlugField(SlugField):
    """An address made from another field on the first save, unless an editor typed one.

    Where addresses are unique, a second row of the same name gets a number.
    """

    def __init__(self, *args: Any, source: str = "name", **kwargs: Any) -> None:
        self.source = source
        kwargs.setdefault("max_length", text.SLUG_LENGTH)
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> tuple[str, str, Any, Any]:
        """Name the source field for migrations."""
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, kwargs | {"source": self.source}

    def pre_save(self, instance: models.Model, add: bool) -> str:
        """Spell what was typed, or else the source field, as a slug."""
        typed = getattr(instance, self.attname) or getattr(instance, self.source)
        slug = text.slug(typed, self.max_length or text.SLUG_LENGTH)
        if self.unique:
            slug = self._free(slug, instance)
        setattr(instance, self.attname, slug)
        return slug

    def _free(self, slug: str, instance: models.Model) -> str:
        others = type(instance)._default_manager.exclude(pk=instance.pk)
        numbered = (f"{slug[:-4]}-{n}" if len(slug) > 76 else f"{slug}-{n}" for n in count(2))
        candidates = chain([slug], numbered)
        return next(name for name in candidates if not others.filter(**{self.name: name}).exists())
