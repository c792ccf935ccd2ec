"""Photos at the desk: every upload is written anew before it is kept."""

from typing import Any

from django import forms
from django.contrib import admin
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from unfold.decorators import display

from articles.admin.filters import MissingFilter
from articles.admin.lists import DeskAdmin
from articles.admin.pictures import thumbnail
from articles.admin.times import by_our_clock
from articles.models import Photo
from articles.pictures import make_renditions, reencode


class PhotoForm(forms.ModelForm):  # type: ignore[type-arg]
    """A photo with its words."""

    class Meta:
        model = Photo
        fields = ("file", "caption", "credit", "alt", "focal_x", "focal_y")
        help_texts = {
            "caption": _("Ai, ở đâu, bao giờ, làm gì. Mỗi bài có thể ghi chú thích riêng."),
        }

    def clean_file(self) -> object:
        """Write a new upload anew; an upload is never kept as given."""
        given = self.cleaned_data["file"]
        return reencode(given) if isinstance(given, UploadedFile) else given


@admin.register(Photo)
class PhotoAdmin(DeskAdmin):
    """The photo library."""

    form = PhotoForm
    fields = (
        "file",
        "address",
        "caption",
        "credit",
        "alt",
        ("focal_x", "focal_y"),
    )
    readonly_fields = ("address",)
    list_display = ("picture", "words", "credit", "size", "address", "uploaded_when")
    list_display_links = ("picture", "words")
    list_filter = (MissingFilter,)
    list_filter_submit = True
    view_on_site = False
    search_fields = ("caption", "credit", "alt")
    search_help_text = _("Tìm trong chú thích, nguồn và mô tả")

    class Media:
        js = ("js/desk/copy.js",)

    def save_model(self, request: HttpRequest, obj: Photo, form: Any, change: bool) -> None:
        """Keep the photo, and make its smaller sizes when the file is new."""
        super().save_model(request, obj, form, change)
        if isinstance(form.cleaned_data.get("file"), ContentFile):
            make_renditions(str(obj.file.name))

    @display(description=_("ảnh"))
    def picture(self, photo: Photo) -> str:
        """The picture, small."""
        return thumbnail(photo)

    @display(description=_("chú thích"), ordering="caption")
    def words(self, photo: Photo) -> str:
        """What the photo shows."""
        return str(photo)

    @display(description=_("tải lên lúc"), ordering="uploaded_at")
    def uploaded_when(self, photo: Photo) -> str | None:
        """The time of the upload, briefly."""
        return by_our_clock(photo.uploaded_at)

    @display(description=_("cỡ"))
    def size(self, photo: Photo) -> str | None:
        """Width and height."""
        return f"{photo.width} × {photo.height}" if photo.width else None

    @display(description=_("địa chỉ trong bài"))
    def address(self, photo: Photo) -> SafeString | None:
        """The lasting address, to be put into a body."""
        if photo.pk is None:
            return None
        return format_html(
            '<code class="desk-address">{0}</code> '
            '<button type="button" class="desk-copy" data-copy="{0}" data-done="{2}">{1}</button>',
            photo.get_absolute_url(),
            _now("Chép"),
            _now("Đã chép"),
        )
