"""Lazada: the orders that the Seller Center exports, as a workbook now and as CSV before."""

from __future__ import annotations

from regulars.intake.made import Habits, always, first, unmasked
from regulars.sources.format import Format
from regulars.words import Words

HABITS = Habits(
    statuses=(
        ("delivered", "completed"), ("confirmed", "completed"), ("shipped", "completed"), ("canceled", "cancelled"),
        ("cancelled", "cancelled"), ("failed", "cancelled"), ("delivery failed", "cancelled"), ("failed delivery", "cancelled"),
        ("lost by 3pl", "cancelled"), ("damaged by 3pl", "cancelled"), ("package returned", "returned"), ("returned", "returned"), ("refunded", "returned"),
        ("pending", "open"), ("unpaid", "open"), ("ready to ship", "open"), ("ready_to_ship", "open"), ("packed", "open"), ("topack", "open"),
        ("toship", "open"), ("shipping", "open"), ("in transit", "open"), ("shipped back", "open"), ("package scrapped", "returned"),
    ),
    by_line=True,
)  # fmt: skip
NOTES = Words(
    "Mỗi dòng là một món (số lượng 1) với trạng thái riêng: món bị huỷ trong đơn còn hiệu lực không tính tiền, món bị trả "
    "được ghi là trả lại. paidPrice là tiền khách trả.",
    "Each row is one unit (quantity 1) with a status of its own: a unit cancelled in an order that stands counts as nothing, "
    "one that came back is entered as returned. paidPrice is what the buyer paid.",
)

XLSX = Format(
    id="lazada_orders_xlsx",
    name=Words("đơn hàng Lazada (Seller Center, Excel)", "Lazada orders (Seller Center, Excel)"),
    table="orders",
    marks=("orderItemId", "orderNumber", "createTime", "paidPrice", "unitPrice", "lazadaSku"),
    fields={
        "order_id": "orderNumber",
        "email": unmasked("customerEmail"),
        "phone": unmasked(first("billingPhone", "shippingPhone", "shippingPhone2")),
        "name": unmasked(first("customerName", "billingName", "shippingName")),
        "address": unmasked(first("shippingAddress", "billingAddr")),
        "province": unmasked(first("shippingRegion", "shippingAddress3", "shippingCity", "billingCity")),
        "country": "shippingCountry",
        "ordered_at": "createTime",
        "status": "status",
        "channel": always("Lazada"),
        "store_id": "wareHouse",
        "amount": "paidPrice",
        "list_amount": "unitPrice",
        "returned_amount": "refundAmount",
        "product_id": first("sellerSku", "lazadaSku"),
        "product_name": "itemName",
    },
    habits=HABITS,
    dates="dmy",
    notes=NOTES,
)
CSV = Format(
    id="lazada_orders_csv",
    name=Words("đơn hàng Lazada (Seller Center, CSV đời cũ)", "Lazada orders (Seller Center, the older CSV)"),
    table="orders",
    marks=("Order Item Id", "Order Number", "Created at", "Paid Price", "Unit Price", "Lazada SKU"),
    fields={
        "order_id": "Order Number",
        "email": unmasked("Customer Email"),
        "phone": unmasked("Shipping Phone Number"),
        "name": unmasked(first("Customer Name", "Billing Name", "Shipping Name")),
        "address": unmasked("Shipping Address"),
        "province": unmasked(first("Shipping Region", "Shipping City")),
        "country": "Shipping Country",
        "ordered_at": "Created at",
        "status": "Status",
        "channel": always("Lazada"),
        "amount": "Paid Price",
        "list_amount": "Unit Price",
        "returned_amount": "Refund Amount",
        "product_id": first("Seller SKU", "Lazada SKU"),
        "product_name": "Item Name",
    },
    habits=HABITS,
    dates="dmy",
    notes=NOTES,
)
