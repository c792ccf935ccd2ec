"""The form in which an article is written: one value in, one snapshot out."""

import uuid
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _
from unfold.widgets import UnfoldAdminTextareaWidget

from articles import publishing, snapshots
from articles.admin.conflicts import Conflict
from articles.admin.forms import SluggedForm
from articles.archive import PENDING
from articles.models import Article, Author, Autosave, Category, PendingEdit, Revision
from articles.text import match_key, nfc, without_hidden

MOST_AUTHORS = 20


class AuthorsField(forms.CharField):
    """Who signs an article: a name a line, in order, each known to the newsroom."""

    widget = UnfoldAdminTextareaWidget

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        found_at = reverse_lazy("admin:autocomplete")
        self.widget.attrs |= {"rows": 2, "data-authors": found_at}

    def prepare_value(self, value: Any) -> Any:
        """Write authors a line each."""
        return value if isinstance(value, str) else "\n".join(each["name"] for each in value or ())

    def clean(self, value: Any) -> list[Author]:
        """Find each name, first as it is spelled, then with or without its marks.

        Raises:
            ValidationError: a name is unknown, or means more than one author.
        """
        typed = super().clean(value)
        names = [line for line in map(str.strip, nfc(typed or "").split("\n")) if line]
        if len(names) > MOST_AUTHORS:
            raise ValidationError(_("Nhiều nhất %(n)s tác giả.") % {"n": MOST_AUTHORS})
        return list(dict.fromkeys(self._author(name) for name in names))

    def _author(self, name: str) -> Author:
        exact: Author | None = Author.objects.filter(name__iexact=name).first()
        if exact:
            return exact
        near: list[Author] = list(Author.objects.filter(key=match_key(name))[:2])
        if len(near) == 1:
            return near[0]
        says = _("Có nhiều tác giả tên «%(name)s»: hãy gõ đúng dấu.")
        if not near:
            says = _("Chưa có tác giả «%(name)s»: hãy nhờ biên tập viên thêm, hoặc sửa tên.")
        raise ValidationError(says % {"name": name[:80]})


class ArticleForm(SluggedForm):
    """An article as an editor fills it in, or the pending edit of a live one.

    ``shows_pending`` is set for who may write: nobody else reads a pending edit.

    The form writes nothing: ``content()`` is what ``publishing.write`` keeps.
    """

    shows_pending = False
    opened_version = forms.IntegerField(required=False, widget=forms.HiddenInput)
    form_key = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)
    signed = AuthorsField(
        label=_("Tác giả"),
        required=False,
        help_text=_("Mỗi dòng một tên, theo thứ tự ký. Gõ vài chữ rồi chọn tên trong gợi ý."),
    )

    class Meta:
        model = Article
        fields = "__all__"
        help_texts = {
            "category": _("Mỗi bài một chuyên mục, càng sát càng tốt; đổi sau này cũng được."),
            "lead_photo": _("Gõ vài chữ của chú thích để tìm. Ảnh đứng đầu bài và trên thẻ tin."),
            "source_url": _("Dán đầy đủ, từ https://. Tên nguồn dưới bài dẫn độc giả tới đây."),
            "published_precision": _("«Chỉ ngày» dành cho bài cũ không rõ giờ."),
            "comment_policy": _("«Đóng» thì không ai gửi thêm; bình luận đã duyệt vẫn hiện."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        article: Article | None = kwargs.get("instance")
        self.conflict: Conflict | None = None
        self.pending = None
        if article and article.went_out and self.shows_pending:
            self.pending = publishing.pending_edit(article)
        words: dict[str, Any] = {}
        if article and article.pk:
            words = self.pending.content if self.pending else snapshots.content_of(article)
        if self.pending and article:
            snapshots.apply(self.pending.content, article)
        self.opened = words
        super().__init__(*args, **kwargs)
        self.initial.update(
            opened_version=self.instance.version,
            form_key=str(self.instance.pk or f"new-{uuid.uuid4().hex[:24]}"),
            tags=", ".join(words.get("tags", [])),
            signed=words.get("authors", []),
        )
        if "category" in self.fields:
            self.fields["category"].required = False

    def clean(self) -> dict[str, Any]:
        """Refuse to write over what somebody else saved meanwhile; what was typed stays."""
        cleaned = super().clean()
        if not cleaned.get("category") and "category" not in self.errors:
            cleaned["category"] = Category.objects.unsorted()
        self._keep_seconds(cleaned)
        self._drop_hidden(cleaned)
        return cleaned

    def _post_clean(self) -> None:
        super()._post_clean()  # type: ignore[misc]
        if self.instance.pk and not self.errors:
            self._refuse_stale()

    def _refuse_stale(self) -> None:
        """Compare the version that was opened with the one that stands.

        A save that says what stands already is an editor's own double click.
        """
        standing = Article.objects.select_for_update().filter(pk=self.instance.pk).first()
        opened = self.cleaned_data.get("opened_version")
        if standing is None or standing.version == opened:
            return
        mine = self.content()
        pending = publishing.pending_edit(standing) if standing.went_out else None
        theirs = pending.content if pending else snapshots.content_of(standing)
        if not snapshots.changed(theirs, theirs | mine):
            return
        self.conflict = Conflict(
            base=_opened_words(standing, opened or 0, pending) or theirs,
            theirs=theirs,
            mine=theirs | mine,
            version=standing.version,
            article=self.instance,
        )
        if self.conflict.settle(self.data):
            self._check_settled()
        else:
            self.add_error(
                None, _("Người khác đã lưu bài này sau khi bạn mở. Hãy so ba bản rồi lưu lại.")
            )

    def _check_settled(self) -> None:
        """Refuse a choice of parts that do not go together: a time of each, say."""
        settled = Article(pk=self.instance.pk, status=self.instance.status)
        snapshots.apply(self.conflict.settled or {}, settled)  # type: ignore[union-attr]
        try:
            settled.validate_constraints()
        except ValidationError as error:
            self.add_error(None, error.messages)

    def content(self) -> snapshots.Content:
        """Return what was typed, in the shape of a snapshot."""
        if self.conflict and self.conflict.settled is not None:
            return self.conflict.settled
        shown = self.fields.keys() & {*snapshots.WORDS, *snapshots.TIMES, *snapshots.LINKS}
        content: snapshots.Content = {}
        for name in shown:
            value = getattr(self.instance, name)
            if name in snapshots.TIMES:
                value = snapshots.as_text(value)
            elif name in snapshots.LINKS:
                value = snapshots.named(value)
            content[name] = value
        if "tags" in self.fields:
            content["tags"] = self.named_tags()
        content["authors"] = [snapshots.named(each) for each in self.cleaned_data["signed"]]
        return content

    def named_tags(self) -> list[str]:
        """Return the topics that were typed, as the newsroom spells them."""
        return snapshots.known_tags(self.cleaned_data.get("tags") or [])

    def _drop_hidden(self, cleaned: dict[str, Any]) -> None:
        """Keep no character that nobody sees; a headline of nothing else is none."""
        for name in snapshots.WORDS:
            if isinstance(cleaned.get(name), str):
                cleaned[name] = without_hidden(cleaned[name])
        if cleaned.get("headline") == "":
            self.add_error("headline", self.fields["headline"].error_messages["required"])

    def _keep_seconds(self, cleaned: dict[str, Any]) -> None:
        """The form shows seconds at most: a time that was not touched keeps what is finer."""
        for name in snapshots.TIMES:
            before, typed = getattr(self.instance, name, None), cleaned.get(name)
            if before and typed == before.replace(microsecond=0):
                cleaned[name] = before

    def _get_validation_exclusions(self) -> set[str]:
        """Check the rules that join the typed times to the status, which is not typed."""
        excluded: set[str] = super()._get_validation_exclusions()  # type: ignore[misc]
        return excluded - {"status", "withdrawn_at"}


def _opened_words(
    article: Article, opened: int, pending: PendingEdit | None
) -> snapshots.Content | None:
    """Return what the form showed when it was opened: the pending edit, if there was one.

    Between two saves of a pending edit the article itself may leave revisions, too:
    of a photo whose words changed, say.
    """
    saves = Revision.objects.filter(article=article, version__lte=opened).order_by(
        "-version", "-pk"
    )
    if pending and opened > pending.base_version:
        saves = saves.filter(content__has_key=PENDING)
    last = saves.first()
    return last.content if last else None


def forget_autosaves(editor: Any, *keys: str) -> None:
    """Drop what was kept while typing: it is saved now."""
    Autosave.objects.filter(editor=editor, key__in=[key for key in keys if key]).delete()


def made_already(editor: Any, form_key: str) -> int | None:
    """Return the article that this form of a new one has made; None the first time.

    The row is made before the article, so that a second click waits for the first.
    """
    made, is_new = Autosave.objects.get_or_create(
        editor=editor, key=f"made-{form_key}"[:40], defaults={"typed": {}}
    )
    return None if is_new else made.typed.get("article")


def remember_made(editor: Any, form_key: str, article: Article) -> None:
    """Keep which article a form has made."""
    mark = Autosave.objects.filter(editor=editor, key=f"made-{form_key}"[:40])
    mark.update(typed={"article": article.pk})
