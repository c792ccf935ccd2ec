"""What is not out yet, in the page readers will get: for the desk, and by a secret link."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.core import signing
from django.db.models import Q

from articles import text
from articles.live import pending_edit
from articles.models import Article, PendingEdit, PreviewLink, Tag
from articles.models.desk_work import PREVIEW_SALT
from articles.page import ArticlePage
from articles.snapshots import Content, apply, authors_of


def page_of_draft(article: Article, until: datetime | None = None) -> ArticlePage:
    """Return the page an article will have: with its pending edit, if there is one.

    Args:
        article: with its page parts; it takes the words of the pending edit, unsaved.
        until: when the secret link closes by which somebody reads it; None at the desk.
    """
    pending = pending_edit(article)
    return page_of_content(article, pending.content if pending else {}, until)


def page_of_content(
    article: Article, content: Content | Mapping[str, Any], until: datetime | None = None
) -> ArticlePage:
    """Return the page an article would have with the words of a snapshot.

    Args:
        article: takes the words, unsaved.
        content: a whole snapshot or a part of one; what it leaves out is the article's own.
        until: as in ``page_of_draft``.
    """
    apply(content, article)
    return ArticlePage(
        article,
        authors=authors_of(content) if "authors" in content else None,
        tags=tags_named(content["tags"]) if "tags" in content else None,
        previewed_until=until,
    )


def tags_named(names: Sequence[str]) -> list[Tag]:
    """Return the topics of these names, in order; one that is new is made, unsaved."""
    keys = {name: text.match_key(name) for name in names}
    wanted = Q(key__in=keys.values()) | Q(aliases__key__in=keys.values())
    known: dict[str, Tag] = {}
    for tag in Tag.objects.filter(wanted).distinct().prefetch_related("aliases"):
        known |= {alias.key: tag for alias in tag.aliases.all()} | {tag.key: tag}
    found = [
        known.get(key) or Tag(name=name, key=key, slug=text.slug(name, 100))
        for name, key in keys.items()
    ]
    return list({tag.key: tag for tag in found}.values())


def link_behind(token: str) -> PreviewLink | None:
    """Return the secret link of an address, while it is open; None for anything else."""
    try:
        guid = signing.loads(token, salt=PREVIEW_SALT)
    except signing.BadSignature:
        return None
    link = PreviewLink.objects.filter(guid=guid).first()
    return link if link and link.is_open else None


def has_come_out(article: Article, link: PreviewLink) -> bool:
    """Whether readers see by now what the link was made for.

    A link to an article that is public already was made for its pending edit.
    """
    if not article.is_public:
        return False
    made_before = article.published_at is not None and link.made_at < article.published_at
    return made_before or not PendingEdit.objects.filter(article=article).exists()
