"""What a reader may send."""

from typing import Any

from django import forms
from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from articles.models import Article
from articles.paging import LARGEST_ID
from comments.drafts import Draft
from comments.models import Comment
from comments.standing import may_comment
from comments.writing import is_blank, tidy

LONGEST_NAME = 80
LONGEST_TEXT = 4000
PARENT_IS_GONE = _(
    "Bình luận bạn muốn trả lời không còn ở đây. Gửi lần nữa thì lời này thành bình luận mới."
)


class WordsField(forms.CharField):
    """Text in the form in which it is kept; invisible text is no text."""

    def to_python(self, value: Any) -> str:
        """Tidy what was typed."""
        typed = tidy(str(value or ""))
        return "" if is_blank(typed) else typed


class CommentForm(forms.Form):
    """A comment under one article, by a guest or by the account that is signed in.

    Attributes:
        answered: the comment that is replied to, once the form was checked.
    """

    name = WordsField(
        label=_("Tên của bạn"),
        required=False,
        max_length=LONGEST_NAME,
        error_messages={
            "max_length": _("Tên dài %(show_value)s ký tự; hãy rút còn %(limit_value)s.")
        },
    )
    text = WordsField(
        label=_("Bình luận của bạn"),
        max_length=LONGEST_TEXT,
        error_messages={
            "required": _("Chưa có lời nào. Hãy viết bình luận rồi bấm Gửi."),
            "max_length": _(
                "Bình luận dài %(show_value)s ký tự; hãy rút còn %(limit_value)s ký tự."
            ),
        },
    )
    parent = forms.IntegerField(
        required=False,
        min_value=1,
        max_value=LARGEST_ID,
        error_messages=dict.fromkeys(("invalid", "min_value", "max_value"), PARENT_IS_GONE),
    )
    website = WordsField(required=False)

    def __init__(
        self, *args: Any, article: Article, user: AbstractBaseUser | AnonymousUser, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.article = article
        self.user = user
        self.answered: Comment | None = None

    def clean_name(self) -> str:
        """Sign with the account's name; a guest has to give one."""
        if self.user.is_authenticated:
            return tidy(str(self.user))[:LONGEST_NAME]
        name = " ".join(self.cleaned_data["name"].split())
        if not name:
            raise ValidationError(_("Hãy cho biết tên của bạn, tên nào cũng được."))
        return name

    def clean_parent(self) -> Comment | None:
        """Find what is replied to; a reply to a reply joins the same thread."""
        pk = self.cleaned_data["parent"]
        if pk is None:
            return None
        public = Comment.objects.public().filter(article=self.article).select_related("parent")
        found = public.filter(pk=pk).first()
        if found is None:
            raise ValidationError(PARENT_IS_GONE)
        self.answered = found.parent or found
        return self.answered

    def clean(self) -> dict[str, Any]:
        """Refuse where the article takes no comments, or none of this sender."""
        if not self.article.takes_comments:
            raise ValidationError(
                _("Bài này đã đóng bình luận. Lời bạn viết còn ở dưới để bạn chép lại.")
            )
        if missing := may_comment(self.user, self.article):
            raise ValidationError(missing)
        return self.cleaned_data

    def draft(self) -> Draft:
        """Return what was sent; only after ``is_valid``."""
        data = self.cleaned_data
        return Draft(data["name"], data["text"], data["parent"], bool(data["website"]))
