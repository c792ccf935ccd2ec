"""manage.py messages: keep the translation catalogues in step with the code."""

from itertools import product
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from portal import catalogues


class Command(BaseCommand):
    """Collect the texts of the code and write or check the catalogues."""

    help = "Update locale/*/django.po and .mo from the code; --check only tells what is amiss."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--check", action="store_true", help="change nothing, fail if stale")

    def handle(self, *args: Any, **options: Any) -> None:
        faults = []
        languages = [language for language, _name in settings.LANGUAGES]
        for language, domain in product(languages, catalogues.THEMES):
            catalog = catalogues.updated(language, domain)
            po = catalogues.po_file(language, domain)
            if not options["check"]:
                self._write(po, catalog)
            faults += self._faults(po, catalog)
        for fault in faults:
            self.stderr.write(fault)
        if faults and options["check"]:
            raise CommandError("Run 'make messages' and translate what is missing.")

    def _write(self, po: Path, catalog: Catalog) -> None:
        po.parent.mkdir(parents=True, exist_ok=True)
        po.write_bytes(catalogues.as_po(catalog))
        with po.open("rb") as file:
            po.with_suffix(".mo").write_bytes(
                catalogues.as_mo(read_po(file, locale=catalog.locale))
            )

    def _faults(self, po: Path, catalog: Catalog) -> list[str]:
        faults = [f"{po}: no translation of {text!r}" for text in catalogues.missing(catalog)]
        if not po.exists() or po.read_bytes() != catalogues.as_po(catalog):
            return [*faults, f"{po}: not up to date"]
        with po.open("rb") as file:
            compiled = catalogues.as_mo(read_po(file, locale=catalog.locale))
        if compiled != po.with_suffix(".mo").read_bytes():
            faults.append(f"{po.with_suffix('.mo')}: not compiled from its .po")
        return faults
