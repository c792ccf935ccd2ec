"""Photos at the desk: uploading, words, the focal point, the library, what articles show."""

import re
from urllib.parse import urlsplit

import pytest
from django.core.files.storage import default_storage
from django.urls import reverse
from PIL import Image

from articles import body, publishing
from articles.models import Photo, Revision
from tests.builders import a_draft, a_photo, an_article
from tests.desk import at_the_desk, desk, messages_of, owner
from tests.picture_files import (
    CAPTION,
    CREDIT,
    a_jpeg,
    a_picture,
    a_png_that_declares,
    an_upload,
    in_file,
    with_iptc,
)

PHOTO = "articles.photo"
WORDS = {"caption": "Bến sông.", "credit": "AFP", "alt": "Thuyền", "focal_x": 0.5, "focal_y": 0.5}
LIBRARY = "/toa-soan/articles/photo/kho/"
UPLOAD = "/toa-soan/articles/photo/tai-len/"
CHANGE_WORDS = "/toa-soan/articles/photo/chu/"
SCRIPT = {"Accept": "application/json"}

pytestmark = pytest.mark.django_db


def a_png(name="IMG 0001.png", size=(900, 600)):
    return an_upload(in_file(a_picture(size), "PNG"), name, "image/png")


def a_reporter_at_the_desk():
    """One who may add photos and not change those of others."""
    return at_the_desk("Phóng viên")


# One photo -----------------------------------------------------------------------


def test_a_reporter_uploads_a_picture_and_it_is_written_anew(django_capture_on_commit_callbacks):
    reporter = at_the_desk("Phóng viên")
    with django_capture_on_commit_callbacks(execute=True):
        response = reporter.post(desk(PHOTO, "add"), WORDS | {"file": a_png()})
    assert response.status_code == 302
    photo = Photo.objects.get()
    assert photo.file.name.endswith("/goc.jpg")
    assert (photo.width, photo.height) == (900, 600)
    assert photo.uploaded_by == reporter.user
    assert Image.open(photo.file).format == "JPEG"
    assert default_storage.exists(photo.file.name.replace("goc.jpg", "640.avif"))


@pytest.mark.parametrize(
    ("content", "name", "word"),
    [
        (b"<svg onload=x>", "a.png", "SVG"),
        (b"", "a.png", "rỗng"),
        (a_png_that_declares(14_000, 14_000), "a.png", "quá lớn"),
        (a_jpeg(), "a.png", "nhưng là JPEG"),
    ],
)
def test_what_is_no_picture_is_refused_and_nothing_typed_is_lost(content, name, word):
    response = owner().post(
        desk(PHOTO, "add"), WORDS | {"file": an_upload(content, name, "image/png")}
    )
    assert response.status_code == 200
    assert word in str(response.context["adminform"].form.errors["file"])
    assert "Bến sông." in response.text
    assert not Photo.objects.exists()


def test_what_the_file_says_fills_what_was_left_empty_and_is_announced():
    file = with_iptc(a_jpeg(), [(CAPTION, b"Agency caption"), (CREDIT, b"AFP")])
    typed = WORDS | {"credit": "", "file": an_upload(file)}
    response = owner().post(desk(PHOTO, "add"), typed, follow=True)
    photo = Photo.objects.get()
    assert (photo.caption, photo.credit) == ("Bến sông.", "AFP")
    said = messages_of(response)
    assert "Lấy từ thông tin trong tệp: nguồn ảnh." in said


def test_the_same_file_again_is_pointed_out_and_kept_only_when_that_is_meant():
    editor = owner()
    editor.post(desk(PHOTO, "add"), WORDS | {"file": a_png()})
    known = Photo.objects.get()
    response = editor.post(desk(PHOTO, "add"), WORDS | {"file": a_png("khác.png")})
    assert response.status_code == 200
    error = str(response.context["adminform"].form.errors["file"])
    assert "Ảnh này đã có trong kho" in error
    assert f"../{known.pk}/change/" in error
    assert 'type="checkbox" name="again"' in response.text
    response = editor.post(desk(PHOTO, "add"), WORDS | {"file": a_png(), "again": "on"})
    assert response.status_code == 302
    assert Photo.objects.count() == 2


def test_words_change_without_touching_the_file():
    photo = a_photo()
    photo.take_file(a_png())
    name = photo.file.name
    owner().post(desk(PHOTO, "change", photo.pk), WORDS | {"caption": "Chú thích mới."})
    photo.refresh_from_db()
    assert (photo.caption, photo.file.name) == ("Chú thích mới.", name)


def test_a_new_file_takes_the_place_of_the_old_one_under_another_address():
    photo = a_photo()
    photo.take_file(a_png())
    name, sha256 = photo.file.name, photo.file_sha256
    owner().post(desk(PHOTO, "change", photo.pk), WORDS | {"file": an_upload(a_jpeg((400, 300)))})
    photo.refresh_from_db()
    assert photo.file.name != name
    assert photo.file_sha256 != sha256
    assert (photo.width, photo.height) == (400, 300)


def test_a_file_that_is_taken_away_leaves_the_record():
    photo = a_photo()
    photo.take_file(a_png())
    owner().post(desk(PHOTO, "change", photo.pk), WORDS | {"file-clear": "on"})
    photo.refresh_from_db()
    assert not photo.has_file
    assert (photo.width, photo.renditions, photo.upload_sha256) == (None, {}, "")


@pytest.mark.parametrize("share", ["1.5", "-1", "nan", "inf", "giữa", ""])
def test_a_focal_point_outside_the_picture_is_refused(share):
    response = owner().post(desk(PHOTO, "add"), WORDS | {"focal_x": share})
    assert response.status_code == 200
    assert "focal_x" in response.context["adminform"].form.errors


def test_the_form_shows_the_picture_its_frames_and_where_it_is_used():
    photo = a_photo()
    photo.take_file(a_png())
    used = an_article("Bài có ảnh", lead_photo=photo)
    page = owner().get(desk(PHOTO, "change", photo.pk)).text
    assert 'role="slider"' in page
    for frame in ("Tin chính 3:2", "Thẻ tin 4:3", "Chia sẻ 1,91:1", "Vuông 1:1"):
        assert frame in page
    assert "900 × 600 px" in page
    assert desk("articles.article", "change", used.pk) in page
    assert 'name="focal_x"' in page  # Without scripts the numbers are typed.


def test_the_list_of_uses_is_bounded():
    photo = a_photo()
    for _n in range(53):
        a_draft(lead_photo=photo)
    page = owner().get(desk(PHOTO, "change", photo.pk)).text
    assert page.count('class="desk-use-state"') == 50
    assert "và 3 bài cũ hơn" in page


def test_a_photo_in_a_body_counts_as_used():
    photo = a_photo()
    a_draft("Trong thân bài", body=body.paragraph("A") + body.figure(photo.pk))
    assert "Trong thân bài" in owner().get(desk(PHOTO, "change", photo.pk)).text


# Many files at once --------------------------------------------------------------


def test_several_files_are_uploaded_at_once_and_each_gets_its_own_answer():
    reporter = at_the_desk("Phóng viên")
    files = [
        a_png("một.png"),
        an_upload(with_iptc(a_jpeg(), [(CAPTION, b"Agency caption")]), "hai.jpg"),
        an_upload(b"<svg>", "ba.svg"),
        a_png("bốn.png"),
    ]
    answer = reporter.post(UPLOAD, {"files": files}, headers=SCRIPT).json()
    assert [each["name"] for each in answer["photos"]] == ["một.png", "hai.jpg", "bốn.png"]
    assert [each["is_duplicate"] for each in answer["photos"]] == [False, False, True]
    assert answer["photos"][1]["caption"] == "Agency caption"
    assert answer["photos"][2]["id"] == answer["photos"][0]["id"]
    assert "đã có trong kho" in answer["photos"][2]["notes"][0]
    assert answer["photos"][0]["alt"] == ""
    assert answer["refused"][0]["name"] == "ba.svg"
    assert "SVG" in answer["refused"][0]["why"]
    assert Photo.objects.filter(uploaded_by=reporter.user).count() == 2


def test_a_known_file_is_kept_twice_when_that_is_meant():
    editor = owner()
    editor.post(UPLOAD, {"files": [a_png()]}, headers=SCRIPT)
    answer = editor.post(UPLOAD, {"files": [a_png()], "again": "1"}, headers=SCRIPT).json()
    assert not answer["photos"][0]["is_duplicate"]
    assert Photo.objects.count() == 2


def test_more_files_than_fit_are_refused_in_words():
    files = [an_upload(b"x", f"{n}.jpg") for n in range(21)]
    answer = owner().post(UPLOAD, {"files": files}, headers=SCRIPT)
    assert answer.status_code == 413
    assert "20 tệp" in answer.json()["error"]
    answer = owner().post(UPLOAD, {}, headers=SCRIPT)
    assert answer.status_code == 400
    assert "Chưa chọn tệp" in answer.json()["error"]


def test_without_scripts_the_words_are_written_on_the_next_page():
    reporter = at_the_desk("Phóng viên")
    files = [a_png("một.png"), an_upload(name="hai.jpg"), an_upload(b"<svg>", "ba.svg")]
    browser = {"Accept": "text/html,application/xhtml+xml"}
    response = reporter.post(UPLOAD, {"files": files}, headers=browser, follow=True)
    assert "ba.svg: Kho không nhận SVG" in messages_of(response)
    address = response.redirect_chain[-1][0]
    photos = list(Photo.objects.order_by("pk"))
    typed = {}
    for n, photo in enumerate(photos):
        assert f'name="anh-{photo.pk}-caption"' in response.text
        typed |= {
            f"anh-{photo.pk}-caption": f"Ảnh thứ {n}",
            f"anh-{photo.pk}-credit": "TTXVN",
            f"anh-{photo.pk}-alt": "",
        }
    response = reporter.post(address, typed, follow=True)
    assert "Đã lưu chữ của 2 ảnh" in messages_of(response)
    words = Photo.objects.order_by("pk").values_list("caption", flat=True)
    assert list(words) == ["Ảnh thứ 0", "Ảnh thứ 1"]


def test_words_that_are_too_long_lose_nothing_typed():
    photo = a_photo()
    page = reverse("admin:articles_photo_captions") + f"?id={photo.pk}"
    typed = {f"anh-{photo.pk}-caption": "Giữ lại", f"anh-{photo.pk}-credit": "x" * 300}
    response = owner().post(page, typed)
    assert response.status_code == 200
    assert "Giữ lại" in response.text
    answer = owner().post(CHANGE_WORDS, {"id": photo.pk, "credit": "x" * 300})
    assert answer.status_code == 422
    assert answer.json()["errors"]["credit"]


@pytest.mark.parametrize("number", ["0", "-1", "x", "99999999999999999999", "", "1\x00"])
def test_odd_numbers_find_no_photo(number):
    assert owner().post(CHANGE_WORDS, {"id": number}).status_code == 404
    page = reverse("admin:articles_photo_captions")
    assert owner().get(page, {"id": number.replace("\x00", "")}).status_code == 200
    assert owner().get(LIBRARY, {"sau": number, "q": number}).status_code == 200


# Words, and who may change them --------------------------------------------------


def test_changed_words_of_a_shown_photo_leave_a_milestone():
    photo = a_photo()
    article = an_article(lead_photo=photo)
    editor = owner()
    before = article.revisions.count()
    editor.post(CHANGE_WORDS, {"id": photo.pk, "caption": "Chú thích đúng"})
    last = article.revisions.order_by("pk").last()
    assert article.revisions.count() == before + 1
    assert last.kind == Revision.Kind.FIXED
    assert last.content["photos"][0]["caption"] == "Chú thích đúng"
    editor.post(desk(PHOTO, "change", photo.pk), WORDS | {"credit": "Nguồn đúng"})
    last = article.revisions.order_by("pk").last()
    assert last.content["photos"][0]["credit"] == "Nguồn đúng"


def test_saving_the_same_words_leaves_nothing():
    photo = a_photo()
    article = an_article(lead_photo=photo)
    before = article.revisions.count()
    owner().post(CHANGE_WORDS, {"id": photo.pk, "caption": photo.caption})
    assert article.revisions.count() == before


def test_the_answer_of_the_words_is_the_photo_and_the_rest_stays():
    photo = a_photo()
    answer = owner().post(CHANGE_WORDS, {"id": photo.pk, "alt": "  Tả kỹ hơn "}).json()
    assert answer["photo"]["alt"] == "Tả kỹ hơn"
    photo.refresh_from_db()
    assert (photo.alt, photo.caption) == ("Tả kỹ hơn", "Bến sông buổi sớm.")


def test_an_uploader_words_their_own_photo_and_no_other():
    reporter = a_reporter_at_the_desk()
    own, other = a_photo(uploaded_by=reporter.user), a_photo()
    assert reporter.post(CHANGE_WORDS, {"id": own.pk, "alt": "Mới"}).status_code == 200
    refused = reporter.post(CHANGE_WORDS, {"id": other.pk, "alt": "Mới"})
    assert refused.status_code == 403
    assert refused.json()["error"]
    assert reporter.post(desk(PHOTO, "change", own.pk), WORDS).status_code == 302
    assert reporter.post(desk(PHOTO, "change", other.pk), WORDS).status_code == 403
    assert reporter.get(desk(PHOTO, "change", other.pk)).status_code == 200  # To look at.


def test_an_uploader_does_not_change_what_readers_already_see():
    reporter = a_reporter_at_the_desk()
    photo = a_photo(uploaded_by=reporter.user)
    an_article(lead_photo=photo)
    assert reporter.post(CHANGE_WORDS, {"id": photo.pk, "alt": "Mới"}).status_code == 403


def test_a_moderator_has_nothing_to_do_with_photos():
    moderator = at_the_desk("Kiểm duyệt viên")
    photo = a_photo()
    assert moderator.get(LIBRARY).status_code == 403
    assert moderator.post(UPLOAD, {"files": [a_png()]}).status_code == 403
    assert moderator.post(CHANGE_WORDS, {"id": photo.pk}).status_code == 403
    assert not Photo.objects.exclude(pk=photo.pk).exists()


@pytest.mark.parametrize("address", [LIBRARY, UPLOAD, CHANGE_WORDS])
def test_nobody_else_comes_near(client, address):
    response = client.get(address)
    assert response.status_code == 302
    assert urlsplit(response["Location"]).path.startswith("/toa-soan/login/")
    assert client.post(address, {"files": [a_png()]}).status_code in (302, 403)
    assert not Photo.objects.exists()


# The library ---------------------------------------------------------------------


def with_file(**words) -> Photo:
    return a_photo(file="anh/a/a/goc.jpg", width=900, height=600, **words)


def test_the_picker_pages_through_the_newest_photos():
    numbers = [with_file().pk for _n in range(30)]
    a_photo()  # Has no file to put into a text.
    editor = owner()
    first = editor.get(LIBRARY).json()
    assert [photo["id"] for photo in first["photos"]] == numbers[:-25:-1]
    second = editor.get(LIBRARY, {"sau": first["next"]}).json()
    assert [photo["id"] for photo in second["photos"]] == numbers[5::-1]
    assert second["next"] == ""
    keys = {"id", "src", "srcset", "width", "height", "caption", "credit", "alt"}
    assert keys <= set(first["photos"][0])


def test_the_picker_asks_for_a_credit_where_there_is_none_and_one_may_be_given():
    reporter = at_the_desk("Phóng viên")
    with_file(credit="AFP", uploaded_by=reporter.user)
    own = with_file(credit="", uploaded_by=reporter.user)
    with_file(credit="")
    asked = {photo["id"]: photo["may_credit"] for photo in reporter.get(LIBRARY).json()["photos"]}
    assert [number for number, may in asked.items() if may] == [own.pk]


@pytest.mark.parametrize(
    "query", ["cho noi", "Chợ nổi", "CHỢ", "nổi chợ", "afp ttxvn", "tho\u031b\u0323"]
)
def test_the_picker_finds_photos_with_or_without_marks(query):
    wanted = with_file(caption="Chợ nổi: người thợ", credit="AFP/TTXVN")
    with_file(caption="Đường phố", credit="Reuters")
    found = owner().get(LIBRARY, {"q": query}).json()["photos"]
    assert [photo["id"] for photo in found] == [wanted.pk]


def test_the_picker_finds_a_photo_by_its_number_or_address():
    photo = with_file()
    with_file(credit="")
    for query in (str(photo.pk), f"/anh/{photo.pk}"):
        found = owner().get(LIBRARY, {"q": query}).json()["photos"]
        assert [each["id"] for each in found] == [photo.pk]


def test_the_library_shows_pictures_and_the_address_to_use():
    photo = a_photo()
    photo.take_file(a_png())
    page = owner().get(desk(PHOTO)).text
    assert 'class="desk-thumb desk-thumb-tile"' in page
    assert 'loading="lazy"' in page
    assert f'data-copy="/anh/{photo.pk}"' in page
    assert re.search(r'<input type="file" name="files" multiple', page)


def test_those_who_may_not_upload_see_no_place_for_it():
    reporter = a_reporter_at_the_desk()
    group = reporter.user.groups.get()
    group.permissions.remove(group.permissions.get(codename="add_photo"))
    assert 'name="files"' not in reporter.get(desk(PHOTO)).text


@pytest.mark.parametrize("missing", ["file", "alt", "credit", "caption"])
def test_photos_in_which_something_is_missing_are_found(missing):
    whole = {
        "file": "anh/a/a/goc.jpg",
        "width": 9,
        "height": 6,
        "alt": "A",
        "credit": "B",
        "caption": "C",
    }
    wanted = a_photo(**whole | {missing: ""})
    a_photo(**whole)
    found = owner().get(desk(PHOTO), {"thieu": missing}).context["cl"].result_list
    assert list(found) == [wanted]


def test_photos_that_no_article_shows_are_found():
    a_draft(lead_photo=a_photo())
    unused = a_photo()
    found = owner().get(desk(PHOTO), {"thieu": "chua-dung"}).context["cl"].result_list
    assert list(found) == [unused]


def test_photos_of_one_uploader_are_found():
    editor = owner()
    own = a_photo(uploaded_by=editor.user)
    a_photo()
    for who in ("toi", str(editor.user.pk)):
        found = editor.get(desk(PHOTO), {"nguoi": who}).context["cl"].result_list
        assert list(found) == [own]
    assert editor.get(desk(PHOTO), {"nguoi": "x'--"}).status_code == 200


@pytest.mark.parametrize("query", ["cho noi", "Chợ nổi"])
def test_the_list_is_searched_with_or_without_marks(query):
    wanted = a_photo(caption="Chợ nổi")
    a_photo(caption="Khác")
    found = owner().get(desk(PHOTO), {"q": query}).context["cl"].result_list
    assert list(found) == [wanted]


# Deleting ------------------------------------------------------------------------


def test_a_photo_in_use_is_not_deleted_and_the_articles_are_named():
    photo = a_photo()
    a_draft("Bài đang dùng ảnh", body=body.paragraph("A") + body.figure(photo.pk))
    editor = owner()
    page = editor.get(desk(PHOTO, "change", photo.pk)).text
    assert desk(PHOTO, "delete", photo.pk) not in page
    response = editor.post(desk(PHOTO, "delete", photo.pk), {"post": "yes"}, follow=True)
    assert "«Bài đang dùng ảnh»" in messages_of(response)
    chosen = {"action": "delete_selected", "_selected_action": [photo.pk], "post": "yes"}
    response = editor.post(desk(PHOTO), chosen)
    assert "Bài đang dùng ảnh" in response.text
    assert Photo.objects.filter(pk=photo.pk).exists()


def test_a_photo_that_a_pending_edit_shows_is_not_deleted():
    photo = a_photo()
    article = an_article("Bài đang sửa")
    publishing.write(article, {"body": body.paragraph("A") + body.figure(photo.pk)}, None)
    assert not article.photo_uses.exists()
    response = owner().post(desk(PHOTO, "delete", photo.pk), {"post": "yes"}, follow=True)
    assert "«Bài đang sửa»" in messages_of(response)
    assert Photo.objects.filter(pk=photo.pk).exists()


def test_a_photo_that_nothing_shows_may_be_deleted():
    photo = a_photo()
    owner().post(desk(PHOTO, "delete", photo.pk), {"post": "yes"})
    assert not Photo.objects.exists()
