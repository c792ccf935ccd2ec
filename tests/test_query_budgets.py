"""What a page may cost: as many queries at sixty of everything as at one."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles import body, paging, publishing
from articles.models import (
    Article,
    BreakingNews,
    Category,
    LegacyPath,
    PopularSearch,
    ReadCount,
    SearchCount,
    Source,
    StoryLine,
    StoryLineEntry,
)
from articles.reads.writing import rank
from articles.related.picking import pick
from articles.related.relating import relate
from comments.models import Rating
from portal.models import Imprint
from tests.builders import a_category, a_comment, a_photo, an_article, an_author

pytestmark = pytest.mark.django_db

BUDGETS = {
    "front page": 5,
    "article": 7,
    "conversation": 5,
    "thread": 6,
    "report page": 2,
    "feed of a conversation": 2,
    "feed of all comments": 1,
    "category": 2,
    "subcategory": 2,
    "tag": 4,
    "author": 3,
    "search": 3,  # categories with all that hangs around a page, matches, cards
    "search before typing": 2,  # categories, popular searches
    "search that finds nothing": 7,  # what was meant takes four
    "category further on": 3,
    "tag further on": 4,
    "author further on": 4,
    "corrections further on": 3,
    "archive": 3,
    "archive of a month": 4,
    "archive of a month further on": 5,
    "story lines": 3,
    "story line": 4,
    "imprint page": 1,
    "corrections": 2,
    "house rules": 2,
    "feed": 4,
    "feed of a category": 5,
    "feed of a subcategory": 5,
    "feed of a tag": 5,
    "feed of an author": 5,
    "feed of corrections": 1,
    "json feed": 4,
    "article as ninjs": 7,
    "sitemap": 3,
    "sitemap of a month": 3,
    "sitemap of news": 2,
    "sitemap of pages": 8,
}


def a_paper(n: int) -> dict[str, str]:
    """A paper with n of everything; the addresses of its pages."""
    world = a_category("Thế giới")
    europe = a_category("Châu Âu", parent=world)
    for i in range(n):
        a_category(f"Mục {i}")
    # The first one is copied: feeds look up whom from.
    sources = [Source.objects.get_or_create(name="vov.vn")[0], *[None] * (n - 1)]
    others = [
        an_article(
            f"Bài về Nga {i}",
            category=europe,
            tags=["Nga", f"Chủ đề {i}"],
            by=["Minh Hà"],
            source=source,
        )
        for i, source in enumerate(sources)
    ]
    photos = [a_photo() for _ in range(n)]
    text = "".join(
        body.paragraph(f"Đoạn {i}.") + body.figure(photo.pk) + body.reference(others[i].headline)
        for i, photo in enumerate(photos)
    )
    article = an_article(
        "Bài chính về Nga",
        category=europe,
        body=text,
        lead_photo=a_photo(),
        tags=["Nga", *(f"Chủ đề {i}" for i in range(n))],
        by=[f"Tác giả {i}" for i in range(n)],
    )
    for i in range(n):
        publishing.correct(article, by=None, wrong=f"Sai {i}", right=f"Đúng {i}")
        publishing.correct(others[i], by=None, wrong="Sai", right="Đúng")
    for i, other in enumerate(others):
        line = StoryLine.objects.create(name=f"Việc {i}")
        for each in (article, other):
            StoryLineEntry.objects.create(line=line, article=each)
        ReadCount.objects.create(article=other, hour=timezone.now(), reads=i + 1)
        search, _ = PopularSearch.objects.update_or_create(
            text=f"về Nga {i}", defaults={"article": other}
        )
        SearchCount.objects.update_or_create(
            search=search, day=timezone.localdate(), defaults={"searches": 3}
        )
    pick(article, others)
    relate(article)
    rank()
    for i in range(n):
        thread = a_comment(article, f"Bình luận {i}")
        a_comment(article, f"Trả lời {i}", parent=thread)
        Rating.objects.create(article=article, voter=f"người {i}", value="good")
    now = timezone.now()
    BreakingNews.objects.create(text="Vừa xong", article=article, ends_at=now + timedelta(days=1))
    minh_ha = an_author("Minh Hà")
    month = f"/luu-tru/{article.published_on:%Y/%m}/"
    return {
        "front page": "/",
        "article": article.get_absolute_url(),
        "conversation": f"/binh-luan/{article.pk}/?xep=huu-ich",
        "thread": f"/binh-luan/{article.pk}/{thread.pk}/",
        "report page": f"/bao-cao/{thread.pk}/",
        "feed of a conversation": f"/binh-luan/{article.pk}/atom.xml",
        "feed of all comments": "/binh-luan-ban-doc/atom.xml",
        "category": world.get_absolute_url(),
        "subcategory": europe.get_absolute_url(),
        "tag": "/chu-de/nga/",
        "author": minh_ha.get_absolute_url(),
        "search": "/tim-kiem/?q=nga",
        "search before typing": "/tim-kiem/",
        "search that finds nothing": "/tim-kiem/?q=kremenchuk",
        "category further on": f"{world.get_absolute_url()}?sau={paging.mark_of(article)}",
        "tag further on": f"/chu-de/nga/?sau={paging.mark_of(article)}",
        "author further on": f"{minh_ha.get_absolute_url()}?sau={paging.mark_of(others[-1])}",
        "corrections further on": f"/dinh-chinh/?sau={paging.mark_at(timezone.now(), 1)}",
        "archive": "/luu-tru/",
        "archive of a month": month,
        "archive of a month further on": f"{month}?sau={paging.mark_of(article)}",
        "story lines": "/dong-su-kien/",
        "story line": line.get_absolute_url(),
        "imprint page": "/thong-tin-toa-soan/",
        "corrections": "/dinh-chinh/",
        "house rules": "/quy-tac-binh-luan/",
        "feed": "/rss.xml",
        "feed of a category": f"{world.get_absolute_url()}rss.xml",
        "feed of a subcategory": f"{europe.get_absolute_url()}atom.xml",
        "feed of a tag": "/chu-de/nga/rss.xml",
        "feed of an author": f"{an_author('Minh Hà').get_absolute_url()}rss.xml",
        "feed of corrections": "/dinh-chinh/rss.xml",
        "json feed": "/feed.json",
        "article as ninjs": article.get_absolute_url().replace(".html", ".ninjs.json"),
        "sitemap": "/sitemap.xml",
        "sitemap of a month": f"/sitemap-{article.published_on:%Y-%m}.xml",
        "sitemap of news": "/sitemap-tin-moi.xml",
        "sitemap of pages": "/sitemap-trang.xml",
    }


@pytest.fixture(autouse=True)
def _small_tables_are_in_memory(client):
    """A process reads dictionary and imprint once, and again when they have changed."""
    a_category("Thế giới")
    Imprint.objects.create(jurisdiction="ru", name="Baonga.com")
    client.get("/tim-kiem/?q=nga")


def queries(client, address: str) -> list[str]:
    with CaptureQueriesContext(
        connection,
    ) as captured:
        response = client.get(address)
        if response.streaming:
            assert list(response.streaming_content)
    assert response.status_code == 200, address
    said = [query["sql"] for query in captured.captured_queries]
    # A test runs in a transaction; on the real site nothing here needs savepoints.
    return [sql for sql in said if "SAVEPOINT" not in sql]


@pytest.mark.parametrize("n", [1, 60])
def test_pages_keep_their_query_budget(client, n):
    pages = a_paper(n)
    spent = {page: len(queries(client, address)) for page, address in pages.items()}
    over = {page: (spent[page], BUDGETS[page]) for page in pages if spent[page] > BUDGETS[page]}
    assert over == {}


def test_a_page_costs_the_same_at_two_sizes(client):
    few = {page: len(queries(client, address)) for page, address in a_paper(2).items()}
    Category.objects.filter(articles=None, children=None).delete()
    many = {page: len(queries(client, address)) for page, address in a_paper(30).items()}
    assert many == few


def test_a_draft_costs_one_look(client):
    draft = publishing.withdraw(an_article(), by=None, reason="Sai")
    with CaptureQueriesContext(connection) as captured:
        assert client.get(draft.get_absolute_url()).status_code == 410
    assert len(captured.captured_queries) <= 5


@pytest.mark.skipif(connection.vendor != "sqlite", reason="how SQLite reads its file")
def test_the_one_file_is_read_where_the_system_keeps_it():
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA mmap_size")
        assert cursor.fetchone()[0] >= 2_000_000_000


def test_an_old_address_costs_one_query_however_many_there_are(client):
    article = an_article()
    for n in (1, 60):
        paths = [LegacyPath(path=f"/{n}/{i}.htm", article=article) for i in range(n)]
        LegacyPath.objects.bulk_create(paths)
        with CaptureQueriesContext(connection) as captured:
            assert client.get(f"/{n}/0.htm").status_code == 301
        assert len(captured.captured_queries) == 1


def sqlite_steps(work) -> int:
    """How many hundreds of steps SQLite takes for a page."""
    steps = 0

    def count() -> int:
        nonlocal steps
        steps += 1
        return 0

    connection.connection.set_progress_handler(count, 100)
    try:
        work()
    finally:
        connection.connection.set_progress_handler(None, 100)
    return steps


def articles_read(work) -> int:
    """How many rows of articles PostgreSQL cannot but read; all of a small table it likes to."""
    asked = (
        "SELECT seq_tup_read + idx_tup_fetch FROM pg_stat_xact_user_tables "
        "WHERE relname = 'articles_article'"
    )
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL max_parallel_workers_per_gather = 0")  # They count apart.
        for way in ("seqscan", "hashjoin", "mergejoin"):
            cursor.execute(f"SET LOCAL enable_{way} = off")
        cursor.execute(asked)
        before = cursor.fetchone()[0]
        work()
        cursor.execute(asked)
        return cursor.fetchone()[0] - before


@pytest.mark.skipif(connection.vendor != "postgresql", reason="what PostgreSQL counts")
def test_no_page_reads_the_whole_of_an_old_paper(client):
    pages = a_paper(2)
    pages.pop("sitemap of a month")  # It tells of many, and may as well read them in a row.
    years_of_articles(a_category("Kinh tế"))
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    read = {
        page: articles_read(lambda address=address: queries(client, address))
        for page, address in pages.items()
    }
    # Sitemaps count what each month holds.
    most = {page: 3_500 if page.startswith("sitemap") else 500 for page in read}
    assert {page: n for page, n in read.items() if n > most[page]} == {}


def years_of_articles(category) -> None:
    """Publish 3,000 stories, one every six hours."""
    now = timezone.now()
    Article.objects.bulk_create(
        Article(
            headline=f"Bài {n}",
            slug=f"bai-{n}",
            category=category,
            status="published",
            published_at=now - timedelta(hours=6 * n),
        )
        for n in range(3000)
    )


on_sqlite = pytest.mark.skipif(connection.vendor != "sqlite", reason="how SQLite walks an index")


@on_sqlite
@pytest.mark.parametrize("address", ["/binh-luan-ban-doc/atom.xml", "/chu-de/song/atom.xml"])
def test_a_feed_of_few_stories_costs_no_more_in_an_old_paper(client, settings, address):
    settings.FEED_FULL_TEXT = True
    river = an_article("Bến sông")
    said = "<p>Một.</p>" + body.reference(river.headline, river.pk)
    a_comment(an_article("Đò ngang", tags=["Sông"], body=said))
    young = sqlite_steps(lambda: client.get(address))
    years_of_articles(a_category("Thế giới"))
    assert sqlite_steps(lambda: client.get(address)) < young + 50


@on_sqlite
def test_a_few_stories_that_were_found_cost_no_more_in_an_old_paper():
    # Search has a count of its own under way, which ends this one: the cards alone.
    found = [an_article("Bến sông").pk for _n in range(20)]
    years_of_articles(a_category("Thế giới"))
    cards = Article.objects.public().among(found).with_search_parts()
    assert sqlite_steps(lambda: list(cards)) < 50


def test_keeping_an_article_compares_it_with_as_few_in_an_older_paper():
    kept = an_article("Bến sông", tags=["Sông"])
    cost = sqlite_steps if connection.vendor == "sqlite" else articles_read
    costs = []
    for _doubled in range(2):
        years_of_articles(kept.category)
        with connection.cursor() as cursor:
            if connection.vendor == "postgresql":
                cursor.execute("ANALYZE")
        costs.append(cost(lambda: relate(kept)))
    assert costs[1] < 1.2 * costs[0]


@on_sqlite
def test_a_far_page_and_an_old_month_read_no_more_than_the_newest(client):
    now = timezone.now()
    years_of_articles(a_category("Thế giới"))
    far = Article.objects.newest_first()[2900]
    pages = {
        "category": ("/the-gioi/", f"/the-gioi/?sau={paging.mark_of(far)}"),
        "month": (f"/luu-tru/{now:%Y/%m}/", f"/luu-tru/{far.published_on:%Y/%m}/"),
    }
    for page, (newest, oldest) in pages.items():
        young, old = (
            sqlite_steps(lambda address=address: client.get(address))
            for address in (newest, oldest)
        )
        assert old <= 2 * young + 50, page
    assert sqlite_steps(lambda: client.get("/luu-tru/")) < 100
