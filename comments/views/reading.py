"""Pages of the conversation beyond the article's own: the same for every reader, not indexed."""

from django.contrib.auth.models import AnonymousUser
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.views.decorators.csrf import csrf_exempt

from articles.models import Article
from articles.paging import LARGEST_ID
from comments import threads
from comments.forms import CommentForm
from comments.house_rules import number_at_hand
from comments.models import Comment
from comments.orders import order_called
from comments.showing import around
from comments.threads import Conversation
from comments.views.common import read_under_an_article
from comments.views.posting import post_comment


@csrf_exempt
def conversation(request: HttpRequest, pk: int) -> HttpResponse:
    """Answer at the address of the conversation: a page to a reader, the form to a sender."""
    return post_comment(request, pk) if request.method == "POST" else _page(request, pk)


@read_under_an_article
def _page(request: HttpRequest, article: Article) -> HttpResponse:
    """Some threads of an article, in the order and from the place that were asked for."""
    order = order_called(request.GET.get("xep", ""))
    shown = threads.conversation(article, order, request.GET.get("sau", ""))
    return _shown(request, shown)


@read_under_an_article
def thread(request: HttpRequest, article: Article, comment: int) -> HttpResponse:
    """One thread with its replies; a reply is found in its thread."""
    if comment > LARGEST_ID:
        raise Http404
    of_it = Comment.objects.filter(article=article, pk=comment).select_related("author")
    found = of_it.public().first() or of_it.tombstones().first()
    if found is None:
        raise Http404
    if found.parent_id is not None:
        return HttpResponseRedirect(f"{threads.reply_address(found)}#binh-luan-{found.pk}")
    shown = threads.one_thread(article, found, request.GET.get("sau", ""))
    return _shown(request, shown, _form_answering(article, found, request.GET.get("dap", "")))


def _form_answering(article: Article, top: Comment, asked: str) -> CommentForm | None:
    """Return a form that answers the asked reply of a thread; None where none was asked for."""
    if not (asked.isascii() and asked.isdigit() and len(asked) < 20 and int(asked) <= LARGEST_ID):
        return None
    reply = Comment.objects.public().filter(parent=top, pk=int(asked)).first()
    if reply is None:
        return None
    form = CommentForm(article=article, user=AnonymousUser())
    form.answered = reply
    return form


def _shown(
    request: HttpRequest, shown: Conversation, written: CommentForm | None = None
) -> HttpResponse:
    context = around(shown, written, rules_version=number_at_hand(request))
    return TemplateResponse(request, "comments/conversation.html", context)
