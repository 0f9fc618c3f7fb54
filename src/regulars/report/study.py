"""Asks every question of `insight` once about one shop; the answers hold numbers, not words in one language."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from ibis.expr.types import Table

from regulars.insight import classes, concentration, gaps, leaving, readiness, revenue, second_purchase
from regulars.insight.classes import Sizes
from regulars.insight.concentration import Concentration
from regulars.insight.gaps import Gap
from regulars.insight.opening import Seen
from regulars.insight.readiness import Need
from regulars.insight.revenue import Month, Year
from regulars.report.subject import Subject
from regulars.scheme import Scheme


@dataclass(frozen=True)
class Study:
    """Every answer about one shop as of a day."""

    subject: Subject
    first_day: dt.date
    orders: int
    customers: int
    seen: Seen
    before: Year | None
    before_repeat: bool
    months: list[Month]
    needs: Mapping[str, tuple[Need, ...]]
    gaps: list[Gap]

    @property
    def year(self) -> Year:
        return self.seen.year

    @property
    def concentration(self) -> Concentration:
        return self.seen.concentration

    @property
    def sizes(self) -> Mapping[str, Sizes]:
        return self.seen.sizes

    def scheme(self, id: str) -> Scheme | None:
        """The scheme of that id; null where the shop has none such."""
        return next((scheme for scheme in self.subject.schemes if scheme.id == id), None)

    def class_rows(self, scheme: Scheme, lang: str) -> list[dict[str, object]]:
        """The classes of a scheme as tidy rows, in the order they are read; money in minor units, shares of 1."""
        sizes = self.sizes[scheme.id]
        return [
            {
                "class": row.id,
                "name": scheme.class_named(row.id).name.of(lang),
                "customers": row.people,
                "customers_share": sizes.share_of_people(row),
                "revenue": row.spend,
                "revenue_share": sizes.share_of_spend(row),
            }
            for row in sizes.rows
        ]

    def waits(self, scheme: Scheme) -> bool:
        """Whether the scheme has nothing of what it needs, or no column at all."""
        return readiness.waits(self.needs[scheme.id]) or scheme.id not in self.sizes


READ = ("customer_id", "purchases_365d", "spend_365d", "return_chance")


def study(subject: Subject) -> Study:
    """Run the aggregates; each is done by the engine and brings back a few rows. What several of them read is computed once."""
    with subject.profile.select(*READ).cache() as profile:
        return _study(subject, profile)


def _study(subject: Subject, profile: Table) -> Study:
    first_day, orders = revenue.span(subject.sales, subject.as_of)
    year = revenue.year(subject.sales, subject.as_of)
    held = gaps.holdings(subject.profile, (name for scheme in subject.schemes for name in scheme.needs))
    seen = Seen(
        year=year,
        concentration=concentration.concentration(profile),
        leaving=leaving.leaving(profile, subject.classes),
        second=second_purchase.second_purchase(subject.sales),
        sizes=classes.class_sizes(profile, subject.classes, subject.schemes),
        window=subject.bars.window,
        currency=subject.currency,
    )
    return Study(
        subject=subject,
        first_day=first_day,
        orders=orders,
        customers=held.customers,
        seen=seen,
        before=revenue.year_before(subject.sales, subject.as_of, first_day),
        before_repeat=first_day <= subject.as_of - 3 * revenue.YEAR,
        months=revenue.months(subject.sales, subject.as_of, first_day),
        needs=readiness.needs_of(held.known, subject.schemes),
        gaps=gaps.gaps(held, year, subject.as_of, first_day),
    )
