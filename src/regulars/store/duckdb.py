"""The analytics file of a shop: one DuckDB file that belongs to one process at a time."""

from __future__ import annotations

import datetime as dt
import re
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import duckdb
import ibis
import ibis.expr.types as ir
import pyarrow
import sqlglot

from regulars.errors import Busy, InputError, Where
from regulars.tables import TABLES
from regulars.words import Words

SQL_TYPES = {
    "string": "VARCHAR",
    "int32": "INTEGER",
    "int64": "BIGINT",
    "float64": "DOUBLE",
    "boolean": "BOOLEAN",
    "date": "DATE",
    "timestamp": "TIMESTAMP",
    "json": "JSON",
}
# Ten million lines refresh within it as fast as without a limit, and the whole process stays below 2 GB.
MEMORY = 1_100_000_000
# Optimizers that fold a column's least and greatest value, of the moment, into a plan.
LEANING = "statistics_propagation,compressed_materialization"
UNITS = ("bytes", "KiB", "MiB", "GiB", "TiB", "PiB")


class Store:
    """One open analytics file. `read_only`: several processes may open it at once, none may change it.

    `memory_limit` is DuckDB's text (`"2GB"`; 1.1 GB unless given), `threads` a count; what does not fit in memory goes to a folder
    beside the file. Raises `Busy` where another process has the file, `InputError` where the file is no analytics file of ours.
    """

    def __init__(self, path: Path | str, *, memory_limit: str | None = None, threads: int | None = None, read_only: bool = False) -> None:
        self.path, self.read_only = Path(path), read_only
        settings: dict[str, Any] = {"temp_directory": str(self.path.with_suffix(".tmp")), "preserve_insertion_order": False}
        settings |= {"memory_limit": memory_limit} if memory_limit else {}
        settings |= {"threads": threads} if threads else {}
        self.connection = _connect(self.path, settings, read_only)
        self.commits = 0  # transactions kept since the file was opened
        self.elsewhere: Callable[[], None] | None = None  # stops what is computed for this file by others, while something is
        self._sealing = threading.Lock()
        self._canonical: dict[str, ir.Table] = {}
        if not memory_limit:
            self._hold_to(MEMORY)
        self.threads = self.sql("SELECT current_setting('threads')")[0][0]
        self.catalog = self.sql("SELECT current_database()")[0][0]
        self.ibis = ibis.duckdb.from_connection(self.connection)
        if not read_only:
            self.create({name: table.schema() for name, table in TABLES.items()})

    def _hold_to(self, memory: int) -> None:
        """Let the engine use so many bytes, or what it would by itself where that is less; it goes to disk with the rest."""
        size, unit = self.sql("SELECT current_setting('memory_limit')")[0][0].split()
        if float(size) * 1024 ** UNITS.index(unit) > memory:
            self.execute(f"SET memory_limit = '{memory}B'")

    def close(self) -> None:
        self.connection.close()

    def __enter__(self) -> Store:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def execute(self, text: str, params: Sequence[object] | None = None) -> None:
        """Run one statement for its effect."""
        self.connection.execute(text, params)

    def sql(self, text: str, params: Sequence[object] | None = None) -> list[tuple]:
        """The rows of one statement."""
        return self.connection.execute(text, params).fetchall()

    def rows(self, text: str, params: Sequence[object] | None = None) -> list[dict[str, Any]]:
        """The rows of one statement, by the names of their columns."""
        return self.connection.execute(text, params).to_arrow_table().to_pylist()

    def create(self, schemas: Mapping[str, Mapping[str, str]]) -> None:
        """Create the tables that are not there yet; a view of the name will do."""
        for name, schema in schemas.items():
            columns = ", ".join(f'"{column}" {SQL_TYPES[kind]}' for column, kind in schema.items())
            self.execute(f'CREATE TABLE IF NOT EXISTS "{name}" ({columns})')

    def table(self, name: str) -> ir.Table:
        """A table of the file as an Ibis table."""
        if name not in TABLES:
            return self.ibis.table(name, database=(self.catalog, "main"))
        if name not in self._canonical:  # their columns stay, so the engine is asked for them once
            self._canonical[name] = self.ibis.table(name, database=(self.catalog, "main"))
        return self._canonical[name]

    def temporary(self, name: str) -> ir.Table:
        """A relation of this process as an Ibis table."""
        return self.ibis.table(name, database=("temp", "main"))

    def tables(self) -> dict[str, ir.Table]:
        """All canonical tables."""
        return {name: self.table(name) for name in TABLES}

    def newer(self, name: str, batch: int, moment: dt.datetime) -> ir.Table:
        """The rows of a canonical table that came in a later batch, or were recorded or replaced after a moment (UTC, naive); each once.

        Asked one condition at a time: the engine passes over the parts of a table in which a column says that there is none.
        """
        table = self.table(name)
        came, told = (holds.fill_null(False) for holds in (table.batch_id > batch, table.recorded_at > moment))
        return table.filter(table.batch_id > batch).union(
            table.filter(table.recorded_at > moment, ~came), table.filter(table.replaced_at > moment, ~came, ~told)
        )

    def counted(self, name: str) -> tuple[int, int, int]:
        """Of a canonical table: the last batch (0: none), the rows, and how many of them were replaced."""
        return self.sql(f'SELECT coalesce(max(batch_id), 0), count(*), count(replaced_at) FROM main."{name}"')[0]

    def has(self, name: str) -> bool:
        """Whether there is a table or a view of that name in the file itself, temporary ones left out."""
        return self._kind(name) is not None

    def _kind(self, name: str) -> str | None:
        """What stands under a name in the file: `TABLE`, `VIEW`, or null for nothing."""
        found = self.sql(
            "SELECT 'TABLE' FROM duckdb_tables() WHERE table_name = $1 AND NOT temporary UNION ALL "
            "SELECT 'VIEW' FROM duckdb_views() WHERE view_name = $1 AND NOT temporary AND NOT internal",
            [name],
        )
        return found[0][0] if found else None

    def _clear(self, name: str, *kinds: str) -> None:
        """Drop what stands under a name in the file, where it is of one of these kinds."""
        kind = self._kind(name)
        if kind in kinds:
            self.execute(f'DROP {kind} main."{name}"')

    def state(self, *names: str) -> list[tuple]:
        """A row per table that changes whenever rows come, or are replaced: the last batch, the last of both times, the number of rows."""
        return [self.sql(f'SELECT max(batch_id), max(recorded_at), max(replaced_at), count(*) FROM main."{name}"')[0] for name in names]

    def materialise(self, name: str, expression: ir.Table) -> ir.Table:
        """Compute a relation once, for this process only, and give it back as a table."""
        self._compute(f'CREATE OR REPLACE TEMP TABLE "{name}" AS {self._narrowed(expression)}')
        return self.temporary(name)

    def repeated(self, name: str, expression: ir.Table) -> Callable[[], None]:
        """Compute a relation once, for this process only, and give back what computes it anew when what it reads has changed; see `repeating`."""
        text = self._narrowed(expression)
        self._compute(f'CREATE OR REPLACE TEMP TABLE "{name}" AS {text}')
        return _Repeated(self, name, text)

    @contextmanager
    def repeating(self) -> Iterator[None]:
        """Inside, relations of few rows are computed anew.

        The engine's plans are kept for that, so they must not lean on the values that tables held when made; and one thread is quicker than several,
        each of which gets room for every step of a plan first.
        """
        self.execute(f"SET disabled_optimizers = '{LEANING}'; SET threads = 1")
        try:
            yield
        finally:
            self.execute(f"RESET disabled_optimizers; SET threads = {self.threads}")

    def columns(self, name: str) -> pyarrow.Table:
        """All rows of a relation of this process."""
        return self.connection.execute(f'FROM temp."{name}"').to_arrow_table()

    def view(self, name: str, expression: ir.Table) -> ir.Table:
        """A relation under a name, for this process only: computed whenever it is read, said in SQL only once."""
        self.execute(f'CREATE OR REPLACE TEMP VIEW "{name}" AS {self._narrowed(expression)}')
        return self.temporary(name)

    def publish_view(self, name: str, expression: ir.Table) -> ir.Table:
        """A relation under a name in the file, in place of what has that name: computed whenever it is read."""
        text = self._narrowed(expression)
        self._clear(name, "TABLE")
        self.execute(f'CREATE OR REPLACE VIEW main."{name}" AS {text}')
        return self.table(name)

    def stand_in(self, name: str, text: str) -> None:
        """A view over a statement, in place of the table or the view of that name."""
        self._clear(name, "TABLE")
        self.execute(f'CREATE OR REPLACE VIEW main."{name}" AS {text}')

    def settle(self, name: str) -> None:
        """The rows of a view as a table, in its place."""
        self.execute(f'ALTER VIEW main."{name}" RENAME TO "{name}_shown"')
        self.execute(f'CREATE TABLE main."{name}" AS FROM main."{name}_shown"')
        self.execute(f'DROP VIEW main."{name}_shown"')

    def keep(self, name: str, schema: Mapping[str, str], rows: Sequence[Mapping[str, object]]) -> ir.Table:
        """A small table of plain values, for this process only."""
        columns = ", ".join(f'"{column}" {SQL_TYPES[kind]}' for column, kind in schema.items())
        self.execute(f'CREATE OR REPLACE TEMP TABLE "{name}" ({columns})')
        self._fill(f'temp."{name}"', schema, rows)
        return self.temporary(name)

    def keep_columns(self, name: str, schema: Mapping[str, str], columns: Mapping[str, object]) -> ir.Table:
        """A table of whole columns, for this process only."""
        self.keep(name, schema, [])
        self._fill_columns(f'temp."{name}"', schema, columns)
        return self.temporary(name)

    def refill(self, name: str, schema: Mapping[str, str], rows: Sequence[Mapping[str, object]]) -> None:
        """Other rows for a table that `keep` made, or is to make; what was planned on it stays good."""
        self.refill_columns(name, schema, {column: [row[column] for row in rows] for column in schema})

    def refill_columns(self, name: str, schema: Mapping[str, str], columns: Mapping[str, object]) -> None:
        """Other columns for a table that `keep_columns` made, or is to make; what was planned on it stays good."""
        kinds = ", ".join(f'"{column}" {SQL_TYPES[kind]}' for column, kind in schema.items())
        self.execute(f'CREATE TEMP TABLE IF NOT EXISTS "{name}" ({kinds})')
        self.execute(f'TRUNCATE temp."{name}"')
        rows = pyarrow.table({column: columns[column] for column in schema})
        if len(rows):
            self.connection.from_arrow(rows).insert_into(f"temp.{name}")  # to register it under a name would undo what was planned

    def publish(self, name: str, expression: ir.Table) -> ir.Table:
        """Compute a relation into the file, in place of what has that name. It may read the table that it replaces, not the view."""
        text = self._narrowed(expression)
        self._clear(name, "VIEW")
        self._compute(f'CREATE OR REPLACE TABLE main."{name}" AS {text}')
        return self.table(name)

    def rename(self, name: str, other: str) -> None:
        """Give a table of the file another name, in place of what has that name."""
        self._clear(other, "TABLE", "VIEW")
        self.execute(f'ALTER TABLE main."{name}" RENAME TO "{other}"')

    def _compute(self, text: str) -> None:
        try:
            self.execute(text)
        except (duckdb.ConversionException, duckdb.OutOfRangeException) as error:
            if "out of range" not in str(error) and "verflow" not in str(error):
                raise
            raise _too_large(str(error)) from error

    def insert(self, name: str, schema: Mapping[str, str], rows: Sequence[Mapping[str, object]]) -> None:
        """Add rows, given as plain values, to a table of the file."""
        self._fill(f'main."{name}"', schema, rows)

    def _fill(self, table: str, schema: Mapping[str, str], rows: Sequence[Mapping[str, object]]) -> None:
        if rows:
            self._fill_columns(table, schema, {name: [row[name] for row in rows] for name in schema})

    def _fill_columns(self, table: str, schema: Mapping[str, str], columns: Mapping[str, object]) -> None:
        names = list(schema)
        self.connection.register("given_rows", pyarrow.table(dict(columns)))
        self.execute(f"INSERT INTO {table} ({', '.join(names)}) SELECT {', '.join(names)} FROM given_rows")
        self.connection.unregister("given_rows")

    def median(self, values: ir.IntegerColumn) -> ir.IntegerScalar:
        """The smallest value that at least half of them do not exceed; this engine has it over windows, too."""
        return _quantile(values, 0.5)

    def drop(self, *names: str) -> None:
        """Forget materialised relations."""
        for name in names:
            self.execute(f'DROP TABLE IF EXISTS temp."{name}"')

    @contextmanager
    def scratch(self) -> Iterator[None]:
        """Forget, afterwards, the relations that were materialised inside."""
        names = "SELECT table_name, table_type FROM information_schema.tables WHERE table_catalog = 'temp'"
        before = set(self.sql(names))
        try:
            yield
        finally:
            for name, kind in set(self.sql(names)) - before:
                self.execute(f'DROP {"VIEW" if kind == "VIEW" else "TABLE"} IF EXISTS temp."{name}"')

    def replace_rows(self, name: str, fresh: str, key: str, whose: str) -> None:
        """Rows of a table in the file give way to those of a temporary one, for the keys that another temporary one lists."""
        self.execute(f'DELETE FROM main."{name}" WHERE "{key}" IN (SELECT "{key}" FROM temp."{whose}")')
        self.append(name, fresh)

    def append(self, name: str, fresh: str) -> None:
        """Add the rows of a temporary table to one in the file, column by name."""
        self.execute(f'INSERT INTO main."{name}" BY NAME FROM temp."{fresh}"')

    def _narrowed(self, expression: ir.Table) -> str:
        """The SQL of an expression with this engine's 128-bit sums brought back to the 64 bits that Ibis takes them for."""
        text = self.compiled(expression)
        wide = [row[0] for row in self.sql(f"DESCRIBE {text}") if row[1] == "HUGEINT"]
        narrow = ", ".join(f'"{name}"::BIGINT AS "{name}"' for name in wide)
        return f"SELECT * REPLACE ({narrow}) FROM ({text})" if wide else text

    def compiled(self, expression: ir.Table) -> str:
        """The SQL of an expression in this engine's dialect."""
        with _steps_unmerged():
            return self.ibis.compile(expression)

    def condition(self, table: ir.Table, holds: ir.BooleanValue) -> str:
        """A condition on the columns of a table as text, its columns by their names alone."""
        told = sqlglot.parse_one(self.ibis.compile(table.select(holds=holds)), read="duckdb").find(sqlglot.exp.Alias)
        for column in told.find_all(sqlglot.exp.Column):
            column.set("table", None)
        return told.this.sql("duckdb")

    @contextmanager
    def transaction(self, *, keep: bool = True) -> Iterator[None]:
        """All of it or nothing: what happens inside is seen by others and survives a kill only once it is left well, and not at all
        where it was only tried (`keep` false)."""
        self.execute("BEGIN TRANSACTION")
        try:
            yield
        except BaseException:
            with suppress(duckdb.Error):
                self.execute("ROLLBACK")
            raise
        with self._sealing:
            self.execute("COMMIT" if keep else "ROLLBACK")
            self.commits += keep

    def interrupt(self, commits: int) -> None:
        """From another thread: stop what the engine computes, unless a transaction was kept since it had kept so many.

        The statement that runs fails with an error that `failing.is_stopped` knows; a transaction that is just being kept is let be.
        """
        if self._sealing.acquire(blocking=False):
            try:
                if self.commits == commits:
                    self.connection.interrupt()
                    if self.elsewhere is not None:
                        self.elsewhere()
            finally:
                self._sealing.release()


class _Repeated:
    """One relation that is computed anew again and again: planned when it first is, and by that plan from then on."""

    def __init__(self, store: Store, name: str, text: str) -> None:
        self._store, self._name, self._text = store, name, text

    def __call__(self) -> None:
        if self._text:
            self._store.execute(f'PREPARE "{self._name}" AS INSERT INTO temp."{self._name}" {self._text}')
            self._text = ""
        self._store.execute(f'TRUNCATE temp."{self._name}"')
        self._store._compute(f'EXECUTE "{self._name}"')


@ibis.udf.agg.builtin(name="quantile_disc")
def _quantile(values: int, part: float) -> int:  # type: ignore[return]  # the engine has the body
    """DuckDB's discrete quantile, which Ibis has no word for."""


@contextmanager
def _steps_unmerged() -> Iterator[None]:
    """Merging the steps of an expression into one SELECT takes Ibis longer than it saves the engine, and says shared parts twice."""
    merged, ibis.options.sql.fuse_selects = ibis.options.sql.fuse_selects, False
    try:
        yield
    finally:
        ibis.options.sql.fuse_selects = merged


def _connect(path: Path, settings: dict[str, Any], read_only: bool) -> duckdb.DuckDBPyConnection:
    try:
        connection = duckdb.connect(str(path), read_only, settings)
    except duckdb.IOException as error:
        raise _refused(path, str(error)) from error
    connection.execute("SET TimeZone = 'UTC'")
    with suppress(duckdb.InvalidInputException):  # a notebook without ipywidgets has no bar, and may not be told so
        connection.execute("SET enable_progress_bar = false")  # it would be drawn on stdout, where answers stand
    return connection


def _too_large(message: str) -> InputError:
    figure = re.search(r"\d{19,}", message)
    return InputError(
        Words(
            "Các số tiền cộng lại lớn hơn mức tính được (khoảng 9 tỷ tỷ).", "The amounts add up to more than can be counted (some 9·10¹⁸)."
        ),
        seen=figure[0] if figure else None,
        todo=Words(
            "Xem lại các dòng tiền lớn bất thường trong tệp đã nhập, sửa tệp rồi nhập lại.",
            "Look for unusually large amounts in the imported file, mend it and import it again.",
        ),
        code="too_large",
    )


def _refused(path: Path, message: str) -> Exception:
    owner = re.search(r"\(PID (\d+)\)", message)
    if owner or "lock" in message:
        pid = owner.group(1) if owner else "?"
        return Busy(
            Words("Tiệm này đang được một chương trình khác dùng.", "Another process is using this shop."),
            seen=Words(f"{path.name}, tiến trình số {pid}", f"{path.name}, held by process {pid}"),
            todo=Words(
                f"Chờ việc kia xong rồi chạy lại, hoặc dừng nó: kill {pid}",
                f"Wait until it has finished and run this again, or stop it: kill {pid}",
            ),
            where=Where(file=path.name),
        )
    return InputError(
        Words("Không mở được tệp dữ liệu của tiệm.", "The shop's data file cannot be opened."),
        seen=message.splitlines()[0][:300],
        todo=Words(
            "Khôi phục tệp này từ bản sao lưu, hoặc xoá nó rồi nhập lại.",
            "Restore this file from a back-up, or delete it and import again.",
        ),
        where=Where(file=path.name),
    )
