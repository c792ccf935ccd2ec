"""A page that an editor pasted: read as a document of a known layout, or as plain text."""

from articles import body
from articles.importing import reading
from articles.importing.body import BodyReader
from articles.importing.document import SourceDocument, UnreadableDocument
from articles.importing.draft import Draft
from articles.importing.finishing import finish_body
from articles.importing.lines import Page

PLAIN = "van-ban"
LONGEST_HEADLINE = 300
"""Characters: a longer first line is text whose headline was not pasted."""

NO_HEADLINE = "Dòng đầu dài quá để là tít. Hãy thêm tít vào dòng đầu rồi thử lại."


def read_pasted(text: str) -> SourceDocument:
    """Read what was pasted; nothing is saved.

    A page of a layout we know is read as such. Any other text is read as copy usually comes:
    headline, standfirst, text; bylines, credits, sources and sign-offs are recognised alike.

    Raises UnreadableDocument, with a Vietnamese reason, where there is no headline or no text.
    """
    if text.lstrip().startswith("<"):
        text = body.plain(body.clean(text))
    data = text.encode("utf-8", "replace")
    try:
        return reading.read(data)
    except UnreadableDocument:
        return _plain(Page.from_bytes(data))


def _plain(page: Page) -> SourceDocument:
    first, *rest = page.written
    if len(first.text) > LONGEST_HEADLINE:
        raise UnreadableDocument(NO_HEADLINE, line=first.number)
    draft = Draft(page, PLAIN, headline=first.text)
    draft.use(first, "headline")
    BodyReader(draft).read(rest)
    finish_body(draft, standfirst_follows_photo=True)
    return draft.document()
