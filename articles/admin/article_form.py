"""The form in which an article is written."""

from articles.admin.forms import SluggedForm
from articles.models import Article


class ArticleForm(SluggedForm):
    """An article as an editor fills it in; status and versions belong to ``publishing``."""

    class Meta:
        model = Article
        fields = "__all__"

    def _get_validation_exclusions(self) -> set[str]:
        """Check the rules that join the typed times to the status, which is not typed."""
        excluded: set[str] = super()._get_validation_exclusions()  # type: ignore[misc]
        return excluded - {"status", "withdrawn_at"}
