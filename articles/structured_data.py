"""What pages say to machines in the words of schema.org, each as one JSON value.

Nothing here asks the database: all it tells stands on the page already.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.corrections import Notice
from articles.models import Article, Author, Category, Source
from articles.sharing import drawn_shapes, photo_shapes
from articles.syndication import last_changed
from articles.templatetags.newsroom import absolute

if TYPE_CHECKING:
    from articles.page import ArticlePage

Data = dict[str, Any]

CONTEXT = "https://schema.org"
PUBLISHER = "/#toa-soan"  # What the paper is called as a thing, on whichever page.


def news_article(page: "ArticlePage", publisher: Data) -> Data:
    """Return the article as schema.org names its parts; what is empty is left out.

    Args:
        publisher: who is responsible for the paper. The imprint knows, which is not ours.
    """
    article = page.article
    address = absolute(page.address)
    data: Data = {
        "@context": CONTEXT,
        "@type": "NewsArticle",
        "@id": article.guid.urn,
        "mainEntityOfPage": {"@type": "WebPage", "@id": address},
        "url": address,
        "headline": article.headline,
        "alternativeHeadline": article.kicker,
        "description": article.standfirst,
        "image": pictures(article),
        "datePublished": published(article),
        "dateModified": modified(article),
        "author": [author(each) for each in page.authors] or [who_wrote_unsigned(article)],
        "publisher": publisher,
        "articleSection": [category.name for category in article.category.path],
        "keywords": [tag.name for tag in page.tags],
        "locationCreated": article.dateline and {"@type": "Place", "name": article.dateline},
        "isBasedOn": original(article),
        "correction": [correction(notice) for notice in page.corrections],
        "inLanguage": article.language,
        "isAccessibleForFree": True,
        **translations(page),
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


def profile(found: Author) -> Data:
    """Tell whose page it is; articles name the same person, desk or agency by its address."""
    who = author(found) | ({"description": found.about} if found.about else {})
    return {"@context": CONTEXT, "@type": "ProfilePage", "mainEntity": who}


def who_wrote_unsigned(article: Article) -> Data:
    """Name whose an article is that nobody signed: its source's, or the paper's own."""
    return outlet(article.source) if article.source else the_paper()


def the_paper() -> Data:
    """Name the paper as who wrote what nobody signed."""
    home = absolute(reverse("articles:home"))
    return {"@type": "Organization", "name": settings.SITE_NAME, "url": home}


def pictures(article: Article) -> list[Data]:
    """Describe the lead photo square, 4:3 and 16:9; without a large one, the headline so drawn."""
    photo, shapes = article.lead_photo, photo_shapes(article)
    words: Data = {}
    if photo and shapes:
        words = {"caption": article.lead_caption or photo.caption, "creditText": photo.credit}
    else:
        shapes = drawn_shapes(article)
    words = {name: word for name, word in words.items() if word}
    return [
        {"@type": "ImageObject", "url": absolute(shape.src)}
        | {"width": shape.width, "height": shape.height}
        | words
        for shape in shapes
    ]


def translations(page: "ArticlePage") -> Data:
    """Name the original of a translation, or the translations of an original."""
    named = {
        each.pk: {"@type": "NewsArticle", "url": absolute(each.address)}
        | {"inLanguage": each.language}
        for each in page.versions.others
    }
    if page.article.translation_of_id:
        return {"translationOfWork": named.get(page.article.group)}
    return {"workTranslation": list(named.values())}


def breadcrumbs(path: Sequence[Category], article: Article | None = None) -> Data:
    """Return the way from the front page down to a category, or to an article in it."""
    steps = [(settings.SITE_NAME, reverse("articles:home"))]
    steps += [(category.name, category.get_absolute_url()) for category in path]
    if article:
        steps.append((article.headline, article.get_absolute_url()))
    listed = [
        {"@type": "ListItem", "position": n, "name": name, "item": absolute(address)}
        for n, (name, address) in enumerate(steps, 1)
    ]
    return {"@context": CONTEXT, "@type": "BreadcrumbList", "itemListElement": listed}


def site() -> Data:
    """Return the site itself, and how it is searched."""
    search = f"{absolute(reverse('articles:search'))}?q={{search_term_string}}"
    return {
        "@context": CONTEXT,
        "@type": "WebSite",
        "@id": absolute("/#trang"),
        "url": absolute(reverse("articles:home")),
        "name": settings.SITE_NAME,
        "description": settings.SITE_TAGLINE,
        "inLanguage": settings.LANGUAGE_CODE,
        "publisher": {"@id": absolute(PUBLISHER)},
        "potentialAction": {
            "@type": "SearchAction",
            "target": {"@type": "EntryPoint", "urlTemplate": search},
            "query-input": "required name=search_term_string",
        },
    }


def original(article: Article) -> Data | None:
    """Name what a republished article was copied from."""
    source = article.source
    if source is None:
        return {"@type": "CreativeWork", "url": article.source_url} if article.source_url else None
    work: Data = {"@type": "CreativeWork", "publisher": outlet(source)}
    return work | ({"url": article.source_url} if article.source_url else {})


def outlet(source: Source) -> Data:
    """Name the outlet or agency that an article was copied from."""
    named: Data = {"@type": "Organization", "name": source.name}
    return named | ({"url": source.address} if source.address else {})


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
