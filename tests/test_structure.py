"""The house rules that a reader of the code can rely on."""

import ast
import re
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
APPS = ("accounts", "articles", "comments", "portal")
MAY_IMPORT = {
    "accounts": set(),
    "articles": set(),
    "comments": {"articles"},
    "portal": {"accounts", "articles", "comments"},
}
LONGEST_MODULE = 300
LONGEST_FUNCTION = 40
# The one place that imports by name: layouts are found in their folder, one file each.
FINDS_LAYOUTS = "articles/importing/layouts.py"
MAY_LOAD = {"i18n", "static", "newsroom"}
# Where the conversation hangs on the article page.
SEAM = "templates/articles/conversation.html"
COLOUR_NAMES = "white|black|gr[ae]y|silver|red|maroon|green|blue|navy|orange|yellow|gold|purple"
LONGEST_TEMPLATE = 120
LONGEST_RECORD = 40
MOST_BLOCKS = 8
MODULES = [
    file
    for app in APPS
    for file in sorted((ROOT / app).rglob("*.py"))
    if "migrations" not in file.parts
]
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
STYLES = sorted((ROOT / "static" / "css").rglob("*.css"))
SCRIPTS = sorted((ROOT / "static" / "js").rglob("*.js"))
TESTS = sorted((ROOT / "tests").rglob("test_*.py"))
JOURNEYS = sorted((ROOT / "tests" / "journeys").rglob("*.py"))
RECORDS = sorted((ROOT / "docs" / "decisions").glob("*.md"))


FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)


def named(file: Path) -> str:
    return file.relative_to(ROOT).as_posix()


def each(files: list[Path]):
    """Ask the same of every file, in one test that names all that fail.

    A test a file would be three thousand, each with a folder and settings of its own.
    """

    def decorated(check):
        def of_all():
            faults = {}
            for file in files:
                try:
                    check(file)
                except AssertionError as fault:
                    faults[named(file)] = str(fault)
            assert files
            assert faults == {}

        of_all.__name__, of_all.__doc__ = check.__name__, check.__doc__
        return of_all

    return decorated


each_module, each_template = each(MODULES), each(TEMPLATES)


def imported_names(module: Path) -> set[str]:
    names = set()
    for node in ast.walk(ast.parse(module.read_text())):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names.add(node.module)
    return names


@each_module
def test_imports_follow_the_arrows(module):
    app = module.relative_to(ROOT).parts[0]
    ours = {name.split(".")[0] for name in imported_names(module)} & set(APPS)
    assert ours - {app} <= MAY_IMPORT[app]


@each_module
def test_imports_stand_at_the_top_of_a_module(module):
    tree = ast.parse(module.read_text())
    inside = [
        node.lineno
        for function in ast.walk(tree)
        if isinstance(function, FUNCTIONS)
        for node in ast.walk(function)
        if isinstance(node, ast.Import | ast.ImportFrom)
    ]
    assert inside == []
    if named(module) != FINDS_LAYOUTS:
        assert not re.search(r"\b(?:import_module|__import__)\b", module.read_text())


@each_module
def test_a_module_is_small_enough_to_know(module):
    assert len(module.read_text().splitlines()) <= LONGEST_MODULE
    nodes = ast.walk(ast.parse(module.read_text()))
    sizes = {(f.name, f.lineno): f.end_lineno - f.lineno for f in nodes if isinstance(f, FUNCTIONS)}
    assert {place: size for place, size in sizes.items() if size >= LONGEST_FUNCTION} == {}


@each_module
def test_html_is_declared_safe_in_one_module_only(module):
    if named(module) != "articles/templatetags/newsroom.py":
        assert not re.search(r"mark_safe|Safe(?:String|Text)\(|__html__", module.read_text())


@each_module
def test_public_is_defined_in_one_place(module):
    """Only the queryset, its twin on the model and the verbs compare an article's status."""
    allowed = {"articles/querysets.py", "articles/models/article.py", "articles/publishing.py"}
    if named(module) not in allowed:
        compared = r"status\w*\s*[=!]?=\s*[\"']published|Status\.PUBLISHED"
        assert not re.search(compared, module.read_text())


@each_template
def test_a_template_is_small_enough_to_know(template):
    assert len(template.read_text().splitlines()) <= LONGEST_TEMPLATE


@each_template
def test_templates_hold_no_scripts_styles_or_trusted_html(template):
    text = template.read_text()
    assert not re.search(r"\|\s*safe", text)
    assert "autoescape off" not in text
    assert not re.search(r"<script(?![^>]*\bsrc=)(?![^>]*application/ld\+json)", text)
    if named(template) != "templates/admin/change_form.html":  # a place for the editor's rules
        assert "<style" not in text
    assert not re.search(r"\sstyle=", text)
    assert not re.search(r"\son[a-z]+=", text)


@each_template
def test_a_component_sees_only_what_it_is_given(template):
    for include in re.findall(r"{%\s*include\s+[\"']components/[^%]*%}", template.read_text()):
        assert re.search(r"\bonly\s*%}$", include), include


@each_template
def test_a_template_asks_the_model_and_loads_only_our_tags(template):
    text = template.read_text()
    assert not re.search(r"\bstatus\s*[=!]=", text), "ask article.is_public"
    if "admin" not in template.relative_to(ROOT / "templates").parts:
        loaded = {
            tag for tags in re.findall(r"{%\s*load\s+([^%]*)%}", text) for tag in tags.split()
        }
        assert loaded <= MAY_LOAD | ({"comment_thread"} if named(template) == SEAM else set())


def test_each_component_says_which_variables_it_takes():
    for template in (ROOT / "templates" / "components").glob("*.html"):
        assert template.read_text().lstrip().startswith("{% comment"), named(template)


def test_one_base_template_with_few_blocks():
    bases = [t for t in TEMPLATES if t.name.startswith("base") and "admin" not in t.parts]
    assert [named(base) for base in bases] == ["templates/base.html"]
    assert len(re.findall(r"{%\s*block\s", bases[0].read_text())) <= MOST_BLOCKS


def test_inheritance_is_two_deep_at_most():
    for template in TEMPLATES:
        for parent in re.findall(r"{%\s*extends\s+[\"']([^\"']+)", template.read_text()):
            if "admin" not in parent and "unfold" not in parent:
                assert parent == "base.html", named(template)


@each(STYLES)
def test_colours_are_named_in_one_file(style):
    if style.name == "tokens.css" or style.parent.name == "desk":
        return  # The desk's colours are the theme's, whose names they change.
    text = re.sub(r"/\*.*?\*/|url\([^)]*\)", "", style.read_text(), flags=re.DOTALL)
    assert not re.search(
        r"#[0-9a-fA-F]{3,8}\b|\b(?:rgb|hsl|hwb|oklch|oklab|lch|lab|color)a?\(", text
    )
    assert not re.search(rf":[^;{{}}]*(?<![\w-])(?:{COLOUR_NAMES})(?![\w-])", text)
    assert "!important" not in text


def test_no_page_asks_another_site_for_anything():
    """Scripts, styles, fonts and pictures are ours."""
    for file in [*TEMPLATES, *STYLES]:
        for address in re.findall(
            r"(?:src|srcset|url)\s*[=(]\s*[\"']?(https?:)?//", file.read_text()
        ):
            raise AssertionError(f"{named(file)}: {address}")
    for file in [*STYLES, *SCRIPTS]:
        assert not re.search(r"[\"'`(](?:https?:)?//[\w$]", file.read_text()), named(file)


@each(TESTS)
def test_every_test_is_collected(test_file):
    tree = ast.parse(test_file.read_text())
    hidden = [
        node.name
        for parent in ast.walk(tree)
        if isinstance(parent, ast.FunctionDef)
        for node in ast.walk(parent)
        if node is not parent and isinstance(node, ast.FunctionDef) and node.name.startswith("test")
    ]
    names = [node.name for node in tree.body if isinstance(node, ast.FunctionDef)]
    assert hidden == []
    assert len(names) == len(set(names)), "a later test of the same name hides an earlier one"


# What these give is how a page looks now, be it half there or still the one before.
READ_AT_ONCE = {
    *("all_text_contents", "all_inner_texts", "text_content", "inner_text", "inner_html"),
    *("input_value", "get_attribute", "is_visible", "is_hidden", "is_checked"),
    *("is_enabled", "is_disabled", "is_editable"),
}


def reads_at_once(node: ast.AST) -> bool:
    """Whether a part of an assertion reads a page without waiting; rows may be counted."""
    if not isinstance(node, ast.Call):
        return isinstance(node, ast.Attribute) and node.attr == "url"
    name = node.func.attr if isinstance(node.func, ast.Attribute) else ""
    counts = name == "count" and not node.args and ".objects." not in ast.unparse(node.func)
    return counts or name in READ_AT_ONCE


@each(JOURNEYS)
def test_journeys_wait_for_what_they_assert(journey):
    """``expect(…)`` waits until it is so; ``assert`` takes what is there."""
    asserted = [
        node.test
        for node in ast.walk(ast.parse(journey.read_text()))
        if isinstance(node, ast.Assert)
    ]
    hasty = [
        ast.unparse(part) for test in asserted for part in ast.walk(test) if reads_at_once(part)
    ]
    assert hasty == []
    assert "wait_for_timeout" not in journey.read_text(), "wait for what is to come instead"


def test_tests_stand_in_files_that_are_collected():
    for file in (ROOT / "tests").rglob("*.py"):
        if not file.name.startswith("test_"):
            assert not re.search(r"^\s*(?:async )?def test_", file.read_text(), re.M), named(file)


def test_every_word_of_the_glossary_is_a_name_in_the_code():
    code = "\n".join(module.read_text() for module in MODULES)
    places = {named(file) for file in [*MODULES, *TEMPLATES]}
    rows = re.findall(
        r"^\|[^|]+\|[^|]+\|\s*`([^`]+)`", (ROOT / "docs/glossary.md").read_text(), re.M
    )
    assert len(rows) >= 20
    for word in rows:
        known = re.search(rf"\b{re.escape(word)}\b", code) or f"templates/{word}" in places
        assert known, word


@each(RECORDS)
def test_a_decision_names_the_test_that_guards_it(record):
    lines = record.read_text().rstrip().splitlines()
    assert len(lines) <= LONGEST_RECORD
    guards = re.findall(r"tests/[\w/]+\.py", lines[-1])
    assert lines[-1].startswith("Guarded by: ")
    assert guards
    assert all((ROOT / guard).exists() for guard in guards)


def test_nothing_is_left_open():
    words = re.compile(r"\b(?:TO" + r"DO|FIX" + r"ME|XX" + r"X)\b|NotImplemented" + "Error")
    for file in [*MODULES, *TEMPLATES, *STYLES, *SCRIPTS]:
        assert not words.search(file.read_text()), named(file)
