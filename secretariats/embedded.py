"""The worker inside the web process, where no broker is configured."""

from __future__ import annotations

import threading
from contextlib import ExitStack

from django.conf import settings

from secretariats.worker import embedded_worker

_NAME = "worker"
_LOCK = threading.Lock()
_RUNNING = ExitStack()


def work_here() -> None:
    """See to it that a worker runs in this process, unless a broker is configured.

    The site calls it when it asks for work or waits for some, so that a process that never does
    pays nothing. Called often, it starts one; it starts another when that one is gone. It ends
    with the process.
    """
    if not settings.EMBEDDED_WORKER:
        return
    with _LOCK:
        if not any(thread.name == _NAME for thread in threading.enumerate()):
            _RUNNING.enter_context(embedded_worker())
