"""Moving in from an old site: every line of its addresses is kept or told why not."""

import csv
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles.models import LegacyPath, Tag
from articles.moving_in.lines import read_lines
from tests.builders import a_category, a_draft, an_article, an_author
from tests.desk import desk, filled_in, owner

pytestmark = pytest.mark.django_db


@pytest.fixture
def bring(tmp_path):
    """Write a file and import it; what the command said and how it ended."""

    def brought(text: str | bytes, *options: str) -> tuple[str, int]:
        file = tmp_path / "dia-chi-cu.csv"
        file.write_bytes(text if isinstance(text, bytes) else text.encode())
        out, ended = StringIO(), 0
        try:
            call_command("import_legacy_paths", str(file), *options, stdout=out, stderr=out)
        except SystemExit as end:
            ended = end.code
        return out.getvalue(), ended

    return brought


def goals() -> dict[str, object]:
    return {old.path: old.goal for old in LegacyPath.objects.all()}


def test_an_article_is_named_by_number_guid_or_current_address(bring, settings):
    article = an_article("Bến sông")
    here = article.get_absolute_url()
    names = [
        article.pk,
        article.guid,
        f"urn:uuid:{article.guid}",
        here,
        f"{settings.SITE_URL}{here}",
    ]
    lines = "".join(f"https://bao-cu.test/tin/{n}.htm,{name}\n" for n, name in enumerate(names))
    said, ended = bring(lines)
    assert (said, ended) == ("5 dòng: 5 mới.\n", 0)
    assert goals() == {f"/tin/{n}.htm": article for n in range(5)}


def test_a_second_time_changes_nothing(bring):
    article = an_article()
    text = f"/tin/1,{article.pk}\n/tin/2,/tin/1\n"
    bring(text)
    before = list(LegacyPath.objects.order_by("pk").values())
    assert bring(text) == ("2 dòng: 2 không đổi.\n", 0)
    assert list(LegacyPath.objects.order_by("pk").values()) == before


def test_a_line_that_says_something_else_than_before_changes_it_and_says_so(bring):
    one, two = an_article(), an_article()
    bring(f"/tin/1,{one.pk}\n")
    said, ended = bring(f"/tin/1,{two.pk}\n")
    assert f"trước đây dẫn tới {one.get_absolute_url()}" in said
    assert "1 dòng: 1 đổi nơi đến." in said
    assert ended == 0
    assert goals() == {"/tin/1": two}


@pytest.mark.parametrize("start", [b"", b"\xef\xbb\xbf"])
@pytest.mark.parametrize("end", [b"\n", b"\r\n", b"\r"])
@pytest.mark.parametrize("separator", [b",", b";"])
def test_any_program_may_have_written_the_file(bring, start, end, separator):
    article = an_article()
    rows = ["Địa chỉ cũ|Bài", f'"/tin/bão, số 5"|{article.pk}', f"/tin/a;b,c.htm|{article.pk}"]
    rows = [row.replace("/tin/a;b,c.htm", '"/tin/a;b,c.htm"') for row in rows]
    data = start + end.join(row.replace("|", separator.decode()).encode() for row in rows) + end
    assert bring(data) == ("3 dòng: 2 mới, 1 dòng tiêu đề.\n", 0)
    assert set(goals()) == {"/tin/bão, số 5", "/tin/a;b,c.htm"}


def test_a_path_with_commas_tells_that_semicolons_part_the_columns():
    lines = list(read_lines(b"/tin,1,a.htm;1\n/tin,2,b.htm;2\n"))
    assert [(line.path, line.goal) for line in lines] == [
        ("/tin,1,a.htm", "1"),
        ("/tin,2,b.htm", "2"),
    ]


def test_lines_lead_over_other_lines_to_the_end_in_any_order(client, bring):
    article = an_article()
    said, ended = bring(f"/a,/b\n/b,https://bao-cu.test/c\n/d,/a\n/c,{article.pk}\n")
    assert (said, ended) == ("4 dòng: 4 mới.\n", 0)
    for old in "abcd":
        response = client.get(f"/{old}")
        assert (response.status_code, response["Location"]) == (301, article.get_absolute_url())


def test_a_line_may_lead_to_an_old_address_that_is_known_already(bring):
    article = an_article()
    bring(f"/a,{article.pk}\n")
    assert bring("/b,/a\n") == ("1 dòng: 1 mới.\n", 0)
    assert goals() == {"/a": article, "/b": article}


def test_a_circle_is_refused_and_shown(bring):
    said, ended = bring("/a,/b\n/b,/c\n/c,/a\n/tu,/tu\n")
    assert "Dòng 1 /a: lỗi: dẫn vòng tròn: /a → /b → /c → /a" in said
    assert "dẫn vòng tròn: /tu → /tu" in said
    assert "4 dòng: 4 lỗi." in said
    assert ended == 1
    assert goals() == {}


def test_sections_topics_and_authors_are_named_by_their_current_address(bring):
    europe = a_category("Châu Âu", parent=a_category("Thế giới"))
    tag, author = Tag.objects.create(name="CSTO"), an_author("Minh Hà")
    bring("/a.nd131,/the-gioi/chau-au/\n/csto-tag7,/chu-de/csto/\n/ha-author3,/tac-gia/minh-ha/\n")
    assert goals() == {"/a.nd131": europe, "/csto-tag7": tag, "/ha-author3": author}


def test_a_topic_that_was_renamed_is_named_by_its_old_address_too(bring):
    tag = Tag.objects.create(name="CSTO")
    LegacyPath.objects.create(path="/chu-de/odkb/", tag=tag)
    bring("/odkb-tag7,/chu-de/odkb/\n")
    assert goals()["/odkb-tag7"] == tag


def test_every_line_that_cannot_be_kept_says_why(bring):
    article = an_article("Bến sông")
    number = article.pk
    lines = [
        (f"/1,{number + 1}", f"không có bài «{number + 1}»"),
        ("/2,99999999999999999999999", "không phải số bài, guid hay địa chỉ"),
        ("/3,hôm qua", "«hôm qua» không phải số bài, guid hay địa chỉ"),
        ("/4,00000000-0000-4000-8000-000000000000", "không có bài «00000000"),
        ("/5,/khong-co/", "báo không có trang «/khong-co/»"),
        (f"/6,/tit-khac-{number}.html", f"nay ở {article.get_absolute_url()}"),
        (f"tin/7,{number}", "«tin/7» không phải địa chỉ cũ"),
        (f"ftp://bao-cu.test/8,{number}", "không phải địa chỉ cũ"),
        (f"/{'9' * 600},{number}", "tối đa 500 ký tự"),
        ("/10", "cần hai cột"),
        (f"/11,{number},3", "cần hai cột"),
        (f'"/12,{number}', "cần hai cột"),
        (f"{article.get_absolute_url()},{number}", "đang là một trang của báo"),
        (f"/the-gioi/,{number}", "đang là một trang của báo"),
        (f"/tim-kiem/?q=a,{number}", "đang là một trang của báo"),
        (f"/,{number}", "đang là một trang của báo"),
    ]
    text = "\n".join(["", *(line for line, _why in lines)])
    said, ended = bring(text + f"\n/tot,{number}")
    assert ended == 1
    for n, (_line, why) in enumerate(lines, 2):
        told = [each for each in said.splitlines() if each.startswith((f"Dòng {n}:", f"Dòng {n} "))]
        assert len(told) == 1, n
        assert why in told[0]
    assert f"18 dòng: 1 mới, 1 dòng trống, {len(lines)} lỗi." in said
    assert goals() == {"/tot": article}


def test_bytes_that_are_no_utf_8_spoil_their_own_line_only(bring):
    article = an_article()
    said, ended = bring(f"/a,{article.pk}\n".encode() + b"/\xe1,1\n" + f"/c,{article.pk}".encode())
    assert "Dòng 2: lỗi: không phải UTF-8" in said
    assert ended == 1
    assert set(goals()) == {"/a", "/c"}


def test_two_lines_of_one_address_agree_or_the_later_one_is_refused(bring):
    one, two = an_article(), an_article()
    said, _ended = bring(f"/a,{one.pk}\n/a?fbclid=1,{one.guid}\n/a,{two.pk}\n")
    assert "Dòng 2 /a: trùng dòng trước: như dòng 1" in said
    assert "Dòng 3 /a: lỗi: /a đã dẫn tới nơi khác ở dòng 1" in said
    assert goals() == {"/a": one}


def test_an_article_that_is_not_out_is_kept_and_said(client, bring):
    draft = a_draft()
    said, ended = bring(f"/a.htm,{draft.pk}\n")
    assert f"bài {draft.pk} chưa đăng" in said
    assert ended == 0
    assert client.get("/a.htm").status_code == 404


def test_a_trial_writes_nothing_and_says_the_same(bring):
    text = f"/a,{an_article().pk}\n/b,/khong-co/\n"
    tried = bring(text, "--dry-run")
    assert goals() == {}
    assert bring(text)[0] == tried[0].replace("Chỉ thử, không ghi gì. ", "")


def test_the_report_has_a_line_for_every_line(bring, tmp_path):
    article = an_article()
    report = tmp_path / "bao-cao.csv"
    bring(f"cũ,mới\n/a,{article.pk}\n\n/b,/a\n/c,x\n", "--report", str(report))
    rows = list(csv.reader(report.read_text("utf-8-sig").splitlines()))
    assert rows[0] == ["dòng", "địa chỉ cũ", "nơi đến", "kết quả", "ghi chú"]
    outcomes = ["dòng tiêu đề", "mới", "dòng trống", "mới", "lỗi"]
    assert [(row[0], row[3]) for row in rows[1:]] == list(zip("12345", outcomes, strict=True))
    assert rows[4][1:3] == ["/b", article.get_absolute_url()]


def test_a_file_that_is_not_there_is_said(bring, tmp_path):
    with pytest.raises(CommandError, match="Không đọc được tệp"):
        call_command("import_legacy_paths", str(tmp_path / "khong-co.csv"))
    assert bring(b"") == ("0 dòng: 0.\n", 0)


def test_a_report_that_cannot_be_written_is_said_before_anything_is_kept(bring, tmp_path):
    article = an_article()
    for place in (tmp_path, tmp_path / "khong-co" / "bao-cao.csv"):
        with pytest.raises(CommandError, match="Không ghi được báo cáo"):
            bring(f"/a,{article.pk}\n", "--report", str(place))
    assert goals() == {}


def test_old_sites_that_had_all_pages_on_their_front_page(client, bring):
    article = an_article()
    bring(f"/?p=12,{article.pk}\n")
    assert client.get("/?p=12&fbclid=1")["Location"] == article.get_absolute_url()
    assert client.get("/?p=13").status_code == 200


def test_many_lines_cost_few_queries(bring):
    articles = [an_article() for _ in range(3)]

    def cost(n: int) -> int:
        text = "".join(f"/{n}/{i},{articles[i % 3].get_absolute_url()}\n" for i in range(n))
        with CaptureQueriesContext(connection) as asked:
            bring(text)
        return len(asked.captured_queries)

    assert cost(400) == cost(4)


def test_the_desk_refuses_an_address_at_which_a_page_stands():
    article = an_article()
    client, address = owner(), desk("articles.legacypath", "add")
    for standing in ("/the-gioi/", article.get_absolute_url(), "/tim-kiem/"):
        typed = {"path": standing, "article": an_article().pk}
        response = client.post(address, filled_in(client.get(address)) | typed)
        assert "Địa chỉ này đang là một trang của báo." in response.text
