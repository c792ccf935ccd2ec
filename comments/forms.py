"""What a reader may send: a comment or a reply, and another wording of an own one."""

from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
from django.core.exceptions import ValidationError
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from articles.models import Article
from articles.paging import LARGEST_ID
from comments import house_rules
from comments.drafts import Draft
from comments.fields import (
    LONGEST_NAME,
    LONGEST_TEXT,
    CommentTextField,
    HintField,
    NameField,
    WordsField,
)
from comments.house_rules import Rule
from comments.models import Comment
from comments.standing import may_comment
from comments.work import WAIT
from comments.writing import tidy

# What the page's script puts into "as" when it hides the fields of guests.
AS_ACCOUNT = "account"
EMAIL_IS_WRONG = _("Thư điện tử này chưa đúng. Ví dụ: ten@bao.vn; cũng có thể để trống.")
SIGNED_OUT = _(
    "Phiên đăng nhập của bạn đã hết, nên lời này chưa được gửi dưới tên nào. Hãy đăng nhập lại "
    "ở thẻ mới rồi bấm Gửi ở đây, hoặc điền tên để gửi như khách."
)
ACCOUNTS_ONLY = _(
    "Bài này chỉ nhận bình luận của tài khoản. Hãy đăng nhập ở thẻ mới rồi bấm Gửi ở đây."
)
PARENT_IS_GONE = _(
    "Bình luận bạn muốn trả lời không còn ở đây. Gửi lần nữa thì lời này thành bình luận mới."
)


@dataclass(slots=True)
class Asked:
    """What a form with errors asks beside what was typed.

    Attributes:
        work, work_bits, work_reason: a challenge, how hard it is, and why it is made.
        rules: those of a newer version, to be accepted by sending again.
    """

    work: str = ""
    work_bits: int = 0
    work_reason: str = ""
    rules: list[Rule] = field(default_factory=list)


class CommentForm(forms.Form):
    """A comment under one article, by a guest or by the account that is signed in.

    Attributes:
        answered: the comment that is replied to, once the form was checked or where it is
            known beforehand.
        asks: what the form asks of its sender when it comes back.
    """

    longest_name = LONGEST_NAME
    longest_text = LONGEST_TEXT
    wait_minutes = int(WAIT.total_seconds() // 60)

    name = NameField(required=False)
    email = forms.EmailField(
        required=False,
        error_messages=dict.fromkeys(("invalid", "max_length"), EMAIL_IS_WRONG),
    )
    text = CommentTextField()
    parent = forms.IntegerField(
        required=False,
        min_value=1,
        max_value=LARGEST_ID,
        error_messages=dict.fromkeys(("invalid", "min_value", "max_value"), PARENT_IS_GONE),
    )
    wants_replies = forms.BooleanField(required=False)
    rules = HintField()
    seconds = HintField()
    challenge = WordsField(required=False)
    answer = WordsField(required=False)
    website = WordsField(required=False)

    def __init__(
        self, *args: Any, article: Article, user: AbstractBaseUser | AnonymousUser, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.article = article
        self.user = user
        self.answered: Comment | None = None
        self.asks = Asked()

    @cached_property
    def rules_version(self) -> int:
        """The number of the house rules in force, 0 for none; who has read it already sets it."""
        rules = house_rules.current()
        return rules.version if rules else 0

    @property
    def is_for_guests(self) -> bool:
        """Whether a name is asked for."""
        return not (self.user.is_authenticated or self.article.asks_for_account)

    @property
    def asks_to_sign_in(self) -> bool:
        """Whether the way to the door is shown."""
        return not self.user.is_authenticated and (
            self.article.asks_for_account or self._was_signed_in
        )

    @property
    def _was_signed_in(self) -> bool:
        return self.is_bound and self.data.get("as") == AS_ACCOUNT

    def clean_name(self) -> str:
        """Sign with the account's name; a guest has to give one."""
        if self.user.is_authenticated:
            return tidy(str(self.user))[:LONGEST_NAME]
        name: str = self.cleaned_data["name"]
        if not name and not self.asks_to_sign_in:
            raise ValidationError(_("Hãy cho biết tên của bạn, tên nào cũng được."))
        return name

    def clean_parent(self) -> Comment | None:
        """Find what is replied to."""
        pk = self.cleaned_data["parent"]
        if pk is None:
            return None
        public = Comment.objects.public().filter(article=self.article).select_related("parent")
        self.answered = public.filter(pk=pk).first()
        if self.answered is None:
            raise ValidationError(PARENT_IS_GONE)
        return self.answered

    def clean(self) -> dict[str, Any]:
        """Refuse where comments are not taken, or not from this sender, keeping the text."""
        if not self.article.takes_comments:
            raise ValidationError(
                _("Bài này đã đóng bình luận. Lời bạn viết còn ở dưới để bạn chép lại.")
            )
        if self.asks_to_sign_in:
            raise ValidationError(SIGNED_OUT if self._was_signed_in else ACCOUNTS_ONLY)
        if missing := may_comment(self.user, self.article):
            raise ValidationError(missing)
        data = self.cleaned_data
        if data["wants_replies"] and data.get("email") == "" and self.is_for_guests:
            self.add_error("email", _("Muốn được báo khi có trả lời, hãy cho biết thư điện tử."))
        return data

    def draft(self) -> Draft:
        """Return what was sent; only after ``is_valid``. A reply to a reply joins its thread."""
        data = self.cleaned_data
        head = self.answered and (self.answered.parent or self.answered)
        return Draft(
            name=data["name"],
            text=data["text"],
            parent=head,
            trap_is_filled=bool(data["website"]),
            answered=self.answered if self.answered != head else None,
            email=data["email"] if self.is_for_guests else "",
            wants_replies=data["wants_replies"],
            seconds=data["seconds"],
        )


class EditForm(forms.Form):
    """Another wording of an own comment.

    Attributes:
        edition: the wording that the writer had before the eyes.
    """

    longest_text = LONGEST_TEXT

    text = CommentTextField()
    edition = HintField()
