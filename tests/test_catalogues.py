"""Every text of ours is there in Vietnamese, English and Russian."""

import io
import re

import pytest
from babel.messages.pofile import read_po
from django.core.management import call_command
from django.utils import translation
from django.utils.translation import gettext

from portal import catalogues


def test_the_catalogues_are_complete_compiled_and_up_to_date():
    complaints = io.StringIO()
    call_command("messages", check=True, stderr=complaints)
    assert complaints.getvalue() == ""


def test_an_editor_may_read_the_desk_in_english_or_russian():
    with translation.override("en"):
        assert gettext("chuyên mục") == "category"
    with translation.override("ru"):
        assert gettext("chuyên mục") == "рубрика"
    with translation.override("vi"):
        assert gettext("chuyên mục") == "chuyên mục"


@pytest.mark.parametrize(
    ("language", "word", "not_this"),
    [
        ("en", "chủ đề", "tag"),
        ("ru", "chủ đề", "тег"),
        ("en", "phiên bản", "revision"),
        ("ru", "phiên bản", "ревизи"),
    ],
)
def test_an_editor_reads_one_word_for_one_thing(language, word, not_this):
    with catalogues.po_file(language, "django").open("rb") as file:
        texts = {text.id: text.string for text in read_po(file) if isinstance(text.id, str)}
    said = [re.sub(r"%\(\w+\)s", "", said) for text, said in texts.items() if word in text.lower()]
    assert said
    assert [each for each in said if re.search(rf"(?i)\b{not_this}", each)] == []


def test_an_empty_list_offers_to_add_a_thing_and_not_to_add_into_it():
    with translation.override("vi"):
        assert gettext("Add %(name)s") % {"name": "bài"} == "Thêm bài"
