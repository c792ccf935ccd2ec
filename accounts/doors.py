"""Two doors lead into the paper: the desk's (``DESK_PATH``) and the readers' (``ACCOUNT_PATH``).

A code by mail or a word of another site opens the readers' door only. Accounts of the
desk never come in there, and a session that was opened there never opens the desk, also
when its account is taken on by the desk later.
"""

from django.conf import settings
from django.http import HttpRequest

DOOR = "door"
READERS, DESK = "readers", "desk"


def at_readers_door(request: HttpRequest) -> bool:
    """Whether the request is for a page of readers' accounts."""
    return request.path_info.startswith(settings.ACCOUNT_PATH)


def remember_door(request: HttpRequest) -> None:
    """Write into the new session through which door it was opened."""
    request.session[DOOR] = READERS if at_readers_door(request) else DESK


def came_as_reader(request: HttpRequest) -> bool:
    """Whether the session was opened through the readers' door."""
    return bool(request.session.get(DOOR) == READERS)
