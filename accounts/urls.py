"""Addresses of signing in and of the page "Bảo mật", all below the desk's.

The names are those allauth looks for. Of its pages only these are mounted: there is
no signing up, no password by mail and no list of addresses.
"""

from typing import Any

from django.contrib import admin
from django.urls import path

from accounts import security, sign_in


def at_desk(view: Any) -> Any:
    """Return a view for signed-in staff; others are sent to the door and come back."""
    return admin.site.admin_view(view.as_view())


urlpatterns = [
    # Before admin.site.urls: the door of the admin itself would not ask for the second step.
    path("login/", sign_in.SignInView.as_view(), name="account_login"),
    path("login/buoc-hai/", sign_in.SecondStepView.as_view(), name="mfa_authenticate"),
    path("login/passkey/", sign_in.PasskeySignInView.as_view(), name="mfa_login_webauthn"),
    # One's own account
    path("tai-khoan/bao-mat/", at_desk(security.SecurityView), name="mfa_index"),
    path("tai-khoan/phien/", at_desk(security.EndSessionView), name="account_end_session"),
    path("tai-khoan/ung-dung/bat/", at_desk(security.TurnOnAppView), name="mfa_activate_totp"),
    path("tai-khoan/ung-dung/tat/", at_desk(security.TurnOffAppView), name="mfa_deactivate_totp"),
    path("tai-khoan/passkey/them/", at_desk(security.AddPasskeyView), name="mfa_add_webauthn"),
    path(
        "tai-khoan/passkey/<int:pk>/ten/",
        at_desk(security.RenamePasskeyView),
        name="mfa_edit_webauthn",
    ),
    path(
        "tai-khoan/passkey/<int:pk>/bo/",
        at_desk(security.RemovePasskeyView),
        name="mfa_remove_webauthn",
    ),
    path("tai-khoan/ma/", at_desk(security.RecoveryCodesView), name="mfa_view_recovery_codes"),
    path(
        "tai-khoan/ma/moi/",
        at_desk(security.NewRecoveryCodesView),
        name="mfa_generate_recovery_codes",
    ),
    # It is still you
    path("tai-khoan/xac-nhan/", at_desk(security.PasswordAgainView), name="account_reauthenticate"),
    path("tai-khoan/xac-nhan/ma/", at_desk(security.CodeAgainPage), name="mfa_reauthenticate"),
    path(
        "tai-khoan/xac-nhan/passkey/",
        at_desk(security.PasskeyAgainView),
        name="mfa_reauthenticate_webauthn",
    ),
]
