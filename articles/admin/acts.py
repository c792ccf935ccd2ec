"""What the desk does to articles, as it asks about it: one Act for each editorial verb."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles import checklist, publishing, rights
from articles.admin.act_forms import CorrectionForm, ErrorForm, RestoreForm, ScheduleForm
from articles.admin.confirming import Act, Words
from articles.models import Article

KEPT, SUBMITTED = "kept", "submitted"
Status = Article.Status


def pending_state(article: Article) -> str:
    """Return whether the article has a pending edit: "", ``KEPT`` or ``SUBMITTED``.

    A list annotates ``pending_state`` instead of asking for each row.
    """
    known = vars(article)
    if "pending_state" not in known:
        pending = publishing.pending_edit(article) if article.went_out else None
        kept = SUBMITTED if pending and pending.is_submitted else KEPT
        known["pending_state"] = kept if pending else ""
    return str(known["pending_state"] or "")


@dataclass(frozen=True)
class ArticleAct(Act):
    """An act on articles.

    Attributes:
        verb: of ``articles.rights``.
        slug: the last part of the act's address.
        is_own_only: only for the writer of the piece.
        at_once: harmless enough to be done with one click.
    """

    verb: str = ""
    slug: str = ""
    icon: str = ""
    is_own_only: bool = False
    at_once: bool = False

    @property
    def name(self) -> str:
        """The act's name in addresses and buttons: its verb, where one verb has one act."""
        return "take_back" if self.is_own_only else self.verb

    def is_for(self, user: Any, article: Article) -> bool:
        """Whether this member of the desk is offered the act on this article."""
        if not self.applies(article) or not rights.may(user, self.verb, article):
            return False
        own = rights.is_own(user, article)
        if self.verb == "send_back":
            return own == self.is_own_only
        if self.verb == "approve":
            return not rights.needs_another_pair_of_eyes(user, rights.writers_of(article))
        return True


def act(verb: str, **about: Any) -> ArticleAct:
    """Return the act of a verb, asking for that verb's right."""
    return ArticleAct(
        verb=verb,
        permission=rights.VERBS[verb] if verb != "send_back" else "articles.view_article",
        may=lambda user, article: rights.may(user, verb, article),
        version=lambda article: article.version,
        **about,
    )


def _findings(article: Article) -> list[Words]:
    return [each.says for each in checklist.warnings(article)]


def _all_findings(article: Article) -> list[Words]:
    """Name what forbids publishing as well: some of it depends on the hour that is asked for."""
    return [*publishing.reasons_against(article), *_findings(article)]


def _now_if_scheduled(article: Article) -> datetime | None:
    """A scheduled article is published by hand before its hour."""
    return timezone.now() if article.is_scheduled else None


def _on_the_way(*statuses: str) -> Callable[[Article], bool]:
    return lambda article: article.status in statuses


SUBMIT = act(
    "submit",
    slug="gui-duyet",
    icon="send",
    title=_("Gửi duyệt"),
    question=_(
        "Bài chuyển sang người duyệt; bạn xem được nhưng không sửa được cho đến khi rút lại."
    ),
    button=_("Gửi duyệt"),
    done=_("Đã gửi duyệt %(n)s bài."),
    perform=lambda article, by, note: publishing.submit(article, by, note),
    reason=_("Lời nhắn cho người duyệt"),
    reason_help=_("Không bắt buộc. Ví dụ: số liệu đã hỏi lại Bộ Y tế."),
    reason_is_required=False,
    applies=lambda article: article.status == Status.DRAFT or pending_state(article) == KEPT,
    at_once=True,
)
TAKE_BACK = act(
    "send_back",
    slug="rut-lai",
    icon="undo",
    title=_("Rút lại để sửa"),
    question=_("Bài trở về bản nháp của bạn."),
    button=_("Rút lại"),
    done=_("Đã rút lại %(n)s bài."),
    perform=lambda article, by, reason: publishing.send_back(article, by, ""),
    applies=_on_the_way(Status.IN_REVIEW),
    is_own_only=True,
    at_once=True,
)
APPROVE = act(
    "approve",
    slug="duyet",
    icon="check",
    title=_("Duyệt bài"),
    question=_("Bài được coi là sẵn sàng đăng."),
    button=_("Duyệt"),
    done=_("Đã duyệt %(n)s bài."),
    perform=lambda article, by, reason: publishing.approve(article, by),
    cautions=_findings,
    applies=_on_the_way(Status.IN_REVIEW),
    at_once=True,
)
SEND_BACK = act(
    "send_back",
    slug="tra-lai",
    icon="undo",
    title=_("Trả lại người viết"),
    question=_("Bài trở về bản nháp; người viết đọc lời nhắn ngay trên bài."),
    button=_("Trả lại"),
    done=_("Đã trả lại %(n)s bài."),
    perform=lambda article, by, note: publishing.send_back(article, by, note),
    reason=_("Cần sửa gì"),
    reason_help=_("Người viết sẽ đọc lời nhắn này."),
    applies=lambda article: (
        article.status in (Status.IN_REVIEW, Status.APPROVED)
        or article.is_scheduled
        or pending_state(article) == SUBMITTED
    ),
)
PUBLISH = act(
    "publish",
    slug="dang",
    icon="publish",
    title=_("Đăng bài"),
    question=_(
        "Độc giả sẽ đọc bản đã lưu gần nhất, từ giờ đăng ghi trong bài; không ghi thì từ bây giờ."
    ),
    button=_("Đăng"),
    done=_("Đã đăng %(n)s bài."),
    perform=lambda article, by, reason: publishing.publish(article, by, _now_if_scheduled(article)),
    objections=publishing.reasons_against,
    cautions=_findings,
    applies=lambda article: not article.is_live and not article.is_withdrawn,
)
SCHEDULE = act(
    "schedule",
    slug="hen-gio",
    icon="schedule",
    title=_("Hẹn giờ đăng"),
    question=_("Đến đúng giây ấy bài tự hiện, không cần ai bấm gì."),
    button=_("Hẹn giờ"),
    done=_("Đã hẹn giờ %(n)s bài."),
    perform=lambda article, by, said: publishing.schedule(article, by, said["at"]),
    cautions=_all_findings,
    fields=ScheduleForm,
    applies=lambda article: not article.is_live and not article.is_withdrawn,
)
FIX = act(
    "fix",
    slug="sua-nho",
    icon="spellcheck",
    title=_("Cập nhật: sửa nhỏ"),
    question=_("Độc giả đọc bản sửa ngay. Không giờ nào đổi: chỉ dành cho lỗi gõ, dấu câu."),
    button=_("Sửa nhỏ"),
    done=_("Đã sửa nhỏ %(n)s bài; giờ cập nhật giữ nguyên."),
    perform=lambda article, by, reason: publishing.fix(article, by),
    cautions=publishing.standing_complaints,
    applies=lambda article: article.is_out and bool(pending_state(article)),
    at_once=True,
)
UPDATE = act(
    "update",
    slug="cap-nhat",
    icon="update",
    title=_("Cập nhật nội dung"),
    question=_("Độc giả đọc bản sửa ngay, với giờ cập nhật mới."),
    button=_("Cập nhật nội dung"),
    done=_("Đã cập nhật %(n)s bài."),
    perform=lambda article, by, reason: publishing.update(article, by),
    cautions=publishing.standing_complaints,
    applies=lambda article: article.is_out and bool(pending_state(article)),
    at_once=True,
)
CORRECT = act(
    "correct",
    slug="dinh-chinh",
    icon="rate_review",
    title=_("Đính chính"),
    question=_(
        "Lời đính chính đứng trên bài, ở trang Đính chính, trong nguồn tin và dữ liệu cho máy tìm. "
        "Bản đang sửa, nếu có, được đưa ra cùng lúc."
    ),
    button=_("Đăng đính chính"),
    done=_("Đã đính chính %(n)s bài."),
    perform=lambda article, by, said: publishing.correct(article, by, **said),
    cautions=publishing.standing_complaints,
    fields=CorrectionForm,
    applies=lambda article: article.is_out,
)
DISCARD = act(
    "discard",
    slug="bo-ban-sua",
    icon="delete",
    title=_("Bỏ bản sửa"),
    question=_("Bản đang sửa mất đi; bài mà độc giả đang đọc không đổi."),
    button=_("Bỏ bản sửa"),
    done=_("Đã bỏ bản sửa của %(n)s bài."),
    perform=lambda article, by, reason: publishing.discard(article, by),
    applies=lambda article: bool(pending_state(article)),
    is_grave=True,
)
REPORT_ERROR = act(
    "report_error",
    slug="bao-loi",
    icon="flag",
    title=_("Báo lỗi trong bài"),
    question=_("Lỗi được ghi vào danh sách chờ đính chính; độc giả chưa thấy gì."),
    button=_("Báo lỗi"),
    done=_("Đã ghi lỗi của %(n)s bài."),
    perform=lambda article, by, said: publishing.report_error(article, by, **said),
    fields=ErrorForm,
    applies=lambda article: article.is_out,
)
WITHDRAW = act(
    "withdraw",
    slug="go",
    icon="unpublished",
    title=_("Gỡ bài"),
    question=_("Bài biến khỏi mọi trang ngay lập tức; địa chỉ của bài chỉ còn lý do gỡ."),
    button=_("Gỡ bài"),
    done=_("Đã gỡ %(n)s bài."),
    perform=lambda article, by, reason: publishing.withdraw(article, by=by, reason=reason),
    objections=lambda article: [] if article.went_out else [_("Bài này chưa đăng.")],
    reason=_("Lý do gỡ"),
    reason_help=_("Độc giả sẽ đọc lý do này ở địa chỉ của bài."),
    applies=lambda article: article.is_out,
    is_grave=True,
)
RESTORE = act(
    "restore",
    slug="dua-lai",
    icon="restore",
    title=_("Đưa bài trở lại"),
    question=_("Bài hiện lại ở chỗ cũ, với giờ đăng cũ."),
    button=_("Đưa trở lại"),
    done=_("Đã đưa %(n)s bài trở lại."),
    perform=lambda article, by, said: publishing.restore(article, by, **said),
    fields=RestoreForm,
    objections=publishing.reasons_against,
    applies=lambda article: article.is_withdrawn,
)
# In the order in which a piece goes through the desk.
ACTS: tuple[ArticleAct, ...] = (
    *(SUBMIT, TAKE_BACK, APPROVE, SEND_BACK, PUBLISH, SCHEDULE),
    *(FIX, UPDATE, CORRECT, DISCARD, REPORT_ERROR, RESTORE, WITHDRAW),
)


def acts_for(user: Any, article: Article) -> list[ArticleAct]:
    """Return what this member of the desk may do to this article as it stands."""
    return [each for each in ACTS if each.is_for(user, article)]
