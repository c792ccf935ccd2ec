"""Two people at one article: who is there, who lets go, and that nobody's words are lost."""

import json
from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.utils import timezone

from articles import presence, publishing
from articles.models import Article, Autosave, PendingEdit, Presence, Revision
from tests.builders import a_draft, a_photo, an_article, words_of
from tests.desk import DeskClient, at_the_desk, desk, filled_in

ARTICLE = "articles.article"
pytestmark = pytest.mark.django_db


def opened(client, article) -> dict[str, object]:
    """What an editor's form would send if nothing were changed in it."""
    return filled_in(client.get(desk(ARTICLE, "change", article.pk)))


def read(response) -> str:
    """What an editor reads on a page, what a comparison strikes out aside."""
    page = BeautifulSoup(response.text, "html.parser")
    for hidden in page.select(".sr-only, del"):
        hidden.decompose()
    return " ".join(page.get_text("").split())


def send(client, article, form, **changes):
    return client.post(desk(ARTICLE, "change", article.pk), form | changes, follow=True)


@pytest.fixture
def lan():
    return at_the_desk("Biên tập viên")


@pytest.fixture
def minh():
    return at_the_desk("Biên tập viên")


@pytest.mark.parametrize("make", [a_draft, an_article])
def test_a_stale_save_is_refused_with_three_versions_and_nothing_lost(lan, minh, make):
    article = make("Tít đầu tiên")
    lans, minhs = opened(lan, article), opened(minh, article)
    send(lan, article, lans, headline="Tít của Lan")
    response = send(minh, article, minhs, headline="Tít của Minh", kicker="Tít dẫn của Minh")
    for words in ("Tít đầu tiên", "Tít của Lan", "Tít của Minh", "Tít dẫn của Minh"):
        assert words in read(response)
    assert str(lan.user) in read(response)
    assert publishing_words(article)["headline"] == "Tít của Lan"


def publishing_words(article):
    pending = PendingEdit.objects.filter(article=article).first()
    return pending.content if pending else words_of(Article.objects.get(pk=article.pk))


@pytest.mark.parametrize("make", [a_draft, an_article])
def test_an_editor_chooses_part_by_part_what_goes_on(lan, minh, make):
    article = make("Tít đầu tiên")
    lans, minhs = opened(lan, article), opened(minh, article)
    send(lan, article, lans, headline="Tít của Lan", standfirst="Sapo của Lan.")
    mine = minhs | {"headline": "Tít của Minh", "standfirst": "Sapo của Minh."}
    refused = send(minh, article, mine)
    seen = refused.context["conflict"].version
    choice = {"seen_version": seen, "take-headline": "theirs", "take-standfirst": "mine"}
    send(minh, article, mine | choice)
    words = publishing_words(article)
    assert (words["headline"], words["standfirst"]) == ("Tít của Lan", "Sapo của Minh.")


def test_a_choice_made_about_an_older_version_is_asked_again(lan, minh):
    article = a_draft("Tít đầu tiên")
    lans, minhs = opened(lan, article), opened(minh, article)
    send(lan, article, lans, headline="Tít của Lan")
    refused = send(minh, article, minhs, headline="Tít của Minh")
    seen = refused.context["conflict"].version
    send(lan, article, opened(lan, article), headline="Tít của Lan, lần hai")
    response = send(minh, article, minhs, headline="Tít của Minh", seen_version=seen)
    assert "Tít của Lan, lần hai" in read(response)
    article.refresh_from_db()
    assert article.headline == "Tít của Lan, lần hai"


def test_what_an_editor_did_not_touch_is_proposed_from_the_colleague(lan, minh):
    article = a_draft("Tít đầu tiên")
    lans, minhs = opened(lan, article), opened(minh, article)
    send(lan, article, lans, standfirst="Sapo của Lan.")
    response = send(minh, article, minhs, headline="Tít của Minh")
    proposed = {row.name: side for row, side in response.context["conflict"].rows}
    assert proposed == {"headline": "mine", "standfirst": "theirs"}


def test_ones_own_double_click_is_no_conflict(lan):
    article = a_draft("Tít")
    form = opened(lan, article) | {"headline": "Tít mới"}
    for _click in range(2):
        response = send(lan, article, form)
        assert "Người khác" not in response.text
    article.refresh_from_db()
    assert article.headline == "Tít mới"
    assert Revision.objects.filter(article=article).count() == 2


def test_an_editor_sees_who_has_the_article_open_and_since_when(lan, minh):
    article = a_draft()
    lan.get(desk(ARTICLE, "change", article.pk))
    page = minh.get(desk(ARTICLE, "change", article.pk)).text
    assert f"{lan.user} cũng đang mở bài này" in page
    beat = lan.get(desk(ARTICLE, "heartbeat", article.pk)).json()
    assert [other["name"] for other in beat["others"]] == [str(minh.user)]


def test_who_closed_the_browser_is_not_there_any_more(lan, minh):
    article = a_draft()
    lan.get(desk(ARTICLE, "change", article.pk))
    long_ago = timezone.now() - presence.GONE_AFTER - timedelta(seconds=1)
    Presence.objects.update(seen_at=long_ago)
    assert minh.get(desk(ARTICLE, "change", article.pk)).context["others"] == []


def test_taking_over_tells_the_other_editor_with_a_message(lan, minh):
    article = a_draft()
    for client in (lan, minh):
        client.get(desk(ARTICLE, "change", article.pk))
    minh.post(desk(ARTICLE, "take_over", article.pk), {"message": "Tôi cần đăng ngay."})
    told = lan.get(desk(ARTICLE, "heartbeat", article.pk)).json()["taken_over"]
    assert told == {"by": str(minh.user), "message": "Tôi cần đăng ngay."}
    lan.get(desk(ARTICLE, "change", article.pk))
    assert lan.get(desk(ARTICLE, "heartbeat", article.pk)).json()["taken_over"] is None


def test_a_reporter_does_not_take_over_what_is_not_theirs(lan):
    article = a_draft()
    reporter = at_the_desk("Phóng viên")
    lan.get(desk(ARTICLE, "change", article.pk))
    assert reporter.post(desk(ARTICLE, "take_over", article.pk)).status_code == 403


def keep(client, key, opened_version=0, **typed):
    return client.post(
        desk(ARTICLE, "autosave"),
        json.dumps({"key": str(key), "opened_version": opened_version, "typed": typed}),
        content_type="application/json",
    )


def test_what_is_typed_is_kept_in_one_row_and_offered_again(lan):
    article = a_draft()
    for headline in ("Đang g", "Đang gõ dở"):
        assert keep(lan, article.pk, headline=headline).status_code == 200
    assert Autosave.objects.get().typed == {"headline": "Đang gõ dở"}
    page = lan.get(desk(ARTICLE, "change", article.pk))
    assert page.context["autosave"]["typed"] == {"headline": "Đang gõ dở"}
    send(lan, article, filled_in(page), headline="Đã lưu")
    assert not Autosave.objects.exists()


def test_a_new_article_that_was_never_saved_is_offered_again(lan):
    form = filled_in(lan.get(desk(ARTICLE, "add")))
    keep(lan, form["form_key"], headline="Bài chưa lưu lần nào")
    page = lan.get(desk(ARTICLE, "add"))
    assert page.context["autosave"]["typed"]["headline"] == "Bài chưa lưu lần nào"


def test_nobody_reads_or_writes_the_autosave_of_another(lan, minh):
    article = a_draft()
    keep(lan, article.pk, headline="Của Lan")
    assert minh.get(desk(ARTICLE, "change", article.pk)).context["autosave"] is None
    minh.post(desk(ARTICLE, "drop_autosave"), {"key": article.pk})
    assert Autosave.objects.get().editor == lan.user


@pytest.mark.parametrize(
    "sent",
    [
        "",
        "{",
        "[]",
        "null",
        '{"key": 1}',
        '{"key": "1", "typed": [1]}',
        '{"key": "1", "typed": {"a": 1}}',
        '{"key": "1", "typed": {"a": {"b": "c"}}}',
        '{"key": "1", "typed": "abc"}',
        '{"key": "999999999999999999999", "typed": {}}',
        '{"key": "x", "typed": {}}',
        '{"key": "1", "opened_version": "x", "typed": {"a": "\\u0000"}}',
        "\xff\xfe",
    ],
)
def test_an_odd_autosave_is_refused_kindly(lan, sent):
    a_draft()
    response = lan.post(desk(ARTICLE, "autosave"), sent, content_type="application/json")
    assert response.status_code in (200, 400, 403, 413), response.status_code


def test_a_reporter_keeps_no_text_for_somebody_elses_piece():
    article, reporter = a_draft(), at_the_desk("Phóng viên")
    assert keep(reporter, article.pk, headline="x").status_code == 403


def test_a_form_sent_after_the_session_ended_comes_back_whole(lan):
    client = DeskClient()
    article = a_draft()
    form = opened(lan, article) | {"standfirst": "Một câu dài mà không ai muốn gõ lại lần nữa."}
    address = desk(ARTICLE, "change", article.pk)
    response = client.post(address, form, headers={"Sec-Fetch-Site": "same-origin"})
    assert response.status_code == 403
    assert "chữ của bạn còn nguyên" in response.text
    assert 'name="standfirst" value="Một câu dài mà không ai muốn gõ lại lần nữa."' in response.text
    client.force_login(lan.user)
    client.post(address, form)
    article.refresh_from_db()
    assert article.standfirst.startswith("Một câu dài")


def test_a_form_that_another_site_sends_is_not_handed_back(client):
    address = desk(ARTICLE, "add")
    response = client.post(address, {"headline": "Của kẻ lạ"}, headers={"Origin": "https://la.vn"})
    assert response.status_code == 403
    assert "Của kẻ lạ" not in response.text


def test_a_piece_that_went_into_review_meanwhile_gives_the_typed_text_back():
    reporter = at_the_desk("Phóng viên")
    article = a_draft()
    Article.objects.update(created_by=reporter.user)
    form = opened(reporter, article) | {
        "standfirst": "Chữ gõ thêm sau khi đã gửi duyệt ở thẻ khác."
    }
    publishing.submit(article, reporter.user)
    response = send(reporter, article, form)
    assert response.status_code == 403
    assert "Chữ gõ thêm sau khi đã gửi duyệt" in response.text


def test_a_script_is_told_that_the_session_is_over(client):
    article = a_draft()
    for answer in (
        keep(client, article.pk, headline="x"),
        client.get(desk(ARTICLE, "heartbeat", article.pk)),
        client.get(desk(ARTICLE, "token")),
    ):
        assert answer.json() == {"signed_out": True}
    assert not Autosave.objects.exists()
    assert not Presence.objects.exists()


def test_a_double_click_on_a_new_article_makes_one():
    editor = at_the_desk("Biên tập viên")
    form = filled_in(editor.get(desk(ARTICLE, "add"))) | {"headline": "Bài mới"}
    first, second = (editor.post(desk(ARTICLE, "add"), form | {"_continue": "1"}) for _n in "ab")
    assert Article.objects.get().headline == "Bài mới"
    assert first.url == second.url


def test_a_photo_reworded_meanwhile_does_not_change_what_an_editor_started_from(lan, minh):
    photo = a_photo()
    article = an_article("Tít đang đăng", lead_photo=photo)
    publishing.write(article, words_of(article, headline="Bản sửa chung"), lan.user)
    with publishing.photo_change(photo, None):
        photo.caption = "Chú thích mới."
        photo.save()
    lans, minhs = opened(lan, article), opened(minh, article)
    send(lan, article, lans, headline="Tít của Lan")
    response = send(minh, article, minhs, standfirst="Sapo của Minh.")
    proposed = {row.name: side for row, side in response.context["conflict"].rows}
    assert proposed == {"headline": "theirs", "standfirst": "mine"}
