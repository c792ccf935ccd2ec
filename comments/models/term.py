"""What may not be said, and how it is disguised."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.models.fields import NfcCharField
from comments.disguises.matches import shape_of
from comments.models.verdict import Verdict


class BannedTerm(models.Model):
    """Words that hold a comment back, matched as whole syllables."""

    class Match(models.TextChoices):
        EXACT = "exact", _("đúng dấu")
        FOLDED = "folded", _("bỏ dấu")

    term = NfcCharField(
        _("từ hoặc cụm từ"),
        max_length=100,
        unique=True,
        help_text=_("So nguyên tiếng, không phân biệt hoa thường. Ví dụ: vay nóng"),
    )
    match = models.CharField(
        _("cách so"),
        max_length=6,
        choices=Match,
        default=Match.EXACT,
        help_text=_("«Đúng dấu» phân biệt ma và má; «bỏ dấu» thì không."),
    )
    verdict = models.CharField(
        _("khi gặp"),
        max_length=10,
        choices=[
            (Verdict.PENDING.value, Verdict.PENDING.label),
            (Verdict.REJECTED.value, Verdict.REJECTED.label),
        ],
        default=Verdict.PENDING,
        help_text=_("Giữ bình luận lại cho người duyệt, hay từ chối ngay."),
    )

    class Meta:
        verbose_name = _("từ bị cấm")
        verbose_name_plural = _("từ bị cấm")
        ordering = ("term",)

    def __str__(self) -> str:
        return str(self.term)

    def clean(self) -> None:
        """Refuse what is no word, or would hold nearly every comment back.

        Raises:
            ValidationError: a sentence about the term.
        """
        self.term = " ".join(self.term.split())
        shape = shape_of(self.term, self.match == self.Match.FOLDED)
        if not any(letter.base.isalpha() for letter in shape.letters):
            raise ValidationError({"term": _("Từ cấm phải có ít nhất một chữ cái.")})
        if len(shape.letters) == 1:
            raise ValidationError({"term": _("Một chữ cái đứng riêng có trong mọi bình luận.")})
        if "*" in self.term:
            raise ValidationError(
                {"term": _("Dấu * không thay cho chữ nào ở đây; hãy viết đủ từ, không có dấu *.")}
            )


class Teencode(models.Model):
    """A way of writing that hides a word: "ko" is "không", "dj" is "đi"."""

    written = NfcCharField(
        _("cách viết"), max_length=20, unique=True, help_text=_("Một tiếng, ví dụ: ko")
    )
    meant = NfcCharField(_("nghĩa là"), max_length=60, help_text=_("Viết đủ dấu, ví dụ: không"))

    class Meta:
        verbose_name = _("tiếng lóng chat")
        verbose_name_plural = _("tiếng lóng chat")
        ordering = ("written",)

    def __str__(self) -> str:
        return f"{self.written} → {self.meant}"

    def clean(self) -> None:
        """Refuse a spelling of several words, and a meaning that says nothing new.

        Raises:
            ValidationError: a sentence about the field.
        """
        self.written, self.meant = self.written.strip(), " ".join(self.meant.split())
        written, meant = shape_of(self.written, False), shape_of(self.meant, False)
        if len(written.breaks) != 1:
            raise ValidationError({"written": _("Hãy ghi một tiếng viết liền, ví dụ: ko")})
        if not meant.letters:
            raise ValidationError({"meant": _("Hãy ghi nghĩa bằng chữ, ví dụ: không")})
        if written == meant:
            raise ValidationError({"meant": _("Nghĩa giống hệt cách viết thì không cần ghi.")})
