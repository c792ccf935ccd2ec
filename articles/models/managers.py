"""How a noun is found by the name people know it by."""

from typing import Any, ClassVar

from django.db import models


class NaturalKeyManager(models.Manager[Any]):
    """Find a row by its natural key, so that fixtures need no numbers."""

    def get_by_natural_key(self, *values: Any) -> Any:
        """Return the row whose ``natural_key_fields`` hold these values."""
        fields = self.model.natural_key_fields
        return self.get(**dict(zip(fields, values, strict=True)))


class NaturallyKeyed(models.Model):
    """A noun with a natural key."""

    natural_key_fields: ClassVar[tuple[str, ...]] = ("slug",)

    objects: ClassVar[models.Manager[Any]] = NaturalKeyManager()

    class Meta:
        abstract = True

    def natural_key(self) -> tuple[Any, ...]:
        """Return the values that name this row in a fixture."""
        return tuple(getattr(self, field) for field in self.natural_key_fields)
