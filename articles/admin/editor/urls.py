"""Where the desk's editor asks while somebody writes. Nothing here saves anything."""

from django.contrib.admin import AdminSite, site
from django.urls import URLPattern, path

from articles.admin import editor
from articles.admin.editor import paste as editor_paste
from articles.admin.editor import topics

app_name = "editor"


def editor_urls(desk: AdminSite) -> list[URLPattern]:
    """Return the editor's addresses, behind the door of this desk."""
    return [
        path("tim-bai/", desk.admin_view(editor.find_articles), name="articles"),
        path("nhung/", desk.admin_view(editor.check_embed), name="embed"),
        path("kiem-lien-ket/", desk.admin_view(editor.check_links), name="links"),
        path("chu-de/", desk.admin_view(topics.find_topics), name="topics"),
        path("chu-de-cua-bai/", desk.admin_view(topics.topics_of_text), name="topics_of_text"),
        path("dan-bai/", desk.admin_view(editor_paste.read_page), name="paste"),
    ]


urlpatterns = editor_urls(site)
