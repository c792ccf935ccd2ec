"""The words of a photo: who may change them, and what a change leaves behind."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from unfold.widgets import UnfoldAdminTextareaWidget, UnfoldAdminTextInputWidget

from articles import publishing
from articles.admin.photo.uses import is_before_readers
from articles.models import Photo

# What readers see of a photo: a change of these is kept in the archive of its articles.
SEEN = ("file", "caption", "credit", "alt")


class WordsForm(forms.ModelForm):  # type: ignore[type-arg]
    """Caption, credit and alt of one photo, without its file."""

    class Meta:
        model = Photo
        fields = ("caption", "credit", "alt")
        widgets = {
            "caption": UnfoldAdminTextareaWidget(attrs={"rows": 3}),
            "credit": UnfoldAdminTextInputWidget(),
            "alt": UnfoldAdminTextInputWidget(),
        }
        help_texts = {"caption": _("Ai, ở đâu, bao giờ, làm gì.")}


def may_change(user: Any, photo: Photo) -> bool:
    """Whether a member of the desk may change a photo.

    An uploader without the right to change photos may still word their own, as long as
    no article that is out shows them: readers would see the new words at once.
    """
    if user.has_perm("articles.change_photo"):
        return True
    is_own = photo.uploaded_by_id is not None and photo.uploaded_by_id == user.pk
    return bool(is_own and user.has_perm("articles.add_photo") and not is_before_readers(photo))


def keep_words(form: WordsForm, by: Any) -> Photo:
    """Save changed words of a photo; articles that readers see get a milestone.

    Args:
        form: valid.
    """
    photo: Photo = form.instance
    if form.has_changed():
        with publishing.photo_change(photo, by):
            photo.save()
    return photo
