"""Searching the sample paper as readers do: 458 queries whose answers were judged beforehand.

Whoever judged them had not seen what the search finds. ``judged_queries.tsv`` and
``judged_again.tsv`` in ``tests/words`` tell the kind of a query, the query, and how good each
article is (3, 2, 1; else 0).
"""

from collections import defaultdict
from math import log2
from pathlib import Path
from statistics import mean

import pytest

from articles.models import Article
from articles.search import dictionary, find
from portal.management.commands import demo

WORDS = Path(__file__).parent / "words"
SHOWN = 10


def judged(file: str) -> dict[str, list[tuple[str, dict[str, int]]]]:
    """The queries by kind, each with the grade of every article that answers it."""
    kinds = defaultdict(list)
    for line in (WORDS / file).read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            kind, query, said = line.split("\t")
            grades = {slug: int(grade) for slug, grade in (s.split("=") for s in said.split())}
            kinds[kind].append((query, grades))
    return kinds


def ndcg(found: list[str], grades: dict[str, int]) -> float:
    """Normalised discounted cumulative gain of the first ten (Järvelin and Kekäläinen 2002)."""

    def gain(slugs: list[str]) -> float:
        return sum((2 ** grades.get(s, 0) - 1) / log2(n + 2) for n, s in enumerate(slugs[:SHOWN]))

    return gain(found) / gain(sorted(grades, key=grades.get, reverse=True))


@pytest.mark.django_db
@pytest.mark.parametrize("file", ["judged_queries.tsv", "judged_again.tsv"])
def test_readers_find_what_they_mean_in_the_sample_paper(file):
    demo.add_missing_rows()
    for folder, category in demo.DOCUMENTS.items():
        demo.import_documents(demo.FIXTURES / folder, category)
    slugs = dict(Article.objects.public().values_list("pk", "slug"))
    known = dictionary.read()

    def answers(query: str) -> list[str]:
        return [slugs[pk] for pk in find(query, known).page(1, 100)]

    kinds = judged(file)
    known_slugs = {slug for queries in kinds.values() for _query, of in queries for slug in of}
    assert sum(map(len, kinds.values())) >= 60
    scores = {kind: [] for kind in kinds}
    missed, lacking = [], []
    for kind, queries in kinds.items():
        for query, grades in queries:
            found = answers(query)
            if kind == "lacking":
                lacking.append(bool(set(grades) & set(found[:3])))
                continue
            # What came to the sample paper later was judged by nobody.
            seen = [slug for slug in found if slug in known_slugs]
            scores[kind].append(ndcg(seen, grades))
            meant = max(grades, key=grades.get)
            if kind == "known" and meant not in found[:3]:
                missed.append((query, found[:3]))
            if kind == "phrase":
                assert set(seen) == set(grades), query
    assert missed == []
    assert mean(lacking or [1]) >= 0.9
    assert mean(score for of in scores.values() for score in of) >= 0.9
