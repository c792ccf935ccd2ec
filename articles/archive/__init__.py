"""The archive: every revision with its hash, and what stood at an address at a time.

Milestones of an article form a chain: each hash covers the hash before it. The
seal is a keyed hash of that hash, so that somebody who can write to the database
but does not know ``SECRET_KEY`` cannot forge a chain. ``verifying`` checks all this.
"""

import hashlib
import json
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext as _

from articles.models import Article, Revision
from articles.snapshots import Content, as_text, as_time, content_of

SALT = "articles.archive"
# In the content of a revision: these are words of a pending edit, which readers never saw.
PENDING = "is_pending"


def record(
    article: Article, by: Any, kind: Revision.Kind, note: str = "", content: Content | None = None
) -> Revision:
    """Keep what an article says now as a revision.

    Args:
        article: saved, in the transaction of the caller.
        by: the editor; None is the portal itself.
        content: what to keep instead of the article itself: the words of a pending edit.
    """
    revision = Revision(
        article=article,
        kind=kind,
        version=article.version,
        made_at=timezone.now(),
        made_by=by,
        made_by_name=str(by)[:150] if by else "",
        note=note,
        content=content or content_of(article),
    )
    if revision.is_milestone:
        # One at a time: two links to the same milestone would be no chain.
        Article.objects.select_for_update().only("pk").get(pk=article.pk)
        revision.previous_sha256 = milestones(article).values_list("sha256", flat=True).last() or ""
    revision.sha256 = digest(revision)
    revision.seal = seal_of(revision.sha256, settings.SECRET_KEY)
    revision.save()
    return revision


@transaction.atomic
def begin(article: Article) -> Revision:
    """Keep an article that is older than the archive as it stands, as its first revision."""
    kind = Revision.Kind.DRAFT
    if article.went_out:
        kind = Revision.Kind.WITHDRAWN if article.is_withdrawn else Revision.Kind.PUBLISHED
    return record(article, None, kind, _("Kho bắt đầu từ đây"))


def milestones(article: Article) -> Any:
    """Return the milestones of an article, oldest first."""
    return Revision.objects.milestones().filter(article=article).order_by("pk")


def digest(revision: Revision) -> str:
    """Return the SHA-256 of a revision over everything it says and the hash before it."""
    told = {
        "article": str(revision.article.guid),
        "kind": str(revision.kind),
        "version": revision.version,
        "made_at": as_text(revision.made_at),
        "made_by": revision.made_by_name,
        "note": revision.note,
        "content": revision.content,
        "previous": revision.previous_sha256,
    }
    written = json.dumps(told, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(written.encode()).hexdigest()


def as_of(article: Article, instant: datetime) -> Revision | None:
    """Return what stood on an article's address at an instant; None where nothing did.

    A withdrawn article stood there as its notice: the revision says so itself.
    """
    standing = milestones(article).exclude(content__has_key=PENDING)
    last: Revision | None = standing.filter(made_at__lte=instant).last()
    if last is None:
        return None
    then = article_of(last)
    return last if then.leaves_a_notice or then.is_public_at(instant) else None


def article_of(revision: Revision) -> Article:
    """Return an unsaved article that stands as the revision says."""
    content = revision.content
    return Article(
        pk=revision.article_id,
        status=content["status"],
        published_at=as_time(content["published_at"]),
        expires_at=as_time(content["expires_at"]),
        withdrawn_at=as_time(content.get("withdrawn_at")),
        withdrawal_reason=content["withdrawal_reason"],
    )


def seal_of(sha256: str, key: str) -> str:
    """Return the keyed hash of a hash."""
    return salted_hmac(SALT, sha256, secret=key, algorithm="sha256").hexdigest()


def is_sealed(revision: Revision) -> bool:
    """Whether the seal was made with our key, or with one of our former keys."""
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return any(constant_time_compare(revision.seal, seal_of(revision.sha256, key)) for key in keys)
