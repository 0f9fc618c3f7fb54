"""A shop's numbers computed on a Spark cluster: the verbs of a refresh over layers of Parquet in the shop's warehouse.

Facts, bars and history of imports stay in the shop's file (`ledger`); what grows with customers is computed, kept and published by the cluster. A refresh
becomes visible by the commit of the ledger alone, with everything it wrote; the warehouse's pointer follows.
"""

from __future__ import annotations

import datetime as dt
import tempfile
import uuid
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from functools import reduce
from pathlib import Path
from typing import Any

import ibis
import ibis.expr.datatypes as types
import ibis.expr.operations as ops
import ibis.expr.types as ir
import pyarrow
import pyarrow.parquet

from regulars.errors import InputError, Where
from regulars.store import complaints, sessions, shipping
from regulars.store.duckdb import Store
from regulars.store.places import Folder, Place, Remote
from regulars.store.standing_in import RESULTS, Standing, own
from regulars.store.warehouse import WORK, Kept, Layer, Version, Warehouse
from regulars.tables import TABLES
from regulars.words import Words

MIRROR = "analytics.warehouse"  # beside the file
TIMESTAMP = types.Timestamp(scale=6)  # as the shop's file has them, so that both engines' expressions agree
WHOLE = {"int8": "tinyint", "int16": "smallint", "int32": "int", "int64": "bigint"}
DDL = WHOLE | {
    "string": "string",
    "float64": "double",
    "boolean": "boolean",
    "date": "date",
    "timestamp": "timestamp_ntz",
    "json": "string",
}
ARROW = {
    "string": pyarrow.string(),
    "int32": pyarrow.int32(),
    "int64": pyarrow.int64(),
    "float64": pyarrow.float64(),
    "boolean": pyarrow.bool_(),
    "date": pyarrow.date32(),
    "timestamp": pyarrow.timestamp("us"),
    "json": pyarrow.string(),
}

NAMES = {kind: name for name, kind in ARROW.items() if name != "json"}


class SparkStore:
    """The engine of a refresh on a cluster. `ledger`: the shop's file; `standing`: how the file shows what the warehouse has.

    Relations of a refresh are Parquet files of its own: a plan never reaches further back than one step, and a worker that is lost costs its tasks.
    """

    median = None  # none over windows: medians are counted
    read_only = False

    def __init__(self, ledger: Store, session: Any, warehouse: Warehouse, standing: Standing) -> None:
        self.ledger, self.session, self.warehouse, self.standing = ledger, session, warehouse, standing
        self.ibis = ibis.pyspark.connect(session)
        self._number = warehouse.version.number
        self._tables: dict[str, Kept] = dict(warehouse.version.tables)
        self._views: dict[str, ir.Table] = {}
        self._work = 0
        self._made: set[str] = set()
        for name in self._tables:
            self._show(name)

    # What is there

    def table(self, name: str) -> ir.Table:
        """A table of the warehouse as it is in this refresh, or a small one of the ledger."""
        if name not in self._tables and name not in self._views:
            return self._given(name, self.ledger.table(name).to_pyarrow())
        return self._bound(name)

    def temporary(self, name: str) -> ir.Table:
        """A relation of this refresh."""
        return self._bound(f"temp_{name}")

    def tables(self) -> dict[str, ir.Table]:
        """All canonical tables, as they were shipped."""
        return {name: self.table(name) for name in TABLES}

    def has(self, name: str) -> bool:
        """Whether there is a table or a view of that name, in the warehouse or in the ledger."""
        return name in self._tables or name in self._views or (name not in RESULTS and self.ledger.has(name))

    def counted(self, name: str) -> tuple[int, int, int]:
        """Of a canonical table: its last batch, its rows, how many of them were replaced; the ledger has the same rows."""
        return self.ledger.counted(name)

    def newer(self, name: str, batch: int, moment: dt.datetime) -> ir.Table:
        """The rows of a canonical table that came after a batch, or were recorded or replaced after a moment (UTC)."""
        table, at = self.table(name), ibis.literal(moment, types.Timestamp())
        return table.filter((table.batch_id > batch) | (table.recorded_at > at) | (table.replaced_at > at))

    # What is computed for this refresh only

    def materialise(self, name: str, expression: ir.Table) -> ir.Table:
        """Compute a relation once, for this refresh only, and give it back as a table."""
        self._made.add(name)
        self._computed(expression, self._next_work(name), f"temp_{name}")
        return self.temporary(name)

    def view(self, name: str, expression: ir.Table) -> ir.Table:
        """A relation under a name, for this refresh only: computed whenever it is read."""
        self._made.add(name)
        self._frame(expression).createOrReplaceTempView(f"temp_{name}")
        return self.temporary(name)

    def keep(self, name: str, schema: Mapping[str, str], rows: Sequence[Mapping[str, object]]) -> ir.Table:
        """A small table of plain values, for this refresh only."""
        return self.keep_columns(name, schema, {column: [row[column] for row in rows] for column in schema})

    def keep_columns(self, name: str, schema: Mapping[str, str], columns: Mapping[str, object]) -> ir.Table:
        """A table of whole columns, for this refresh only."""
        self._made.add(name)
        fields = pyarrow.schema([(column, ARROW[kind]) for column, kind in schema.items()])
        return self._given(f"temp_{name}", pyarrow.table({column: columns[column] for column in schema}).cast(fields))

    def drop(self, *names: str) -> None:
        """Forget relations of this refresh."""
        for name in names:
            self.session.catalog.dropTempView(f"temp_{name}")
            self._made.discard(name)

    @contextmanager
    def scratch(self) -> Iterator[None]:
        """Forget, afterwards, the relations that were computed inside."""
        try:
            yield
        finally:
            self.drop(*list(self._made))
            self.warehouse.place.remove(WORK)

    # What is published

    def publish(self, name: str, expression: ir.Table) -> ir.Table:
        """Compute a relation into the next version, in place of the table of that name."""
        folder = self._folder(name)
        rows = self._written(expression, folder, f"next_{name}")
        schema = {column: str(kind) for column, kind in expression.schema().items()}
        self._put(name, Kept(schema, None, (Layer(folder, rows),)))
        return self.table(name)

    def publish_view(self, name: str, expression: ir.Table) -> ir.Table:
        """A relation under a name, here and in the ledger: computed whenever it is read."""
        self._views[name] = expression
        self._frame(expression).createOrReplaceTempView(name)
        return self._bound(name)

    def replace_rows(self, name: str, fresh: str, key: str, whose: str) -> None:
        """Rows of a published table give way to those of a temporary one, for the keys that another temporary one lists: another layer."""
        folder = self._folder(name)
        rows = self._written(self.temporary(fresh).select(list(self._tables[name].schema)), folder, f"next_{name}")
        self._computed(self.temporary(whose).select(key).distinct(), f"{folder}-keys", f"next_{name}_keys")
        kept = self._tables[name]
        self._put(name, replace(kept, key=key).then(Layer(folder, rows, f"{folder}-keys")))

    def append(self, name: str, fresh: str) -> None:
        """Add the rows of a temporary table to a published one, column by name: another layer."""
        table = self.temporary(fresh)
        if name not in self._tables:
            self.publish(name, table)
            return
        folder = self._folder(name)
        rows = self._written(table.select(list(self._tables[name].schema)), folder, f"next_{name}")
        if rows:
            self._put(name, self._tables[name].then(Layer(folder, rows)))

    def rename(self, name: str, other: str) -> None:
        """A published table under another name, in place of what stood there."""
        self._put(other, self._tables.pop(name))
        self.session.catalog.dropTempView(name)

    # The ledger's own

    def create(self, schemas: Mapping[str, Mapping[str, str]]) -> None:
        """Make small tables of the ledger that are not there yet."""
        self.ledger.create(schemas)

    def sql(self, text: str, params: Sequence[object] | None = None) -> list[tuple]:
        """The rows of a statement about small tables of the ledger."""
        return self.ledger.sql(text, params)

    def execute(self, text: str, params: Sequence[object] | None = None) -> None:
        """Run a statement about small tables of the ledger."""
        self.ledger.execute(text, params)

    def insert(self, name: str, schema: Mapping[str, str], rows: Sequence[Mapping[str, object]]) -> None:
        """Add rows to a small table of the ledger."""
        self.ledger.insert(name, schema, rows)

    @contextmanager
    def transaction(self, *, keep: bool = True) -> Iterator[None]:
        """All of it or nothing: the ledger's commit makes everything that was published inside visible at once."""
        shipping.clear(self.ledger.path.parent)
        self.warehouse.tidy()  # of what a refresh left that was killed, nothing may get into this one
        self._number = self.warehouse.next_number()
        version = None
        try:
            with self.ledger.transaction(keep=keep):
                self._ship()
                yield
                self._compact()
                version = Version(self._number, dict(self._tables), self.warehouse.version.shop)
                self.warehouse.write(version)
                self.standing.show(self.ledger, version, self.warehouse.place, self._views)
        except BaseException:
            self._forget()
            raise
        if not keep:
            self._forget()
            return
        self.warehouse.point(version)
        self.warehouse.tidy()
        self.standing.tidy(version)

    def _forget(self) -> None:
        """The version on its way is none."""
        self._tables = dict(self.warehouse.version.tables)
        for name in self._tables:
            self._show(name)

    # How it is done

    def _ship(self) -> None:
        """Bring what is only in the ledger to the warehouse: facts that came or changed, and numbers that were computed without a cluster."""
        for name in own(self.ledger):
            columns = self.ledger.table(name).schema()
            self._bring(shipping.Load(name, f'FROM main."{name}"', whole=True), {column: str(kind) for column, kind in columns.items()})
        for load in shipping.loads(self.ledger):
            self._bring(load, TABLES[load.table].schema())
        shipping.note(self.ledger, dt.datetime.now(dt.UTC))

    def _bring(self, load: shipping.Load, schema: Mapping[str, str]) -> None:
        folder = self._folder(load.table)
        rows = self._sent(load.rows, folder)
        if load.keys is None:
            layer = Layer(folder, rows)
        else:
            self._sent(load.keys, f"{folder}-keys")
            layer = Layer(folder, rows, f"{folder}-keys")
        former = None if load.whole else self._tables.get(load.table)
        key = shipping.key_of(load.table) if load.table in TABLES else None
        self._put(load.table, Kept(schema, key, (layer,)) if former is None else former.then(layer))

    def _sent(self, text: str, folder: str) -> int:
        with tempfile.TemporaryDirectory(dir=self.ledger.path.parent, prefix=shipping.PREFIX) as here:
            rows = shipping.written(self.ledger, text, Path(here) / "rows")
            self.warehouse.place.bring(Path(here) / "rows", folder)
        return rows

    def _compact(self) -> None:
        """Write tables of many layers as one, so that reading them stays cheap and their files few."""
        for name, kept in list(self._tables.items()):
            if kept.scattered:
                folder = self._folder(name)
                frame = self.session.table(name).hint("rebalance")
                frame.write.parquet(self._address(folder))
                rows = self._read(folder, kept.schema).count()
                self._put(name, replace(kept, layers=(Layer(folder, rows),)))

    def _folder(self, name: str) -> str:
        return self.warehouse.folder(name, self._number)

    def _next_work(self, name: str) -> str:
        self._work += 1
        return f"{WORK}/{name}-{self._work}"

    def _address(self, folder: str) -> str:
        return f"{self.warehouse.place.root}/{folder}"

    def _read(self, folder: str, schema: Mapping[str, str]) -> Any:
        """The files of a folder, of columns by their Ibis types: told, so that no file is opened to find out."""
        told = ", ".join(f"`{column}` {DDL[kind.partition('(')[0]]}" for column, kind in schema.items())
        return self.session.read.schema(told).parquet(self._address(folder))

    def _frame(self, expression: ir.Table) -> Any:
        """A relation as Spark computes it, its whole numbers as wide as the expression says."""
        frame = self.session.sql(self.ibis.compile(expression))
        kinds = {column: WHOLE[str(kind)] for column, kind in expression.schema().items() if str(kind) in WHOLE}
        other = {
            field.name for field in frame.schema if kinds.get(field.name, field.dataType.simpleString()) != field.dataType.simpleString()
        }
        return frame.withColumns({name: frame[name].cast(kinds[name]) for name in other}) if other else frame

    def _written(self, expression: ir.Table, folder: str, view: str) -> int:
        """Compute a relation into a folder; how many rows it has. The view shows it from then on."""
        self._computed(expression, folder, view)
        return self.session.table(view).count()

    def _computed(self, expression: ir.Table, folder: str, view: str) -> None:
        frame = self._frame(expression)
        frame.write.mode("overwrite").parquet(self._address(folder))
        self.session.read.schema(frame.schema).parquet(self._address(folder)).createOrReplaceTempView(view)

    def _given(self, view: str, rows: pyarrow.Table) -> ir.Table:
        """Plain values under the name of a view."""
        with tempfile.TemporaryDirectory(dir=self.ledger.path.parent, prefix=shipping.PREFIX) as here:
            folder = Path(here) / "rows"
            folder.mkdir()
            pyarrow.parquet.write_table(rows, folder / "rows.parquet")
            place = self._next_work(view)
            self.warehouse.place.bring(folder, place)
        schema = {column: NAMES[kind] for column, kind in zip(rows.column_names, rows.schema.types, strict=True)}
        self._read(place, schema).createOrReplaceTempView(view)
        return self._bound(view)

    def _put(self, name: str, kept: Kept) -> None:
        self._tables[name] = kept
        self._show(name)

    def _show(self, name: str) -> None:
        """The view of a table of the warehouse: the rows of its layers, but those of whose key a later layer speaks."""
        kept = self._tables[name]
        parts, later = [], []
        for layer in reversed(kept.layers):
            rows = self._read(layer.path, kept.schema)
            parts.append(reduce(lambda some, keys: some.join(keys, kept.key, "left_anti"), later, rows))
            if kept.key and layer.keys:
                later.append(self._read(layer.keys, {kept.key: kept.schema[kept.key]}))
        reduce(lambda one, other: one.unionByName(other), reversed(parts)).createOrReplaceTempView(name)

    def _bound(self, view: str) -> ir.Table:
        """A view of the session as an Ibis table."""
        schema = {column: TIMESTAMP if kind.is_timestamp() else kind for column, kind in self.ibis.get_schema(view).items()}
        return ops.DatabaseTable(name=view, schema=ibis.schema(schema), source=self.ibis, namespace=ops.Namespace()).to_expr()


@contextmanager
def opened(ledger: Store, master: str, address: str, settings: Mapping[str, str], home: Path) -> Iterator[SparkStore]:
    """The engine of the shop whose file is `ledger`, at a master, with its warehouse at an address (a folder, or a URL of the cluster's file systems).

    Raises `InputError` where the warehouse is another shop's, or has not the version that the file shows; `Regulars` where the cluster fails.
    """
    with complaints.of(master):
        spark = sessions.session(master, settings)
        place = place_of(spark, address, home)
        ledger.elsewhere = spark.sparkContext.cancelAllJobs
        try:
            yield SparkStore(ledger, spark, _warehouse(ledger, place), Standing(home / MIRROR))
        finally:
            ledger.elsewhere = None
            sessions.rest()


def place_of(session: Any, address: str, home: Path) -> Place:
    """Where an address is: a path, relative to the shop's folder, or a URL."""
    if "://" in address and not address.startswith("file://"):
        return Remote(session, address)
    return Folder(home / address.removeprefix("file://"))


def _warehouse(ledger: Store, place: Place) -> Warehouse:
    known = ledger.sql("SELECT shop, address, version FROM warehouse")
    shop, address, version = known[0] if known else (uuid.uuid4().hex, place.root, 0)
    found = Warehouse.of(place, version, shop)
    if found is None:
        raise _missing(address, place.root)
    if found.whose() not in (None, shop):
        raise _anothers(place.root)
    found.catch_up()
    return found


def _missing(address: str, root: str) -> InputError:
    return InputError(
        Words("Kho dữ liệu của tiệm không ở đây.", "The shop's warehouse is not here."),
        seen=root if root == address else f"{root}, {address}",
        todo=Words(
            f"Đưa kho về {root}, hoặc sửa warehouse trong shop.toml cho đúng chỗ.",
            f"Bring the warehouse to {root}, or mend `warehouse` in shop.toml.",
        ),
        where=Where(file="shop.toml", column="warehouse"),
        code="no_warehouse",
    )


def _anothers(root: str) -> InputError:
    return InputError(
        Words("Kho dữ liệu này là của một tiệm khác.", "This warehouse is another shop's."),
        seen=root,
        todo=Words(
            "Chọn một chỗ riêng cho tiệm này: warehouse trong shop.toml.", "Choose a place of this shop's own: `warehouse` in shop.toml."
        ),
        where=Where(file="shop.toml", column="warehouse"),
        code="warehouse_taken",
    )
