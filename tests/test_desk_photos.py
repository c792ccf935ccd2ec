"""Photos at the desk."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from articles.models import Photo
from tests.builders import a_photo
from tests.desk import at_the_desk, desk, owner

PHOTO = "articles.photo"
WORDS = {"caption": "Bến sông.", "credit": "AFP", "alt": "Thuyền", "focal_x": 0.5, "focal_y": 0.5}

pytestmark = pytest.mark.django_db


def a_file(name="IMG 0001.png", size=(900, 600), content=None):
    buffer = BytesIO()
    Image.new("RGB", size, "teal").save(buffer, "PNG")
    return SimpleUploadedFile(name, content or buffer.getvalue(), "image/png")


def test_a_reporter_uploads_a_picture_and_it_is_written_anew():
    reporter = at_the_desk("Phóng viên")
    response = reporter.post(desk(PHOTO, "add"), WORDS | {"file": a_file()})
    assert response.status_code == 302
    photo = Photo.objects.get()
    assert photo.file.name.endswith(".jpg")
    assert (photo.width, photo.height) == (900, 600)
    assert Image.open(photo.file).format == "JPEG"
    assert photo.file.storage.exists(photo.file.name.rpartition("/")[0] + "/640.webp")


def test_what_is_no_picture_is_refused_and_nothing_typed_is_lost():
    response = owner().post(
        desk(PHOTO, "add"), WORDS | {"file": a_file("a.png", content=b"<svg onload=x>")}
    )
    assert response.status_code == 200
    assert response.context["adminform"].form.errors["file"]
    assert "Bến sông." in response.text
    assert not Photo.objects.exists()


def test_words_change_without_touching_the_file():
    photo = a_photo()
    photo.take_file(a_file())
    name = photo.file.name
    owner().post(desk(PHOTO, "change", photo.pk), WORDS | {"caption": "Chú thích mới."})
    photo.refresh_from_db()
    assert (photo.caption, photo.file.name) == ("Chú thích mới.", name)


def test_the_library_shows_small_pictures_and_the_address_to_use():
    photo = a_photo()
    photo.take_file(a_file())
    page = owner().get(desk(PHOTO)).text
    assert 'loading="lazy"' in page
    assert f'data-copy="/anh/{photo.pk}"' in page


def test_photos_without_a_description_are_found():
    a_photo(alt="")
    a_photo(alt="Thuyền")
    found = owner().get(desk(PHOTO), {"thieu": "alt"}).context["cl"].result_list
    assert len(found) == 1
