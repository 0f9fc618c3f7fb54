"""What stands in a shop's file for the numbers that a cluster computed: views over the Parquet files of the warehouse's version in force."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import ibis.expr.types as ir

from regulars.store.duckdb import Store
from regulars.store.places import Folder, Place
from regulars.store.warehouse import Kept, Version, Warehouse

# Everything that a refresh computes and that grows with customers or documents.
RESULTS = (
    *("order_states", "deep_orders", "discount_rates", "customer_days", "customer_categories"),
    *("profile", "outlook_scores", "classes", "membership_first", "membership_moves"),
)
LEDGER = {"warehouse": {"shop": "string", "address": "string", "version": "int64", "here": "string"}}


@dataclass(frozen=True)
class Standing:
    """`mirror`: the folder for copies of what lies where only the cluster can read."""

    mirror: Path

    def show(self, ledger: Store, version: Version, place: Place, views: Mapping[str, ir.Table]) -> None:
        """Let the file show a version, inside a transaction of the caller: the results, and the views on them."""
        home = self._home(version, place)
        for name in RESULTS:
            if name in version.tables:
                ledger.stand_in(name, _text(home, version.tables[name]))
        for name, expression in views.items():
            ledger.publish_view(name, expression.unbind())
        ledger.execute("DELETE FROM warehouse")
        row = {"shop": version.shop, "address": place.root, "version": version.number, "here": str(home)}
        ledger.insert("warehouse", LEDGER["warehouse"], [row])

    def _home(self, version: Version, place: Place) -> Path:
        """Where the engine of the file finds the layers: in the warehouse itself, or copied."""
        if place.here is not None:
            return place.here
        for name in RESULTS:
            for folder in version.tables[name].folders() if name in version.tables else ():
                if not (self.mirror / folder).exists():
                    (self.mirror / folder).parent.mkdir(parents=True, exist_ok=True)
                    place.fetch(folder, self.mirror / folder)
        return self.mirror

    def tidy(self, version: Version) -> None:
        """Remove copies that the version does not need."""
        wanted = version.folders()
        for folder in self.mirror.glob("*/*"):
            if folder.relative_to(self.mirror).as_posix() not in wanted:
                shutil.rmtree(folder, ignore_errors=True)


def own(ledger: Store) -> list[str]:
    """The results that the file itself has: computed without a cluster."""
    found = {name for (name,) in ledger.sql("SELECT table_name FROM duckdb_tables() WHERE NOT temporary")}
    return [name for name in RESULTS if name in found]


def shown(ledger: Store) -> list[str]:
    """The results that stand in the file as views."""
    found = {name for (name,) in ledger.sql("SELECT view_name FROM duckdb_views() WHERE NOT internal AND NOT temporary")}
    return [name for name in RESULTS if name in found]


def settle(ledger: Store) -> None:
    """Bring everything that stands in the file for a warehouse into the file: the shop is computed without a cluster from now on."""
    if names := shown(ledger):
        with ledger.transaction():
            for name in names:
                ledger.settle(name)
            for statement in _ON_ITS_OWN:
                ledger.execute(statement)


def settle_copy(ledger: Store, catalog: str) -> None:
    """The same for an attached copy of the file, which is then read where there is no warehouse; the file itself stays as it is."""
    names = shown(ledger)
    for name in names:
        ledger.execute(f'DROP VIEW {catalog}.main."{name}"')
        ledger.execute(f'CREATE TABLE {catalog}.main."{name}" AS FROM main."{name}"')


# The next version begins from nothing; whose the warehouse is stays known.
_ON_ITS_OWN = ("UPDATE warehouse SET version = 0", "DELETE FROM shipped")


def follow(ledger: Store, address: str, home: Path) -> None:
    """Let the file show its version where the warehouse is now: with the shop's folder its warehouse may have been moved."""
    known = ledger.sql("SELECT shop, version, here FROM warehouse WHERE version > 0")
    if not known or "://" in address:
        return
    place = Folder(home / address)
    found = Warehouse.of(place, known[0][1], known[0][0])
    if known[0][2] != str(place.here) and found is not None and found.version.shop == known[0][0]:
        with ledger.transaction():
            Standing(home).show(ledger, found.version, place, {})


def _text(home: Path, kept: Kept) -> str:
    """The statement that reads a table of the warehouse: the rows of its layers, but those of whose key a later layer speaks."""
    columns = ", ".join(f'"{column}"' for column in kept.schema)
    parts = [f"SELECT {columns} FROM {_files(home, layer.path)}{_but(home, kept, place)}" for place, layer in enumerate(kept.layers)]
    return " UNION ALL ".join(parts)


def _but(home: Path, kept: Kept, place: int) -> str:
    """The condition under which a row of a layer still stands; a row without a key always does."""
    later, key = [layer.keys for layer in kept.layers[place + 1 :] if layer.keys], f'"{kept.key}"'
    gone = " UNION ALL ".join(f"SELECT {key} FROM {_files(home, keys)}" for keys in later)
    return f" WHERE {key} IS NULL OR {key} NOT IN (SELECT {key} FROM ({gone}) WHERE {key} IS NOT NULL)" if later else ""


def _files(home: Path, folder: str) -> str:
    place = str(home / folder).replace("'", "''")
    return f"read_parquet('{place}/*.parquet')"
