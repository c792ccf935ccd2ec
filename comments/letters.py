"""Letters to readers and moderators: plain text, in the paper's language, with a way out."""

import textwrap
from urllib.parse import urljoin

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.utils import translation

from comments.writing import tidy, visible

# As wide as mail is read and quoted without breaking (RFC 5322, section 2.1.1).
WIDTH = 72
LONGEST_QUOTE = 1_000


def letter(to: str, template: str, way_out: str, **said: object) -> EmailMessage:
    """Write a letter; the caller sends it.

    Args:
        to: one address, whose owner wishes the letter.
        template: a text under ``comments/mail/``, whose first line is the subject.
        way_out: the absolute address that stops such letters: it takes a POST of a mail
            program (RFC 8058) and shows people a page.
        said: what the text needs.
    """
    with translation.override(settings.LANGUAGE_CODE):
        context = said | {"site": settings.SITE_NAME, "way_out": way_out}
        written = render_to_string(f"comments/mail/{template}.txt", context)
    subject, _end, body = written.strip().partition("\n")
    headers = {
        "List-Unsubscribe": f"<{way_out}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        # Programs that answer mail by themselves leave this one alone (RFC 3834).
        "Auto-Submitted": "auto-generated",
    }
    return EmailMessage(subject.strip(), body.strip() + "\n", None, [to], headers=headers)


def absolute(path: str) -> str:
    """Return the whole address of a page of ours."""
    return urljoin(settings.SITE_URL, path)


def one_line(text: str) -> str:
    """Return a headline or a name as it stands in a sentence."""
    return " ".join(visible(text).split())


def quoted(text: str) -> str:
    """Return what somebody wrote as mail quotes it, without what nobody sees."""
    shown = tidy(visible(text))
    if len(shown) > LONGEST_QUOTE:
        shown = shown[:LONGEST_QUOTE].rstrip() + "…"
    lines = [
        part
        for line in shown.splitlines()
        for part in textwrap.wrap(line, WIDTH, break_long_words=False, break_on_hyphens=False)
        or [""]
    ]
    return "\n".join(f"> {line}".rstrip() for line in lines)
