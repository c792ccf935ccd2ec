"""Fields of readers' forms: what was typed as it is kept, and hints that may be missing."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from comments.loudness import links_in
from comments.writing import is_blank, tidy

LONGEST_NAME = 80
LONGEST_TEXT = 4000
# More than these nobody needs to look at; fewer, the rules judge.
MOST_LINKS_TAKEN = 5


class WordsField(forms.CharField):
    """Text in the form in which it is kept; invisible text is no text."""

    def to_python(self, value: Any) -> str:
        """Tidy what was typed."""
        typed = tidy(str(value or ""))
        return "" if is_blank(typed) else typed


class CommentTextField(WordsField):
    """A comment; what is wrong with it is said with the number to change it by."""

    def validate(self, value: str) -> None:
        """Refuse what is empty, too long, or little more than links.

        Raises:
            ValidationError: with what to change.
        """
        if not value:
            raise ValidationError(_("Chưa có lời nào. Hãy viết bình luận rồi bấm Gửi."))
        if len(value) > LONGEST_TEXT:
            said = _("Bình luận dài %(found)s ký tự; hãy rút còn %(most)s ký tự.")
            raise ValidationError(said % _numbers(len(value), LONGEST_TEXT))
        if (links := len(links_in(value))) > MOST_LINKS_TAKEN:
            said = _("Bình luận có %(found)s liên kết; hãy bớt còn %(most)s liên kết.")
            raise ValidationError(said % _numbers(links, MOST_LINKS_TAKEN))


class NameField(WordsField):
    """A name on one line."""

    def to_python(self, value: Any) -> str:
        """Put the name on one line."""
        return " ".join(super().to_python(value).split())

    def validate(self, value: str) -> None:
        """Refuse a name that is too long; whether there must be one, the form knows.

        Raises:
            ValidationError: with what to change.
        """
        if len(value) > LONGEST_NAME:
            said = _("Tên dài %(found)s ký tự; hãy rút còn %(most)s ký tự.")
            raise ValidationError(said % _numbers(len(value), LONGEST_NAME))


class HintField(forms.IntegerField):
    """A number that a page or a script sends along; nonsense is as good as nothing."""

    def __init__(self) -> None:
        super().__init__(required=False, min_value=0, max_value=2**31 - 1)

    def clean(self, value: Any) -> int | None:
        """Read the number, or nothing."""
        try:
            number: int | None = super().clean(value)
        except ValidationError:
            return None
        return number


def _numbers(found: int, most: int) -> dict[str, str]:
    """Write two numbers as Vietnamese papers do: 4.312."""
    shown = {"found": found, "most": most}
    return {name: number_format(n, force_grouping=True) for name, n in shown.items()}
