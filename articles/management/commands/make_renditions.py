"""Make the smaller files of photos: those that are missing, or all of them anew."""

from argparse import ArgumentParser
from typing import Any

from django.core.files.storage import default_storage
from django.core.management.base import BaseCommand
from tqdm import tqdm

from articles.models import Photo
from articles.pictures import renditions
from articles.tasks import make_renditions


class Command(BaseCommand):
    """Bring photos up to what ``articles.pictures.renditions`` wants of them; may be repeated.

    It works in this process, whatever task backend is set, one photo after another.
    """

    help = __doc__

    def add_arguments(self, parser: ArgumentParser) -> None:
        which = parser.add_mutually_exclusive_group()
        which.add_argument("--missing", action="store_true", help="what is missing (the default)")
        which.add_argument("--all", action="store_true", help="everything, written anew")

    def handle(self, *args: Any, **options: Any) -> None:
        anew = options["all"]
        photos = Photo.objects.exclude(file="").order_by("pk")
        made, failed = 0, 0
        for pk in tqdm(list(photos.values_list("pk", flat=True)), unit="photo", disable=None):
            photo = photos.filter(pk=pk).first()
            if photo is None or not (anew or is_incomplete(photo)):
                continue
            try:
                made += make_renditions.func(pk, anew)
            except (OSError, ValueError) as error:
                failed += 1
                self.stderr.write(f"Photo {pk}: {error}")
        self.stdout.write(f"{made} photos made smaller, {failed} without a readable file.")


def is_incomplete(photo: Photo) -> bool:
    """Whether a photo lacks a rendition that it should have, or the file of one."""
    if not photo.width:
        return False
    wanted = renditions.wanted(photo.width, photo.focus)
    name = str(photo.file.name)
    noted = {form: there for form, there in photo.renditions.items() if form in wanted}
    if noted != wanted or renditions.lacks_lengths(name, photo.renditions):
        return True
    return not all(map(default_storage.exists, renditions.files_of(name, wanted)))
