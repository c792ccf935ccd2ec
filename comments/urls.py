"""Addresses of the conversation: pages that readers follow, and forms that they post."""

from django.urls import path
from django.views.decorators.http import require_safe

from articles.syndication import Atom
from comments.feeds import ArticleCommentFeed, CommentFeed
from comments.views import editing, house_rules, mail, mine, rating, reading, reporting, voting

app_name = "comments"

urlpatterns = [
    # One address: its page is read with GET, a comment is sent there with POST.
    path("binh-luan/<int:pk>/", reading.conversation, name="conversation"),
    path("binh-luan/<int:pk>/", reading.conversation, name="post"),
    path("binh-luan/<int:pk>/<int:comment>/", reading.thread, name="thread"),
    path("binh-luan/<int:pk>/atom.xml", require_safe(ArticleCommentFeed(Atom)), name="feed"),
    # Not "binh-luan/": many a paper has a section of that name, with a feed of its own.
    path("binh-luan-ban-doc/atom.xml", require_safe(CommentFeed(Atom)), name="paper_feed"),
    path("toi/binh-luan/", mine.my_comments, name="mine"),
    path("toi/binh-luan/<int:pk>/sua/", editing.edit_comment, name="edit"),
    path("toi/binh-luan/<int:pk>/xoa/", editing.remove_comment, name="remove"),
    path("quy-tac-binh-luan/", house_rules.rules_page, name="rules"),
    path("quy-tac-binh-luan/ban-<int:version>/", house_rules.version_page, name="rules_version"),
    path("danh-gia/<int:pk>/", rating.rate, name="rate"),
    path("huu-ich/<int:pk>/", voting.vote, name="vote"),
    path("bao-cao/<int:pk>/", reporting.report, name="report"),
    path("thu/xac-nhan/<str:token>/", mail.confirm_mail, name="confirm_mail"),
    path("thu/thoi-nhan/<str:token>/", mail.mute_mail, name="mute_mail"),
]
