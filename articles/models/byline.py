"""Byline (dòng tác giả): who signed an article, in order."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.models.article import Article
from articles.models.author import Author
from articles.models.fields import PublicationCopyField


class Byline(models.Model):
    """That an author signed an article, and in which order."""

    article = models.ForeignKey(
        Article, verbose_name=_("bài"), on_delete=models.CASCADE, related_name="bylines"
    )
    author = models.ForeignKey(
        Author, verbose_name=_("tác giả"), on_delete=models.PROTECT, related_name="bylines"
    )
    published_at = PublicationCopyField(of="article")
    position = models.PositiveSmallIntegerField(_("thứ tự"), default=0)

    class Meta:
        verbose_name = _("dòng tác giả")
        verbose_name_plural = _("dòng tác giả")
        ordering = ("position", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=("article", "author"), name="author_signs_an_article_once"
            ),
        )
        indexes = (models.Index(fields=("author", "-published_at"), name="byline_newest_first"),)

    def __str__(self) -> str:
        return str(self.author)
