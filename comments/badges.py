"""What the page says of who wrote a comment: never taken from a name that was typed."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from articles.models import Article, Author
from comments.models import Comment


class Badge(TextChoices):
    """How the newsroom vouches for the author of a comment."""

    AUTHOR = "author", _("Tác giả bài")
    STAFF = "staff", _("Tòa soạn")


def badge_of(comment: Comment, article: Article) -> Badge | None:
    """Return what an account of the newsroom is shown with; None for everybody else.

    A badge rests on the account that was signed in. Only accounts of the desk have one,
    so whoever signs as "Tòa soạn" or with an author's name gets nothing. An account is
    the article's author where its name now is the name of a person in the byline: bylines
    belong to authors, which are not accounts, and names of the desk are given there.

    Args:
        comment: with its account, if it has one.
        article: with its bylines.
    """
    account = comment.author
    if account is None or comment.is_removed or not (account.is_staff and account.is_active):
        return None
    signed = (byline.author for byline in article.bylines.all())
    people = {author.name for author in signed if author.kind == Author.Kind.PERSON}
    return Badge.AUTHOR if str(account) in people else Badge.STAFF
