"""The smaller files of photos: which there are, and that pages name no other."""

import re
from importlib import import_module
from io import BytesIO, StringIO
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.db import connection
from django.tasks import default_task_backend
from PIL import Image

from articles import body, tasks
from articles.models import Photo
from articles.models.photo import SharePicture
from articles.pictures import renditions
from tests.builders import a_photo, an_article
from tests.picture_files import a_jpeg, an_upload

pytestmark = pytest.mark.django_db


@pytest.fixture
def photo(django_capture_on_commit_callbacks):
    """A photo of 2000 by 1500 with all that is made of it."""
    photo = a_photo()
    with django_capture_on_commit_callbacks(execute=True):
        photo.take_file(an_upload(a_jpeg((2000, 1500))))
    photo.refresh_from_db()
    return photo


def named_in(page: str) -> set[str]:
    """The picture files that a page names, as storage names."""
    return set(re.findall(r"/media/([^\s\"]+)", page))


def opened(name: str) -> Image.Image:
    return Image.open(BytesIO(default_storage.open(name).read()))


def test_a_photo_gets_three_formats_in_several_widths(photo):
    assert photo.renditions["avif"] == photo.renditions["webp"] == [320, 640, 960, 1280, 1920]
    assert photo.renditions["jpeg"] == [640, 1280]
    for form, (kind, _ending, _options) in renditions.FORMS.items():
        for width in photo.renditions[form]:
            file = opened(renditions.name_of(photo.file.name, form, width))
            assert (file.format, file.size) == (kind, (width, round(width * 0.75)))
            assert "exif" not in file.info


@pytest.mark.parametrize("width", renditions.JPEG_WIDTHS)
def test_a_newer_format_is_lighter_than_an_older_one(width, settings):
    photo = a_photo()
    picture = settings.BASE_DIR / "fixtures/demo/the-gioi/chau-au/12-song-volga.1.jpg"
    photo.take_file(an_upload(picture.read_bytes()))
    renditions.make(photo.file.name, photo.focus)
    names = [renditions.name_of(photo.file.name, form, width) for form in renditions.FORMS]
    avif, webp, jpeg = (default_storage.size(name) for name in names)
    assert avif < webp < jpeg


@pytest.mark.parametrize(
    ("width", "widths"),
    [
        (200, [200]),
        (320, [320]),
        (640, [320, 640]),
        (700, [320, 640]),
        (1500, [320, 640, 960, 1280, 1500]),
        (1920, [320, 640, 960, 1280, 1920]),
        (2400, [320, 640, 960, 1280, 1920]),
    ],
)
def test_no_rendition_is_wider_than_its_original(width, widths):
    assert renditions.widths_of("avif", width) == widths


def test_until_the_smaller_files_are_there_pages_show_the_original():
    photo = a_photo()
    photo.take_file(an_upload(a_jpeg((1800, 1200))))
    assert photo.renditions == {}
    assert photo.src == photo.file.url
    assert photo.srcset == f"{photo.file.url} 1800w"
    assert photo.avif_srcset == photo.webp_srcset == ""
    assert photo.share_picture.src == photo.file.url


def test_every_file_that_a_page_names_is_there(client, photo):
    article = an_article(lead_photo=photo, body=body.paragraph("A") + body.figure(photo.pk))
    for address in ("/", article.get_absolute_url(), article.category.get_absolute_url()):
        page = client.get(address).text
        assert 'type="image/avif"' in page
        assert 'type="image/webp"' in page
        names = named_in(page)
        assert len(names) >= 12
        assert all(default_storage.exists(name) for name in names)


def test_a_page_names_only_what_is_noted_as_there(client, photo):
    Photo.objects.filter(pk=photo.pk).update(renditions={"webp": [640]})
    page = client.get(an_article(lead_photo=photo).get_absolute_url()).text
    assert {name.rpartition("/")[2] for name in named_in(page)} == {"goc.jpg", "640.webp"}


def test_a_photo_without_a_file_names_none(client):
    article = an_article(lead_photo=a_photo())
    assert named_in(client.get(article.get_absolute_url()).text) == set()


def test_the_share_crop_keeps_the_focal_point(client, photo, django_capture_on_commit_callbacks):
    file = opened(renditions.crop_name(photo.file.name, "share", photo.renditions["share"]))
    assert (file.format, file.size) == ("JPEG", (1200, 630))
    page = client.get(an_article(lead_photo=photo).get_absolute_url()).text
    assert f'content="http://127.0.0.1:8000{photo.share_picture.src}"' in page
    assert 'property="og:image:width" content="1200"' in page
    before = photo.share_picture.src
    photo.focal_y = 1
    photo.save()
    with django_capture_on_commit_callbacks(execute=True):
        photo.order_renditions()
    photo.refresh_from_db()
    assert photo.share_picture.src != before  # Another address: nobody keeps the old crop.
    assert default_storage.exists(renditions.crop_name(photo.file.name, "share", "50-100"))


@pytest.mark.parametrize(
    ("focus", "box"),
    [
        ((0, 0), (0, 0, 2000, 1050)),
        ((0.5, 1), (0, 450, 2000, 1500)),
        ((1, 0.5), (0, 225, 2000, 1275)),
    ],
)
def test_the_share_crop_is_as_large_as_it_can_be(focus, box):
    assert renditions.crop_box(2000, 1500, focus) == box


def test_a_small_picture_is_not_blown_up_for_sharing():
    assert renditions.crop_size(600, 900) == (600, 315)
    assert renditions.crop_size(2000, 1500) == (1200, 630)


def test_a_photo_without_its_crop_is_shared_as_the_file_whose_size_is_told():
    photo = a_photo()
    photo.take_file(an_upload(a_jpeg((1600, 900))))
    photo.renditions = {"jpeg": [640, 1280]}  # What was there before there were crops.
    shared = photo.share_picture
    assert shared == SharePicture(photo.file.url, 1600, 900)
    with photo.file.open() as file, Image.open(file) as picture:
        assert picture.size == (shared.width, shared.height)


def test_making_them_again_writes_nothing_anew(photo, monkeypatch):
    name = renditions.name_of(photo.file.name, "webp", 640)
    default_storage.delete(name)
    written = []
    save = type(default_storage._wrapped).save
    monkeypatch.setattr(
        type(default_storage._wrapped),
        "save",
        lambda storage, path, *args, **options: (
            written.append(path),
            save(storage, path, *args, **options),
        )[1],
    )
    assert tasks.make_renditions.func(photo.pk)
    assert written == [name]


def test_a_worker_that_comes_too_late_leaves_the_new_file_alone(photo):
    name = photo.file.name
    made = renditions.make(name, photo.focus)
    photo.take_file(an_upload(a_jpeg((700, 500))))
    assert not Photo.objects.filter(pk=photo.pk, file=name).update(renditions=made)
    photo.refresh_from_db()
    assert photo.renditions == {}


def test_with_a_worker_an_upload_waits_for_nothing(
    client, settings, django_capture_on_commit_callbacks
):
    settings.TASKS = {"default": {"BACKEND": "django.tasks.backends.dummy.DummyBackend"}}
    photo = a_photo()
    with django_capture_on_commit_callbacks(execute=True):
        photo.take_file(an_upload(a_jpeg((1800, 1200))))
    (order,) = default_task_backend.results
    assert (order.task.func, order.args) == (tasks.make_renditions.func, [photo.pk])
    photo.refresh_from_db()
    assert photo.renditions == {}
    assert client.get(an_article(lead_photo=photo).get_absolute_url()).status_code == 200


def test_a_photo_that_is_gone_is_no_failure():
    assert not tasks.make_renditions.func(999)
    assert not tasks.make_renditions.func(a_photo().pk)


def test_a_lost_original_fails_in_the_background_and_not_in_the_request(
    photo, django_capture_on_commit_callbacks, caplog
):
    default_storage.delete(photo.file.name)
    with django_capture_on_commit_callbacks(execute=True):
        photo.order_renditions()
    assert "FAILED" in caplog.text


def test_the_command_makes_what_is_missing_and_may_be_repeated(photo):
    second = a_photo()
    second.take_file(an_upload(a_jpeg((500, 300))))
    said = StringIO()
    call_command("make_renditions", stdout=said)
    assert said.getvalue().startswith("1 photos")
    second.refresh_from_db()
    assert second.renditions["avif"] == [320, 500]
    said = StringIO()
    call_command("make_renditions", stdout=said)
    assert said.getvalue().startswith("0 photos")
    default_storage.delete(renditions.name_of(photo.file.name, "avif", 960))
    said = StringIO()
    call_command("make_renditions", stdout=said)
    assert said.getvalue().startswith("1 photos")
    said = StringIO()
    call_command("make_renditions", "--all", stdout=said)
    assert said.getvalue().startswith("2 photos")
    files = default_storage.listdir(photo.file.name.rpartition("/")[0])[1]
    assert len(files) == len(set(files)) == 17


def test_old_files_stay_for_what_the_archive_shows(photo):
    old = photo.file.name
    photo.take_file(an_upload(a_jpeg((700, 500))))
    assert photo.file.name != old
    assert default_storage.exists(old)
    photo.delete()
    assert default_storage.exists(old)


def test_photos_of_before_are_noted_with_what_was_made_of_them(photo):
    Photo.objects.filter(pk=photo.pk).update(renditions={"x": 1}, words_key="")
    bare = a_photo(caption="Chợ nổi")
    migration = import_module("articles.migrations.0003_photo_renditions")
    migration.note_what_is_there(apps, SimpleNamespace(connection=connection))
    photo.refresh_from_db()
    assert photo.renditions == {"webp": [320, 640, 1280]}
    assert photo.webp_srcset.endswith("/1280.webp 1280w")
    bare.refresh_from_db()
    assert bare.renditions == {}
    assert bare.words_key.startswith("cho noi")
