"""Addresses of the paper. Vietnamese words, no marks."""

from django.urls import URLPattern, path, register_converter
from django.urls.converters import StringConverter
from django.views.decorators.http import require_safe

from articles import feeds, months, partner_feeds, sitemaps, views
from articles.json_feed import JsonFeed
from articles.search import views as search_views
from articles.syndication import Atom, Rss, Writer


class YearNumber(StringConverter):
    """A year of the archive, in four digits."""

    regex = "(?:186[5-9]|18[7-9][0-9]|19[0-9]{2}|2[0-9]{3})"


class MonthNumber(StringConverter):
    """A month, in two digits."""

    regex = "(?:0[1-9]|1[0-2])"

    def to_url(self, value: object) -> str:
        """Write two digits."""
        return f"{value:02}"


class AnySpelling(StringConverter):
    """The words before an article's number: only the number counts."""

    regex = "[^/]*"


register_converter(AnySpelling, "spelling")
register_converter(YearNumber, "year")
register_converter(MonthNumber, "month")
register_converter(months.MonthConverter, "whole_month")

app_name = "articles"


def fed(place: str, name: str, feed: type[feeds.PaperFeed]) -> list[URLPattern]:
    """Return the addresses of a list's feeds: its own, plus the file name of each format."""
    return [
        path(f"{place}rss.xml", require_safe(feed(Rss)), name=f"{name}_rss"),
        path(f"{place}atom.xml", require_safe(feed(Atom)), name=f"{name}_atom"),
        path(f"{place}feed.json", require_safe(feed(JsonFeed)), name=f"{name}_json"),
    ]


def for_partner(form: str, writer: type[Writer]) -> URLPattern:
    """Return the secret addresses of partners' feeds in one format."""
    address = f"kenh-doi-tac/<str:token>/{writer.file_name}"
    return path(address, partner_feeds.partner_feed, {"form": form}, name=f"partner_{form}")


urlpatterns = [
    path("", views.home, name="home"),
    path("<spelling:slug>-<int:pk>.html", views.article_page, name="article"),
    path("<spelling:slug>-<int:pk>.ninjs.json", views.article_as_ninjs, name="ninjs"),
    path("chu-de/<slug:slug>/", views.tag, name="tag"),
    path("tac-gia/<slug:slug>/", views.author, name="author"),
    path("luu-tru/", views.archive, name="archive"),
    path("luu-tru/<year:year>/", views.archive_year, name="archive_year"),
    path("luu-tru/<year:year>/<month:month>/", views.archive_month, name="archive_month"),
    path("tim-kiem/", search_views.search_page, name="search"),
    path("tim-kiem/goi-y/", search_views.suggestions, name="suggestions"),
    path("da-tim/", search_views.note_search, name="note_search"),
    path("anh/<int:pk>", views.photo, name="photo"),
    path("da-doc/<int:pk>/", views.note_read, name="note_read"),
    path("dong-su-kien/", views.story_lines_page, name="story_lines"),
    path("dong-su-kien/<slug:slug>/", views.story_line, name="story_line"),
    path("anh-chia-se/<int:pk>-<slug:mark>.png", views.share_card, name="share_card"),
    path("anh-chia-se/bao-<slug:mark>.png", views.paper_card, name="paper_card"),
    path("dinh-chinh/", views.corrections_page, name="corrections"),
    path("xem-truoc/<str:token>/", views.secret_preview, name="secret_preview"),
    path("sitemap.xml", sitemaps.index, name="sitemap"),
    path("sitemap-<whole_month:month>.xml", sitemaps.of_month, name="month_sitemap"),
    path("sitemap-<whole_month:month>-<int:part>.xml", sitemaps.of_month, name="month_sitemap"),
    path("sitemap-bai-<int:number>.xml", sitemaps.of_numbers),
    path("sitemap-tin-moi.xml", sitemaps.of_news, name="news_sitemap"),
    path("sitemap-trang.xml", sitemaps.of_pages, name="page_sitemap"),
    *(for_partner(form, writer) for form, writer in partner_feeds.WRITERS.items()),
    *fed("", "latest", feeds.LatestFeed),
    *fed("dinh-chinh/", "corrections", feeds.CorrectionFeed),
    *fed("chu-de/<slug:slug>/", "tag", feeds.TagFeed),
    *fed("tac-gia/<slug:slug>/", "author", feeds.AuthorFeed),
    *fed("<slug:slug>/", "category", feeds.CategoryFeed),
    *fed("<slug:parent_slug>/<slug:slug>/", "subcategory", feeds.CategoryFeed),
    path("<slug:slug>/", views.category, name="category"),
    path("<slug:parent_slug>/<slug:slug>/", views.category, name="subcategory"),
]
