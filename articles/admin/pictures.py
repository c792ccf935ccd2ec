"""How a photo looks in lists and forms of the desk."""

from django.utils.html import format_html
from django.utils.translation import gettext as _

from articles.models import Photo


def thumbnail(photo: Photo | None, size: str = "small") -> str:
    """Return a small picture that is loaded when it comes into view.

    Args:
        photo: None leaves the place empty.
        size: "small" for a list, "tile" for the library, "large" for a form; see ``css/desk``.
    """
    if photo is None:
        return ""
    if not photo.has_file:
        return format_html(
            '<span class="desk-thumb desk-thumb-{}">{}</span>', size, _("chưa có tệp")
        )
    return format_html(
        '<img class="desk-thumb desk-thumb-{}" src="{}" srcset="{}" sizes="{}" alt="{}"'
        ' width="{}" height="{}" loading="lazy" decoding="async">',
        size,
        photo.thumbnail_src,
        photo.webp_srcset or photo.srcset,
        "96px" if size == "small" else "320px",
        photo.alt or str(photo),  # It may be all that a link says.
        photo.width,
        photo.height,
    )
