"""The photo library's own pages and answers: many files at once, their words, the picker."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse, QueryDict
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _

from articles.admin.photo import answers as photo_answers
from articles.admin.photo.words import WordsForm, keep_words, may_change
from articles.admin.rows import row_number
from articles.models import Photo
from articles.pictures import uploads as photo_uploads
from articles.pictures.uploads import MOST_FILES, Kept, Refused


class PhotoDesk:
    """Mixed into ``PhotoAdmin``."""

    admin_site: Any
    model: type[Photo]

    def get_urls(self) -> list[URLPattern]:
        """Add our addresses before those of a single photo."""
        pages = {
            "library": ("kho/", self.library_view),
            "upload": ("tai-len/", self.upload_view),
            "words": ("chu/", self.words_view),
            "captions": ("ghi-chu/", self.captions_view),
        }
        ours = [
            path(address, self.admin_site.admin_view(view), name=f"articles_photo_{name}")
            for name, (address, view) in pages.items()
        ]
        return ours + super().get_urls()  # type: ignore[misc, no-any-return]

    def library_view(self, request: HttpRequest) -> HttpResponse:
        """Give a page of the library to a picker."""
        if not self.has_view_permission(request):  # type: ignore[attr-defined]
            return photo_answers.not_allowed()
        return JsonResponse(photo_answers.library(request))

    def upload_view(self, request: HttpRequest) -> HttpResponse:
        """Keep uploaded ``files``, each by itself; ``again`` keeps known ones as well.

        A browser without scripts goes on to the page where words are written.
        """
        wants_page = "text/html" in request.headers.get("Accept", "")
        if not self.has_add_permission(request):  # type: ignore[attr-defined]
            return photo_answers.not_allowed()
        if request.method != "POST":
            return HttpResponseRedirect(reverse("admin:articles_photo_changelist"))
        files = request.FILES.getlist("files")
        if not files:
            return self._refuse(request, wants_page, _("Chưa chọn tệp nào."), 400)
        if len(files) > MOST_FILES:
            why = _("Mỗi lần tải lên nhiều nhất %(n)s tệp.") % {"n": MOST_FILES}
            return self._refuse(request, wants_page, why, 413)
        again = bool(request.POST.get("again"))
        results = [photo_uploads.take(file, request.user, again) for file in files]
        for result in results:
            if isinstance(result, Kept) and not result.is_duplicate:
                self.log_addition(request, result.photo, [{"added": {}}])  # type: ignore[attr-defined]
        if wants_page:
            return self._to_captions(request, results)
        return JsonResponse(photo_answers.uploaded(results, request.user))

    def words_view(self, request: HttpRequest) -> HttpResponse:
        """Save caption, credit and alt of the photo ``id``; the others stay."""
        photo = Photo.objects.filter(pk=row_number(request.POST.get("id", ""))).first()
        if request.method != "POST" or photo is None:
            return photo_answers.refusal(_("Không còn ảnh này."), 404)
        if not may_change(request.user, photo):
            return photo_answers.not_allowed()
        now = {name: getattr(photo, name) for name in WordsForm.Meta.fields}
        form = WordsForm(now | request.POST.dict(), instance=photo)
        if not form.is_valid():
            errors = {name: list(each) for name, each in form.errors.items()}
            return JsonResponse({"errors": errors}, status=422)
        self._keep(request, form)
        return JsonResponse({"photo": photo_answers.told(photo)})

    def captions_view(self, request: HttpRequest) -> HttpResponse:
        """Write the words of several photos on one page and save them at once."""
        numbers = [row_number(each) for each in request.GET.getlist("id")[:MOST_FILES]]
        photos = Photo.objects.filter(pk__in=numbers).order_by("pk")
        forms = [
            WordsForm(request.POST or None, instance=photo, prefix=f"anh-{photo.pk}")
            for photo in photos
            if may_change(request.user, photo)
        ]
        checked = [form.is_valid() for form in forms]  # All of them: each shows its own errors.
        if request.method == "POST" and all(checked):
            for form in forms:
                self._keep(request, form)
            messages.success(request, _("Đã lưu chữ của %(n)s ảnh.") % {"n": len(forms)})
            return HttpResponseRedirect(reverse("admin:articles_photo_changelist"))
        context = {
            **self.admin_site.each_context(request),
            "opts": self.model._meta,
            "title": _("Ghi chữ cho ảnh"),
            "forms": forms,
        }
        request.current_app = self.admin_site.name
        return TemplateResponse(request, "admin/desk/photo_captions.html", context)

    def _keep(self, request: HttpRequest, form: WordsForm) -> None:
        if form.has_changed():
            self.log_change(  # type: ignore[attr-defined]
                request, form.instance, [{"changed": {"fields": form.changed_data}}]
            )
        keep_words(form, request.user)

    def _refuse(self, request: HttpRequest, as_page: bool, why: str, status: int) -> HttpResponse:
        if not as_page:
            return photo_answers.refusal(why, status)
        messages.error(request, why)
        return HttpResponseRedirect(reverse("admin:articles_photo_changelist"))

    def _to_captions(self, request: HttpRequest, results: list[Kept | Refused]) -> HttpResponse:
        """Say what became of each file; go on to the words of those that are kept."""
        ids = QueryDict(mutable=True)
        for result in results:
            if isinstance(result, Refused):
                messages.error(request, f"{result.name}: {result.why}")
                continue
            for note in result.notes:
                messages.warning(request, f"{result.name}: {note}")
            if not result.is_duplicate:
                ids.appendlist("id", str(result.photo.pk))
        if not ids:
            return HttpResponseRedirect(reverse("admin:articles_photo_changelist"))
        return HttpResponseRedirect(f"{reverse('admin:articles_photo_captions')}?{ids.urlencode()}")
