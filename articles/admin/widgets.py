"""Form fields of the desk that neither the theme nor the libraries bring along."""

import json
from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms import Media
from django.forms.widgets import Script
from django.utils.translation import gettext_lazy as _
from django_prose_editor.widgets import AdminProseEditorWidget
from taggit.forms import TagField
from unfold.widgets import UnfoldAdminTextInputWidget

from articles import text
from articles.models import Category, Tag

LONGEST_TAG = 100

# The editor's own words, most of which its authors did not mark for translation.
EDITOR_WORDS = {
    "bold": _("Đậm (Ctrl+B)"),
    "italic": _("Nghiêng (Ctrl+I)"),
    "paragraph": _("Đoạn văn"),
    "Paragraph": _("Đoạn văn"),
    "heading 2": _("Tít xen"),
    "Heading 2": _("Tít xen"),
    "heading 3": _("Tít xen nhỏ"),
    "Heading 3": _("Tít xen nhỏ"),
    "Block style": _("Kiểu đoạn"),
    "paragraph: default": _("Đoạn thường"),
    "paragraph: Xem thêm": _("Xem thêm: tít của bài khác"),
    "unordered list": _("Danh sách chấm"),
    "ordered list": _("Danh sách số"),
    "blockquote": _("Trích dẫn"),
    "figure": _("Ảnh có chú thích"),
    "insert link": _("Liên kết (Ctrl+K)"),
    "remove link": _("Bỏ liên kết"),
    "undo": _("Hoàn tác (Ctrl+Z)"),
    "redo": _("Làm lại (Ctrl+Y)"),
    "Insert table": _("Chèn bảng"),
    "Add column": _("Thêm cột"),
    "Delete column": _("Xóa cột"),
    "Add row": _("Thêm dòng"),
    "Delete row": _("Xóa dòng"),
    "Merge cells": _("Gộp ô"),
    "Split cell": _("Tách ô"),
    "Toggle header cell": _("Ô tiêu đề"),
    "Delete table": _("Xóa bảng"),
    "List properties": _("Kiểu danh sách"),
    "List type": _("Kiểu số"),
    "Start at": _("Bắt đầu từ"),
    "Decimal numbers": _("1, 2, 3"),
    "Rows": _("Số dòng"),
    "Columns": _("Số cột"),
    "Include header row": _("Có dòng tiêu đề"),
    "Table Properties": _("Bảng mới"),
    "Insert Table": _("Chèn bảng"),
    "Yes": _("Có"),
    "No": _("Không"),
    "Image URL": _("Địa chỉ ảnh trong kho, ví dụ /anh/12"),
    "Alternative Text": _("Mô tả ảnh (trống: dùng mô tả của ảnh)"),
    "Caption": _("Chú thích (trống: dùng chú thích của ảnh)"),
    "Insert Figure": _("Chèn ảnh"),
    "Edit Figure": _("Sửa ảnh"),
    "Edit Image": _("Sửa ảnh"),
    "Add caption": _("Thêm chú thích"),
    "Remove caption": _("Bỏ chú thích"),
    "URL": _("Địa chỉ"),
    "Title": _("Chữ hiện khi rê chuột"),
    "Edit Link": _("Liên kết"),
    "Insert": _("Chèn"),
    "Update": _("Cập nhật"),
    "Cancel": _("Thôi"),
}


class DeskProseWidget(AdminProseEditorWidget):
    """The prose editor, speaking the language of the desk."""

    @property
    def media(self) -> Media:
        """Put our words before the editor's scripts, which read them while loading."""
        ours = Script("js/desk/editor-words.js", defer=True)
        return Media(js=[ours]) + super().media  # type: ignore[list-item, no-any-return]

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """Hand the words over to the script."""
        context: dict[str, Any] = super().get_context(name, value, attrs)  # type: ignore[no-untyped-call]
        words = {word: str(ours) for word, ours in EDITOR_WORDS.items()}
        context["widget"]["attrs"]["data-words"] = json.dumps(words, ensure_ascii=False)
        return context


class DeskTagWidget(UnfoldAdminTextInputWidget):
    """Topics on one line, with commas between them."""

    def format_value(self, value: str | Iterable[Tag] | None) -> str | None:
        """Write topics as an editor types them."""
        if value is None or isinstance(value, str):
            return value
        return ", ".join(tag.name for tag in value)


class DeskTagField(TagField):
    """Topics separated by commas; a blank belongs to a name."""

    widget = DeskTagWidget

    def clean(self, value: str) -> list[str]:
        """Split at commas, drop what is typed twice in whatever spelling."""
        typed = forms.CharField.clean(self, value)
        names = [text.nfc(name).strip(" \"'") for name in typed.replace(";", ",").split(",")]
        known = {text.match_key(name): name for name in reversed(names)}
        known.pop("", None)
        if too_long := [name for name in known.values() if len(name) > LONGEST_TAG]:
            beginning = f"{too_long[0][:40]}…"
            raise ValidationError(
                _("Chủ đề quá dài, có lẽ thiếu dấu phẩy: %(name)s") % {"name": beginning}
            )
        return list(reversed(known.values()))


class CategoryChoiceField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """Categories as the tree they are."""

    def label_from_instance(self, category: Category) -> str:
        """Set a subcategory off from its section."""
        return f"\u2003{category.name}" if category.parent_id else category.name
