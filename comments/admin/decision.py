"""The trail of decisions, to be read on the page of a comment."""

from django.db.models import Model
from django.http import HttpRequest
from unfold.admin import TabularInline

from comments.models import Decision


class DecisionInline(TabularInline):
    """The trail of decisions about a comment."""

    model = Decision
    fields = readonly_fields = (
        *("verdict", "rule", "code", "reason", "matched"),
        *("edition", "text", "by", "created_at"),
    )
    extra = 0
    can_delete = False

    def has_add_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Decisions are made by verbs, not by filling in a row."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """The trail is never rewritten."""
        return False
