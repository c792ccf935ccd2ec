"""Asking another service about a comment: one signed POST, one answer, or a moderator.

The service gets JSON in UTF-8::

    {"name": "…", "text": "…", "article": 12, "headline": "…", "url": "/bai-12.html",
     "parent": null, "edition": 1}

with ``X-Timestamp`` (seconds of Unix time) and ``X-Signature``, "sha256=" and the
hexadecimal HMAC-SHA256 of timestamp, full stop and body under ``COMMENTS_HOOK_KEY``. It
answers 200 and JSON: ``verdict`` "pass" (nothing against it: the paper's own policy goes
on), "pending", "rejected" or "spam"; ``reason``, which the author may read; ``matched``,
words of the text. Nothing that goes wrong ever lets a comment pass.
"""

import hashlib
import hmac
import http.client
import json
import logging
import threading
import time
import urllib.request
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.translation import gettext as _

from articles.outgoing import NoRedirects
from comments.models import Comment, Verdict
from comments.moderation import Ruling

logger = logging.getLogger(__name__)

# An answer is a few words; what is longer is no answer.
LARGEST_ANSWER = 16 * 1024
PASS = "pass"
_VERDICTS = {PASS, Verdict.PENDING.value, Verdict.REJECTED.value, Verdict.SPAM.value}


@dataclass(frozen=True, slots=True)
class Answer:
    """What the service said.

    Attributes:
        is_in_order: whether it answered, in time, and as agreed.
        ruling: what it holds against the comment; None for nothing.
    """

    is_in_order: bool
    ruling: Ruling | None = None


def ask(comment: Comment) -> Answer:
    """Ask the service about a comment; anything but a proper answer in time is a failure."""
    body = json.dumps(_told(comment), ensure_ascii=False).encode()
    heard: list[Answer] = []
    # A time-out of sockets starts anew with every byte: the thread bounds the whole.
    asking = threading.Thread(target=lambda: heard.append(_answer_to(body, comment)), daemon=True)
    asking.start()
    asking.join(settings.COMMENTS_HOOK_SECONDS)
    if not heard:
        logger.warning("The moderation service did not answer in time.")
    return heard[0] if heard else Answer(is_in_order=False)


def signature_of(body: bytes, timestamp: str) -> str:
    """Return what proves to the service that this paper asked, and when."""
    key = settings.COMMENTS_HOOK_KEY.encode()
    return "sha256=" + hmac.new(key, timestamp.encode() + b"." + body, hashlib.sha256).hexdigest()


def _told(comment: Comment) -> dict[str, object]:
    """Say what the comment says; nothing about its sender but the name it is signed with."""
    return {
        "name": comment.name,
        "text": comment.text,
        "article": comment.article.pk,
        "headline": comment.article.headline,
        "url": comment.article.get_absolute_url(),
        "parent": comment.parent_id,
        "edition": comment.edition,
    }


def _answer_to(body: bytes, comment: Comment) -> Answer:
    try:
        return _understood(json.loads(_sent(body)), comment)
    except (OSError, ValueError, http.client.HTTPException, RecursionError) as error:
        # The class of the error says enough: its words may quote the comment.
        logger.warning("The moderation service failed: %s", type(error).__name__)
        return Answer(is_in_order=False)


def _sent(body: bytes) -> bytes:
    """Post the body and return the answer.

    Raises:
        OSError: no connection, no answer in time, a status other than 200.
        ValueError: the address is not http(s), there is no key, the answer is too long.
    """
    if urlsplit(settings.COMMENTS_HOOK_URL).scheme not in ("http", "https"):
        raise ValueError("COMMENTS_HOOK_URL must begin with http:// or https://")
    if not settings.COMMENTS_HOOK_KEY:
        raise ValueError("COMMENTS_HOOK_KEY is empty")
    timestamp = str(int(time.time()))
    request = urllib.request.Request(
        settings.COMMENTS_HOOK_URL,
        data=body,
        method="POST",
        headers={
            "Content-Type": "application/json; charset=utf-8",
            "X-Timestamp": timestamp,
            "X-Signature": signature_of(body, timestamp),
        },
    )
    opener = urllib.request.build_opener(NoRedirects, urllib.request.ProxyHandler({}))
    with opener.open(request, timeout=settings.COMMENTS_HOOK_SECONDS) as response:
        if response.status != http.client.OK:
            raise OSError(f"status {response.status}")
        said: bytes = response.read(LARGEST_ANSWER + 1)
    if len(said) > LARGEST_ANSWER:
        raise ValueError("the answer is too long")
    return said


def _understood(said: Any, comment: Comment) -> Answer:
    """Read an answer as agreed.

    Raises:
        ValueError: it is something else.
    """
    if not isinstance(said, dict):
        raise ValueError("no object")
    verdict, reason, matched = (said.get(name, "") for name in ("verdict", "reason", "matched"))
    if not all(isinstance(words, str) for words in (verdict, reason, matched)):
        raise ValueError("verdict, reason and matched are words")
    if verdict not in _VERDICTS:
        raise ValueError("no known verdict")
    if verdict == PASS:
        return Answer(is_in_order=True)
    is_there = matched in comment.text or matched in comment.name
    words = reason.strip() or _("Dịch vụ kiểm duyệt ngoài giữ lại.")
    return Answer(True, Ruling(Verdict(verdict), words, matched if is_there else ""))
