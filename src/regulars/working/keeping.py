"""The worker kept alive by the server: started beside it, started again when it is lost, ended with it."""

from __future__ import annotations

import subprocess
import sys
import threading
import time
from pathlib import Path

FIRST, LONGEST = 0.5, 60.0  # seconds before a lost worker is started again: longer each time
STEADY = 120.0  # seconds after which a worker counts as well
LEAVE = 30.0  # seconds that a worker is given to put its job back


class Keeper:
    """Keeps one worker of a shop's folder running, from `start` to `stop`."""

    def __init__(self, folder: Path) -> None:
        self._command = [sys.executable, "-m", "regulars.working.worker", str(folder)]
        self._stopping = threading.Event()
        self._worker: subprocess.Popen[bytes] | None = None
        self._thread = threading.Thread(target=self._keep, name="keeper", daemon=True)

    def start(self) -> None:
        """Start the worker; it has a session of its own, so that Ctrl-C reaches the server first."""
        self._worker = self._started()
        self._thread.start()

    def stop(self) -> None:
        """End the worker: what it was doing waits for the next one."""
        self._stopping.set()
        self._thread.join()
        worker = self._worker
        if worker is None or worker.poll() is not None:
            return
        worker.terminate()
        try:
            worker.wait(LEAVE)
        except subprocess.TimeoutExpired:
            worker.kill()
            worker.wait()

    def _started(self) -> subprocess.Popen[bytes]:
        return subprocess.Popen(self._command, stdin=subprocess.DEVNULL, start_new_session=True)  # noqa: S603 -- our own program

    def _keep(self) -> None:
        pause, began = FIRST, time.monotonic()
        while not self._stopping.wait(0.2):
            if self._worker is None or self._worker.poll() is None:
                continue
            pause = FIRST if time.monotonic() - began > STEADY else min(pause * 2, LONGEST)
            if self._stopping.wait(pause):
                return
            self._worker, began = self._started(), time.monotonic()
