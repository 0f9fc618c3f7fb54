"""Watching for new editions: each is opened and read a little beside the one in use, so that nobody waits for it."""

from __future__ import annotations

import logging
import threading
from pathlib import Path

from regulars.edition.reading import Edition
from regulars.errors import Regulars

PAUSE = 0.25  # seconds between two looks at the pointer


class Watch:
    """A thread that opens every new edition of a shop as soon as it is out, until it is ended."""

    def __init__(self, folder: Path) -> None:
        self._folder, self._over = folder, threading.Event()
        self._thread = threading.Thread(target=self._run, name="editions", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def end(self) -> None:
        """Watch no more."""
        self._over.set()
        self._thread.join()

    def _run(self) -> None:
        while True:
            try:
                Edition.latest(self._folder, warmed)
            except Exception:  # the next look tries again, and a request that needs it tells whoever asks
                logging.getLogger(__name__).exception("the newest edition cannot be opened")
                self._over.wait(10 * PAUSE)
            if self._over.wait(PAUSE):
                return


def warmed(edition: Edition) -> None:
    """Ask an edition what the first pages ask, so that its file is read and its statements are known."""
    edition.people(limit=1)
    edition.search("a", limit=1)
    _ = edition.told_days, edition.seen, edition.board, edition.looks_ahead, edition.order_of_columns
    asked = [("today", {}), ("weekly", {}), *(("classes", {"scheme": scheme.id}) for scheme in edition.schemes)]
    for question, options in [*asked, *(("changes", {"scheme": scheme.id}) for scheme in edition.schemes)]:
        if edition.is_prepared(question, **options):
            edition.insight(question, **options)
    first = edition.people(limit=1).rows
    for row in first:
        _warm_person(edition, row["customer_id"])


def _warm_person(edition: Edition, id: str) -> None:
    try:
        edition.reasons(edition.customer(id))
        edition.orders_of(id)
        edition.happenings_of(id)
    except Regulars:  # the page tells why
        return
