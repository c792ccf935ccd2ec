"""WCAG 2.2 AA, as far as a machine can tell, on every kind of page in light and dark."""

from datetime import timedelta

import pytest
from django.utils import timezone

from articles import publishing
from articles.models import ReadCount, StoryLine
from articles.paging import mark_of
from articles.reads.writing import rank
from articles.related.picking import pick
from tests.builders import a_comment, a_draft, a_user, an_article
from tests.journeys.axe import EVERYTHING, faults_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

A_DAY = timedelta(days=1)


@pytest.mark.parametrize("width", [360, 1280])
def test_every_page_can_be_read_by_everybody(new_page, article, width):
    comment = a_comment(article, is_pick=True, helpful_count=3)
    a_comment(article, "Một lời đáp.", parent=comment)
    a_comment(article, "Một lời khác.", author=a_user(is_staff=True), edited_at=timezone.now())
    gone = publishing.withdraw(an_article("Bài đã gỡ"), by=None, reason="Tin không đúng.")
    corrected = an_article("Bài có đính chính", category=article.category)
    for wrong, right in (("năm 1944", "năm 1945"), ("ông Bình", "ông Bính")):
        publishing.correct(corrected, None, wrong, right, "Tòa soạn xin lỗi bạn đọc.")
    line = StoryLine.objects.create(name="Mùa bão", summary="Từ áp thấp đến khi nước rút.")
    for each, label in ((article, "Đêm 7/9, bão vào bờ"), (corrected, "")):
        line.entries.create(article=each, label=label)
        ReadCount.objects.create(article=each, hour=timezone.now(), reads=3)
    rank()
    pick(article, [corrected])
    link = a_draft("Bài chưa đăng").preview_links.create(expires_at=timezone.now() + A_DAY)
    page = new_page(viewport={"width": width, "height": 800})
    addresses = [
        "/",
        article.get_absolute_url(),
        article.get_absolute_url() + "#da-gui",
        f"/binh-luan/{article.pk}/?xep=huu-ich",
        comment.get_absolute_url(),
        f"/bao-cao/{comment.pk}/",
        gone.get_absolute_url(),
        "/the-gioi/",
        "/chu-de/csto/",
        "/tac-gia/pv/",
        "/tim-kiem/?q=csto",
        "/tim-kiem/?q=khong+co",
        "/thong-tin-toa-soan/",
        "/khong-co/",
        corrected.get_absolute_url(),
        "/dinh-chinh/",
        "/luu-tru/",
        f"/luu-tru/{corrected.published_on:%Y/%m}/",
        f"/the-gioi/?sau={mark_of(corrected)}",
        "/dong-su-kien/",
        line.get_absolute_url(),
        "/quy-tac-binh-luan/",
        "/toi/binh-luan/",
        link.get_absolute_url(),
    ]
    complaints = []
    for address in addresses:
        page.goto(address)
        complaints += faults_of(page, rules=EVERYTHING)
    assert complaints == []
