"""Rating an article."""

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from articles.models import Article
from comments import rating, voice
from comments.bans import ban_on
from comments.models import Rating
from comments.views.common import SeeOther, about_an_article, turned_away

WITHDRAW = "withdraw"


@about_an_article
def rate(request: HttpRequest, article: Article) -> HttpResponse:
    """Record, change or withdraw a reader's rating."""
    value = request.POST.get("value", "")
    if value == WITHDRAW:
        if key := voice.known_key(request):
            rating.withdraw(article, key)
        return _answer(article, "da-bo-danh-gia")
    if value not in Rating.Value:
        raise BadRequest(_("Đánh giá này không có."))
    speaker = voice.voice_of(request)
    if ban := ban_on(speaker):
        return _answer(article) if ban.is_silent else turned_away(request, article, ban)
    if not rating.rate(article, speaker, Rating.Value(value)):
        return _answer(article, "danh-gia-dong")
    response = _answer(article)
    voice.remember(response, speaker)
    return response


def _answer(article: Article, notice: str = "da-danh-gia") -> SeeOther:
    return SeeOther(f"{article.get_absolute_url()}#{notice}")
