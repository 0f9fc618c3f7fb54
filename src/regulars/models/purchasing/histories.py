"""What a purchase model sees of a customer base: one weighted row per distinct purchase history (the sufficient statistics x, t_x, T)."""
# ruff: noqa: N803, N806  (x, t_x and T are the names of the literature)

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from regulars.errors import InputError
from regulars.models.purchasing.unfitted import Unfitted
from regulars.words import Words

LEAST_REPEATERS = 20
NO_CUSTOMER = Words("Chưa có khách nào mua hàng.", "Nobody has bought yet.")
NO_TIME = Words(
    "Mọi khách đều mua lần đầu đúng ngày đang xem, nên chưa có ngày nào để theo dõi.",
    "Everybody first bought on the very day asked about: no day has passed to observe them.",
)
ALL_ONCE = Words("Chưa khách nào quay lại mua lần thứ hai.", "Nobody has come back for a second purchase yet.")
FEW_REPEATERS = Words(
    "Mới có {repeaters} khách quay lại mua, cần ít nhất {least} khách mới ước lượng được.",
    "Only {repeaters} customers have bought again; at least {least} are needed for an estimate.",
)


@dataclass(frozen=True, eq=False)
class Histories:
    """One row per distinct history, float64 arrays of one length in any one unit of time.

    `x`: repeat purchase days after the first; `t_x`: time from the first to the last (0 where x is 0); `T`: time from the first to the day
    asked about; `customers`: how many share the row.
    """

    x: np.ndarray
    t_x: np.ndarray
    T: np.ndarray
    customers: np.ndarray

    @classmethod
    def of(cls, x: ArrayLike, t_x: ArrayLike, T: ArrayLike, customers: ArrayLike | None = None) -> Histories:
        """Checked and merged rows, sorted by (x, t_x, T), so that the order of the input never matters.

        Raises `InputError` where the lengths differ, a number is not finite, x or a count is not a whole number from 0 up, `0 ≤ t_x ≤ T` does
        not hold, or somebody without a repeat purchase has a time of one.
        """
        columns = {"x": x, "t_x": t_x, "T": T, "customers": np.ones(np.size(x)) if customers is None else customers}
        rows = {name: np.asarray(values, dtype=np.float64).ravel() for name, values in columns.items()}
        _check(rows)
        return cls(*_merged(rows["x"], rows["t_x"], rows["T"], rows["customers"]))

    def __len__(self) -> int:
        return len(self.x)

    @property
    def total(self) -> float:
        """How many customers there are."""
        return float(self.customers.sum())

    @property
    def repeaters(self) -> float:
        """How many customers bought on a second day."""
        return float(self.customers[self.x > 0].sum())

    def mean(self, values: np.ndarray) -> float:
        """The mean over customers of one value per row."""
        return float(np.dot(self.customers, values) / self.total)

    def scaled(self, unit: float) -> Histories:
        """The same histories, their times told in another unit."""
        return Histories(self.x, self.t_x / unit, self.T / unit, self.customers)

    def pieces(self, rows: int) -> Iterator[Histories]:
        """The rows in pieces of so many at most."""
        for begin in range(0, len(self), rows):
            here = slice(begin, begin + rows)
            yield Histories(self.x[here], self.t_x[here], self.T[here], self.customers[here])

    def cells(self, parts: int) -> Histories:
        """Coarser rows: times in `parts` equal cells up to the longest T, each with the *average* t_x and T of its customers.

        Good enough to start a fit from (parameters within 0.3 %); flooring the times instead puts them off by 5 to 60 %.
        """
        width = max(float(self.T.max(initial=0.0)) / parts, np.finfo(float).tiny)
        t_cell, T_cell = np.floor(self.t_x / width), np.floor(self.T / width)
        order, starts = runs(self.x, t_cell, T_cell)
        count = np.add.reduceat(self.customers[order], starts)
        last, until = (np.add.reduceat((self.customers * times)[order], starts) / count for times in (self.t_x, self.T))
        return Histories(self.x[order][starts], last, until, count)

    def unfit(self) -> Unfitted | None:
        """Why no purchase model can be fitted to these histories; None where one can."""
        if not len(self):
            return Unfitted(NO_CUSTOMER)
        if not self.T.max() > 0:
            return Unfitted(NO_TIME)
        if not self.repeaters:
            return Unfitted(ALL_ONCE)
        if self.repeaters < LEAST_REPEATERS:
            return Unfitted(FEW_REPEATERS.filled(repeaters=int(self.repeaters), least=LEAST_REPEATERS))
        return None


def runs(*keys: np.ndarray, ties: tuple[np.ndarray, ...] = ()) -> tuple[np.ndarray, np.ndarray]:
    """The order that sorts rows by their keys, the first key first, and where each run of equal rows begins in it; `ties` only order within runs."""
    order = np.lexsort((*keys, *ties)[::-1])
    changes = np.zeros(len(order), dtype=bool)
    changes[:1] = True
    for key in keys:
        ordered = key[order]
        changes[1:] |= ordered[1:] != ordered[:-1]
    return order, np.flatnonzero(changes)


def _merged(x: np.ndarray, t_x: np.ndarray, T: np.ndarray, customers: np.ndarray) -> tuple[np.ndarray, ...]:
    some = customers > 0
    x, t_x, T, customers = x[some], t_x[some], T[some], customers[some]
    order, starts = runs(x, t_x, T)
    if not len(order):
        return x, t_x, T, customers
    first = order[starts]
    return x[first], t_x[first], T[first], np.add.reduceat(customers[order], starts)


def _check(rows: dict[str, np.ndarray]) -> None:
    x, t_x, T, customers = rows.values()
    lengths = {name: len(values) for name, values in rows.items()}
    if len(set(lengths.values())) > 1:
        raise InputError(
            Words("Các cột x, t_x, T và customers phải dài bằng nhau.", "The columns x, t_x, T and customers must be of one length."),
            seen=", ".join(f"{name}: {length}" for name, length in lengths.items()),
        )
    faults = (
        (~np.logical_and.reduce([np.isfinite(values) for values in rows.values()]), NOT_FINITE),
        ((x < 0) | (x != np.floor(x)) | (customers < 0) | (customers != np.floor(customers)), NOT_WHOLE),
        ((t_x < 0) | (t_x > T), OUT_OF_ORDER),
        ((x == 0) & (t_x > 0), NO_REPEAT),
    )
    for wrong, what in faults:
        if wrong.any():
            row = int(np.argmax(wrong))
            raise InputError(what, seen=f"{row}: " + ", ".join(f"{name} = {values[row]:g}" for name, values in rows.items()), todo=MEND)


NOT_FINITE = Words("Lịch sử mua có ô trống hoặc không phải là số.", "A purchase history has an empty cell or one that is no number.")
NOT_WHOLE = Words(
    "Số lần mua lại (x) và số khách (customers) phải là số nguyên không âm.",
    "Repeat purchases (x) and customers must be whole numbers from 0 up.",
)
OUT_OF_ORDER = Words(
    "Lần mua cuối (t_x) phải nằm giữa lần mua đầu và ngày đang xem (T).",
    "The last purchase (t_x) must lie between the first one and the day asked about (T).",
)
NO_REPEAT = Words(
    "Khách chưa mua lại lần nào (x = 0) thì thời điểm mua cuối (t_x) phải là 0.",
    "A customer without a repeat purchase (x = 0) must have t_x = 0.",
)
MEND = Words(
    "x: số ngày mua sau ngày đầu; t_x: từ ngày đầu đến ngày mua cuối; T: từ ngày đầu đến ngày đang xem.",
    "x: purchase days after the first; t_x: from the first day to the last; T: from the first day to the day asked about.",
)
