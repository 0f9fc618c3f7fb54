"""A job given up where it stands."""

from __future__ import annotations


class Interrupted(Exception):
    """The job is given up where it stands: somebody asked for that (`cancel`), the worker stops (`stop`), or another's turn has come (`turn`)."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why
