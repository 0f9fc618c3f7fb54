"""Reading an edition: everything that pages show, for many at once, from a file that never changes."""

from __future__ import annotations

import datetime as dt
import threading
from collections import OrderedDict
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from functools import cached_property, lru_cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import pyarrow

from regulars.edition import moved as moving
from regulars.edition import narrowing, prepared
from regulars.edition.happenings import HAPPENED, Happening
from regulars.edition.listing import SIZE, Key, Order, Page, page
from regulars.edition.moved import Moved
from regulars.edition.narrowing import Count
from regulars.edition.printing import PLAIN
from regulars.errors import InputError
from regulars.freshness import Freshness
from regulars.insight.because import Because, because
from regulars.insight.due import is_due
from regulars.insight.rule_change import RuleChange
from regulars.insight.value import Insight
from regulars.models.bars import Bars
from regulars.models.scoreboard import Scoreboard
from regulars.refreshing import COMING, Seen, last_scoreboard
from regulars.rules import And, Known, Rule, condition, parse
from regulars.scheme import Difference, Scheme, difference, known_schemes
from regulars.schemes import scheme_named
from regulars.schemes.numbers import Number, numbers
from regulars.settings import Settings
from regulars.shop import Shop
from regulars.store import editions, refresh_history
from regulars.store.people import no_customer
from regulars.vocabulary import nearest
from regulars.words import Words

LISTED = ("customer_id", "name", "phone", "email")
_Asked = tuple[Rule | None, str | None, int | None]  # a rule, those who moved, days until due
KEPT = 500  # counts that an edition remembers
_open: dict[Path, Edition] = {}
_opening = threading.Lock()


class Edition:
    """One edition of a shop. Safe to be read from many threads; use `latest`."""

    def __init__(self, folder: Path) -> None:
        self.number = int(folder.name)
        self.shop = Shop(folder, create=False, read_only=True)
        self.schemes: tuple[Scheme, ...] = tuple(self.shop.schemes())
        self._one_at_a_time = threading.RLock()
        self._cursors = threading.local()
        self._answers: dict[str, Insight] = {}
        self.as_of: dt.date = self.shop.last_day()
        self.freshness: Freshness = self.shop.freshness()
        self._prepared = prepared.read(self.shop.store)
        self._people = self.shop.store.table("people")
        self.known: Known = known_schemes(self.schemes)
        self._said = lru_cache(maxsize=2000)(self._written)
        self._read = lru_cache(maxsize=2000)(self._parsed)
        self._frequent = lru_cache(maxsize=100)(self._frequent_values)
        self._numbers = lru_cache(maxsize=100)(self._tunable)
        self._counted: OrderedDict[_Asked, Count] = OrderedDict()

    @staticmethod
    def latest(shop: Path | str, ready: Callable[[Edition], None] | None = None) -> Edition | None:
        """The newest edition of a shop's folder; null where none was printed. Opened once per process. `ready`: done with it before anybody is given it."""
        home = Path(shop).resolve()
        folder = editions.newest(home)
        if _is_open(home, folder):
            return _open.get(home)
        with _opening:
            folder = editions.newest(home)  # another may be out by now, and the one that was the newest gone
            if not _is_open(home, folder) and folder is not None:
                found = Edition(folder)
                if ready is not None:
                    ready(found)
                _open[home] = found
            return _open.get(home)

    @staticmethod
    def at_hand(shop: Path | str) -> Edition | None:
        """The edition that is open, even where a newer one is out that somebody else is about to open; the newest where none is."""
        home = Path(shop).resolve()
        found = _open.get(home)
        return found if found and editions.newest(home) else Edition.latest(home)

    @property
    def computed_at(self) -> dt.datetime:
        return self.freshness.computed_at

    @property
    def currency(self) -> str:
        return self.shop.currency

    @property
    def settings(self) -> Settings:
        """What the shop had chosen when this was printed."""
        return self.shop.settings

    @cached_property
    def seen(self) -> Seen:
        with self.quiet() as shop:
            return shop.seen()

    @property
    def bars(self) -> Bars:
        return self.seen.bars

    @contextmanager
    def quiet(self) -> Iterator[Shop]:
        """The shop of this edition, for anything that is not asked for often; one thread at a time."""
        with self._one_at_a_time:
            yield self.shop

    # Answers

    def insight(self, question: str, **options: Any) -> Insight:
        """The answer to a question of `Shop.insight`: as it was prepared, else computed once and kept."""
        key = prepared.key_of(question, options)
        if key not in self._answers:
            self._answers[key] = self._told(key, question, options)
        return self._answers[key]

    def is_prepared(self, question: str, **options: Any) -> bool:
        """Whether an answer is there without computing."""
        key = prepared.key_of(question, options)
        return key in self._answers or key in self._prepared

    def _told(self, key: str, question: str, options: Mapping[str, Any]) -> Insight:
        if key in self._prepared:
            return prepared.from_data(self._prepared[key])
        with self.quiet() as shop:
            return shop.insight(question, **options)

    @cached_property
    def board(self) -> Scoreboard | None:
        """The scoreboard told last; null where there is none."""
        with self.quiet() as shop:
            return last_scoreboard(shop.store)

    def scheme(self, id: str) -> Scheme:
        """One scheme; `NotFound` with the nearest ids."""
        return scheme_named(id, self.schemes)

    def preview(self, scheme: object, **parameters: object) -> RuleChange:
        """What saving a changed scheme would do, as `Shop.preview` says."""
        with self.quiet() as shop:
            return shop.preview(scheme, **parameters)  # type: ignore[arg-type]

    def numbers(self, scheme: str) -> tuple[Number, ...]:
        """The numbers of a scheme that may be tried and pinned; none of one of the shop's own."""
        return self._numbers(scheme)

    def _tunable(self, scheme: str) -> tuple[Number, ...]:
        needs = self.bars.needs
        return numbers(scheme, self.settings.schemes, {"needs": {"clusters": needs.classes}} if needs else {})

    def rule_history(self, scheme: str) -> list[tuple[dt.datetime, Difference | None]]:
        """How the rules of a scheme changed, the latest first: since when, and what differs from the wording before (null: the first)."""
        with self.quiet() as shop:
            told = refresh_history.versions_of(shop.store, scheme)
        changes = [(since, difference(before, after)) for (_, before), (since, after) in pairwise(told)]
        return [*reversed(changes), *((since, None) for since, _ in told[:1])]

    def because(self, customer_id: str, scheme: str) -> Because:
        """Why a customer is in the class of a scheme, as `Shop.because` says."""
        with self.quiet() as shop:
            return shop.because(customer_id, scheme)

    # People

    def rule(self, rule: str | Rule) -> Rule:
        """A rule from its text, checked against features and schemes; `RuleError` where it cannot be read."""
        return self._read(rule) if isinstance(rule, str) else rule

    def _parsed(self, text: str) -> Rule:
        return parse(text, self.known)

    def people(
        self,
        rule: str | Rule | None = None,
        moved: str | Moved | None = None,
        due: int | None = None,
        sort: str = "spend_365d",
        descending: bool = True,
        after: str | None = None,
        before: str | None = None,
        limit: int = SIZE,
        columns: Sequence[str] = (),
    ) -> Page:
        """A page of the customers for whom a rule holds, who moved so, and who are due within so many days: dicts of `LISTED`, `columns` and what it is sorted by.

        `sort`: a column of `customers`, or `name`. `after`, `before`: keys of a page's ends. With `moved` rows have moved_from, moved_to, moved_on and
        moved_cause. Raises `RuleError`, `NotFound`, `InputError` for what cannot be read.
        """
        order = Order("name_plain" if sort == "name" else self._column(sort), descending)
        backwards = bool(before)
        key = Key.parse(before or after or "").of(self._people.schema()[order.column]) if before or after else None
        source, values = self._filtered(rule, moved, due)
        beyond, more = order.beyond(key, backwards=backwards) if key else ("true", [])
        extra = ["moved_from", "moved_to", "moved_on", "moved_cause"] if moved else []
        names = list(dict.fromkeys([*LISTED, *map(self._column, columns), order.column, *extra]))
        text = f"SELECT {', '.join(map(_quoted, names))} FROM {source} AND {beyond} ORDER BY {order.by(backwards=backwards)} LIMIT {int(limit) + 1}"
        found = self.rows(text, [*values, *more])
        counted = self.count(rule, moved, due)
        return page(found, order, limit, key, backwards=backwards, sums=(counted.people, counted.spend_365d))

    def count(self, rule: str | Rule | None = None, moved: str | Moved | None = None, due: int | None = None) -> Count:
        """How many customers a rule leaves, and what they spent in 365 days; counted once, since an edition never changes."""
        asked = (None if rule is None else self.rule(rule), None if moved is None else str(moved), due)
        found = self._counted.get(asked)
        if found is None:
            source, values = self._filtered(rule, moved, due)
            people, spend = self._row(f"SELECT count(*), coalesce(sum(spend_365d), 0) FROM {source}", values)
            self._keep({asked: (found := Count(int(people), int(spend)))})
        return found

    def narrowing(self, rules: Sequence[str | Rule]) -> list[Count]:
        """Everybody, then those who are left by the first rule, by the first two, and so on."""
        read = [self.rule(rule) for rule in rules]
        asked: list[_Asked] = [(_all_of(read[:upto]), None, None) for upto in range(len(read) + 1)]
        found = [self._counted.get(each) for each in asked]
        if None in found:
            rows = self._cursor().execute(narrowing.statement([self._said(rule) for rule in read])).fetchall()
            found = narrowing.counts(rows, len(read))
            self._keep(dict(zip(asked, found, strict=True)))
        return found  # type: ignore[return-value]

    def counts(self, rules: Sequence[str | Rule]) -> list[Count]:
        """How many customers each of several rules leaves by itself, in one scan."""
        return narrowing.pairs(self._row(narrowing.apart([self._said(self.rule(rule)) for rule in rules]))) if rules else []

    def search(self, text: str, limit: int = 20, columns: Sequence[str] = ()) -> list[dict[str, Any]]:
        """The customers whose name, phone, e-mail or id holds a text, marks and capitals aside; those who spent most first. Every word must be found.

        Dicts of `LISTED`, ladder, lifecycle, spend_365d and `columns`.
        """
        words = text.split()
        if not words:
            return []
        where = " AND ".join([f"contains(found_by, {PLAIN.format('?')})"] * len(words))
        shown = (*LISTED, *(id for id in ("ladder", "lifecycle") if id in self.columns), "spend_365d", *map(self._column, columns))
        names = ", ".join(map(_quoted, dict.fromkeys(shown)))
        return self.rows(
            f"SELECT {names} FROM people WHERE {where} ORDER BY spend_365d DESC NULLS LAST, customer_id LIMIT {int(limit)}", [*words]
        )

    def customer(self, customer_id: str) -> dict[str, Any]:
        """Everything known of one customer: name, phone, e-mail, every feature and class; `NotFound` with the ids most like it."""
        found = self.rows("SELECT * FROM people WHERE customer_id = ?", [customer_id])
        if not found:
            with self.quiet() as shop:
                raise no_customer(shop.store, customer_id, self.as_of)
        return found[0]

    def orders_of(self, customer_id: str) -> list[dict[str, Any]]:
        """The orders of a customer that count, the latest first: order_id, day, net (minor units), items, goods (list of categories), channel, promoted."""
        goods: dict[str, list[dict[str, Any]]] = {}
        for row in self.rows("SELECT order_id, goods, items FROM goods WHERE customer_id = ? ORDER BY items DESC, goods", [customer_id]):
            goods.setdefault(row["order_id"], []).append(row)
        found = self.rows("SELECT * FROM bought WHERE customer_id = ? AND counts ORDER BY day DESC, order_id DESC", [customer_id])
        return [row | _of_goods(goods.get(row["order_id"], [])) for row in found]

    def happenings_of(self, customer_id: str) -> list[Happening]:
        """What else is known to have happened to a customer, the latest first."""
        return [Happening(**row) for row in self.rows(HAPPENED, [customer_id] * 3)]

    def reasons(self, row: Mapping[str, Any]) -> dict[str, Because]:
        """Why a customer, as `customer` tells of them, is in their class of every scheme: at once, without since when, how sure and what lies ahead."""
        named = {"customer_id": row["customer_id"], "name": row["name"], "as_of": self.as_of, "currency": self.currency}
        schemes = {scheme.id: scheme for scheme in self.schemes}
        told = {"classes": schemes, "bars": self.bars, "freshness": self.freshness}
        return {id: because(row, scheme, **named, **told) for id, scheme in schemes.items()}

    @contextmanager
    def ahead(self, customer_id: str) -> Iterator[dict[str, Because]]:
        """The same with what lies ahead, how sure and since when, worked out inside the block once asked for; it takes about a second."""
        with self.quiet() as shop:
            yield shop.reasons(customer_id)

    def listed(
        self, columns: Sequence[str], rule: str | Rule | None, moved: str | Moved | None, due: int | None, also: Sequence[Rule] = ()
    ) -> pyarrow.Table:
        """Some columns of everybody in a list for whom further rules hold too, those who spent most first."""
        source, values = self._filtered(rule, moved, due)
        more = "".join(f" AND ({self._said(each)})" for each in also)
        names = ", ".join(_quoted(self._column(name)) for name in columns)
        return (
            self._cursor()
            .execute(f"SELECT {names} FROM {source}{more} ORDER BY spend_365d DESC NULLS LAST, customer_id", values)
            .to_arrow_table()
        )

    @cached_property
    def order_of_columns(self) -> tuple[str, ...]:
        """Every column of `people`, as they stand."""
        return tuple(self._people.columns)

    @cached_property
    def columns(self) -> frozenset[str]:
        """Every column of `people`: features, classes, names."""
        return frozenset(self._people.columns)

    def values_of(self, column: str, limit: int = 200) -> list[str]:
        """The most frequent values of a text column, the most frequent first; computed once."""
        return self._frequent(self._column(column), limit)

    def _frequent_values(self, column: str, limit: int) -> list[str]:
        name = _quoted(column)
        text = f"SELECT {name} AS value FROM people WHERE {name} IS NOT NULL GROUP BY 1 ORDER BY count(*) DESC, 1 LIMIT {int(limit)}"
        return [row["value"] for row in self.rows(text)]

    @cached_property
    def told_days(self) -> list[dt.date]:
        """The days on which classes were told, ascending."""
        return [row["day"] for row in self.rows("SELECT day FROM told_days ORDER BY 1")]

    @cached_property
    def looks_ahead(self) -> bool:
        """Whether it is told whose class time alone will change."""
        with self.quiet() as shop:
            return shop.store.has(COMING) and bool(self.rows("SELECT 1 FROM main.coming WHERE as_of = ? LIMIT 1", [self.as_of]))

    def moved_since(self, moved: str | Moved) -> dt.date | None:
        """The told day that a filter of movement compares with; null where there is none."""
        return (Moved.parse(moved) if isinstance(moved, str) else moved).since(self.told_days)

    # Underneath

    def rows(self, text: str, values: Sequence[object] = ()) -> list[dict[str, Any]]:
        """The rows of a query on the edition, as dicts."""
        found = self._cursor().execute(text, list(values))
        names = [column[0] for column in found.description]
        return [dict(zip(names, row, strict=True)) for row in found.fetchall()]

    def _row(self, text: str, values: Sequence[object] = ()) -> tuple:
        return self._cursor().execute(text, list(values)).fetchone()

    def _cursor(self) -> Any:
        if not hasattr(self._cursors, "own"):
            self._cursors.own = self.shop.store.connection.cursor()
        return self._cursors.own

    def _column(self, name: str) -> str:
        if name in self.columns:
            return name
        close = ", ".join(nearest(name, tuple(self.columns))) or "spend_365d"
        raise InputError(
            Words(f"Không có cột nào tên “{name}”.", f"There is no column called “{name}”."),
            seen=name,
            todo=Words(f"Gần giống: {close}.", f"Most like it: {close}."),
            code="column",
        )

    def _filtered(self, rule: str | Rule | None, moved: str | Moved | None, due: int | None) -> tuple[str, list[object]]:
        """What follows FROM, with a WHERE to which more may be added, and its values."""
        source, values = "people", []
        if moved is not None:
            asked = Moved.parse(moved) if isinstance(moved, str) else moved
            text, values = self._movers(asked)
            source = f"people JOIN ({text}) AS moved USING (customer_id)"
        asked = [self._said(self.rule(rule))] if rule is not None else []
        asked += [self.shop.store.condition(self._people, is_due(self._people, int(due)))] if due is not None else []
        return f"{source} WHERE ({' AND '.join(f'({text})' for text in asked) or 'true'})", values

    def _movers(self, moved: Moved) -> tuple[str, list[object]]:
        """The query for those who moved, or will by time alone, and its values."""
        scheme, since = self.scheme(moved.scheme), moved.since(self.told_days)
        if moved.ahead is not None:
            return moving.coming(moved, scheme, self.as_of) if self.looks_ahead else (_NOBODY, [])
        return moving.statement(moved, scheme, since) if since else (_NOBODY, [])

    def _written(self, rule: Rule) -> str:
        """A rule as a condition of SQL, not true for whom it does not hold; the parts of an `and` are kept each by itself, since one changes at a time."""
        if isinstance(rule, And):
            return " AND ".join(f"({self._said(part)})" for part in rule.rules)
        return self.shop.store.condition(self._people, condition(rule, self._people))

    def _keep(self, counts: Mapping[_Asked, Count]) -> None:
        self._counted.update(counts)
        while len(self._counted) > KEPT:
            with suppress(KeyError):  # another thread was quicker
                self._counted.popitem(last=False)


def _is_open(home: Path, folder: Path | None) -> bool:
    """Whether the edition in a folder is the one that is open; where there is none any more, none is open from here on."""
    if folder is None:
        _open.pop(home, None)
        return True
    found = _open.get(home)
    return found is not None and found.number == int(folder.name)


def _all_of(rules: Sequence[Rule]) -> Rule | None:
    return And(tuple(rules)) if len(rules) > 1 else rules[0] if rules else None


_NOBODY = "SELECT customer_id, '' AS moved_from, '' AS moved_to, NULL::DATE AS moved_on, '' AS moved_cause FROM people WHERE false"


def _of_goods(rows: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    return {"items": sum(row["items"] or 0 for row in rows), "goods": [row["goods"] for row in rows if row["goods"]]}


def _quoted(name: str) -> str:
    return f'"{name}"'
