"""Keeping topics in order: suggested while writing, merged, and deleted when nobody needs them."""

from datetime import timedelta

import pytest
from django.contrib.admin.models import DELETION, LogEntry
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from articles import body, publishing, tag_keeping
from articles.archive import verifying
from articles.models import (
    Article,
    ArticleTag,
    FrontPageSlot,
    LegacyPath,
    PartnerFeed,
    PopularSearch,
    Tag,
    TagAlias,
)
from tests.builders import a_chief, a_draft, an_article, an_editor, words_of
from tests.desk import at_the_desk, desk, filled_in, messages_of, owner

pytestmark = pytest.mark.django_db

CHIEF, EDITOR, REPORTER = "Thư ký tòa soạn", "Biên tập viên", "Phóng viên"
TAG = "articles.tag"


def a_tag(name: str, *aliases: str) -> Tag:
    tag = Tag.objects.called(name)
    for alias in aliases:
        TagAlias.objects.create(tag=tag, name=alias)
    return tag


def names_of(tag: Tag) -> set[str]:
    return {alias.name for alias in tag.aliases.all()}


def merge_page(*tags: Tag, **more: object) -> tuple[str, dict[str, object]]:
    return reverse("admin:articles_tag_merge"), {"chu-de": [tag.pk for tag in tags], **more}


# Merging ---------------------------------------------------------------------------


def test_articles_of_a_merged_topic_have_the_kept_one_and_each_once():
    one, two = an_article(tags=["ODKB"]), an_article(tags=["CSTO", "ODKB"])
    draft = a_draft(tags=["ODKB"])
    kept = tag_keeping.merge([a_tag("ODKB")], a_tag("CSTO"), by=a_chief())
    for article in (one, two, draft):
        assert list(article.tags.all()) == [kept]
    assert not Tag.objects.filter(name="ODKB").exists()


def test_the_merged_topic_and_its_other_names_are_names_of_the_kept_one():
    odkb, csto = a_tag("ODKB", "ОДКБ", "C.S.T.O"), a_tag("CSTO", "Hiệp ước Tập thể")
    tag_keeping.merge([odkb], csto, by=a_chief())
    assert names_of(csto) == {"ODKB", "ОДКБ", "Hiệp ước Tập thể", "C.S.T.O"}
    assert Tag.objects.called("odkb") == csto


def test_an_other_name_that_is_the_kept_topic_itself_is_dropped():
    odkb, csto = a_tag("ODKB"), a_tag("CSTO")
    TagAlias.objects.create(tag=odkb, name="csto")
    tag_keeping.merge([odkb], csto, by=a_chief())
    assert names_of(csto) == {"ODKB"}


def test_the_address_of_a_merged_topic_leads_to_the_kept_one_in_one_step(client):
    one, two, three = a_tag("Một"), a_tag("Hai"), a_tag("Ba")
    LegacyPath.objects.create(path="/mot-tag7", tag=one)
    tag_keeping.merge([one], two, by=a_chief())
    tag_keeping.merge([two], three, by=a_chief())
    for old in ("/chu-de/mot/", "/chu-de/hai/", "/mot-tag7", "/chu-de/mot/?sau=1-1"):
        response = client.get(old)
        assert (response.status_code, response["Location"]) == (301, "/chu-de/ba/")
    assert client.get("/chu-de/mot/atom.xml")["Location"] == "/chu-de/ba/atom.xml"


def test_a_merged_topic_lists_its_articles_at_their_times(client):
    times = [timezone.now() - timedelta(days=n) for n in range(4)]
    for n, at in enumerate(times):
        an_article(f"Bài {n}", at=at, tags=["ODKB" if n % 2 else "CSTO"])
    csto = tag_keeping.merge([a_tag("ODKB")], a_tag("CSTO"), by=a_chief())
    for link in csto.tagged_items.select_related("content_object"):
        assert link.published_at == link.content_object.published_at
    shown = client.get("/chu-de/csto/").context["page"].articles
    assert [article.headline for article in shown] == [f"Bài {n}" for n in range(4)]


def test_a_place_of_the_front_page_takes_the_kept_topic():
    odkb, csto = a_tag("ODKB"), a_tag("CSTO")
    slot = FrontPageSlot.objects.create(area="strip", rule="tag", tag=odkb)
    tag_keeping.merge([odkb], csto, by=a_chief())
    slot.refresh_from_db()
    assert slot.tag == csto


def test_whatever_hangs_on_a_topic_is_thought_of_when_topics_merge():
    links = Tag._meta.get_fields(include_hidden=True)
    hanging = {link.related_model for link in links if link.auto_created and not link.concrete}
    assert hanging - {Article} == {
        *(ArticleTag, TagAlias, FrontPageSlot, LegacyPath),
        *(PartnerFeed, PartnerFeed.tags.through),
        PopularSearch,  # Readers' words for it count for the kept topic when they come again.
    }


def test_a_partner_goes_on_getting_the_articles_of_a_merged_topic():
    odkb, csto = Tag.objects.called("ODKB"), Tag.objects.called("CSTO")
    feed = PartnerFeed.objects.create(name="Tin CSTO", partner="Báo bạn")
    feed.tags.add(odkb)
    tag_keeping.merge([odkb], csto, by=a_chief())
    assert list(feed.tags.all()) == [csto]


def test_a_merge_leaves_one_row_in_the_log():
    an_article(tags=["ODKB"])
    chief = a_chief()
    before = LogEntry.objects.count()
    csto = tag_keeping.merge([a_tag("ODKB"), a_tag("Tập thể")], a_tag("CSTO"), by=chief)
    row = LogEntry.objects.latest("pk")
    assert LogEntry.objects.count() == before + 1
    assert (row.user, row.object_id) == (chief, str(csto.pk))
    assert row.change_message == "Gộp vào đây: «ODKB» (1 bài), «Tập thể» (0 bài)"


def test_a_merge_changes_no_article_and_the_archive_still_proves_itself():
    article = an_article(tags=["ODKB"])
    before = Article.objects.filter(pk=article.pk).values().get()
    one = tag_keeping.merge([a_tag("ODKB")], a_tag("CSTO"), by=a_chief())
    tag_keeping.merge([one], a_tag("Hiệp ước"), by=a_chief())
    assert Article.objects.filter(pk=article.pk).values().get() == before
    batch = next(verifying.batches(Article.objects.all()))
    assert list(verifying.faults_in(batch)) == []


def test_an_open_form_and_a_pending_edit_that_name_a_merged_topic_mean_the_kept_one():
    chief = a_chief()
    article = an_article(tags=["ODKB"])
    words = words_of(article, headline="Tít mới", tags=["ODKB", "CSTO"])
    a_tag("CSTO")
    publishing.write(article, words, by=chief)
    csto = tag_keeping.merge([a_tag("ODKB")], a_tag("CSTO"), by=chief)
    publishing.update(article, by=chief)
    assert list(article.tags.all()) == [csto]


def test_only_who_may_delete_topics_merges_them():
    for by in (an_editor(),):
        with pytest.raises(PermissionDenied):
            tag_keeping.merge([a_tag("ODKB")], a_tag("CSTO"), by=by)
    for group, status in ((CHIEF, 200), (EDITOR, 403), (REPORTER, 403)):
        address, asked = merge_page(a_tag("ODKB"))
        assert at_the_desk(group).get(address, asked).status_code == status
        if status == 403:
            sent = asked | {"giu": "CSTO"}
            assert at_the_desk(group).post(address, sent).status_code == 403
    assert Tag.objects.count() == 2


def test_a_topic_is_not_merged_with_itself_or_with_one_that_is_gone():
    odkb, csto = a_tag("ODKB"), a_tag("CSTO")
    with pytest.raises(ValidationError):
        tag_keeping.merge([csto], csto, by=None)
    gone = Tag.objects.get(pk=odkb.pk)
    tag_keeping.merge([odkb], csto, by=None)
    with pytest.raises(ValidationError):
        tag_keeping.merge([gone], csto, by=None)


def test_the_page_says_what_will_happen_before_it_happens():
    client = at_the_desk(CHIEF)
    an_article(tags=["ODKB"])
    an_article(tags=["ODKB", "CSTO"])
    odkb, csto = a_tag("ODKB", "ОДКБ"), a_tag("CSTO", "Tập thể")
    FrontPageSlot.objects.create(area="strip", rule="tag", tag=odkb)
    LegacyPath.objects.create(path="/odkb-tag7", tag=odkb)
    address, asked = merge_page(odkb)
    assert "Chủ đề được giữ" in client.get(address, asked).text
    page = " ".join(client.get(address, asked | {"giu": "tap the"}).text.split())
    for sentence in (
        "Gộp vào «CSTO»",
        "2 bài chuyển sang «CSTO».",
        "1 bài trong số ấy đã có chủ đề này",
        "Thành tên khác của «CSTO»: ODKB, ОДКБ.",
        "/chu-de/odkb/ dẫn sang /chu-de/csto/.",
        "1 địa chỉ cũ cũng vậy.",
        "1 ô trang nhất từ nay lấy bài của «CSTO».",
    ):
        assert sentence in page
    assert Tag.objects.count() == 2
    response = client.post(address, asked | {"giu": "CSTO"}, follow=True)
    assert "Đã gộp «ODKB» vào «CSTO»." in messages_of(response)
    assert list(Tag.objects.all()) == [csto]


@pytest.mark.parametrize("typed", ["", "Không có", "ODKB", "  ", "\x00", "a" * 300])
def test_a_kept_topic_that_is_none_is_asked_for_again(typed):
    client = at_the_desk(CHIEF)
    odkb = a_tag("ODKB")
    address, asked = merge_page(odkb, giu=typed)
    for send in (client.get, client.post):
        response = send(address, asked)
        assert response.status_code == 200
        assert response.context["form"].errors
    assert Tag.objects.count() == 1


@pytest.mark.parametrize("numbers", [[], ["x"], [0], ["9" * 30], ["1' OR 1=1"]])
def test_odd_numbers_of_topics_merge_nothing(numbers):
    address = reverse("admin:articles_tag_merge")
    assert owner().get(address, {"chu-de": numbers}).status_code == 404


def test_several_topics_of_the_list_are_merged_at_once():
    client = at_the_desk(CHIEF)
    tags = [a_tag(name) for name in ("Một", "Hai", "Ba")]
    sent = {"action": "merge_selected", "_selected_action": [tag.pk for tag in tags]}
    page = client.post(desk(TAG), sent, follow=True)
    assert page.status_code == 200
    assert [tag.name for tag in page.context["tags"]] == ["Ba", "Hai", "Một"]
    address, asked = merge_page(*tags, giu="hai")
    client.post(address, asked)
    assert [tag.name for tag in Tag.objects.all()] == ["Hai"]


def test_what_a_merge_will_do_is_said_in_two_queries():
    kept = a_tag("CSTO")

    def cost(n: int) -> int:
        tags = [a_tag(f"Đề {n} {i}", f"Tên {n} {i}") for i in range(n)]
        with CaptureQueriesContext(connection) as asked:
            assert len(tag_keeping.plans(tags, kept)) == n
        return len(asked.captured_queries)

    assert cost(1) == cost(15) == 2


def test_a_topic_with_a_new_name_is_found_under_the_old_one():
    tag = a_tag("Covid")
    an_article(tags=["Covid"])
    client, address = owner(), desk(TAG, "change", tag.pk)
    client.post(address, filled_in(client.get(address)) | {"name": "COVID-19"})
    assert Tag.objects.called("covid") == tag
    tag_keeping.merge([tag], a_tag("Dịch bệnh"), by=None)
    batch = next(verifying.batches(Article.objects.all()))
    assert list(verifying.faults_in(batch)) == []


# Topics that nobody needs -----------------------------------------------------------


def test_a_topic_is_unused_when_no_public_article_has_it():
    an_article(tags=["Đang đăng"])
    a_draft(tags=["Chỉ bản nháp"])
    an_article(tags=["Hẹn giờ"], at=timezone.now() + timedelta(hours=1))
    publishing.withdraw(an_article(tags=["Đã gỡ"]), by=None, reason="Sai.")
    a_tag("Không đâu")
    names = {tag.name for tag in tag_keeping.unused(Tag.objects.all())}
    assert names == {"Chỉ bản nháp", "Hẹn giờ", "Đã gỡ", "Không đâu"}
    shown = owner().get(desk(TAG), {"dung": "khong"}).context["cl"].result_list
    assert {tag.name for tag in shown} == names


def test_unused_topics_are_deleted_together_after_asking():
    client = at_the_desk(CHIEF)
    an_article(tags=["Dùng"])
    draft = a_draft(tags=["Nháp"])
    chosen = [a_tag(name).pk for name in ("Dùng", "Nháp", "Không đâu")]
    sent = {"action": "delete_unused_selected", "_selected_action": chosen}
    page = client.post(desk(TAG), sent)
    assert "Bài đang đăng dùng chủ đề này" in page.text
    assert "1 bài chưa đăng hoặc đã hạ đang có chủ đề này." in page.text
    assert Tag.objects.count() == 3
    response = client.post(desk(TAG), sent | {"confirmed": "yes"}, follow=True)
    assert "Đã xóa 2 chủ đề." in messages_of(response)
    assert [tag.name for tag in Tag.objects.all()] == ["Dùng"]
    assert not draft.tags.exists()
    assert LogEntry.objects.filter(user=client.user, action_flag=DELETION).count() == 2


def test_a_topic_that_fills_a_place_of_the_front_page_is_not_deleted():
    tag = a_tag("CSTO")
    FrontPageSlot.objects.create(area="strip", rule="tag", tag=tag)
    with pytest.raises(ValidationError, match="ô trang nhất"):
        tag_keeping.remove(tag, by=a_chief())
    assert owner().post(desk(TAG, "delete", tag.pk), {"post": "yes"}).status_code == 403
    assert FrontPageSlot.objects.exists()


def test_an_editor_deletes_no_topics():
    tag = a_tag("CSTO")
    with pytest.raises(PermissionDenied):
        tag_keeping.remove(tag, by=an_editor())
    actions = at_the_desk(EDITOR).get(desk(TAG)).text
    assert "delete_unused_selected" not in actions
    assert "merge_selected" not in actions


# Suggestions ------------------------------------------------------------------------


def offered(typed: str, client=None) -> list[tuple[str, str]]:
    answer = (client or owner()).get(reverse("editor:topics"), {"q": typed})
    return [(topic["name"], topic["alias"]) for topic in answer.json()["topics"]]


@pytest.mark.parametrize("typed", ["chau a", "Châu Â", "CHÂU", "âu", "Cha\u0302u", "au"])
def test_a_topic_is_offered_with_and_without_marks(typed):
    a_tag("Châu Âu")
    a_tag("Nga")
    assert offered(typed) == [("Châu Âu", "")]


def test_a_topic_is_offered_under_its_other_names_and_once():
    a_tag("CSTO", "Hiệp ước An ninh Tập thể", "Tổ chức Hiệp ước")
    assert offered("an ninh") == [("CSTO", "Hiệp ước An ninh Tập thể")]
    assert len(offered("hiep")) == 1
    assert offered("cst") == [("CSTO", "")]


def test_names_that_begin_so_come_first_and_not_too_many():
    for n in range(12):
        a_tag(f"Bão số {n}")
    a_tag("Số phận")
    assert offered("so")[0] == ("Số phận", "")
    assert len(offered("bão")) == 8
    assert offered("") == offered("ão") == offered("%") == offered("\x00") == []


def spoken_of(client, **parts: str) -> list[str]:
    answer = client.post(reverse("editor:topics_of_text"), parts)
    return [topic["name"] for topic in answer.json()["topics"]]


def test_the_topics_of_a_text_are_offered_by_name_and_other_name():
    a_tag("CSTO", "Hiệp ước An ninh Tập thể")
    a_tag("Nga")
    a_tag("Bão")
    text = body.paragraph("Nga và Hiệp ước An ninh Tập thể.") + body.paragraph(
        "Nga nói. Voi có ngà."
    )
    client = at_the_desk(REPORTER)
    assert spoken_of(client, **{"tit": "Họp Hiệp ước An ninh Tập thể", "noi-dung": text}) == [
        "CSTO",
        "Nga",
    ]
    assert spoken_of(client, tit="", sapo="") == []


def test_the_dictionary_costs_three_queries_however_large_it_is():
    def cost(n: int) -> int:
        for i in range(n):
            a_tag(f"Đề {n} {i}", f"Tên {n} {i}")
        client = owner()
        with CaptureQueriesContext(connection) as asked:
            spoken_of(client, tit="Đề 2 1")
        return sum("articles_tag" in query["sql"] for query in asked.captured_queries)

    assert cost(2) == cost(20) == 3


def test_suggestions_are_for_who_writes():
    for name in ("topics", "topics_of_text"):
        address = reverse(f"editor:{name}")
        moderator = at_the_desk("Kiểm duyệt viên")
        send = moderator.get if name == "topics" else moderator.post
        assert send(address).status_code == 403


def test_the_form_of_an_article_says_where_topics_are_found():
    html = owner().get(desk("articles.article", "add")).text
    assert f'data-topics="{reverse("editor:topics")}"' in html
    assert f'data-topics-of-text="{reverse("editor:topics_of_text")}"' in html
