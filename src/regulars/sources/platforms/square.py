"""Square: the exports of transactions and of items."""

from __future__ import annotations

from regulars.intake.made import Habits, only
from regulars.sources.format import Format
from regulars.words import Words

STATUSES = (
    ("complete", "completed"),
    ("completed", "completed"),
    ("voided", "cancelled"),
    ("canceled", "cancelled"),
    ("failed", "cancelled"),
)
_BOTH = {
    "order_id": "Transaction ID",
    "customer_id": "Customer ID",
    "name": "Customer Name",
    "ordered_at": "Date",
    "ordered_time": "Time",
    "list_amount": "Gross Sales",
    "store_id": "Location",
}
_REFUND = (
    "Dòng Refund là tiền âm của ngày trả. “$1,240.00” được đọc là số; múi giờ của cột Time Zone phải là múi giờ của tiệm.",
    (
        "Refund rows are negative amounts on the day of the refund. “$1,240.00” is read as a number; the Time Zone column must be the shop's own."
    ),
)

TRANSACTIONS = Format(
    id="square_transactions",
    name=Words("giao dịch Square (Transactions CSV)", "Square transactions (Transactions CSV)"),
    table="orders",
    marks=("Date", "Time", "Time Zone", "Gross Sales", "Net Sales", "Total Collected", "Transaction ID", "Event Type"),
    fields=_BOTH
    | {
        "amount": ("Net Sales", only("Partial Refunds", "Event Type", "refund")),
        "returned_amount": only("Partial Refunds", "Event Type", "payment"),
        "status": "Transaction Status",
        "coupon_code": "Discount Name",
        "channel": "Channel",
    },
    habits=Habits(statuses=STATUSES),
    dates="mdy",
    notes=Words(*_REFUND),
)
ITEMS = Format(
    id="square_items",
    name=Words("món hàng Square (Item Details CSV)", "Square items (Item Details CSV)"),
    table="orders",
    marks=("Date", "Time", "Time Zone", "Item", "Qty", "Gross Sales", "Net Sales", "Transaction ID", "Event Type"),
    fields=_BOTH
    | {
        "amount": "Net Sales",
        "quantity": "Qty",
        "product_id": "SKU",
        "product_name": "Item",
        "category_1": "Category",
    },
    dates="mdy",
    notes=Words(*_REFUND),
)
