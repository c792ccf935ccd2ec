"""No page of the desk speaks English to a Vietnamese or Russian editor."""

import json
import re
from collections.abc import Iterator
from functools import cache
from html import unescape
from pathlib import Path
from urllib.parse import parse_qs, urldefrag, urljoin, urlsplit

import django
import pytest
import unfold
from babel.messages.pofile import read_po
from bs4 import BeautifulSoup, Comment, Doctype, Tag
from django.contrib import admin
from django.urls import Resolver404, resolve
from django.utils import translation

from articles.models import Correction, PendingEdit, Source
from articles.models import Tag as Topic
from comments.models import BannedTerm
from portal import catalogues
from portal.models import Imprint
from tests.builders import a_category, a_comment, a_draft, a_photo, a_user, an_article
from tests.desk import DeskClient, desk, filled_in, owner

DESK = "/toa-soan/"
SPOKEN = ("title", "placeholder", "aria-label", "alt", "aria-description", "data-confirm")
# Icons are written as names of pictures; code and what people typed are nobody's language.
UNSPOKEN = frozenset({"script", "style", "code", "pre", "svg"})
UNSEEN = (
    frozenset({"material-symbols-outlined"}),
    frozenset({"material-icons"}),
    frozenset({"hidden", "form-row"}),
)
# What is called so in Vietnamese and Russian, too: names, units, forms of files.
NAMES = frozenset(
    (
        *("word", "google", "docs", "excel", "facebook", "zalo", "youtube", "tiktok"),
        *("telegram", "twitter", "instagram", "url", "html", "json", "csv", "xml"),
        *("pdf", "jpeg", "png", "gif", "webp", "avif", "sha", "iptc"),
        *("xmp", "exif", "utc", "gmt", "email", "http", "https", "unicode"),
        *("nfc", "nfd", "nbsp", "alt", "ctrl", "esc", "enter", "shift"),
        *("tab", "admin", "portal", "django", "unfold", "totp", "passkey", "windows"),
        *("macos", "android", "iphone", "chrome", "firefox", "safari", "linux", "yubikey"),
        *("authenticator", "moskva", "cookie", "web", "internet", "video", "audio", "logo"),
        *("link", "file", "afp", "ttxvn", "csto", "nga", "sapo"),
    )
)

pytestmark = pytest.mark.django_db


# What is English ------------------------------------------------------------------


def words_of(text: str) -> set[str]:
    """The words of a text that are spelled in a-z; a word with any mark is not English."""
    return set(re.findall(r"(?<![\w&/.@#%-])[a-z]{3,}(?![\w@/-])", unescape(text).casefold()))


@cache
def english() -> frozenset[str]:
    """Every word in which Django and the theme speak, unless our own language has it, too."""
    theirs, ours = set(), set()
    for domain in catalogues.THEMES:
        with (catalogues.LOCALE / catalogues.THEMES[domain]).open("rb") as file:
            theirs |= {word for message in read_po(file) for word in words_of(str(message.id))}
        with catalogues.po_file("vi", domain).open("rb") as file:
            ours |= {word for message in read_po(file) for word in words_of(str(message.string))}
    for po in Path(django.__file__).parent.rglob("locale/vi/LC_MESSAGES/*.po"):
        with po.open("rb") as file:
            for message in read_po(file):
                theirs |= words_of(str(message.id))
                ours |= words_of(str(message.string))
    for template in Path(unfold.__file__).parent.rglob("*.html"):
        for said in re.findall(r"trans(?:late)?\s+[\"']([^\"']+)", template.read_text()):
            theirs |= words_of(said)
    return frozenset(theirs - ours - NAMES)


def is_silent(tag: Tag) -> bool:
    """Whether a part of the page is no text in the page's language, or never shown."""
    classes = set(tag.get("class") or ())
    foreign = tag.name != "html" and tag.has_attr("lang")
    return tag.name in UNSPOKEN or foreign or any(unseen <= classes for unseen in UNSEEN)


def spoken(page: Tag) -> Iterator[str]:
    """Everything a page says, to the eye or to the ear."""
    for part in page.children:
        if isinstance(part, Tag):
            yield from (str(part[name]) for name in SPOKEN if part.has_attr(name))
            if part.name == "input" and part.get("type") in ("submit", "button", "reset"):
                yield str(part.get("value", ""))
            if not is_silent(part):
                yield from spoken(part)
        elif not isinstance(part, Doctype | Comment):
            yield " ".join(part.split())


def english_in(html: str | BeautifulSoup) -> list[str]:
    """What a page says in English."""
    page = BeautifulSoup(html, "html.parser") if isinstance(html, str) else html
    return sorted({text[:120] for text in spoken(page) if words_of(text) & english()})


# The whole desk -------------------------------------------------------------------


def a_desk_with_everything() -> None:
    """One of everything that has a page."""
    Imprint.objects.create(name="Báo Nga", jurisdiction="ru")
    article = an_article(
        "Điện mừng", category=a_category("Thế giới"), lead_photo=a_photo(), tags=["Nga"], by=["Lan"]
    )
    a_draft("Bản nháp")
    Source.objects.create(name="Đài Tiếng nói")
    BannedTerm.objects.create(term="từ xấu")
    Topic.objects.get_or_create(name="Châu Âu")
    a_comment(article, approved=False)
    Correction.objects.create(article=article, wrong="điều sai")
    edited = an_article("Đang sửa")
    PendingEdit.objects.create(
        article=edited, content={}, base_version=1, edited_by=a_user(display_name="Lan")
    )


def pages_at(client) -> dict[str, BeautifulSoup]:
    """Every page that links of the desk lead to, once for each kind, and for each filter of it."""
    waiting, seen, pages = list(starts()), set(), {}
    while waiting:
        address = urldefrag(waiting.pop(0)).url
        kinds = kinds_of(address)
        if kinds <= seen:
            continue
        seen |= kinds
        response = client.get(address, follow=True)
        assert response.status_code in (200, 403, 404, 400, 405), address
        if "html" not in response.headers.get("Content-Type", ""):
            continue
        pages[address] = page = BeautifulSoup(response.content.decode(), "html.parser")
        waiting += [urljoin(address, link["href"]) for link in page.select("a[href]")]
    return pages


def starts() -> list[str]:
    found = [DESK, f"{DESK}search/?s=b", f"{DESK}password_change/", f"{DESK}khong-co/"]
    for model in admin.site._registry:
        label, row = model._meta.label_lower, model._default_manager.first()
        found += [desk(label), f"{desk(label)}?q=khongco", f"{desk(label)}?e=1"]
        found += [desk(label, "add"), f"{desk(label, 'add')}?_popup=1"]
        if row is not None:
            found += [desk(label, page, row.pk) for page in ("change", "history", "delete")]
    return found


def kinds_of(address: str) -> set[tuple[object, ...]]:
    """What sorts of page an address is one of; none where it is not the desk's, or signs out.

    A list under several filters is one of each filter's sort.
    """
    parts = urlsplit(address)
    if parts.netloc not in ("", "testserver") or not parts.path.startswith(DESK):
        return set()
    try:
        match = resolve(parts.path)
    except Resolver404:
        return set()
    if match.url_name in ("logout", "set_language", "jsi18n") or "xem-truoc" in parts.path:
        return set()
    view = (match.view_name, match.url_name, str(match.kwargs.get("app_label")))
    return {view, *((*view, key) for key in parse_qs(parts.query, keep_blank_values=True))}


@pytest.mark.parametrize("language", ["vi", "ru"])
def test_no_page_of_the_desk_speaks_english(language):
    client = owner()
    client.cookies["django_language"] = language
    with translation.override("vi"):
        a_desk_with_everything()
    pages = pages_at(client)
    assert len(pages) > 150
    found = {address: said for address, page in pages.items() if (said := english_in(page))}
    assert found == {}


def nothing_typed(client, address: str) -> dict[str, object]:
    """What a form sends when everything in it was emptied."""
    response = client.get(address)
    if response.status_code != 200 or "adminform" not in (response.context or {}):
        return {}
    return {name: value for name, value in filled_in(response).items() if name.endswith("_FORMS")}


@pytest.mark.parametrize("language", ["vi", "ru"])
def test_no_mistake_is_answered_in_english(language):
    """Forms sent empty, wrong choices, and what bulk actions ask."""
    client = owner()
    client.cookies["django_language"] = language
    with translation.override("vi"):
        a_desk_with_everything()
    found = {}
    for model, model_admin in admin.site._registry.items():
        label, row = model._meta.label_lower, model._default_manager.first()
        tries = [
            (desk(label, "add"), nothing_typed(client, desk(label, "add"))),
            (desk(label), {"action": "khong-co"}),
        ]
        if row is not None:
            request = client.get(desk(label)).wsgi_request
            actions = model_admin.get_actions(request)
            tries += [
                (desk(label), {"action": name, "_selected_action": row.pk}) for name in actions
            ]
            change = desk(label, "change", row.pk)
            tries.append((change, nothing_typed(client, change)))
        for address, sent in tries:
            response = client.post(address, sent, follow=True)
            assert response.status_code in (200, 400, 403, 404), (address, sent)
            if said := english_in(response.content.decode()):
                found[f"{address} {sent}"] = said
    assert found == {}


@pytest.mark.parametrize("language", ["vi", "ru"])
def test_whoever_is_not_let_in_reads_it_in_their_language(language):
    stranger, member = DeskClient(), owner()
    member.user.is_superuser = False
    member.user.save()
    found = {}
    for client, address, sent in (
        (stranger, f"{DESK}login/", None),
        (stranger, f"{DESK}login/", {"username": "x", "password": "y"}),
        (stranger, f"{DESK}login/", {}),
        (member, desk("articles.article"), None),
        (member, f"{DESK}password_change/", {"old_password": "x", "new_password1": "1"}),
        (member, DESK, None),
        (member, f"{DESK}logout/", {}),
    ):
        client.cookies["django_language"] = language
        answer = client.get if sent is None else client.post
        if said := english_in(
            answer(address, *([sent] if sent is not None else [])).content.decode()
        ):
            found[f"{address} {sent}"] = said
    assert found == {}


# What scripts say -------------------------------------------------------------------


ASKED = re.compile(r"""(?<![a-z])(p?)gettext\(\s*(['"])(.+?)(?<!\\)\2(?:,\s*(['"])(.+?)\4)?""")


@pytest.mark.parametrize("language", ["vi", "ru"])
def test_scripts_of_the_desk_have_their_words(language):
    """Every text that a script of the admin or its theme asks the catalogue for is there."""
    asked = set()
    for package in (Path(django.__file__).parent / "contrib/admin", Path(unfold.__file__).parent):
        for script in package.rglob("static/**/*.js"):
            if "vendor" not in script.parts:
                for has_context, _quote, first, _again, second in ASKED.findall(script.read_text()):
                    text = f"{first}\x04{second}" if has_context else first
                    asked.add(text.replace("\\'", "'"))
    assert len(asked) > 40
    client = owner()
    client.cookies["django_language"] = language
    script = client.get(f"{DESK}jsi18n/").content.decode()
    catalog = json.loads(re.search(r"newcatalog = ({.*?});", script, re.S)[1])
    assert {text for text in asked if not catalog.get(text)} == set()


# Proof that the ear is sharp ----------------------------------------------------------


@pytest.mark.parametrize(
    ("html", "is_english"),
    [
        ("<p>Select action to run</p>", True),
        ('<button aria-label="Toggle sidebar"></button>', True),
        ('<input type="submit" value="Save">', True),
        ("<p>Chọn việc cần làm trong danh sách</p>", False),
        ('<span class="material-symbols-outlined">search</span>', False),
        ("<script>select(all)</script>", False),
        ("<p>Dán từ Word hoặc Google Docs</p>", False),
        ('<p><span lang="en">English</span></p>', False),
    ],
)
def test_english_is_told_from_vietnamese(html, is_english):
    assert bool(english_in(html)) == is_english
