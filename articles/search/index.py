"""What is written about an article so that it can be found, in one transaction with it."""

from collections.abc import Iterable, Sequence
from itertools import accumulate, batched
from typing import Any

from django.db import transaction
from django.db.models import Prefetch

from articles import body, text
from articles.models import Article, ArticleTag, Byline, PhotoUse, SearchEntry, SearchWords
from articles.querysets import ArticleQuerySet
from articles.search.engine import Row
from articles.search.engines import engine
from articles.search.terms import LETTERS, Part
from articles.search.words import tokens

FORM = 3
"""How the index is written. Raise it when words, parts or kinds change: then
``rebuild_search`` writes every article anew."""

PART = 500
"""Articles that are written at a time."""

LARGEST = 1_000_000
"""Bytes of the lexemes of one article: a tsvector holds 2²⁰ (PostgreSQL's ts_type.h)."""

FEW = 2_000
"""Lexemes that always fit: each is two words of ``words.LONGEST`` characters at most."""

# What is read of an article: nothing else of its row is fetched when a whole paper is written.
SAID = (
    *("headline", "kicker", "standfirst", "dateline", "body", "sign_off", "lead_caption"),
    *("published_at", "expires_at", "version", "source__name", "lead_photo__caption"),
    *("category__name", "category__parent__name"),
)

# A key is the second of publication, then the number of the article.
ID_BITS = 31
LAST_SECOND = 2**32 - 1
LARGEST_KEY = 2**63 - 1


def key_at(seconds: float, pk: int = 0) -> int:
    """Return the place of an article in the order of publication.

    Args:
        seconds: since 1970; what is older stands there.
        pk: number of the article.
    """
    return (min(max(0, int(seconds)), LAST_SECOND) << ID_BITS) | pk


def key_of(article: Article) -> int:
    """Return the place of an article that is out."""
    assert article.published_at is not None
    return key_at(article.published_at.timestamp(), article.pk)


def published(key: int) -> int:
    """Return the second of publication that a key holds, since 1970."""
    return key >> ID_BITS


@transaction.atomic
def keep(article: Article) -> None:
    """Let the article be found as it stands now, or no more."""
    forget([article.pk])
    if article.is_out:
        write(rows(Article.objects.filter(pk=article.pk)))


@transaction.atomic
def anew(articles: ArticleQuerySet) -> None:
    """Write articles again whose words changed elsewhere: a topic, an author, a caption."""
    numbers = list(articles.out().values_list("pk", flat=True).distinct())
    for part in batched(numbers, PART, strict=False):
        forget(part)
        write(rows(Article.objects.filter(pk__in=part)))


@transaction.atomic
def forget(articles: Sequence[int]) -> None:
    """Take articles out of the index.

    Args:
        articles: numbers; those that are not in it are left alone.
    """
    entries = SearchEntry.objects.filter(article__in=articles)
    known = list(entries.select_related("words").defer("vector"))
    if known:
        engine().erase([_row(each, each.words) for each in known])
        entries.delete()


def rows(articles: ArticleQuerySet) -> list[Row]:
    """Return what is to be written of articles that are out."""
    return [_row(*_entry(article)) for article in with_words(articles)]


def _entry(article: Any) -> tuple[SearchEntry, SearchWords]:
    entry = SearchEntry(
        key=key_of(article),
        article=article,
        kinds=kinds_of(article),
        expires_at=article.expires_at,
        article_version=article.version,
        form=FORM,
    )
    return entry, SearchWords(entry_id=entry.key, parts=parts_of(article))


def _row(entry: SearchEntry, words: SearchWords) -> Row:
    return Row(entry, words, lexemes(entry.kinds, words.parts))


@transaction.atomic
def write(new: Sequence[Row]) -> None:
    """Write articles that stand in the index no more."""
    taken = engine().taken([row.entry.key for row in new])
    for row in new:
        while row.entry.key in taken:  # A lost row stands there: a second later is near enough.
            row.entry.key += 1 << ID_BITS
            row.words.entry_id = row.entry.key
    engine().write(new)


def with_words(articles: Any) -> Any:
    """Load everything that is written about these articles, and nothing else of them.

    Returns:
        Articles with three lists each: ``signed`` (bylines), ``topics`` (with the
        ``other_names`` of their tags) and ``shown`` (uses of photos).
    """
    other_names = Prefetch("tag__aliases", to_attr="other_names")
    topics = ArticleTag.objects.select_related("tag").prefetch_related(other_names)
    signed = Byline.objects.select_related("author")
    shown = PhotoUse.objects.select_related("photo").only("article", "photo__caption")
    return (
        articles.select_related("category__parent", "source", "lead_photo")
        .only(*SAID)
        .prefetch_related(
            Prefetch("bylines", queryset=signed, to_attr="signed"),
            Prefetch("tagged_items", queryset=topics, to_attr="topics"),
            Prefetch("photo_uses", queryset=shown, to_attr="shown"),
        )
    )


def parts_of(article: Any) -> dict[str, str]:
    """Return the words of an article, part by part; a line ends what belongs together.

    Args:
        article: as ``with_words`` gives it.
    """
    topics = [item.tag for item in article.topics]
    names = [alias.name for tag in topics for alias in tag.other_names]
    signed = [byline.author.name for byline in article.signed]
    if article.source is not None:
        signed.append(article.source.name)
    told, captions = _body_and_captions(article)
    parts = {
        Part.HEADLINE: [article.headline, article.kicker],
        Part.STANDFIRST: [article.standfirst, article.dateline, article.category.name],
        Part.TAGS: [*(tag.name for tag in topics), *names],
        Part.BYLINE: [*signed, article.sign_off],
        Part.BODY: told,
        Part.CAPTIONS: captions,
    }
    return {part: text.nfc("\n".join(filter(None, lines))) for part, lines in parts.items()}


def _body_and_captions(article: Any) -> tuple[list[str], list[str]]:
    """Return what the body says, and what stands beside it: captions and see-also lines.

    A line that was picked is found as the article it leads to, while readers may see that one.
    """
    shown = {use.photo_id: use.photo.caption for use in article.shown}
    if article.lead_photo_id and article.lead_caption:
        shown[article.lead_photo_id] = article.lead_caption
    told: list[str] = []
    beside: list[str] = []
    for part in body.parts(article.body):
        match part:
            case body.Markup(html):
                told.append(body.plain(html))
            case body.Figure(photo_id, _alt, caption) if caption:
                shown[photo_id] = caption
            case body.SeeAlso(headline, article_id=None):
                beside.append(headline)
    return told, [*shown.values(), *beside]


def kinds_of(article: Any) -> str:
    """Return what an article can be filtered and counted by.

    The first line holds tokens of the index; each line after it the name of one of them.

    Args:
        article: as ``with_words`` gives it.
    """
    named = {f"author={each.author_id}": each.author.name for each in article.signed}
    if article.source is not None:
        named[f"source={article.source.pk}"] = article.source.name
    tokens = [f"category={category.pk}" for category in article.category.path]
    photo = ["photo=1"] if article.shown else []
    lines = [" ".join([*tokens, *photo, *named])]
    lines += [f"{token} {' '.join(name.split())}" for token, name in named.items()]
    return "\n".join(lines)


def lexemes(kinds: str, parts: dict[str, str]) -> str:
    """Return everything under which an article is found, each once.

    They come in the order in which PostgreSQL keeps them, so that it has nothing to sort. Of a
    whole code of laws the last pairs of words are left out.

    Args:
        kinds: as ``kinds_of`` gives them.
        parts: as ``parts_of`` gives them.
    """
    found = dict.fromkeys(kinds.partition("\n")[0].split())
    for name in sorted(parts, key=lambda name: name == Part.BODY):
        here = tokens(parts[name])
        found |= here
        if letter := LETTERS.get(Part(name)):
            found |= dict.fromkeys(f"{letter}:{token}" for token in here)
    return " ".join(sorted(found if len(found) <= FEW else _fitting(found)))


def _fitting(found: Iterable[str]) -> list[str]:
    """Return the first of them, as many as have room: of a body, words come before pairs."""
    sizes = accumulate(len(token.encode()) for token in found)
    return [token for token, size in zip(found, sizes, strict=True) if size <= LARGEST]
