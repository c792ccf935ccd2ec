"""How good what stands beside an article is, against the judged samples.

    VAR_DIR=… python -m benchmarks.related            # a paper filled by manage.py demo
    … python -m benchmarks.related --words            # words from underthesea, if installed
    … python -m benchmarks.related --each             # and what stands beside each

Prints precision@5 (of what is shown, the share that is good) and the share of the good that is
shown, for what is computed and for the newest of the category; and the time of one relating.
"""

import argparse
import os
from collections.abc import Iterator
from time import monotonic

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
django.setup()

from articles.models import Article  # noqa: E402
from articles.related import neighbours, profiles  # noqa: E402
from articles.related.relating import relate_all  # noqa: E402
from tests.judged_companions import GOOD, judged, numbered  # noqa: E402


def computed(article: Article) -> list[Article]:
    """What the page shows under "Chủ đề liên quan"."""
    read = Article.objects.with_page_parts().get(pk=article.pk)
    return [each.article for each in neighbours(read).related]


def newest_in_category(article: Article) -> list[Article]:
    """What a page would show that knows of nothing but categories."""
    others = Article.objects.public().exclude(pk=article.pk).filter(category=article.category_id)
    return list(others.newest_first()[:5])


def use_words() -> None:
    """Take the words of a segmenter for terms, instead of pairs of syllables."""
    from underthesea import word_tokenize  # noqa: PLC0415

    def words_in(text: str) -> Iterator[str]:
        for word in word_tokenize(text):
            if any(letter.isalpha() for letter in word):
                yield word.casefold()

    profiles.pairs_in = words_in


def main() -> None:
    """Relate everything anew and judge it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--words", action="store_true")
    parser.add_argument("--each", action="store_true")
    asked = parser.parse_args()
    if asked.words:
        use_words()
    began = monotonic()
    related = len(list(relate_all())) / 2
    print(
        f"{(monotonic() - began) / related * 1000:.0f} ms to relate one of {related:.0f} articles"
    )
    for name, shown in (("computed", computed), ("newest in category", newest_in_category)):
        precision, found = judged(shown)
        print(f"{name:<20} precision@5 {precision:.3f}   good ones shown {found:.3f}")
    if asked.each:
        articles = numbered()
        number_of = {article.pk: number for number, article in articles.items()}
        for number, marked in GOOD.items():
            beside = [number_of[other.pk] for other in computed(articles[number])]
            wrong = [each for each in beside if each not in marked.split()]
            missed = [each for each in marked.split() if each not in beside]
            print(number, "shows", *beside, "· wrong", *wrong, "· missed", *missed)


if __name__ == "__main__":
    main()
