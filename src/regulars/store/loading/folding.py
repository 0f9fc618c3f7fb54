"""What each batch said of a customer or product, and the row that follows: later knowledge wins, silence never wipes."""

from __future__ import annotations

from regulars.store.duckdb import SQL_TYPES, Store
from regulars.tables import TABLES

FOLDED = ("customers", "products")


def schema(table: str) -> dict[str, str]:
    """The table of what was said: the columns of the canonical one, who said it and its place among what others said.

    What the first to speak of a customer or product said is the canonical row itself, and only kept here once that is folded anew."""
    columns = {column.name: SQL_TYPES[column.type] for column in TABLES[table].columns}
    return columns | {"batch_id": "BIGINT", "place": "DOUBLE", "recorded_at": "TIMESTAMP"}


def _names(table: str) -> list[str]:
    return [column.name for column in TABLES[table].columns]


def keep_said(store: Store, table: str, said: str, batch: int, recorded: str, place: str | None = None) -> None:
    """Keep what a batch said (a relation with the table's columns)."""
    names = ", ".join(_names(table))
    store.execute(
        f"INSERT INTO said_{table} ({names}, batch_id, place, recorded_at) SELECT {names}, {batch}, {place or batch}, {recorded} FROM {said}"
    )


def forget(store: Store, table: str, batch: int) -> None:
    store.execute(f"DELETE FROM said_{table} WHERE batch_id = {batch}")


def take_back(store: Store, table: str, batch: int) -> None:
    """The rows in force without what a batch said."""
    key = TABLES[table].key[0]
    store.execute(
        f"CREATE OR REPLACE TEMP TABLE refolding AS SELECT {key} FROM said_{table} WHERE batch_id = {batch} "
        f"UNION SELECT {key} FROM {table} WHERE batch_id = {batch}"
    )
    _keep_first_words(store, table, f"batch_id <> {batch}")
    forget(store, table, batch)
    _fold(store, table)
    store.drop("refolding")


def enter_at(store: Store, table: str, said: str, batch: int, now: str, place: str) -> tuple[int, int]:
    """Let a batch speak at a place among the others; how many rows were added, how many have changed."""
    key, names = TABLES[table].key[0], _names(table)
    store.execute(f"CREATE OR REPLACE TEMP TABLE refolding AS SELECT {key} FROM {said}")
    before = f"(FROM {table} SEMI JOIN refolding USING ({key}) WHERE replaced_at IS NULL)"
    store.execute(f"CREATE OR REPLACE TEMP TABLE before_fold AS SELECT {', '.join(names)} FROM {before}")
    _keep_first_words(store, table, "true")
    keep_said(store, table, said, batch, f"TIMESTAMP '{now}'", place)
    _fold(store, table)
    known, same = store.sql(
        f"SELECT count(*), (SELECT count(*) FROM (SELECT {', '.join(names)} FROM {before} INTERSECT FROM before_fold)) FROM before_fold"
    )[0]
    added = store.sql(f"SELECT count(*) FROM {said}")[0][0] - known
    store.drop("before_fold", "refolding")
    return added, known - same


def _keep_first_words(store: Store, table: str, whose: str) -> None:
    """Before rows are folded anew, keep what their first speakers said: their canonical rows as they stand."""
    key, names = TABLES[table].key[0], ", ".join(_names(table))
    store.execute(
        f"INSERT INTO said_{table} ({names}, batch_id, place, recorded_at) SELECT {names}, batch_id, batch_id, recorded_at FROM {table} "
        f"SEMI JOIN refolding USING ({key}) ANTI JOIN said_{table} USING ({key}, batch_id) WHERE {whose}"
    )


def _fold(store: Store, table: str) -> None:
    """The rows of everybody in `refolding` anew, one for each batch that said something more or otherwise, the last in force."""
    key = TABLES[table].key[0]
    others = [name for name in _names(table) if name != key]
    folded = ", ".join(f"{_folded(name)} AS {name}" for name in others)
    former = f"lag(hash({', '.join(others)})) OVER (PARTITION BY {key} ORDER BY place, batch_id)"
    store.execute(
        f"CREATE OR REPLACE TEMP TABLE folded AS WITH told AS (SELECT {key}, batch_id, place, recorded_at, {folded} FROM said_{table} "
        f"SEMI JOIN refolding USING ({key}) WINDOW so_far AS (PARTITION BY {key} ORDER BY place, batch_id ROWS UNBOUNDED PRECEDING)) "
        f"SELECT * FROM told QUALIFY {former} IS DISTINCT FROM hash({', '.join(others)})"
    )
    store.execute(f"DELETE FROM {table} WHERE {key} IN (FROM refolding)")
    names = ", ".join(_names(table))
    store.execute(
        f"INSERT INTO {table} ({names}, batch_id, recorded_at, replaced_at) SELECT {names}, batch_id, recorded_at, "
        f"lead(recorded_at) OVER (PARTITION BY {key} ORDER BY place, batch_id) FROM folded"
    )
    store.drop("folded")


def _folded(name: str) -> str:
    if name == "attributes":
        every = "list(attributes) FILTER (attributes IS NOT NULL) OVER so_far"
        return f"list_reduce({every}, lambda a, b: json_merge_patch(a, b)::VARCHAR)"
    return f"last_value({name} IGNORE NULLS) OVER so_far"
