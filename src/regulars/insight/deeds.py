"""What could be done for a customer, by them and by the shop: the deeds that may move the classes of a scheme.

Which is the cheapest? The one of least money, then of the fewest purchases, then with the fewest questions and fields of a record to ask for; resolving
a complaint is the least of all and never stands in the way. A purchase of which any amount will do is counted at what they usually spend.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations, islice, product

from regulars.insight.trials import Row, Trial
from regulars.rules import Compare, Leaf, OneOf, leaves
from regulars.rules.value import constants
from regulars.scheme import Scheme
from regulars.words import Words, minor_digits

MOST_PURCHASES = 6
MOST_TIMES_USUAL = 20  # no single purchase beyond so many of their usual orders is advised
MOST_RUNGS = 12  # nor, of those who never ordered, beyond 2 to this power of the smallest readable amount
MOST_WAYS = 40  # ways without money that are tried, the cheapest first
STEPS = {"VND": 1_000, "IDR": 1_000, "KRW": 100, "JPY": 10}  # readable amounts in minor units; elsewhere one unit
DAY = dt.timedelta(days=1)

QUESTIONS = {"nps": "nps", "satisfaction": "satisfaction", "stated_decision": "decision", "stated_need": "need"}
HIGHEST = {"nps": 10, "satisfaction": 5}
# Field of a record -> what stands for it, the features that read it, and its words. Which value it has decides none of the other features.
FIELDS: dict[str, tuple[object, frozenset[str], Words]] = {
    "phone": ("+84901234567", frozenset(), Words("số điện thoại", "phone number")),
    "name": ("Khách", frozenset(), Words("tên", "name")),
    "province": ("Hà Nội", frozenset({"province", "serviceable"}), Words("tỉnh thành", "province")),
    "gender": ("female", frozenset({"gender"}), Words("giới tính", "gender")),
    "birth_year": (1990, frozenset({"age", "age_min", "age_max"}), Words("năm sinh", "year of birth")),
}


@dataclass(frozen=True)
class Deed:
    """Something to be done: purchases on as many days, a complaint resolved, questions answered, fields of the record known.

    `amount`: of each purchase, in minor units; null where any will do.
    """

    purchases: int = 0
    amount: int | None = None
    resolved: bool = False
    answers: tuple[tuple[str, str | float], ...] = ()
    known: tuple[str, ...] = ()

    @property
    def total(self) -> int | None:
        """Of all purchases, in minor units; null where any amount will do or nothing is bought."""
        return self.purchases * self.amount if self.purchases and self.amount is not None else None

    def first_day(self, as_of: dt.date) -> dt.date:
        """The first day on which it can be complete: a purchase a day, everything else on the first day after today."""
        return as_of + max(1, self.purchases) * DAY

    def trial(self, day: dt.date, least: int) -> Trial:
        """The customer on a day, the purchases made on it and on the days before it, one a day; `least` is bought where any amount will do."""
        amount = least if self.amount is None else self.amount
        bought = tuple((day - (self.purchases - 1 - place) * DAY, amount) for place in range(self.purchases))
        return Trial(day, bought, self.resolved, self.answers, {name: FIELDS[name][0] for name in self.known})

    def cost(self, usual: int) -> tuple[int, ...]:
        """What to order deeds by: money, purchases, things to be asked, complaints; `usual` is what they spend on an order."""
        money = self.purchases * usual if self.amount is None else self.total or 0
        return money, self.purchases, len(self.answers) + len(self.known), int(self.resolved)


def asked_about(scheme: Scheme, schemes: Mapping[str, Scheme]) -> tuple[Leaf, ...]:
    """The comparisons of a scheme's rules and of those of every scheme it depends on."""
    seen, waiting, found = {scheme.id}, [scheme], []
    while waiting:
        for leaf in (leaf for each in waiting.pop().classes for leaf in leaves(each.rule)):
            found.append(leaf)
            if leaf.feature in schemes and leaf.feature not in seen:
                seen.add(leaf.feature)
                waiting.append(schemes[leaf.feature])
    return tuple(found)


def ways(asked: tuple[Leaf, ...], row: Row) -> list[Deed]:
    """What may be done without money that those comparisons can see, nothing at all included, the cheapest first."""
    features = {leaf.feature for leaf in asked}
    resolved = (False, True) if "open_complaints" in features and row.get("open_complaints") else (False,)
    said = [((), *(((QUESTIONS[name], value),) for value in _answers(name, asked))) for name in QUESTIONS if name in features]
    chosen = product(product(*said), _knowable(features), resolved)
    every = (
        Deed(resolved=settled, answers=tuple(one for told in answers for one in told), known=known) for answers, known, settled in chosen
    )
    return list(islice(sorted(every, key=lambda deed: deed.cost(0)), MOST_WAYS))


def _answers(feature: str, asked: tuple[Leaf, ...]) -> list[str | float]:
    """The answers at which one of the comparisons turns: the least score that fulfils or escapes it, or one of its texts."""
    own = [leaf for leaf in asked if leaf.feature == feature and isinstance(leaf, Compare | OneOf)]
    if feature not in HIGHEST:
        return list(dict.fromkeys(str(value) for leaf in own for value in constants(leaf)))
    turning = {_turns_at(leaf, value) for leaf in own for value in constants(leaf) if isinstance(value, int | float)}
    return sorted(score for score in turning if 0 < score <= HIGHEST[feature])


def _turns_at(leaf: Leaf, value: float) -> float:
    return float(value) + (isinstance(leaf, Compare) and leaf.op in ("<=", ">"))


def _knowable(features: set[str]) -> Iterator[tuple[str, ...]]:
    """Sets of fields of which only it matters that they are known."""
    free = [name for name, (_, read_by, _) in FIELDS.items() if not read_by & features] if "known_fields" in features else []
    return (names for size in range(4) for names in combinations(free, size))


def step(currency: str) -> int:
    """The smallest readable amount of a currency, in minor units: 1,000 ₫, one dollar."""
    return STEPS.get(currency, 10 ** minor_digits(currency))


def usual_order(row: Row, currency: str) -> int:
    """What they spend on an order, up to the next readable amount; the smallest such amount for those who never ordered."""
    spent, least = row.get("average_order_value"), step(currency)
    return max(1, -(-int(spent) // least)) * least if isinstance(spent, int | float) else least


def rungs(row: Row, currency: str) -> list[int]:
    """Amounts to try, each twice the one before, up to what may be asked of them."""
    least = step(currency)
    known = isinstance(row.get("average_order_value"), int | float)
    most = MOST_TIMES_USUAL * usual_order(row, currency) if known else least << MOST_RUNGS
    return [least << power for power in range(64) if least << power < 2 * most]
