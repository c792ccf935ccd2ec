"""Which files an import reads, and the category that their folder names."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from articles.importing.saving import PICTURE_SUFFIXES, file_name
from articles.models import Category


def documents_in(paths: Iterable[Path]) -> Iterator[Path]:
    """Yield the documents at these paths, in a steady order, each once.

    A path that is named is always given, be it a file or nothing at all. In a folder, and in
    the folders below, hidden files and pictures (they lie beside their document) are passed over.
    """
    seen: set[Path] = set()
    for path in paths:
        for file in _files_below(path) if path.is_dir() else [path]:
            if file.resolve() not in seen:
                seen.add(file.resolve())
                yield file


def _files_below(folder: Path) -> list[Path]:
    return sorted(
        file
        for file in folder.rglob("*")
        if file.is_file()
        and file.suffix.lower() not in PICTURE_SUFFIXES
        and not any(part.startswith(".") for part in file.relative_to(folder).parts)
    )


def category_of(path: Path) -> Category | None:
    """Return the category whose slug is the name of the folder the file lies in."""
    return Category.objects.filter(slug=file_name(path.resolve().parent.name)).first()
