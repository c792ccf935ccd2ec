"""SearchEntry (mục tìm kiếm): how search finds an article; and the newsroom's hand in it."""

from typing import Any, ClassVar

from django.contrib.postgres.search import SearchVectorField
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from articles import text
from articles.models.article import Article
from articles.models.fields import KeyField, NfcCharField, NfcTextField


class SearchEntry(models.Model):
    """That an article can be found. The words themselves stand in the engine's own index.

    There is one for every article that is out, be its hour to come or over.

    Attributes:
        key: its place in the order of publication; the engine's own number of it.
        kinds: what can be filtered and counted, as ``index.kinds_of`` writes it.
        form: how the index was written (``index.FORM``); another form is written anew.
        vector: the words, on PostgreSQL. On SQLite they stand in ``articles_searchindex``.
    """

    key = models.BigIntegerField(primary_key=True)
    article = models.OneToOneField(Article, on_delete=models.CASCADE, related_name="search_entry")
    kinds = models.TextField()
    expires_at = models.DateTimeField(null=True)
    article_version = models.PositiveIntegerField()
    form = models.PositiveSmallIntegerField()
    vector = SearchVectorField(null=True)

    class Meta:
        verbose_name = _("mục tìm kiếm")
        verbose_name_plural = _("mục tìm kiếm")

    def __str__(self) -> str:
        return str(self.key)


class SearchWords(models.Model):
    """The words of an article that is found, part by part, to show where they stand."""

    entry = models.OneToOneField(
        SearchEntry, on_delete=models.CASCADE, primary_key=True, related_name="words"
    )
    parts = models.JSONField()

    class Meta:
        verbose_name = _("chữ của mục tìm kiếm")
        verbose_name_plural = _("chữ của mục tìm kiếm")

    def __str__(self) -> str:
        return str(self.entry_id)


class SpellingVariants(models.Model):
    """Several spellings of one thing: whoever asks for one finds them all."""

    spellings = NfcTextField(
        _("các cách viết"),
        help_text=_("Mỗi dòng một cách viết, ví dụ: Moskva, Mát-xcơ-va, Matxcơva."),
    )
    key = KeyField(_("không dấu"), source="spellings", unique=True)
    saved_at = models.DateTimeField(_("lưu lúc"), auto_now=True)

    class Meta:
        verbose_name = _("nhóm cách viết")
        verbose_name_plural = _("từ điển cách viết")
        ordering = ("spellings",)

    def __str__(self) -> str:
        return " = ".join(self.names)

    @property
    def names(self) -> list[str]:
        """The spellings, as the newsroom wrote them."""
        return [line.strip() for line in self.spellings.splitlines() if line.strip()]

    def clean(self) -> None:
        """Refuse a group of one, and a spelling that another group has."""
        keys = {text.match_key(name): name for name in self.names}
        if len(keys) < 2:
            raise ValidationError(
                {"spellings": _("Cần ít nhất hai cách viết khác nhau, mỗi dòng một cách.")}
            )
        for other in SpellingVariants.objects.exclude(pk=self.pk):
            if both := keys.keys() & {text.match_key(name) for name in other.names}:
                said = _("«%(name)s» đã có trong nhóm: %(group)s.")
                raise ValidationError(
                    {"spellings": said % {"name": keys[both.pop()], "group": str(other)}}
                )


class PinnedResult(models.Model):
    """An article that the newsroom puts first for a query."""

    query = NfcCharField(
        _("khi tìm"), max_length=100, help_text=_("Có dấu hay không dấu đều được.")
    )
    key = KeyField(_("không dấu"), source="query", max_length=100, db_index=True)
    article = models.ForeignKey(
        Article,
        verbose_name=_("bài"),
        on_delete=models.CASCADE,
        related_name="pinned_for",
        help_text=_("Bài đứng đầu kết quả. Gõ vài chữ của tít để tìm."),
    )
    position = models.PositiveSmallIntegerField(
        _("thứ tự"), default=0, help_text=_("Nhiều bài cùng ghim: số nhỏ đứng trước.")
    )
    saved_at = models.DateTimeField(_("lưu lúc"), auto_now=True)

    class Meta:
        verbose_name = _("kết quả ghim")
        verbose_name_plural = _("kết quả ghim")
        ordering = ("key", "position", "pk")
        constraints: ClassVar[Any] = (
            models.UniqueConstraint(fields=("key", "article"), name="article_is_pinned_once"),
        )

    def __str__(self) -> str:
        return f"{self.query}: {self.article}"
