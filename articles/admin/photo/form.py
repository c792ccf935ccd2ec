"""The form of one photo: its file, its words, its focal point."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from unfold.widgets import UnfoldAdminImageFieldWidget, UnfoldBooleanWidget

from articles import pictures
from articles.models import Photo
from articles.pictures import uploads as photo_uploads
from articles.pictures.kinds import ACCEPTED
from articles.pictures.metadata import Told


class PictureField(forms.FileField):
    """A picture file. ``articles.pictures`` says what is one, in its own words."""

    widget = UnfoldAdminImageFieldWidget

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """Let browsers offer pictures first."""
        return {"accept": ACCEPTED}


class PhotoForm(forms.ModelForm):  # type: ignore[type-arg]
    """A photo with its words.

    Attributes:
        picture: what a new upload became; None when the file stays.
    """

    picture: pictures.Picture | None = None
    file = PictureField(
        label=_("Tệp ảnh"),
        required=False,
        allow_empty_file=True,
        help_text=_(
            "JPEG, PNG, WebP, AVIF, GIF, nặng nhất 25 MB. "
            "Chỉ có chú thích: bỏ trống, độc giả thấy một ô yên tĩnh."
        ),
    )
    again = forms.BooleanField(
        label=_("Vẫn tải lên bản thứ hai"), required=False, widget=forms.HiddenInput
    )

    class Meta:
        model = Photo
        fields = ("file", "caption", "credit", "alt", "focal_x", "focal_y")
        help_texts = {
            "caption": _("Ai, ở đâu, bao giờ, làm gì. Mỗi bài có thể ghi chú thích riêng."),
        }

    def clean(self) -> dict[str, Any]:
        """Read a new upload; an upload is never kept as given."""
        cleaned = super().clean() or self.cleaned_data
        given = cleaned.get("file")
        if isinstance(given, UploadedFile):
            cleaned["file"] = self.initial.get("file") or ""
            try:
                self._refuse_known(given)
                self.picture = pictures.read(given)
            except ValidationError as error:
                self.add_error("file", error)
                if error.code == "known":
                    self.fields["again"].widget = UnfoldBooleanWidget()
        return cleaned

    def _refuse_known(self, upload: "UploadedFile[Any]") -> None:
        known = photo_uploads.known_file(upload)
        if known is None or self.cleaned_data.get("again"):
            return
        raise ValidationError(
            format_html(
                '{} <a class="desk-link" href="../{}/change/" target="_blank">{}</a> {}',
                photo_uploads.already_there(known),
                known.pk,
                _("Mở ảnh ấy."),
                _("Muốn có hai bản: đánh dấu «Vẫn tải lên bản thứ hai» rồi chọn lại tệp."),
            ),
            code="known",
        )

    def words_taken(self) -> Told:
        """Return the words that the file gave because the form left them empty."""
        told = self.picture.told if self.picture else Told()
        typed = self.cleaned_data
        return Told(
            **{
                name: "" if typed.get(name) else getattr(told, name)
                for name in ("caption", "credit", "alt")
            }
        )
