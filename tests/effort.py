"""What a piece of work costs, counted, so that a busy machine does not change the answer."""

import sys


def steps_of(work) -> int:
    """Return how many functions, of Python and of C, were called while ``work()`` ran.

    Work inside one call of C counts as one; where that may be the larger part, measure it
    with ``make bench``.
    """
    steps = 0

    def count(_frame, event, _argument):
        nonlocal steps
        steps += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        work()
    finally:
        sys.setprofile(before)
    return steps
