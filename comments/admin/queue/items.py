"""Each comment of the queue with all that a moderator needs to decide."""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from itertools import pairwise

from django.urls import reverse
from django.utils import timezone

from articles.admin.standing import standing
from articles.comparing.wording import Budget, Part, differences, words
from articles.models import Article
from articles.paging import mark_at
from comments.admin.clocks import countdown
from comments.admin.queue.asked import BY_PEOPLE
from comments.admin.queue.history import History, histories_of
from comments.admin.queue.words import rule_label
from comments.models import Comment, Decision, Verdict

LONG_WAIT_HOURS = 24


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of what the reader wrote; the rule's match stands out."""

    text: str
    is_match: bool = False


@dataclass(slots=True)
class Item:
    """A comment on the screen.

    Attributes:
        held: the last word of a rule; None where none spoke.
        last: the last decision, whoever made it.
        changed: how it became what it is since it was decided about; empty if it did not.
        due: the deadline of an open takedown request.
        next: the number of the comment below it; 0 for the last.
    """

    comment: Comment
    held: Decision | None
    last: Decision | None
    history: History
    changed: list[Part] = field(default_factory=list)
    due: datetime | None = None
    next: int = 0

    @property
    def name(self) -> list[Piece]:
        """The name, with the match in it."""
        return marked(self.comment.name, self.matched)

    @property
    def text(self) -> list[Piece]:
        """The words as they were written, with the match in them."""
        return marked(self.comment.text, self.matched)

    @property
    def matched(self) -> str:
        """What the rule matched."""
        return self.held.matched if self.held else ""

    @property
    def match_is_elsewhere(self) -> bool:
        """Whether the match stands neither in the name nor in the text: it was disguised."""
        pieces = [*self.name, *self.text]
        return bool(self.matched) and not any(piece.is_match for piece in pieces)

    @property
    def rule(self) -> str:
        """The name of the rule that held it."""
        return rule_label(self.held.rule if self.held else "")

    @property
    def by_hand(self) -> Decision | None:
        """The last decision, where a person made it."""
        return self.last if self.last and self.last.rule in BY_PEOPLE else None

    @property
    def hand(self) -> str:
        """Who made the last decision, where a person did; the portal has no account."""
        return str(self.last.by or rule_label(self.last.rule)) if self.last else ""

    @property
    def is_waiting(self) -> bool:
        """Whether nobody decided yet."""
        return self.comment.status == Verdict.PENDING

    @property
    def is_approved(self) -> bool:
        """Whether readers see it."""
        return self.comment.status == Verdict.APPROVED

    @property
    def is_removed(self) -> bool:
        """Whether its author took it back."""
        return self.comment.status == Verdict.REMOVED

    @property
    def is_rejected(self) -> bool:
        """Whether it is rejected already."""
        return self.comment.status == Verdict.REJECTED

    @property
    def is_spam(self) -> bool:
        """Whether it is spam already."""
        return self.comment.status == Verdict.SPAM

    @property
    def mark(self) -> str:
        """Its place in the list, after which another batch starts."""
        return mark_at(self.comment.created_at, self.comment.pk)

    @property
    def parent_stands(self) -> str:
        """The status of the comment it answers, where readers do not see that."""
        parent = self.comment.parent
        is_hidden = parent is not None and parent.status != Verdict.APPROVED
        return parent.get_status_display() if is_hidden else ""  # type: ignore[union-attr]

    @property
    def was_edited(self) -> bool:
        """Whether its author wrote it anew."""
        return self.comment.edition > 1

    @property
    def waited_long(self) -> bool:
        """Whether it has waited for more than a day."""
        age = timezone.now() - self.comment.created_at
        return self.is_waiting and age.total_seconds() > LONG_WAIT_HOURS * 3600

    @property
    def is_overdue(self) -> bool:
        """Whether the deadline of a takedown request has passed."""
        return bool(self.due and self.due <= timezone.now())

    @property
    def left(self) -> str:
        """How long it is to the deadline of a takedown request, for a script to count on."""
        return countdown(self.due) if self.due else ""

    @property
    def article_address(self) -> str:
        """Where readers see the article, or else the desk."""
        article = self.comment.article
        if article.is_public:
            return article.get_absolute_url()
        return reverse("admin:articles_article_change", args=[article.pk])

    @property
    def article_stands(self) -> str:
        """How the article stands, in words; nothing where it is simply out."""
        article: Article = self.comment.article
        return "" if article.is_public else str(standing(article)[1])


def items_of(comments: Iterable[Comment]) -> list[Item]:
    """Read the trails of these comments and what is known of their authors, in two queries."""
    shown = list(comments)
    trails: dict[int, list[Decision]] = defaultdict(list)
    for decision in Decision.objects.filter(comment__in=shown).select_related("by").order_by("pk"):
        trails[decision.comment_id].append(decision)
    histories = histories_of(shown)
    budget = Budget()
    items = [_item(each, trails[each.pk], histories[each.pk], budget) for each in shown]
    for item, following in pairwise(items):
        item.next = following.comment.pk
    return items


def _item(
    comment: Comment,
    trail: list[Decision],
    history: History,
    budget: Budget,
) -> Item:
    by_rules = [each for each in trail if each.rule not in BY_PEOPLE]
    before = [each for each in trail if each.edition < comment.edition and each.text]
    changed = []
    if before and before[-1].text != comment.text:
        changed = differences(words(before[-1].text), words(comment.text), budget)
    return Item(
        comment=comment,
        held=by_rules[-1] if by_rules else None,
        last=trail[-1] if trail else None,
        history=history,
        changed=changed,
        due=getattr(comment, "due", None),
    )


def marked(text: str, matched: str) -> list[Piece]:
    """Cut a text where the match stands in it, as a word of its own where it is one."""
    if not matched:
        return [Piece(text)]
    literal = re.escape(matched)
    alone = re.compile(rf"(?<!\w){literal}(?!\w)")
    found = list(alone.finditer(text)) or list(re.finditer(literal, text))
    pieces, at = [], 0
    for match in found:
        pieces += [Piece(text[at : match.start()]), Piece(match[0], is_match=True)]
        at = match.end()
    return [piece for piece in [*pieces, Piece(text[at:])] if piece.text]
