"""Addresses while a page of readers' accounts is answered: see ``portal.account_pages``.

The names of allauth mean the readers' pages here. Everything a page may link to stands
below them, without the desk's own door.
"""

from django.urls import include, path

from accounts.readers.urls import named
from portal import leaving, my_account
from portal.urls import handler400, handler404, handler500, paper, tools

__all__ = ["handler400", "handler404", "handler500", "urlpatterns"]

# allauth leads here from pages of its own.
HOMES = ("mfa_index", "socialaccount_connections")

urlpatterns = [
    path(
        "tai-khoan/",
        include(
            [
                *named("", my_account.profile, "my_account", *HOMES),
                path("ten/", my_account.name, name="my_name"),
                path("du-lieu/", my_account.my_data, name="my_data"),
                path("xoa/", leaving.leave, name="leave"),
                path("", include("accounts.readers.urls")),
            ]
        ),
    ),
    *tools,
    *paper,
]
