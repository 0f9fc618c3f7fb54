"""What a batch said that was there already, word for word: without it nobody could tell who else said what an undone batch said."""

from __future__ import annotations

from regulars.store.duckdb import Store
from regulars.tables import TABLES

SCHEMA = {"batch_id": "BIGINT", "of_batch": "BIGINT", "table_name": "VARCHAR", "key": "VARCHAR"}
RETURNS = "returns"
PART = "chr(31)"


def key_of(table: str, of: str = "") -> str:
    """The key of a canonical table as one text; a return is known by its order and line."""
    names = ("order_id", "line_no") if table == RETURNS else TABLES[table].key
    cells = [f"{of}{name}" for name in names]
    if len(cells) == 1:
        return cells[0]
    texts = ", ".join(f"coalesce({cell}::VARCHAR, '')" for cell in cells)
    return f"concat_ws({PART}, {texts})"


def note(store: Store, table: str, batch: int, standing: str) -> None:
    """Keep that a batch repeated the rows `standing` (a relation with the table's key and the `batch_id` that said them first)."""
    store.execute(f"INSERT INTO repeats SELECT {batch}, batch_id, '{table}', {key_of(table)} FROM {standing}")


def note_standing(store: Store, table: str, batch: int, incoming: str) -> None:
    """The same for a table whose rows are replaced whole, once a batch is entered: what it said (`incoming`) and others had said."""
    keys = ", ".join(TABLES[table].key)
    said = f"SELECT {keys}, batch_id FROM {table} SEMI JOIN {incoming} USING ({keys}) WHERE replaced_at IS NULL AND batch_id <> {batch}"
    note(store, table, batch, f"({said})")


def forget(store: Store, batch: int) -> None:
    """A batch that brought nothing new is no batch: what it repeated is not kept."""
    store.execute(f"DELETE FROM repeats WHERE batch_id = {batch}")
