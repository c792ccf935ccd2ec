"""A text stands in several languages, and each version leads to the others."""

import re
from xml.etree import ElementTree

import pytest
from django.core.exceptions import ValidationError

from articles import archive, publishing, snapshots, translations
from articles.models import Article, Source
from tests.builders import a_draft, an_article, an_editor, words_of

pytestmark = pytest.mark.django_db


def in_vietnamese_and_russian() -> tuple[Article, Article]:
    original = an_article("Bến sông", standfirst="Buổi sớm.")
    russian = an_article(
        "Речной причал", slug="prichal", language="ru", translation_of=original, standfirst="Утро."
    )
    return original, russian


def alternates(client, article: Article) -> dict[str, str]:
    html = client.get(article.get_absolute_url()).text
    found = re.findall(r'<link rel="alternate" hreflang="([^"]+)" href="([^"]+)">', html)
    return {code: address.removeprefix("http://127.0.0.1:8000") for code, address in found}


def switch(client, article: Article) -> list[tuple[str, str]]:
    html = client.get(article.get_absolute_url()).text
    nav = re.search(r'<nav class="languages".*?</nav>', html, re.DOTALL)
    return re.findall(r'href="([^"]+)"[^>]*>([^<]+)<', nav[0]) if nav else []


def test_each_version_names_the_others_in_their_own_words(client):
    original, russian = in_vietnamese_and_russian()
    english = an_article("River pier", language="en", translation_of=original)
    to = {article.language: article.get_absolute_url() for article in (original, russian, english)}
    assert switch(client, original) == [(to["en"], "English"), (to["ru"], "Русский")]
    assert switch(client, russian) == [(to["vi"], "Tiếng Việt"), (to["en"], "English")]
    assert switch(client, english) == [(to["vi"], "Tiếng Việt"), (to["ru"], "Русский")]


def test_search_engines_are_told_the_same_by_every_version(client):
    original, russian = in_vietnamese_and_russian()
    told = alternates(client, original)
    assert told == alternates(client, russian)
    vietnamese, other = original.get_absolute_url(), russian.get_absolute_url()
    assert told == {"vi": vietnamese, "ru": other, "x-default": vietnamese}


def test_an_article_in_one_language_says_nothing_of_others(client):
    article = an_article()
    assert switch(client, article) == []
    assert alternates(client, article) == {}
    html = client.get(article.get_absolute_url()).text
    assert 'lang="ru"' not in html


def test_the_words_are_russian_and_what_stands_around_them_vietnamese(client):
    _original, russian = in_vietnamese_and_russian()
    html = client.get(russian.get_absolute_url()).text
    assert '<html lang="vi">' in html
    for part in ('<h1 class="headline"', '<p class="standfirst"', '<div class="article-text"'):
        assert f'{part} lang="ru">' in html
    assert '<meta property="og:locale" content="ru_RU">' in html
    assert '<meta property="og:locale:alternate" content="vi_VN">' in html
    assert '"inLanguage": "ru"' in html


@pytest.mark.parametrize("hides", ["withdrawn", "draft", "scheduled"])
def test_only_public_versions_are_named(client, hides):
    original = an_article("Bến sông")
    hidden = a_draft("Bí mật", language="ru", translation_of=original)
    if hides == "withdrawn":
        publishing.withdraw(publishing.publish(hidden, by=None), by=None, reason="Sai")
    elif hides == "scheduled":
        at = original.published_at.replace(year=original.published_at.year + 1)
        publishing.publish(hidden, by=None, at=at)
    assert switch(client, original) == []
    assert alternates(client, original) == {}


def test_translations_stay_together_when_their_original_is_withdrawn(client):
    original, russian = in_vietnamese_and_russian()
    english = an_article("River pier", language="en", translation_of=original)
    publishing.withdraw(original, by=None, reason="Sai")
    assert alternates(client, russian) == alternates(client, english)
    assert alternates(client, russian).keys() == {"en", "ru", "x-default"}


def test_lists_feeds_and_sitemaps_say_which_language(client):
    original, russian = in_vietnamese_and_russian()
    address = russian.get_absolute_url()
    for place in (original.category.get_absolute_url(), "/"):
        assert f'<a href="{address}" lang="ru">' in client.get(place).text
    assert "<dc:language>ru</dc:language>" in client.get("/rss.xml").text
    assert '<entry xml:lang="ru">' in client.get("/atom.xml").text
    items = client.get("/feed.json").json()["items"]
    assert {item["title"]: item.get("language") for item in items} == {
        original.headline: None,
        russian.headline: "ru",
    }
    news = b"".join(client.get("/sitemap-tin-moi.xml").streaming_content).decode()
    assert news.count("<news:language>ru</news:language>") == 1
    month = client.get(f"/sitemap-{original.published_on:%Y-%m}.xml").streaming_content
    rows = ElementTree.fromstring(b"".join(month))
    links = [
        {link.get("hreflang"): link.get("href") for link in row if link.get("rel") == "alternate"}
        for row in rows
    ]
    assert links[0] == links[1]
    assert links[0].keys() == {"vi", "ru", "x-default"}


def test_search_engines_are_told_of_no_version_whose_original_they_should_find(client):
    original, russian = in_vietnamese_and_russian()
    source = Source.objects.create(name="ria.example", canonical_policy="original")
    english = an_article(
        "River pier",
        language="en",
        translation_of=original,
        source=source,
        source_url="https://ria.example/1",
    )
    assert alternates(client, original).keys() == {"vi", "ru", "x-default"}
    assert alternates(client, russian).keys() == {"vi", "ru", "x-default"}
    assert alternates(client, english) == {}
    month = client.get(f"/sitemap-{original.published_on:%Y-%m}.xml").getvalue().decode()
    assert month.count('hreflang="vi"') == 2
    assert 'hreflang="en"' not in month
    assert "English" in dict(map(reversed, switch(client, original)))
    assert len(switch(client, english)) == 2


def test_readers_of_other_languages_are_sent_to_a_version_that_stands_here(client):
    source = Source.objects.create(name="vov.vn", canonical_policy="original")
    original = an_article("Bến sông", source=source, source_url="https://vov.vn/1")
    russian = an_article("Причал", language="ru", translation_of=original)
    english = an_article("Pier", language="en", translation_of=original)
    told = alternates(client, russian)
    assert told.keys() == {"en", "ru", "x-default"}
    assert told["x-default"] == english.get_absolute_url()


def test_the_query_and_the_property_agree_on_whose_original_is_to_be_found():
    for policy in ("ours", "original"):
        source = Source.objects.create(name=policy, canonical_policy=policy)
        for address in ("", "https://vov.vn/1"):
            an_article(source=source, source_url=address)
    Article.objects.filter(pk=an_article().pk).update(source_url="https://vov.vn/1")
    here = set(Article.objects.listed())
    assert here == {each for each in Article.objects.all() if not each.is_canonical_elsewhere}
    assert len(here) == 4


def test_machines_learn_what_is_a_translation_of_what(client):
    original, russian = in_vietnamese_and_russian()
    page = client.get(original.get_absolute_url()).text
    assert f'"workTranslation": [{{"@type": "NewsArticle", "url": "{_full(russian)}"' in page
    page = client.get(russian.get_absolute_url()).text
    assert f'"translationOfWork": {{"@type": "NewsArticle", "url": "{_full(original)}"' in page


def _full(article: Article) -> str:
    return f"http://127.0.0.1:8000{article.get_absolute_url()}"


def test_a_link_to_the_original_waits_with_the_edit_it_belongs_to(client):
    """A live article is edited apart: neither page shows the other before the release."""
    original, russian = an_article("Bến sông"), an_article("Речной причал", language="ru")
    named = {"id": original.pk, "name": str(original)}
    publishing.write(russian, words_of(russian, translation_of=named), by=an_editor())
    assert switch(client, original) == switch(client, russian) == []
    publishing.fix(Article.objects.get(pk=russian.pk), by=None)
    assert alternates(client, original) == alternates(client, russian) != {}


def test_one_language_has_one_version():
    original, _russian = in_vietnamese_and_russian()
    with pytest.raises(ValidationError, match="Речной причал"):
        an_article("Пристань", language="ru", translation_of=original)
    with pytest.raises(ValidationError, match="Bến sông"):
        an_article("Bến sông khác", translation_of=original)


def test_a_translation_names_the_original_and_not_another_translation():
    original, russian = in_vietnamese_and_russian()
    with pytest.raises(ValidationError, match="không phải bài gốc"):
        an_article("River pier", language="en", translation_of=russian)
    other = an_article("Gốc khác")
    named = {"id": other.pk, "name": str(other)}
    publishing.write(original, words_of(original, translation_of=named, language="en"), by=None)
    with pytest.raises(ValidationError, match="đã có bản dịch"):
        publishing.update(Article.objects.get(pk=original.pk), by=None)


def test_two_that_share_a_language_behind_the_desks_back_still_agree(client):
    original, russian = in_vietnamese_and_russian()
    twin = an_article("Пристань", language="ru")
    Article.objects.filter(pk=twin.pk).update(translation_of=original)
    assert alternates(client, original) == alternates(client, russian)
    assert alternates(client, original)["ru"] == russian.get_absolute_url()
    assert alternates(client, twin) == {}


def test_what_was_kept_before_there_were_languages_is_vietnamese():
    article = an_article()
    revision = archive.milestones(article).last()
    del revision.content["language"], revision.content["translation_of"]
    now = snapshots.content_of(article)
    assert snapshots.changed(revision.content, now) == []


def test_a_version_costs_no_query(django_assert_num_queries):
    original, _russian = in_vietnamese_and_russian()
    read = Article.objects.with_page_parts().get(pk=original.pk)
    with django_assert_num_queries(0):
        assert [each.language for each in translations.versions_of(read).all] == ["vi", "ru"]
    with django_assert_num_queries(1):
        translations.versions_of(original)
