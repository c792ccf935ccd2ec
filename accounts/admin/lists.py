"""What the lists of this app have in common."""

from typing import Any

from django.contrib.admin.options import ActionLocation
from django.http import HttpRequest


class OneAtATime:
    """Accounts and groups are deleted one by one, on the page that says what goes with them."""

    def get_actions(
        self, request: HttpRequest, action_location: Any = ActionLocation.CHANGE_LIST
    ) -> dict[str, Any]:
        """Leave out Django's bulk deletion."""
        actions: dict[str, Any] = super().get_actions(request, action_location)  # type: ignore[misc]
        actions.pop("delete_selected", None)
        return actions
