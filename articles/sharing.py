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
from articles.pictures.renditions import SHAPES, SHARE
from articles.pictures.share_card import Card, drawn

# Pixels: what is narrower is shown by networks as a thumbnail beside the text.
NARROWEST = 600
# Pixels in all: what is smaller is no picture of an article to Google:
# https://developers.google.com/search/docs/appearance/structured-data/article
SMALLEST = 50_000
FOLDER = "chia-se"


@dataclass(frozen=True, slots=True)
class Shared:
    """A picture as ``og:image`` tells of it."""

    picture: SharePicture
    alt: str
    kind: str = "image/jpeg"


def shared_picture(article: Article) -> Shared:
    """Return the picture of an article: its photo's, if that is wide enough, or its card."""
    if shared := _shared_photo(article):
        return shared
    return Shared(_picture(article, card_of(article)), article.headline, "image/png")


def _shared_photo(article: Article) -> Shared | None:
    """Return the photo of an article, if networks show it large."""
    photo = article.lead_photo
    picture = photo and photo.share_picture
    if not photo or not picture or picture.width < NARROWEST:
        return None
    return Shared(picture, article.lead_alt or photo.alt or article.headline)


def photo_shapes(article: Article) -> list[SharePicture]:
    """Return the photo of an article in its shapes, if search engines take each of them."""
    shapes = article.lead_photo.shapes if article.lead_photo else []
    is_large = all(shape.width * shape.height >= SMALLEST for shape in shapes)
    return shapes if is_large else []


def drawn_shapes(article: Article) -> list[SharePicture]:
    """Return the drawn pictures of an article in the shapes of ``SHAPES``."""
    return [_picture(article, card_of(article, shape)) for shape in SHAPES]


def asked_card(article: Article, address: str) -> Card | None:
    """Return the card that stands behind an address; none is drawn where a photo serves."""
    asked: tuple[str, ...] = () if _shared_photo(article) else (SHARE,)
    asked += () if photo_shapes(article) else SHAPES
    cards = (card_of(article, shape) for shape in asked)
    return next((card for card in cards if _picture(article, card).src == address), None)


def _picture(article: Article, card: Card) -> SharePicture:
    """Return a drawn picture of an article, as pages name it."""
    address = reverse("articles:share_card", args=[article.pk, card.mark])
    return SharePicture(address, *card.size)


def paper_picture() -> Shared:
    """Return the picture of a page that is no article: the name of the paper."""
    card = paper_card()
    address = reverse("articles:paper_card", args=[card.mark])
    return Shared(SharePicture(address, *card.size), settings.SITE_NAME, "image/png")


def card_of(article: Article, shape: str = SHARE) -> Card:
    """Return what stands on a drawn picture of an article.

    Args:
        shape: a key of ``CROPS``.
    """
    label = " › ".join(category.name for category in article.category.path)
    return Card(label, article.headline, settings.SITE_NAME, shape)


def paper_card() -> Card:
    """Return what stands on the picture of the paper."""
    return Card("", settings.SITE_TAGLINE or settings.SITE_NAME, settings.SITE_NAME)


def kept(card: Card, place: str) -> bytes:
    """Return the file of a card, drawn the first time.

    Args:
        place: a folder for the cards of one page. Each shape has one of its own in it;
            what that held before is thrown away.
    """
    folder = f"{FOLDER}/{place}/{card.shape}"
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
