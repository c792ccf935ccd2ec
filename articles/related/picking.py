"""The companions that editors pick: who may, and what becomes of two who do so at once."""

from collections.abc import Collection, Sequence
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from articles import rights
from articles.keeping import log
from articles.models import Article, PickedCompanion

MOST = 12


def may_pick(user: Any, article: Article) -> bool:
    """Whether a member of the desk may change the picks: at once, for whoever reads it."""
    if article.went_out:
        return rights.may(user, "update", article)
    return rights.may_write(user, article)


@transaction.atomic
def pick(
    article: Article, wanted: Sequence[Article], opened: Collection[int] = (), by: Any = None
) -> None:
    """Let these articles stand beside one, in this order; a double click changes nothing.

    What somebody else picked since the form was opened stays, behind them.

    Args:
        opened: the numbers of the articles that stood there when the editor began.

    Raises:
        PermissionDenied: the editor may not.
    """
    article = Article.objects.select_for_update().get(pk=article.pk)
    if by is not None and not may_pick(by, article):
        raise PermissionDenied
    standing = list(article.picked_companions.values_list("other", flat=True))
    numbers = [other.pk for other in wanted if other.pk != article.pk]
    numbers += [pk for pk in standing if pk not in opened]
    numbers = list(dict.fromkeys(numbers))[:MOST]
    if numbers == standing:
        return
    article.picked_companions.exclude(other__in=numbers).delete()
    for position, pk in enumerate(numbers):
        PickedCompanion.objects.update_or_create(
            article=article, other_id=pk, defaults={"position": position}
        )
    log(article, by, _("Đổi bài liên quan chọn tay"))
