"""Taking turns: what several processes work out of the same rows is done by one at a time."""

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model


def one_at_a_time(model: type[Model]) -> None:
    """Wait for whoever works out these rows at this moment, until the transaction ends.

    Every model has one row of Django's own, whose lock nothing else asks for.
    """
    kinds = ContentType.objects.select_for_update(no_key=True)
    kinds.get(pk=ContentType.objects.get_for_model(model).pk)
