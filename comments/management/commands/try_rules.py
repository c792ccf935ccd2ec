"""manage.py try_rules: what other banned terms would have done to the latest comments."""

from argparse import ArgumentParser
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.db.models import OuterRef, Subquery
from django.utils import translation
from django.utils.translation import gettext as _

from comments.deciding import MODERATOR
from comments.facts import lexicon_of
from comments.leaving import ERASED
from comments.models import BannedTerm, Comment, Decision, Teencode, Verdict
from comments.moderation import RULES, Facts, Ruling, banned_term, judge
from comments.term_files import COLUMNS, read_terms
from comments.terms import Lexicon

LAST, MOST = 1000, 100_000
EXCERPT = 60


class Change(NamedTuple):
    """A comment whose outcome would be another.

    Attributes:
        comment: as it is.
        then: what the rules decided.
        rule: which rule would decide now.
        now: what it would say.
    """

    comment: Comment
    then: Verdict
    rule: str
    now: Ruling


class Command(BaseCommand):
    """Show what a change of banned terms would have done to the latest comments.

    FILE holds the terms to add or to change, one a line: term, tab, exact or folded, tab,
    pending or rejected. A CSV file with the same columns and a fixture of
    comments.bannedterm do as well. Nothing is ever written. Only the words are judged
    anew: bans, floods, duplicates and what is known of the reader are not played again.
    """

    help = __doc__

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE")
        parser.add_argument(
            "--last", type=int, default=LAST, metavar="N", help=f"comments to try it on ({LAST})"
        )
        parser.add_argument(
            "--instead", action="store_true", help="FILE is the whole list, not an addition"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        with translation.override(settings.LANGUAGE_CODE):
            self.try_out(options["file"], options["last"], options["instead"])

    def try_out(self, file: Path, last: int, is_whole_list: bool) -> None:
        """Print each comment whose outcome changes, and the totals."""
        if not 1 <= last <= MOST:
            raise CommandError(_("--last: hãy ghi một số từ 1 đến %(n)s.") % {"n": MOST})
        terms = terms_in(file)
        tried, totals, published = 0, Counter[tuple[Verdict, Verdict]](), 0
        tree = changed(terms, is_whole_list)
        for comment in latest(last):
            tried += 1
            if change := what_changes(comment, tree):
                totals[change.then, Verdict(change.now.verdict)] += 1
                published += comment.status == Verdict.APPROVED
                self.stdout.write(in_words(change))
        self.stdout.write(
            _("%(tried)s bình luận gần nhất, %(n)s có kết quả khác; trong đó %(shown)s đang hiện.")
            % {"tried": tried, "n": totals.total(), "shown": published}
        )
        for (then, now), number in totals.most_common():
            self.stdout.write(f"{number:>7}  {then.label} → {now.label}")


def terms_in(file: Path) -> list[BannedTerm]:
    """Read the file, or stop with a sentence about each wrong line."""
    try:
        return read_terms(file)
    except OSError as error:
        raise CommandError(f"{file}: {error.strerror}") from error
    except ValidationError as error:
        raise CommandError("\n".join(f"{file}: {said}" for said in error.messages)) from error


def changed(terms: list[BannedTerm], is_whole_list: bool) -> Lexicon:
    """Return the terms in force as the file would have them."""
    rows = () if is_whole_list else BannedTerm.objects.values_list(*COLUMNS)
    in_force = {row[0].casefold(): row for row in rows}
    in_force |= {t.term.casefold(): (t.term, t.match, t.verdict) for t in terms}
    return lexicon_of(
        tuple(in_force.values()), tuple(Teencode.objects.values_list("written", "meant"))
    )


def latest(number: int) -> Iterator[Comment]:
    """Give the latest comments, newest first, with what the rules said about their wording."""
    of_rules = Decision.objects.filter(comment=OuterRef("pk"), edition=OuterRef("edition"))
    of_rules = of_rules.exclude(rule=MODERATOR).order_by("pk")
    return (
        Comment.objects.annotate(
            then=Subquery(of_rules.values("verdict")[:1]),
            rule=Subquery(of_rules.values("rule")[:1]),
        )
        .filter(then__isnull=False)
        .exclude(text=ERASED)
        .order_by("-pk")[:number]
        .iterator()
    )


def what_changes(comment: Comment, tree: Lexicon) -> Change | None:
    """Judge the words anew; None where the outcome stays, or another rule decided before."""
    then, rule_then = Verdict(comment.then), comment.rule  # type: ignore[attr-defined]
    earlier = {rule.__name__ for rule in RULES[: RULES.index(banned_term)]}
    if rule_then in earlier:
        return None
    facts = Facts(
        comment.name, comment.text, lexicon=tree, approved=1, policy=settings.COMMENTS_POLICY
    )
    found = banned_term(facts)
    if found is None and rule_then != banned_term.__name__:
        return None
    rule, now = (banned_term.__name__, found) if found else judge(facts)
    return None if now.verdict == then else Change(comment, then, rule, now)


def in_words(change: Change) -> str:
    """Describe a change in one line."""
    said = " ".join(change.comment.text.split())
    short = said if len(said) <= EXCERPT else said[:EXCERPT] + "…"
    matched = f" «{' '.join(change.now.matched.split())}»" if change.now.matched else ""
    now = Verdict(change.now.verdict).label
    outcome = f"{change.then.label} → {now}  {change.rule}{matched}"
    return f"#{change.comment.pk}  {outcome}  {change.comment.name}: {short}"
