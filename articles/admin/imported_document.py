"""Imported documents at the desk: to look up where a line of an article came from."""

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.translation import gettext_lazy as _
from unfold.decorators import display

from articles.admin.lists import ReadOnlyAdmin
from articles.admin.times import by_our_clock
from articles.importing.document import DROPPED
from articles.models import ImportedDocument

# What a line was used as, in the words of the forms.
USES = {
    DROPPED: _("bỏ"),
    "headline": _("tít"),
    "standfirst": _("sapo"),
    "published_at": _("giờ đăng"),
    "paragraph": _("Đoạn văn"),
    "photo": _("ảnh"),
    "byline": _("tác giả"),
    "source": _("nguồn"),
    "reference": _("bài được nhắc"),
    "good_ratings": _("đánh giá"),
    "imprint": _("thông tin tòa soạn"),
    "related": _("Chủ đề liên quan"),
}


@admin.register(ImportedDocument)
class ImportedDocumentAdmin(ReadOnlyAdmin):
    """What was imported, and what became of each line."""

    list_display = ("file", "article", "layout", "imported_when")
    list_select_related = ("article",)
    search_fields = ("file", "sha256")
    search_help_text = _("Tìm theo tên tệp hoặc SHA-256")
    fields = ("file", "article", "layout", "sha256", "imported_at", "lines")
    readonly_fields = ("lines",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[ImportedDocument]:
        """Leave the originals unread; the page of one document reads its own."""
        documents: QuerySet[ImportedDocument] = super().get_queryset(request)
        return documents.defer("original", "report", "article__body")

    @display(description=_("nhập lúc"), ordering="imported_at")
    def imported_when(self, document: ImportedDocument) -> str | None:
        """The time of the import, briefly."""
        return by_our_clock(document.imported_at)

    @display(description=_("từng dòng"))
    def lines(self, document: ImportedDocument) -> str:
        """The original, each line with what became of it and why."""
        original = bytes(document.original).decode(errors="replace").splitlines()
        uses = {use["number"]: use for use in document.report.get("lines", [])}
        rows = [
            {"number": number, "text": text, **uses.get(number, {"use": "", "why": ""})}
            for number, text in enumerate(original, start=1)
        ]
        for row in rows:
            row["is_dropped"] = row["use"] == DROPPED
            row["use"] = USES.get(row["use"], row["use"])
        context = {"rows": rows, "warnings": document.report.get("warnings", [])}
        return render_to_string("admin/desk/imported_lines.html", context)
