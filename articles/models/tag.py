"""Tag (chủ đề): what an article is about. Its identity is its folded name."""

from collections.abc import Iterable
from typing import ClassVar

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from taggit.managers import _TaggableManager
from taggit.models import ItemBase, TagBase

from articles import text
from articles.models.fields import KeyField, NamedSlugField, NfcCharField, PublicationCopyField


class TagManager(models.Manager["Tag"]):
    """Find tags by what they are called, with or without marks."""

    def get_by_natural_key(self, key: str) -> "Tag":
        """Return the tag with this folded name."""
        return self.get(key=key)

    def called(self, name: str) -> "Tag":
        """Return the tag of this name or alias; make it when there is none."""
        key = text.match_key(name)
        known = self.filter(models.Q(key=key) | models.Q(aliases__key=key)).distinct().first()
        spelled = text.nfc(name).strip()
        return known or self.get_or_create(key=key, defaults={"name": spelled})[0]


class Tag(TagBase):
    """A topic. "Châu Âu", "châu âu" and "chau au" are one tag."""

    name = NfcCharField(
        _("tên"),
        max_length=100,
        unique=True,
        help_text=_("Viết như trên báo, ví dụ: Châu Âu. Gõ không dấu vẫn tìm ra."),
    )
    slug = NamedSlugField(
        _("địa chỉ"),
        max_length=100,
        unique=True,
        blank=True,
        help_text=_("Để trống thì lấy từ tên, không dấu."),
    )
    key = KeyField(_("tên không dấu"), max_length=100, unique=True)

    natural_key_fields = ["key"]
    objects: ClassVar[TagManager] = TagManager()

    class Meta:
        verbose_name = _("chủ đề")
        verbose_name_plural = _("chủ đề")
        ordering = ("name",)

    def get_absolute_url(self) -> str:
        """Return the address of the tag's page."""
        return reverse("articles:tag", args=[self.slug])

    def slugify(self, tag: str, i: int | None = None) -> str:
        """Spell the name our way; ``i`` tells twins apart."""
        return text.slug(tag if i is None else f"{tag} {i}", 100)


class TagAlias(models.Model):
    """Another name of a tag, as it may stand in copy: "Hiệp ước An ninh Tập thể" for CSTO."""

    tag = models.ForeignKey(
        Tag, verbose_name=_("chủ đề"), on_delete=models.CASCADE, related_name="aliases"
    )
    name = NfcCharField(
        _("tên khác"),
        max_length=100,
        help_text=_("Cách gọi khác, ví dụ: EU. Gõ tên này cũng ra chủ đề ấy."),
    )
    key = KeyField(_("tên không dấu"), max_length=100, unique=True)

    class Meta:
        verbose_name = _("tên khác của chủ đề")
        verbose_name_plural = _("tên khác của chủ đề")
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name


class ArticleTag(ItemBase):
    """That an article has a tag."""

    content_object = models.ForeignKey(
        "articles.Article",
        verbose_name=_("bài"),
        on_delete=models.CASCADE,
        related_name="tagged_items",
    )
    tag = models.ForeignKey(
        Tag, verbose_name=_("chủ đề"), on_delete=models.CASCADE, related_name="tagged_items"
    )
    published_at = PublicationCopyField(of="content_object")

    natural_key_fields = ["content_object__guid", "tag__key"]

    class Meta:
        verbose_name = _("chủ đề của bài")
        verbose_name_plural = _("chủ đề của bài")
        constraints = (
            models.UniqueConstraint(
                fields=("content_object", "tag"), name="article_has_a_tag_once"
            ),
        )
        indexes = (models.Index(fields=("tag", "-published_at"), name="tag_newest_first"),)

    def natural_key(self) -> tuple[object, ...]:
        """Return the article's and the tag's natural keys."""
        return (self.content_object.guid, self.tag.key)


class FoldedTags(_TaggableManager):
    """taggit's manager, with our identity of a tag instead of its exact name."""

    def _to_tag_model_instances(self, tags: Iterable[Tag | str], tag_kwargs: object) -> list[Tag]:
        wanted = [Tag.objects.called(tag) if isinstance(tag, str) else tag for tag in tags]
        return list(dict.fromkeys(wanted))
