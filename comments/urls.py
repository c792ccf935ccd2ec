"""Addresses of the conversation: forms that readers post, their own comments, the house rules."""

from django.urls import path

from comments.views import editing, house_rules, mine, posting, rating, reporting

app_name = "comments"

urlpatterns = [
    path("binh-luan/<int:pk>/", posting.post_comment, name="post"),
    path("toi/binh-luan/", mine.my_comments, name="mine"),
    path("toi/binh-luan/<int:pk>/sua/", editing.edit_comment, name="edit"),
    path("toi/binh-luan/<int:pk>/xoa/", editing.remove_comment, name="remove"),
    path("quy-tac-binh-luan/", house_rules.rules_page, name="rules"),
    path("quy-tac-binh-luan/ban-<int:version>/", house_rules.version_page, name="rules_version"),
    path("danh-gia/<int:pk>/", rating.rate, name="rate"),
    path("bao-cao/<int:pk>/", reporting.report, name="report"),
]
