"""The filter of the list of articles by what they lack."""

from collections import Counter
from collections.abc import Mapping
from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from articles.admin.article_list.facet import Facet, Option, as_bit
from articles.admin.rows import NO_ROW
from articles.models import ArticleTag, Byline, PhotoUse
from articles.models.category import UNSORTED


class Missing(Facet):
    """What an article lacks."""

    title, parameter = _("Còn thiếu"), "thieu"
    ANYTHING = "bat-ky"

    def options(self) -> list[Option]:
        """Offer what may be missing, in the order of the form."""
        return [
            Option(self.ANYTHING, _("Thiếu bất kỳ thứ gì")),
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

    def _lacks(self) -> dict[str, Any]:
        """Return what each link means."""
        wordless = PhotoUse.objects.filter(article=OuterRef("pk"), photo__alt="")
        # The lead photo may have words of its own in the article.
        led = Q(photo=Coalesce(OuterRef("lead_photo"), NO_ROW))
        uncredited = PhotoUse.objects.filter(article=OuterRef("pk"), photo__credit="")
        return {
            "sapo": Q(standfirst=""),
            "anh": Q(lead_photo=None),
            "tep-anh": Q(lead_photo__file=""),
            "mo-ta-anh": Exists(wordless.exclude(led)) | Q(lead_photo__alt="", lead_alt=""),
            "nguon-anh": Exists(uncredited),
            "chu-de": ~Exists(ArticleTag.objects.filter(content_object=OuterRef("pk"))),
            "tac-gia": ~Exists(Byline.objects.filter(article=OuterRef("pk"))),
            "nguon": Q(source=None) & ~Q(sign_off="", source_url=""),
            "chuyen-muc": Q(category__slug=UNSORTED["slug"]),
        }

    def narrowed(self, articles: Any) -> Any:
        """Keep the articles that lack it."""
        lacks = self._lacks()
        if self.value != self.ANYTHING:
            return articles.filter(lacks[self.value])
        anything = Q()
        for condition in lacks.values():
            anything |= Q(condition)
        return articles.filter(anything)

    def tallies(self) -> Mapping[str, Any]:
        """Group by everything an article lacks, one bit for each."""
        bits = [as_bit(lack, 2**n) for n, lack in enumerate(self._lacks().values())]
        return {"lacks": sum(bits[1:], start=bits[0])}

    def count(self, option: Option) -> int:
        """Add up the articles whose bit is set."""
        values = list(self._lacks())
        wanted = 2 ** len(values) - 1
        if option.value != self.ANYTHING:
            wanted = 2 ** values.index(option.value)
        by_bits: Counter[str] = self.tallied["lacks"]
        return sum(n for bits, n in by_bits.items() if int(bits) & wanted)
