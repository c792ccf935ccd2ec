"""What one reader may see of their own: pending comments and ratings."""

from django.http import HttpRequest


def what_is_mine(request: HttpRequest) -> dict[str, object]:
    return {}
