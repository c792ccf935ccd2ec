"""How gunicorn serves the portal: `gunicorn --config python:portal.gunicorn portal.wsgi`.

`manage.py serve` starts it so; a container may do so itself. Any setting can be
given after `--config`, or in `GUNICORN_CMD_ARGS`.
"""

import os
import signal
from pathlib import Path

from gunicorn.workers.base import Worker

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
loglevel = "warning"


def post_worker_init(worker: Worker) -> None:
    """Leave Ctrl-C to the arbiter, which then tells the workers.

    A terminal sends it to them as well, and two orders to stop at once can catch a
    worker holding the lock of its thread pool: it would hang until it is killed.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
