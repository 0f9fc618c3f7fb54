"""How the numbers of a chart are written: short beside a bar, exact in its table, the unit once in the head of a column."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from regulars.words import NBSP, UNSTATED, Words, minor_digits, money, number, percent, short

NOTHING = "–"
FEWEST = 20  # a share of fewer people than this is not shown


@dataclass(frozen=True)
class Written:
    """One language and one currency: how each kind of number reads in them."""

    lang: str
    currency: str

    def said(self, words: Words, **values: object) -> str:
        """A text in this language."""
        return words.of(self.lang, **values)

    def count(self, value: float | None) -> str:
        """`12.260`; an en dash where not known."""
        return number(value, self.lang)

    def share(self, part: float | None, decimals: int = 1) -> str:
        """A share of 1 as a percentage; an en dash where not known."""
        return percent(part, self.lang, decimals)

    def amount(self, minor: float | None) -> str:
        """Money without its sign, for where a head carries it: `5,2 triệu`; cents are left out from 100 units up."""
        if minor is None:
            return NOTHING
        digits = minor_digits(self.currency)
        value = minor / 10**digits
        return short(round(value) if abs(value) >= 100 else value, self.lang, digits)

    def exact(self, minor: float | None) -> str:
        """Money to the last digit: `5.203.000 ₫`."""
        return money(minor, self.currency, self.lang, exact=True)

    def times(self, value: float | None) -> str:
        """`1,4 lần` / `1.4 times`."""
        return NOTHING if value is None else f"{number(value, self.lang, 1)}{NBSP}{self.said(Words('lần', 'times'))}"

    def month(self, value: dt.date | None) -> str:
        """`10/2026`."""
        return NOTHING if value is None else f"{value:%m/%Y}"

    def coin(self) -> str:
        """The sign of the currency for a head, after a comma; nothing where the currency is not stated."""
        return "" if self.currency == UNSTATED else f", {money(0, self.currency, 'vi').split(NBSP)[-1]}"

    def major(self, minor: float | None) -> float | None:
        """An amount in whole units, as an axis counts it."""
        return None if minor is None else minor / 10 ** minor_digits(self.currency)
