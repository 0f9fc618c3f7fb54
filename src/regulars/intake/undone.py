"""What the undoing of an import takes away, as a value."""

from __future__ import annotations

import datetime as dt
from dataclasses import asdict, dataclass
from typing import Any

from regulars.words import Words, day, listed, money, number


@dataclass(frozen=True)
class Undone:
    """The undoing of one batch, done or only tried (`dry`). Numbers are what the shop has less of, or of which an earlier version is
    in force again (`restored`); `revenue` in minor units; `with_it`: batches of mended rows that go with it; `reopened`: rows of
    quarantine that are open again; `refused`: rows of quarantine that leave."""

    batch_id: int
    files: tuple[str, ...]
    loaded_at: dt.datetime
    currency: str
    orders: int
    lines: int
    customers: int
    products: int
    others: int
    revenue: int
    orders_restored: int
    refused: int
    reopened: int
    with_it: tuple[int, ...]
    orders_left: int
    dry: bool = False

    def to_data(self) -> dict[str, Any]:
        return asdict(self) | {"files": list(self.files), "with_it": list(self.with_it), "loaded_at": self.loaded_at.isoformat()}

    def text(self, lang: str) -> str:
        """What was taken away, or would be, in sentences."""
        names = listed([f"“{name}”" for name in self.files], lang)
        values = {"n": self.batch_id, "files": names, "day": day(self.loaded_at.date(), lang)}
        lines = [(_WOULD if self.dry else _DONE).of(lang, **values), *self._taken(lang), *self._besides(lang)]
        return "\n".join([*lines, (_SURE if self.dry else _AGAIN).of(lang, n=self.batch_id)])

    def _taken(self, lang: str) -> list[str]:
        parts = (
            (self.orders, _ORDERS),
            (self.lines, _LINES),
            (self.customers, _CUSTOMERS),
            (self.products, _PRODUCTS),
            (self.others, _OTHERS),
        )
        said = [words.of(lang, n=number(many, lang)) for many, words in parts if many]
        taken = listed(said, lang) if said else _NOTHING.of(lang)
        lines = [(_WOULD_TAKE if self.dry else _TAKEN).of(lang, parts=taken, money=money(self.revenue, self.currency, lang))]
        if self.orders_restored:
            lines.append(_RESTORED.of(lang, n=number(self.orders_restored, lang)))
        return [*lines, _LEFT.of(lang, n=number(self.orders_left, lang))]

    def _besides(self, lang: str) -> list[str]:
        said = []
        if self.with_it:
            said.append(_WITH_IT.of(lang, batches=listed([str(one) for one in self.with_it], lang)))
        if self.refused:
            said.append(_REFUSED.of(lang, n=number(self.refused, lang)))
        if self.reopened:
            said.append(_REOPENED.of(lang, n=number(self.reopened, lang)))
        return said


_WOULD = Words("Nếu hoàn tác lần nhập {n} ({files}, nhập ngày {day}):", "Undoing import {n} ({files}, imported {day}) means:")
_DONE = Words("Đã hoàn tác lần nhập {n} ({files}, nhập ngày {day}).", "Import {n} ({files}, imported {day}) is undone.")
_WOULD_TAKE = Words("  mất {parts}; doanh thu bớt {money};", "  {parts} go; revenue falls by {money};")
_TAKEN = Words("  Đã bỏ {parts}; doanh thu bớt {money}.", "  Gone are {parts}; revenue fell by {money}.")
_ORDERS = Words("{n} đơn", "{n} orders")
_LINES = Words("{n} dòng hàng", "{n} lines")
_CUSTOMERS = Words("{n} khách", "{n} customers")
_PRODUCTS = Words("{n} sản phẩm", "{n} products")
_OTHERS = Words("{n} dòng khác", "{n} other rows")
_NOTHING = Words("không có dòng nào", "no rows")
_RESTORED = Words("  {n} đơn trở lại như trước lần nhập này.", "  {n} orders are as they were before it.")
_LEFT = Words("  Tiệm còn {n} đơn.", "  The shop has {n} orders left.")
_WITH_IT = Words(
    "  Các lần nhập dòng đã sửa {batches} cũng được hoàn tác.", "  The imports {batches} of its mended rows are undone with it."
)
_REFUSED = Words("  {n} dòng giữ riêng của lần nhập này không còn.", "  {n} of its rows kept aside leave.")
_REOPENED = Words("  {n} dòng giữ riêng của lần nhập khác lại chờ sửa.", "  {n} rows kept aside of other imports wait again.")
_SURE = Words("Chưa làm gì cả. Muốn làm: regulars imports undo {n}", "Nothing is done yet. To do it: regulars imports undo {n}")
_AGAIN = Words("Muốn có lại thì nhập lại tệp.", "To have it back, import the files again.")
