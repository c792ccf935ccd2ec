"""How a test sits down at the desk."""

from unittest.mock import patch

from django.template import engines
from django.test import Client
from django.urls import reverse

from portal.desk_groups import ensure_groups
from tests.builders import a_user


class DeskClient(Client):
    """A browser at the desk, whose theme counts on variables that are not there.

    It counts the errors of a form that way, which a strict engine turns into an error.
    """

    def request(self, **request):
        with patch.object(engines["django"].engine, "string_if_invalid", ""):
            return super().request(**request)


def at_the_desk(group: str) -> Client:
    """Return a browser in which a new member of this group has signed in."""
    groups = {each.name: each for each in ensure_groups()}
    user = a_user(is_staff=True)
    user.groups.add(groups[group])
    client = DeskClient()
    client.force_login(user)
    client.user = user
    return client


def owner() -> Client:
    """Return a browser in which the owner of the site has signed in."""
    client = DeskClient()
    client.user = a_user(is_staff=True, is_superuser=True)
    client.force_login(client.user)
    return client


def desk(model: str, page: str = "changelist", *args: object) -> str:
    """Return an address at the desk: ``desk("articles.article", "change", 12)``."""
    return reverse(f"admin:{model.replace('.', '_')}_{page}", args=args)


def filled_in(response) -> dict[str, object]:
    """Return what the form of a page would send if nothing were changed in it."""
    form = response.context["adminform"].form
    formsets = [each.formset for each in response.context["inline_admin_formsets"]]
    forms = [form, *(formset.management_form for formset in formsets)]
    forms += [each for formset in formsets for each in formset.forms]
    sent = {}
    for each in forms:
        for field in each:
            sent |= _sent_by(field)
    return sent


def _sent_by(field) -> dict[str, object]:
    if field.name == "DELETE" or field.field.disabled:
        return {}
    value, widget = field.value(), field.field.widget
    if not value and getattr(getattr(widget, "widget", widget), "allow_multiple_selected", False):
        return {}
    if hasattr(widget, "decompress"):
        parts = widget.decompress(value)
        return {f"{field.html_name}_{n}": part or "" for n, part in enumerate(parts)}
    shown = widget.format_value(value) if hasattr(widget, "format_value") else value
    if isinstance(shown, list):
        shown = shown[0] if shown else ""
    return {} if widget.needs_multipart_form else {field.html_name: "" if shown is None else shown}


def messages_of(response) -> str:
    """Return what the desk says at the top of the page."""
    return " ".join(str(message) for message in response.context["messages"])
