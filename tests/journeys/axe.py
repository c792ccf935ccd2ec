"""WCAG 2.2 AA on the page that is open, as far as a machine can tell, in light and in dark."""

from axe_playwright_python.base import AXE_SCRIPT

WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
EVERYTHING = {"runOnly": {"type": "tag", "values": [*WCAG, "best-practice"]}}
BY_THE_STANDARD = {"runOnly": {"type": "tag", "values": WCAG}}
COLOURS = {"runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}}
# Readers' pages follow the system's colours, the theme of the desk a class; both at once,
# and whatever fades from one colour to the other is there already.
PAINT = """(isDark) => {
    document.documentElement.classList.toggle("dark", isDark);
    document.getAnimations().forEach((each) => { try { each.finish(); } catch {} });
}"""
# What scripts do first is done when they rest; icons are words until their font is there, and
# that is asked for when they are laid out.
REST = """async () => {
    await new Promise((done) => requestIdleCallback(() => done(), { timeout: 5000 }));
    document.body.getBoundingClientRect();
    await document.fonts.ready;
}"""
# The script is half a megabyte: a page takes it once. Only what is wrong comes back.
RUN = """async ([part, options]) => {
    const found = await axe.run(part || document, { ...options, resultTypes: ["violations"] });
    return found.violations.map(({ id, nodes }) => ({ id, html: nodes.map((each) => each.html) }));
}"""


def faults_of(page, part=None, rules=BY_THE_STANDARD, schemes=("light", "dark")) -> list[str]:
    """What keeps somebody from using the page; nothing but colours differs in the dark.

    Whoever came here by a click has waited for something that only the new page shows.

    Args:
        page: an open tab.
        part: a selector, or axe's own context: the parts of the page that are ours.
        rules: ``BY_THE_STANDARD``, or ``EVERYTHING``.
        schemes: one is enough where another width of the page is read in both.
    """
    faults = []
    page.wait_for_load_state()
    page.evaluate(REST)
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    for scheme in schemes:
        asked = rules if scheme == "light" else COLOURS
        page.emulate_media(color_scheme=scheme)
        page.evaluate(PAINT, scheme == "dark")
        faults += [
            f"{page.url} {part or ''} {scheme}: {fault['id']}: {html[:200]}"
            for fault in page.evaluate(RUN, [part, asked])
            for html in fault["html"][:2]
        ]
    page.emulate_media(color_scheme="light")
    page.evaluate(PAINT, False)
    return faults
