"""Finding articles at the desk: filters that count, search, order, pages, and who sees what."""

import unicodedata
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles import publishing
from articles.admin import counting
from articles.admin.article_list import change_list as article_change_list
from articles.admin.article_list import facet, facet_counts, name_filters
from articles.models import Article, Category, Correction, Photo, Presence, Source
from tests.builders import a_category, a_draft, a_photo, a_user, an_article, an_author
from tests.desk import at_the_desk, desk, owner

ARTICLE = "articles.article"
LIST = "/toa-soan/articles/article/"

pytestmark = pytest.mark.django_db


@pytest.fixture
def bound_of_three(monkeypatch):
    """Let the desk count to three, as it counts to ten thousand."""
    for module in (counting, facet, facet_counts, name_filters, article_change_list):
        monkeypatch.setattr(module, "BOUND", 3)


def opened(client, **query):
    response = client.get(desk(ARTICLE), query)
    assert response.status_code == 200
    return response.context["cl"]


def headlines(client, **query) -> list[str]:
    return [article.headline for article in opened(client, **query).result_list]


def numbers(cl, title: str) -> dict[str, str]:
    """Return what stands behind the links of one filter: {"Bản nháp": "3"}."""
    groups = {str(group["facet"].title): group for group in cl.panel}
    return {str(link.label): link.number for link in groups[title]["links"]}


def in_every_state() -> dict[str, Article]:
    now, someone = timezone.now(), a_user()
    made = {"Bản nháp": a_draft("Nháp"), "Đang đăng": an_article("Đăng")}
    made["Chờ duyệt"] = publishing.submit(a_draft("Chờ"), by=None)
    made["Đã duyệt"] = publishing.approve(publishing.submit(a_draft("Duyệt"), None), by=None)
    made["Hẹn giờ"] = an_article("Hẹn", at=now + timedelta(hours=2))
    made["Đã gỡ"] = publishing.withdraw(an_article("Gỡ"), by=None, reason="Sai")
    made["Đã hạ"] = an_article("Hạ")
    Article.objects.filter(pk=made["Đã hạ"].pk).update(expires_at=now - timedelta(minutes=1))
    made["Có bản đang sửa"] = an_article("Sửa")
    publishing.write(made["Có bản đang sửa"], {"kicker": "Mới"}, by=None)
    made["Có lỗi chờ đính chính"] = an_article("Lỗi")
    Correction.objects.create(article=made["Có lỗi chờ đính chính"], wrong="x", reported_by=someone)
    return made


def test_each_state_is_counted_and_leads_to_its_articles():
    made, client = in_every_state(), owner()
    cl = opened(client)
    group = next(group for group in cl.panel if group["facet"].parameter == "trang-thai")
    for link in group["links"]:
        there = client.get(LIST + link.url).context["cl"]
        label = str(link.label)
        assert made[label] in there.result_list
        assert link.number == str(there.result_count), label
        if label == "Đang đăng":
            assert {a.pk for a in there.result_list} == set(
                Article.objects.public().values_list("pk", flat=True)
            )


def test_a_chosen_filter_still_says_what_the_other_links_hold():
    a_draft(), a_draft(), an_article()
    cl = opened(owner(), **{"trang-thai": "ban-nhap"})
    assert numbers(cl, "Trạng thái")["Đang đăng"] == "1"
    assert numbers(cl, "Trạng thái")["Bản nháp"] == "2"
    assert numbers(cl, "Ngày")["Hôm nay"] == "0"


def test_filters_are_counted_in_combination():
    world, sport = a_category("Thế giới"), a_category("Thể thao")
    asia = a_category("Châu Á", parent=world)
    a_draft("Nháp Á", category=asia, by=["Minh Hà"])
    a_draft("Nháp thế giới", category=world, by=["Minh Hà", "PV"])
    an_article("Bài thể thao", category=sport, by=["PV"])
    cl = opened(owner(), **{"chuyen-muc": world.pk, "q": "nhap"})
    assert cl.result_count == 2
    assert numbers(cl, "Tác giả") == {"Minh Hà": "2", "PV": "1"}
    assert numbers(cl, "Chuyên mục")["Châu Á"] == "1"
    assert numbers(cl, "Trạng thái")["Bản nháp"] == "2"
    assert numbers(cl, "Trạng thái")["Đang đăng"] == "0"


def test_a_section_holds_its_subsections():
    world = a_category("Thế giới")
    a_draft("Á", category=a_category("Châu Á", parent=world))
    a_draft("Thế", category=world)
    a_draft("Thể thao", category=a_category("Thể thao"))
    assert set(headlines(owner(), **{"chuyen-muc": world.pk})) == {"Á", "Thế"}
    assert numbers(opened(owner()), "Chuyên mục")["Thế giới"] == "2"


LACKS = {
    "sapo": {"standfirst": ""},
    "anh": {"lead_photo": None},
    "tep-anh": {},
    "mo-ta-anh": {"lead_photo": {"alt": "", "file": "a.jpg", "width": 9, "height": 9}},
    "nguon-anh": {"lead_photo": {"credit": "", "file": "a.jpg", "width": 9, "height": 9}},
    "chu-de": {"tags": []},
    "tac-gia": {"by": []},
    "nguon": {"sign_off": "(TTXVN)"},
    "chuyen-muc": {"category": "unsorted"},
}


def a_whole_draft(**but) -> Article:
    """A draft that lacks nothing but what is given."""
    photo = but.pop("lead_photo", {"file": "a.jpg", "width": 9, "height": 9})
    if but.get("category") == "unsorted":
        but["category"] = Category.objects.unsorted()
    lead = None if photo is None else a_photo(**photo)
    return a_draft(**{"by": ["PV"], "tags": ["CSTO"], "lead_photo": lead} | but)


@pytest.mark.parametrize("lack", LACKS)
def test_what_is_missing_is_found_and_counted(lack):
    a_whole_draft(headline="Đủ")
    parts = {"lead_photo": {"file": ""}} if lack == "tep-anh" else dict(LACKS[lack])
    a_whole_draft(headline="Thiếu", **parts)
    cl = opened(owner(), thieu=lack)
    assert [article.headline for article in cl.result_list] == ["Thiếu"]
    assert headlines(owner(), thieu="bat-ky") == ["Thiếu"]
    counted = [n for n in numbers(opened(owner()), "Còn thiếu").values() if n == "1"]
    of_photos = lack in ("anh", "tep-anh", "mo-ta-anh", "nguon-anh")
    assert headlines(owner(), thieu="anh-bat-ky") == (["Thiếu"] if of_photos else [])
    assert len(counted) == (3 if of_photos else 2)  # The thing itself, and "anything".


def test_words_of_its_own_in_the_article_are_no_missing_alt():
    a_whole_draft(lead_photo={"alt": "", "file": "a.jpg", "width": 9, "height": 9}, lead_alt="Tả")
    assert headlines(owner(), thieu="mo-ta-anh") == []


def test_days_are_those_of_the_papers_own_clock():
    midnight = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    an_article("Hôm nay", at=midnight)
    an_article("Hôm qua", at=midnight - timedelta(seconds=1))
    an_article("Tuần trước", at=midnight - timedelta(days=6))
    an_article("Xưa", at=midnight - timedelta(days=40))
    client = owner()
    assert headlines(client, ngay="hom-nay") == ["Hôm nay"]
    assert headlines(client, ngay="hom-qua") == ["Hôm qua"]
    assert set(headlines(client, ngay="7-ngay")) == {"Hôm nay", "Hôm qua", "Tuần trước"}
    found = numbers(opened(client), "Ngày")
    assert (found["Hôm nay"], found["Hôm qua"], found["7 ngày"]) == ("1", "1", "3")
    filtered = numbers(opened(client, **{"trang-thai": "dang-dang"}), "Ngày")
    assert {day: filtered[day] for day in found} == found
    day = f"{midnight - timedelta(days=40):%Y-%m-%d}"
    assert headlines(client, tu=day, den=day) == ["Xưa"]
    assert len(headlines(client, tu=day, theo="luu")) == 4
    assert len(headlines(client, tu="2026-02-31", den="x")) == 4


def test_a_name_that_is_not_among_the_links_is_typed():
    a_draft("Của An", by=["Nguyễn Văn An"])
    a_draft("Của Hà", by=["Minh Hà"])
    a_draft("Từ VOV", source=Source.objects.create(name="vov.vn"))
    assert headlines(owner(), **{"tac-gia": "nguyen van"}) == ["Của An"]
    assert headlines(owner(), nguon="VOV") == ["Từ VOV"]
    assert headlines(owner(), **{"tac-gia": "không ai"}) == []


def test_counting_stops_at_its_bound_and_says_so(bound_of_three):
    for n in range(5):
        a_draft(f"Nháp {n}", standfirst="" if n == 4 else "Tóm tắt")
    response = owner().get(desk(ARTICLE))
    assert "hơn 3 bài" in response.text
    cl = response.context["cl"]
    assert numbers(cl, "Trạng thái")["Bản nháp"] == "3+"
    assert numbers(cl, "Còn thiếu")["Sapo"] == "1+"  # Among the newest, so at least.
    assert numbers(cl, "Còn thiếu")["Nguồn của bài đăng lại"] == ""  # Perhaps further back.


def test_what_waits_is_counted_however_old_it_is(bound_of_three):
    a_draft("Nháp cũ")
    for n in range(5):
        an_article(f"Bài {n}")
    assert numbers(opened(owner()), "Trạng thái")["Bản nháp"] == "1"


def test_a_long_list_ends_and_says_how_to_go_on(bound_of_three, monkeypatch):
    for n in range(5):
        a_draft(f"Nháp {n}")
    from_admin = opened(owner()).model_admin
    monkeypatch.setattr(type(from_admin), "list_per_page", 2)
    client = owner()
    assert len(headlines(client, p="2")) == 2
    assert "hãy lọc hẹp lại" in client.get(desk(ARTICLE), {"p": "2"}).text
    assert client.get(desk(ARTICLE), {"p": "3"}).status_code == 302


SPELLINGS = ["Hội chợ sách", "hoi cho sach", "sách hội chợ", "HỘI CHỢ", "hội chợ, “sách”"]


@pytest.mark.parametrize("form", ["NFC", "NFD"])
@pytest.mark.parametrize("typed", SPELLINGS)
def test_a_headline_is_found_however_it_is_typed(typed, form):
    a_draft("Hội chợ sách thiếu nhi")
    a_draft("Hội nghị")
    assert headlines(owner(), q=unicodedata.normalize(form, typed)) == ["Hội chợ sách thiếu nhi"]


def test_an_article_is_found_by_its_number_author_topic_and_address():
    found = an_article("Tít", by=["Đặng Quốc Anh"], tags=["Biển Đông"])
    an_article("Khác")
    client = owner()
    for typed in (found.pk, f"#{found.pk}", "dang quoc", "bien dong", "Biển Đông"):
        assert headlines(client, q=typed) == ["Tít"], typed
    address = f"https://bao.example{found.get_absolute_url()}?utm_source=x"
    assert headlines(client, q=address) == ["Tít"]
    assert headlines(client, q="/khong-con-the-nay-9999999.html") == []


def test_exact_marks_come_before_what_only_sounds_alike():
    a_draft("Cả nhà ăn tối")
    a_draft("Cá nhà nuôi")
    a_draft("Ca nhạc ở nhà")
    assert headlines(owner(), q="cả nhà")[0] == "Cả nhà ăn tối"
    assert headlines(owner(), q="cá nhà")[0] == "Cá nhà nuôi"


def test_a_list_is_ordered_by_headline_and_time():
    an_article("B", at=timezone.now() - timedelta(days=2))
    an_article("A", at=timezone.now() - timedelta(days=1))
    columns = opened(owner()).list_display
    by_headline, by_time = columns.index("what"), columns.index("published_when")
    assert headlines(owner(), o=str(by_headline)) == ["A", "B"]
    assert headlines(owner(), o=f"-{by_headline}") == ["B", "A"]
    assert headlines(owner(), o=str(by_time)) == ["B", "A"]


def test_a_row_says_what_an_editor_must_know():
    article = an_article("Tít", by=["Minh Hà"], kicker="Tin riêng")
    publishing.write(article, {"kicker": "Mới"}, by=None)
    Correction.objects.create(article=article, wrong="x")
    colleague = a_user("lan", display_name="Lan Anh")
    Presence.objects.create(article=article, editor=colleague)
    draft = a_draft("Cấm", embargoed_until=timezone.now() + timedelta(hours=3))
    page = owner().get(desk(ARTICLE)).text
    for words in ("Tin riêng", "Minh Hà", "Có bản đang sửa", "Có lỗi chờ đính chính"):
        assert words in page
    assert "Lan Anh đang mở" in page
    assert "Cấm đăng trước" in page
    assert "Moskva" in page
    assert draft.headline in page


def test_who_left_a_minute_ago_is_not_said_to_be_there():
    a_minute_ago = timezone.now() - timedelta(seconds=61)
    Presence.objects.create(article=a_draft(), editor=a_user("lan"), seen_at=a_minute_ago)
    assert "đang mở" not in owner().get(desk(ARTICLE)).text


def test_a_reporter_sees_their_own_and_what_readers_see():
    reporter = at_the_desk("Phóng viên")
    a_draft("Nháp của người khác", created_by=a_user())
    an_article("Đã lên báo")
    an_article("Hẹn giờ", at=timezone.now() + timedelta(days=1))
    a_draft("Nháp của tôi", created_by=reporter.user)
    assert set(headlines(reporter)) == {"Nháp của tôi", "Đã lên báo"}
    assert headlines(reporter, **{"cua-toi": "1"}) == ["Nháp của tôi"]
    assert numbers(opened(reporter), "Trạng thái")["Bản nháp"] == "1"
    assert len(headlines(at_the_desk("Biên tập viên"))) == 4
    assert len(headlines(at_the_desk("Phòng ảnh"))) == 4


def test_a_reporter_does_not_open_somebody_elses_draft():
    reporter, draft = at_the_desk("Phóng viên"), a_draft("Kín", created_by=a_user())
    response = reporter.get(desk(ARTICLE, "change", draft.pk), follow=True)
    assert "Kín" not in response.text


def test_the_list_costs_the_same_for_any_rows_and_filters():
    client = at_the_desk("Biên tập viên")
    world = a_category("Thế giới")
    world.editors.add(client.user)
    for n in range(12):
        article = a_draft(f"Bài {n}", by=["A", "B"], lead_photo=a_photo(), created_by=a_user())
        if n % 2:
            publishing.submit(article, by=None)
    query = {"trang-thai": "cho-duyet", "chuyen-muc": world.pk, "ngay": "", "thieu": "tep-anh"}
    for each in ({}, query, query | {"q": "bai", "tac-gia": "a", "tu": "2020-01-01"}):
        client.get(desk(ARTICLE), each)
        with CaptureQueriesContext(connection) as queries:
            client.get(desk(ARTICLE), each)
        assert len(queries) < 12, [query["sql"][:90] for query in queries]


def test_photos_of_the_library_are_counted_only_so_far(bound_of_three):
    Photo.objects.bulk_create(Photo(caption=f"Ảnh {n}") for n in range(6))
    assert "hơn 3" in owner().get(desk("articles.photo")).text


def test_a_link_from_elsewhere_narrows_the_list_and_its_numbers():
    a_draft("Nháp", standfirst=""), an_article("Bài")
    client = owner()
    cl = opened(client, status__exact="draft", thieu="sapo")
    assert [article.headline for article in cl.result_list] == ["Nháp"]
    assert numbers(cl, "Còn thiếu")["Sapo"] == "1"
    assert "bộ lọc riêng" in client.get(desk(ARTICLE), {"status__exact": "draft"}).text


def test_names_stand_in_the_order_of_their_letters():
    for name in ("Ổn", "Minh", "Ấy", "Đạt", "An", "Anh"):
        an_author(name)
    found = owner().get(desk("articles.author")).context["cl"].result_list
    assert [author.name for author in found] == ["An", "Anh", "Ấy", "Đạt", "Minh", "Ổn"]
