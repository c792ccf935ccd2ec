"""Text fields that keep Vietnamese in one form, whatever an input method sends."""

from datetime import datetime
from itertools import chain, count
from typing import TYPE_CHECKING, Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from articles import text

if TYPE_CHECKING:  # Django's fields take their value types for the type checker only.
    CharField = models.CharField[str, str]
    TextField = models.TextField[str, str]
    SlugField = models.SlugField[str, str]
    DateTimeField = models.DateTimeField[datetime | None, datetime | None]
else:
    CharField, TextField, SlugField = models.CharField, models.TextField, models.SlugField
    DateTimeField = models.DateTimeField


class NfcMixin:
    """Store the value in NFC, without blanks around it.

    Forms and fixtures go through ``to_python``, saved rows through ``pre_save``,
    updates and lookups through ``get_prep_value``.
    """

    def to_python(self, value: Any) -> Any:
        """Normalise what a form or a fixture brings."""
        return _normal(super().to_python(value))  # type: ignore[misc]

    def get_prep_value(self, value: Any) -> Any:
        """Normalise what goes into a query past the instance."""
        return _normal(super().get_prep_value(value))  # type: ignore[misc]

    def pre_save(self, instance: models.Model, add: bool) -> Any:
        """Normalise the value on its way to the database and on the instance."""
        value = _normal(super().pre_save(instance, add))  # type: ignore[misc]
        setattr(instance, self.attname, value)  # type: ignore[attr-defined]
        return value


def _normal(value: Any) -> Any:
    return text.nfc(value).strip() if isinstance(value, str) else value


class NfcCharField(NfcMixin, CharField):
    """A line of text in NFC."""


class NfcTextField(NfcMixin, TextField):
    """A text in NFC."""


class KeyField(CharField):
    """The folded identity of another field, kept with it (see ``text.match_key``).

    Args:
        source: the name of the field, or of several with blanks between them.
    """

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
        words = " ".join(getattr(instance, name) for name in self.source.split())
        key = text.match_key(words)[: self.max_length]
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

    def formfield(self, **kwargs: Any) -> Any:
        """Take any words: they are spelled as an address before they are checked."""
        return models.CharField.formfield(self, **kwargs)

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


class PublicationCopyField(DateTimeField):
    """The publication time of an article, kept beside a link to it.

    A topic's or an author's list is read newest first along an index of the link
    itself, so that its cost does not grow with the list. ``publishing.save``
    keeps the copies of an article in step with it.
    """

    def __init__(self, *args: Any, of: str = "article", **kwargs: Any) -> None:
        self.of = of
        kwargs.setdefault("verbose_name", _("giờ đăng"))
        kwargs.setdefault("null", True)
        kwargs.setdefault("editable", False)
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> tuple[str, str, Any, Any]:
        """Name the link for migrations."""
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, kwargs | {"of": self.of}

    def pre_save(self, instance: models.Model, add: bool) -> Any:
        """Copy the time anew at every save."""
        copied = getattr(instance, self.of).published_at
        setattr(instance, self.attname, copied)
        return copied
