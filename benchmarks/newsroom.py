"""A large newsroom for ``benchmarks/desk.py``: a paper of many years, past all forms.

Most articles are out and old; the desk works on a few hundred. Headlines are made of
real words, so that a search finds many rows, few or none. Nothing is left to chance:
two runs fill the same paper.
"""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from itertools import product
from typing import Any

from django.contrib.auth import get_user_model
from django.utils import timezone

from articles import body
from articles.models import (
    Article,
    ArticleTag,
    Author,
    Byline,
    Category,
    Correction,
    PendingEdit,
    Photo,
    PhotoUse,
    Presence,
    Source,
    Tag,
)

CATEGORIES, AUTHORS, SOURCES, TAGS, PHOTOS = 20, 300, 40, 2_000, 20_000
PART = 2_000
TEXT = body.paragraph("Một đoạn văn vừa phải để đọc thử cho giống một bài thật. " * 8) * 4
WHO = (
    *("Thủ tướng", "Bộ Y tế", "Quốc hội", "Hội người Việt", "Đại sứ quán", "Các ngoại trưởng"),
    *("Nông dân Đắk Lắk", "Sinh viên", "Cảnh sát biển", "Ngân hàng Nhà nước", "Đội tuyển"),
)
DOES = ("thảo luận", "khai mạc", "phê duyệt", "kêu gọi", "mở rộng", "cảnh báo về", "kỷ niệm")
WHAT = (
    *("các vấn đề an ninh", "quan hệ đối tác chiến lược", "ngày Quốc khánh", "giá cà phê"),
    *("đường sắt cao tốc", "hội chợ sách", "mùa mưa bão", "học bổng", "chuyển đổi số"),
    *("vòng loại", "thủy sản", "lễ hội áo dài", "y tế cơ sở"),
)
SURNAMES = ("Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Phan", "Vũ", "Đặng", "Bùi", "Đỗ")
MIDDLES = ("Văn", "Thị", "Minh", "Thu", "Đức", "Ngọc")
GIVEN = ("Hà", "Lan", "Hùng", "Ánh", "Ổn", "Ấy", "Đạt", "Yến", "Oanh", "Ích", "Tú", "Phượng")


def every(n: int, step: int) -> bool:
    """Whether the n-th thing is one of each ``step``."""
    return n % step == 0


def in_parts(model: Any, make: Callable[[int], Any], size: int) -> None:
    """Insert the rows that ``make`` gives for 0, 1, 2 …; None is no row."""
    for start in range(0, size, PART):
        rows = (make(n) for n in range(start, min(start + PART, size)))
        model.objects.bulk_create([row for row in rows if row is not None])


def numbers(model: Any) -> list[int]:
    """Return the numbers of all rows."""
    return list(model.objects.order_by("pk").values_list("pk", flat=True))


def headline(n: int) -> str:
    """Return the n-th headline: three phrases and a number that few share."""
    who, does, what = WHO[n % len(WHO)], DOES[n // 3 % len(DOES)], WHAT[n // 7 % len(WHAT)]
    return f"{who} {does} {what} lần thứ {n % 997}"


def status_at(n: int, size: int) -> str:
    """Return how the n-th article stands: the newest few hundred are in work."""
    left = size - n
    if left <= 120:
        return ("draft", "draft", "draft", "in_review", "approved")[n % 5]
    return "draft" if every(n, 400) else "withdrawn" if every(n, 900) else "published"


def an_article(n: int, size: int, now: datetime, has: dict[str, list[int]]) -> Article:
    """Return the n-th article, a quarter of an hour after the one before."""
    status = status_at(n, size)
    at = now - timedelta(minutes=15 * (size - n)) + timedelta(hours=36)
    return Article(
        headline=headline(n),
        kicker="Tin riêng" if every(n, 9) else "",
        standfirst="" if every(n, 30) else "Một câu tóm tắt đủ dài để giống một câu thật.",
        slug=f"bai-{n}",
        body=TEXT,
        category_id=has["categories"][n * 7 % CATEGORIES],
        source_id=has["sources"][n * n % SOURCES] if every(n, 3) else None,
        lead_photo_id=None if every(n, 6) else has["photos"][n % PHOTOS],
        lead_alt="Một bức ảnh" if every(n, 4) else "",
        sign_off="(TTXVN/Vietnam+)" if every(n, 5) else "",
        created_by_id=has["people"][n % len(has["people"])],
        saved_at=now - timedelta(minutes=15 * (size - n)),
        status=status,
        published_at=at if status in ("published", "withdrawn") else None,
        expires_at=at + timedelta(days=9) if status == "published" and every(n, 700) else None,
        withdrawn_at=at + timedelta(days=1) if status == "withdrawn" else None,
        public_comment_count=n % 40,
    )


def names() -> Iterator[str]:
    """Give Vietnamese names."""
    return (" ".join(parts) for parts in product(SURNAMES, MIDDLES, GIVEN))


def fill(size: int) -> None:
    """Fill an empty database with a paper of this many articles."""
    now, given = timezone.now(), names()
    people = [get_user_model().objects.create(username=f"nguoi{n}") for n in range(12)]
    roots = [Category.objects.create(name=f"Mục {n}", position=n) for n in range(8)]
    for n in range(CATEGORIES - len(roots)):
        Category.objects.create(name=f"Tiểu mục {n}", parent=roots[n % 5], position=n)
    in_parts(Source, lambda n: Source(name=f"nguon{n}.vn"), SOURCES)
    for name, _n in zip(given, range(AUTHORS), strict=False):
        Author.objects.create(name=name)
    in_parts(Tag, lambda n: Tag(name=f"Chủ đề {n}", slug=f"chu-de-{n}"), TAGS)
    in_parts(
        Photo,
        lambda n: Photo(
            caption="Bến sông buổi sớm.",
            credit="" if every(n, 5) else "TTXVN",
            alt="" if every(n, 3) else "Thuyền trên bến",
            file="" if every(n, 8) else f"anh/{n}.jpg",
            width=1200,
            height=800,
        ),
        PHOTOS,
    )
    has = {
        "categories": numbers(Category),
        "sources": numbers(Source),
        "photos": numbers(Photo),
        "people": [each.pk for each in people],
    }
    saved_at = Article._meta.get_field("saved_at")
    saved_at.auto_now = False  # Otherwise everything was saved just now.
    in_parts(Article, lambda n: an_article(n, size, now, has), size)
    saved_at.auto_now = True
    fill_around(size, now, has)


def fill_around(size: int, now: datetime, has: dict[str, list[int]]) -> None:
    """Add what hangs on articles: bylines, topics, photos, edits, errors, open windows."""
    pks, authors, tags = numbers(Article), numbers(Author), numbers(Tag)
    times = dict(Article.objects.values_list("pk", "published_at"))
    stubs = {pk: Article(pk=pk, published_at=times[pk]) for pk in pks}

    def byline(n: int) -> Byline | None:
        author = authors[(n % 17) * (n % 23) % AUTHORS]
        return None if every(n, 8) else Byline(article=stubs[pks[n]], author_id=author)

    def topic(n: int) -> ArticleTag | None:
        article, place = divmod(n, 3)
        tag = tags[(article % 41) * (place * 7 + article % 19) % TAGS]
        return (
            None
            if every(article, 11)
            else ArticleTag(content_object=stubs[pks[article]], tag_id=tag)
        )

    in_parts(Byline, byline, size)
    for start in range(0, 3 * size, PART):
        rows = (topic(n) for n in range(start, min(start + PART, 3 * size)))
        ArticleTag.objects.bulk_create([row for row in rows if row], ignore_conflicts=True)
    in_parts(
        PhotoUse,
        lambda n: (
            None if every(n, 6) else PhotoUse(article_id=pks[n], photo_id=has["photos"][n % PHOTOS])
        ),
        size,
    )
    live = list(Article.objects.public(now).order_by("-pk").values_list("pk", flat=True)[:200])
    for n, pk in enumerate(live):
        if every(n, 4):
            PendingEdit.objects.create(
                article_id=pk, content={}, base_version=1, is_submitted=every(n, 8)
            )
        if every(n, 9):
            Correction.objects.create(article_id=pk, wrong="Minks")
        if every(n, 5):
            Presence.objects.create(article_id=pk, editor_id=has["people"][n % 12])
