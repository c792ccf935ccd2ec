"""The editors' handbook at the desk: ``docs/editors.md`` as a page, with its pictures.

The same file reads well where the source is kept: headings get the names that
Markdown sites give them, so that one table of contents works in both places.
"""

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import mistune
import nh3
from django.conf import settings
from django.contrib import admin
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from PIL import Image

from articles.body import Markup

FILE = settings.BASE_DIR / "docs" / "editors.md"
PICTURES = FILE.with_suffix("")
CONTENTS = "Mục lục"
# What the page may hold; anything else in the file is shown as text or dropped.
ALLOWED: dict[str, set[str]] = {
    **{name: {"id"} for name in ("h2", "h3", "h4")},
    **{name: set() for name in ("p", "ul", "ol", "li", "strong", "em", "code", "kbd", "br")},
    **{name: set() for name in ("table", "thead", "tbody", "tr", "th", "td", "blockquote")},
    "a": {"href"},
    "img": {"src", "alt", "width", "height", "loading"},
}
UNSPOKEN = re.compile(r"[^\w\- ]")
SECTION = re.compile(r"^(?=## )", re.MULTILINE)
KEY = re.compile(r"&lt;(/?kbd)&gt;")


@dataclass(frozen=True, slots=True)
class Handbook:
    """The handbook, ready to be shown.

    Attributes:
        sections: the names of its parts, each with the heading it leads to.
    """

    title: str
    sections: tuple[tuple[str, str], ...]
    text: Markup


class Page(mistune.HTMLRenderer):
    """Markdown as the desk shows it."""

    def heading(self, text: str, level: int, **attrs: object) -> str:
        """Give each heading a name to lead to."""
        return f'<h{level} id="{anchor(nh3.clean(text, tags=set()))}">{text}</h{level}>\n'

    def image(self, text: str, url: str, title: str | None = None) -> str:
        """Show a picture of the handbook from the desk's own address; a tap shows it large."""
        name = Path(url).stem
        at, words = reverse("handbook_picture", args=[name]), mistune.escape(text)
        return f'<a href="{at}"><img src="{at}" alt="{words}"{size_of(name)} loading="lazy"></a>'


def size_of(name: str) -> str:
    """Return a picture's size as attributes, which keep its place until it comes."""
    try:
        with Image.open(PICTURES / f"{name}.webp") as picture:
            return f' width="{picture.width}" height="{picture.height}"'
    except OSError:
        return ""


def anchor(heading: str) -> str:
    """Name a heading as Markdown sites do: small letters, hyphens, no punctuation."""
    return UNSPOKEN.sub("", heading.lower()).replace(" ", "-")


def read(file: Path) -> Handbook:
    """Return the handbook as it stands in the file.

    Raises:
        OSError: the file is not there.
    """
    return _read(file, file.stat().st_mtime_ns)


@lru_cache(maxsize=2)
def _read(file: Path, changed: int) -> Handbook:
    introduction, *parts = SECTION.split(file.read_text("utf-8"))
    title, _line, introduction = introduction.partition("\n")
    named = [(part.partition("\n")[0].removeprefix("## ").strip(), part) for part in parts]
    shown = [(name, part) for name, part in named if name != CONTENTS]
    markdown = introduction + "".join(part for _name, part in shown)
    html = mistune.create_markdown(renderer=Page(escape=True), plugins=["table"])(markdown)
    cleaned = nh3.clean(
        KEY.sub(r"<\1>", str(html)),
        tags=set(ALLOWED),
        attributes=ALLOWED,
        url_schemes={"https", "mailto"},
        link_rel=None,
    )
    return Handbook(
        title=title.removeprefix("# ").strip(),
        sections=tuple((anchor(name), name) for name, _part in shown),
        text=Markup(cleaned),
    )


@require_safe
def handbook(request: HttpRequest) -> HttpResponse:
    """Show the handbook to whoever works at the desk."""
    try:
        book = read(FILE)
    except OSError:
        raise Http404 from None
    request.current_app = admin.site.name
    context = admin.site.each_context(request) | {"title": _("Sổ tay"), "book": book}
    return TemplateResponse(request, "admin/desk/handbook.html", context)


@require_safe
def picture(request: HttpRequest, name: str) -> FileResponse:
    """Send a picture of the handbook: only a file that lies in its folder has such a name."""
    try:
        file = (PICTURES / f"{name}.webp").open("rb")
    except OSError:
        raise Http404 from None
    response = FileResponse(file, content_type="image/webp")
    response["Cache-Control"] = "private, max-age=3600"
    return response
