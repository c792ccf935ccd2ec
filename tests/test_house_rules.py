"""The house rules have versions; who comments accepts the one in force, once."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from comments.models import HouseRules, RulesAcceptance
from tests.builders import a_user, an_article

pytestmark = pytest.mark.django_db
PAGE = "/quy-tac-binh-luan/"


def rules(version, text="Lịch sự.\n\nĐúng chủ đề.", **ago):
    at = timezone.now() - timedelta(**(ago or {"days": 1}))
    return HouseRules.objects.create(version=version, text=text, published_at=at)


def post(client, article, text="Bài hay.", **fields):
    return client.post(f"/binh-luan/{article.pk}/", {"name": "Lan", "text": text} | fields)


def html_of(response):
    return BeautifulSoup(response.content, "html.parser")


def form_on(client, article):
    return html_of(client.get(article.get_absolute_url())).select_one("#viet-binh-luan form")


def test_a_paper_without_rules_asks_for_nothing(client):
    article = an_article()
    form = form_on(client, article)
    assert "Quy tắc" not in form.get_text()
    assert post(client, article).status_code == 303
    assert "chưa công bố" in client.get(PAGE).content.decode()


def test_the_form_names_the_version_and_sending_accepts_it(client):
    rules(2)
    rules(3)
    article = an_article()
    form = form_on(client, article)
    assert "Quy tắc bình luận (bản 3)" in form.get_text()
    assert form.select_one(f'a[href="{PAGE}"]')
    assert form.select_one("[name=rules]")["value"] == "3"
    post(client, article, rules="3")
    comment = article.comments.get()
    accepted = RulesAcceptance.objects.get()
    assert (accepted.voice, accepted.rules.version) == (comment.voice, 3)


def test_a_version_is_accepted_once(client):
    rules(1)
    article = an_article()
    for n in range(3):
        post(client, article, f"Lời {n}", rules="1")
    assert article.comments.count() == 3
    assert RulesAcceptance.objects.count() == 1
    assert post(client, article, "Lời không kèm số bản").status_code == 303


def test_a_double_click_of_a_newcomer_accepts_once():
    rules(1)
    article = an_article()
    for _ in range(2):
        assert post(Client(), article, rules="1").status_code == 303
    assert RulesAcceptance.objects.get().voice == article.comments.get().voice


@pytest.mark.parametrize("named", ["", "1", "7", "x", "-1", "9" * 30])
def test_a_newer_version_is_shown_before_anything_is_taken(client, named):
    rules(1, "Lịch sự.\n\nĐúng chủ đề.")
    rules(2, "Lịch sự.\n\nĐúng chủ đề.\n\nKhông quảng cáo.")
    article = an_article()
    answer = post(client, article, "Lời <i>viết</i>", rules=named, email="lan@bao.vn")
    assert answer.status_code == 422
    assert not article.comments.exists()
    assert not RulesAcceptance.objects.exists()
    html = html_of(answer)
    assert "có bản mới" in html.select_one(".errors").get_text()
    told = [item.get_text(" ", strip=True) for item in html.select(".new-rules li")]
    new = "Mới Không quảng cáo." if named == "1" else "Không quảng cáo."
    assert told == ["Lịch sự.", "Đúng chủ đề.", new]
    form = html.select_one("#viet-binh-luan form")
    assert "Đồng ý và gửi" in form.select_one(".send").get_text()
    sent = {
        box["name"]: box.get("value", "") for box in form.select("input[name]:not([type=checkbox])")
    }
    sent["text"] = form.textarea.get_text().removeprefix("\n")
    assert (sent["text"], sent["email"], sent["rules"]) == ("Lời <i>viết</i>", "lan@bao.vn", "2")
    assert client.post(f"/binh-luan/{article.pk}/", sent).status_code == 303
    assert RulesAcceptance.objects.get().rules.version == 2


def test_whoever_accepted_an_older_version_is_asked_again(client):
    rules(1)
    article = an_article()
    post(client, article, "Lời một", rules="1")
    rules(2)
    assert post(client, article, "Lời hai", rules="1").status_code == 422
    assert post(client, article, "Lời hai", rules="2").status_code == 303


def test_a_version_holds_from_its_hour_only(client):
    rules(1)
    rules(2, days=-1)
    article = an_article()
    assert form_on(client, article).select_one("[name=rules]")["value"] == "1"
    assert post(client, article, rules="1").status_code == 303
    assert client.get(f"{PAGE}ban-2/").status_code == 404
    assert "Bản 2" not in client.get(PAGE).content.decode()


def test_an_account_accepts_for_every_browser():
    rules(1)
    article, user = an_article(), a_user()
    here, there = Client(), Client()
    for browser in (here, there):
        browser.force_login(user)
    post(here, article, "Lời một", rules="1")
    assert post(there, article, "Lời hai").status_code == 303


def test_the_current_and_the_earlier_versions_can_be_read(client):
    rules(1, "Điều cũ.", days=9)
    rules(2, "Điều một.\n\n<b>Điều hai</b>.", days=2)
    page = html_of(client.get(PAGE))
    assert [li.get_text() for li in page.select(".house-rules li")] == [
        "Điều một.",
        "<b>Điều hai</b>.",
    ]
    assert page.select_one(f'.versions a[href="{PAGE}ban-1/"]')
    old = html_of(client.get(f"{PAGE}ban-1/"))
    assert [li.get_text() for li in old.select(".house-rules li")] == ["Điều cũ."]
    assert "không còn hiệu lực" in old.select_one(".superseded").get_text()
    assert old.select_one("meta[name=robots]")["content"] == "noindex"
    assert "noindex" not in page.select_one("meta[name=robots]")["content"]
    assert client.get(f"{PAGE}ban-2/").status_code == 200


@pytest.mark.parametrize("number", ["0", "3", "9" * 30, "-1", "x"])
def test_a_version_that_never_was_is_not_found(client, number):
    rules(1)
    assert client.get(f"{PAGE}ban-{number}/").status_code == 404


def test_the_pages_are_the_same_for_everybody(client, django_assert_max_num_queries):
    for n in range(1, 9):
        rules(n)
    member = Client()
    member.force_login(a_user(is_staff=True))
    for address in (PAGE, f"{PAGE}ban-3/"):
        with django_assert_max_num_queries(4):
            answer = client.get(address)
        assert not answer.cookies
        assert "Cookie" not in answer.headers.get("Vary", "")
        assert member.get(address).content == answer.content


def test_every_page_leads_to_the_rules(client):
    assert html_of(client.get("/")).select_one(f'footer a[href="{PAGE}"]')


def test_the_sample_rules_are_ready_to_use():
    call_command("loaddata", "house_rules", verbosity=0)
    first = HouseRules.objects.in_force().get()
    assert first.version == 1
    assert 8 <= len(first.text.split("\n\n")) <= 10
