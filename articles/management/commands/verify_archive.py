"""manage.py verify_archive: prove that nothing in the archive was tampered with."""

import sys
from time import monotonic
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import translation
from django.utils.translation import gettext as _
from tqdm import tqdm

from articles import archive
from articles.archive import verifying
from articles.models import Article, Revision


class Command(BaseCommand):
    """Check every revision, every chain and every article that went out."""

    help = (
        "Check the hash, seal and chain of every revision, and that what went out stands as its "
        "last milestone says. Prints each fault and exits with 1 when there is one. The head it "
        "prints, noted elsewhere and given back as --head, shows milestones that are missing."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--article", type=int, metavar="ID", help="check one article only")
        parser.add_argument(
            "--begin",
            action="store_true",
            help="first keep articles that are older than the archive and have no revision at all",
        )
        parser.add_argument("--head", metavar="HEAD", help="a head that was noted before")

    def handle(self, *args: Any, **options: Any) -> None:
        with translation.override("vi"):
            noted = self._noted(options["head"])
            began = monotonic()
            articles = self._articles(options["article"])
            if options["begin"]:
                self._begin(articles)
            faults = self._check(articles) + self._check_head(noted)
            revisions = Revision.objects.filter(article__in=articles.order_by())
            counts = {
                "milestones": revisions.milestones().count(),
                "drafts": revisions.drafts().count(),
                "articles": articles.count(),
                "faults": faults,
                "seconds": f"{monotonic() - began:.1f}",
            }
            if faults:
                says = _("Đã kiểm %(milestones)s mốc của %(articles)s bài: %(faults)s chỗ sai.")
                self.stderr.write(says % counts, self.style.ERROR)
                sys.exit(1)
            says = _(
                "Đã kiểm %(milestones)s mốc và %(drafts)s bản lưu nháp của %(articles)s bài "
                "trong %(seconds)s giây: nguyên vẹn."
            )
            self.stdout.write(says % counts)
            if options["article"] is None:
                self.stdout.write(_("Đầu kho: %(head)s") % {"head": verifying.head()})

    def _noted(self, head: str | None) -> verifying.Head | None:
        noted = verifying.read_head(head) if head else None
        if head and noted is None:
            raise CommandError(_("«%(head)s» không phải là đầu kho đã ghi.") % {"head": head})
        return noted

    def _articles(self, number: int | None) -> Any:
        articles = Article.objects.all()
        if number is None:
            return articles
        if not articles.filter(pk=number).exists():
            raise CommandError(_("Không có bài số %(id)s.") % {"id": number})
        return articles.filter(pk=number)

    def _begin(self, articles: Any) -> None:
        """Start the archive of what was there before it."""
        numbers = list(articles.filter(revisions=None).order_by("pk").values_list("pk", flat=True))
        for number in numbers:
            archive.begin(Article.objects.get(pk=number))
        self.stdout.write(_("Đã nhận vào kho %(n)s bài có từ trước.") % {"n": len(numbers)})

    def _check(self, articles: Any) -> int:
        faults = 0
        shown = sys.stderr.isatty()
        with tqdm(total=articles.count(), disable=not shown, unit="bài") as progress:
            for batch in verifying.batches(articles):
                for fault in verifying.faults_in(batch):
                    faults += 1
                    progress.clear()
                    self.stdout.write(fault)
                progress.update(len(batch))
        return faults

    def _check_head(self, noted: verifying.Head | None) -> int:
        """Compare with a head that was noted before."""
        if noted is None:
            return 0
        now = verifying.head(noted.until)
        if now == noted:
            return 0
        says = _("Kho khác với đầu kho đã ghi: lúc ấy có %(then)s mốc, nay còn %(now)s.")
        self.stdout.write(says % {"then": noted.milestones, "now": now.milestones})
        return 1
