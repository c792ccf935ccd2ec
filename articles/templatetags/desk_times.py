"""Times in templates of the desk."""

from datetime import datetime

from django import template

from articles.comparing.changed_lines import clocked

register = template.Library()


@register.filter
def by_every_clock(instant: datetime) -> str:
    """Write a time with its year by every clock of the paper."""
    return clocked(instant)
