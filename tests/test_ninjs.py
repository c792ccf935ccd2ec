"""The system of another newsroom reads an article as ninjs 1.4 of the IPTC."""

import json
from datetime import timedelta
from xml.etree import ElementTree

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles import body, publishing
from articles.models import Article, Author, Source
from portal.models import Imprint
from tests.builders import a_draft, a_photo, a_stored_photo, an_article, words_of
from tests.ninjs_schema import faults
from tests.test_feeds import a_story
from tests.test_full_text import a_rich_story

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def site(settings):
    settings.SITE_URL = "https://bandoc.example"


def address_of(article: Article) -> str:
    return article.get_absolute_url().removesuffix(".html") + ".ninjs.json"


def read(client, article: Article, status: int = 200) -> dict:
    response = client.get(address_of(article))
    assert response.status_code == status
    assert response["Content-Type"] == "application/json"
    item = json.loads(response.content)
    assert faults(item) == []
    return item


@pytest.mark.parametrize(
    ("odd", "place"),
    [
        ({"pubstatus": "cancelled"}, "pubstatus"),
        ({"evolvedfrom": "x"}, "evolvedfrom"),
        ({"firstcreated": "2025-01-01"}, "firstcreated"),
        ({"uri": "a b"}, "uri"),
        ({"associations": {"a": {}}}, "associations.a.uri"),
        ({"subject": [{"qcode": "x"}]}, "subject"),
        ({"renditions": {"a": {"href": "/x"}}}, "renditions"),
    ],
)
def test_the_table_of_the_schema_refuses_what_the_schema_refuses(odd, place):
    assert faults({"uri": "urn:x:1"}) == []
    assert faults({"uri": "urn:x:1"} | odd) == [place]


def test_an_article_is_told_in_full(client):
    Imprint.objects.create(name="Báo Bạn Đọc", reuse_terms="Ghi rõ nguồn.")
    story = a_rich_story(
        source=None,
        kicker="Miền Tây",
        dateline="Cần Thơ",
        tags=["Sông"],
        by=["Minh Hà"],
        expires_at=timezone.now() + timedelta(days=9),
    )
    desk = Author.objects.create(name="PV", kind="desk")
    story.bylines.create(author=desk, position=1)
    item = read(client, story)
    assert item["uri"] == story.guid.urn
    assert item["altids"]["guid"] == story.guid.urn
    assert item["$standard"]["version"] == "1.4"
    assert (item["type"], item["pubstatus"], item["language"]) == ("text", "usable", "vi")
    assert (item["headline"], item["headline_kicker"]) == ("Bến sông", "Miền Tây")
    assert (item["byline"], item["located"]) == ("Minh Hà, PV", "Cần Thơ")
    assert item["description_text"] == "Sương & nước."
    assert item["copyrightholder"] == "Báo Bạn Đọc"
    assert item["usageterms"] == "Ghi rõ nguồn."
    assert [(each["name"], each["rel"], each["code"]) for each in item["subject"]] == [
        ("Thế giới", "section", "the-gioi"),
        ("Sông", "about", "song"),
    ]
    assert [each["name"] for each in item["person"]] == ["Minh Hà"]
    assert [each["name"] for each in item["organisation"]] == ["PV"]
    assert item["renditions"]["web"]["href"] == f"https://bandoc.example{story.get_absolute_url()}"
    assert item["body_text"].startswith("Đoạn một, sông và VOV.")
    whole = ElementTree.fromstring(f"<div>{item['body_xhtml']}</div>")
    assert whole.find(".//a").get("href") == "https://bandoc.example/chu-de/song/"
    assert datetime_of(item["firstcreated"]) == story.published_at.replace(microsecond=0)


def datetime_of(stamp: str):
    return timezone.datetime.fromisoformat(stamp)


def test_an_item_names_the_language_that_it_is_in(client):
    item = read(client, a_rich_story(language="ru", lead_caption="Причал."))
    assert item["language"] == "ru"
    assert item["associations"]["mainphoto"]["language"] == "ru"


def test_captions_and_lines_to_other_stories_are_not_counted_as_text(client):
    said = body.paragraph("Một hai ba.") + body.figure(a_photo().pk, caption="Bốn năm")
    item = read(client, an_article("Sông", body=said + body.reference("Sáu bảy")))
    assert item["body_text"] == "Một hai ba."
    assert (item["charcount"], item["wordcount"]) == (11, 3)


def test_a_copy_names_the_original_as_the_address_of_its_page(client):
    source = Source.objects.create(name="VOV", canonical_policy="original")
    story = an_article("Sông", source=source, source_url="https://vov.example/1")
    answer = client.get(story.get_absolute_url().replace(".html", ".ninjs.json"))
    assert answer["Link"] == '<https://vov.example/1>; rel="canonical"'


def test_photos_come_with_their_files_words_and_credits(client):
    story = a_rich_story(lead_caption="Bến riêng.")
    item = read(client, story)
    assert list(item["associations"]) == ["mainphoto", "photo_1"]
    lead, inside = item["associations"].values()
    assert (lead["description_text"], lead["byline"]) == ("Bến riêng.", "AFP")
    assert inside["description_alt"] == "Thuyền"
    files = inside["renditions"]
    assert list(files) == ["original", "jpeg_640", "jpeg_1280", "share"]
    assert (files["jpeg_640"]["width"], files["jpeg_640"]["height"]) == (640, 360)
    assert (files["share"]["width"], files["share"]["height"]) == (1200, 630)
    for name, file in files.items():
        assert file["mimetype"] == "image/jpeg"
        there = client.get(file["href"].removeprefix("https://bandoc.example"))
        length = len(b"".join(there.streaming_content))
        assert name == "original" or file["sizeinbytes"] == length


def test_a_photo_whose_file_is_missing_is_no_file(client):
    assert "associations" not in read(client, an_article(lead_photo=a_photo()))


def test_republished_copy_is_its_sources_and_comes_without_our_terms(client):
    Imprint.objects.create(name="Báo Bạn Đọc", reuse_terms="Ghi rõ nguồn.")
    source = Source.objects.create(name="vov.vn")
    item = read(client, an_article(source=source, source_url="https://vov.vn/a"))
    assert item["copyrightholder"] == "vov.vn"
    assert "usageterms" not in item
    assert item["infosource"] == [{"name": "vov.vn", "rel": "origin", "code": "https://vov.vn/a"}]
    agency = an_article()
    Article.objects.filter(pk=agency.pk).update(sign_off="(TTXVN)")
    assert not {"usageterms", "copyrightholder"} & read(client, agency).keys()


def test_versions_follow_what_readers_got(client):
    story = a_story()
    first = read(client, story)
    publishing.write(story, words_of(story, standfirst="Chưa ai thấy."), by=None)
    assert read(client, story) == first
    publishing.fix(story, by=None)
    fixed = read(client, story)
    assert int(fixed["version"]) == int(first["version"]) + 1
    assert fixed["versioncreated"] == first["versioncreated"]
    publishing.correct(story, by=None, wrong="hai", right="ba")
    corrected = read(client, story)
    assert int(corrected["version"]) == int(first["version"]) + 2
    assert corrected["versioncreated"] > first["versioncreated"]
    assert "đúng là «ba»" in corrected["ednote"]
    assert (corrected["uri"], corrected["firstcreated"]) == (first["uri"], first["firstcreated"])


def test_a_withdrawn_article_tells_receivers_to_take_it_down(client):
    story = publishing.withdraw(a_story(), by=None, reason="Sai nguồn.")
    item = read(client, story, 410)
    assert (item["uri"], item["pubstatus"]) == (story.guid.urn, "canceled")
    assert item["ednote"] == "Sai nguồn."
    told = json.dumps(item, ensure_ascii=False)
    assert "Bến sông" not in told
    assert "ben-song" not in told
    publishing.restore(story, by=None)
    assert read(client, story)["pubstatus"] == "usable"


def test_what_is_not_public_is_not_there(client):
    later = an_article(at=timezone.now() + timedelta(hours=1))
    over = an_article()
    Article.objects.filter(pk=over.pk).update(expires_at=timezone.now())
    for article in (a_draft(), later, over):
        assert client.get(address_of(article)).status_code == 404
    assert client.get(f"/x-{10**30}.ninjs.json").status_code == 404


def test_only_the_number_counts_in_its_address(client):
    story = a_story()
    response = client.get(f"/sai-{story.pk}.ninjs.json")
    assert response.status_code == 301
    assert response["Location"] == address_of(story)


@pytest.mark.parametrize("verb", ["get", "head"])
def test_a_system_that_has_it_gets_no_second_copy(client, verb):
    story = a_story()
    ask = getattr(client, verb)
    first = ask(address_of(story))
    assert first["X-Robots-Tag"] == "noindex"
    assert 'rel="canonical"' in first["Link"]
    assert ask(address_of(story), headers={"If-None-Match": first["ETag"]}).status_code == 304
    assert client.post(address_of(story)).status_code == 405
    assert not first.cookies


def test_the_article_says_where_it_is(client):
    story = a_story()
    page = client.get(story.get_absolute_url()).content.decode()
    link = '<link rel="alternate" type="application/json" title="ninjs 1.4"'
    assert f'{link} href="{address_of(story)}">' in page


@pytest.mark.parametrize("sign", ['"', "\\", "\x0b", "\ufffe", "]]>", "<b>&amp;", "\u2028", "👍🏽"])
def test_no_text_breaks_it(client, sign):
    story = a_story(body=body.paragraph(f"a{sign}b\u00a0c"), lead_photo=a_stored_photo((700, 500)))
    Article.objects.filter(pk=story.pk).update(headline=f"Bến{sign}sông", standfirst=f"a{sign}b")
    publishing.correct(story, by=None, wrong=f"sai{sign}", right=f"đúng{sign}")
    ElementTree.fromstring(f"<div>{read(client, story)['body_xhtml']}</div>")


@pytest.mark.parametrize("n", [1, 20])
def test_it_costs_the_same_however_much_the_article_holds(client, n):
    for i in range(n):
        an_article(f"Bài {i}")
    text = "".join(body.figure(a_photo().pk) + body.reference(f"Bài {i}") for i in range(n))
    story = an_article(body=text, tags=[f"Chủ đề {i}" for i in range(n)], by=["Minh Hà"])
    with CaptureQueriesContext(connection) as captured:
        read(client, story)
    assert len(captured.captured_queries) <= 8
