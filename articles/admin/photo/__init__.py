"""Photos at the desk: the library as a wall of pictures, and the page of one photo."""

from contextlib import nullcontext, suppress
from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.defaultfilters import filesizeformat
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from unfold.decorators import display

from articles import publishing
from articles.admin.lists import FoldedAdmin
from articles.admin.photo.desk import PhotoDesk
from articles.admin.photo.filters import PhotoStateFilter, UploaderFilter
from articles.admin.photo.form import PhotoForm
from articles.admin.photo.uses import articles_using, uses_of
from articles.admin.photo.words import SEEN, may_change
from articles.admin.pictures import thumbnail
from articles.admin.times import DAY, by_our_clock
from articles.models import Photo
from articles.pictures import uploads as photo_uploads

# Frames that the paper puts pictures into: a name for the style sheet, and for people.
FRAMES = (
    ("lead", _("Tin chính 3:2")),
    ("card", _("Thẻ tin 4:3")),
    ("share", _("Chia sẻ 1,91:1")),
    ("square", _("Vuông 1:1")),
)
LONGEST_WORDS = 300  # characters of a caption in the library
FOCUS = ("focal_x", "focal_y")
WORDS = ("caption", "credit", "alt", FOCUS)


@admin.register(Photo)
class PhotoAdmin(PhotoDesk, FoldedAdmin):
    """The photo library."""

    form = PhotoForm
    readonly_fields = ("framing", "facts", "address", "used_in")
    list_display = ("picture", "words", "state", "uploaded_when", "address")
    list_display_links = ("picture", "words")
    list_filter = (PhotoStateFilter, UploaderFilter)
    list_filter_submit = True
    list_before_template = "admin/desk/photo_upload.html"
    view_on_site = False
    search_fields = ("words_key",)
    search_help_text = _("Tìm trong chú thích, nguồn và mô tả, có dấu hay không dấu")

    class Media:
        js = (
            "js/desk/copy.js",
            "js/desk/photo-focus.js",
            "js/desk/photo-card.js",
            "js/desk/photo-upload.js",
        )

    def get_queryset(self, request: HttpRequest) -> QuerySet[Photo]:
        """Read who uploaded each along with it."""
        return super().get_queryset(request).select_related("uploaded_by")

    def get_fields(self, request: HttpRequest, obj: Photo | None = None) -> Any:
        """Ask for a second copy where there is a form; tell of the photo once there is one."""
        asks = ("file", "again") if self._may_write(request, obj) else ("file",)
        told = ("facts", "address", "used_in") if obj else ()
        return ("framing", *asks, *WORDS, *told)

    def has_change_permission(self, request: HttpRequest, obj: Photo | None = None) -> bool:
        """Let uploaders word their own photos as well."""
        if super().has_change_permission(request, obj):
            return True
        return obj is not None and may_change(request.user, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Photo | None = None) -> bool:
        """Offer no deletion where an article shows the photo."""
        allowed = super().has_delete_permission(request, obj)
        return allowed and (obj is None or not articles_using(obj).exists())

    def save_model(self, request: HttpRequest, obj: Photo, form: Any, change: bool) -> None:
        """Keep the photo, and a change of what readers see in the archive of its articles."""
        is_seen = change and set(SEEN) & set(form.changed_data)
        with publishing.photo_change(obj, request.user) if is_seen else nullcontext():
            self._save_photo(request, obj, form, change)

    def _save_photo(self, request: HttpRequest, obj: Photo, form: Any, change: bool) -> None:
        """Save the photo; a new file is written anew."""
        if form.picture:
            obj.keep_picture(form.picture, request.user)
            for note in photo_uploads.notes_on(form.picture, form.words_taken()):
                messages.warning(request, note)
        else:
            obj.uploaded_by = obj.uploaded_by if change else request.user
            if not obj.file:
                obj.forget_file()
            super().save_model(request, obj, form, change)
            if set(FOCUS) & set(form.changed_data):
                obj.order_renditions()

    def delete_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Delete a photo that no article shows; say which ones do."""
        photo = self.get_object(request, object_id)
        used = uses_of(photo).articles[:3] if photo else []
        if photo is None or not used:
            return super().delete_view(request, object_id, extra_context)
        named = ", ".join(f"«{article}»" for article in used)
        messages.error(
            request,
            _now("Ảnh đang được dùng trong %(articles)s: hãy thay ảnh trong bài rồi xóa.")
            % {"articles": named},
        )
        return HttpResponseRedirect(reverse("admin:articles_photo_change", args=[photo.pk]))

    def _may_write(self, request: HttpRequest, photo: Photo | None) -> bool:
        if photo is None:
            return self.has_add_permission(request)
        return self.has_change_permission(request, photo)

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> Any:
        """Name the articles that keep a photo from being deleted, not the rows between."""
        found, counts, missing, protected = super().get_deleted_objects(objs, request)
        used = [(photo, article) for photo in objs for article in uses_of(photo).articles[:10]]
        words = [format_html("{} ← «{}»", photo, article) for photo, article in used]
        return found, counts, set() if words else missing, words or protected

    @display(description=_("ảnh"))
    def picture(self, photo: Photo) -> str:
        """The picture, as a tile."""
        return thumbnail(photo, "tile")

    @display(description=_("chú thích"), ordering="caption")
    def words(self, photo: Photo) -> str:
        """What the photo shows."""
        return photo.caption[:LONGEST_WORDS] or str(photo)

    @display(description=_("nguồn ảnh"), ordering="credit")
    def state(self, photo: Photo) -> SafeString:
        """Who made it, how large it is, and what it lacks."""
        return render_to_string("admin/desk/photo_state.html", {"photo": photo})

    @display(description=_("tải lên lúc"), ordering="uploaded_at")
    def uploaded_when(self, photo: Photo) -> str:
        """When it was uploaded and by whom, briefly."""
        return " · ".join(
            str(part) for part in (by_our_clock(photo.uploaded_at, DAY), photo.uploaded_by) if part
        )

    @display(description=_("địa chỉ trong bài"))
    def address(self, photo: Photo) -> SafeString:
        """The lasting address, to be put into a body."""
        return format_html(
            '<code class="desk-address">{0}</code> '
            '<button type="button" class="desk-copy" data-copy="{0}" data-done="{2}">{1}</button>',
            photo.get_absolute_url(),
            _now("Chép"),
            _now("Đã chép"),
        )

    @display(description=_("khung hình"))
    def framing(self, photo: Photo) -> SafeString:
        """The picture with its focal point, and what the paper's frames cut from it."""
        return render_to_string("admin/desk/photo_framing.html", {"photo": photo, "frames": FRAMES})

    @display(description=_("tệp"))
    def facts(self, photo: Photo) -> str:
        """Size, weight, uploader, and whether the smaller sizes are there."""
        return " · ".join(facts_of(photo))

    @display(description=_("dùng trong"))
    def used_in(self, photo: Photo) -> SafeString:
        """The articles that show it."""
        return render_to_string("admin/desk/photo_uses.html", {"uses": uses_of(photo)})


def facts_of(photo: Photo) -> list[str]:
    """Return what the desk may want to know of a photo's file, each as a few words."""
    facts = [f"{photo.width} × {photo.height} px"] if photo.width else []
    with suppress(OSError, ValueError):
        facts.append(str(filesizeformat(photo.file.size)))
    when = by_our_clock(photo.uploaded_at)
    facts.append(
        _now("tải lên %(when)s bởi %(who)s") % {"when": when, "who": photo.uploaded_by}
        if photo.uploaded_by
        else _now("tải lên %(when)s") % {"when": when}
    )
    if photo.has_file and not photo.renditions.get("avif"):
        facts.append(_now("đang làm các cỡ nhỏ"))
    return facts
