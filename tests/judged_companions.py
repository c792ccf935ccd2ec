"""Which sample articles are good companions of which, marked by hand before any was computed.

The question for each was: would a reader who has finished this one thank us for that one?
Files are named by their numbers: 000 and 001 in fixtures/sources, the others in fixtures/demo.
The set has no order: any of the marked may stand first.
"""

from collections.abc import Callable, Sequence
from pathlib import Path

from articles.models import Article, ImportedDocument

GOOD = {
    # News of an alliance, and what explains it
    "000": "001 30 31",
    "001": "000 30 31",
    "30": "000 001 31",
    "31": "000 001 30",
    # The silk road and Central Asia
    "13": "27 28 29",
    "27": "13 28 29",
    "28": "13 27 29",
    "29": "13 27 28",
    # Russia's distances: rails, lakes, rivers
    "12": "17 18 33",
    "17": "12 18 33",
    "18": "12 17 32 33",
    "33": "12 17 18 32",
    "32": "18 24 33",
    # Moskva, and the Vietnamese there
    "19": "06 18 22 25 36",
    "06": "14 19 22 25 36",
    "14": "06 22 25 36",
    "25": "06 14 22 36",
    "36": "06 14 22 25",
    "22": "06 14 19 25 36",
    # What is eaten, and where it comes from
    "03": "22 34 35",
    "34": "03 35",
    "35": "03 20 34",
    "20": "08 35",
    "08": "07 20 35",
    # Markets and water
    "07": "23 43",
    "43": "07",
    "23": "07",
    # Storms
    "09": "44",
    "44": "09",
    # Mornings in Hà Nội
    "11": "15 16 24 41",
    "15": "11 16 24 41",
    "16": "11 15 24 41",
    "24": "11 15 32 41",
    "41": "11 15 16 24",
    # Villages: games, crafts, old things
    "10": "38 42",
    "42": "10 38",
    "38": "04 05 10 21 37 42",
    "37": "05 21 38",
    "21": "04 05 37 38",
    "05": "04 21 37 38",
    "04": "05 21 38",
    # The sky
    "02": "26 39 40",
    "26": "02 39 40",
    "39": "02 26 40",
    "40": "02 26 39",
    # Nothing goes with the colours of leaves
    "01": "",
}


def numbered() -> dict[str, Article]:
    """Return the imported samples by the numbers of their files."""
    documents = ImportedDocument.objects.select_related("article")
    return {Path(each.file).name.split("-")[0].split("_")[0]: each.article for each in documents}


def judged(shown: Callable[[Article], Sequence[Article]], most: int = 5) -> tuple[float, float]:
    """Return how much of what is shown is good, and how much of what is good is shown.

    Both are means over the judged articles. Where nothing is shown, nothing of it is good,
    unless nothing was marked either.

    Args:
        shown: gives the articles beside one, the first ``most`` of which count.
    """
    articles = numbered()
    number_of = {article.pk: number for number, article in articles.items()}
    precisions, found = [], []
    for number, marked in GOOD.items():
        good = set(marked.split())
        beside = [number_of[other.pk] for other in shown(articles[number])[:most]]
        hits = len(good.intersection(beside))
        precisions.append(hits / len(beside) if beside else float(not good))
        if good:
            found.append(hits / min(most, len(good)))
    return sum(precisions) / len(precisions), sum(found) / len(found)
