"""What a piece of work costs, counted, so that a busy machine does not change the answer."""

import sys

_TOOL = 4
_EVENTS = sys.monitoring.events.PY_START | sys.monitoring.events.JUMP


def steps_of(work) -> int:
    """Return how many functions were called and loops gone round while ``work()`` ran.

    Work inside C code counts as nothing; where that may be the larger part, measure it
    with ``make bench``.
    """
    steps = 0

    def count(*_):
        nonlocal steps
        steps += 1

    monitor = sys.monitoring
    monitor.use_tool_id(_TOOL, "steps")
    try:
        for event in (monitor.events.PY_START, monitor.events.JUMP):
            monitor.register_callback(_TOOL, event, count)
        monitor.set_events(_TOOL, _EVENTS)
        work()
    finally:
        monitor.set_events(_TOOL, 0)
        monitor.free_tool_id(_TOOL)
    return steps
