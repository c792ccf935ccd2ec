"""The editors' desk for everything that can be published, one noun a file."""

from articles.admin.article import ArticleAdmin
from articles.admin.author import AuthorAdmin
from articles.admin.category import CategoryAdmin
from articles.admin.correction import CorrectionAdmin
from articles.admin.front_page import FrontPageSlotAdmin
from articles.admin.front_page.breaking import BreakingNewsAdmin
from articles.admin.imported_document import ImportedDocumentAdmin
from articles.admin.legacy_path import LegacyPathAdmin
from articles.admin.partner_feed import PartnerFeedAdmin
from articles.admin.photo import PhotoAdmin
from articles.admin.search import PinnedResultAdmin, SpellingVariantsAdmin
from articles.admin.source import SourceAdmin
from articles.admin.story_line import StoryLineAdmin
from articles.admin.tag import TagAdmin

__all__ = [
    "ArticleAdmin",
    "AuthorAdmin",
    "BreakingNewsAdmin",
    "CategoryAdmin",
    "CorrectionAdmin",
    "FrontPageSlotAdmin",
    "ImportedDocumentAdmin",
    "LegacyPathAdmin",
    "PartnerFeedAdmin",
    "PhotoAdmin",
    "PinnedResultAdmin",
    "SourceAdmin",
    "SpellingVariantsAdmin",
    "StoryLineAdmin",
    "TagAdmin",
]
