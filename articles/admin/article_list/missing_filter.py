"""The filter of the list of articles by what they lack."""

from collections import Counter
from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from articles.admin.article_list.facet import Facet, Option, as_bit
from articles.models import Article

# What the photo desk sees to.
OF_PHOTOS = ("photo", "file", "alt", "credit")


class Missing(Facet):
    """What an article lacks; ``ArticleQuerySet.lacks`` says when it does."""

    title, parameter = _("Còn thiếu"), "thieu"
    ANYTHING, ANY_OF_PHOTOS = "bat-ky", "anh-bat-ky"
    PARTS = {
        "sapo": "standfirst",
        "anh": "photo",
        "tep-anh": "file",
        "mo-ta-anh": "alt",
        "nguon-anh": "credit",
        "chu-de": "tag",
        "tac-gia": "author",
        "nguon": "source",
        "chuyen-muc": "category",
    }

    def options(self) -> list[Option]:
        """Offer what may be missing, in the order of the form."""
        return [
            Option(self.ANYTHING, _("Thiếu bất kỳ thứ gì")),
            Option(self.ANY_OF_PHOTOS, _("Thiếu gì đó của ảnh")),
            Option("sapo", _("Sapo")),
            Option("anh", _("Ảnh đầu bài")),
            Option("tep-anh", _("Tệp của ảnh đầu bài")),
            Option("mo-ta-anh", _("Mô tả ảnh")),
            Option("nguon-anh", _("Nguồn ảnh")),
            Option("chu-de", _("Chủ đề")),
            Option("tac-gia", _("Tác giả")),
            Option("nguon", _("Nguồn của bài đăng lại")),
            Option("chuyen-muc", _("Chuyên mục")),
        ]

    def _parts(self, value: str) -> tuple[str, ...]:
        """Return the parts of which a link asks that one is missing."""
        if value == self.ANYTHING:
            return tuple(self.PARTS.values())
        return OF_PHOTOS if value == self.ANY_OF_PHOTOS else (self.PARTS[value],)

    def narrowed(self, articles: Any) -> Any:
        """Keep the articles that lack it."""
        return articles.missing_something(*self._parts(self.value))

    def tallies(self) -> Mapping[str, Any]:
        """Group by everything an article lacks, one bit for each."""
        lacks = Article.objects.lacks()
        bits = [as_bit(lacks[part], bit) for part, bit in self._bits().items()]
        return {"lacks": sum(bits[1:], start=bits[0])}

    def _bits(self) -> dict[str, int]:
        return {part: 2**n for n, part in enumerate(self.PARTS.values())}

    def count(self, option: Option) -> int:
        """Add up the articles of which a bit is set."""
        bits = self._bits()
        wanted = sum(bits[part] for part in self._parts(option.value))
        by_bits: Counter[str] = self.tallied["lacks"]
        return sum(n for found, n in by_bits.items() if int(found) & wanted)
