"""The table of contents of the site."""

from django.contrib import admin
from django.urls import include, path

from accounts.readers.sign_in import SignInView
from accounts.readers.sign_up import PasskeySignUpView
from portal import handbook, my_account, views

# For machines, and for the desk
tools = [
    path("robots.txt", views.robots),
    path("ads.txt", views.ads),
    path(".well-known/security.txt", views.security),
    path("favicon.ico", views.favicon),
    path("health/", views.health, name="health"),
    path("media/<path:path>", views.media),
    path("toa-soan/ngon-ngu/", include("django.conf.urls.i18n")),
    path("toa-soan/bai/", include("articles.admin.editor.urls")),
    path("toa-soan/so-tay/", admin.site.admin_view(handbook.handbook), name="handbook"),
    path(
        "toa-soan/so-tay/anh/<slug:name>.webp",
        admin.site.admin_view(handbook.picture),
        name="handbook_picture",
    ),
    path("toa-soan/", admin.site.urls),
]
# For readers
paper = [
    # Answered, with the other pages of the account, by portal/account_urls.py. The last
    # two names are allauth's: its views at the desk look for them.
    path("tai-khoan/", my_account.profile, name="my_account"),
    path("tai-khoan/dang-nhap/", SignInView.as_view(), name="sign_in"),
    path("tai-khoan/dang-nhap/", SignInView.as_view(), name="account_request_login_code"),
    path(
        "tai-khoan/dang-ky/passkey/", PasskeySignUpView.as_view(), name="account_signup_by_passkey"
    ),
    path("toi/", views.me, name="me"),
    path("thong-tin-toa-soan/", views.imprint, name="imprint"),
    path("", include("comments.urls")),
    path("", include("articles.urls")),
]
# The door of the desk stands before admin.site.urls: see accounts/urls.py.
urlpatterns = [path("toa-soan/", include("accounts.urls")), *tools, *paper]

handler400 = "portal.views.bad_request"
handler404 = "portal.views.not_found"
handler500 = "portal.views.server_error"
