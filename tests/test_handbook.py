"""The editors' handbook: in Vietnamese, complete, with its pictures, and open at the desk."""

import re
from pathlib import Path
from urllib.parse import unquote

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse
from PIL import Image

from articles.admin.acts import ACTS
from portal import handbook
from portal.desk_groups import GROUPS
from tests.desk import at_the_desk

ROOT = Path(__file__).resolve().parent.parent
TEXT = handbook.FILE.read_text("utf-8")
PICTURES = re.findall(r"!\[([^\]]*)\]\(editors/([a-z-]+)\.webp\)", TEXT)
HEAVIEST, ALL_TOGETHER, WIDEST = 120_000, 2_500_000, 1280
KEYS = re.compile(r'\["((?:Ctrl|Shift)\+[^"]+)", "')


def page(client) -> BeautifulSoup:
    response = client.get(reverse("handbook"))
    assert response.status_code == 200
    return BeautifulSoup(response.text, "html.parser")


# What it says --------------------------------------------------------------------


def test_it_is_written_in_vietnamese():
    for paragraph in re.split(r"\n\n+", re.sub(r"!?\[|\]\([^)]*\)|`[^`]*`", "", TEXT)):
        if len(paragraph) > 60 and "|---" not in paragraph:
            assert re.search("[ăâđêôơưạảấầậắặẹẻếềệịỉọỏốồộớờợụủứừựỳỵ]", paragraph), paragraph
    assert not re.search(r"\b(?:click|the|and|save|button)\b", TEXT, re.IGNORECASE)


@pytest.mark.parametrize("act", ACTS, ids=lambda act: act.name)
def test_every_act_of_the_desk_is_explained_by_the_name_on_its_button(act):
    assert f"**{act.button}**" in TEXT


@pytest.mark.parametrize("group", GROUPS)
def test_every_group_is_told_what_it_may_do(group):
    assert re.search(rf"^\| \*\*{group}\*\* \| \w", TEXT, re.M)


def test_every_key_of_the_editor_stands_in_the_table():
    script = (ROOT / "static/js/desk/editor-screen.js").read_text()
    keys = set(KEYS.findall(script)) - {"Ctrl+/"}
    assert len(keys) > 15
    assert keys <= set(re.findall(r"<kbd>([^<]+)</kbd>", TEXT))


def test_every_part_is_in_the_table_of_contents_and_every_link_leads_somewhere():
    headings = re.findall(r"^#{2,3} (.+)$", TEXT, re.M)
    anchors = {handbook.anchor(heading) for heading in headings}
    assert len(anchors) == len(headings)
    links = re.findall(r"(?<!!)\[([^\]]+)\]\(#([^)]+)\)", TEXT)
    assert {to for _words, to in links} <= anchors
    parts = [each for each in re.findall(r"^## (.+)$", TEXT, re.M) if each != handbook.CONTENTS]
    contents = TEXT.partition(f"## {handbook.CONTENTS}")[2].partition("\n## ")[0]
    assert re.findall(r"- \[([^\]]+)\]", contents) == parts


# Its pictures --------------------------------------------------------------------


def test_every_picture_is_there_is_light_and_says_what_it_shows():
    files = sorted(handbook.PICTURES.iterdir())
    assert sorted(f"{name}.webp" for _alt, name in PICTURES) == [file.name for file in files]
    assert 10 <= len(files) <= 24
    assert sum(file.stat().st_size for file in files) < ALL_TOGETHER
    for file in files:
        assert file.stat().st_size < HEAVIEST, file.name
        with Image.open(file) as picture:
            assert (picture.format, picture.width <= WIDEST) == ("WEBP", True)
    assert all(len(alt) > 25 for alt, _name in PICTURES)


def test_every_picture_is_made_by_the_script():
    script = (ROOT / "docs/screenshots.py").read_text()
    made = re.findall(r"^@picture\ndef (\w+)\(", script, re.M)
    assert [name.replace("_", "-") for name in made] == sorted(
        (name for _alt, name in PICTURES), key=lambda name: made.index(name.replace("-", "_"))
    )


# At the desk ---------------------------------------------------------------------


@pytest.mark.django_db
@pytest.mark.parametrize("group", GROUPS)
def test_everybody_at_the_desk_finds_it_in_the_navigation(group):
    client = at_the_desk(group)
    front = BeautifulSoup(client.get(reverse("admin:index")).text, "html.parser")
    assert front.select_one(f'#nav-sidebar-apps a[href="{reverse("handbook")}"]')
    assert "Gửi duyệt" in page(client).select_one(".handbook-text").get_text()


@pytest.mark.django_db
def test_its_links_and_pictures_work_at_the_desk():
    client = at_the_desk("Phóng viên")
    book = page(client)
    names = {element["id"] for element in book.select(".handbook-text [id]")}
    links = [link["href"] for link in book.select(".handbook a[href^='#']")]
    assert len(links) > 15
    assert {unquote(link[1:]) for link in links} <= names
    sources = [image["src"] for image in book.select(".handbook-text img")]
    assert len(sources) == len(PICTURES)
    assert all(image["width"] and image["height"] for image in book.select(".handbook-text img"))
    for source in sources:
        response = client.get(source)
        assert (response.status_code, response["Content-Type"]) == (200, "image/webp")
        assert b"".join(response.streaming_content)[8:12] == b"WEBP"


@pytest.mark.django_db
def test_a_reader_is_not_shown_it():
    for address in (reverse("handbook"), reverse("handbook_picture", args=["anh"])):
        response = Client().get(address)
        assert response.status_code == 302
        assert "/login/" in response["Location"]


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["khong-co", "..", "editors", "0"])
def test_no_other_file_is_sent(name):
    client = at_the_desk("Phóng viên")
    address = reverse("handbook").rstrip("/") + f"/anh/{name}.webp"
    assert client.get(address).status_code == 404


@pytest.mark.django_db
def test_where_the_file_is_missing_the_page_is_not_found(monkeypatch, tmp_path):
    monkeypatch.setattr(handbook, "FILE", tmp_path / "editors.md")
    assert at_the_desk("Phóng viên").get(reverse("handbook")).status_code == 404


def test_what_the_file_holds_beside_words_is_dropped(tmp_path):
    file = tmp_path / "a.md"
    file.write_text(
        "# Sổ\n\n<script>alert(1)</script>\n\n## Đăng\n\n[x](javascript:alert(1))"
        " <img src=x onerror=alert(1)> <kbd>Ctrl+S</kbd>\n\n![ảnh](https://xa.example/x.png)\n"
    )
    html = handbook.read(file).text.html
    assert "<script" not in html
    assert "<img src=x" not in html
    assert "javascript:" not in html
    assert "https://xa.example" not in html
    assert "<kbd>Ctrl+S</kbd>" in html
    assert handbook.read(file).sections == (("đăng", "Đăng"),)
