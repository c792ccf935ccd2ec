"""The nouns of the newsroom, one a file."""

from articles.models.article import Article
from articles.models.author import Author
from articles.models.byline import Byline
from articles.models.category import Category
from articles.models.companion import Companion, PickedCompanion, TextProfile
from articles.models.correction import Correction
from articles.models.desk_work import Autosave, Presence, PreviewLink, SavedView
from articles.models.front_page import BreakingNews, FrontPagePick, FrontPageSlot
from articles.models.imported_document import ImportedDocument
from articles.models.legacy_path import LegacyPath
from articles.models.partner_feed import PartnerFeed
from articles.models.pending_edit import PendingEdit
from articles.models.photo import Photo
from articles.models.photo_use import PhotoUse
from articles.models.popular import PopularSearch, SearchCount, SearchMark
from articles.models.reading import MostRead, ReadCount, ReadMark
from articles.models.reference import Reference
from articles.models.revision import Revision
from articles.models.search import PinnedResult, SearchEntry, SearchWords, SpellingVariants
from articles.models.source import Source
from articles.models.story_line import StoryLine, StoryLineEntry
from articles.models.tag import ArticleTag, Tag, TagAlias

__all__ = [
    "Article",
    "ArticleTag",
    "Author",
    "Autosave",
    "BreakingNews",
    "Byline",
    "Category",
    "Companion",
    "Correction",
    "FrontPagePick",
    "FrontPageSlot",
    "ImportedDocument",
    "LegacyPath",
    "MostRead",
    "PartnerFeed",
    "PendingEdit",
    "Photo",
    "PhotoUse",
    "PickedCompanion",
    "PinnedResult",
    "PopularSearch",
    "Presence",
    "PreviewLink",
    "ReadCount",
    "ReadMark",
    "Reference",
    "Revision",
    "SavedView",
    "SearchCount",
    "SearchEntry",
    "SearchMark",
    "SearchWords",
    "Source",
    "SpellingVariants",
    "StoryLine",
    "StoryLineEntry",
    "Tag",
    "TagAlias",
    "TextProfile",
]
