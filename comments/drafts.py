"""A comment on its way in."""

from dataclasses import dataclass

from comments.models import Comment


@dataclass(frozen=True, slots=True)
class Draft:
    """A comment as its reader sent it, checked by the form."""

    name: str
    text: str
    parent: Comment | None = None
    trap_is_filled: bool = False
