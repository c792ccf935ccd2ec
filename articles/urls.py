"""Addresses of the paper. Vietnamese words, no marks."""

from django.urls import path, register_converter
from django.urls.converters import StringConverter

from articles import views


class AnySpelling(StringConverter):
    """The words before an article's number: only the number counts."""

    regex = "[^/]*"


register_converter(AnySpelling, "spelling")

app_name = "articles"

urlpatterns = [
    path("", views.home, name="home"),
    path("<spelling:slug>-<int:pk>.html", views.article_page, name="article"),
    path("chu-de/<slug:slug>/", views.tag, name="tag"),
    path("tac-gia/<slug:slug>/", views.author, name="author"),
    path("tim-kiem/", views.search_page, name="search"),
    path("anh/<int:pk>", views.photo, name="photo"),
    path("<slug:slug>/", views.category, name="category"),
    path("<slug:parent_slug>/<slug:slug>/", views.category, name="subcategory"),
]
