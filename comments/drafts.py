"""A comment on its way in."""

from dataclasses import dataclass

from comments.models import Comment, HouseRules


@dataclass(frozen=True, slots=True)
class Draft:
    """A comment as its reader sent it, checked by the form.

    Attributes:
        name, text: as they are kept.
        parent: the comment that heads the thread it joins; None begins a thread.
        answered: the reply within that thread that is answered, if it is one.
        trap_is_filled: whether the field that people do not see was filled.
        email: where a guest wants to be told of replies; never shown.
        wants_replies: whether to tell of replies at all.
        seconds: how long the browser says that it was written; None if it says nothing.
        work_is_done: whether the sender's machine has worked for it (``comments.work``).
        accepts: the house rules that are accepted with it, where they were not before.
    """

    name: str
    text: str
    parent: Comment | None = None
    trap_is_filled: bool = False
    answered: Comment | None = None
    email: str = ""
    wants_replies: bool = False
    seconds: int | None = None
    work_is_done: bool = False
    accepts: HouseRules | None = None
