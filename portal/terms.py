"""What the paper's imprint says about the use of its copy, for machines of other newsrooms."""

from articles.ninjs import Terms
from portal.models import Imprint


def terms_of_use() -> Terms:
    """Return who holds the rights and on which terms others may use them, in one query."""
    imprint = Imprint.objects.order_by("pk").first()
    return Terms(imprint.name, imprint.reuse_terms) if imprint else Terms("", "")
