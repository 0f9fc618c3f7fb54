"""Words of a file made regular: each different word is understood once, in Python, and joined back."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from regulars.store.duckdb import Store

# A status that a known format has told the meaning of, as it stands in the stage.
COMPLETED, CANCELLED, RETURNED, OPEN = "=completed", "=cancelled", "=returned", "=open"
OF_MARK: dict[str, str | None] = {COMPLETED: "completed", CANCELLED: "cancelled", RETURNED: "completed", OPEN: None}

Understand = Callable[[str], object]


def understand(store: Store, name: str, sources: Sequence[str], meaning: Understand, kind: str = "VARCHAR") -> dict[str, object]:
    """Make the temporary table `meaning_<name>` (word, meaning) of every different word that `sources` select as `word`."""
    import pyarrow as pa

    union = " UNION ALL ".join(sources) if sources else "SELECT NULL::VARCHAR AS word WHERE false"
    words = [word for (word,) in store.sql(f"SELECT DISTINCT word FROM ({union}) WHERE word IS NOT NULL ORDER BY word")]
    meanings = [meaning(word) for word in words]
    types = {"VARCHAR": pa.string(), "INTEGER": pa.int32(), "DOUBLE": pa.float64(), "BOOLEAN": pa.bool_()}
    table = pa.table({"word": pa.array(words, pa.string()), "meaning": pa.array(meanings, types[kind])})
    store.connection.register("understood", table)
    store.execute(f"CREATE OR REPLACE TEMP TABLE meaning_{name} AS SELECT * FROM understood")
    store.connection.unregister("understood")
    return dict(zip(words, meanings, strict=True))
