"""How a trade's year goes: its week, its months, its pay days and its sales. Defaults are the coffee shop's."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

# (month, day, days before, days after, percent, categories of level 1 or 2; none = everything): sales every year.
Sales = tuple[tuple[int, int, int, int, int, tuple[str, ...]], ...]
PAY_DAYS = {1: 1.12, 5: 1.40, 6: 1.22, 10: 1.38, 11: 1.18, 25: 1.22, 26: 1.18, 27: 1.15, 28: 1.20, 29: 1.15, 30: 1.22, 31: 1.25}
COFFEE_SALES: Sales = (
    (3, 8, 2, 0, 15, ("Quà tặng", "Trà")),
    (4, 30, 2, 1, 15, ("Rang xay", "Hòa tan")),
    (6, 6, 1, 1, 20, ("Dụng cụ",)),
    (9, 9, 1, 1, 20, ()),
    (10, 10, 0, 1, 20, ("Hòa tan", "Phin giấy", "Trà")),
    (10, 20, 2, 0, 15, ("Quà tặng", "Ca cao")),
    (11, 11, 1, 1, 25, ()),
    (12, 12, 1, 1, 20, ()),
)


@dataclass(frozen=True)
class Season:
    """One year of a trade.

    `week` from Monday, `months` from January, `pay` by day of the month (`pay_less` on the others); `tet`: how much livelier the last week
    before Tết is; `tet_sale` (first and last day from Tết, percent, categories); `birthday`: percent off in the three days of the shop's
    birthday.
    """

    week: tuple[float, ...] = (0.90, 0.92, 0.95, 0.98, 1.08, 1.22, 1.10)
    months: tuple[float, ...] = (1.0, 0.95, 0.98, 1.0, 1.02, 1.05, 1.06, 1.0, 0.93, 0.90, 0.98, 1.04)
    pay: Mapping[int, float] = field(default_factory=lambda: dict(PAY_DAYS))
    pay_less: float = 0.9
    sales: Sales = COFFEE_SALES
    tet: float = 1.1
    tet_sale: tuple[int, int, int, tuple[str, ...]] = (-35, -27, 15, ("Quà tặng",))
    birthday: int = 20
