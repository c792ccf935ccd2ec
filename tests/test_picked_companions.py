"""Companions that editors pick: who may, where they stand, and what two editors get."""

import pytest
from django.contrib.admin.models import LogEntry
from django.core.exceptions import PermissionDenied

from articles import publishing
from articles.models import Article, PendingEdit
from articles.related import neighbours
from articles.related.picking import MOST, pick
from articles.related.relating import relate
from tests.builders import a_draft, a_reporter, an_article, an_editor
from tests.desk import at_the_desk, desk, filled_in

pytestmark = pytest.mark.django_db

ARTICLE = "articles.article"
PICKS = "picked_companions"


def beside(article) -> list[tuple[str, str]]:
    read = Article.objects.with_page_parts().get(pk=article.pk)
    return [(each.article.headline, each.reason) for each in neighbours(read).related]


def picks(article) -> list[Article]:
    return [each.other for each in article.picked_companions.all()]


def form_of(client, article) -> dict[str, object]:
    return filled_in(client.get(desk(ARTICLE, "change", article.pk)))


def with_picks(sent, *others) -> dict[str, object]:
    """The form with these articles added to the list, none of them numbered."""
    sent = sent | {f"{PICKS}-TOTAL_FORMS": str(len(others)), "_continue": "1"}
    for n, other in enumerate(others):
        sent |= {f"{PICKS}-{n}-other": other.pk, f"{PICKS}-{n}-position": ""}
    return sent


# Where they stand ---------------------------------------------------------------------


def test_picks_stand_before_what_is_computed_in_their_order():
    first, second = an_article("Chọn một"), an_article("Chọn hai")
    relate(an_article("Cùng chủ đề", tags=["CSTO"]))
    article = an_article(tags=["CSTO"])
    relate(article)
    pick(article, [second, first])
    assert beside(article) == [
        ("Chọn hai", "Tòa soạn chọn"),
        ("Chọn một", "Tòa soạn chọn"),
        ("Cùng chủ đề", "Cùng chủ đề: CSTO"),
    ]


def test_a_pick_that_is_also_computed_stands_once():
    other = an_article("Một bài", tags=["CSTO"])
    relate(other)
    article = an_article(tags=["CSTO"])
    relate(article)
    pick(article, [other])
    assert beside(article) == [("Một bài", "Tòa soạn chọn")]


def test_a_pick_that_readers_may_not_see_waits_for_its_hour():
    article, draft = an_article(), a_draft("Đang viết")
    pick(article, [draft])
    assert beside(article) == []
    publishing.publish(draft, by=None)
    assert beside(article) == [("Đang viết", "Tòa soạn chọn")]


# At the desk ----------------------------------------------------------------------------


def test_an_editor_picks_and_readers_see_it_at_once_without_a_new_version():
    article, one, two = an_article(), an_article("Một"), an_article("Hai")
    editor = at_the_desk("Biên tập viên")
    response = editor.post(
        desk(ARTICLE, "change", article.pk), with_picks(form_of(editor, article), one, two)
    )
    assert response.status_code == 302
    assert [headline for headline, _ in beside(article)] == ["Một", "Hai"]
    assert not PendingEdit.objects.exists()
    assert Article.objects.get(pk=article.pk).version == article.version
    said = LogEntry.objects.filter(object_id=article.pk).values_list("change_message", flat=True)
    assert "Đổi bài liên quan chọn tay" in said


def test_an_editor_moves_a_pick_and_takes_another_away():
    article, one, two, three = an_article(), *(an_article(f"Bài {n}") for n in range(3))
    pick(article, [one, two, three])
    editor = at_the_desk("Biên tập viên")
    sent = form_of(editor, article) | {
        f"{PICKS}-0-DELETE": "on",
        f"{PICKS}-1-position": "9",
        "_continue": "1",
    }
    editor.post(desk(ARTICLE, "change", article.pk), sent)
    assert picks(article) == [three, two]


def test_a_double_click_on_a_new_article_picks_once():
    other = an_article()
    reporter = at_the_desk("Phóng viên")
    sent = filled_in(reporter.get(desk(ARTICLE, "add"))) | {"headline": "Bài mới"}
    sent = with_picks(sent, other)
    for _ in range(2):
        assert reporter.post(desk(ARTICLE, "add"), sent).status_code == 302
    assert picks(Article.objects.get(headline="Bài mới")) == [other]


def test_an_article_does_not_stand_beside_itself():
    article = an_article()
    editor = at_the_desk("Biên tập viên")
    response = editor.post(
        desk(ARTICLE, "change", article.pk), with_picks(form_of(editor, article), article)
    )
    assert "Bài không đứng cạnh chính nó." in response.content.decode()
    assert picks(article) == []


def test_an_article_that_was_taken_back_cannot_be_picked():
    article, gone = an_article(), publishing.withdraw(an_article(), by=None, reason="Sai")
    editor = at_the_desk("Biên tập viên")
    response = editor.post(
        desk(ARTICLE, "change", article.pk), with_picks(form_of(editor, article), gone)
    )
    assert "đã gỡ" in response.content.decode()
    assert picks(article) == []


def test_a_reporter_picks_for_a_draft_of_their_own_and_not_for_a_live_article():
    reporter, other = at_the_desk("Phóng viên"), an_article()
    draft = a_draft("Bản nháp", created_by=reporter.user)
    reporter.post(desk(ARTICLE, "change", draft.pk), with_picks(form_of(reporter, draft), other))
    assert picks(draft) == [other]
    live = an_article("Đang đăng", created_by=reporter.user)
    sent = with_picks(form_of(reporter, live), other)
    assert reporter.post(desk(ARTICLE, "change", live.pk), sent).status_code == 302
    assert picks(live) == []


# The verb -----------------------------------------------------------------------------------


def test_who_may_not_change_what_readers_see_may_not_pick():
    article = an_article()
    with pytest.raises(PermissionDenied):
        pick(article, [an_article()], by=a_reporter())


def test_two_editors_at_once_keep_each_others_picks():
    article, one, two, three = an_article(), an_article(), an_article(), an_article()
    pick(article, [one])
    pick(article, [one, two], opened=[one.pk], by=an_editor())
    pick(article, [three], opened=[one.pk], by=an_editor())
    assert picks(article) == [three, two]


def test_nobody_picks_more_than_fit():
    article = an_article()
    pick(article, [an_article() for _ in range(MOST + 3)])
    assert len(picks(article)) == MOST
