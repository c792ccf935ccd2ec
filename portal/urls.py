"""The table of contents of the site."""

from django.contrib import admin
from django.urls import include, path

from portal import handbook, views

urlpatterns = [
    # For machines
    path("robots.txt", views.robots),
    path("favicon.ico", views.favicon),
    path("health/", views.health, name="health"),
    path("media/<path:path>", views.media),
    # For the desk
    path("toa-soan/ngon-ngu/", include("django.conf.urls.i18n")),
    path("toa-soan/", include("accounts.urls")),
    path("toa-soan/bai/", include("articles.admin.editor.urls")),
    path("toa-soan/so-tay/", admin.site.admin_view(handbook.handbook), name="handbook"),
    path(
        "toa-soan/so-tay/anh/<slug:name>.webp",
        admin.site.admin_view(handbook.picture),
        name="handbook_picture",
    ),
    path("toa-soan/", admin.site.urls),
    # For readers
    path("toi/", views.me, name="me"),
    path("thong-tin-toa-soan/", views.imprint, name="imprint"),
    path("", include("comments.urls")),
    path("", include("articles.urls")),
]

handler400 = "portal.views.bad_request"
handler404 = "portal.views.not_found"
handler500 = "portal.views.server_error"
