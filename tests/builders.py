"""Builders: the shortest way for a test to say what exists.

Each fills in what the test does not care about and returns a saved row.
"""

from datetime import datetime, timedelta
from itertools import count

from django.utils import timezone

from accounts.models import User
from articles import body, publishing, snapshots, tasks
from articles.models import Article, Author, Byline, Category, Photo
from comments.models import Comment, Decision, Verdict
from portal.desk_groups import ensure_groups
from tests.picture_files import a_jpeg, an_upload

number = count(1)


def a_category(name: str = "Thế giới", **fields: object) -> Category:
    return Category.objects.get_or_create(name=name, **fields)[0]


def an_author(name: str = "Minh Hà") -> Author:
    return Author.objects.get_or_create(name=name)[0]


def a_photo(**fields: object) -> Photo:
    words = {"caption": "Bến sông buổi sớm.", "credit": "TTXVN", "alt": "Thuyền trên bến"}
    return Photo.objects.create(**words | fields)


def a_stored_photo(size: tuple[int, int] = (1600, 900), **fields: object) -> Photo:
    """A photo whose file is there, with all that is made of it."""
    photo = a_photo(**fields)
    photo.take_file(an_upload(a_jpeg(size)))
    tasks.make_renditions.func(photo.pk)
    photo.refresh_from_db()
    return photo


def a_draft(
    headline: str = "", *, by: list[str] = (), tags: list[str] = (), **fields: object
) -> Article:
    n = next(number)
    fields.setdefault("category", None)
    article = Article(
        **{
            "headline": headline or f"Bài thứ {n}",
            "standfirst": "Một câu tóm tắt.",
            "body": body.paragraph("Đoạn thứ nhất.") + body.paragraph("Đoạn thứ hai."),
        }
        | fields
        | {"category": fields["category"] or a_category()}
    )
    publishing.save(article)
    for position, name in enumerate(by):
        Byline.objects.create(article=article, author=an_author(name), position=position)
    article.tags.add(*tags)
    return article


def an_article(headline: str = "", *, at: datetime | None = None, **parts: object) -> Article:
    """A published article; published an hour ago unless a time is given."""
    at = at or timezone.now() - timedelta(hours=1)
    return publishing.publish(a_draft(headline, **parts), by=None, at=at)


def a_comment(
    article: Article,
    text: str = "Bài hay, cảm ơn tòa soạn.",
    *,
    approved: bool = True,
    **fields: object,
) -> Comment:
    comment = Comment.objects.create(article=article, text=text, **{"name": "Bạn đọc Lan"} | fields)
    if approved:
        Decision.objects.create(comment=comment, verdict=Verdict.APPROVED, reason="Đạt")
        Comment.objects.filter(pk=comment.pk).update(status=Verdict.APPROVED)
        comment.refresh_from_db()
    return comment


def at_desk_as(group: str, *, categories: list[Category] = ()) -> User:
    """A new member of a group of the desk, perhaps bound to these categories."""
    member = a_user(is_staff=True)
    member.groups.add(next(each for each in ensure_groups() if each.name == group))
    for category in categories:
        category.editors.add(member)
    return member


def a_reporter() -> User:
    return at_desk_as("Phóng viên")


def an_editor(**about: object) -> User:
    return at_desk_as("Biên tập viên", **about)


def a_chief() -> User:
    return at_desk_as("Thư ký tòa soạn")


def words_of(article: Article, **changes: object) -> dict[str, object]:
    """What the form of an article would hand to ``publishing.write`` with these changes."""
    said = snapshots.content_of(article)
    return {name: said[name] for name in snapshots.EDITED} | changes


def a_user(username: str = "", **fields: object) -> User:
    return User.objects.create_user(
        username or f"nguoi{next(number)}", password="mat-khau-dai", **fields
    )
