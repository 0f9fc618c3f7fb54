"""A shop of traps with people enough to rank, asked the questions of the report, and the same facts as plain rows."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property

from regulars.shop import Shop

from ..reference import Facts, Reference, in_force

DAY = dt.timedelta(days=1)


@dataclass
class Asked:
    """A shop as of a day beside its facts: the law in plain Python, and what was sold to whom."""

    shop: Shop
    facts: Facts
    as_of: dt.date

    @cached_property
    def law(self) -> Reference:
        return Reference(self.facts, self.as_of)

    @cached_property
    def classes(self) -> dict[str, dict]:
        return {row["customer_id"]: row for row in self.shop.classify(self.as_of)}

    @cached_property
    def purchase_days(self) -> dict[str, list[dt.date]]:
        """The distinct days of purchase of every known buyer, in order."""
        days = defaultdict(set)
        for document in self.law.documents:
            if document["counts"] and document["customer_id"] is not None:
                days[document["customer_id"]].add(document["day"])
        return {who: sorted(found) for who, found in days.items()}

    @cached_property
    def category(self) -> dict[str, str | None]:
        return {row["product_id"]: row["category_1"] for row in in_force(self.facts.products)}

    def table(self, question: str, **options: object) -> list[dict]:
        return self.shop.insight(question, self.as_of, **options).table("en")

    @property
    def year_from(self) -> dt.date:
        return self.as_of - 364 * DAY
