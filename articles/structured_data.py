"""What an article page says to machines: schema.org NewsArticle, as one JSON value.

It asks the database for nothing: all it tells stands on the page already.
"""

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.corrections import Notice
from articles.models import Article, Author
from articles.syndication import last_changed
from articles.templatetags.newsroom import absolute

if TYPE_CHECKING:
    from articles.page import ArticlePage

Data = dict[str, Any]


def news_article(page: "ArticlePage") -> Data:
    """Return the article as schema.org names its parts; what is empty is left out."""
    article = page.article
    address = absolute(page.address)
    data: Data = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "@id": article.guid.urn,
        "mainEntityOfPage": {"@type": "WebPage", "@id": address},
        "url": address,
        "headline": article.headline,
        "alternativeHeadline": article.kicker,
        "description": article.standfirst,
        "image": picture(article),
        "datePublished": published(article),
        "dateModified": modified(article),
        "author": [author(each) for each in page.authors],
        "publisher": publisher(),
        "articleSection": [category.name for category in article.category.path],
        "keywords": [tag.name for tag in page.tags],
        "locationCreated": article.dateline and {"@type": "Place", "name": article.dateline},
        "isBasedOn": original(article),
        "correction": [correction(notice) for notice in page.corrections],
        "inLanguage": settings.LANGUAGE_CODE,
        "isAccessibleForFree": True,
    }
    return {name: part for name, part in data.items() if part not in ("", None, [], {})}


def published(article: Article) -> str | None:
    """Write the publication time as precisely as it is known."""
    if article.published_at is None:
        return None
    if article.is_timed_to_the_minute:
        return stamp(article.published_at)
    return timezone.localdate(article.published_at).isoformat()


def modified(article: Article) -> str | None:
    """Write when readers last got something new; a minor fix does not count."""
    if article.published_at is None or last_changed(article) == article.published_at:
        return published(article)
    return stamp(last_changed(article))


def author(author: Author) -> Data:
    """Name who signed: a person, or a desk or an agency."""
    kind = "Person" if author.kind == Author.Kind.PERSON else "Organization"
    return {"@type": kind, "name": author.name, "url": absolute(author.get_absolute_url())}


def publisher() -> Data:
    """Name the paper and where it tells of its errors."""
    return {
        "@type": "NewsMediaOrganization",
        "name": settings.SITE_NAME,
        "url": absolute(reverse("articles:home")),
        "logo": {"@type": "ImageObject", "url": absolute(static("img/touch-icon.png"))},
        "correctionsPolicy": absolute(reverse("articles:corrections")),
    }


def picture(article: Article) -> Data | None:
    """Describe the lead photo."""
    photo = article.lead_photo
    shared = photo and photo.share_picture
    if not photo or not shared:
        return None
    data: Data = {"@type": "ImageObject", "url": absolute(shared.src)}
    data |= {"width": shared.width, "height": shared.height}
    words = {"caption": article.lead_caption or photo.caption, "creditText": photo.credit}
    return data | {name: word for name, word in words.items() if word}


def original(article: Article) -> Data | None:
    """Name what a republished article was copied from."""
    source = article.source
    if source is None:
        return {"@type": "CreativeWork", "url": article.source_url} if article.source_url else None
    outlet: Data = {"@type": "Organization", "name": source.name}
    if source.address:
        outlet["url"] = source.address
    work: Data = {"@type": "CreativeWork", "publisher": outlet}
    return work | ({"url": article.source_url} if article.source_url else {})


def correction(notice: Notice) -> Data:
    """Tell a correction in words, and when it was told."""
    words = _("Đã viết: «%(wrong)s». Đúng là: «%(right)s».") % {
        "wrong": notice.wrong,
        "right": notice.right,
    }
    return {
        "@type": "CorrectionComment",
        "text": f"{words} {notice.apology}".rstrip(),
        "datePublished": stamp(notice.published_at),
    }


def stamp(instant: datetime) -> str:
    """Write an instant with the offset of the paper's clock."""
    return timezone.localtime(instant).isoformat(timespec="seconds")
