"""What the desk's editor asks while somebody writes: articles, embeds, links."""

from typing import Any

from django.http import HttpRequest, JsonResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from articles import body, embeds, links, rights
from articles.admin.rows import row_number
from articles.admin.standing import standing
from articles.models import Article
from articles.text import match_key, nfc, place_tones

LONGEST_QUERY = 200
LONGEST_BODY = 1_000_000
MOST_FOUND = 12
NEWEST_READ = 60
"""How many matches are looked at for the ones that are spelled as typed."""

LOOK = "articles.view_article"
WRITE = ("articles.add_article", "articles.change_article")


def refused() -> JsonResponse:
    """Answer somebody at the desk who may not do this."""
    return JsonResponse({"why": _("Tài khoản của bạn không có quyền làm việc này.")}, status=403)


def writes(request: HttpRequest) -> bool:
    """Whether whoever asks may write articles."""
    return any(request.user.has_perm(permission) for permission in WRITE)


@require_GET
def find_articles(request: HttpRequest) -> JsonResponse:
    """Find articles by their headline, with marks or without, the newest first.

    ``q`` is what was typed; ``tru`` the id of the article that is being written.
    """
    if not request.user.has_perm(LOOK):
        return refused()
    typed = nfc(request.GET.get("q", "").replace("\x00", ""))[:LONGEST_QUERY].strip()
    seen = rights.visible_to(request.user, Article.objects.all())
    found = _matching(seen, typed, row_number(request.GET.get("tru", "")))
    return JsonResponse({"articles": [_row(article) for article in found]})


def _matching(seen: Any, typed: str, own: int) -> list[Article]:
    """Give those that hold what was typed, letter for letter, before the others."""
    articles = seen.select_related("category").defer("body").exclude(pk=own)
    for word in match_key(typed).split():
        articles = articles.filter(headline_key__contains=word)
    public = list(articles.public().newest_first()[:NEWEST_READ])
    last_saved = articles.order_by("-saved_at", "-pk")[:NEWEST_READ]
    drafts = [article for article in last_saved if not article.is_public]
    exact, phrase = place_tones(typed).casefold(), match_key(typed)
    everything = [*public[: MOST_FOUND - 4], *drafts, *public[MOST_FOUND - 4 :]]
    everything.sort(
        key=lambda article: (
            exact not in place_tones(article.headline).casefold(),
            phrase not in article.headline_key,
        )
    )
    return everything[:MOST_FOUND]


def _row(article: Article) -> dict[str, Any]:
    when = article.published_at or article.saved_at
    return {
        "id": article.pk,
        "headline": article.headline,
        "address": article.get_absolute_url(),
        "category": article.category.name,
        "state": str(standing(article)[1]),
        "is_public": article.is_public,
        "when": f"{timezone.localtime(when):%d/%m/%Y}",
    }


@require_GET
def check_embed(request: HttpRequest) -> JsonResponse:
    """Say what an address would show in an article, or why it shows nothing."""
    if not writes(request):
        return refused()
    found = embeds.find(request.GET.get("dia-chi", ""))
    if found is None:
        why = _("Chưa nhúng được địa chỉ này. Nhúng được: %(names)s.") % {"names": embeds.NAMES}
        return JsonResponse({"why": why})
    told = {"label": found.label, "site": found.site, "address": found.address}
    return JsonResponse(told | {"shape": found.shape})


@require_POST
def check_links(request: HttpRequest) -> JsonResponse:
    """Name the links of a text that lead nowhere; no other site is asked."""
    if not writes(request):
        return refused()
    html = request.POST.get("noi-dung", "")
    if len(html) > LONGEST_BODY:
        return JsonResponse({"why": _("Nội dung quá dài.")})
    cleaned = body.clean(html)
    problems = [
        {"place": each.place, "address": each.address, "words": each.words, "why": each.why}
        for each in links.problems(cleaned)
    ]
    return JsonResponse({"problems": problems, "count": len(links.LINK.findall(cleaned))})
