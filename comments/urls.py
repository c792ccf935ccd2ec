"""Addresses to which readers post."""

from django.urls import path

from comments import views

app_name = "comments"

urlpatterns = [
    path("binh-luan/<int:pk>/", views.post_comment, name="post"),
    path("danh-gia/<int:pk>/", views.rate, name="rate"),
    path("bao-cao/<int:pk>/", views.report, name="report"),
]
