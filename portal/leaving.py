"""A reader leaves: the account and what it said, in one step that cannot be taken back."""

from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.models import EmailAddress
from django import forms
from django.contrib import messages
from django.contrib.admin.models import LogEntry
from django.contrib.auth import logout
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from accounts.models import User
from accounts.readers.again import asks_again
from accounts.readers.pages import UNPROCESSABLE
from comments import leaving
from comments.leaving import comments_of
from portal.models import Letter

ANONYMISE, REMOVE = "an-danh", "xoa"
VERBS = {ANONYMISE: leaving.anonymise, REMOVE: leaving.remove}


class LeaveForm(forms.Form):
    """What becomes of the comments."""

    comments = forms.ChoiceField(
        label=gettext_lazy("Bình luận của bạn"),
        choices=(
            (ANONYMISE, gettext_lazy("Giữ lời, bỏ tên: ký «Bạn đọc ẩn danh»")),
            (REMOVE, gettext_lazy("Xóa lời của tôi")),
        ),
        widget=forms.RadioSelect,
        error_messages=dict.fromkeys(
            ("required", "invalid_choice"),
            gettext_lazy("Hãy chọn: giữ lời mà bỏ tên, hay xóa lời."),
        ),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@asks_again
def leave(request: HttpRequest) -> HttpResponse:
    """Ask what becomes of the comments, and delete the account."""
    account: Any = request.user
    form = LeaveForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        delete_account(account, form.cleaned_data["comments"])
        logout(request)
        messages.success(request, _("Tài khoản của bạn đã được xóa. Cảm ơn bạn đã đọc báo."))
        return HttpResponseRedirect(reverse("account_login"))
    context = {
        "title": _("Xóa tài khoản"),
        "form": form,
        "comment_count": comments_of(account).count(),
    }
    status = UNPROCESSABLE if form.is_bound else 200
    return TemplateResponse(request, "account/leave.html", context, status=status)


def delete_account(account: User, comments: str) -> None:
    """Delete a reader's account with its addresses, passkeys and sessions.

    Args:
        comments: ``ANONYMISE`` or ``REMOVE``: what becomes of what the reader said.
    """
    address = EmailAddress.objects.get_primary_email(account)
    with transaction.atomic():
        VERBS[comments](account)
        User.objects.get(pk=account.pk).delete()
    if address:
        get_adapter().send_mail("account/email/deleted", address, {})


def account_goes(instance: User, **_signal: Any) -> None:
    """Forget to whom letters of an account went, and a reader's name in the log of the desk.

    Connected to ``pre_delete``, whoever deletes it. The last letter, which says that the
    account is gone, comes after.
    """
    proved = instance.emailaddress_set.values_list("email", flat=True)
    Letter.objects.to({instance.email, *proved} - {""}).delete()
    if not instance.is_staff:
        _logged_about(instance).update(object_repr=str(leaving.ANONYMOUS))


def _logged_about(account: User) -> QuerySet[LogEntry]:
    """Return what the desk once did to the account; its log keeps the names of rows."""
    kind = ContentType.objects.get_for_model(User)
    return LogEntry.objects.filter(content_type=kind, object_id=str(account.pk))
