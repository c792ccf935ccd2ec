"""Saving an article with everything that is derived from it. ``publishing`` calls it."""

from collections.abc import Sequence
from functools import partial
from typing import Any

from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import Model

from articles import body
from articles.models import Article, Author, Byline, Photo, PhotoUse, Reference
from articles.related.tasks import relate_article
from articles.search import index
from articles.snapshots import photos_in


def keep(
    article: Article, tags: Sequence[str] | None = None, authors: Sequence[Author] | None = None
) -> None:
    """Save the article: version, tags, bylines, references, uses of photos, listed times,
    and the words under which search finds it.

    Args:
        tags: names; None leaves the article's tags as they are.
        authors: in order; None leaves the bylines as they are.
    """
    article.version += 1
    article.save()
    if tags is not None:
        article.tags.set(tags)
    if authors is not None:
        _sign(article, authors)
    article.tagged_items.update(published_at=article.published_at)
    article.bylines.update(published_at=article.published_at)
    article.story_line_entries.update(published_at=article.published_at)
    vars(article).pop("_prefetched_objects_cache", None)
    keep_references(article)
    _keep_photo_uses(article)
    index.keep(article)
    if article.went_out:  # Not within the transaction: no fault of it may undo a publication.
        order = partial(relate_article.enqueue, article.pk)
        transaction.on_commit(order, robust=True)


def log(row: Model, by: Any, what: str, called: str = "", flag: int = CHANGE) -> None:
    """Write what was done to a row into the desk's log; the portal itself leaves none.

    Args:
        called: the name of the row in the log, which is never forgotten, where its own
            holds what a reader may take back.
        flag: of ``django.contrib.admin.models``: that the row was changed, or deleted.
    """
    if by is None:
        return
    LogEntry.objects.create(
        user_id=by.pk,
        content_type=ContentType.objects.get_for_model(type(row)),
        object_id=str(row.pk),
        object_repr=(called or str(row))[:200],
        action_flag=flag,
        change_message=what,
    )


def keep_references(article: Article) -> None:
    """Make the article's Reference rows say what its body says, and find their targets.

    References of other articles that name this one's headline find it, too.
    """
    named = body.see_also(article.body)
    article.references.exclude(position__lt=len(named)).delete()
    for position, line in enumerate(named):
        reference, _created = Reference.objects.update_or_create(
            article=article, position=position, defaults={"text": line.text}
        )
        reference.target = _meant(article, reference.key, line.article_id)
        reference.save(update_fields=["target"])
    if article.headline_key:
        unmet = Reference.objects.filter(key=article.headline_key, target=None)
        unmet.exclude(article=article).update(target=article)


def _meant(article: Article, key: str, picked: int | None) -> Article | None:
    """Return the article a reference line means: the one that was picked, else by headline."""
    others = Article.objects.exclude(pk=article.pk)
    found = others.filter(pk=picked).first() if picked else None
    return found or others.filter(headline_key=key).first()


def _sign(article: Article, authors: Sequence[Author]) -> None:
    wanted = [author.pk for author in dict.fromkeys(authors)]
    if wanted == list(article.bylines.order_by("position", "pk").values_list("author", flat=True)):
        return
    article.bylines.all().delete()
    Byline.objects.bulk_create(
        Byline(article=article, author_id=author, position=place, published_at=article.published_at)
        for place, author in enumerate(wanted)
    )


def _keep_photo_uses(article: Article) -> None:
    shown = {photo.pk for photo in photos_in(article)}
    uses = PhotoUse.objects.filter(article=article)
    new = sorted(shown.difference(uses.values_list("photo", flat=True)))
    uses.exclude(photo__in=shown).delete()
    if new:  # Whoever is rewording one does not know this article yet: wait for their words.
        locked = Photo.objects.select_for_update(no_key=True).order_by("pk")
        list(locked.filter(pk__in=new).values_list("pk"))
    PhotoUse.objects.bulk_create(PhotoUse(article=article, photo_id=photo) for photo in new)
