"""Going back: an article takes the words of one of its revisions, through the verb of writing."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from articles import body, text
from articles.acting import locked
from articles.keeping import log
from articles.live import pending_edit
from articles.models import Article, Author, Photo, Revision, Tag, TagAlias
from articles.publishing import write
from articles.snapshots import EDITED, LINKS, Content, changed, content_of, found


@transaction.atomic
def revert(article: Article, revision: Revision, by: Any) -> Article:
    """Give an article the words of a revision: a live one in its pending edit.

    Status, withdrawal and corrections stay as they are. Nothing is lost: what stood
    before is a revision, too.

    Raises:
        PermissionDenied: the editor may not write this article.
        ValidationError: the revision is of another article, or changes nothing.
    """
    article = locked(article, by, "edit")
    if revision.article_id != article.pk:
        raise ValidationError(_("Phiên bản này là của bài khác."))
    now = written_now(article)
    content = words_of(revision)
    if not changed(now, now | content):
        raise ValidationError(_("Bài đang giống hệt phiên bản này."))
    article = write(article, content, by)
    log(article, by, _("Đưa về phiên bản %(version)s") % {"version": revision.version})
    return article


def words_of(revision: Revision) -> Content:
    """Return what an editor would have typed to arrive at this revision."""
    said = {name: revision.content[name] for name in EDITED if name in revision.content}
    if said.get("published_at") is None:
        said.pop("published_at", None)  # A draft had none yet; the article keeps its own.
    return said


def written_now(article: Article) -> Content:
    """Return what the form of an article shows: its pending edit, where there is one."""
    now = content_of(article)
    pending = pending_edit(article)
    if pending is None:
        return now
    return now | {name: pending.content[name] for name in EDITED if name in pending.content}


def missing_rows(content: Content) -> list[str]:
    """Return the names of what a snapshot needs and the newsroom no longer has."""
    missing = [
        content[name]["name"]
        for name, model in LINKS.items()
        if content.get(name) and found(model, content[name]) is None
    ]
    authors = content.get("authors") or []
    known = Author.objects.in_bulk([each["id"] for each in authors])
    missing += [each["name"] for each in authors if each["id"] not in known]
    photos = dict.fromkeys(body.photo_ids(content.get("body") or ""))
    shown = Photo.objects.in_bulk(list(photos))
    return missing + [_("Ảnh %(id)s") % {"id": number} for number in photos if number not in shown]


def missing_tags(content: Content) -> list[str]:
    """Return the tags of a snapshot that are gone: going back makes them anew."""
    keys = {text.match_key(name): name for name in content.get("tags") or []}
    known = set(Tag.objects.filter(key__in=keys).values_list("key", flat=True))
    known |= set(TagAlias.objects.filter(key__in=keys).values_list("key", flat=True))
    return [name for key, name in keys.items() if key not in known]
