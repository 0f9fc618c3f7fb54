"""A shop on a cluster, as far as it needs no cluster: what its file keeps for one, and how the engine is reached."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from regulars.store import shipping, standing_in
from regulars.store.duckdb import Store
from regulars.words import Words

if TYPE_CHECKING:
    from regulars.store.spark import SparkStore

LEDGER = standing_in.LEDGER | shipping.LEDGER
settle, follow = standing_in.settle, standing_in.follow


@contextmanager
def engine(ledger: Store, master: str, address: str, settings: Mapping[str, object], home: Path) -> Iterator[SparkStore]:
    """The engine of a refresh at a master, with the warehouse at an address; see `spark.opened`."""
    from regulars.store import spark

    told = {name: str(value).lower() if isinstance(value, bool) else str(value) for name, value in settings.items()}
    with spark.opened(ledger, master, address, told, home) as store:
        yield store


def bring(ledger: Store, computing: Callable[[], AbstractContextManager[object]], say: Callable[[Words, float | None], None]) -> None:
    """What was computed without a cluster goes to its warehouse as it is; nothing is computed anew."""
    if standing_in.own(ledger):
        say(Words("Đang đưa số liệu lên cụm máy", "Bringing the numbers to the cluster"), None)
        with computing():
            pass
