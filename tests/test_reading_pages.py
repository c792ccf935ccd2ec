"""What readers find on the pages of the paper."""

import base64
import json
import re
from datetime import timedelta
from io import BytesIO
from itertools import pairwise
from unittest.mock import patch
from urllib.parse import parse_qs, urlsplit

import html5lib
import pytest
from bs4 import BeautifulSoup
from django.core.files.base import ContentFile
from django.template.loader import render_to_string
from django.utils import timezone
from PIL import Image

from articles import archive, body, publishing
from articles.models import Article, LegacyPath, Source
from articles.paging import PAGE_SIZE
from articles.related.relating import relate
from articles.tasks import make_renditions
from portal.models import Imprint
from tests.builders import a_category, a_comment, a_draft, a_photo, an_article, an_author

pytestmark = pytest.mark.django_db

HEADLINE = "Các ngoại trưởng CSTO thảo luận các vấn đề an ninh"


def read(client, address, status=200):
    response = client.get(address)
    assert response.status_code == status, address
    return BeautifulSoup(response.content, "html5lib")


def words(element):
    return " ".join(element.get_text(" ").split())


def a_picture(width=1500, height=1000, **fields):
    photo = a_photo(**fields)
    file = BytesIO()
    Image.new("RGB", (width, height), "darkred").save(file, "JPEG")
    photo.take_file(ContentFile(file.getvalue(), name="a.jpg"))
    make_renditions.func(photo.pk)
    photo.refresh_from_db()
    return photo


def a_whole_article(**fields):
    """An article with every part a page can show."""
    an_article("Lãnh đạo các nước CSTO nhất trí về phát triển hợp tác quân sự", tags=["CSTO"])
    source = Source.objects.create(name="vov.vn", address="https://vov.vn/")
    text = body.paragraph("Năm nay Belarus làm chủ tịch.") + body.reference("Bài chưa có")
    parts = {
        "category": a_category("Châu Âu", parent=a_category("Thế giới")),
        "by": ["PV", "Minh Hà"],
        "tags": ["CSTO", "Belarus"],
        "standfirst": "Ngày 20/6, tại thủ đô Minsk.",
        "lead_photo": a_picture(caption="Lực lượng gìn giữ hòa bình.", credit="CSTO"),
        "body": text,
        "sign_off": "(TTXVN/Vietnam+)",
        "source": source,
        "imported_good_ratings": 26,
    }
    article = an_article(HEADLINE, **parts | fields)
    relate(article)
    return article


def an_imprint():
    return Imprint.objects.create(
        jurisdiction="ru",
        name="Baonga.com",
        registrar="Роскомнадзор",
        registration_number="Эл № ФС77-73891",
        registered_on="2018-10-29",
        founder="Ха Вьет Лонг",
        founder_phone="+7(905) 238 89 99",
        editor_in_chief="Чан Тхи Тху Ха",
        editor_phone="+7(960) 222 19 99",
        email="info@baonga.com",
        reuse_terms="Необходимо указывать ссылку.",
        advertising="Rus +7(926) 282 29 86 (Viber)\nВьетнам +84.979.137.386",
        original="СМИ сетевое издание «Baonga.com» зарегистрировано.",
    )


# The article ----------------------------------------------------------------


def test_a_reader_sees_the_parts_of_an_article_in_the_newspapers_order(client):
    article = a_whole_article()
    a_comment(article)
    page = read(client, article.get_absolute_url())
    parts = [
        ".breadcrumb",
        "h1",
        ".article-time time",
        ".byline",
        ".standfirst",
        ".photo img",
        ".photo figcaption",
        ".article-text",
        ".reference",
        ".sign-off",
        ".source",
        ".tags",
        ".rating",
        ".share",
        ".comments",
        "form.comment-form",
        ".sidebar",
        ".footer .imprint, .footer",
    ]
    everything = page.find_all(True)
    places = [everything.index(page.select_one(part)) for part in parts]
    assert places == sorted(places)
    assert len(page.find_all("h1")) == 1
    assert words(page.h1) == HEADLINE
    assert words(page.select_one(".breadcrumb")) == "Thế giới Châu Âu"
    assert "26 bạn đọc · Đánh giá tốt" in words(page.select_one(".rating"))


@pytest.mark.parametrize(
    ("imported", "own", "said"),
    [
        (0, 0, "Chưa có đánh giá"),
        (0, 1, "1 bạn đọc đã đánh giá"),
        (26, 0, "26 bạn đọc · Đánh giá tốt"),
        (1230, 4, "1.234 bạn đọc · Đánh giá tốt"),
    ],
)
def test_a_reader_is_told_how_many_found_it_good(client, imported, own, said):
    article = an_article(imported_good_ratings=imported, own_good_ratings=own)
    page = read(client, article.get_absolute_url())
    assert words(page.select_one(".verdict")) == said


def test_an_article_of_an_unknown_hour_shows_nobody_a_clock(client):
    at = timezone.now().replace(hour=3, minute=17) - timedelta(days=2)
    article = an_article("Chỉ biết ngày", at=at, published_precision="day")
    for address in ("/", "/the-gioi/", "/tim-kiem/?q=ngay", article.get_absolute_url()):
        html = client.get(address).content.decode()
        assert f"{timezone.localdate(at)}" in html, address
        assert not re.search(r"\d\d:\d\d", html), address


def test_each_author_leads_to_what_they_signed(client):
    page = read(client, a_whole_article().get_absolute_url())
    links = {words(link): link["href"] for link in page.select(".byline a")}
    assert links == {"PV": "/tac-gia/pv/", "Minh Hà": "/tac-gia/minh-ha/"}


def test_an_editorial_update_is_told_apart_from_publication(client):
    page = read(client, a_whole_article(updated_at=timezone.now()).get_absolute_url())
    assert "Cập nhật" in words(page.select_one(".article-time"))
    assert len(page.select(".article-time time")) == 2


def test_the_credit_follows_the_caption(client):
    page = read(client, a_whole_article().get_absolute_url())
    assert words(page.figcaption) == "Lực lượng gìn giữ hòa bình. Ảnh: CSTO"


def test_a_missing_picture_is_a_quiet_panel(client):
    article = a_whole_article(
        lead_photo=a_photo(caption="Tổng thống tại cuộc họp.", credit="AFP/TTXVN")
    )
    page = read(client, article.get_absolute_url())
    figure = page.select_one("figure.photo")
    assert figure.img is None
    assert words(figure.select_one(".photo-missing[aria-hidden=true]")) == "C"
    assert words(figure.figcaption) == "Tổng thống tại cuộc họp. Ảnh: AFP/TTXVN"
    assert "/anh-chia-se/" in page.find("meta", property="og:image")["content"]
    front = read(client, "/")
    assert front.select(".card img") == []


def test_pictures_come_in_sizes_and_hold_their_place(client):
    inside = a_picture(800, 1200, alt="Cổng làng")
    article = a_whole_article(body=body.paragraph("Chữ.") + body.figure(inside.pk))
    lead, later = read(client, article.get_absolute_url()).select("figure.photo img")
    assert (lead["width"], lead["height"]) == ("1500", "1000")
    for picture in (*lead.parent.select("source"), lead):
        widths = [part.split()[1] for part in picture["srcset"].split(", ")]
        is_jpeg = picture is lead
        assert widths == (
            ["640w", "1280w", "1500w"] if is_jpeg else ["320w", "640w", "960w", "1280w", "1500w"]
        )
    assert lead["sizes"]
    assert lead.get("loading") is None
    assert later["loading"] == "lazy"
    assert later["alt"] == "Cổng làng"


def test_a_cut_picture_keeps_its_focal_point(client):
    an_article(lead_photo=a_picture(focal_x=0.28, focal_y=1))
    picture = read(client, "/").select_one(".card img")
    assert (picture["data-focus-x"], picture["data-focus-y"]) == ("3", "10")


def test_a_reference_is_a_link_once_its_article_is_there(client):
    article = an_article(body=body.reference("Chuyện bến sông") + body.paragraph("Hết."))
    reference = read(client, article.get_absolute_url()).select_one(".reference")
    assert words(reference) == "Xem thêm: Chuyện bến sông"
    assert reference.a is None
    named = an_article("Chuyện bến sông")
    reference = read(client, article.get_absolute_url()).select_one(".reference")
    assert reference.a["href"] == named.get_absolute_url()


@pytest.mark.parametrize(
    ("policy", "rel"),
    [("follow", ["noopener"]), ("nofollow", ["noopener", "nofollow"]), ("none", None)],
)
def test_the_source_is_linked_as_its_policy_says(client, policy, rel):
    source = Source.objects.create(name="vov.vn", address="https://vov.vn/", link_policy=policy)
    address = "https://vov.vn/the-gioi/bai.vov"
    article = an_article(source=source, source_url=address)
    line = read(client, article.get_absolute_url()).select_one(".source")
    assert words(line) == "Nguồn: vov.vn"
    assert (line.a and line.a["rel"]) == rel
    assert (line.a and line.a["href"]) == (rel and address)


@pytest.mark.parametrize(
    ("home", "original", "linked"),
    [
        ("", "https://vov.vn/bai.vov", "https://vov.vn/bai.vov"),
        ("https://vov.vn/", "", "https://vov.vn/"),
        ("", "", None),
    ],
)
def test_readers_are_led_to_the_original_or_else_to_its_outlet(client, home, original, linked):
    source = Source.objects.create(name="vov.vn", address=home)
    article = an_article(source=source, source_url=original)
    line = read(client, article.get_absolute_url()).select_one(".source")
    assert (line.a and line.a["href"]) == linked


@pytest.mark.parametrize("policy", ["ours", "original"])
def test_search_engines_are_sent_where_the_source_wants_them(client, settings, policy):
    source = Source.objects.create(name="vov.vn", canonical_policy=policy)
    article = an_article(source=source, source_url="https://vov.vn/bai.vov")
    page = read(client, article.get_absolute_url())
    ours = settings.SITE_URL + article.get_absolute_url()
    wanted = ours if policy == "ours" else "https://vov.vn/bai.vov"
    assert page.find("link", rel="canonical")["href"] == wanted
    assert page.find("meta", property="og:url")["content"] == ours


def test_related_articles_say_why_they_stand_there(client):
    page = read(client, a_whole_article().get_absolute_url())
    related = page.select_one(".sidebar section")
    assert words(related.h2) == "Chủ đề liên quan"
    assert words(related.li).endswith("Cùng chủ đề: CSTO")


def test_a_lonely_article_has_no_empty_headings_beside_it(client):
    page = read(client, an_article().get_absolute_url())
    assert page.select(".sidebar") == []
    assert page.select(".tags, .source, .sign-off, .byline, figure") == []


def test_an_article_is_shared_by_plain_links(client, settings):
    article = a_whole_article()
    page = read(client, article.get_absolute_url())
    address = settings.SITE_URL + article.get_absolute_url()
    facebook, zalo, mail = (link["href"] for link in page.select(".share a"))
    assert parse_qs(urlsplit(facebook).query)["u"] == [address]
    [told] = parse_qs(urlsplit(zalo).query)["d"]
    assert json.loads(base64.b64decode(told)) == {"url": address}
    assert parse_qs(urlsplit(mail).query) == {"subject": [HEADLINE], "body": [address]}
    assert page.select_one("copy-link")["data-address"] == address
    scripts = page.select("script:not([type='application/ld+json'])")
    assert all(script["src"].startswith("/static/") for script in scripts)


def test_a_shared_article_shows_its_picture(client, settings):
    page = read(client, a_whole_article().get_absolute_url())
    assert page.find("meta", property="og:title")["content"] == HEADLINE
    picture = page.find("meta", property="og:image")["content"]
    assert picture.startswith(f"{settings.SITE_URL}/media/")


def test_what_an_article_says_is_never_markup(client):
    article = an_article("<b>Tít</b> & “ngoặc”", standfirst="</p><script>alert(1)</script>")
    page = read(client, article.get_absolute_url())
    assert words(page.h1) == "<b>Tít</b> & “ngoặc”"
    assert "alert" not in "".join(map(str, page.select("script[src]")))
    assert "<script>alert" not in str(page.select_one("script[type='application/ld+json']"))


def test_another_spelling_moves_to_the_right_address(client):
    article = an_article("Bến sông buổi sớm")
    for slug in ("ten-cu", "", "BEN-SONG", "b%E1%BA%BFn", "ben%00-song-buoi-som", "a" * 3000):
        response = client.get(f"/{slug}-{article.pk}.html")
        assert response.status_code == 301
        assert response["Location"] == article.get_absolute_url()


def test_a_withdrawn_article_says_when_and_why(client):
    article = an_article("Chuyện không nên đăng")
    publishing.withdraw(article, by=None, reason="Theo đề nghị của nhân vật.")
    assert client.get(f"/khac-{article.pk}.html").status_code == 410
    page = read(client, article.get_absolute_url(), status=410)
    assert words(page.h1) == f"Bài này đã được gỡ vào {timezone.localdate():%d/%m/%Y}"
    assert "Theo đề nghị của nhân vật." in words(page.main)
    assert "Chuyện không nên đăng" not in page.get_text()
    assert page.find("meta", attrs={"name": "robots"})["content"] == "noindex"


def test_nobody_learns_of_an_article_that_was_taken_back_before_its_hour(client):
    hour = timezone.now() + timedelta(hours=1)
    article = publishing.withdraw(an_article("Kín", at=hour), by=None, reason="Tin mật.")
    LegacyPath.objects.create(path="/cu/1.htm", article=article)
    address = article.get_absolute_url()
    places = [address, f"/x-{article.pk}.html", address.replace(".html", ".ninjs.json")]
    with patch("django.utils.timezone.now", return_value=hour + timedelta(days=1)):
        for place in [*places, f"/binh-luan/{article.pk}/", "/cu/1.htm"]:
            response = client.get(place)
            assert response.status_code == 404, place
            assert "Tin mật." not in response.text
        assert archive.as_of(article, timezone.now()) is None


# Lists ----------------------------------------------------------------------


def test_no_article_stands_twice_on_the_front_page(client):
    for name in ("Thế giới", "Văn hóa", "Thể thao"):
        for _ in range(8):
            an_article(category=a_category(name))
    page = read(client, "/")
    links = [link["href"] for link in page.select("main a") if link["href"].endswith(".html")]
    assert len(links) == len(set(links)) > 20
    assert words(page.h1) == "Bạn Đọc"


def test_a_section_on_the_front_page_leads_with_a_picture(client):
    pictured = an_article("Có ảnh", lead_photo=a_picture(), at=timezone.now() - timedelta(days=9))
    for n in range(14):
        an_article(f"Bài số {n}", category=a_category("Văn hóa"))
    an_article("Mới hơn, không ảnh", at=timezone.now() - timedelta(days=8))
    strip = read(client, "/").select_one(".front-strip:has(#muc-the-gioi)")
    assert [words(link) for link in strip.select(".card-headline")] == [
        pictured.headline,
        "Mới hơn, không ảnh",
    ]


def test_a_paper_without_articles_still_opens(client):
    assert "đang được soạn" in words(read(client, "/").main)
    assert "Chưa có bài nào" in words(read(client, a_category().get_absolute_url()).main)


def test_a_section_leads_to_its_subsections_and_on(client):
    world = a_category("Thế giới")
    europe = a_category("Châu Âu", parent=world)
    headlines = {an_article(f"Bài số {n}", category=europe).headline for n in range(PAGE_SIZE + 3)}
    page = read(client, world.get_absolute_url())
    assert page.select_one(".subsections a")["href"] == europe.get_absolute_url()
    first = {words(link) for link in page.select(".card-headline")}
    on = page.select_one(".paging a[rel=next]")
    assert words(on) == "Trang sau"
    last = read(client, on["href"])
    second = {words(link) for link in last.select(".card-headline")}
    assert first | second == headlines
    assert first & second == set()
    assert [words(link) for link in last.select(".paging a")] == ["Trang trước"]


@pytest.mark.parametrize(
    "address",
    ["/the-gioi/", "/chu-de/song/", "/tac-gia/minh-ha/", "/tim-kiem/?q=ben%20song"],
)
def test_a_list_of_one_instant_is_read_to_its_end_without_repeating(client, address):
    at = timezone.now() - timedelta(days=1)
    written = {
        an_article(f"Bến sông {n}", at=at, tags=["Sông"], by=["Minh Hà"]).headline
        for n in range(2 * PAGE_SIZE + 3)
    }
    seen, pages = [], []
    while address:
        page = read(client, address)
        pages.append(page)
        seen += [words(link) for link in page.select(".card-headline")]
        on = page.select_one(".paging a[rel=next]")
        address = on and on["href"]
    assert len(pages) == 3
    assert (len(seen), set(seen)) == (len(written), written)


def test_search_engines_keep_the_first_page_of_a_list_only(client, settings):
    for n in range(PAGE_SIZE + 1):
        an_article(f"Bài số {n}")
    first = read(client, "/the-gioi/?page=7")
    assert first.find("link", rel="canonical")["href"] == f"{settings.SITE_URL}/the-gioi/"
    second = read(client, first.select_one(".paging a[rel=next]")["href"])
    assert second.find("link", rel="canonical") is None
    assert second.find("meta", attrs={"name": "robots"})["content"] == "noindex"


def test_a_section_of_one_article_has_no_empty_list(client):
    an_article("Một mình", lead_photo=a_picture())
    page = read(client, "/the-gioi/")
    assert words(page.select_one(".feature .card-headline")) == "Một mình"
    assert page.select(".rows, .empty, .paging") == []


def test_what_readers_may_not_see_stands_nowhere(client):
    now = timezone.now()
    parts = {"tags": ["Sông"], "by": ["Minh Hà"]}
    secret = a_draft("Kín: bản nháp", **parts)
    later = an_article("Kín: hẹn giờ", at=now + timedelta(hours=1), **parts)
    gone = publishing.withdraw(an_article("Kín: đã gỡ", **parts), by=None, reason="Sai")
    expired = an_article("Kín: hết hạn", at=now - timedelta(days=2), **parts)
    Article.objects.filter(pk=expired.pk).update(expires_at=now - timedelta(hours=1))
    lines = [a.headline for a in (secret, later, gone, expired)]
    open_ = an_article(
        "Bến sông", body="".join(map(body.reference, lines)) + "<p>Hết.</p>", **parts
    )
    for address in ("/", "/the-gioi/", "/chu-de/song/", "/tac-gia/minh-ha/", "/tim-kiem/?q=kin"):
        assert "Kín:" not in words(read(client, address)), address
    page = read(client, open_.get_absolute_url())
    assert page.select(".reference a, .sidebar") == []
    for article, status in ((secret, 404), (later, 404), (expired, 404), (gone, 410)):
        shown = read(client, article.get_absolute_url(), status)
        assert article.headline not in words(shown)


def test_a_tag_and_an_author_have_their_lists(client):
    an_article("Bến sông", tags=["Sông Hồng"], by=["Minh Hà"])
    author = an_author("Minh Hà")
    author.about = "Phóng viên văn hóa."
    author.save()
    for address, name in (("/chu-de/song-hong/", "Sông Hồng"), ("/tac-gia/minh-ha/", "Minh Hà")):
        page = read(client, address)
        assert words(page.h1) == name
        assert words(page.select_one(".card-headline")) == "Bến sông"
    assert "Phóng viên văn hóa." in words(page.main)


def test_the_section_of_a_page_is_marked_in_the_bar(client):
    europe = a_category("Châu Âu", parent=a_category("Thế giới"))
    article = an_article(category=europe)
    for address in (europe.get_absolute_url(), article.get_absolute_url()):
        page = read(client, address)
        assert [words(link) for link in page.select(".sections [aria-current]")] == ["Thế giới"]


def test_search_finds_without_marks_and_says_so_when_it_does_not(client):
    an_article("Bến sông buổi sớm")
    assert "Bến sông" in words(read(client, "/tim-kiem/?q=ben+song").main)
    nothing = read(client, "/tim-kiem/?q=kh%C3%B4ng+c%C3%B3+%22%3E%3Cb%3E")
    assert "Không tìm thấy. Thử bỏ bớt từ hoặc dấu." in words(nothing.main)
    assert nothing.select_one("input[name=q]")["value"] == 'không có "><b>'
    assert nothing.find("meta", attrs={"name": "robots"})["content"] == "noindex"


# Around the pages -----------------------------------------------------------


def test_the_imprint_stands_in_its_own_language(client):
    an_imprint()
    imprint = read(client, "/").select_one(".footer [lang=ru]")
    for fact in ("Baonga.com", "Эл № ФС77-73891", "29.10.2018", "Ха Вьет Лонг", "Чан Тхи Тху Ха"):
        assert fact in words(imprint)
    assert "Необходимо указывать ссылку." in words(imprint)
    assert [link["href"] for link in imprint.select("a")] == [
        "tel:+79052388999",
        "tel:+79602221999",
        "mailto:info@baonga.com",
        "tel:+79262822986",
        "tel:+84979137386",
    ]


def test_the_age_mark_stands_on_every_page(client):
    an_imprint()
    for address in ("/", an_article().get_absolute_url()):
        assert "16+" in words(read(client, address).select_one(".footer .age-mark"))


def test_the_imprint_page_labels_the_facts_in_vietnamese(client):
    an_imprint()
    law = read(client, "/thong-tin-toa-soan/").select_one(".imprint-law")
    assert words(law.h2) == "Theo luật Liên bang Nga"
    labels = [words(label) for label in law.select("dt")]
    assert {"Số đăng ký", "Người sáng lập", "Tổng biên tập", "Quảng cáo"} <= set(labels)
    assert "зарегистрировано" in words(law.select_one("blockquote[lang=ru]"))


def test_a_page_that_is_not_there_helps_to_find_it(client):
    page = read(client, "/khong-co-trang-nay/", status=404)
    assert page.select_one("form[role=search] input[name=q]")
    assert page.find("meta", attrs={"name": "robots"})["content"] == "noindex"


def test_a_form_from_another_site_is_refused_in_kind_words(client):
    article = an_article()
    response = client.post(f"/danh-gia/{article.pk}/", headers={"Sec-Fetch-Site": "cross-site"})
    assert response.status_code == 403
    assert "Mời bạn mở lại bài viết" in response.content.decode()


def test_machines_are_told_what_not_to_read(client):
    lines = client.get("/robots.txt").content.decode().splitlines()
    assert {"Disallow: /toa-soan/", "Disallow: /tim-kiem/*&", "Disallow: /toi/"} <= set(lines)


def test_a_fault_of_ours_is_told_without_anything_that_may_be_broken(
    django_assert_num_queries, settings
):
    settings.STORAGES = {}
    with django_assert_num_queries(0):
        page = render_to_string("500.html", {})
    assert "Có lỗi ở phía chúng tôi" in page


HOSTILE = [
    "%00",
    "1-1",
    "'; DROP TABLE",
    "9" * 40 + "-1",
    "-",
    "²-³",
    "%ff%fe",
    "<script>",
    "%C3%28",
]


@pytest.mark.parametrize("value", HOSTILE)
def test_hostile_parameters_never_break_a_page(client, value):
    article = an_article(tags=["Sông"], by=["Minh Hà"])
    pages = ["/", "/the-gioi/", "/chu-de/song/", "/tac-gia/minh-ha/", "/tim-kiem/"]
    for address in [*pages, article.get_absolute_url()]:
        assert client.get(f"{address}?sau={value}&q={value}&page={value}").status_code == 200


@pytest.mark.parametrize(
    "address",
    ["/-99999999999999999999.html", "/a-9999999999999999999.html", "/%00/", "/a/b/", "/%ff/"],
)
def test_hostile_addresses_are_not_found(client, address):
    assert client.get(address).status_code == 404


# Every page -----------------------------------------------------------------


@pytest.fixture
def pages(client):
    """Every kind of page as HTML, by what it is."""
    an_imprint()
    article = a_whole_article(body=body.figure(a_photo().pk) + body.reference("Bài chưa có"))
    a_comment(article, parent=a_comment(article))
    for n in range(PAGE_SIZE):
        an_article(f"Bài số {n}", category=a_category("Văn hóa"), lead_photo=a_photo())
    gone = publishing.withdraw(an_article(), by=None, reason="Sai")
    found = {
        name: client.get(address)
        for name, address in {
            "front page": "/",
            "article": article.get_absolute_url(),
            "category": "/van-hoa/",
            "subcategory": "/the-gioi/chau-au/",
            "tag": "/chu-de/csto/",
            "author": "/tac-gia/pv/",
            "search": "/tim-kiem/?q=bai",
            "nothing found": "/tim-kiem/?q=zzz",
            "imprint": "/thong-tin-toa-soan/",
            "withdrawn": gone.get_absolute_url(),
            "not found": "/khong-co/",
        }.items()
    }
    refused = {"Sec-Fetch-Site": "cross-site"}
    found["refused"] = client.post("/danh-gia/1/", headers=refused)
    found["bad request"] = client.get("/", headers={"host": "nơi.khác?"})
    return {name: response.content.decode() for name, response in found.items()} | {
        "fault": render_to_string("500.html", {})
    }


def test_every_page_is_valid_html(pages):
    for name, html in pages.items():
        try:
            html5lib.HTMLParser(strict=True).parse(html)
        except html5lib.html5parser.ParseError as error:
            pytest.fail(f"{name}: {error}")


def test_every_page_is_built_for_every_reader(pages):
    """Language, landmarks, headings, names and ids: what assistive software stands on."""
    for name, html in pages.items():
        page = BeautifulSoup(html, "html5lib")
        assert page.html["lang"] == "vi", name
        assert page.title.get_text().strip(), name
        assert len(page.find_all("main")) == len(page.find_all("h1")) == 1, name
        levels = [int(heading.name[1]) for heading in page.find_all(re.compile("^h[1-6]$"))]
        steps = pairwise(levels)
        assert levels[0] == 1, name
        assert all(below <= above + 1 for above, below in steps), (name, levels)
        ids = [element["id"] for element in page.select("[id]")]
        assert len(ids) == len(set(ids)), name
        assert all(image.has_attr("alt") for image in page.select("img")), name
        for link in page.select("a[href], button"):
            assert words(link), (name, link)
        for when in page.select("time"):
            stamp = r"\d{4}-\d\d-\d\d(T\d\d:\d\d:\d\d[+-]\d\d:\d\d)?"
            assert re.fullmatch(stamp, when["datetime"]), (name, when)
        for article in page.select("article"):
            assert article.find(re.compile("^h[1-6]$")), (name, article)
        for field in page.select("input:not([type=hidden]), textarea, select"):
            labelled = field.find_parent("label") or page.select_one(f"label[for={field['id']}]")
            assert labelled, (name, field)
        for region in page.select("[aria-labelledby]"):
            assert page.find(id=region["aria-labelledby"]), (name, region["aria-labelledby"])
        names = [nav.get("aria-label", nav.get("aria-labelledby")) for nav in page.select("nav")]
        assert None not in names, name
        assert len(names) == len(set(names)), (name, names)


def test_the_dark_paper_is_the_same_by_wish_and_by_choice():
    with open("static/css/tokens.css") as file:
        wished, chosen, *_ = re.findall(r"\{\s*color-scheme: dark;(.*?)\}", file.read(), re.S)
    assert wished.split() == chosen.split()
