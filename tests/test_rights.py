"""Who at the desk reaches which article: one rule as a question and as a filter."""

import pytest

from articles import publishing, rights
from articles.models import Article
from tests.builders import (
    a_category,
    a_chief,
    a_draft,
    a_reporter,
    a_user,
    an_article,
    an_editor,
    at_desk_as,
)

pytestmark = pytest.mark.django_db


def people():
    """One of each kind of member, by name."""
    world = a_category("Thế giới")
    return {
        "reporter": a_reporter(),
        "editor": an_editor(),
        "editor of one section": an_editor(categories=[world]),
        "chief": a_chief(),
        "photo desk": at_desk_as("Phòng ảnh"),
        "moderator": at_desk_as("Kiểm duyệt viên"),
        "member of no group": a_user(is_staff=True),
        "owner": a_user(is_staff=True, is_superuser=True),
    }


def pieces(members) -> list[Article]:
    """Articles of every state, in and out of a section, own and of others."""
    world = a_category("Thế giới")
    europe = a_category("Châu Âu", parent=world)
    made = [a_draft(category=category) for category in (world, europe, a_category("Kinh tế"))]
    made += [an_article(category=europe), publishing.submit(a_draft(), None)]
    made += [a_draft(created_by=member) for member in members.values()]
    return made


def test_the_question_and_the_filter_are_one_rule():
    members = people()
    made = pieces(members)
    for name, member in members.items():
        asked = {each.pk for each in made if rights.is_in_reach(member, each)}
        filtered = set(rights.in_reach(member, Article.objects.all()).values_list("pk", flat=True))
        assert asked == filtered, name


@pytest.mark.parametrize(
    ("who", "verbs"),
    [
        ("reporter", {"report_error"}),
        ("editor", set(rights.VERBS) - {"withdraw", "restore"}),
        ("chief", set(rights.VERBS)),
        ("photo desk", {"report_error"}),
        ("moderator", set()),
        ("member of no group", set()),
        ("owner", set(rights.VERBS)),
    ],
)
def test_what_each_may_do_to_a_colleagues_article(who, verbs):
    member, article = people()[who], an_article()
    allowed = {verb for verb in rights.VERBS if rights.may(member, verb, article)}
    assert allowed == verbs


def test_what_a_reporter_may_do_to_their_own_draft():
    reporter = a_reporter()
    own = a_draft(created_by=reporter)
    allowed = {verb for verb in rights.VERBS if rights.may(reporter, verb, own)}
    assert allowed == {"edit", "submit", "discard", "report_error", "send_back"}


def test_an_editor_of_one_section_reaches_its_subsections_and_their_own_pieces():
    members = people()
    editor = members["editor of one section"]
    world, economy = a_category("Thế giới"), a_category("Kinh tế")
    assert rights.may(editor, "publish", a_draft(category=a_category("Châu Âu", parent=world)))
    assert not rights.may(editor, "publish", a_draft(category=economy))
    assert rights.may(editor, "edit", a_draft(category=economy, created_by=editor))


def test_a_piece_in_review_is_open_to_its_reviewers_only():
    reporter, editor = a_reporter(), an_editor()
    piece = publishing.submit(a_draft(created_by=reporter), reporter)
    assert not rights.may_write(reporter, piece)
    assert rights.may_write(editor, piece)


def test_the_portal_itself_may_do_everything():
    assert all(rights.may(None, verb, a_draft()) for verb in rights.VERBS)
