"""Who may read an article's versions, and which version an address names."""

from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _

from articles import rights
from articles.admin.act_pages import found_article
from articles.admin.rows import row_number
from articles.admin.times import by_every_clock
from articles.archive import PENDING
from articles.comparing.changed_lines import clocked
from articles.live import pending_edit
from articles.models import Article, Revision
from articles.snapshots import EDITED, Content, content_of

NOW, EDIT = "hien-tai", "ban-sua"


@dataclass(frozen=True)
class Version:
    """A version to compare: a revision, what stands now, or the pending edit.

    Attributes:
        is_pending: whether readers never saw it, so that only what is edited counts.
    """

    name: str
    title: str
    content: Content
    is_pending: bool = False
    revision: Revision | None = None


def seen_article(model_admin: Any, request: HttpRequest, pk: object) -> Article:
    """Return the article whose versions somebody asks for.

    Versions hold words that readers never saw: they are for those who may write the article.

    Raises:
        Http404: there is no such article.
        PermissionDenied: not for this member of the desk.
    """
    user = request.user
    article: Article = found_article(model_admin, request, str(pk))
    if not user.has_perm("articles.view_revision") or not rights.may(user, "edit", article):
        raise PermissionDenied
    return article


def once_public(model_admin: Any, request: HttpRequest, pk: object) -> Article:
    """Return an article of which somebody asks what readers saw of it.

    Raises:
        Http404: there is no such article.
        PermissionDenied: not for this member of the desk.
    """
    article: Article = found_article(model_admin, request, str(pk))
    is_shown = article.went_out or rights.may(request.user, "edit", article)
    if not (is_shown and request.user.has_perm("articles.view_revision")):
        raise PermissionDenied
    return article


def seen_revision(article: Article, number: int) -> Revision:
    """Return a revision of this article.

    Raises:
        Http404: the article has no such revision.
    """
    revision: Revision | None = article.revisions.filter(pk=row_number(number)).first()
    if revision is None:
        raise Http404
    revision.article = article
    return revision


def version(article: Article, name: str) -> Version | None:
    """Return the version an address names; None where there is no such version."""
    if name == NOW:
        return Version(NOW, _("Hiện tại"), content_of(article))
    if name == EDIT:
        pending = pending_edit(article)
        if pending is None:
            return None
        title = _("Bản đang sửa của %(who)s, %(when)s") % {
            "who": pending.edited_by or _("máy"),
            "when": by_every_clock(pending.saved_at),
        }
        return Version(EDIT, title, _edited(pending.content), is_pending=True)
    revision = article.revisions.filter(pk=row_number(name)).first()
    if revision is None:
        return None
    is_pending = PENDING in revision.content
    content = _edited(revision.content) if is_pending else revision.content
    return Version(name, title_of(revision), content, is_pending, revision)


def title_of(revision: Revision) -> str:
    """Name a revision: what was done, by whom and when."""
    return _("%(kind)s · %(who)s · %(when)s") % {
        "kind": revision.get_kind_display().capitalize(),
        "who": revision.made_by_name or _("máy"),
        "when": clocked(revision.made_at),
    }


def page_of(
    model_admin: Any, request: HttpRequest, template: str, title: str, **context: Any
) -> HttpResponse:
    """Answer with a page of the desk that nobody keeps."""
    request.current_app = model_admin.admin_site.name
    given = {
        **model_admin.admin_site.each_context(request),
        "opts": model_admin.model._meta,
        "title": title,
        **context,
    }
    response = TemplateResponse(request, template, given)
    add_never_cache_headers(response)
    return response


def list_of(article: Article) -> str:
    """Return the address of an article's versions."""
    return reverse("admin:articles_article_revisions", args=[article.pk])


def _edited(content: Content) -> Content:
    return {name: value for name, value in content.items() if name in EDITED}
