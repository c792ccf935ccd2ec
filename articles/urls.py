"""Addresses of the paper. Vietnamese words, no marks."""

from django.urls import URLPattern, path, register_converter
from django.urls.converters import StringConverter
from django.views.decorators.http import require_safe

from articles import feeds, months, sitemaps, views
from articles.syndication import Atom, Rss


class AnySpelling(StringConverter):
    """The words before an article's number: only the number counts."""

    regex = "[^/]*"


register_converter(AnySpelling, "spelling")
register_converter(months.MonthConverter, "month")

app_name = "articles"


def fed(place: str, name: str, feed: type[feeds.PaperFeed]) -> list[URLPattern]:
    """Return the addresses of a list's feeds: its own, plus ``rss.xml`` and ``atom.xml``."""
    return [
        path(f"{place}rss.xml", require_safe(feed(Rss)), name=f"{name}_rss"),
        path(f"{place}atom.xml", require_safe(feed(Atom)), name=f"{name}_atom"),
    ]


urlpatterns = [
    path("", views.home, name="home"),
    path("<spelling:slug>-<int:pk>.html", views.article_page, name="article"),
    path("chu-de/<slug:slug>/", views.tag, name="tag"),
    path("tac-gia/<slug:slug>/", views.author, name="author"),
    path("tim-kiem/", views.search_page, name="search"),
    path("anh/<int:pk>", views.photo, name="photo"),
    path("anh-chia-se/<int:pk>-<slug:mark>.png", views.share_card, name="share_card"),
    path("anh-chia-se/bao-<slug:mark>.png", views.paper_card, name="paper_card"),
    path("dinh-chinh/", views.corrections_page, name="corrections"),
    path("xem-truoc/<str:token>/", views.secret_preview, name="secret_preview"),
    path("sitemap.xml", sitemaps.index, name="sitemap"),
    path("sitemap-<month:month>.xml", sitemaps.of_month, name="month_sitemap"),
    path("sitemap-<month:month>-<int:part>.xml", sitemaps.of_month, name="month_sitemap"),
    path("sitemap-bai-<int:number>.xml", sitemaps.of_numbers),
    path("sitemap-tin-moi.xml", sitemaps.of_news, name="news_sitemap"),
    path("sitemap-trang.xml", sitemaps.of_pages, name="page_sitemap"),
    *fed("", "latest", feeds.LatestFeed),
    *fed("dinh-chinh/", "corrections", feeds.CorrectionFeed),
    *fed("chu-de/<slug:slug>/", "tag", feeds.TagFeed),
    *fed("tac-gia/<slug:slug>/", "author", feeds.AuthorFeed),
    *fed("<slug:slug>/", "category", feeds.CategoryFeed),
    *fed("<slug:parent_slug>/<slug:slug>/", "subcategory", feeds.CategoryFeed),
    path("<slug:slug>/", views.category, name="category"),
    path("<slug:parent_slug>/<slug:slug>/", views.category, name="subcategory"),
]
