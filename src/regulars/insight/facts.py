"""What every question is asked of: one shop as of a day, as tables and values; what several questions need is computed once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

import ibis
import ibis.expr.types as ir

from regulars.history.spells import SPELLS, History
from regulars.insight import (
    baskets,
    categories,
    category_levels,
    classes,
    concentration,
    gaps,
    leaving,
    products,
    readiness,
    revenue,
    second_purchase,
    unclassified,
)
from regulars.insight.baskets import Baskets
from regulars.insight.categories import Categories
from regulars.insight.category_levels import Level
from regulars.insight.classes import Sizes
from regulars.insight.concentration import Concentration
from regulars.insight.demand import Demand
from regulars.insight.expected import Expected, expected_of, unforeseen
from regulars.insight.gaps import Gap, Holdings
from regulars.insight.leaving import Leaving
from regulars.insight.market import Market
from regulars.insight.moves import stays_in
from regulars.insight.opening import Seen
from regulars.insight.products import Product
from regulars.insight.readiness import Need
from regulars.insight.revenue import Month, Year
from regulars.insight.second_purchase import SecondPurchase
from regulars.insight.unclassified import Unclassified
from regulars.insight.value import Insight, Row, in_languages
from regulars.models.backtest import Backtest, Band
from regulars.models.bars import Bars
from regulars.models.calibration import Calibration
from regulars.models.hindsight import TOO_SHORT
from regulars.models.scoreboard import Scoreboard
from regulars.scheme import Scheme
from regulars.words import Words

# Of the profile, what the questions about all customers read.
READ = (
    *("customer_id", "purchases", "purchases_365d", "spend_365d", "margin_365d", "return_chance", "recency_score", "frequency_score"),
    *("days_since_first", "first_is_first", "province", "age", "age_min", "age_max"),
    *("spend", "spend_365d_pct", "p_order_next", "expected_spend_365d"),
)

Keep = Callable[[str, ir.Table], ir.Table]


def _none() -> None:
    return None


def _untold() -> History:
    """The history of a shop whose classes have never been told: no day, and so no stay."""
    return History(ibis.memtable([], schema=SPELLS), ())


def _forgotten(_: str, __: dt.date) -> None:
    return None


def _cached(_: str, table: ir.Table) -> ir.Table:
    return table.cache()


@dataclass(frozen=True, eq=False)
class Facts:
    """A shop as of a day.

    `profile`: one row per customer, as read on the day. `classes`: `customer_id` and a text column per scheme. `sales`: the profile's
    `order_base`. `days`: its `customer_days`. `tables`: the canonical tables, in force or replaced. `calibrate` puts the chances to the test;
    `hindsight` does so to the outlook, `score` to the schemes (null: not done). `keep` computes a relation once, under a name. `tell` tells who was in which
    class when; left out, no day has been told. `draw` tells how sure each class of each customer is (customer_id, a share per scheme); null where no
    outlook is fitted. `remembered` gives a figure of `today` as it was told on an earlier day; null where it was not.
    """

    as_of: dt.date
    currency: str
    profile: ir.Table
    classes: ir.Table
    sales: ir.Table
    days: ir.Table
    tables: Mapping[str, ir.Table]
    schemes: tuple[Scheme, ...]
    bars: Bars
    category_level: int = 1
    market: Market = Market()
    calibrate: Callable[[], Calibration | None] = _none
    keep: Keep = _cached
    tell: Callable[[], History] = _untold
    hindsight: Callable[[], Backtest | None] = _none
    draw: Callable[[], ir.Table | None] = _none
    score: Callable[[], Scoreboard | None] = _none
    remembered: Callable[[str, dt.date], float | None] = _forgotten

    def tried(self, on_past: bool) -> Facts:
        """The same, or without what puts the outlook and the schemes to the test."""
        return self if on_past else replace(self, hindsight=_none, score=_none)

    @cached_property
    def people(self) -> ir.Table:
        """One row per customer with what the questions read of the profile, their orders of 365 days, and every class; computed once."""
        orders = classes.orders_of_year(self.sales, self.as_of)
        whole = self.profile.select(*READ).join(self.classes, "customer_id").left_join(orders, "customer_id")
        return self._kept("people", whole.drop("customer_id_right"))

    @cached_property
    def sizes(self) -> Mapping[str, Sizes]:
        """The classes of every scheme by id."""
        return classes.sizes_of(self.people, self.schemes)

    @cached_property
    def span(self) -> tuple[dt.date, int]:
        """The first day with a document and the number of orders that count."""
        return revenue.span(self.sales, self.as_of)

    @cached_property
    def year(self) -> Year:
        return revenue.year(self.sales, self.as_of)

    @cached_property
    def before(self) -> Year | None:
        """The 365 days before the last 365; null where the history does not reach back that far."""
        return revenue.year_before(self.sales, self.as_of, self.span[0])

    @cached_property
    def months(self) -> list[Month]:
        return revenue.months(self.sales, self.as_of, self.span[0])

    @cached_property
    def concentration(self) -> Concentration:
        return concentration.concentration(self.people)

    @cached_property
    def leaving(self) -> Leaving:
        return leaving.leaving(self.people, self.classes)

    @cached_property
    def expected(self) -> Expected:
        """What is expected of all customers in the next 365 days."""
        return expected_of("all", self.people)

    @property
    def unforeseen(self) -> Words:
        """Why nothing is expected of anybody, where nothing is, and what to do."""
        return unforeseen(self.bars.outlook.reasons if self.bars.outlook else None)

    @cached_property
    def second(self) -> SecondPurchase:
        return second_purchase.second_purchase(self.sales)

    @cached_property
    def calibration(self) -> Calibration | None:
        return self.calibrate()

    @cached_property
    def backtest(self) -> Backtest:
        return self.hindsight() or Backtest(self.as_of, reason=TOO_SHORT)

    @property
    def band(self) -> Band | None:
        """How far forecasts of spend in total missed when tried on the past; null where they were not."""
        return self.backtest.spend_band

    @cached_property
    def board(self) -> Scoreboard | None:
        return self.score()

    @cached_property
    def baskets(self) -> Baskets:
        """What was bought in the last 365 days and on the day of each first purchase; computed once."""
        found = baskets.baskets(self.sales, self.tables["order_lines"], self.as_of)
        return Baskets(self._kept("baskets", found.year), self._kept("first_baskets", found.firsts))

    @cached_property
    def categories(self) -> list[Categories]:
        """The categories of level 1, 2 and 3."""
        products = self.tables["products"]
        return [categories.categories(self.baskets.year, products, self.people, level) for level in (1, 2, 3)]

    @cached_property
    def levels(self) -> list[Level]:
        """How each level of category divides the shop."""
        goods, year = self.tables["products"], self.baskets.year
        apart = [category_levels.told_apart(year, goods, self.people, each.level) for each in self.categories]
        return [category_levels.level_figures(*each) for each in zip(self.categories, apart, strict=True)]

    @cached_property
    def products(self) -> list[Product]:
        """What was sold in the last 365 days, product by product."""
        return products.products(self.baskets.year, self.tables["products"], self.people)

    @cached_property
    def unclassified(self) -> Unclassified:
        return unclassified.unclassified(self.profile, self.classes, self.schemes)

    def _kept(self, name: str, table: ir.Table) -> ir.Table:
        return self.keep(f"insight_{name}_{self.as_of:%Y%m%d}", table)

    @cached_property
    def seen(self) -> Seen:
        """What stands out is chosen from these."""
        window = self.bars.window
        return Seen(self.year, self.concentration, self.leaving, self.second, self.sizes, window, self.currency)

    @cached_property
    def held(self) -> Holdings:
        """Of how many customers each feature is known."""
        return gaps.holdings(self.profile, (name for scheme in self.schemes for name in scheme.needs))

    @cached_property
    def needs(self) -> Mapping[str, tuple[Need, ...]]:
        return readiness.needs_of(self.held.known, self.schemes)

    @cached_property
    def gaps(self) -> list[Gap]:
        return gaps.gaps(self.held, self.year, self.as_of, self.span[0])

    @cached_property
    def sure(self) -> ir.Table | None:
        return self.draw()

    @cached_property
    def history(self) -> History:
        """Who was in which class from when to when, and the days on which that was told."""
        return self.tell()

    @cached_property
    def demands(self) -> dict[tuple[object, ...], Demand]:
        """What is expected of the weeks ahead, by what was asked; whoever asks first fills it."""
        return {}

    @cached_property
    def _stays(self) -> dict[str, ir.Table]:
        return {}

    def stays(self, scheme: str) -> ir.Table:
        """The stays in the classes of one scheme (`moves.stays_in`); computed once."""
        if scheme not in self._stays:
            self._stays[scheme] = self._kept(f"stays_{scheme}", stays_in(self.history.spells, scheme))
        return self._stays[scheme]

    def scheme(self, id: str) -> Scheme | None:
        """The scheme of that id; null where the shop has none such."""
        return next((scheme for scheme in self.schemes if scheme.id == id), None)

    def waits(self, scheme: Scheme) -> bool:
        """Whether the scheme has nothing of what it needs, or no column at all."""
        return readiness.waits(self.needs[scheme.id]) or scheme.id not in self.sizes


def made(
    name: str, facts: Facts, columns: Mapping[str, str], read: Callable[[str], list[Row]], sentence: Words, notes: tuple[Words, ...] = ()
) -> Insight:
    """The answer to a question from what reads its rows in a language, and its sentence."""
    return Insight(name, facts.as_of, facts.currency, sentence, columns, in_languages(read), notes)
