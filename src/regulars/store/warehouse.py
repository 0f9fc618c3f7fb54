"""The warehouse of a shop on a cluster: tables as layers of Parquet files in a folder or an object store, in versions that are read whole or not at all.

    CURRENT                     the number of the version to read; moved last
    versions/00000012.json      what the version consists of; never changed once written
    profile/00000012-0/         a layer: Parquet files, never changed once a version names them
    profile/00000012-0-keys/    the keys whose rows in earlier layers it takes the place of
    _work/                      what a refresh is computing; nobody else's

A table is the rows of its layers, but those of whose key a later layer speaks. Files that no kept version names are removed.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from regulars.store.places import Place

CURRENT, VERSIONS, WORK = "CURRENT", "versions", "_work"
KEPT = 3  # versions that stay readable: the current one and those that somebody may have begun to read
LAYER = re.compile(r"\d{8}-\d+(-keys)?")
MOST_LAYERS = 12
MOST_LATER = 0.25  # of a table's rows in layers after the first: with more, or with more layers, it is written anew


@dataclass(frozen=True)
class Layer:
    """Some rows of a table. `path`: their folder in the warehouse; `keys`: the folder of the keys it replaces (null: it only adds)."""

    path: str
    rows: int
    keys: str | None = None


@dataclass(frozen=True)
class Kept:
    """One table in a version: its columns (Ibis types), the key by which later layers take the place of earlier ones (null: they only add), its layers."""

    schema: Mapping[str, str]
    key: str | None
    layers: tuple[Layer, ...]

    @property
    def rows(self) -> int:
        """How many rows the layers have together; more than the table where some are replaced."""
        return sum(layer.rows for layer in self.layers)

    @property
    def scattered(self) -> bool:
        """Whether it is time to write it as one layer."""
        return len(self.layers) > MOST_LAYERS or sum(layer.rows for layer in self.layers[1:]) > MOST_LATER * max(self.layers[0].rows, 1)

    def then(self, layer: Layer) -> Kept:
        return replace(self, layers=(*self.layers, layer))

    def folders(self) -> Iterator[str]:
        for layer in self.layers:
            yield layer.path
            if layer.keys:
                yield layer.keys


@dataclass(frozen=True)
class Version:
    """What the warehouse holds at once: its number, every table by name, and whose it is (a mark of the shop's own)."""

    number: int = 0
    tables: Mapping[str, Kept] = field(default_factory=dict)
    shop: str = ""

    def to_data(self) -> dict[str, Any]:
        tables = {
            name: {"schema": dict(kept.schema), "key": kept.key, "layers": [vars(layer) for layer in kept.layers]}
            for name, kept in self.tables.items()
        }
        return {"version": self.number, "shop": self.shop, "tables": tables}

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> Version:
        tables = {
            name: Kept(kept["schema"], kept["key"], tuple(Layer(**layer) for layer in kept["layers"]))
            for name, kept in data["tables"].items()
        }
        return cls(data["version"], tables, data["shop"])

    def folders(self) -> set[str]:
        return {folder for kept in self.tables.values() for folder in kept.folders()}


@dataclass
class Warehouse:
    """The versions in a place, and the one that is being made."""

    place: Place
    version: Version = field(default_factory=Version)
    _layers: int = 0

    @classmethod
    def of(cls, place: Place, number: int, shop: str) -> Warehouse | None:
        """The warehouse of a shop with a version, of the number 0 an empty one; null where that version is not there."""
        if not number:
            return cls(place, Version(shop=shop))
        text = place.read(_version(number))
        return cls(place, Version.from_data(json.loads(text))) if text else None

    def whose(self) -> str | None:
        """The mark of the shop whose version the pointer names; null where there is none."""
        told = self.place.read(CURRENT)
        text = self.place.read(_version(int(told))) if told else None
        return Version.from_data(json.loads(text)).shop if text else None

    def catch_up(self) -> None:
        """Move the pointer to the version in force, where a refresh was killed before it could."""
        if self.version.number and self.place.read(CURRENT) != str(self.version.number):
            self.point(self.version)

    def next_number(self) -> int:
        """A number above every version ever written here."""
        numbers = [int(name.removesuffix(".json")) for name in self.place.names(VERSIONS) if name.removesuffix(".json").isdigit()]
        return 1 + max([*numbers, self.version.number])

    def folder(self, table: str, number: int) -> str:
        """The folder for another layer of a table in a version on its way."""
        self._layers += 1
        return f"{table}/{number:08d}-{self._layers}"

    def write(self, version: Version) -> None:
        """Write down what a version consists of. Nobody reads it before the pointer is moved."""
        self.place.write(_version(version.number), json.dumps(version.to_data(), ensure_ascii=False))

    def point(self, version: Version) -> None:
        """From now on this version is read."""
        self.place.write(CURRENT, str(version.number))
        self.version = version

    def tidy(self) -> None:
        """Remove what no kept version names: old versions, layers that were never finished, what refreshes left behind. What is not ours stays."""
        kept = self._kept()
        wanted = {folder for version in kept for folder in version.folders()}
        self.place.remove(WORK)
        for name in self.place.names(VERSIONS):
            if f"{VERSIONS}/{name}" not in {_version(version.number) for version in kept}:
                self.place.remove(f"{VERSIONS}/{name}")
        for table in self.place.names(""):
            for name in self.place.names(table):
                if LAYER.fullmatch(name) and f"{table}/{name}" not in wanted:
                    self.place.remove(f"{table}/{name}")

    def _kept(self) -> list[Version]:
        """The version in force and those before it that stay readable."""
        names = [name.removesuffix(".json") for name in self.place.names(VERSIONS)]
        numbers = sorted(int(name) for name in names if name.isdigit() and int(name) <= self.version.number)
        return [Version.from_data(json.loads(self.place.read(_version(number)) or "")) for number in numbers[-KEPT:]]


def _version(number: int) -> str:
    return f"{VERSIONS}/{number:08d}.json"
