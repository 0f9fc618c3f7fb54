"""The worker's hold on the shop: the analytics file is its own from the first job to the last."""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from regulars.errors import Busy
from regulars.shop import Shop
from regulars.working.interrupted import Interrupted

PAUSE = 0.3  # seconds between two tries at a file that another process has just now


class Hold:
    """The shop of a folder, opened when it is first needed. `stopped` ends the wait for a file that another process has."""

    def __init__(self, folder: Path, stopped: Callable[[], bool] = lambda: False) -> None:
        self.folder = folder
        self._stopped = stopped
        self._shop: Shop | None = None

    @property
    def shop(self) -> Shop:
        """The open shop; raises what is wrong with it, `Interrupted` where the wait for it was stopped."""
        while self._shop is None:
            try:
                self._shop = Shop(self.folder, create=False)
            except Busy:
                if self._stopped():
                    raise Interrupted("stop") from None
                time.sleep(PAUSE)
        return self._shop

    def release(self) -> None:
        """Give the file back; whatever was under way in it is undone. The next use opens it again."""
        shop, self._shop = self._shop, None
        if shop is not None:
            with suppress(Exception):  # an engine that has failed cannot be closed in order, and need not be
                shop.close()

    # What another thread may ask

    @property
    def commits(self) -> int | None:
        """How many transactions the open file has kept; null while it is not open."""
        shop = self._shop
        return shop.store.commits if shop else None

    def interrupt(self, commits: int) -> None:
        """Stop what the engine computes, unless a transaction was kept since."""
        shop = self._shop
        if shop is not None:
            shop.store.interrupt(commits)
