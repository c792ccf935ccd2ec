"""The site itself: the legal identity of the paper, and its letters on their way out."""

from portal.models.imprint import Contact, Imprint
from portal.models.letter import Letter

__all__ = ["Contact", "Imprint", "Letter"]
