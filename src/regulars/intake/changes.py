"""What a later file changed of what earlier ones had said: how many, what, and from which revenue to which."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from regulars.intake.fields import FIELDS
from regulars.words import Words, day, listed, money, number

ORDER_PARTS: dict[str, Words] = {
    "status": Words("trạng thái", "status"),
    "amounts": Words("số tiền", "amounts"),
    "lines": Words("dòng hàng", "lines"),
    "customer": Words("khách", "customer"),
    "date": Words("ngày mua", "order date"),
    "other": Words("kênh, cửa hàng, mã giảm giá", "channel, store, coupon"),
}
BIGGEST = 10


@dataclass(frozen=True)
class ChangedOrder:
    """One order before and after, by its revenue in minor units: net of returns, nothing where it is cancelled."""

    order_id: str
    before: int
    after: int


@dataclass(frozen=True)
class Changes:
    """What one batch changed. `parts`: in how many of the replaced orders each part differs; `customers`, `products`: in how many of
    those changed each column does. `missing`: orders of the earlier files, within the days of this one, that it does not have."""

    parts: Mapping[str, int] = field(default_factory=dict)
    before: int = 0
    after: int = 0
    biggest: tuple[ChangedOrder, ...] = ()
    missing: int = 0
    missing_revenue: int = 0
    missing_ids: tuple[str, ...] = ()
    first: dt.date | None = None
    last: dt.date | None = None
    customers: Mapping[str, int] = field(default_factory=dict)
    products: Mapping[str, int] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.parts or self.missing or self.customers or self.products)

    def to_data(self) -> dict[str, Any]:
        days = {"first": self.first and self.first.isoformat(), "last": self.last and self.last.isoformat()}
        lists = {"missing_ids": list(self.missing_ids), "biggest": [asdict(one) for one in self.biggest]}
        return asdict(self) | days | lists

    @staticmethod
    def from_data(data: Mapping[str, Any]) -> Changes:
        given: dict[str, Any] = {name: data[name] and dt.date.fromisoformat(data[name]) for name in ("first", "last")}
        given |= {"biggest": tuple(ChangedOrder(**one) for one in data["biggest"]), "missing_ids": tuple(data["missing_ids"])}
        return Changes(**{**data, **given})

    def text(self, replaced: int, currency: str, lang: str) -> str:
        """What has changed, in sentences; nothing where nothing has."""
        said = [self._orders(replaced, currency, lang), *self._merged(lang), self._missing(currency, lang)]
        return "\n".join(part for part in said if part)

    def _orders(self, replaced: int, currency: str, lang: str) -> str:
        if not self.parts:
            return ""
        parts = listed([f"{ORDER_PARTS[name].of(lang)} ({number(many, lang)})" for name, many in self.parts.items()], lang)
        values = {"n": number(replaced, lang), "parts": parts} | {
            name: money(value, currency, lang) for name, value in (("before", self.before), ("after", self.after))
        }
        lines = [_CHANGED.of(lang, **values)]
        amounts = [one for one in self.biggest if one.before != one.after]
        for one in amounts:
            before, after = (money(value, currency, lang, exact=True) for value in (one.before, one.after))
            lines.append(f"  {one.order_id}: {before} → {after}")
        return "\n".join(lines)

    def _merged(self, lang: str) -> list[str]:
        told = ((_CUSTOMERS, "name", self.customers), (_PRODUCTS, "product_name", self.products))
        return [words.of(lang, parts=listed(_columns(most, name, lang), lang)) for words, name, most in told if most]

    def _missing(self, currency: str, lang: str) -> str:
        if not self.missing:
            return ""
        more = ", …" if self.missing > len(self.missing_ids) else ""
        return _MISSING.of(
            lang,
            n=number(self.missing, lang),
            first=day(self.first, lang),
            last=day(self.last, lang),
            money=money(self.missing_revenue, currency, lang),
            ids=", ".join(self.missing_ids) + more,
        )


def _columns(most: Mapping[str, int], name: str, lang: str) -> list[str]:
    """Columns with how often each changed, in words; `name` is the field that is called so in files of this kind."""
    fields = {"name": name, "age_min": "age", "age_max": "age"}
    known = {column: FIELDS[field].words for column in most if (field := fields.get(column, column)) in FIELDS}
    found = {known.get(column, _OTHERS).of(lang): many for column, many in reversed(list(most.items()))}
    return [f"{words} ({number(many, lang)})" for words, many in reversed(list(found.items()))]


_OTHERS = Words("thông tin khác", "other details")
_CHANGED = Words(
    "{n} đơn đã có được thay bằng bản mới, khác ở: {parts}. Doanh thu của các đơn ấy: {before} → {after}.",
    "{n} orders known before were replaced; they differ in {parts}. Revenue of these orders: {before} → {after}.",
)
_CUSTOMERS = Words("Thông tin khách được sửa hay thêm: {parts}.", "What was mended or added about customers: {parts}.")
_PRODUCTS = Words("Thông tin sản phẩm được sửa hay thêm: {parts}.", "What was mended or added about products: {parts}.")
_MISSING = Words(
    "{n} đơn từ {first} đến {last} ({money}) có trong tệp trước mà tệp này không còn: {ids}. Các đơn ấy vẫn được giữ.",
    "{n} orders from {first} to {last} ({money}) were in an earlier file and are no longer in this one: {ids}. They are kept.",
)
