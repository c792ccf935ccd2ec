"""Banned terms are found through disguises, and only they: two corpora, and the rates of both."""

import re
import unicodedata
from itertools import pairwise
from pathlib import Path

import pytest

from articles.text import fold
from comments.moderation import Facts, banned_term
from comments.terms import Lexicon, term_of
from tests.disguising import disguised, within
from tests.effort import steps_of

HERE = Path(__file__).parent
WORDS = HERE / "words"
TERMS = [line.split("\t") for line in (WORDS / "terms.tsv").read_text("utf-8").splitlines()]
BY_HAND = [
    (term, variant.replace("\\n", "\n"))
    for line in (WORDS / "disguised.tsv").read_text("utf-8").splitlines()
    for term, variants in [line.split("\t", 1)]
    for variant in variants.split("|")
]
INNOCENT = [
    line.replace("\\n", "\n") for line in (WORDS / "innocent.txt").read_text("utf-8").splitlines()
]
# What may stand at the end of a disguise and belongs to no letter of it.
ENDS = "\u0336\u035c\u0316\u033c\u034f\u200b\u00ad"
SAID_IN = ("{}", "Ai cần {} thì gọi nhé", "Thật là {}!")
CHAT = [("vcl", "vãi cả lồn"), ("đm", "địt mẹ"), ("ko", "không"), ("dj", "đi"), ("wa", "quá")]
# Steps (``effort.steps_of``) a character of a comment, against 2,000 terms.
MOST_STEPS = 250


def lexicon(*terms, chat=()):
    return Lexicon([term_of(words, match, "pending") for words, match in terms], chat)


def found(tree, text):
    hit = tree.find(text)
    return hit and (hit.term.words, text[hit.start : hit.end])


def sentences():
    for file in sorted((HERE.parent / "fixtures").rglob("*.txt")):
        for said in re.split(r"(?<=[.!?…])\s+|\n+", file.read_text("utf-8")):
            if len(said) > 3:
                yield said.strip()


def says_plainly(text, words, is_folded):
    """Whether the term stands in the text as it is, whole words apart by single spaces."""
    said = " ".join(re.findall(r"\w+", text.casefold()))
    said = fold(said) if is_folded else unicodedata.normalize("NFC", said)
    return f" {fold(words) if is_folded else words} " in f" {said} "


# What is caught ------------------------------------------------------------------------------


def test_every_disguise_of_every_term_is_found():
    tried, missed = 0, []
    for words, match in TERMS:
        tree = lexicon((words, match))
        for disguise, variant in disguised(words).items():
            for frame in SAID_IN:
                text = frame.format(variant)
                tried += 1
                hit = tree.find(text)
                said = hit and text[hit.start : hit.end].strip(ENDS)
                if said != variant.strip(ENDS):
                    missed.append((words, match, disguise, text, said))
    assert tried > 4000
    assert missed == []


@pytest.mark.parametrize("match", ["exact", "folded"])
def test_disguises_thought_up_by_people_are_found(match):
    missed = [
        (words, text)
        for words, variant in BY_HAND
        for text in (frame.format(variant) for frame in SAID_IN)
        if not found(lexicon((words, match)), text)
    ]
    assert len(BY_HAND) > 400
    assert missed == []


def test_chat_spellings_are_read_as_what_they_mean():
    tree = lexicon(("vãi cả lồn", "exact"), ("địt mẹ", "folded"), ("không ai", "exact"), chat=CHAT)
    for said in ("Đúng là vcl", "VCL!", "v.c.l", "v c l", "đm nó", "Đ.M"):
        assert (found(tree, said) is None) == (said in ("v c l", "Đ.M")), said
    assert found(tree, "ko ai đến") == ("không ai", "ko ai")
    assert found(lexicon(("không ai", "exact")), "ko ai đến") is None


def test_a_chat_spelling_hides_nothing_in_the_middle_of_a_phrase():
    tree = lexicon(("cho vay không thế chấp", "folded"), chat=[("hok", "không")])
    said = "cho vay hok thế chấp"
    assert found(tree, said) == ("cho vay không thế chấp", said)


@pytest.mark.parametrize("sign", "@$!|+")
def test_a_sign_that_looks_like_a_letter_may_also_part_letters(sign):
    for words in ("lừa đảo", "chó", "nhà cái uy tín", "casino"):
        for said in (within(sign)(words), words.replace(" ", sign), f"{words}{sign}"):
            assert found(lexicon((words, "exact")), f"Này {said} nhé"), said


def test_what_is_marked_are_the_very_words_of_the_author():
    tree = lexicon(("lừa đảo", "exact"))
    for said in ("L.Ừ.A Đ.Ả.O", "lu\u031b\u0300a  đả̶o", "luwaf\u200b ddaor", "lừađảo"):
        text = f"Đồ {said}, tránh xa!"
        assert found(tree, text) == ("lừa đảo", said)
        assert banned_term(Facts("Lan", text, lexicon=tree)).matched == said


def test_a_term_in_the_name_is_found_and_does_not_reach_into_the_text():
    tree = lexicon(("vay nóng", "exact"))
    assert banned_term(Facts("V.a.y N.ó.n.g", "Hay", lexicon=tree)).matched == "V.a.y N.ó.n.g"
    assert banned_term(Facts("Cho vay", "nóng quá", lexicon=tree)) is None


def test_exact_terms_ask_for_their_marks_and_folded_ones_do_not():
    exact, folded = lexicon(("ma túy", "exact")), lexicon(("ma túy", "folded"))
    for said in ("mà tuy", "ma tuy", "mã tuỳ", "MA TUY"):
        assert found(exact, said) is None
        assert found(folded, said) == ("ma túy", said)


def test_a_russian_term_is_found_in_russian_and_not_in_vietnamese():
    tree = lexicon(("хам", "exact"), ("не ври", "folded"))
    assert found(tree, "Ты хам!") == ("хам", "хам")
    assert found(tree, "ХАМ") == ("хам", "ХАМ")
    assert found(tree, "Не  ври мне") == ("не ври", "Не  ври")
    for said in ("xam", "he vpu", "xám", "Хамство"):
        assert found(tree, said) is None


# What is left alone --------------------------------------------------------------------------


def test_innocent_sentences_are_left_alone():
    """Written by hand to look like disguises, then every sentence of our own articles."""
    tree = lexicon(*TERMS, chat=CHAT)
    caught = [text for text in INNOCENT if found(tree, text)]
    assert caught == []
    said = list(sentences())
    assert len(said) > 500
    alarms = []
    for text in (form for each in said for form in (each, fold(each), each.upper())):
        if (hit := tree.find(text)) and not says_plainly(text, hit.term.words, hit.term.is_folded):
            alarms.append((hit.term.words, text))
    assert alarms == []


def test_no_syllable_of_vietnamese_is_another_in_disguise():
    """ "ma" is not in mạnh, máy, mã; nor is any other word of our articles in another."""
    words = {word for text in sentences() for word in re.findall(r"\w+", text.casefold())}
    for short in (
        "ma",
        "các",
        "cho",
        "ngu",
        "đi",
        "lo",
        "la",
        "con",
        "sex",
        "chó",
        "lồn",
        "khi",
        "khí",
    ):
        tree = lexicon((short, "exact"))
        caught = {word for word in words if tree.find(f"Tôi {word} rồi")}
        assert caught <= {short}, short


# What it costs -------------------------------------------------------------------------------


def test_a_long_comment_against_many_terms_costs_little():
    text = " ".join(sentences())
    pairs = {" ".join(pair) for pair in pairwise(re.findall(r"\w+", text.casefold()))}
    tree = lexicon(*((f"{words} x", "folded") for words in sorted(pairs)[:2000]))
    hostile = ["a" * 4000, "a b " * 1000, "n\u0336\u0337\u0316" * 1000, "jfzwk" * 800, "1l|" * 1333]
    hostile += [".".join("vaynong" * 285), "vaay " * 800, "@@$$" * 1000, "м" * 4000]
    for said in (text[:4000], fold(text)[4000:8000], *hostile):
        assert tree.find(said) is None
        assert steps_of(lambda said=said: tree.find(said)) < MOST_STEPS * len(said), said[:20]
