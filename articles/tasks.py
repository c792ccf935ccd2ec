"""Work that nobody has to wait for: done at once in the one-file shape, by a worker elsewhere."""

from django.apps import apps
from django.tasks import task, task_backends

from articles.pictures import renditions


def queue_can_wait() -> bool:
    """Whether the task queue can run something later."""
    return task_backends["default"].supports_defer


@task()
def make_renditions(photo_id: int, anew: bool = False) -> bool:
    """Make the smaller files of a photo and note that they are there.

    Until then pages show the original. A photo that is gone, or whose file was
    replaced meanwhile, is left alone.

    Returns:
        Whether anything was noted.
    """
    photos = apps.get_model("articles", "Photo")._default_manager
    photo = photos.filter(pk=photo_id).exclude(file="").first()
    if photo is None:
        return False
    made = renditions.make(str(photo.file.name), photo.focus, anew)
    return bool(photos.filter(pk=photo_id, file=photo.file.name).update(renditions=made))
