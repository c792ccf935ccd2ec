"""The house rules of the conversation: which version holds, who accepted it, what changed."""

import re
from dataclasses import dataclass

from django.db.models import IntegerField, Subquery, Value
from django.db.models.functions import Coalesce
from django.http import HttpRequest

from articles import sections
from comments.models import HouseRules, RulesAcceptance
from comments.voice import Voice

_BLANK_LINES = re.compile(r"\n\s*\n")


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule of a version; new where an earlier version did not say it in these words."""

    text: str
    is_new: bool = False


def current() -> HouseRules | None:
    """Return the version in force; None where the paper has published none."""
    return HouseRules.objects.in_force().first()


def number_in_force() -> Coalesce:
    """Return the number of the version in force, 0 for none, for another query to bring along."""
    newest = HouseRules.objects.in_force().values("version")[:1]
    return Coalesce(Subquery(newest), Value(0), output_field=IntegerField())


def number_at_hand(request: HttpRequest) -> int:
    """Return that number as it came along with the categories of a page."""
    return next((each.house_rules for each in sections.of(request)), 0)  # type: ignore[attr-defined]


def still_to_accept(voice: Voice) -> HouseRules | None:
    """Return the version in force unless this voice has accepted it already."""
    rules = current()
    if rules and rules.acceptances.filter(voice=voice.key).exists():
        return None
    return rules


def accept(voice: str, rules: HouseRules) -> None:
    """Record that the voice with this key accepts a version; a second time changes nothing."""
    RulesAcceptance.objects.get_or_create(voice=voice, rules=rules)


def rules_of(version: HouseRules, since: int | None = None) -> list[Rule]:
    """Split a version into its rules.

    Args:
        since: the number of a version the reader knows; what that one does not say in
            the same words is new. None, or a number that never was, marks nothing.
    """
    known = HouseRules.objects.filter(version=since).first() if since else None
    before = set(split(known.text)) if known else None
    return [Rule(text, before is not None and text not in before) for text in split(version.text)]


def split(text: str) -> list[str]:
    """Return the rules of a version: a paragraph each."""
    return [" ".join(rule.split()) for rule in _BLANK_LINES.split(text) if rule.strip()]
