"""Somebody without an account reads what is not out yet, by a secret link."""

import uuid
from datetime import timedelta

import pytest
from django.core import signing
from django.utils import timezone

from articles import previewing, publishing
from articles.models import Article, PreviewLink, Tag
from articles.models.desk_work import PREVIEW_SALT
from tests.builders import a_category, a_draft, a_user, an_article, an_author

pytestmark = pytest.mark.django_db


def a_link(article: Article, hours: float = 24, **fields: object) -> str:
    """Return the address of a secret link that closes in so many hours."""
    until = timezone.now() + timedelta(hours=hours)
    return PreviewLink.objects.create(
        article=article, expires_at=until, **fields
    ).get_absolute_url()


def is_secret(response) -> bool:
    """Whether nobody keeps the answer, finds it or passes its address on."""
    return (
        response["Cache-Control"] == "private, no-store"
        and "noindex" in response["X-Robots-Tag"]
        and response["Referrer-Policy"] == "no-referrer"
        and not response.cookies
        and "ETag" not in response
    )


def test_whoever_has_the_link_reads_the_draft_in_the_page_readers_will_get(client):
    draft = a_draft("Bản nháp bí mật", tags=["Sông"], by=["Minh Hà"])
    response = client.get(a_link(draft))
    page = response.content.decode()
    assert response.status_code == 200
    assert is_secret(response)
    assert response.templates[0].name == "articles/article.html"
    for part in (
        "Bản nháp bí mật",
        "Đoạn thứ nhất.",
        "Minh Hà",
        "Sông",
        "Bản xem trước, chưa đăng",
    ):
        assert part in page


def test_the_way_to_a_preview_is_as_secret_as_the_preview(client):
    link = a_link(a_draft())
    response = client.get(f"{link}?fbclid=1")
    assert (response.status_code, response["Location"]) == (301, link)
    assert is_secret(response)


def test_a_preview_offers_no_forms_and_tells_machines_nothing(client):
    page = client.get(a_link(a_draft("Bí mật"))).content.decode()
    main = page[page.index("<main") : page.index("</main>")]
    assert "<form" not in main
    assert "og:title" not in page
    assert "ld+json" not in page
    assert "canonical" not in page
    assert '<meta name="robots" content="noindex, nofollow">' in page


@pytest.mark.parametrize("status", ["draft", "in_review", "approved"])
def test_the_link_works_at_every_step_before_publication(client, status):
    draft = a_draft("Bản nháp")
    Article.objects.filter(pk=draft.pk).update(status=status)
    assert client.get(a_link(draft)).status_code == 200


def test_the_link_of_a_scheduled_story_leads_to_its_address_from_its_second_on(client):
    story = an_article(at=timezone.now() + timedelta(hours=1))
    link = a_link(story)
    assert client.get(link).status_code == 200
    PreviewLink.objects.update(made_at=timezone.now() - timedelta(hours=3))
    Article.objects.update(published_at=timezone.now() - timedelta(seconds=1))
    response = client.get(link)
    assert response.status_code == 302
    assert response["Location"] == story.get_absolute_url()
    assert is_secret(response)


def test_a_reader_of_the_link_sees_the_edit_that_is_not_out_yet(client):
    story = an_article("Tít đang đăng", tags=["Sông"], by=["Minh Hà"])
    other = a_category("Văn hóa")
    publishing.write(
        story,
        {
            "headline": "Tít đang sửa",
            "body": "<p>Lời đang sửa.</p>",
            "category": {"id": other.pk, "name": other.name},
            "tags": ["Chợ nổi", "Sông"],
            "authors": [{"id": an_author("Thu Lan").pk, "name": "Thu Lan"}],
        },
        by=None,
    )
    page = client.get(a_link(story)).content.decode()
    main = page[page.index("<main") : page.index("</main>")]
    for part in ("Tít đang sửa", "Lời đang sửa.", "Văn hóa", "Chợ nổi", "Thu Lan"):
        assert part in main
    for part in ("Tít đang đăng", "Đoạn thứ nhất.", "Minh Hà"):
        assert part not in main
    live = client.get(story.get_absolute_url()).content.decode()
    assert "Tít đang đăng" in live
    assert "đang sửa" not in live


def test_a_link_from_before_publication_does_not_show_later_edits(client):
    story = an_article()
    link = a_link(story)
    PreviewLink.objects.update(made_at=story.published_at - timedelta(hours=1))
    publishing.write(story, {"headline": "Sửa sau khi đăng"}, by=None)
    response = client.get(link)
    assert response["Location"] == story.get_absolute_url()


def test_a_released_edit_closes_what_its_link_showed(client):
    story = publishing.write(an_article(), {"headline": "Tít mới"}, by=None)
    link = a_link(story)
    assert client.get(link).status_code == 200
    story = publishing.update(story, by=None)
    assert client.get(link)["Location"] == story.get_absolute_url()


def test_every_closed_link_gets_the_same_kind_answer(client):
    draft = a_draft("Bí mật")
    withdrawn = publishing.withdraw(an_article("Đã gỡ"), by=None, reason="Sai.")
    unknown = signing.dumps(str(uuid.uuid4()), salt=PREVIEW_SALT)
    other_salt = signing.dumps(
        str(
            PreviewLink.objects.create(
                article=draft, expires_at=timezone.now() + timedelta(days=1)
            ).guid
        ),
        salt="another",
    )
    addresses = [
        a_link(draft, hours=-1),
        a_link(draft, revoked_at=timezone.now()),
        a_link(withdrawn),
        f"/xem-truoc/{unknown}/",
        f"/xem-truoc/{other_salt}/",
        f"/xem-truoc/{PreviewLink.objects.first().guid}/",
        a_link(draft)[:-2] + "/",
        "/xem-truoc/1/",
        "/xem-truoc/%ff%00/",
    ]
    answers = [client.get(address) for address in addresses]
    assert {answer.status_code for answer in answers} == {410}
    assert len({answer.content for answer in answers}) == 1
    assert all(is_secret(answer) for answer in answers)
    page = answers[0].content.decode()
    assert "Hãy hỏi lại người đã gửi cho bạn." in page
    assert "Bí mật" not in page


def test_a_link_closes_at_its_second(client):
    link = a_link(a_draft())
    assert client.get(link).status_code == 200
    PreviewLink.objects.update(expires_at=timezone.now())
    assert client.get(link).status_code == 410


def test_an_editor_and_a_stranger_get_the_same_preview(client):
    link = a_link(a_draft("Bí mật"))
    stranger = client.get(link).content
    client.force_login(a_user(is_staff=True, is_superuser=True))
    assert client.get(link).content == stranger


def test_a_preview_keeps_nothing(client):
    """New topics of an edit are shown, and not made."""
    story = publishing.write(an_article(), {"tags": ["Chủ đề mới"]}, by=None)
    before = Article.objects.values().get()
    assert "Chủ đề mới" in client.get(a_link(story)).content.decode()
    assert Article.objects.values().get() == before
    assert not Tag.objects.filter(name="Chủ đề mới").exists()


def test_a_topic_by_another_name_is_the_topic_itself():
    tag = an_article(tags=["Châu Âu"]).tags.get()
    tag.aliases.create(name="EU")
    assert previewing.tags_named(["chau au", "EU", "Mới"])[0] == tag
    assert [each.name for each in previewing.tags_named(["EU", "Mới"])] == ["Châu Âu", "Mới"]


def test_a_secret_address_is_only_read(client):
    assert client.post(a_link(a_draft())).status_code == 405
