"""A reader's own account: the name, what opens it, what was said, and a copy of all of it."""

from typing import Any

from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts import phones, sessions
from accounts.models import User
from accounts.readers.again import readers_only, signed_in
from accounts.readers.pages import UNPROCESSABLE
from comments.leaving import comments_of
from comments.own_data import data_of
from comments.standing import EMAIL, PHONE
from portal.reader_names import NameForm

DATA_VERSION = 1


@require_safe
@signed_in
def profile(request: HttpRequest) -> HttpResponse:
    """Show everything about the account, with the way to each change."""
    account: Any = request.user
    level = settings.COMMENTS_VERIFICATION
    context = {
        "title": _("Tài khoản của bạn"),
        "account": account,
        "emails": account.emailaddress_set.order_by("-primary", "email"),
        "passkeys": _passkeys(account),
        "sites": SocialAccount.objects.filter(user=account).order_by("pk"),
        "places": sessions.places(account, request.session.session_key),
        "comment_count": comments_of(account).count(),
        "my_comments": reverse("comments:mine"),
        "takes_phones": phones.verifier() is not None,
        "lacks_email": level == EMAIL and not account.has_verified_email,
        "lacks_phone": level == PHONE and not account.has_verified_phone,
    }
    return TemplateResponse(request, "account/profile.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@readers_only
def name(request: HttpRequest) -> HttpResponse:
    """Change the name that stands on new comments."""
    account: Any = request.user
    form = NameForm(request.POST if request.method == "POST" else None, account=account)
    if form.is_bound and form.is_valid():
        User.objects.filter(pk=account.pk).update(display_name=form.cleaned_data["display_name"])
        messages.success(request, _("Đã đổi tên. Tên mới đứng trên bình luận mới."))
        return HttpResponseRedirect(reverse("my_account"))
    context = {"title": _("Tên hiển thị"), "form": form}
    status = UNPROCESSABLE if form.is_bound else 200
    return TemplateResponse(request, "account/name.html", context, status=status)


@require_safe
@signed_in
def my_data(request: HttpRequest) -> HttpResponse:
    """Give the account a copy of everything that is kept of it, as a file."""
    account: Any = request.user
    data = {
        "version": DATA_VERSION,
        "paper": settings.SITE_NAME,
        "site": settings.SITE_URL,
        "made_at": timezone.now(),
        "profile": _profile_data(account),
        **data_of(account),
    }
    response = JsonResponse(data, json_dumps_params={"ensure_ascii": False, "indent": 2})
    day = timezone.localdate()
    response["Content-Disposition"] = f'attachment; filename="du-lieu-{day:%Y-%m-%d}.json"'
    return response


def _profile_data(account: User) -> dict[str, Any]:
    places = sessions.places(account)
    return {
        "display_name": account.display_name,
        "username": account.username,
        "emails": list(account.emailaddress_set.values("email", "verified", "primary")),
        "phone": account.phone,
        "phone_verified_at": account.phone_verified_at,
        "joined_at": account.date_joined,
        "last_sign_in_at": account.last_login,
        "passkeys": _passkeys(account),
        "other_sites": list(
            SocialAccount.objects.filter(user=account).values(
                "provider", "uid", "date_joined", "last_login", "extra_data"
            )
        ),
        "sessions": [
            {
                "device": place.device,
                "network": place.address,
                "since": place.since,
                "last_seen_at": place.seen_at,
            }
            for place in places
        ],
    }


def _passkeys(account: User) -> list[dict[str, Any]]:
    keys = Authenticator.objects.filter(user=account, type=Authenticator.Type.WEBAUTHN)
    return [
        {
            "id": key.pk,
            "name": key.wrap().name,
            "created_at": key.created_at,
            "last_used_at": key.last_used_at,
        }
        for key in keys.order_by("pk")
    ]
