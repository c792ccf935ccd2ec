"""Every text of ours is there in Vietnamese, English and Russian."""

import io

from django.core.management import call_command
from django.utils import translation
from django.utils.translation import gettext


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
