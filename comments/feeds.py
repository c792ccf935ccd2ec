"""Feeds of what readers say: under one article, and in the whole paper. Atom only."""

from typing import Any

from django.db.models import Exists, OuterRef
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.html import linebreaks
from django.utils.translation import gettext as _

from articles.feeds import Listed, PaperFeed
from articles.models import Article
from articles.paging import LARGEST_ID
from articles.templatetags.newsroom import absolute
from comments.models import Comment

LONGEST_FEED = 50


class CommentFeed(PaperFeed):
    """The newest comments of the paper."""

    def get_object(self, request: HttpRequest) -> Listed:
        """Return the newest comments under articles that readers may see."""
        public = Exists(Article.objects.public().filter(pk=OuterRef("article")))
        newest = _newest(Comment.objects.public().filter(public))
        about = _("Bạn đọc nói gì, mới nhất đứng trước; chỉ lời đã duyệt.")
        where = reverse("comments:paper_feed").removesuffix(self.feed_type.file_name)
        return Listed(_("Bình luận của bạn đọc"), about, where, newest)

    def link(self, listed: Listed) -> str:
        """Return the front page: comments of all articles have no page of their own."""
        return absolute(reverse("articles:home"))

    def item_title(self, comment: Comment) -> str:
        """Say who speaks about what."""
        about = {"name": comment.name, "headline": comment.article.headline}
        return _("%(name)s: về «%(headline)s»") % about

    def item_description(self, comment: Comment) -> str:
        """Return what was said, as HTML."""
        return linebreaks(comment.text, autoescape=True)

    def item_link(self, comment: Comment) -> str:
        """Return where the comment stands."""
        return absolute(comment.get_absolute_url())

    def item_guid(self, comment: Comment) -> str:
        """Return what stays the same whatever becomes of the article and the comment."""
        return f"{comment.article.guid.urn}#binh-luan-{comment.pk}"

    def item_pubdate(self, comment: Comment) -> Any:
        """Return when the comment was sent."""
        return comment.created_at

    def item_updateddate(self, comment: Comment) -> Any:
        """Return when its author last changed it."""
        return comment.edited_at or comment.created_at

    def item_extra_kwargs(self, comment: Comment) -> dict[str, Any]:
        """Return who signed."""
        return {"authors": [comment.name]}


class ArticleCommentFeed(CommentFeed):
    """The newest comments under one article."""

    def get_object(self, request: HttpRequest, pk: int = 0) -> Listed:
        """Return the newest comments under the article with this number."""
        if pk > LARGEST_ID:
            raise Http404
        article = get_object_or_404(Article.objects.public(), pk=pk)
        title = _("Bình luận về «%(headline)s»") % {"headline": article.headline}
        about = _("Bạn đọc nói gì về bài này, mới nhất đứng trước; chỉ lời đã duyệt.")
        newest = _newest(Comment.objects.public().filter(article=article))
        return Listed(title, about, reverse("comments:conversation", args=[pk]), newest)

    link = PaperFeed.link


def _newest(comments: Any) -> list[Comment]:
    return list(comments.select_related("article").order_by("-created_at", "-pk")[:LONGEST_FEED])
