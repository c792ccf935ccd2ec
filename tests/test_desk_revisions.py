"""Versions at the desk: the list, two side by side, as readers saw them, and going back."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from articles import archive, body, publishing
from articles.models import Article, LegacyPath, PendingEdit, Photo, Revision
from tests.builders import a_category, a_draft, a_photo, a_user, an_article, an_author
from tests.desk import at_the_desk, desk, messages_of, owner

pytestmark = pytest.mark.django_db

A = "articles.article"


def an_owner():
    return a_user(is_staff=True, is_superuser=True)


def a_story() -> Article:
    """An article published as «Tít cũ», then updated to «Tít mới»."""
    editor = an_owner()
    article = an_article("Tít cũ", by=["Lan"], tags=["Nga"])
    publishing.write(article, {"headline": "Tít mới"}, editor)
    publishing.update(article, editor)
    article.refresh_from_db()
    return article


def said(response) -> str:
    assert response.status_code == 200, response
    return response.content.decode()


# The list -------------------------------------------------------------------------------


def test_an_editor_sees_who_saved_what_when_by_both_clocks_and_the_hash():
    article = a_story()
    last = archive.milestones(article).last()
    page = said(at_the_desk("Biên tập viên").get(desk(A, "revisions", article.pk)))
    assert last.made_by_name in page
    assert last.sha256[:12] in page
    assert "Moskva" in page
    assert "Cập nhật" in page


def test_draft_saves_are_folded_under_the_milestone_they_led_to():
    article = a_story()
    response = owner().get(desk(A, "revisions", article.pk))
    told = [
        (each.milestone and each.milestone.kind, len(each.drafts))
        for each in response.context["stretches"]
    ]
    assert told == [("updated", 1), ("published", 1)]


def test_words_of_a_pending_edit_are_said_to_be_unseen_by_readers():
    article = a_story()
    publishing.write(article, {"headline": "Chưa đưa ra"}, an_owner())
    page = said(owner().get(desk(A, "revisions", article.pk)))
    assert "độc giả chưa thấy" in page
    assert 'value="ban-sua"' in page


def test_the_list_costs_the_same_for_one_version_and_for_a_thousand():
    article, client = a_story(), owner()
    address = desk(A, "revisions", article.pk)
    client.get(address)
    with CaptureQueriesContext(connection) as few:
        client.get(address)
    row = article.revisions.last()
    copies = [
        Revision(**{f.attname: getattr(row, f.attname) for f in row._meta.fields if f.name != "id"})
        for _n in range(1000)
    ]
    Revision.objects.bulk_create(copies)
    with CaptureQueriesContext(connection) as many:
        response = client.get(address)
    assert len(many) == len(few) < 12
    shown = response.context["stretches"][0]
    assert all("content" in row.get_deferred_fields() for row in shown.drafts)
    older = client.get(f"{address}?truoc={response.context['older']}")
    assert older.context["older"] < response.context["older"]


@pytest.mark.parametrize("mark", ["x", "-1", "0", "9" * 40, "%00", "１"])
def test_an_odd_mark_in_the_address_of_the_list_is_harmless(mark):
    assert owner().get(f"{desk(A, 'revisions', a_story().pk)}?truoc={mark}").status_code == 200


# Who may --------------------------------------------------------------------------------


def test_a_reporter_reads_versions_of_their_own_and_what_readers_saw_of_others():
    client = at_the_desk("Phóng viên")
    mine = publishing.write(Article(category=a_category()), {"headline": "Của tôi"}, client.user)
    assert client.get(desk(A, "revisions", mine.pk)).status_code == 200
    story = a_story()
    assert client.get(desk(A, "revisions", story.pk)).status_code == 403
    assert client.get(desk(A, "as_of", story.pk)).status_code == 200
    assert client.get(desk(A, "revisions", a_draft().pk)).status_code in (403, 404)


def test_whoever_may_not_see_versions_sees_none():
    article = a_story()
    number = article.revisions.first().pk
    client = at_the_desk("Kiểm duyệt viên")
    for page, args in [
        ("revisions", [article.pk]),
        ("compare", [article.pk]),
        ("as_of", [article.pk]),
        ("revision", [article.pk, number]),
        ("revision_text", [article.pk, number]),
        ("revert", [article.pk, number]),
        ("as_of_address", []),
    ]:
        assert client.get(desk(A, page, *args)).status_code == 403, page


def test_a_version_is_read_at_the_address_of_its_own_article_only():
    number = a_story().revisions.first().pk
    other = a_story()
    for page in ("revision", "revision_text", "revert"):
        assert owner().get(desk(A, page, other.pk, number)).status_code == 404


def test_what_only_shows_answers_no_posts():
    article = a_story()
    for page in ("revisions", "compare", "as_of"):
        assert owner().post(desk(A, page, article.pk)).status_code == 405


# Comparing ------------------------------------------------------------------------------


def test_two_versions_are_compared_word_by_word():
    article = a_story()
    old, new = archive.milestones(article)
    address = f"{desk(A, 'compare', article.pk)}?cu={old.pk}&moi={new.pk}"
    page = said(owner().get(address))
    assert "<del" in page
    assert "cũ" in page
    assert "mới" in page


def test_a_version_is_compared_with_what_stands_now():
    article = a_story()
    old = archive.milestones(article).first()
    response = owner().get(f"{desk(A, 'compare', article.pk)}?cu={old.pk}&moi=hien-tai")
    assert [row.name for row in response.context["rows"]] == ["headline", "updated_at"]


def test_the_pending_edit_is_compared_with_the_live_text():
    article = a_story()
    publishing.write(article, {"kicker": "Nóng", "tags": ["Nga", "CSTO"]}, an_owner())
    response = owner().get(f"{desk(A, 'compare', article.pk)}?cu=hien-tai&moi=ban-sua")
    assert [row.name for row in response.context["rows"]] == ["kicker", "tags"]


def test_a_photo_reworded_in_the_library_shows_between_two_versions():
    photo = a_photo(caption="Chú thích cũ")
    article = an_article(lead_photo=photo)
    with publishing.photo_change(photo, None):
        photo.caption = "Chú thích mới"
        photo.save()
    old, new = archive.milestones(article)
    page = said(owner().get(f"{desk(A, 'compare', article.pk)}?cu={old.pk}&moi={new.pk}"))
    assert f"Ảnh {photo.pk} · chú thích" in page


@pytest.mark.parametrize(
    "query", ["cu=ban-sua", "cu=999999", "cu=x&moi=y", "moi=", f"cu={'9' * 50}", "cu=%00"]
)
def test_versions_that_are_not_there_lead_back_to_the_list(query):
    article = a_story()
    response = owner().get(f"{desk(A, 'compare', article.pk)}?{query}", follow=True)
    assert response.redirect_chain[-1][0] == desk(A, "revisions", article.pk)
    assert messages_of(response)


# As readers saw it ----------------------------------------------------------------------


def test_a_version_is_shown_in_the_readers_page_with_the_words_and_names_of_then():
    file = {"file": "photos/a.jpg", "width": 10, "height": 10}
    photo = a_photo(caption="Chú thích cũ", credit="TTXVN", alt="Thuyền", **file)
    article = an_article("Tít cũ", by=["Lan"], tags=["Nga"], lead_photo=photo)
    first = archive.milestones(article).last()
    publishing.write(article, {"headline": "Tít mới"}, an_owner())
    publishing.update(article, an_owner())
    Photo.objects.update(caption="Chú thích mới", alt="Khác")
    an_author("Lan").__class__.objects.update(name="Tên khác")
    article.tags.all().update(name="Chủ đề khác")
    response = owner().get(desk(A, "revision_text", article.pk, first.pk))
    page = said(response)
    for then in ("Tít cũ", "Chú thích cũ", "Thuyền", "Lan", "Nga"):
        assert then in page
    for now in ("Tít mới", "Chú thích mới", "Tên khác", "Chủ đề khác"):
        assert now not in page
    assert response["X-Robots-Tag"] == "noindex"
    assert "no-store" in response["Cache-Control"]
    assert "unsafe-inline" not in response["Content-Security-Policy"]


def test_a_photo_whose_file_was_replaced_shows_as_missing_and_not_as_another_picture():
    photo = a_photo(file="photos/a.jpg", width=10, height=10, file_sha256="1" * 64)
    article = an_article(lead_photo=photo, body=body.paragraph("Đoạn."))
    first = archive.milestones(article).last()
    assert "photos/a.jpg" in said(owner().get(desk(A, "revision_text", article.pk, first.pk)))
    Photo.objects.update(file="photos/b.jpg", file_sha256="2" * 64)
    page = said(owner().get(desk(A, "revision_text", article.pk, first.pk)))
    assert "photo-missing" in page
    assert "b.jpg" not in page


def test_a_version_whose_photo_tag_and_author_are_gone_still_shows():
    photo = a_photo(caption="Bến sông.")
    article = an_article(by=["Lan"], tags=["Nga"], body=body.figure(photo.pk) + "<p>Đoạn.</p>")
    first = archive.milestones(article).last()
    editor = an_owner()
    publishing.write(article, {"body": "<p>Đoạn.</p>", "authors": [], "tags": []}, editor)
    publishing.update(article, editor)
    article.tags.all().delete()
    for row in (photo, an_author("Lan")):
        row.delete()
    page = said(owner().get(desk(A, "revision_text", article.pk, first.pk)))
    for then in ("Bến sông.", "Lan", "Nga"):
        assert then in page


def test_a_withdrawn_version_shows_its_notice():
    article = publishing.withdraw(a_story(), None, "Tin sai nguồn.")
    last = archive.milestones(article).last()
    publishing.restore(article, None)
    page = said(owner().get(desk(A, "revision_text", article.pk, last.pk)))
    assert "Tin sai nguồn." in page
    assert "đã được gỡ" in page


def test_markup_forged_into_the_archive_does_not_run():
    article = a_story()
    row = article.revisions.first()
    row.content["body"] = "<p>Đoạn.</p><script>alert(1)</script>"
    row.save()
    assert "alert(1)" not in said(owner().get(desk(A, "revision_text", article.pk, row.pk)))


# Reading by date ------------------------------------------------------------------------


def by_our_clock(instant) -> str:
    return f"{timezone.localtime(instant):%Y-%m-%dT%H:%M:%S}"


def shifted(article: Article) -> list[Revision]:
    """Let the milestones of an article lie an hour apart, the last one an hour ago."""
    chain = list(archive.milestones(article))
    for n, row in enumerate(reversed(chain), start=1):
        row.made_at = timezone.now() - timedelta(hours=n)
        row.save()
    Article.objects.filter(pk=article.pk).update(published_at=chain[0].made_at)
    for row in chain:
        row.content["published_at"] = chain[0].made_at.isoformat()
        row.save()
    return chain


def test_staff_read_what_stood_on_an_address_at_a_date():
    article = a_story()
    old, new = shifted(article)
    for instant, stood in [
        (old.made_at - timedelta(minutes=1), None),
        (old.made_at + timedelta(minutes=1), old),
        (new.made_at + timedelta(minutes=1), new),
    ]:
        response = owner().get(desk(A, "as_of", article.pk), {"luc": by_our_clock(instant)})
        assert response.context["revision"] == stood
        assert ("chưa có gì" in said(response)) == (stood is None)


def test_a_time_to_come_is_not_told_as_if_it_had_been():
    page = said(owner().get(desk(A, "as_of", a_story().pk), {"luc": "2199-01-01T00:00"}))
    assert "chưa tới" in page


@pytest.mark.parametrize(
    "spelled",
    [
        "{pk}",
        "/{slug}-{pk}.html",
        "http://testserver/{slug}-{pk}.html",
        "https://bao.vn/ten-khac-{pk}.html?utm_source=x#a",
        "bất-kỳ-{pk}.html",
        "/cu/tin.php",
        "https://cu.vn/cu/tin.php",
        "https://cu.vn/xem?id=7",
    ],
)
def test_an_address_is_understood_however_it_is_pasted(spelled):
    article = a_story()
    LegacyPath.objects.create(path="/cu/tin.php", article=article)
    LegacyPath.objects.create(path="/xem?id=7", article=article)
    typed = spelled.format(pk=article.pk, slug=article.slug)
    now = by_our_clock(timezone.now() + timedelta(minutes=1))
    response = owner().get(desk(A, "as_of_address"), {"dia_chi": typed, "luc": now})
    assert response.context["revision"] == archive.milestones(article).last()


def test_a_withdrawn_article_stood_there_as_its_notice():
    article = publishing.withdraw(a_story(), None, "Sai.")
    now = by_our_clock(timezone.now() + timedelta(minutes=1))
    assert "bài đã gỡ" in said(owner().get(desk(A, "as_of", article.pk), {"luc": now}))


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ({"dia_chi": "không có gì", "luc": "2026-11-20T12:00"}, "Không tìm thấy bài nào"),
        ({"dia_chi": "http://[", "luc": "2026-11-20T12:00"}, "Không tìm thấy bài nào"),
        ({"dia_chi": "9" * 40, "luc": "2026-11-20T12:00"}, "Không tìm thấy bài nào"),
        ({"dia_chi": "1", "luc": "hôm qua"}, "Hãy ghi ngày giờ kiểu"),
        ({"dia_chi": "1", "luc": "0001-01-01T00:00"}, "năm từ 1990"),
        ({"dia_chi": "1", "luc": "9999-12-31T23:59"}, "năm từ 1990"),
        ({"dia_chi": "", "luc": "2026-11-20T12:00"}, "Hãy dán địa chỉ bài"),
    ],
)
def test_what_cannot_be_understood_is_said_and_stays_typed(typed, says):
    page = said(owner().get(desk(A, "as_of_address"), typed))
    assert says in page
    assert f'value="{typed["luc"]}"' in page


def test_a_reporter_does_not_find_a_colleagues_draft_by_its_address():
    draft = a_draft()
    response = at_the_desk("Phóng viên").get(
        desk(A, "as_of_address"), {"dia_chi": str(draft.pk), "luc": "2026-11-20T12:00"}
    )
    assert response.status_code in (403, 404)


# Going back -----------------------------------------------------------------------------


def test_going_back_first_shows_what_changes_and_then_does_it():
    article = a_story()
    old = archive.milestones(article).first()
    client = owner()
    address = desk(A, "revert", article.pk, old.pk)
    page = client.get(address)
    assert [row.name for row in page.context["rows"]] == ["headline"]
    assert not PendingEdit.objects.exists()
    response = client.post(address, {"seen_version": article.version})
    assert response.url == desk(A, "change", article.pk)
    assert PendingEdit.objects.get().content["headline"] == "Tít cũ"


def test_going_back_asks_again_when_somebody_saved_meanwhile():
    article = a_story()
    old = archive.milestones(article).first()
    client = owner()
    response = client.post(
        desk(A, "revert", article.pk, old.pk), {"seen_version": article.version - 1}
    )
    assert "hãy xem lại" in messages_of(response)
    assert not PendingEdit.objects.exists()


def test_a_reporter_cannot_go_back_in_a_colleagues_piece():
    article = a_story()
    old = archive.milestones(article).first()
    client = at_the_desk("Phóng viên")
    assert client.post(desk(A, "revert", article.pk, old.pk)).status_code == 403


def test_going_back_to_what_stands_offers_nothing_to_confirm():
    article = a_draft()
    page = said(owner().get(desk(A, "revert", article.pk, article.revisions.first().pk)))
    assert "giống hệt" in page
    assert "Đưa về phiên bản này</button>" not in page


# Small pictures -------------------------------------------------------------------------


def test_a_small_picture_is_for_the_desk_only_and_never_missing():
    missing = reverse("admin:articles_article_thumbnail", args=[10**17])
    assert "missing-photo" in owner().get(missing).url
    assert "login" in at_the_desk("Phóng viên").__class__().get(missing).url
