"""A panel of customers, the same on every day: what was known of its buyers on a day, and what followed, as plain arrays."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import blake2b
from typing import Any

import ibis.expr.types as ir
import numpy as np

from regulars import profile as profiles
from regulars.features import followed
from regulars.features.orders import in_force
from regulars.insight.scoreboard import CATEGORY, PLACE
from regulars.models.scoring import Followed, Frame, Sample
from regulars.refreshing.given import Given, Seen
from regulars.refreshing.looking import Reading
from regulars.store.engine import Engine
from regulars.vocabulary import FEATURES

MOST = 50_000
PEOPLE = {"customer_id": "string", "number": "int32"}
NUMERIC = tuple(name for name, each in FEATURES.items() if each.kind != "text")
TEXTS = tuple(name for name, each in FEATURES.items() if each.kind == "text")
Array = np.ndarray


@dataclass(frozen=True, eq=False)
class Panel:
    """Customers by number (`people`: customer_id, number), of `known` in all. `place`: the column of orders that tells where they buy (null: one place);
    `level`: the level of category (null: none known)."""

    store: Engine
    people: ir.Table
    sample: Sample
    known: int
    level: int | None
    place: str | None
    codes: dict[str, dict[str, int]] = field(default_factory=dict)

    def names(self) -> dict[str, list[str]]:
        """The texts behind the codes of every column."""
        return {name: list(codes) for name, codes in self.codes.items()}

    def frame(self, reading: Reading) -> Frame:
        """The buyers of a day with their classes and what the profile knew of them."""
        ids = [scheme.id for scheme in reading.schemes]
        whole = profiles.with_classes(reading.read, reading.schemes)
        whole = whole.filter(whole.purchases > 0).join(self.people, "customer_id")
        numbers = {name: whole[name].cast("float32") for name in NUMERIC}
        rows = self._rows("scored_frame", whole.select("number", *ids, *TEXTS, **numbers))
        classes = {id: self._coded(id, rows[id]) for id in ids}
        texts = [self._coded(name, rows[name]) for name in TEXTS]
        known = [rows[name].to_numpy(zero_copy_only=False) for name in NUMERIC]
        return Frame(rows["number"].to_numpy(), classes, np.column_stack(known), np.column_stack(texts))

    def classes(self, seen: Seen) -> Frame:
        """The buyers of the day itself with their classes alone."""
        ids = [scheme.id for scheme in seen.schemes]
        buyers = seen.profile.filter(seen.profile.purchases > 0).select("customer_id").join(self.people, "customer_id")
        rows = self._rows("scored_frame", seen.classes.join(buyers, "customer_id").select("number", *ids))
        classes = {id: self._coded(id, rows[id]) for id in ids}
        return Frame(rows["number"].to_numpy(), classes, np.zeros((0, 0)), np.zeros((0, 0), int))

    def followed(self, reading: Reading, days: int, people: Array) -> Followed:
        """What followed these people within so many days of the day."""
        documents = followed.within(reading.states, reading.day, days).semi_join(self.people, "customer_id")
        documents = self.store.materialise("scored_documents", documents)
        found = self.store.materialise("scored_sums", followed.brought(documents))
        rows = self._rows("scored_frame", found.join(self.people, "customer_id").select("number", "spend", "bought"))
        spend = _aligned(people, rows, rows["spend"].to_numpy(), 0)
        bought = _aligned(people, rows, rows["bought"].to_numpy(zero_copy_only=False), 0)
        return Followed(spend.astype(float), bought.astype(bool), self._labels(documents, found, people))

    def _labels(self, documents: ir.Table, found: ir.Table, people: Array) -> Mapping[str, Array]:
        """The next category and the next place of these people, where the shop can tell them."""
        firsts, tables = followed.first_documents(documents, found), self.store.tables()
        told: dict[str, ir.Table] = {}
        if self.level is not None:
            told[CATEGORY] = followed.next_category(firsts, found, tables["order_lines"], tables["products"], self.level)
        if self.place is not None:
            told[PLACE] = followed.next_place(firsts, tables["orders"], self.place)
        labels = {}
        for name, table in told.items():
            rows = self._rows("scored_frame", table.join(self.people, "customer_id").select("number", name))
            labels[name] = _aligned(people, rows, self._coded(name, rows[name]), -1)
        return labels

    def _rows(self, name: str, table: ir.Table) -> Any:
        """A small table in the order of its numbers, as Arrow."""
        return self.store.materialise(name, table).to_pyarrow().sort_by("number").combine_chunks()

    def _coded(self, name: str, column: Any) -> Array:
        """Texts as whole numbers, the same on every day; −1 where not known."""
        encoded = column.combine_chunks().dictionary_encode() if hasattr(column, "combine_chunks") else column.dictionary_encode()
        codes = self.codes.setdefault(name, {})
        here = np.array([codes.setdefault(text, len(codes)) for text in encoded.dictionary.to_pylist()] + [-1])
        return here[encoded.indices.fill_null(len(here) - 1).to_numpy(zero_copy_only=False).astype(int)]


def _aligned(people: Array, rows: Any, values: Array, absent: float) -> Array:
    """Values by the rows' numbers in the order of these people; `absent` for those without."""
    numbers = rows["number"].to_numpy()
    place = np.searchsorted(people, numbers)
    mine = (place < len(people)) & (people[np.minimum(place, len(people) - 1)] == numbers) if len(people) else np.zeros(len(numbers), bool)
    found = np.full(len(people), absent, dtype=np.result_type(values.dtype, type(absent)))
    found[place[mine]] = values[mine]
    return found


def panel_of(given: Given[Engine], as_of: dt.date) -> Panel:
    """The panel of a shop: everybody, or 50,000 by a hash of their ids."""
    store, tables = given.store, given.store.tables()
    ids = sorted(in_force(tables["customers"]).customer_id.to_pyarrow().to_pylist())
    hashes = np.array([_hash(id) for id in ids], dtype=np.uint64)
    chosen = _chosen(hashes)
    rows = [{"customer_id": ids[place], "number": number} for number, place in enumerate(chosen)]
    level = given.choices(as_of).category_level
    known = in_force(tables["products"])[f"category_{level}"].count().to_pyarrow().as_py()
    people = store.keep("scored_people", PEOPLE, rows)
    return Panel(store, people, Sample.of(hashes[chosen]), len(ids), level if known else None, followed.place_column(tables["orders"]))


def _chosen(hashes: Array) -> Sequence[int]:
    """The places of those with the lowest hashes, ascending."""
    return np.sort(np.argsort(hashes, kind="stable")[:MOST]).tolist()


def _hash(id: str) -> int:
    return int.from_bytes(blake2b(id.encode(), digest_size=8).digest(), "big")
