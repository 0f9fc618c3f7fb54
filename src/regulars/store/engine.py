"""What a refresh asks of a store, whatever engine computes in it.

A store holds relations of two kinds. Those *of the shop* stay: canonical tables (`regulars.tables.TABLES`), what a refresh publishes, small ledgers. Those
*of this process* are gone with it, and may have the name of one of the shop without touching it. Everything about relations that grow with the shop
is said in Ibis; SQL text is for ledgers only, whose rows are as many as refreshes.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from typing import Any, Protocol

import ibis.expr.types as ir


class Engine(Protocol):
    """The verbs of a refresh. Names are plain words; schemas are names of columns to the kinds of `regulars.tables`."""

    @property
    def read_only(self) -> bool:
        """Whether nothing of the shop may be changed."""
        ...

    @property
    def median(self) -> Callable[[ir.IntegerColumn], ir.IntegerScalar] | None:
        """The smallest value that at least half of them do not exceed; null where the engine has none over windows."""
        ...

    # Relations of the shop

    def create(self, schemas: Mapping[str, Mapping[str, str]]) -> None:
        """Make the tables of the shop that are not there yet, without rows; what has the name already stays, be it a table or a view."""
        ...

    def has(self, name: str) -> bool:
        """Whether the shop has a table or a view of that name."""
        ...

    def table(self, name: str) -> ir.Table:
        """A table or a view of the shop, as it is when it is computed; read anew after it was changed."""
        ...

    def tables(self) -> dict[str, ir.Table]:
        """All canonical tables, in the order of `regulars.tables.TABLES`."""
        ...

    def newer(self, name: str, batch: int, moment: dt.datetime) -> ir.Table:
        """The rows of a canonical table of which `batch_id` is greater, or `recorded_at` or `replaced_at` later (UTC, naive); each once, all columns."""
        ...

    def counted(self, name: str) -> tuple[int, int, int]:
        """Of a canonical table: the greatest `batch_id` (0: none), the rows, and how many of them have `replaced_at`."""
        ...

    def publish(self, name: str, expression: ir.Table) -> ir.Table:
        """Compute a relation now, as a table of the shop, in place of the table or view of that name; it may read the table it replaces."""
        ...

    def publish_view(self, name: str, expression: ir.Table) -> ir.Table:
        """A relation of the shop that is computed whenever it is read, in place of the table or view of that name; it reads relations of the shop only."""
        ...

    def append(self, name: str, fresh: str) -> None:
        """Add the rows of a relation of this process to a table of the shop, column by name; columns that the first lacks are null."""
        ...

    def replace_rows(self, name: str, fresh: str, key: str, whose: str) -> None:
        """The rows of a table of the shop whose `key` is in the relation `whose` give way to all rows of `fresh`, as `append` adds them.

        Both are of this process, and may have been computed from the table itself. Keys are never null; there may be none, and no fresh rows.
        """
        ...

    def rename(self, name: str, other: str) -> None:
        """Give a table of the shop another name, in place of the table or view that had it."""
        ...

    # Relations of this process

    def temporary(self, name: str) -> ir.Table:
        """A relation of this process; asked for anew after another was made under its name."""
        ...

    def materialise(self, name: str, expression: ir.Table) -> ir.Table:
        """Compute a relation now and keep it, in place of the one of that name, which it may read. What it was computed from may change afterwards."""
        ...

    def view(self, name: str, expression: ir.Table) -> ir.Table:
        """A relation that is computed whenever it is read."""
        ...

    def keep(self, name: str, schema: Mapping[str, str], rows: Sequence[Mapping[str, object]]) -> ir.Table:
        """A small table of plain values (none: an empty one), in place of the one of that name."""
        ...

    def keep_columns(self, name: str, schema: Mapping[str, str], columns: Mapping[str, object]) -> ir.Table:
        """A table of whole columns (arrays of Arrow or NumPy, lists), in place of the one of that name."""
        ...

    def drop(self, *names: str) -> None:
        """Forget relations that were materialised or kept; those that are not there are passed over."""
        ...

    def scratch(self) -> AbstractContextManager[None]:
        """Forget, on leaving, every relation of this process that was made inside."""
        ...

    # The whole

    def transaction(self, *, keep: bool = True) -> AbstractContextManager[None]:
        """All that is done to the shop inside, tables and ledgers alike, or nothing where it ends in an error or is not to be kept; readers see it at once."""
        ...

    # Ledgers: SQL text in DuckDB's dialect on small tables of the shop, never on tables above

    def sql(self, text: str, params: Sequence[object] | None = None) -> list[tuple]:
        """The rows of one statement on ledgers."""
        ...

    def execute(self, text: str, params: Sequence[object] | None = None) -> None:
        """Run one statement on ledgers for its effect."""
        ...

    def insert(self, name: str, schema: Mapping[str, str], rows: Sequence[Mapping[str, Any]]) -> None:
        """Add rows, given as plain values, to a ledger."""
        ...
