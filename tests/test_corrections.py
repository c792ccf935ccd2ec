"""Readers are told what was wrong: on the article, and on a list that ends every page."""

import re
from datetime import datetime, timedelta

import pytest
from django.utils import timezone

from articles import corrections, publishing
from articles.models import Article, Correction
from tests.builders import a_category, an_article

pytestmark = pytest.mark.django_db

SORRY = "Tòa soạn xin lỗi bạn đọc và ông Nguyễn Văn A."


def main_of(client, address: str) -> str:
    html = client.get(address).content.decode()
    return html[html.index("<main") : html.index("</main>")]


def a_corrected(headline: str = "Bến sông", wrong: str = "năm 1944", **words: str) -> Article:
    told = {"right": "năm 1945", "apology": SORRY} | words
    return publishing.correct(an_article(headline), by=None, wrong=wrong, **told)


def test_a_reader_of_the_article_learns_what_was_wrong_before_reading_on(client):
    page = main_of(client, a_corrected().get_absolute_url())
    parts = ["Đính chính", "Đã viết", "năm 1944", "Đúng là", "năm 1945", SORRY, "Đoạn thứ nhất."]
    places = [page.index(part) for part in parts]
    assert places == sorted(places)
    assert page.index("Một câu tóm tắt.") < page.index("Đính chính")
    assert 'href="/dinh-chinh/"' in page


def test_several_corrections_stand_newest_first(client):
    article = a_corrected(wrong="sai thứ nhất")
    article = publishing.correct(article, by=None, wrong="sai thứ hai", right="đúng")
    page = main_of(client, article.get_absolute_url())
    assert page.index("sai thứ hai") < page.index("sai thứ nhất")
    assert page.count('id="dinh-chinh"') == 1


def test_an_article_without_corrections_shows_none(client):
    assert "Đính chính" not in main_of(client, an_article().get_absolute_url())


def test_the_time_of_change_is_shown_after_an_update_or_a_correction_and_not_after_a_fix(client):
    article = an_article()
    fixed = publishing.fix(publishing.write(article, {"headline": "Tít mới"}, by=None), by=None)
    assert "Cập nhật" not in main_of(client, fixed.get_absolute_url())
    updated = publishing.update(publishing.write(fixed, {"standfirst": "Mới."}, by=None), by=None)
    page = main_of(client, updated.get_absolute_url())
    assert f"{timezone.localtime(updated.updated_at):%H:%M · %d/%m/%Y}" in page
    assert "Cập nhật" in page
    assert "Cập nhật" in main_of(client, a_corrected("Khác").get_absolute_url())


def test_the_corrected_words_stand_in_the_text_and_the_wrong_ones_in_the_notice_only(client):
    article = an_article(body="<p>Xây năm 1944.</p>")
    article = publishing.write(article, {"body": "<p>Xây năm 1945.</p>"}, by=None)
    article = publishing.correct(article, by=None, wrong="năm 1944", right="năm 1945")
    page = main_of(client, article.get_absolute_url())
    assert "Xây năm 1945." in page
    assert page.count("1944") == 1


def test_a_reported_error_is_not_told_before_it_is_settled(client):
    article = an_article()
    publishing.report_error(article, by=None, wrong="lỗi mới báo")
    for address in (article.get_absolute_url(), "/dinh-chinh/", "/dinh-chinh/rss.xml"):
        assert "lỗi mới báo" not in client.get(address).content.decode()


def test_the_list_names_the_item_its_section_and_day_then_wrong_right_and_apology(client):
    article = a_corrected()
    Article.objects.update(published_at=timezone.now() - timedelta(days=9))
    article.refresh_from_db()
    page = main_of(client, "/dinh-chinh/")
    day = f"{article.published_on:%d/%m/%Y}"
    parts = ["Bến sông", "Thế giới", day, "năm 1944", "năm 1945", SORRY]
    places = [page.index(part) for part in parts]
    assert places == sorted(places)
    assert f'href="{article.get_absolute_url()}#dinh-chinh"' in page


def test_the_list_is_newest_first_and_is_walked_to_its_end(client):
    article = an_article()
    for n in range(45):
        Correction.objects.create(
            article=article,
            wrong=f"sai {n}.",
            right="đúng",
            published_at=timezone.now() - timedelta(minutes=n // 7),
        )
    found, address = [], "/dinh-chinh/"
    while address:
        page = main_of(client, address)
        found += re.findall(r"sai \d+\.", page)
        following = re.search(r'rel="next" href="([^"]+)"', page)
        address = following[1] if following else ""
    assert found == [each.wrong for each in Correction.objects.published().newest_first()]
    assert len(set(found)) == 45


@pytest.mark.parametrize("mark", ["abc", "1-", "99999999999999999999-1", "\x00"])
def test_a_broken_mark_is_the_first_page(client, mark):
    a_corrected()
    assert "năm 1944" in client.get("/dinh-chinh/", {"sau": mark}).content.decode()


def test_the_correction_of_a_withdrawn_story_leaves_the_list(client):
    article = a_corrected()
    publishing.withdraw(article, by=None, reason="Sai.")
    assert "năm 1944" not in main_of(client, "/dinh-chinh/")
    assert corrections.page().corrections == []
    publishing.restore(article, by=None)
    assert "năm 1944" in main_of(client, "/dinh-chinh/")


def test_an_empty_list_says_so(client):
    assert "Chưa có đính chính nào." in main_of(client, "/dinh-chinh/")


@pytest.mark.parametrize("address", ["/", "/the-gioi/", "/dinh-chinh/", "/khong-co/"])
def test_every_page_leads_to_the_corrections(client, address):
    a_category()
    html = client.get(address).content.decode()
    assert 'href="/dinh-chinh/"' in html[html.index("<footer class") :]


def test_what_was_wrong_is_shown_as_text(client):
    article = a_corrected(wrong="<b onclick=x>hai</b>\nba", right='"</dd><script>')
    for address in (article.get_absolute_url(), "/dinh-chinh/"):
        page = main_of(client, address)
        assert "&lt;b onclick=x&gt;hai&lt;/b&gt;<br>ba" in page
        assert "<script>" not in page


def test_the_article_and_the_list_tell_the_same(client):
    article = a_corrected()
    notice, row = corrections.notices(article)[0], Correction.objects.get()
    for part in ("wrong", "right", "apology", "published_at"):
        assert getattr(notice, part) == getattr(row, part)
    assert isinstance(notice.published_at, datetime)
