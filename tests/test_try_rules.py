"""manage.py try_rules: what other banned terms would have done, before they are used."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from comments import leaving, posting
from comments.drafts import Draft
from comments.models import BannedTerm, Comment, Decision
from comments.voice import Voice
from tests.builders import a_user, an_article

pytestmark = pytest.mark.django_db


def send(text, name="Lan"):
    voice = Voice(f"{abs(hash(text)):064d}"[:64], origin=text)
    return posting.post(an_article(), Draft(name, text), voice)


def try_rules(tmp_path, text, *options, name="terms.txt"):
    file = tmp_path / name
    file.write_text(text, "utf-8")
    said = StringIO()
    before = list(Decision.objects.values()), list(BannedTerm.objects.values())
    call_command("try_rules", str(file), *options, stdout=said)
    assert (list(Decision.objects.values()), list(BannedTerm.objects.values())) == before
    return said.getvalue()


def test_each_comment_that_would_change_is_shown_with_its_words(tmp_path):
    caught = send("Cần v.a.y n.ó.n.g liên hệ")
    named = send("Chào cả nhà", name="Vay Nóng")
    send("Bài hay")
    Comment.objects.filter(pk=named.pk).update(status="approved")
    said = try_rules(tmp_path, "# thử\n\nvay nóng\texact\trejected\n")
    assert f"#{caught.pk}  chờ duyệt → từ chối  banned_term «v.a.y n.ó.n.g»  Lan: Cần" in said
    assert f"#{named.pk}  chờ duyệt → từ chối  banned_term «Vay Nóng»" in said
    assert "3 bình luận gần nhất, 2 có kết quả khác; trong đó 1 đang hiện." in said
    assert "2  chờ duyệt → từ chối" in said
    assert "Bài hay" not in said


def test_a_term_that_is_missing_from_a_whole_list_lets_go(tmp_path, settings):
    BannedTerm.objects.create(term="củ khoai", verdict="rejected")
    freed = send("Củ khoai lang")
    assert "0 có kết quả khác" in try_rules(tmp_path, "củ sắn\n")
    said = try_rules(tmp_path, "củ sắn\n", "--instead")
    assert f"#{freed.pk}  từ chối → chờ duyệt  pre_moderation" in said
    milder = try_rules(tmp_path, "Củ khoai\texact\tpending\n")
    assert f"#{freed.pk}  từ chối → chờ duyệt  banned_term «Củ khoai»" in milder


def test_what_another_rule_decided_first_stays(tmp_path):
    article = an_article(comment_policy="closed")
    posting.post(article, Draft("Lan", "vay nóng"), Voice("k" * 64, origin="o"))
    assert "0 có kết quả khác" in try_rules(tmp_path, "vay nóng\texact\tpending\n")


def test_words_that_their_author_took_along_are_not_tried(tmp_path):
    BannedTerm.objects.create(term="củ khoai")
    comment, reader = send("Củ khoai lang"), a_user("lan")
    Comment.objects.filter(pk=comment.pk).update(author=reader)
    leaving.remove(reader)
    assert "0 bình luận gần nhất" in try_rules(tmp_path, "củ sắn\n", "--instead")


def test_only_the_latest_are_tried(tmp_path):
    send("vay nóng một")
    send("vay nóng hai")
    said = try_rules(tmp_path, "vay nóng\texact\trejected\n", "--last", "1")
    assert "hai" in said
    assert "một" not in said
    for number in ("0", "-3", "100001"):
        with pytest.raises(CommandError, match="từ 1 đến"):
            try_rules(tmp_path, "vay nóng\n", "--last", number)


def test_tables_and_fixtures_are_read_alike(tmp_path):
    send("Cần vay nong gấp")
    csv = '\ufeffterm,match,verdict\n"vay nóng",folded,rejected\n'
    fields = {"term": "vay nóng", "match": "folded", "verdict": "rejected"}
    fixture = json.dumps([{"model": "comments.bannedterm", "pk": 3, "fields": fields}])
    for name, text in (
        ("a.csv", csv),
        ("a.json", fixture),
        ("a.tsv", "vay nóng\tfolded\trejected"),
    ):
        assert "1 có kết quả khác" in try_rules(tmp_path, text, name=name)


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("a.txt", "tốt\n\nvay nóng\tđúng dấu\n", "Dòng 3: "),
        ("a.txt", "vay nóng\texact\tapproved\n", "Dòng 1: "),
        ("a.txt", "vay nóng\texact\tpending\tthêm\n", "Dòng 1: có 4 cột"),
        ("a.txt", "!!!\nổn\n*x*\n", "Dòng 1: .*\n.*Dòng 3: "),
        ("a.txt", "vay nóng\nVay Nóng\n", "Dòng 2: «Vay Nóng» đã có ở dòng 1"),
        ("a.txt", "x" * 101, "Dòng 1: "),
        ("a.csv", '"vay nóng,exact\n', "Dòng 1: "),
        ("a.json", "[\n{]", "Dòng 2: không phải JSON"),
        ("a.json", "{}", "phải là một danh sách"),
        ("a.json", '[{"model": "auth.user", "fields": {}}]', "Mục thứ 1"),
        ("a.json", '[{"model": "comments.bannedterm", "fields": {"term": 3}}]', "Mục thứ 1"),
        ("a.json", "[3]", "Mục thứ 1"),
    ],
)
def test_a_wrong_line_is_named(tmp_path, name, text, said):
    with pytest.raises(CommandError, match=said):
        try_rules(tmp_path, text, name=name)


def test_a_file_that_cannot_be_read_is_named(tmp_path):
    with pytest.raises(CommandError, match=r"khong-co\.txt"):
        call_command("try_rules", str(tmp_path / "khong-co.txt"))
    (tmp_path / "x.txt").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(CommandError, match="UTF-8"):
        call_command("try_rules", str(tmp_path / "x.txt"))
