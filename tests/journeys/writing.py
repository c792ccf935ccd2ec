"""The caret in the editor's text, where the editor itself knows it."""

import pytest

TEXT = ".tiptap.ProseMirror"
# Whether the editor, not only the page, has its caret at that end of the text. It sets the
# page's caret 20 ms after it got the focus: the page's own clock tells when that is over.
IS_THERE = """async ([selector, end]) => {
    await new Promise((done) => setTimeout(done, 50));
    const { doc, selection } = document.querySelector(selector).editor.state;
    return selection.eq(selection.constructor[end === "Home" ? "atStart" : "atEnd"](doc));
}"""


def caret_at(page, end: str):
    """Put the caret at the Home or the End of the text; return the text's box.

    A click is told to the editor late on a busy machine, and would move the caret again.
    """
    page.locator(TEXT).wait_for()
    text = page.get_by_role("textbox", name="Nội dung")
    text.click()
    for _try in range(30):
        page.keyboard.press(f"Control+{end}")
        if page.evaluate(IS_THERE, [TEXT, end]):
            return text
    pytest.fail(f"the caret does not go to the {end} of the text")
