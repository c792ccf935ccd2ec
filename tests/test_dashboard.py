"""The first page of the desk: what is left to do, for whom, and what it costs."""

from datetime import date, timedelta
from itertools import product

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django.utils.translation import override

from articles import body, presence, publishing
from articles.admin.charts import bars, roof
from articles.models import Article, Category, Correction, PendingEdit, Photo, Source
from comments.models import Comment
from portal.desk_groups import ensure_groups
from tests.builders import a_category, a_comment, a_draft, a_photo, a_user, an_article
from tests.desk import at_the_desk, owner

MOST = 12
PAGE = "/toa-soan/"

pytestmark = pytest.mark.django_db


def page_of(client) -> BeautifulSoup:
    response = client.get(PAGE)
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def cards(client) -> dict[str, list[str]]:
    """The cards somebody sees: address within the page → headlines in it."""
    return {
        card["id"]: [link.text for link in card.select("li .desk-day-card-headline")]
        for card in page_of(client).select("section.desk-day-card")
    }


def words_in(client, card: str) -> str:
    return " ".join(page_of(client).select_one(f"#{card}").text.split())


def a_piece_in_review(headline: str = "", **fields: object) -> Article:
    return publishing.submit(a_draft(headline, **fields), by=None)


def a_photo_with_a_file() -> Photo:
    photo = a_photo()
    Photo.objects.filter(pk=photo.pk).update(file="anh/x.jpg", width=900, height=600)
    return Photo.objects.get(pk=photo.pk)


# Whose cards ----------------------------------------------------------------------


WRITERS = {"cho-duyet", "ban-nhap", "cho-dang", "dinh-chinh", "con-thieu"} | {
    *("hen-gio", "cam-dang", "dang-mo", "hom-nay")
}


@pytest.mark.parametrize(
    ("group", "seen"),
    [
        ("Phóng viên", WRITERS),
        ("Biên tập viên", WRITERS),
        ("Thư ký tòa soạn", WRITERS | {"binh-luan", "yeu-cau-go"}),
        ("Phòng ảnh", {"con-thieu", "hom-nay"}),
        ("Kiểm duyệt viên", {"binh-luan", "yeu-cau-go"}),
    ],
)
def test_each_group_sees_its_own_cards(group, seen):
    assert set(cards(at_the_desk(group))) == seen


def test_a_reporter_sees_only_their_own_pieces():
    reporter = at_the_desk("Phóng viên")
    for headline, writer in (("Của tôi", reporter.user), ("Của người khác", a_user())):
        piece = a_piece_in_review(headline)
        Article.objects.filter(pk=piece.pk).update(created_by=writer)
    assert cards(reporter)["cho-duyet"] == ["Của tôi"]


def test_an_editor_sees_what_waits_in_their_categories():
    editor = at_the_desk("Biên tập viên")
    world, sport = a_category("Thế giới"), a_category("Thể thao")
    a_piece_in_review("Bài thế giới", category=world)
    a_piece_in_review("Bài thể thao", category=sport)
    assert len(cards(editor)["cho-duyet"]) == 2
    world.editors.add(editor.user)
    assert cards(editor)["cho-duyet"] == ["Bài thế giới"]


def test_a_moderator_sees_no_articles_and_no_chart_of_them():
    moderator = at_the_desk("Kiểm duyệt viên")
    an_article("Bài đã đăng")
    page = page_of(moderator)
    charts = [chart.h3.text for chart in page.select("figure.desk-day-chart")]
    assert charts == ["Bình luận mỗi ngày"]
    assert page.select_one(".desk-day-write") is None


def test_an_account_without_a_group_is_told_what_to_do():
    client = at_the_desk("Phóng viên")
    client.user.groups.clear()
    assert "nhờ người quản trị" in page_of(client).text


# What lies in them ----------------------------------------------------------------


def test_what_waits_longest_for_review_stands_first():
    editor, now = at_the_desk("Biên tập viên"), timezone.now()
    late, early = a_piece_in_review("Gửi sau"), a_piece_in_review("Gửi trước")
    late.revisions.update(made_at=now - timedelta(hours=2))
    early.revisions.update(made_at=now - timedelta(hours=30))
    assert cards(editor)["cho-duyet"] == ["Gửi trước", "Gửi sau"]
    assert "30 giờ" in words_in(editor, "cho-duyet")
    assert page_of(editor).select_one("#cho-duyet .desk-day-stamp-late").text == "30 giờ"


def test_a_piece_sent_back_shows_the_editors_note():
    reporter = at_the_desk("Phóng viên")
    piece = a_draft("Bài bị trả lại")
    Article.objects.filter(pk=piece.pk).update(created_by=reporter.user)
    publishing.submit(Article.objects.get(pk=piece.pk), by=reporter.user)
    publishing.send_back(Article.objects.get(pk=piece.pk), by=None, note="Gọi lại nhân chứng.")
    assert cards(reporter)["ban-nhap"] == ["Bài bị trả lại"]
    assert "Gọi lại nhân chứng." in words_in(reporter, "ban-nhap")


def test_edits_of_live_articles_stand_with_their_writer_then_with_whoever_approves():
    reporter, editor = at_the_desk("Phóng viên"), at_the_desk("Biên tập viên")
    article = an_article("Bài đã đăng")
    Article.objects.filter(pk=article.pk).update(created_by=reporter.user)
    edit = PendingEdit.objects.create(
        article=article, content={}, base_version=1, edited_by=reporter.user
    )
    assert cards(reporter)["ban-nhap"] == ["Bài đã đăng"]
    assert cards(editor)["cho-duyet"] == []
    edit.is_submitted = True
    edit.save()
    assert cards(reporter)["ban-nhap"] == []
    assert cards(editor)["cho-duyet"] == ["Bài đã đăng"]
    assert "bản sửa của bài đã đăng" in words_in(editor, "cho-duyet")


def test_scheduled_pieces_show_both_clocks_and_what_remains():
    editor, now = at_the_desk("Biên tập viên"), timezone.now()
    an_article("Hẹn sau", at=now + timedelta(hours=30))
    an_article("Hẹn trước", at=now + timedelta(hours=2, minutes=1))
    assert cards(editor)["hen-gio"] == ["Hẹn trước", "Hẹn sau"]
    assert cards(editor)["hom-nay"] == []
    said = words_in(editor, "hen-gio")
    assert "còn 2 giờ" in said
    assert "Hà Nội" in said
    assert "Moskva" in said


def test_a_piece_under_embargo_is_shown_until_the_embargo_is_over():
    editor = at_the_desk("Biên tập viên")
    piece = a_draft("Cấm đăng", embargoed_until=timezone.now() + timedelta(hours=3))
    assert cards(editor)["cam-dang"] == ["Cấm đăng"]
    Article.objects.filter(pk=piece.pk).update(embargoed_until=timezone.now())
    assert cards(editor)["cam-dang"] == []


def test_what_is_published_today_stands_newest_first_by_the_papers_clock():
    editor, midnight = (
        at_the_desk("Biên tập viên"),
        timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0),
    )
    an_article("Hôm qua", at=midnight - timedelta(seconds=1))
    an_article("Đầu ngày", at=midnight)
    an_article("Vừa xong", at=timezone.now())
    assert cards(editor)["hom-nay"] == ["Vừa xong", "Đầu ngày"]


def test_an_open_correction_is_shown_until_it_is_settled():
    editor, article = at_the_desk("Biên tập viên"), an_article("Bài sai")
    report = Correction.objects.create(article=article, wrong="ông Nguyễn Văn A")
    assert cards(editor)["dinh-chinh"] == ["Bài sai"]
    assert "ông Nguyễn Văn A" in words_in(editor, "dinh-chinh")
    publishing.dismiss_error(report, by=None)
    assert cards(editor)["dinh-chinh"] == []


def test_waiting_comments_are_shown_to_moderators_oldest_first():
    moderator, article = at_the_desk("Kiểm duyệt viên"), an_article()
    for text in ("Lời thứ nhất", "Lời thứ hai"):
        a_comment(article, text, approved=False)
    a_comment(article, "Đã duyệt")
    assert cards(moderator)["binh-luan"] == ["Lời thứ nhất", "Lời thứ hai"]


@pytest.mark.parametrize(
    ("parts", "said"),
    [
        ({}, "ảnh đầu bài"),
        ({"lead_photo": {}}, "tệp ảnh"),
        ({"lead_photo": {"alt": ""}}, "mô tả ảnh"),
        ({"lead_photo": {"credit": ""}}, "nguồn ảnh"),
        ({"sign_off": "(TTXVN/Vietnam+)"}, "nguồn bài"),
        ({"tags": []}, "chủ đề"),
    ],
)
def test_what_a_published_article_lacks_is_named(parts, said):
    editor = at_the_desk("Biên tập viên")
    article = an_article("Bài thiếu", tags=parts.pop("tags", ["Nga"]))
    if "lead_photo" in parts:
        parts["lead_photo"] = a_photo(**parts["lead_photo"])
    Article.objects.filter(pk=article.pk).update(**parts)
    assert cards(editor)["con-thieu"] == ["Bài thiếu"]
    assert said in words_in(editor, "con-thieu").partition("chưa có")[2]


def test_an_article_with_everything_lacks_nothing():
    whole = an_article(
        tags=["Nga"],
        by=["PV"],
        lead_photo=a_photo_with_a_file(),
        source=Source.objects.create(name="TTXVN"),
        sign_off="(TTXVN)",
    )
    assert cards(at_the_desk("Biên tập viên"))["con-thieu"] == []
    Article.objects.filter(pk=whole.pk).update(sign_off="", source=None)
    assert cards(at_the_desk("Biên tập viên"))["con-thieu"] == []


def test_the_photo_desk_is_asked_for_photos_and_not_for_topics():
    an_article("Thiếu chủ đề", lead_photo=a_photo_with_a_file())
    an_article("Thiếu ảnh", tags=["Nga"])
    assert cards(at_the_desk("Phòng ảnh"))["con-thieu"] == ["Thiếu ảnh"]


def test_an_article_that_somebody_has_open_is_shown():
    editor, lan = at_the_desk("Biên tập viên"), a_user(display_name="Ngọc Lan")
    presence.arrive(a_draft("Đang sửa"), lan)
    assert cards(editor)["dang-mo"] == ["Đang sửa"]
    assert "Ngọc Lan" in words_in(editor, "dang-mo")


def test_a_long_pile_shows_its_top_and_leads_to_the_list():
    editor = at_the_desk("Biên tập viên")
    for _n in range(6):
        publishing.approve(a_piece_in_review(), by=None)
    link = page_of(editor).select_one("#cho-dang .desk-day-card-all a")
    assert link.text.startswith("Xem tất cả (6)")
    assert editor.get(link["href"]).context["cl"].result_count == 6


def an_awkward_newsroom(editor, sport: Category) -> None:
    """Everything that a card and the list behind it might count apart."""
    now, other = timezone.now(), a_user()

    def piece(made, by, **fields) -> Article:
        Article.objects.filter(pk=made.pk).update(created_by=by, **fields)
        return made

    for by, category in product((editor, other), (None, sport)):
        piece(a_draft(category=category, embargoed_until=now + timedelta(hours=3)), by)
        piece(a_piece_in_review(category=category), by)
        publishing.approve(piece(a_piece_in_review(category=category), by), by=None)
        piece(an_article(at=now + timedelta(hours=2), category=category), by)
        for edited_by, is_submitted in product((editor, other), (True, False)):
            live = piece(an_article(category=category), by)
            PendingEdit.objects.create(
                article=live,
                content={},
                base_version=1,
                edited_by=edited_by,
                is_submitted=is_submitted,
            )
            for wrong in ("Sai một", "Sai hai"):
                Correction.objects.create(article=live, wrong=wrong)
        whole = {"tags": ["Nga"], "by": ["PV"], "category": category}
        piece(an_article(**whole, lead_photo=a_photo_with_a_file()), by)
        inside = a_photo()
        words = body.paragraph("Đoạn.") + body.figure(inside.pk)
        piece(an_article(**whole, lead_photo=a_photo_with_a_file(), body=words), by)
        Photo.objects.filter(pk=inside.pk).update(alt="")
        piece(an_article(**whole, lead_photo=a_photo_with_a_file()), by, standfirst="")
        for hours in (29 * 24 + 1, 29 * 24 + 23, 31 * 24):
            piece(an_article(category=category, at=now - timedelta(hours=hours)), by)
        piece(an_article(category=category, at=now), by)
        over = an_article(category=category, at=now - timedelta(minutes=1))
        piece(over, by, expires_at=now - timedelta(seconds=1))
        publishing.withdraw(piece(an_article(category=category), by), None, "Sai.")


@pytest.mark.parametrize(
    ("group", "is_bound"),
    [
        ("Phóng viên", False),
        ("Biên tập viên", True),
        ("Thư ký tòa soạn", False),
        ("Phòng ảnh", False),
    ],
)
def test_a_cards_number_is_what_the_list_behind_it_shows(group, is_bound):
    client, sport = at_the_desk(group), a_category("Thể thao")
    if is_bound:
        sport.editors.add(client.user)
    an_awkward_newsroom(client.user, sport)
    for each in client.get(PAGE).context["desk"].cards:
        if each.card.link and "articles_article" in each.card.link.replace("/", "_"):
            assert each.count, each.card.name
            listed = client.get(each.card.link).context["cl"]
            assert (each.card.name, listed.result_count) == (each.card.name, each.count)


@pytest.mark.parametrize(
    "value", ["cua-toi=dang-viet", "cua-toi=phu-trach", "trang-thai=cho-duyet"]
)
def test_the_list_counts_these_filters_as_it_applies_them(value):
    client, sport = at_the_desk("Biên tập viên"), a_category("Thể thao")
    sport.editors.add(client.user)
    an_awkward_newsroom(client.user, sport)
    name, option = value.split("=")
    listed = client.get(f"/toa-soan/articles/article/?{value}").context["cl"]
    for query in ("", f"?{value}", "?ngay=7-ngay"):
        panel = client.get(f"/toa-soan/articles/article/{query}").context["cl"].panel
        (facet,) = [each for each in panel if each["facet"].parameter == name]
        (link,) = [each for each in facet["links"] if each.value == option]
        if query != "?ngay=7-ngay":
            assert link.n == listed.result_count, query
        else:
            narrow = client.get(f"/toa-soan/articles/article/?{value}&ngay=7-ngay").context["cl"]
            assert link.n == narrow.result_count


def test_every_link_of_the_page_leads_somewhere():
    editor = at_the_desk("Thư ký tòa soạn")
    a_newsroom(9)
    page = page_of(editor)
    links = {link["href"] for link in page.select("main a")}
    for link in links:
        if link.startswith("#"):
            assert page.select_one(link), link
        else:
            assert editor.get(link).status_code == 200, link


def test_headlines_are_shown_as_text_and_not_as_markup():
    editor = at_the_desk("Biên tập viên")
    a_piece_in_review("<script>alert(1)</script> & “ngoặc”")
    assert cards(editor)["cho-duyet"] == ["<script>alert(1)</script> & “ngoặc”"]


# A new paper, and a quiet evening ---------------------------------------------------


def test_a_new_paper_is_told_what_to_do_first():
    client = owner()
    steps = [step.text for step in page_of(client).select(".desk-day-start-steps a")]
    assert steps == [
        "Điền thông tin tòa soạn",
        "Đặt chuyên mục",
        "Mời đồng nghiệp",
        "Viết bài đầu tiên",
        "Đăng bài",
    ]
    a_draft()
    done = [each.a.text for each in page_of(client).select(".desk-day-start-done")]
    assert done == ["Đặt chuyên mục", "Viết bài đầu tiên"]
    an_article()
    assert page_of(client).select_one(".desk-day-start") is None


def test_a_reporter_of_a_new_paper_is_offered_only_what_they_may_do():
    page = page_of(at_the_desk("Phóng viên"))
    assert [step.text for step in page.select(".desk-day-start-steps a")] == ["Viết bài đầu tiên"]


def test_when_nothing_is_left_the_page_says_so():
    editor = at_the_desk("Biên tập viên")
    an_article(tags=["Nga"], by=["PV"], lead_photo=a_photo_with_a_file())
    assert "Xong việc" in page_of(editor).text
    a_piece_in_review()
    assert "Xong việc" not in page_of(editor).text


# Words of reading and their twins ---------------------------------------------------


def test_live_and_scheduled_are_what_the_article_says_of_itself():
    now = timezone.now()
    an_article(at=now - timedelta(hours=1))
    an_article(at=now + timedelta(hours=1))
    an_article(at=now - timedelta(hours=2), expires_at=now + timedelta(hours=1))
    publishing.withdraw(an_article(), by=None, reason="Sai")
    a_piece_in_review()
    everything = list(Article.objects.all())
    for words, twin in (("live", "is_live"), ("scheduled", "is_scheduled")):
        found = set(getattr(Article.objects, words)())
        assert found == {article for article in everything if getattr(article, twin)}, words


def test_published_on_a_day_is_what_the_article_says_of_itself():
    today = timezone.localdate()
    for hours in (1, 13, 25, 37, 49):
        an_article(at=timezone.now() - timedelta(hours=hours))
    for back in range(4):
        day = today - timedelta(days=back)
        said = {each for each in Article.objects.all() if each.published_on == day}
        assert set(Article.objects.published_on(day)) == said


# Charts ------------------------------------------------------------------------------


def test_the_charts_count_days_by_the_papers_clock():
    editor = at_the_desk("Thư ký tòa soạn")
    midnight = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    article = an_article(at=midnight - timedelta(minutes=1))
    an_article(at=midnight - timedelta(days=29))
    an_article(at=midnight - timedelta(days=29, minutes=1))  # before the first day
    a_comment(article)
    a_comment(article, approved=False)
    page = page_of(editor)
    articles, comments = (
        [[int(cell.text) for cell in row.select("td")] for row in table.select("tbody tr")]
        for table in page.select("figure.desk-day-chart table")
    )
    assert len(articles) == len(comments) == 30
    assert (articles[0], articles[-2], articles[-1]) == ([1], [1], [0])
    assert comments[-1] == [1, 1]
    last = page.select("figure.desk-day-chart")[1].select("g")[-1]
    assert "desk-day-chart-today" in last["class"]
    assert len(last.select("rect.desk-day-chart-bar")) == 2


def test_bars_stand_on_the_ground_and_stay_under_the_roof():
    days = {date(2026, 11, 1) + timedelta(days=n): (n, 2 * n) for n in range(30)}
    chart = bars("x", "Bài", ["a", "b"], days)
    assert roof(87) == 100
    assert roof(0) == 2
    for column in chart.columns:
        lower = column.bars[0] if column.bars else None
        assert lower is None or lower.y + lower.height == chart.ground
        assert all(chart.top <= bar.y and bar.height >= 0 for bar in column.bars)
        assert column.x + chart.step <= chart.right
    assert chart.highest.total == chart.last.total == 87


@pytest.mark.parametrize("language", ["vi", "en", "ru"])
def test_numbers_in_the_drawing_are_the_same_in_every_language(language):
    client = owner()
    client.cookies["django_language"] = language
    an_article()
    with override(language):
        drawing = page_of(client).select_one("figure.desk-day-chart svg")
    for shape in drawing.select("rect"):
        assert all(shape[name].isdecimal() for name in ("x", "y", "width", "height"))


# What it costs -----------------------------------------------------------------------


def a_newsroom(n: int) -> None:
    """A newsroom with n of everything the page shows, made past all forms."""
    now, lan = timezone.now(), a_user()
    category = a_category()
    Category.objects.bulk_create(
        Category(name=f"Mục {i}", slug=f"muc-{i}", parent=category) for i in range(min(n, 50))
    )
    photo = a_photo(credit="")

    def articles(status: str, **fields: object) -> None:
        Article.objects.bulk_create(
            Article(headline=f"Bài {i}", slug="bai", category=category, status=status, **fields)
            for i in range(n)
        )

    for writer in (lan, None):
        articles("draft", created_by=writer, embargoed_until=now + timedelta(hours=5))
        articles("in_review", created_by=writer)
        articles("approved", created_by=writer)
    articles("published", published_at=now, lead_photo=photo)
    articles("published", published_at=now + timedelta(hours=5))
    live = list(Article.objects.filter(published_at=now))
    PendingEdit.objects.bulk_create(
        PendingEdit(article=each, content={}, base_version=1, is_submitted=i % 2, edited_by=lan)
        for i, each in enumerate(live)
    )
    Correction.objects.bulk_create(Correction(article=each, wrong="Sai") for each in live)
    Comment.objects.bulk_create(Comment(article=each, name="Lan", text="Lời") for each in live)
    for each in live[:20]:
        presence.arrive(each, lan)


@pytest.mark.parametrize(
    "group",
    [
        *(
            each
            for each in (
                "Phóng viên",
                "Biên tập viên",
                "Thư ký tòa soạn",
                "Phòng ảnh",
                "Kiểm duyệt viên",
            )
        ),
        "everything",
    ],
)
def test_the_page_costs_under_12_queries_however_much_there_is(group):
    client = at_the_desk("Thư ký tòa soạn" if group == "everything" else group)
    if group == "everything":
        client.user.groups.set(ensure_groups())
    costs = []
    for n in (0, 1, 999):
        a_newsroom(n)
        with CaptureQueriesContext(connection) as queries:
            page_of(client)
        costs.append(len(queries))
    assert max(costs) < MOST, costs


def test_more_than_a_thousand_is_not_counted():
    editor = at_the_desk("Biên tập viên")
    a_newsroom(501)
    assert "hơn 1.000" in words_in(editor, "cho-duyet")
