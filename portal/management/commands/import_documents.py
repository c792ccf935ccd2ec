"""manage.py import_documents: source documents become articles."""

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DatabaseError, transaction
from django.utils import translation
from django.utils.translation import gettext as _
from tqdm import tqdm

from articles.importing.arrivals import category_of, documents_in
from articles.importing.document import SourceDocument, UnreadableDocument
from articles.importing.imprint import is_russian
from articles.importing.reading import MAX_BYTES, read
from articles.importing.saving import Arrival, Saved, file_name, save
from articles.models import Article, Category
from articles.related.tasks import relate_newest_articles
from portal.models import Imprint

FEW = 5  # documents: fewer need no progress bar


class Command(BaseCommand):
    """Read plain-text pages of the known layouts and save them as articles."""

    help = (
        "Import plain-text pages as articles. The layout of each page is recognised. Without "
        "--category a document goes to the category whose slug is the name of its folder, else "
        "to 'Chưa phân loại'. Pictures lie beside a document as NAME.1.jpg, NAME.2.png … "
        "Exits with 1 when a document could not be imported; the others are."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("paths", nargs="+", type=Path, metavar="PATH")
        parser.add_argument("--dry-run", action="store_true", help="read only, write nothing")
        parser.add_argument("--json", action="store_true", help="print one JSON object a document")
        parser.add_argument("--category", metavar="SLUG", help="where new articles go")
        parser.add_argument(
            "--publish",
            action=argparse.BooleanOptionalAction,
            default=False,
            help="publish new articles at their stated or inferred time (default: drafts)",
        )
        parser.add_argument("--draft", action="store_false", dest="publish", help="keep drafts")
        parser.add_argument("--progress", action="store_true", help="always show progress")

    def handle(self, *args: Any, **options: Any) -> None:
        self.options = options
        self.counts: Counter[str] = Counter()
        with translation.override("vi"):
            self.category = self._category(options["category"])
            for path in self._with_progress(list(documents_in(options["paths"]))):
                self._import(path)
            self._sum_up()
        if self.counts["created"] or self.counts["updated"]:
            relate_newest_articles.enqueue()
        if self.counts["failed"]:
            sys.exit(1)

    def _category(self, slug: str | None) -> Category | None:
        if slug is None:
            return None
        category: Category | None = Category.objects.filter(slug=slug).first()
        if category is None:
            raise CommandError(_("Không có chuyên mục «%(slug)s».") % {"slug": slug})
        return category

    def _with_progress(self, paths: list[Path]) -> Iterable[Path]:
        wanted = self.options["progress"] or (len(paths) > FEW and sys.stderr.isatty())
        shown: Iterable[Path] = tqdm(paths, disable=not wanted, file=sys.stderr, unit="trang")
        return shown

    def _import(self, path: Path) -> None:
        try:
            original = self._bytes(path)
            document = read(original)
        except UnreadableDocument as error:
            self._fail(path, str(error))
        except FileNotFoundError:
            self._fail(path, _("Không tìm thấy tệp hoặc thư mục này."))
        except PermissionError:
            self._fail(path, _("Không có quyền đọc tệp này."))
        except OSError as error:
            self._fail(path, _("Không đọc được tệp: %(reason)s.") % {"reason": error.strerror})
        else:
            self._take(path, original, document)

    def _take(self, path: Path, original: bytes, document: SourceDocument) -> None:
        try:
            if self.options["dry_run"]:
                self._report(path, document, "read", [])
            else:
                saved = self._save(path, original, document)
                self._report(path, document, saved.outcome, saved.notes)
        except ValidationError as error:
            self._fail(path, _complaint(error, document))
        except (OSError, DatabaseError) as error:
            self._fail(path, str(error))

    def _bytes(self, path: Path) -> bytes:
        """Read no more of a file than tells that it is too large."""
        with path.open("rb") as file:
            return file.read(MAX_BYTES + 1)

    @transaction.atomic
    def _save(self, path: Path, original: bytes, document: SourceDocument) -> Saved:
        category = self.category or category_of(path)
        saved = save(Arrival(document, original, path.resolve(), category, self.options["publish"]))
        if document.imprint and is_russian(document.imprint):
            saved.notes.extend(Imprint.objects.learn(document.imprint))
        return saved

    def _report(self, path: Path, document: SourceDocument, done: str, notes: list[str]) -> None:
        self.counts[done] += 1
        warnings = [*map(str, document.warnings), *notes]
        file = file_name(path)
        if self.options["json"]:
            self.stdout.write(json.dumps(document.as_json(file), ensure_ascii=False))
        else:
            used = sum(1 for line in document.lines if line.use != "dropped")
            self.stdout.write(
                _("%(file)s: %(done)s · %(layout)s · %(used)s dòng dùng, %(dropped)s dòng bỏ")
                % {
                    "file": file,
                    "done": OUTCOMES[done],
                    "layout": document.layout,
                    "used": used,
                    "dropped": len(document.lines) - used,
                }
            )
        for warning in warnings:
            self.stderr.write(f"{file}: {warning}", self.style.WARNING)

    def _fail(self, path: Path, reason: str) -> None:
        self.counts["failed"] += 1
        self.stderr.write(f"{file_name(path)}: {reason}", self.style.ERROR)

    def _sum_up(self) -> None:
        counts = ", ".join(f"{n} {OUTCOMES[done]}" for done, n in self.counts.items())
        self.stderr.write(_("Xong: %(counts)s.") % {"counts": counts or 0})


def _complaint(error: ValidationError, document: SourceDocument) -> str:
    """Say what a rule of the newsroom refuses, with the line of the page where it stands."""
    if not hasattr(error, "error_dict"):
        return " ".join(error.messages)
    sentences = []
    for field, messages in error.message_dict.items():
        numbers = [line.number for line in document.lines if line.use == field]
        place = f"Dòng {numbers[0]}: " if numbers else ""
        sentences.append(f"{place}{_name_of(field)}: {' '.join(messages)}")
    return " ".join(sentences)


def _name_of(field: str) -> str:
    names = {each.name: each for each in Article._meta.fields}
    return str(names[field].verbose_name) if field in names else field


OUTCOMES = {
    "read": "đã đọc",
    "created": "bài mới",
    "updated": "đã cập nhật",
    "unchanged": "không đổi",
    "kept": "giữ bản đã sửa",
    "failed": "lỗi",
}
