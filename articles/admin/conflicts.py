"""Two editors, one article: the three versions side by side, and how one of them goes on."""

from dataclasses import dataclass
from typing import Any

from articles import snapshots
from articles.comparing import ThreeWayRow, three_columns
from articles.models import Article, Revision

THEIRS, MINE = "theirs", "mine"


@dataclass
class Conflict:
    """What an editor typed against what somebody else saved since.

    Attributes:
        base: what both started from. theirs: what stands now. mine: what was typed.
        version: the version of what stands now; the answer must name it.
        settled: what the editor decided to keep, once they have.
    """

    base: snapshots.Content
    theirs: snapshots.Content
    mine: snapshots.Content
    version: int
    article: Article
    settled: snapshots.Content | None = None

    def settle(self, answer: Any) -> bool:
        """Take the editor's choice for each part that differs; nothing is merged silently.

        Args:
            answer: the posted form: ``seen_version``, and ``take-<part>`` for each part.

        Returns:
            Whether the answer is about the version that stands now.
        """
        if answer.get("seen_version") != str(self.version):
            return False
        chosen = dict(self.mine)
        for name in snapshots.changed(self.theirs, self.mine):
            if answer.get(f"take-{name}") == THEIRS:
                chosen[name] = self.theirs.get(name)
        self.settled = {name: chosen[name] for name in snapshots.EDITED if name in chosen}
        return True

    @property
    def rows(self) -> list[tuple[ThreeWayRow, str]]:
        """The parts that differ, each with the side proposed for it.

        What the editor left as it was is proposed from the colleague's version.
        """
        mine_changed = set(snapshots.changed(self.base, self.mine))
        return [
            (row, MINE if row.name in mine_changed else THEIRS)
            for row in three_columns(self.base, self.theirs, self.mine)
            if row.name in snapshots.changed(self.theirs, self.mine)
        ]

    @property
    def saved_by(self) -> Revision | None:
        """Who saved what stands now, and when."""
        return Revision.objects.filter(article=self.article, version=self.version).last()
