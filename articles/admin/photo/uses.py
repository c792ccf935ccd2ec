"""Where a photo is used: the articles that show it, and the edits that are about to."""

from dataclasses import dataclass

from django.db.models import Q, QuerySet

from articles.models import Article, PendingEdit, Photo, PhotoUse

SHOWN = 50


@dataclass(frozen=True, slots=True)
class Uses:
    """Articles that show a photo: the newest, and how many there are in all."""

    articles: list[Article]
    count: int

    @property
    def more(self) -> int:
        """How many are not listed."""
        return self.count - len(self.articles)


def uses_of(photo: Photo) -> Uses:
    """Return where a photo is used, bounded however often that is."""
    found = articles_using(photo)
    newest = list(found.order_by("-pk")[:SHOWN])
    count = found.count() if len(newest) == SHOWN else len(newest)
    return Uses(newest, count)


def articles_using(photo: Photo) -> QuerySet[Article]:
    """Return the articles that show a photo, or whose pending edit does."""
    pending = PendingEdit.objects.filter(
        Q(content__lead_photo__id=photo.pk) | Q(content__body__icontains=f'/anh/{photo.pk}"')
    )
    used = PhotoUse.objects.filter(photo=photo).values("article")
    return Article.objects.filter(
        Q(pk__in=used) | Q(pk__in=pending.values("article")) | Q(lead_photo=photo)
    )


def is_before_readers(photo: Photo) -> bool:
    """Whether readers see, or will see at a set time, an article with this photo."""
    shown = Article.objects.filter(photo_uses__photo=photo).defer("body")
    return any(article.is_out for article in shown.iterator(chunk_size=100))
