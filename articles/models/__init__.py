"""The nouns of the newsroom, one a file."""

from articles.models.article import Article
from articles.models.author import Author
from articles.models.byline import Byline
from articles.models.category import Category
from articles.models.imported_document import ImportedDocument
from articles.models.legacy_path import LegacyPath
from articles.models.photo import Photo
from articles.models.reference import Reference
from articles.models.source import Source
from articles.models.tag import ArticleTag, Tag, TagAlias

__all__ = [
    "Article",
    "ArticleTag",
    "Author",
    "Byline",
    "Category",
    "ImportedDocument",
    "LegacyPath",
    "Photo",
    "Reference",
    "Source",
    "Tag",
    "TagAlias",
]
