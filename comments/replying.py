"""Telling people of replies: whoever wrote in the conversation before and asked for it.

Replies to replies join one conversation, so that all of it is told to all in it.
"""

from datetime import timedelta

from django.db.models import Q
from django.utils import timezone

from comments.addresses import address_of, ask, key_of, mute_link
from comments.letters import absolute, letter, one_line, quoted
from comments.models import Comment, MailAddress, ReplyNotice

# A moderator takes a slip back within seconds; the letter waits longer, where it can.
GRACE = timedelta(seconds=30)
ABOUT_REPLY = "reply"


def became_public(comment: Comment) -> None:
    """Write the letters that are due because a comment was just approved.

    Part of the transaction of that decision: letters exist if and only if it does.
    """
    ask(comment)
    if comment.parent is None or not _can_be_read(comment):
        return
    own = {key_of(email) for email in (comment.email, address_of(comment)) if email}
    for heard in _listeners(comment):
        email = address_of(heard)
        if email and key_of(email) not in own:
            _tell(comment, email)


def is_wanted(about: str) -> bool:
    """Whether a letter is still right to send; asked immediately before each try.

    Args:
        about: what ``_tell`` wrote on the letter; other letters say nothing and are wanted.
    """
    kind, _colon, pk = about.partition(":")
    if kind != ABOUT_REPLY:
        return True
    notices = ReplyNotice.objects.select_related("reply__article", "address")
    notice = notices.filter(pk=pk).first()
    if notice is None or _is_muted(notice.address, notice.reply):
        return False
    return _can_be_read(notice.reply)


def _listeners(reply: Comment) -> list[Comment]:
    """Return the comments before this one in its conversation whose authors wish to hear."""
    thread = Q(pk=reply.parent_id) | Q(parent=reply.parent_id)
    before = Comment.objects.public().filter(thread, wants_replies=True, pk__lt=reply.pk)
    if reply.author_id:
        return list(before.exclude(author=reply.author_id))
    return list(before.exclude(voice=reply.voice) if reply.voice else before)


def _can_be_read(reply: Comment) -> bool:
    return reply.article.is_public and Comment.objects.public().filter(pk=reply.pk).exists()


def _is_muted(address: MailAddress, reply: Comment) -> bool:
    muted = address.muted_threads.filter(replies=reply)
    return address.muted_at is not None or muted.exists()


def _tell(reply: Comment, email: str) -> None:
    address, _is_new = MailAddress.objects.get_or_create(key=key_of(email))
    if _is_muted(address, reply):
        return
    notice, is_first = ReplyNotice.objects.get_or_create(reply=reply, address=address)
    if not is_first:
        return
    message = letter(
        email,
        "reply",
        mute_link(address, reply.parent),
        name=one_line(reply.name),
        headline=one_line(reply.article.headline),
        words=quoted(reply.text),
        link=absolute(reply.get_absolute_url()),
    )
    message.about = f"{ABOUT_REPLY}:{notice.pk}"  # type: ignore[attr-defined]
    message.not_before = timezone.now() + GRACE  # type: ignore[attr-defined]
    message.send()
