"""What stands beside an article: good companions, each with the reason for it."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone

from articles import body, publishing
from articles.models import Article, Companion, PickedCompanion, TextProfile
from articles.related import RELATED, neighbours
from articles.related.relating import KEPT, relate
from articles.related.tasks import relate_article
from tests.builders import a_category, a_draft, an_article

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)
# Long enough to be told apart, and each about one thing.
RAILS = (
    "Đoàn tàu rời ga lúc nửa đêm và chạy qua cầu sắt, qua hầm đá, qua những cánh rừng bạch dương. "
    "Người phụ trách toa pha trà trong bình nước sôi, hành khách chia nhau bánh nướng và cá khô. "
    "Sáng hôm sau đường ray men theo bờ hồ, con tàu đi chậm lại để mọi người ngắm mặt nước. "
)
RAILS_TOO = (
    "Ga nhỏ chỉ có một người gác, đoàn tàu rời ga thì ông lại về với mảnh vườn cạnh đường ray. "
    "Ông kể rằng xưa kia hành khách chia nhau chỗ ngồi, nay toa rộng mà ít khách. "
    "Mùa đông tuyết lấp đường ray, ông cùng người phụ trách toa xúc tuyết suốt đêm. "
)
SOUP = (
    "Nồi nước dùng phải ninh từ chập tối, xương rửa nhiều lần, hoa hồi và thảo quả rang cho thơm. "
    "Bà chủ quán nếm bằng chiếc thìa gỗ, thêm một chút mắm rồi đậy vung, hạ lửa thật nhỏ. "
    "Người khách đầu tiên ngồi xuống khi phố còn tối, gọi một bát nhiều hành và một chén giấm tỏi. "
)


def told(text: str) -> str:
    return body.paragraph(text)


def companions(article) -> list[tuple[str, str]]:
    """The headlines under "Chủ đề liên quan" and why each stands there, first to last."""
    return [(each.article.headline, each.reason) for each in beside(article).related]


def headlines(article) -> list[str]:
    return [headline for headline, _ in companions(article)]


def beside(article):
    return neighbours(Article.objects.with_page_parts().get(pk=article.pk))


def related(headline="", **parts):
    """A published article that was related, as the task relates it after publishing."""
    article = an_article(headline, **parts)
    relate(article)
    return article


# Why -----------------------------------------------------------------------------


def test_a_shared_rare_topic_is_named_as_the_reason():
    related("Lãnh đạo các nước họp", tags=["CSTO"])
    assert companions(related(tags=["CSTO"])) == [("Lãnh đạo các nước họp", "Cùng chủ đề: CSTO")]


def test_a_topic_that_most_articles_have_makes_no_companion():
    for _ in range(12):
        related(tags=["Nga"])
    assert companions(related(tags=["Nga", "phở"])) == []


def test_the_rarest_shared_topic_is_named_first():
    for _ in range(6):
        related(tags=["Nga"])
    other = related("Cuộc họp ở Minsk", tags=["Nga", "CSTO"])
    assert companions(related(tags=["Nga", "CSTO"])) == [(other.headline, "Cùng chủ đề: CSTO, Nga")]


def test_a_rare_topic_weighs_more_than_a_common_one():
    for _ in range(4):
        related(tags=["Moskva", "Nga"])
    related("Lãnh đạo các nước CSTO", tags=["CSTO", "NATO"], at=timezone.now() - 30 * DAY)
    assert headlines(related(tags=["CSTO", "NATO", "Nga", "Moskva"]))[0] == "Lãnh đạo các nước CSTO"


def test_what_the_text_refers_to_stands_first_and_says_so():
    related("Bài cùng chủ đề", tags=["CSTO"])
    named = related("Nga và các nước CSTO nỗ lực")
    article = related("Bài nhắc", tags=["CSTO"], body=body.reference(named.headline) + told(RAILS))
    assert companions(article)[0] == (named.headline, "Được nhắc trong bài")
    assert companions(named) == [("Bài nhắc", "Nhắc đến bài này")]


def test_words_alone_relate_two_stories_that_have_no_topic():
    other = related("Người gác ga", body=told(RAILS_TOO))
    for n in range(3):
        related(f"Món ăn {n}", body=told(f"{SOUP} Quán số {n}."), category=a_category("Văn hóa"))
    article = related("Bảy ngày trên tàu", body=told(RAILS))
    assert companions(article) == [(other.headline, "Nội dung gần nhau")]


def test_the_same_section_alone_relates_nobody():
    related("Bài cùng mục", standfirst="Chuyện một nồi nước.", body=told(SOUP))
    assert companions(related(standfirst="Đường còn xa.", body=told(RAILS))) == []


def test_every_link_on_the_page_says_why(client):
    related("Lãnh đạo các nước họp", tags=["CSTO"])
    page = client.get(related(tags=["CSTO"]).get_absolute_url()).content.decode()
    assert "Lãnh đạo các nước họp" in page
    assert "Cùng chủ đề: CSTO" in page


# In which order, and how many -----------------------------------------------------


def test_among_equals_the_newer_story_stands_first():
    now = timezone.now()
    for days in (500, 100, 300):
        related(f"{days} ngày trước", tags=["Bão", "Yên Bái"], at=now - days * DAY)
    found = headlines(related(tags=["Bão", "Yên Bái"]))
    assert found == ["100 ngày trước", "300 ngày trước", "500 ngày trước"]


def test_an_older_story_gets_its_follow_up():
    older = related("Bão vào bờ", tags=["Bão"], at=timezone.now() - 3 * DAY)
    assert companions(older) == []
    related("Dựng lại mái nhà", tags=["Bão"])
    assert companions(older) == [("Dựng lại mái nhà", "Cùng chủ đề: Bão")]


def test_the_page_is_not_filled_with_what_is_much_weaker():
    alike = related("Rất gần", tags=["CSTO", "NATO", "Belarus"])
    related("Hơi gần", tags=["CSTO", "phở", "cà phê", "chạy bộ", "Tết", "Volga"])
    article = related(tags=["CSTO", "NATO", "Belarus"])
    assert headlines(article) == [alike.headline]


def test_a_page_shows_a_few_and_the_table_keeps_some_more():
    for n in range(KEPT + 6):
        related(f"Bài {n}", tags=["CSTO", "NATO", "Belarus"])
    article = related(tags=["CSTO", "NATO", "Belarus"])
    assert len(companions(article)) == RELATED
    kept = Companion.objects.values_list("article", flat=True)
    assert max(list(kept).count(pk) for pk in set(kept)) == KEPT


def test_copies_of_one_wire_story_stand_there_once():
    first = related("Tin của hãng", tags=["CSTO"], body=told(RAILS))
    second = related("Tin của hãng, bản đăng lại", tags=["CSTO"], body=told(f"{RAILS} Theo hãng."))
    article = related("Bài khác", tags=["CSTO"], body=told(SOUP))
    assert len(companions(article)) == 1
    assert companions(first) == companions(second) == [("Bài khác", "Cùng chủ đề: CSTO")]


def test_the_copy_takes_the_place_of_one_that_was_withdrawn():
    first = related("Bản đầu", tags=["CSTO"], body=told(RAILS))
    second = related("Bản sau", tags=["CSTO"], body=told(f"{RAILS} Theo hãng."))
    article = related("Bài khác", tags=["CSTO"], body=told(SOUP))
    shown = first if headlines(article) == ["Bản đầu"] else second
    publishing.withdraw(shown, by=None, reason="Sai")
    assert headlines(article) == [(second if shown == first else first).headline]


def test_a_companion_does_not_stand_again_under_its_category():
    other, alike = related(tags=["CSTO"]), related()
    elsewhere = related(category=a_category("Văn hóa"))
    found = beside(related(tags=["CSTO"]))
    assert [each.article for each in found.related] == [other]
    assert found.same_category == [alike]
    assert elsewhere not in found.same_category


# What readers may not see ---------------------------------------------------------


def test_what_readers_may_not_see_stands_beside_nothing():
    now = timezone.now()
    article = related(tags=["CSTO"])
    relate(a_draft("Nháp", tags=["CSTO"]))
    related("Hẹn giờ", tags=["CSTO"], at=now + timedelta(hours=1))
    expired = related("Hết hạn", tags=["CSTO"], at=now - 2 * DAY)
    Article.objects.filter(pk=expired.pk).update(expires_at=now - timedelta(hours=1))
    publishing.withdraw(related("Đã gỡ", tags=["CSTO"]), by=None, reason="Sai")
    PickedCompanion.objects.create(article=article, other=expired)
    found = beside(article)
    assert (found.related, found.same_category) == ([], [])


def test_a_scheduled_story_appears_beside_others_at_its_second():
    article = related(tags=["CSTO"])
    scheduled = related("Hẹn giờ", tags=["CSTO"], at=timezone.now() + timedelta(hours=1))
    related("Bài xen giữa", tags=["CSTO"])
    assert "Hẹn giờ" not in headlines(article)
    Article.objects.filter(pk=scheduled.pk).update(published_at=timezone.now())
    assert "Hẹn giờ" in headlines(article)


def test_a_topic_that_was_taken_away_relates_nobody():
    related(tags=["CSTO"])
    article = related(tags=["CSTO"])
    article.tags.clear()
    assert companions(article) == []


def test_a_withdrawn_article_forgets_its_words():
    article = related(tags=["CSTO"])
    related(tags=["CSTO"])
    relate(publishing.withdraw(article, by=None, reason="Sai"))
    assert not Companion.objects.exists()
    assert not TextProfile.objects.filter(pk=article.pk).exists()


# When ------------------------------------------------------------------------------


def test_publishing_relates_by_itself(django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        first, second = an_article(tags=["CSTO"]), an_article(tags=["CSTO"])
    assert headlines(first) == [second.headline]
    assert headlines(second) == [first.headline]


def test_new_topics_of_a_live_article_relate_it_anew(django_capture_on_commit_callbacks):
    other = related("Về Volga", tags=["Volga"])
    article = related(tags=["CSTO"])
    with django_capture_on_commit_callbacks(execute=True):
        publishing.save(article, tags=["Volga"])
    assert headlines(article) == [other.headline]


def test_a_fault_while_relating_undoes_no_publication(
    django_capture_on_commit_callbacks, monkeypatch
):
    def broken(*args):
        raise RuntimeError

    monkeypatch.setattr("articles.related.tasks.relate", broken)
    with django_capture_on_commit_callbacks(execute=True):
        article = an_article()
    assert Article.objects.get(pk=article.pk).is_public


def test_an_article_that_is_gone_is_related_to_nobody():
    assert relate_article.func(9_999) == 0


def test_the_command_works_everything_out_anew(capsys):
    first, second = an_article(tags=["CSTO"]), an_article(tags=["CSTO"])
    assert companions(first) == companions(second) == []
    call_command("relate_articles")
    assert capsys.readouterr().out == "2 bài, 2 chỗ đứng cạnh nhau.\n"
    assert headlines(first) == [second.headline]


# What it costs ----------------------------------------------------------------------


def test_reading_takes_one_query(django_assert_num_queries):
    for n in range(5):
        related(tags=["CSTO", f"Chủ đề {n}"])
    article = related(tags=["CSTO", *(f"Chủ đề {n}" for n in range(20))])
    read = Article.objects.with_page_parts().get(pk=article.pk)
    with django_assert_num_queries(1):
        neighbours(read)


def test_relating_costs_the_same_however_many_share_a_topic(django_assert_max_num_queries):
    for _ in range(3):
        related(tags=["CSTO"])
    article = an_article(tags=["CSTO"])
    with django_assert_max_num_queries(22):
        relate(article)
    for _ in range(20):
        related(tags=["CSTO"])
    with django_assert_max_num_queries(22):
        relate(article)
