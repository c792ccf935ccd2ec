"""What a deployment sends of our style sheets and scripts says the same as what we wrote."""

import pytest
from django.conf import settings

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
WRITTEN = settings.BASE_DIR / "static"
RULES = """text => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(text);
  return Array.from(sheet.cssRules, rule => rule.cssText).join("\\n");
}"""
PARSED = "text => { new Function(text); return true; }"


def test_a_reader_s_browser_reads_the_rules_we_wrote(page, collected):
    for sheet in sorted(WRITTEN.glob("css/*.css")):
        slim = (collected / "css" / sheet.name).read_text("utf-8")
        assert len(slim) < sheet.stat().st_size, sheet.name
        rules = page.evaluate(RULES, slim)
        assert rules, sheet.name
        assert rules == page.evaluate(RULES, sheet.read_text("utf-8")), sheet.name


def test_a_reader_s_browser_takes_the_scripts(page, collected):
    for script in sorted(WRITTEN.glob("js/*.js")):
        slim = (collected / "js" / script.name).read_text("utf-8")
        assert 0 < len(slim) < script.stat().st_size, script.name
        assert page.evaluate(PARSED, slim), script.name
