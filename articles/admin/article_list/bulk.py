"""Changing several articles at once: a topic more, another section.

Both go through ``publishing.write``: what readers see gets a pending edit and is not
touched; the question says so of each article it is true of.
"""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from unfold.widgets import UnfoldAdminSelectWidget, UnfoldAdminTextInputWidget

from articles import publishing, rights
from articles.admin.category import categories_as_tree
from articles.admin.confirming import Act, ActForm, Words
from articles.admin.widgets import CategoryChoiceField
from articles.models import Article
from articles.models.tag import Tag
from articles.snapshots import content_of
from articles.text import match_key, nfc

MOST_TAGS = 10


class TopicsForm(ActForm):
    """Which topics are added."""

    tags = forms.CharField(
        label=_("Chủ đề thêm vào"),
        max_length=500,
        widget=UnfoldAdminTextInputWidget(),
        help_text=_("Cách nhau bằng dấu phẩy. Chủ đề sẵn có của bài được giữ nguyên."),
    )

    def clean_tags(self) -> list[str]:
        """Take each topic once, however it is spelled."""
        typed = [" ".join(name.split()) for name in nfc(self.cleaned_data["tags"]).split(",")]
        names = {match_key(name): name for name in reversed(typed) if match_key(name)}
        longest = Tag._meta.get_field("name").max_length or 0
        if not names:
            raise ValidationError(_("Hãy ghi ít nhất một chủ đề."))
        if len(names) > MOST_TAGS:
            raise ValidationError(_("Mỗi lần thêm nhiều nhất %(n)s chủ đề.") % {"n": MOST_TAGS})
        if any(len(name) > longest for name in names.values()):
            raise ValidationError(_("Tên chủ đề dài nhất %(n)s ký tự.") % {"n": longest})
        return list(reversed(names.values()))


class SectionForm(ActForm):
    """Which section the articles move to."""

    category = CategoryChoiceField(
        label=_("Chuyên mục mới"),
        queryset=categories_as_tree(),
        widget=UnfoldAdminSelectWidget(),
        help_text=_("Mọi bài đã chọn chuyển sang đây; chủ đề của bài giữ nguyên."),
    )


def _words_now(article: Article) -> dict[str, Any]:
    """Return what the desk is working on: the pending edit, or else the article."""
    pending = publishing.pending_edit(article) if article.is_out else None
    return dict(pending.content) if pending else content_of(article)


def _add_topics(article: Article, by: Any, said: dict[str, Any]) -> Article:
    there = _words_now(article)["tags"]
    keys = {match_key(name) for name in there}
    new = [name for name in said["tags"] if match_key(name) not in keys]
    return publishing.write(article, {"tags": [*there, *new]}, by)


def _move(article: Article, by: Any, said: dict[str, Any]) -> Article:
    category = said["category"]
    named = {"id": category.pk, "name": category.name}
    return publishing.write(article, {"category": named}, by)


def _kept_apart(article: Article) -> list[Words]:
    if article.is_live:
        return [_("Bài đang đăng: thay đổi nằm trong bản đang sửa, độc giả chưa thấy.")]
    return []


def _edit(**about: Any) -> Act:
    return Act(
        permission=rights.VERBS["edit"],
        may=lambda user, article: rights.may(user, "edit", article),
        cautions=_kept_apart,
        **about,
    )


ADD_TOPICS = _edit(
    title=_("Thêm chủ đề"),
    question=_("Các chủ đề được thêm vào từng bài dưới đây."),
    button=_("Thêm chủ đề"),
    done=_("Đã thêm chủ đề cho %(n)s bài."),
    perform=_add_topics,
    fields=TopicsForm,
)
MOVE = _edit(
    title=_("Đổi chuyên mục"),
    question=_("Các bài dưới đây chuyển sang chuyên mục mới; địa chỉ bài không đổi."),
    button=_("Đổi chuyên mục"),
    done=_("Đã đổi chuyên mục của %(n)s bài."),
    perform=_move,
    fields=SectionForm,
)
