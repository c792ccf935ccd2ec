"""Reading comments under an article: everything a page shows comes in one query.

How much is read depends on what a page shows, not on how much there is: threads are
walked along the index of their order, and of long threads the first replies are taken.
"""

from dataclasses import dataclass, field, replace
from typing import Any

from django.db.models import F, QuerySet, Window
from django.db.models.functions import RowNumber
from django.urls import reverse
from django.utils.http import urlencode

from articles.models import Article
from articles.paging import mark_at, read_mark
from comments.badges import Badge, badge_of
from comments.models import Comment, Verdict
from comments.orders import NEWEST, ORDERS, Order, Place

THREADS = 30
# So many replies stand under a comment before "more"; so many on a thread's own page.
REPLIES = 20
REPLIES_ON_THEIR_PAGE = 50
# A query for ids alone.
Numbers = QuerySet[Comment, Any]


@dataclass(frozen=True, slots=True)
class Entry:
    """A comment as a page shows it.

    Attributes:
        badge: what the newsroom says of its author.
        answered: the reply in the same thread that it answers, where that one stands there too.
    """

    comment: Comment
    badge: Badge | None = None
    answered: Comment | None = None


@dataclass(frozen=True, slots=True)
class Thread:
    """A comment and the replies to it, oldest reply first."""

    entry: Entry
    replies: list[Entry] = field(default_factory=list)
    more: str = ""

    @property
    def comment(self) -> Comment:
        """What the replies answer."""
        return self.entry.comment


@dataclass(frozen=True, slots=True)
class Link:
    """A link above or below the threads."""

    label: object
    address: str
    is_current: bool = False


@dataclass(frozen=True, slots=True)
class Conversation:
    """One page of what readers say about an article.

    Attributes:
        article: what is talked about.
        order: how the threads are sorted.
        threads: those of this page.
        next_mark: behind which place the next page starts; "" on the last one.
        is_first: whether nothing stands before this page.
        is_whole: whether it is about all threads, and not about a single one.
    """

    article: Article
    order: Order
    threads: list[Thread]
    next_mark: str = ""
    is_first: bool = True
    is_whole: bool = True

    @property
    def shown(self) -> int:
        """How many comments and replies readers can read on this page."""
        return sum((not thread.comment.is_removed) + len(thread.replies) for thread in self.threads)

    @property
    def total(self) -> int:
        """How many there are: counted where all of them stand here, else as kept."""
        is_all = self.is_whole and self.is_first and not self.next_mark
        if is_all and not any(thread.more for thread in self.threads):
            return self.shown
        return max(self.shown, self.article.public_comment_count)

    @property
    def more(self) -> str:
        """Where the next threads stand; "" where there are none."""
        return address(self.article, self.order, self.next_mark) if self.next_mark else ""

    @property
    def beginning(self) -> str:
        """Where the conversation begins in this order."""
        return address(self.article, self.order)

    @property
    def sortings(self) -> list[Link]:
        """The orders a reader may choose, where there is something to sort."""
        if not self.is_whole or (self.is_first and len(self.threads) < 2):
            return []
        return [
            Link(order.label, address(self.article, order), order is self.order) for order in ORDERS
        ]


def address(article: Article, order: Order = NEWEST, mark: str = "") -> str:
    """Return where a page of the conversation stands; its beginning stands on the article."""
    if order is NEWEST and not mark:
        return f"{article.get_absolute_url()}#binh-luan"
    asked = {"xep": order.word} | ({"sau": mark} if mark else {})
    return f"{reverse('comments:conversation', args=[article.pk])}?{urlencode(asked)}#binh-luan"


def conversation(article: Article, order: Order = NEWEST, mark: str = "") -> Conversation:
    """Return a page of the public threads of an article.

    Args:
        article: with its bylines, which the badges ask for.
        order: of the threads; picks go first.
        mark: from the address; anything that is not a mark means the first page.
    """
    place = order.read(mark)
    threads = _threads(article, order, place)
    rows = Comment.objects.filter(pk__among=_ids(threads).union(_replies(threads)))
    rows = rows.select_related("author").order_by("created_at", "pk")
    entries = [Entry(row, badge_of(row, article)) for row in rows]
    tops = [entry for entry in entries if entry.comment.parent_id is None]
    tops.sort(key=lambda entry: order.rank_of(entry.comment))
    last = tops[THREADS - 1].comment if len(tops) > THREADS else None
    shown = [
        _with_replies(top, [e for e in entries if e.comment.parent_id == top.comment.pk])
        for top in tops[:THREADS]
    ]
    return Conversation(article, order, shown, order.mark_of(last) if last else "", place is None)


def one_thread(article: Article, top: Comment, mark: str = "") -> Conversation:
    """Return one thread with a page of its replies, in one query.

    Args:
        top: the comment, or the place where one stood, that the others answer.
        mark: behind which time and id the replies start.
    """
    place = read_mark(mark)
    replies = Comment.objects.filter(parent=top).approved().select_related("author")
    if place:
        at, pk = place
        replies = replies.filter(created_at__gte=at).exclude(created_at=at, pk__lte=pk)
    found = [
        Entry(row, badge_of(row, article))
        for row in replies.order_by("created_at", "pk")[: REPLIES_ON_THEIR_PAGE + 1]
    ]
    thread = _with_replies(Entry(top, badge_of(top, article)), found, REPLIES_ON_THEIR_PAGE)
    return Conversation(article, NEWEST, [thread], is_first=False, is_whole=False)


def reply_address(comment: Comment) -> str:
    """Return the page of a thread on which this reply is the first."""
    assert comment.parent_id is not None
    mark = mark_at(comment.created_at, comment.pk - 1)
    return f"{_thread_address(comment.article_id, comment.parent_id)}?sau={mark}"


def _threads(article: Article, order: Order, place: Place | None) -> Numbers:
    """Find the threads of a page, and one more: approved ones, and tombstones with replies.

    Each kind is walked along its own stretch of the index, as far as a page needs.
    """
    tops = Comment.objects.filter(article=article, parent=None)
    if place:
        tops = tops.filter(order.behind(place))
    approved, tombstones = (
        kind.order_by(*order.sorting).values("pk")[: THREADS + 1]
        for kind in (tops.approved(), tops.tombstones())
    )
    both = Comment.objects.filter(pk__among=_ids(approved).union(_ids(tombstones)))
    return both.order_by(*order.sorting).values("pk")[: THREADS + 1]


def _replies(threads: Numbers) -> Numbers:
    """Find the first replies of each thread, and one more."""
    place = Window(RowNumber(), partition_by=F("parent"), order_by=("created_at", "pk"))
    first = (
        Comment.objects.filter(parent__pk__among=threads, status=Verdict.APPROVED)
        .annotate(place=place)
        .filter(place__lte=REPLIES + 1)
    )
    return Comment.objects.filter(pk__among=first.values("pk")).approved().values("pk")


def _ids(limited: Numbers) -> Numbers:
    """Wrap a query with a limit: SQLite takes none of those into a union."""
    return Comment.objects.filter(pk__among=limited).values("pk")


def _with_replies(top: Entry, replies: list[Entry], most: int = REPLIES) -> Thread:
    shown = {entry.comment.pk: entry.comment for entry in replies}
    replies = [
        replace(entry, answered=shown.get(entry.comment.answered_id or 0)) for entry in replies
    ]
    if len(replies) <= most:
        return Thread(top, replies)
    last = replies[most - 1].comment
    start = _thread_address(last.article_id, top.comment.pk)
    return Thread(top, replies[:most], f"{start}?sau={mark_at(last.created_at, last.pk)}")


def _thread_address(article: int, thread: int) -> str:
    return reverse("comments:thread", args=[article, thread])
