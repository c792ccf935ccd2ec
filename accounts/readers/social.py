"""Signing in with what another site says: only sites whose keys the operator set up.

Nothing is asked of them before a reader presses their button.
"""

from typing import Any

from allauth.account.adapter import get_adapter as get_account_adapter
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialApp
from allauth.socialaccount.providers import registry
from allauth.socialaccount.providers.oauth2.urls import default_urlpatterns
from allauth.socialaccount.views import SignupView
from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponseRedirect
from django.urls import include, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.readers.forms import in_our_words
from accounts.readers.pages import AccountPage


class SocialAdapter(DefaultSocialAccountAdapter):
    """What allauth asks the site about other sites."""

    error_messages = DefaultSocialAccountAdapter.error_messages | {
        "email_taken": gettext_lazy("Địa chỉ này đang thuộc một tài khoản khác."),
    }

    def get_app(self, request: HttpRequest, provider: Any, client_id: Any = None) -> SocialApp:
        """Return the keys of a site; there is no page for a site without keys."""
        try:
            app: SocialApp = super().get_app(request, provider, client_id)
        except SocialApp.DoesNotExist as error:
            raise Http404 from error
        return app

    def authenticate_by_email(self, sociallogin: Any) -> Any:
        """Find the reader whose address the site vouches for; never somebody of the desk."""
        found = super().authenticate_by_email(sociallogin)
        return None if found and found[0].is_staff else found

    def get_signup_form_initial_data(self, sociallogin: Any) -> dict[str, Any]:
        """Offer the name the reader has at the other site."""
        said = sociallogin.account.extra_data
        name = said.get("name") or " ".join(
            filter(None, (said.get("last_name"), said.get("first_name")))
        )
        offered: dict[str, Any] = super().get_signup_form_initial_data(sociallogin)
        return offered | {"display_name": name}

    def get_connect_redirect_url(self, request: HttpRequest, socialaccount: Any) -> str:
        """Lead back to the account to which a site was added."""
        return reverse("my_account")

    def on_authentication_error(
        self, request: HttpRequest, provider: Any, *args: Any, **kwargs: Any
    ) -> None:
        """Lead back to the door."""
        words = _("Chưa đăng nhập được bằng %(site)s. Thử lại, hoặc dùng mã gửi qua thư.")
        get_account_adapter().add_message(
            request, messages.ERROR, message=words % {"site": provider.name}
        )
        raise ImmediateHttpResponse(HttpResponseRedirect(reverse("account_login")))


class SocialSignUpView(AccountPage, SignupView):
    """Asks for the name that readers will see; the address is what the other site says."""

    template_name = "account/sign_up.html"
    title = gettext_lazy("Tạo tài khoản")

    def get_form(self, form_class: Any = None) -> Any:
        """Ask in the paper's words."""
        return in_our_words(super().get_form(form_class))  # type: ignore[no-untyped-call]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Offer no other way: this one is nearly done."""
        return super().get_context_data(**kwargs) | {"other_way": ""}


site_patterns = [
    path("mang-xa-hoi/dang-ky/", SocialSignUpView.as_view(), name="socialaccount_signup"),
    *(
        path("mang-xa-hoi/", include(default_urlpatterns(registry.get_class(provider))))
        for provider in settings.SOCIAL_HOSTS
    ),
]
