"""Addresses of the readers' door and of what opens their account, all below ``ACCOUNT_PATH``.

The names are those allauth looks for; ``portal.account_pages`` says when they mean these.
"""

from typing import Any

from django.urls import URLPattern, path

from accounts.readers import keys, phone, sign_in, sign_up
from accounts.readers.again import asks_again, readers_only, signed_in
from accounts.readers.social import site_patterns


def named(address: str, view: Any, *names: str) -> list[URLPattern]:
    """Return one page under each of the names by which allauth calls it."""
    return [path(address, view, name=name) for name in names]


urlpatterns = [
    *named(
        "dang-nhap/",
        sign_in.SignInView.as_view(),
        *("account_login", "account_request_login_code", "account_inactive"),
    ),
    path("dang-nhap/ma/", sign_in.CodeView.as_view(), name="account_confirm_login_code"),
    path("dang-nhap/passkey/", sign_in.PasskeySignInView.as_view(), name="mfa_login_webauthn"),
    path("dang-xuat/", sign_in.SignOutView.as_view(), name="account_logout"),
    # A new account
    path("dang-ky/", sign_up.SignUpView.as_view(), name="account_signup"),
    path("dang-ky/passkey/", sign_up.PasskeySignUpView.as_view(), name="account_signup_by_passkey"),
    path("dang-ky/passkey/tao/", sign_up.FirstPasskeyView.as_view(), name="mfa_signup_webauthn"),
    path("thu/ma/", sign_up.EmailCodeView.as_view(), name="account_email_verification_sent"),
    # What opens it
    path("thu/", asks_again(keys.EmailsView.as_view()), name="account_email"),
    path("dien-thoai/", asks_again(phone.PhoneView.as_view()), name="account_change_phone"),
    path(
        "dien-thoai/ma/", readers_only(phone.PhoneCodeView.as_view()), name="account_verify_phone"
    ),
    path("passkey/them/", asks_again(keys.AddPasskeyView.as_view()), name="mfa_add_webauthn"),
    path(
        "passkey/<int:pk>/bo/",
        asks_again(keys.RemovePasskeyView.as_view()),
        name="mfa_remove_webauthn",
    ),
    path("mang-xa-hoi/<int:pk>/bo/", asks_again(keys.disconnect), name="disconnect"),
    path("phien/", signed_in(keys.end_sessions), name="account_end_session"),
    # It is still you
    path("xac-nhan/", readers_only(keys.AgainView.as_view()), name="account_reauthenticate"),
    path(
        "xac-nhan/passkey/",
        readers_only(keys.PasskeyAgainView.as_view()),
        name="mfa_reauthenticate_webauthn",
    ),
    # Other sites
    *site_patterns,
]
