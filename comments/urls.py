"""Addresses to which readers post."""

from django.urls import path

from comments.views import mail, posting, rating, reporting

app_name = "comments"

urlpatterns = [
    path("binh-luan/<int:pk>/", posting.post_comment, name="post"),
    path("danh-gia/<int:pk>/", rating.rate, name="rate"),
    path("bao-cao/<int:pk>/", reporting.report, name="report"),
    path("thu/xac-nhan/<str:token>/", mail.confirm_mail, name="confirm_mail"),
    path("thu/thoi-nhan/<str:token>/", mail.mute_mail, name="mute_mail"),
]
