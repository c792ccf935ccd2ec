"""Addresses to which readers post."""

from django.urls import path

from comments.views import posting, rating, reporting

app_name = "comments"

urlpatterns = [
    path("binh-luan/<int:pk>/", posting.post_comment, name="post"),
    path("danh-gia/<int:pk>/", rating.rate, name="rate"),
    path("bao-cao/<int:pk>/", reporting.report, name="report"),
]
