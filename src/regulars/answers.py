"""What a shop answers with: tidy tables that go to pandas, Arrow and Polars by the usual methods, and their day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import ibis.expr.types as ir

from regulars.freshness import Freshness
from regulars.insight.spoken import TOO_FEW
from regulars.scheme import Scheme
from regulars.words import Words, day, number

if TYPE_CHECKING:
    import pandas
    import polars
    import pyarrow


@dataclass(frozen=True)
class Table:
    """A tidy table as of a day: still in the engine, computed when asked for; iterates as rows (dicts).

    Money columns are integer minor units of `currency`; unknown is null. Two readings of one `Table` are equal unless data
    came in between. `freshness` says when and from what it was computed, and what failed since; null for one made by hand.
    """

    ibis: ir.Table
    as_of: dt.date
    currency: str
    freshness: Freshness | None = None

    @property
    def columns(self) -> tuple[str, ...]:
        return tuple(self.ibis.columns)

    def to_pandas(self) -> pandas.DataFrame:
        return self.ibis.to_pandas()

    def to_pyarrow(self) -> pyarrow.Table:
        return self.ibis.to_pyarrow()

    def to_polars(self) -> polars.DataFrame:
        return self.ibis.to_polars()

    def execute(self) -> pandas.DataFrame:
        """The rows as Ibis gives them (a pandas frame)."""
        return self.ibis.execute()

    def __arrow_c_stream__(self, requested_schema: object = None) -> object:
        return self.to_pyarrow().__arrow_c_stream__(requested_schema)

    def __len__(self) -> int:
        return self.ibis.count().to_pyarrow().as_py()

    def __iter__(self) -> Iterator[dict[str, Any]]:
        for batch in self.ibis.to_pyarrow_batches():
            yield from batch.to_pylist()

    def __repr__(self) -> str:
        return "\n".join([f"<Table as of {self.as_of}: {', '.join(self.columns)}>", *_lines(self.freshness)])

    def _repr_html_(self) -> str:
        return self.ibis.limit(20).to_pandas().to_html(index=False, na_rep="–") + _html(self.freshness)


class Counts(dict[str, int]):
    """Class id to number of people, in the scheme's display order, empty classes included."""

    def to_pandas(self) -> pandas.DataFrame:
        import pandas

        return pandas.DataFrame({"class": list(self), "customers": list(self.values())})

    def to_pyarrow(self) -> pyarrow.Table:
        import pyarrow

        return pyarrow.table({"class": list(self), "customers": list(self.values())})


@dataclass(frozen=True)
class Classes:
    """The classes of every customer as of a day: `.table` has one row per customer and one text column per scheme."""

    table: Table
    schemes: Mapping[str, Scheme]

    @property
    def as_of(self) -> dt.date:
        return self.table.as_of

    @property
    def freshness(self) -> Freshness | None:
        """When and from what they were computed, and what failed since."""
        return self.table.freshness

    def counts(self, scheme: str) -> Counts:
        """How many customers are in each class of a scheme; `NotFound` where it was not asked for."""
        from regulars.schemes import scheme_named

        wanted = self.schemes.get(scheme) or scheme_named(scheme, list(self.schemes.values()))
        column = self.table.ibis[wanted.id]
        rows = self.table.ibis.group_by(found=column).aggregate(n=column.count()).to_pyarrow().to_pylist()
        found = {row["found"]: row["n"] for row in rows}
        return Counts({id: found.get(id, 0) for id in wanted.class_ids})

    def to_pandas(self) -> pandas.DataFrame:
        return self.table.to_pandas()

    def to_pyarrow(self) -> pyarrow.Table:
        return self.table.to_pyarrow()

    def to_polars(self) -> polars.DataFrame:
        return self.table.to_polars()

    def execute(self) -> pandas.DataFrame:
        return self.table.execute()

    def __iter__(self) -> Iterator[dict[str, Any]]:
        return iter(self.table)

    def __repr__(self) -> str:
        return "\n".join([f"<Classes as of {self.as_of}: {', '.join(self.schemes)}>", *_lines(self.freshness)])

    def _repr_html_(self) -> str:
        return self.table._repr_html_()


@dataclass(frozen=True)
class RefreshReport:
    """What a refresh computed: as of which day, when, from how much, and with which versions.

    `kind`: `first`, `whole`, `increment`, or `nothing` where nothing had changed; `touched`: the customers it read; `moved`: customers by the cause of a
    change of class; `recut`: the bars were cut anew.
    """

    as_of: dt.date
    computed_at: dt.datetime
    seconds: float
    customers: int
    buyers: int
    orders: int
    bars_version: int
    schemes_version: str
    window: int
    base_gap: float
    too_few: bool
    kind: str = "first"
    touched: int = 0
    moved: Mapping[str, int] = field(default_factory=dict)
    recut: bool = True
    freshness: Freshness | None = None

    def text(self, lang: str) -> str:
        """The report in two or three sentences, and the line of its freshness."""
        said = _REFRESHED.of(
            lang,
            customers=number(self.customers, lang),
            day=day(self.as_of, lang),
            buyers=number(self.buyers, lang),
            orders=number(self.orders, lang),
            gap=number(self.base_gap, lang),
            window=self.window,
            seconds=number(self.seconds, lang, 1),
        )
        said += " " + TOO_FEW.of(lang) if self.too_few else ""
        return "\n".join([said, *_lines(self.freshness, lang)])

    def to_data(self) -> dict[str, object]:
        fresh = self.freshness and self.freshness.to_data()
        return {
            **vars(self),
            "as_of": self.as_of.isoformat(),
            "computed_at": self.computed_at.isoformat(),
            "moved": dict(self.moved),
            "freshness": fresh,
        }


def _lines(freshness: Freshness | None, lang: str | None = None) -> list[str]:
    return list(freshness.lines(lang)) if freshness else []


def _html(freshness: Freshness | None) -> str:
    return freshness.to_html() if freshness else ""


@dataclass(frozen=True)
class Recut:
    """What cutting the bars anew did, or would do (`dry`): `moved` are customers by cause, `moves` a row per scheme, class before, class after and
    cause, with the number of customers; most first."""

    as_of: dt.date
    dry: bool
    moved: Mapping[str, int]
    moves: Sequence[Mapping[str, Any]]
    schemes: Mapping[str, Scheme]

    def text(self, lang: str) -> str:
        """The finding in one sentence."""
        people = sum(self.moved.values())
        words = (_WOULD if self.dry else _DID) if people else _NOBODY
        return words.of(lang, people=number(people, lang), day=day(self.as_of, lang))

    def to_data(self) -> dict[str, object]:
        return {"as_of": self.as_of.isoformat(), "dry_run": self.dry, "moved": dict(self.moved), "moves": [dict(row) for row in self.moves]}


_WOULD = Words(
    "Nếu cắt lại ngưỡng tính đến {day}: {people} khách đổi nhóm chỉ vì ngưỡng, không vì họ làm gì khác.",
    "Cutting the bars anew as of {day} would move {people} customers who did nothing else.",
)
_DID = Words(
    "Đã cắt lại ngưỡng tính đến {day}: {people} khách đổi nhóm chỉ vì ngưỡng, không vì họ làm gì khác.",
    "The bars were cut anew as of {day}: {people} customers moved who did nothing else.",
)
_NOBODY = Words("Cắt lại ngưỡng tính đến {day}: không khách nào đổi nhóm.", "Bars cut anew as of {day} move nobody.")
_REFRESHED = Words(
    "Đã phân loại {customers} khách, tính đến hết {day}: {buyers} người từng mua, {orders} đơn. Nhịp chung của tiệm là {gap} ngày, cửa sổ quay lại "
    "{window} ngày. Mất {seconds} giây.",
    "Classified {customers} customers as of {day}: {buyers} buyers, {orders} orders. The shop's usual gap is {gap} days, its return window "
    "{window} days. Took {seconds} s.",
)
