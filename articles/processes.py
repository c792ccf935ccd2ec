"""Work that is shared out among the processors of this machine."""

import os
import signal
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from itertools import islice
from multiprocessing import get_context, parent_process
from threading import Thread

import django
from django.db import connection

MOST = 4
"""Processes, however many processors there are: each opens connections to the database."""

AHEAD = 2
"""Parts that a helper has before it: it has something to do while this process does a part."""


def shared[Part, Done](work: Callable[[Part], Done], parts: Iterable[Part]) -> Iterator[Done]:
    """Do work in this process and in helpers, each on a connection of its own; give the results.

    This process begins at once, for a helper takes a second or two to start. Within a
    transaction it does everything: no other sees what is not yet committed. Who stops reading
    waits for the parts that helpers have before them.

    Args:
        work: what is done with one part. A function that other processes can import.
        parts: what can be pickled. The results come in about that order.
    """
    helpers = min(os.process_cpu_count() or 1, MOST) - 1
    if helpers < 1 or connection.in_atomic_block:
        yield from map(work, parts)
        return
    # Started anew and not forked: a pool of connections has threads, whose locks a fork inherits.
    anew = get_context("spawn")
    database = connection.settings_dict["NAME"]
    left = iter(parts)
    with ProcessPoolExecutor(helpers, anew, _begin, (database,)) as pool:
        given: set[Future[Done]] = set()
        while own := list(islice(left, 1)):
            given |= {
                pool.submit(work, part) for part in islice(left, AHEAD * helpers - len(given))
            }
            yield from map(work, own)
            done = {future for future in given if future.done()}
            given -= done
            yield from (future.result() for future in done)
        yield from (future.result() for future in as_completed(given))


def _begin(database: str) -> None:
    """Make a helper ready; Ctrl-C is for the process that reads the results."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    Thread(target=_end_with_parent, daemon=True).start()
    django.setup()
    connection.settings_dict["NAME"] = database


def _end_with_parent() -> None:
    """End when the parent was killed: a pool would wait for its next part for ever."""
    if parent := parent_process():
        parent.join()
        os._exit(1)
