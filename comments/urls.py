"""Addresses to which readers post."""

app_name = "comments"
urlpatterns: list[object] = []
