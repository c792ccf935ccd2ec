"""Numbers of rows as addresses and forms of the desk bring them, where anything may be typed."""

from typing import Any

from django import forms
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.admin.widgets import AutocompleteSelect, AutocompleteSelectMultiple
from django.core.exceptions import BadRequest, ValidationError
from django.http import HttpRequest

NO_ROW = 0
MOST_DIGITS = 18


def row_number(typed: object) -> int:
    """Return the number that was typed; ``NO_ROW``, which finds nothing, where it is none."""
    digits = str(typed)
    is_number = digits.isascii() and digits.isdecimal() and len(digits) <= MOST_DIGITS
    return int(digits) if is_number else NO_ROW


def refuse_odd_choice(request: HttpRequest) -> None:
    """Refuse a choice of rows, or a filter, that no list of ours offers.

    Raises:
        BadRequest: a row is no number, or a filter holds a null, which no database stores.
    """
    rows = request.POST.getlist(ACTION_CHECKBOX_NAME)
    if not all(map(row_number, rows)) or "%00" in request.META["QUERY_STRING"]:
        raise BadRequest


class RowChoice(AutocompleteSelect):
    """A row that is searched for while typing, so that a form never lists them all."""

    def optgroups(self, name: str, value: list[str], attr: Any = None) -> Any:
        """Show again what was chosen, if it can be a row."""
        return super().optgroups(name, [each for each in value if row_number(each)], attr)


class RowsChoice(AutocompleteSelectMultiple):
    """Several rows that are searched for while typing."""

    def optgroups(self, name: str, value: list[str], attr: Any = None) -> Any:
        """Show again what was chosen, as far as it can be rows."""
        return super().optgroups(name, [each for each in value if row_number(each)], attr)


class RowsField(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]
    """Several rows; what can be none is refused before a database sees it."""

    def clean(self, value: Any) -> Any:
        """Refuse what is no number of a row."""
        odd = [each for each in value or () if not row_number(each)]
        if odd:
            says = self.error_messages["invalid_pk_value"]
            raise ValidationError(says, code="invalid_pk_value", params={"pk": str(odd[0])[:40]})
        return super().clean(value)


class RowChoices:
    """A form whose ``autocomplete_fields`` are ``RowChoice`` fields."""

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """Search for rows instead of listing them."""
        if db_field.name in self.get_autocomplete_fields(request):  # type: ignore[attr-defined]
            kwargs["widget"] = RowChoice(db_field, self.admin_site)  # type: ignore[attr-defined]
        return super().formfield_for_foreignkey(db_field, request, **kwargs)  # type: ignore[misc]
