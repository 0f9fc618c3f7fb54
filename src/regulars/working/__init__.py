"""Jobs done: everything that changes a shop's facts or numbers while a server runs. One kind of job is one value in `kinds/`."""

from __future__ import annotations

from regulars.working.interrupted import Interrupted
from regulars.working.kind import Kind, Result, Work

__all__ = ["Interrupted", "Kind", "Result", "Work"]
