"""What the desk's editor is told while somebody writes, and that asking changes nothing."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.urls import reverse
from django.utils import timezone

from articles import body, links, publishing
from articles.models import Article, Author, LegacyPath, Photo, Source, Tag
from tests.builders import a_draft, a_photo, a_user, an_article
from tests.desk import DeskClient, at_the_desk, desk, owner

pytestmark = pytest.mark.django_db

SOURCES = Path(__file__).resolve().parent.parent / "fixtures" / "sources"
PAGES = ["articles", "embed", "links", "paste"]


def found(client, typed: str, **more) -> list[str]:
    answer = client.get(reverse("editor:articles"), {"q": typed} | more)
    return [article["headline"] for article in answer.json()["articles"]]


# Who may ask ----------------------------------------------------------------


@pytest.mark.parametrize("page", PAGES)
def test_nobody_asks_without_signing_in(client, page):
    for answer in (client.get(reverse(f"editor:{page}")), client.post(reverse(f"editor:{page}"))):
        assert answer.status_code == 302
        assert reverse("admin:login") in answer["Location"]


@pytest.mark.parametrize("page", PAGES)
def test_a_moderator_of_comments_is_told_nothing(page):
    client = DeskClient()
    client.force_login(a_user(is_staff=True))
    send = client.post if page in ("links", "paste") else client.get
    answer = send(reverse(f"editor:{page}"))
    assert answer.status_code == 403
    assert "quyền" in answer.json()["why"]


def test_a_reporter_asks_everything():
    client = at_the_desk("Phóng viên")
    assert client.get(reverse("editor:articles")).status_code == 200
    assert client.get(reverse("editor:embed")).status_code == 200
    assert client.post(reverse("editor:links")).status_code == 200
    assert client.post(reverse("editor:paste")).status_code == 200


# See also -------------------------------------------------------------------


def test_an_editor_finds_articles_with_or_without_marks():
    client = owner()
    an_article("Chợ nổi Cái Răng")
    an_article("Đường sắt Bắc – Nam")
    assert found(client, "cho noi") == ["Chợ nổi Cái Răng"]
    assert found(client, "Chợ nổi") == ["Chợ nổi Cái Răng"]
    assert found(client, "CHO\u031b\u0323 nổi") == ["Chợ nổi Cái Răng"]
    assert found(client, "duong sat bac nam") == ["Đường sắt Bắc – Nam"]
    assert found(client, "khong co") == []


def test_what_is_spelled_as_typed_stands_first():
    client = owner()
    an_article("Tòa nhà mới", at=timezone.now() - timedelta(days=9))
    an_article("Toa tàu mới", at=timezone.now() - timedelta(days=1))
    assert found(client, "toà") == ["Tòa nhà mới", "Toa tàu mới"]
    assert found(client, "toa")[0] == "Toa tàu mới"


def test_drafts_are_found_and_marked():
    client = owner()
    a_draft("Bài nháp")
    an_article("Bài nháp đã đăng")
    rows = client.get(reverse("editor:articles"), {"q": "bai nhap"}).json()["articles"]
    assert {row["headline"]: row["is_public"] for row in rows} == {
        "Bài nháp": False,
        "Bài nháp đã đăng": True,
    }


def test_an_article_does_not_find_itself():
    client = owner()
    article = an_article("Chỉ một bài")
    assert found(client, "chi mot", tru=article.pk) == []
    assert found(client, "chi mot", tru="la") == ["Chỉ một bài"]


@pytest.mark.parametrize("typed", ["\x00", "%", "'", "a" * 5000, "\ud800" * 0 + "…", "  "])
def test_odd_words_find_no_fault(typed):
    client = owner()
    assert client.get(reverse("editor:articles"), {"q": typed, "tru": "9" * 30}).status_code == 200


# Embeds and links -----------------------------------------------------------


def test_an_editor_is_told_what_an_address_shows():
    client = owner()
    told = client.get(reverse("editor:embed"), {"dia-chi": "https://youtu.be/dQw4w9WgXcQ"}).json()
    assert told["label"] == "Video YouTube"
    assert told["address"] == "https://www.youtube.com/watch?v=dQw4w9WgXcQ"
    refused = client.get(reverse("editor:embed"), {"dia-chi": "https://la.test/x"}).json()
    assert "YouTube, Vimeo" in refused["why"]


def test_an_editor_is_told_which_links_lead_nowhere():
    good, withdrawn, draft = an_article(), an_article(), a_draft()
    publishing.withdraw(withdrawn, by=None, reason="Sai.")
    LegacyPath.objects.create(path="/bai-cu-1.htm", article=good)
    text = "".join(
        f'<p><a href="{address}">chữ {n}</a></p>'
        for n, address in enumerate(
            [
                good.get_absolute_url(),
                withdrawn.get_absolute_url(),
                draft.get_absolute_url(),
                "/khong-co-999999.html",
                "/bai-cu-1.htm",
                "/bai-cu-2.htm",
                "/khong-co-muc/",
                good.category.get_absolute_url(),
                "https://vov.vn/a",
                "http://localhost/a",
                "https://vov",
                "mailto:toasoan",
                "/toa-soan/",
                f"/bai-{'9' * 40}.html",
            ]
        )
    )
    told = owner().post(reverse("editor:links"), {"noi-dung": text}).json()
    assert told["count"] == 14
    why = {problem["place"]: problem["why"] for problem in told["problems"]}
    assert sorted(why) == [1, 2, 3, 5, 6, 9, 10, 11, 12, 13]
    assert why[1] == "bài này đã gỡ."
    assert why[2] == "bài này chưa đăng hoặc đã hạ."
    assert "tòa soạn" in why[12]


def test_links_of_a_text_are_looked_up_together(django_assert_num_queries):
    articles = [a_draft() for _n in range(5)]
    text = body.clean("".join(f'<a href="{a.get_absolute_url()}">a</a>' for a in articles))
    with django_assert_num_queries(1):
        sentences = links.broken_links(text)
    assert len(sentences) == 5
    assert sentences[0].startswith("Liên kết «a» (/")
    with django_assert_num_queries(0):
        assert links.broken_links("<p>Không có liên kết.</p>") == []


@pytest.mark.parametrize("address", ["http://[", "//", "/%00", "/\ud7ff", "https://a.b:99999999/"])
def test_a_broken_address_breaks_nothing(address):
    answer = owner().post(reverse("editor:links"), {"noi-dung": f'<a href="{address}">a</a>'})
    assert answer.status_code == 200


# A whole page ---------------------------------------------------------------


def pasted(text: str, client=None) -> dict:
    before = [model.objects.count() for model in (Article, Author, Photo, Source, Tag)]
    answer = (client or owner()).post(reverse("editor:paste"), {"van-ban": text})
    assert answer.status_code == 200
    assert [model.objects.count() for model in (Article, Author, Photo, Source, Tag)] == before
    return answer.json()


def test_a_page_of_a_known_layout_is_read_into_its_pieces():
    Source.objects.create(name="vov.vn")
    page = pasted((SOURCES / "000_64d0b9dc42b2bb41.txt").read_text())
    assert page["headline"] == "Các ngoại trưởng CSTO thảo luận các vấn đề an ninh"
    assert page["standfirst"].startswith("Ngày 20/6, tại thủ đô Minsk")
    assert page["body"].count("<p>") == 5
    assert page["authors"] == ["PV"]
    assert page["source"] == {"id": Source.objects.get().pk, "name": "vov.vn"}
    assert page["published"]["day"] == "21/06/2023"
    assert page["published"]["hour"].startswith("07:19")
    assert page["photos"][0]["credit"] == "CSTO"
    assert any(line["text"] == "Chuyên mục liên quan" for line in page["lines"])
    assert body.clean(page["body"]) == page["body"]


def test_a_text_of_no_known_layout_is_read_as_copy_usually_comes():
    page = pasted(
        "Chợ quê ngày mưa\n\nMưa từ sáng, chợ vẫn họp.\n\nBà Tư bán rau đã bốn mươi năm.\n\n"
        "Chợ tan lúc mười giờ. (Ảnh: Minh Hà)\n\nNgười về hết, còn lại mưa.\n\nMinh Hà\n(TTXVN)"
    )
    assert page["headline"] == "Chợ quê ngày mưa"
    assert page["standfirst"] == "Mưa từ sáng, chợ vẫn họp."
    assert page["authors"] == ["Minh Hà"]
    assert page["sign_off"] == "(TTXVN)"
    assert "Bà Tư" in page["body"]
    assert page["photos"] == [{"caption": "Chợ tan lúc mười giờ.", "credit": "Minh Hà"}]
    assert any("kho" in warning for warning in page["warnings"])


def test_a_page_pasted_as_its_code_is_read_as_its_words():
    page = pasted("<h1>Tít của bài</h1><p>Câu mở đầu.</p><p>Câu thứ hai <script>x</script></p>")
    assert (page["headline"], page["standfirst"]) == ("Tít của bài", "Câu mở đầu.")


def test_an_article_of_the_same_headline_is_pointed_out_but_not_the_one_being_written():
    article = an_article("Chợ quê ngày mưa")
    text = "Chợ quê ngày mưa\n\nCâu một.\n\nCâu hai."
    client = owner()
    assert pasted(text, client)["twins"][0]["address"] == desk(
        "articles.article", "change", article.pk
    )
    own = {"van-ban": text, "tru": article.pk}
    assert client.post(reverse("editor:paste"), own).json()["twins"] == []


@pytest.mark.parametrize(
    "text",
    ["", "   ", "Chỉ một dòng", "x" * 600_000, "\x01\x02", "A" * 400 + "\nb", "<p></p>", "{"],
)
def test_what_cannot_be_read_gets_a_reason(text):
    assert pasted(text)["why"]


@pytest.mark.parametrize(
    "text",
    ["Tít\nhttp://[\nNguồn: http://[/a\n", "Tít\nNguồn: https://vov.vn/bai\nMột.\nHai.", "a\n" * 9],
)
def test_odd_pages_are_read_without_a_fault(text):
    assert "why" in (page := pasted(text)) or page["headline"]


def test_a_question_by_the_wrong_method_is_refused():
    client = owner()
    assert client.get(reverse("editor:paste")).status_code == 405
    assert client.post(reverse("editor:articles")).status_code == 405


# The form -------------------------------------------------------------------


def test_the_form_tells_the_editor_where_to_ask():
    a_photo()
    page = owner().get(desk("articles.article", "add")).content.decode()
    for name in PAGES:
        assert f'data-{name}="{reverse(f"editor:{name}")}"' in page
    assert 'data-photo-library="' in page
    assert "photo-picker" in page
