"""The name under which a reader speaks: anybody's, but not the paper's or its people's."""

import re
import unicodedata
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from articles.models import Author
from articles.text import fold, match_key
from comments.fields import LONGEST_NAME
from comments.leaving import ANONYMOUS
from comments.writing import tidy, visible
from portal.models import Imprint

SHORTEST_NAME = 2
# Said by nobody but the paper, wherever in a name; folded, without blanks.
OF_THE_PAPER = ("toasoan", "banbientap", "quantrivien", "kiemduyetvien", "moderator")
OFFICES = {"admin", "administrator", "mod", "bbt"}


def checked_name(typed: str, account: User | None = None) -> str:
    """Return a name in the form in which it is kept.

    Args:
        account: whose name it is to be; its own is no impersonation.

    Raises:
        ValidationError: too short or long, or somebody might take the reader for the paper,
            for one of its authors or for an account of the desk.
    """
    name = " ".join(visible(tidy(typed)).split())
    key = _key(name)
    if len(key) < SHORTEST_NAME:
        raise ValidationError(_("Tên cần ít nhất hai chữ cái hoặc chữ số."))
    if len(name) > LONGEST_NAME:
        raise ValidationError(_("Tên dài quá %(n)s ký tự; hãy rút ngắn.") % {"n": LONGEST_NAME})
    if _is_disguised(name) or _is_of_the_paper(name) or _is_somebodys(name, account):
        raise ValidationError(
            _("Tên này dễ làm người đọc tưởng bạn là tòa soạn hay tác giả của báo. Hãy chọn khác.")
        )
    return name


class NameField(forms.CharField):
    """The field in which a reader types the name."""

    def __init__(self, **kwargs: object) -> None:
        super().__init__(
            label=_("Tên hiển thị"),
            help_text=_("Đứng trên bình luận của bạn. Đổi lúc nào cũng được."),
            max_length=LONGEST_NAME,
            widget=forms.TextInput(attrs={"autocomplete": "nickname"}),
            error_messages={
                "required": _("Hãy cho biết tên của bạn, tên nào cũng được."),
                "max_length": _("Tên dài %(show_value)s ký tự; hãy rút còn %(limit_value)s."),
            },
        )


class NamedSignUp(forms.Form):
    """What allauth's forms of signing up ask beside the address: ``ACCOUNT_SIGNUP_FORM_CLASS``."""

    display_name = NameField()

    def clean_display_name(self) -> str:
        """Keep out those who would speak for the paper."""
        return checked_name(self.cleaned_data["display_name"])

    def signup(self, request: HttpRequest, user: User) -> None:
        """Give the new account its name."""
        user.display_name = self.cleaned_data["display_name"]
        user.save(update_fields=["display_name"])


class NameForm(forms.Form):
    """Another name for one's account; it stands on new comments."""

    display_name = NameField()

    def __init__(self, data: Any = None, *, account: User) -> None:
        super().__init__(data, initial={"display_name": account.display_name})
        self.account = account

    def clean_display_name(self) -> str:
        """Keep out those who would speak for the paper."""
        return checked_name(self.cleaned_data["display_name"], self.account)


def _is_disguised(name: str) -> bool:
    """Whether a word mixes alphabets, in which many letters look the same."""
    return any(
        len({unicodedata.name(sign, "").split(" ")[0] for sign in word if sign.isalpha()}) > 1
        for word in unicodedata.normalize("NFC", name).split()
    )


def _is_of_the_paper(name: str) -> bool:
    key = _key(name)
    imprints = Imprint.objects.values_list("name", flat=True)
    names = {_key(each) for each in (settings.SITE_NAME, str(ANONYMOUS), *imprints)}
    is_office = not OFFICES.isdisjoint(re.split(r"[\W_]+", fold(name)))
    return key in names or is_office or any(word in key for word in OF_THE_PAPER)


def _is_somebodys(name: str, account: User | None) -> bool:
    if Author.objects.filter(key=match_key(name)).exists():
        return True
    others = (member for member in User.objects.filter(is_staff=True) if member != account)
    return any(_key(str(member)) == _key(name) for member in others)


def _key(name: str) -> str:
    """Return what two names that look alike share: letters and digits without their marks."""
    return re.sub(r"[\W_]", "", fold(name))
