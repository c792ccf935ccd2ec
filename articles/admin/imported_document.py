"""Imported documents at the desk: to look up where a line of an article came from."""

from django.contrib import admin
from django.template.loader import render_to_string
from django.utils.translation import gettext_lazy as _
from unfold.decorators import display

from articles.admin.lists import ReadOnlyAdmin
from articles.models import ImportedDocument


@admin.register(ImportedDocument)
class ImportedDocumentAdmin(ReadOnlyAdmin):
    """What was imported, and what became of each line."""

    list_display = ("file", "article", "layout", "imported_at")
    list_select_related = ("article",)
    search_fields = ("file", "sha256")
    search_help_text = _("Tìm theo tên tệp hoặc SHA-256")
    fields = ("file", "article", "layout", "sha256", "imported_at", "lines")
    readonly_fields = ("lines",)

    @display(description=_("từng dòng"))
    def lines(self, document: ImportedDocument) -> str:
        """The original, each line with what became of it and why."""
        original = bytes(document.original).decode(errors="replace").splitlines()
        uses = {use["number"]: use for use in document.report.get("lines", [])}
        rows = [
            {"number": number, "text": text, **uses.get(number, {"use": "", "why": ""})}
            for number, text in enumerate(original, start=1)
        ]
        context = {"rows": rows, "warnings": document.report.get("warnings", [])}
        return render_to_string("admin/desk/imported_lines.html", context)
