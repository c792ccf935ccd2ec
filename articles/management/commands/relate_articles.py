"""manage.py relate_articles: work out anew what stands beside every article."""

import sys
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import translation
from django.utils.translation import gettext as _
from tqdm import tqdm

from articles.models import Article, Companion
from articles.related.relating import relate_all


class Command(BaseCommand):
    """Relate everything: after an update, a merge of topics, a restored backup; may be repeated.

    It works in this process, whatever task backend is set, one article after another.
    """

    help = "Work out anew which articles stand beside which. May be broken off and repeated."

    def handle(self, *args: Any, **options: Any) -> None:
        articles = Article.objects.out().count()
        shown = sys.stderr.isatty()
        with tqdm(total=2 * articles, disable=not shown, unit="bài") as progress:
            for _number in relate_all():
                progress.update()
        with translation.override("vi"):
            says = _("%(articles)s bài, %(companions)s chỗ đứng cạnh nhau.")
            counts = {"articles": articles, "companions": Companion.objects.count()}
            self.stdout.write(says % counts)
