"""Stripe: the export of payments."""

from __future__ import annotations

from regulars.intake.made import Habits, first, only, utc
from regulars.sources.format import Format
from regulars.words import Words

PAYMENTS = Format(
    id="stripe_payments",
    name=Words("thanh toán Stripe (Payments › Export)", "Stripe payments (Payments › Export)"),
    table="orders",
    marks=("id", "Created (UTC)", "Amount", "Amount Refunded", "Currency", "Status", "Captured"),
    fields={
        "order_id": "id",
        "customer_id": "Customer ID",
        "email": "Customer Email",
        "name": first("Card Name", "Customer Description"),
        "country": "Card Address Country",
        "province": first("Card Address State", "Card Address City"),
        "address": "Card Address Line1",
        "ordered_at": utc("Created (UTC)"),
        "status": "Status",
        "amount": first("Converted Amount", "Amount"),
        "order_returned": (
            first("Converted Amount Refunded", "Amount Refunded"),
            only("Disputed Amount", "Dispute Status", "lost", "charge_refunded"),
        ),
        "currency": first("Converted Currency", "Currency"),
    },
    habits=Habits(
        statuses=(
            ("paid", "completed"), ("succeeded", "completed"), ("refunded", "completed"), ("partially refunded", "completed"),
            ("partial refund", "completed"), ("disputed", "completed"), ("failed", "cancelled"), ("canceled", "cancelled"),
            ("cancelled", "cancelled"), ("blocked", "cancelled"), ("incomplete", "cancelled"), ("expired", "cancelled"),
            ("uncaptured", "cancelled"), ("requires capture", "cancelled"), ("requires payment method", "cancelled"),
            ("requires confirmation", "cancelled"), ("requires action", "cancelled"), ("requires_payment_method", "cancelled"),
            ("requires_capture", "cancelled"), ("requires_action", "cancelled"), ("requires_confirmation", "cancelled"), ("pending", "open"), ("processing", "open"),
        )
    ),
    notes=Words(
        "Giờ trong tệp là giờ UTC. Khoản không thành công không tính. Số tiền lấy theo tiền của tài khoản (Converted Amount) nếu có.",
        "Times in the file are UTC. Failed payments do not count. Amounts are those in the account's currency (Converted Amount) "
        "where given.",
    ),
)  # fmt: skip
