"""What is looked at before an article goes out: what forbids it, and what is only said.

Each rule is a small function that yields what it found, as a sentence that says
what to do. The lists ``FORBIDS`` and ``WARNS`` are the whole policy.
"""

import re
from collections.abc import Callable, Iterator
from itertools import chain
from typing import NamedTuple

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from articles import body, text
from articles.links import broken_links
from articles.models import Article, ImportedDocument, Photo
from articles.snapshots import photos_in

LONGEST_HEADLINE = 110  # characters; search engines and cards cut longer ones
DOUBLED_SPACE = re.compile(r"\S {2,}\S")
# Shortened words after which a sentence goes on; compared folded.
SHORTENED = frozenset(
    {
        *("tp", "ts", "ths", "gs", "pgs", "bs", "ks", "ls", "cn", "mr", "mrs", "ms", "dr", "st"),
        *("no", "vs", "v.v", "tt", "ttg", "q", "p", "h", "tx", "nxb", "tr", "sn"),
    }
)
STRAY_STOP = re.compile(r"(?<![\w.])([^\W\d_]+)\. (?=([^\W\d_]))")
STRAIGHT, CURLY = re.compile(r"\w\"|\"\w"), re.compile("[“”]")


class Finding(NamedTuple):
    """What a rule found.

    Attributes:
        field: the field of the form where it can be put right.
        says: the sentence for the editor.
        photo_id: the photo on whose own page it can be put right, where that is the place.
    """

    field: str
    says: str
    photo_id: int | None = None


Rule = Callable[[Article], Iterator[Finding]]


def _headline(article: Article) -> Iterator[Finding]:
    if not text.without_hidden(article.headline):
        yield Finding("headline", _("Bài chưa có tít: hãy đặt tít."))


def _standfirst(article: Article) -> Iterator[Finding]:
    if not text.without_hidden(article.standfirst):
        yield Finding("standfirst", _("Bài chưa có sapo: hãy tóm tắt bài trong một hai câu."))


def _body(article: Article) -> Iterator[Finding]:
    if not text.without_hidden(body.plain(article.body)):
        yield Finding("body", _("Bài chưa có nội dung."))


def _category(article: Article) -> Iterator[Finding]:
    if article.category.is_unsorted:
        yield Finding("category", _("Bài chưa có chuyên mục: hãy chọn chuyên mục."))


def _photos(article: Article) -> Iterator[Finding]:
    wordless = _used_without_alt(article)
    for photo in photos_in(article):
        field = "lead_photo" if photo.pk == article.lead_photo_id else "body"
        if not photo.alt and photo.pk in wordless:
            says = _("%(photo)s chưa có mô tả: hãy tả điều nhìn thấy trong ảnh.")
            yield Finding(field, says % {"photo": _called(photo)})
        if not photo.credit:
            says = _("%(photo)s chưa có nguồn: hãy ghi ai chụp hoặc hãng nào.")
            yield Finding(field, says % {"photo": _called(photo)}, photo.pk)


def _used_without_alt(article: Article) -> set[int | None]:
    """Return the photos that this article shows somewhere without an alt text of its own."""
    uses = [part for part in body.parts(article.body) if isinstance(part, body.Figure)]
    wordless: set[int | None] = {use.photo_id for use in uses if not use.alt}
    if article.shows_lead_photo_on_top and not article.lead_alt:
        wordless.add(article.lead_photo_id)
    return wordless


def _called(photo: Photo) -> str:
    return _("Ảnh %(id)s") % {"id": photo.pk} + (
        f" «{photo.caption[:40]}»" if photo.caption else ""
    )


def _source(article: Article) -> Iterator[Finding]:
    if article.source_id is None and _is_republished(article):
        yield Finding("source", _("Bài đăng lại chưa gắn nguồn: hãy chọn nguồn."))


def _is_republished(article: Article) -> bool:
    if article.sign_off or article.source_url:
        return True
    reports = ImportedDocument.objects.filter(article=article.pk).values_list("report", flat=True)
    return any(report.get("source") for report in reports)


def _embargo(article: Article) -> Iterator[Finding]:
    at = article.published_at or timezone.now()
    if article.embargoed_until and at < article.embargoed_until:
        yield Finding(
            "embargoed_until",
            _("Bài còn trong giờ cấm đăng: hãy đợi hoặc sửa giờ cấm đăng."),
        )


def _expiry(article: Article) -> Iterator[Finding]:
    if article.expires_at and article.expires_at <= timezone.now():
        yield Finding("expires_at", _("Giờ hạ bài đã qua: hãy sửa hoặc bỏ giờ hạ bài."))


def _long_headline(article: Article) -> Iterator[Finding]:
    if len(article.headline) > LONGEST_HEADLINE:
        says = _("Tít dài %(n)s ký tự, nên dưới %(most)s.")
        yield Finding("headline", says % {"n": len(article.headline), "most": LONGEST_HEADLINE})


def _same_headline(article: Article) -> Iterator[Finding]:
    key = text.match_key(article.headline)
    others = Article.objects.filter(headline_key=key).exclude(pk=article.pk)
    if key and (other := others.order_by("-pk").first()):
        says = _("Có bài khác cùng tít: «%(headline)s» (số %(id)s).")
        yield Finding("headline", says % {"headline": other.headline, "id": other.pk})


def _no_tag(article: Article) -> Iterator[Finding]:
    if not article.tagged_items.exists():
        yield Finding("tags", _("Bài chưa có chủ đề."))


def _no_lead_photo(article: Article) -> Iterator[Finding]:
    if article.lead_photo is None:
        yield Finding("lead_photo", _("Bài chưa có ảnh đầu bài."))
    elif not article.lead_photo.has_file:
        yield Finding("lead_photo", _("Ảnh đầu bài chưa có tệp."))


def _unicode(article: Article) -> Iterator[Finding]:
    for field, words in _texts(article):
        if text.nfc(words) != words:
            yield Finding(field, _("Có chữ gõ dạng tổ hợp (NFD): hãy lưu lại bài."))
        if "\u00a0" in words:
            yield Finding(field, _("Có dấu cách cứng (NBSP): hãy thay bằng dấu cách thường."))


def _spaces(article: Article) -> Iterator[Finding]:
    for field, words in _texts(article):
        if DOUBLED_SPACE.search(words):
            yield Finding(field, _("Có chỗ hai dấu cách liền nhau."))


def _tones(article: Article) -> Iterator[Finding]:
    old, new = text.tone_placements(" ".join(words for _field, words in _texts(article)))
    if old and new:
        says = _("Bỏ dấu hai kiểu trong một bài: «%(old)s» và «%(new)s».")
        yield Finding("body", says % {"old": old[0], "new": new[0]})


def _stray_stop(article: Article) -> Iterator[Finding]:
    for field, words in _texts(article):
        for found in STRAY_STOP.finditer(words):
            word, goes_on = found[1], found[2].islower()
            if goes_on and len(word) > 1 and text.fold(word) not in SHORTENED:
                says = _("Có dấu chấm giữa câu: «%(words)s».")
                around = words[found.start() : found.end() + 12].strip()
                yield Finding(field, says % {"words": around})


def _quotes(article: Article) -> Iterator[Finding]:
    words = " ".join(words for _field, words in _texts(article))
    if STRAIGHT.search(words) and CURLY.search(words):
        yield Finding("body", _("Lẫn lộn ngoặc kép thẳng và ngoặc kép cong."))


def _links(article: Article) -> Iterator[Finding]:
    for says in broken_links(article.body):
        yield Finding("body", says)


def _texts(article: Article) -> Iterator[tuple[str, str]]:
    """Give each text of the article with its field, blanks as they were typed."""
    for field in ("headline", "kicker", "standfirst", "lead_caption"):
        yield field, getattr(article, field)
    for line in body.lines(article.body):
        yield "body", line


def _translation(article: Article) -> Iterator[Finding]:
    original = article.translation_of
    if original and (original.translation_of_id or original.pk == article.pk):
        says = _("Bài «%(headline)s» không phải bài gốc: hãy chọn bài gốc.")
        yield Finding("translation_of", says % {"headline": original.headline})
    elif original and article.translations.exists():
        says = _("Bài này đã có bản dịch nên không thể là bản dịch của bài khác.")
        yield Finding("translation_of", says)
    group = Q(pk=article.group) | Q(translation_of=article.group)
    same = Article.objects.live().filter(group, language=article.language).exclude(pk=article.pk)
    if (original or article.pk) and (twin := same.first()):
        says = _("Đã có bản cùng ngôn ngữ: «%(headline)s». Mỗi ngôn ngữ một bản.")
        yield Finding("language", says % {"headline": twin.headline})


FORBIDS: tuple[Rule, ...] = (
    _headline,
    _standfirst,
    _body,
    _category,
    _photos,
    _source,
    _embargo,
    _expiry,
    _translation,
)
WARNS: tuple[Rule, ...] = (
    _long_headline,
    _same_headline,
    _no_tag,
    _no_lead_photo,
    _unicode,
    _spaces,
    _tones,
    _stray_stop,
    _quotes,
    _links,
)


def forbidding(article: Article) -> list[Finding]:
    """Return what keeps the article from being published."""
    return list(dict.fromkeys(chain.from_iterable(rule(article) for rule in FORBIDS)))


def warnings(article: Article) -> list[Finding]:
    """Return what an editor should look at once more; nothing of it forbids publishing."""
    return list(dict.fromkeys(chain.from_iterable(rule(article) for rule in WARNS)))
