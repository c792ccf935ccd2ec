"""Addresses of the paper. Vietnamese words, no marks."""

from django.urls import path, re_path

from articles import views

app_name = "articles"

urlpatterns = [
    path("", views.home, name="home"),
    re_path(r"^(?P<slug>[^/]*)-(?P<pk>[0-9]{1,19})\.html$", views.article_page, name="article"),
    path("chu-de/<slug:slug>/", views.tag, name="tag"),
    path("tac-gia/<slug:slug>/", views.author, name="author"),
    path("tim-kiem/", views.search_page, name="search"),
    path("anh/<int:pk>", views.photo, name="photo"),
    path("<slug:slug>/", views.category, name="category"),
    path("<slug:parent_slug>/<slug:slug>/", views.category, name="subcategory"),
]
