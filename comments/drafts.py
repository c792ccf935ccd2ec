"""A comment on its way in."""

from dataclasses import dataclass

from comments.models import Comment


@dataclass(frozen=True, slots=True)
class Draft:
    """A comment as its reader sent it, checked by the form.

    Attributes:
        email: where a guest wants to be told of replies; never shown.
        seconds: how long the browser says that it was written; None if it says nothing.
        work_is_done: whether the sender's machine has worked for it.
    """

    name: str
    text: str
    parent: Comment | None = None
    trap_is_filled: bool = False
    email: str = ""
    seconds: int | None = None
    work_is_done: bool = False
