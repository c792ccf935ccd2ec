"""Rating an article."""

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from articles.models import Article
from comments import rating, voice
from comments.models import Rating
from comments.views.common import SeeOther, about_an_article

WITHDRAW = "withdraw"


@about_an_article
def rate(request: HttpRequest, article: Article) -> HttpResponse:
    """Record, change or withdraw a reader's rating."""
    value = request.POST.get("value", "")
    if value == WITHDRAW:
        if key := voice.known_key(request):
            rating.withdraw(article, key)
        return SeeOther(f"{article.get_absolute_url()}#da-bo-danh-gia")
    if value not in Rating.Value:
        raise BadRequest(_("Đánh giá này không có."))
    speaker = voice.voice_of(request)
    rating.rate(article, speaker.key, Rating.Value(value))
    response = SeeOther(f"{article.get_absolute_url()}#da-danh-gia")
    voice.remember(response, speaker)
    return response
