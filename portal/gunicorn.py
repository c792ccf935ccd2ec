"""How gunicorn serves the portal: `gunicorn --config python:portal.gunicorn portal.wsgi`.

`manage.py serve` starts it so; a container may do so itself. Any setting can be
given after `--config`, or in `GUNICORN_CMD_ARGS`.
"""

import os
import signal
from pathlib import Path
from typing import Any

from gunicorn.glogging import Logger
from gunicorn.workers.base import Worker

from portal.logs import NobodyNamed


class ServerLog(Logger):
    """The log of gunicorn, which names who sent a broken request; ours names nobody."""

    def setup(self, cfg: Any) -> None:
        """Set up the handlers as gunicorn does, with our formatter."""
        super().setup(cfg)  # type: ignore[no-untyped-call]
        for handler in (*self.error_log.handlers, *self.access_log.handlers):
            if written := handler.formatter:
                handler.setFormatter(NobodyNamed(written._fmt, written.datefmt))


bind = f"{os.environ.get('BIND', '127.0.0.1')}:{os.environ.get('PORT', '8000')}"
worker_class = "gthread"
workers = int(os.environ.get("WEB_CONCURRENCY", min(3, 1 + (os.cpu_count() or 1))))
threads = 4

# A request that runs is let finish; a worker that hangs is replaced.
timeout = 30
graceful_timeout = 10
keepalive = 5

# Loaded once, before the workers are forked: a quick start, and memory that they share.
preload_app = True

# What workers write to prove they live is kept in memory where there is such a folder:
# on a slow disk a busy site would seem to hang.
worker_tmp_dir = "/dev/shm" if Path("/dev/shm").is_dir() else None
control_socket_disable = True

# The balancer or the edge writes the access log; readers' addresses are not ours to keep.
accesslog = None
# Where an operator asks for one all the same: no address, no query, no browser's name.
access_log_format = '%(t)s "%(m)s %(U)s" %(s)s %(B)s %(D)s'
logger_class = ServerLog
loglevel = "warning"


def post_worker_init(worker: Worker) -> None:
    """Leave Ctrl-C to the arbiter, which then tells the workers.

    A terminal sends it to them as well, and two orders to stop at once can catch a
    worker holding the lock of its thread pool: it would hang until it is killed.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
