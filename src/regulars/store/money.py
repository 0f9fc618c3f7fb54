"""The unit of a shop's amounts."""

from __future__ import annotations

from regulars.errors import InputError
from regulars.store.duckdb import Store
from regulars.words import Words, minor_digits


def refuse_other_money(store: Store, held: str, currency: str | None) -> None:
    """Amounts are kept in minor units: once there are some, their unit stays. `held`: the shop's currency, `currency`: the one it would have (null: no other)."""
    if currency is None or currency == held or not store.sql("SELECT 1 FROM orders LIMIT 1"):
        return
    if minor_digits(currency) == minor_digits(held):
        return
    raise InputError(
        Words("Tiệm đã có đơn hàng ghi bằng tiền tệ khác.", "The shop already holds orders in another currency."),
        seen=f"{held} → {currency}",
        todo=Words(
            f"Tạo tiệm mới rồi nhập lại: regulars init THƯ_MỤC_MỚI --currency {currency}",
            f"Make a new shop and import again: regulars init NEW_FOLDER --currency {currency}",
        ),
        code="currency",
    )
