"""Addresses of the conversation: pages that readers follow, and where they post."""

from django.urls import path
from django.views.decorators.http import require_safe

from articles.syndication import Atom
from comments.feeds import ArticleCommentFeed, CommentFeed
from comments.views import rating, reading, reporting, voting

app_name = "comments"

urlpatterns = [
    # One address: its page is read with GET, a comment is sent there with POST.
    path("binh-luan/<int:pk>/", reading.conversation, name="conversation"),
    path("binh-luan/<int:pk>/", reading.conversation, name="post"),
    path("binh-luan/<int:pk>/<int:comment>/", reading.thread, name="thread"),
    path("binh-luan/<int:pk>/atom.xml", require_safe(ArticleCommentFeed(Atom)), name="feed"),
    # Not "binh-luan/": many a paper has a section of that name, with a feed of its own.
    path("binh-luan-ban-doc/atom.xml", require_safe(CommentFeed(Atom)), name="paper_feed"),
    path("danh-gia/<int:pk>/", rating.rate, name="rate"),
    path("huu-ich/<int:pk>/", voting.vote, name="vote"),
    path("bao-cao/<int:pk>/", reporting.report, name="report"),
]
