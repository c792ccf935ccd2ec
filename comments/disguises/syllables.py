"""Which strings of a-z are Vietnamese syllables without their marks."""

from functools import lru_cache

_ONSETS = "b c ch d g gh gi h k kh l m n ng ngh nh p ph qu r s t th tr v x"
_RHYMES = (
    "a ac ach ai am an ang anh ao ap at au ay e ec em en eng eo ep et eu i ia ich iec iem ien "
    "ieng iep iet ieu im in inh ip it iu o oa oac oach oai oam oan oang oanh oao oap oat oay oc "
    "oe oen oeo oet oi om on ong ooc oong op ot u ua uan uang uat uay uc ue uech uenh uen uet uu "
    "ui um un ung uo uoc uoi uom uon uong uop uot uou up ut uy uya uych uyen uyet uynh uyt uyu y "
    "yem yen yet yeu"
)
SYLLABLES = frozenset(
    onset + rhyme for onset in ("", *_ONSETS.split()) for rhyme in _RHYMES.split()
)
LONGEST = max(map(len, SYLLABLES))


@lru_cache(maxsize=4096)
def is_made_of_syllables(letters: str) -> bool:
    """Whether a string without marks can be read as syllables run together."""
    reached = {0}
    for end in range(1, len(letters) + 1):
        if any(
            start in reached and letters[start:end] in SYLLABLES
            for start in range(max(0, end - LONGEST), end)
        ):
            reached.add(end)
    return len(letters) in reached
