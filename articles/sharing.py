"""The picture that is shared of a page: the article's photo, or its headline drawn as one.

A drawn picture is made when it is first asked for and kept. Its address carries a mark of
what stands on it, so that nobody ever has to ask twice, and so that no address but the
page's own makes a file.
"""

from dataclasses import dataclass

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.urls import reverse

from articles.models import Article
from articles.models.photo import SharePicture
from articles.pictures.renditions import SHARE_SIZE
from articles.pictures.share_card import Card, drawn

# Pixels: what is narrower is shown by networks as a thumbnail beside the text.
NARROWEST = 600
FOLDER = "chia-se"


@dataclass(frozen=True, slots=True)
class Shared:
    """A picture as ``og:image`` tells of it."""

    picture: SharePicture
    alt: str
    kind: str = "image/jpeg"


def shared_picture(article: Article) -> Shared:
    """Return the picture of an article: its photo's, if that is wide enough, or its card."""
    photo = article.lead_photo
    picture = photo and photo.share_picture
    if photo and picture and picture.width >= NARROWEST:
        return Shared(picture, article.lead_alt or photo.alt or article.headline)
    address = reverse("articles:share_card", args=[article.pk, card_of(article).mark])
    return Shared(SharePicture(address, *SHARE_SIZE), article.headline, "image/png")


def paper_picture() -> Shared:
    """Return the picture of a page that is no article: the name of the paper."""
    address = reverse("articles:paper_card", args=[paper_card().mark])
    return Shared(SharePicture(address, *SHARE_SIZE), settings.SITE_NAME, "image/png")


def card_of(article: Article) -> Card:
    """Return what stands on the drawn picture of an article."""
    label = " › ".join(category.name for category in article.category.path)
    return Card(label, article.headline, settings.SITE_NAME)


def paper_card() -> Card:
    """Return what stands on the picture of the paper."""
    return Card("", settings.SITE_TAGLINE or settings.SITE_NAME, settings.SITE_NAME)


def kept(card: Card, place: str) -> bytes:
    """Return the file of a card, drawn the first time.

    Args:
        place: a folder for all cards of one page; what it held before is thrown away.
    """
    folder = f"{FOLDER}/{place}"
    name = f"{folder}/{card.mark}.png"
    if default_storage.exists(name):
        with default_storage.open(name) as file:
            content: bytes = file.read()
            return content
    content = drawn(card)
    default_storage.save(name, ContentFile(content))
    _folders, files = default_storage.listdir(folder)
    for other in files:  # Former cards, and the copy of whoever drew this one at the same time.
        if other != f"{card.mark}.png":
            default_storage.delete(f"{folder}/{other}")
    return content
