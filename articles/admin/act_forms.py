"""What some acts on articles ask for: a time, an error, a correction."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from unfold.widgets import UnfoldAdminTextareaWidget, UnfoldBooleanSwitchWidget

from articles.admin.clocks import ClockedField
from articles.admin.confirming import Act, ActForm
from articles.admin.rows import row_number
from articles.live import pending_edit
from articles.models import Correction


class ScheduleForm(ActForm):
    """The second at which readers will see the article."""

    at = ClockedField(
        label=_("Giờ đăng"), help_text=_("Đến đúng giây này độc giả thấy bài, ví dụ 06:30:00.")
    )

    def __init__(self, act: Act, data: Any = None, row: Any = None) -> None:
        super().__init__(act, data, row)
        if row is not None and row.published_at and row.published_at > timezone.now():
            self.initial["at"] = timezone.localtime(row.published_at)


class CorrectionForm(ActForm):
    """What readers are told of an error; filled in with the error that was reported."""

    wrong = forms.CharField(
        label=_("Điều sai"),
        max_length=2000,
        widget=UnfoldAdminTextareaWidget(attrs={"rows": 3}),
        help_text=_("Chép đúng chữ đã đăng sai."),
    )
    right = forms.CharField(
        label=_("Điều đúng"),
        max_length=2000,
        widget=UnfoldAdminTextareaWidget(attrs={"rows": 3}),
        help_text=_("Chữ đúng phải là gì."),
    )
    apology = forms.CharField(
        label=_("Lời xin lỗi"),
        max_length=1000,
        required=False,
        widget=UnfoldAdminTextareaWidget(attrs={"rows": 2}),
        help_text=_("Hiện sau điều đúng. Ví dụ: Tòa soạn xin lỗi bạn đọc."),
    )

    # The reported error that the form was opened with, and that it settles.
    report = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, act: Act, data: Any = None, row: Any = None) -> None:
        super().__init__(act, data, row)
        error = Correction.objects.open().filter(article=row).last() if row else None
        if error:
            self.initial.update(wrong=error.wrong, right=error.right, report=error.pk)

    def said(self) -> Any:
        """Return the words, and the reported error that they settle."""
        said = dict(self.cleaned_data)
        number = row_number(said.pop("report") or "")
        error = Correction.objects.filter(article=self.row, pk=number).first()
        return said | {"correction": error}


class RestoreForm(ActForm):
    """Whether an article comes back as it stood, or with what was written since."""

    with_edit = forms.BooleanField(
        label=_("Cùng bản đang sửa"),
        required=False,
        widget=UnfoldBooleanSwitchWidget,
        help_text=_("Độc giả đọc ngay chữ đã sửa từ lúc gỡ; không chọn thì bài về như cũ."),
    )

    def __init__(self, act: Act, data: Any = None, row: Any = None) -> None:
        super().__init__(act, data, row)
        if row is None or pending_edit(row) is None:
            del self.fields["with_edit"]


class ErrorForm(ActForm):
    """An error that somebody noticed in a published article."""

    wrong = CorrectionForm.base_fields["wrong"]
    right = forms.CharField(
        label=_("Điều đúng"),
        max_length=2000,
        required=False,
        widget=UnfoldAdminTextareaWidget(attrs={"rows": 3}),
        help_text=_("Nếu đã biết; người đính chính sẽ kiểm lại."),
    )
