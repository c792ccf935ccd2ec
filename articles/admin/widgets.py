"""Form fields of the desk that neither the theme nor the libraries bring along."""

import json
from collections.abc import Iterable
from contextlib import suppress
from typing import Any
from urllib.parse import urlsplit

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.forms import Media
from django.forms.widgets import Script
from django.templatetags.static import static
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext_lazy as _
from django_prose_editor.widgets import AdminProseEditorWidget
from js_asset import ImportMap
from js_asset.media import Media as EditorMedia
from taggit.forms import TagField
from unfold.widgets import UnfoldAdminTextInputWidget

from articles import text
from articles.admin.editor.words import EDITOR_WORDS
from articles.models import Category, Tag

LONGEST_TAG = 100

# The desk's own parts of the editor, each an extension of one of ``EDITOR_SCRIPTS``.
EDITOR_PARTS = (
    "DeskClipboard",
    "DeskPhoto",
    "Embed",
    "ReferenceLine",
    "LinkCheck",
    "Find",
    "DeskScreen",
    "DeskFoot",
)
EDITOR_SCRIPTS = (
    "js/desk/editor-clipboard.js",
    "js/desk/editor-photo.js",
    "js/desk/editor-embed.js",
    "js/desk/editor-reference.js",
    "js/desk/editor-links.js",
    "js/desk/editor-find.js",
    "js/desk/editor-screen.js",
    "js/desk/editor-foot.js",
)
# What these scripts import from each other, whatever names the files are served under.
DESK_MODULES = ImportMap(
    {
        "desk/kit": "js/desk/editor-kit.js",
        "desk/blocks": "js/desk/editor-blocks.js",
        "desk/paste": "js/desk/editor-paste.js",
        "desk/reference": "js/desk/editor-reference.js",
        "desk/photo-picker": "js/desk/photo-picker.js",
    }
)
PHOTO_PICKER = EditorMedia(
    importmap=DESK_MODULES, js=[Script("js/desk/photo-picker.js", type="module")]
)
"""For any form that opens the photo library: gives ``window.photoPicker``."""

TOOLBAR = [
    {"group": "blockType -lists", "type": "dropdown", "minItems": 2},
    {"group": "marks"},
    {"group": "lists"},
    {"group": "nodes -blockType -lists"},
    {"group": "link"},
    {"group": "deskInsert"},
    {"group": "table"},
    {"group": "nodeClass", "type": "dropdown"},
    {"group": "history"},
    {"group": "deskTools"},
]
# Where the editor's parts ask, by the data attribute that tells them; "photos" may be missing.
ADDRESSES = {
    "articles": "editor:articles",
    "embed": "editor:embed",
    "links": "editor:links",
    "paste": "editor:paste",
    "photo-library": "admin:articles_photo_library",
    "photo-upload": "admin:articles_photo_upload",
    "photo-words": "admin:articles_photo_words",
}


class DeskProseWidget(AdminProseEditorWidget):
    """The prose editor, with the desk's own parts and in the language of the desk."""

    @property
    def media(self) -> Media:
        """Put our words before the editor's scripts, which read them while loading."""
        words = EditorMedia(js=[Script("js/desk/editor-words.js", defer=True)])
        box = EditorMedia(js=[Script("js/desk/editor-paste-box.js", type="module")])
        return words + super().media + PHOTO_PICKER + box  # type: ignore[no-any-return]

    def get_config(self) -> dict[str, Any]:
        """Add our parts and our toolbar to what a body may hold."""
        config: dict[str, Any] = super().get_config()  # type: ignore[no-untyped-call]
        parts = dict.fromkeys(EDITOR_PARTS, True) | {"Menu": {"groups": TOOLBAR}}
        scripts = [static(script) for script in EDITOR_SCRIPTS]
        return config | {"extensions": config["extensions"] | parts, "js_modules": scripts}

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """Hand the words and the addresses over to the scripts."""
        context: dict[str, Any] = super().get_context(name, value, attrs)  # type: ignore[no-untyped-call]
        words = {word: str(ours) for word, ours in EDITOR_WORDS.items()}
        given = {"words": json.dumps(words, ensure_ascii=False), "site": _own_host()}
        for attribute, view in ADDRESSES.items():
            with suppress(NoReverseMatch):
                given[attribute] = reverse(view)
        context["widget"]["attrs"] |= {f"data-{key}": value for key, value in given.items()}
        return context


def _own_host() -> str:
    return urlsplit(settings.SITE_URL).netloc


class DeskTagWidget(UnfoldAdminTextInputWidget):
    """Topics on one line, with commas between them."""

    def format_value(self, value: str | Iterable[Tag] | None) -> str | None:
        """Write topics as an editor types them."""
        if value is None or isinstance(value, str):
            return value
        return ", ".join(tag.name for tag in value)

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """Say where topics are found, and what stands over those that the text speaks of."""
        context: dict[str, Any] = super().get_context(name, value, attrs)
        given = {"data-topics-label": str(_("Bài nhắc tới:"))}
        with suppress(NoReverseMatch):
            given["data-topics"] = reverse("editor:topics")
            given["data-topics-of-text"] = reverse("editor:topics_of_text")
        context["widget"]["attrs"] |= given
        return context


class DeskTagField(TagField):
    """Topics separated by commas; a blank belongs to a name."""

    widget = DeskTagWidget

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Compare the line as it was shown with the line as it was sent."""
        shown = self.widget.format_value(initial) or ""  # type: ignore[call-arg]
        return forms.CharField.has_changed(self, shown, data)

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
