"""The forms of takedown requests."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from unfold.widgets import (
    UnfoldAdminSelectWidget,
    UnfoldAdminTextareaWidget,
    UnfoldAdminTextInputWidget,
)

from articles.admin.confirming import ActForm
from articles.admin.rows import row_number
from comments.models import Comment, Reason, Takedown


class CommentField(forms.CharField):
    """A comment by its number, or by the address at which the desk or readers see it."""

    widget = UnfoldAdminTextInputWidget

    def clean(self, value: Any) -> Comment:
        """Find the comment."""
        typed = str(super().clean(value)).rstrip("/")
        for part in reversed(typed.replace("#", "/").replace("-", "/").split("/")):
            if number := row_number(part):
                if found := Comment.objects.filter(pk=number).first():
                    return found
                break
        raise ValidationError(_("Không có bình luận này: hãy ghi số của bình luận."))


class TakedownForm(forms.ModelForm):  # type: ignore[type-arg]
    """A request as it came in."""

    comment = CommentField(
        label=_("Bình luận"), help_text=_("Số của bình luận; mở từ hàng chờ thì đã điền sẵn.")
    )

    class Meta:
        model = Takedown
        fields = ("comment", "asker", "asked_by", "contact", "ground", "received_at", "deadline_at")
        help_texts = {
            "asker": _("Để thống kê và để biết phải trả lời ai."),
            "asked_by": _("Tên người, hoặc tên cơ quan và người ký."),
            "contact": _("Điện thoại, thư điện tử hoặc số công văn để trả lời."),
            "received_at": _("Đồng hồ hạn xử lý chạy từ lúc này."),
            "deadline_at": _("Sau lúc này yêu cầu là quá hạn, hiện đỏ ở mọi nơi."),
        }


class HideForm(ActForm):
    """Why the comment goes, and what the asker is told."""

    code = forms.ChoiceField(
        label=_("Lý do"),
        choices=Reason.choices,
        initial=Reason.ILLEGAL,
        widget=UnfoldAdminSelectWidget,
        help_text=_("Để thống kê; người viết bình luận cũng đọc."),
    )
    answer = forms.CharField(
        label=_("Trả lời"),
        max_length=300,
        widget=UnfoldAdminTextareaWidget(attrs={"rows": 3}),
        help_text=_("Người yêu cầu và người viết bình luận sẽ đọc."),
    )
