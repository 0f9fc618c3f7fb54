"""Shopify: the exports of orders and of customers."""

from __future__ import annotations

from regulars.intake.made import Habits, bare, first
from regulars.sources.format import Format
from regulars.words import Words

ORDERS = Format(
    id="shopify_orders",
    name=Words("đơn hàng Shopify (Orders › Export)", "Shopify orders (Orders › Export)"),
    table="orders",
    marks=("Name", "Financial Status", "Created at", "Lineitem quantity", "Lineitem name", "Lineitem price"),
    fields={
        "order_id": bare("Name"),
        "email": "Email",
        "phone": first(bare("Phone"), bare("Billing Phone"), bare("Shipping Phone")),
        "name": first("Billing Name", "Shipping Name"),
        "ordered_at": "Created at",
        "cancelled_at": "Cancelled at",
        "status": "Financial Status",
        "currency": "Currency",
        "coupon_code": "Discount Code",
        "channel": "Source",
        "store_id": "Location",
        "quantity": "Lineitem quantity",
        "unit_price": "Lineitem price",
        "list_price": "Lineitem compare at price",
        "discount": "Lineitem discount",
        "order_total": "Subtotal",
        "order_returned": "Refunded Amount",
        "product_id": first("Lineitem sku", "Lineitem name"),
        "product_name": "Lineitem name",
        "address": first("Billing Address1", "Billing Street", "Shipping Address1", "Shipping Street"),
        "province": first("Billing Province Name", "Billing Province", "Billing City", "Shipping Province Name", "Shipping Province", "Shipping City"),
        "country": first("Billing Country", "Shipping Country"),
        "company": "Billing Company",
    },
    habits=Habits(
        statuses=(
            ("paid", "completed"), ("partially_paid", "completed"), ("partially_refunded", "completed"), ("refunded", "completed"),
            ("voided", "cancelled"), ("expired", "cancelled"), ("pending", "open"), ("authorized", "open"), ("unpaid", "open"),
        ),
        sparse=True,
    ),
    notes=Words(
        "Ô của cả đơn chỉ có ở dòng đầu. Tiền hàng của đơn là Subtotal (sau mọi giảm giá, chưa phí giao và thuế cộng thêm), chia "
        "về từng dòng. Refunded Amount cũng chia về từng dòng.",
        "Cells of the order stand on its first line only. The goods of an order are worth its Subtotal (after all discounts, "
        "before shipping and added taxes), spread over its lines; so is Refunded Amount.",
    ),
)  # fmt: skip

_PERSON = {
    "customer_id": bare("Customer ID"),
    "first_name": "First Name",
    "last_name": "Last Name",
    "email": "Email",
    "phone": first(bare("Phone"), bare("Default Address Phone")),
    "company": first("Company", "Default Address Company"),
    "address": first("Address1", "Default Address Address1"),
    "province": first("Province", "Default Address Province Code", "City", "Default Address City"),
    "country": first("Country", "Country Code", "Default Address Country Code"),
}
CONSENTS = Format(
    id="shopify_consents",
    name=Words("sự đồng ý trong tệp khách Shopify", "consents in Shopify's customers file"),
    table="consents",
    marks=("First Name", "Last Name", "Email", "Accepts Email Marketing"),
    fields={
        "customer_id": bare("Customer ID"), "email": "Email", "phone": bare("Phone"),
        "email_consent": "Accepts Email Marketing", "sms_consent": "Accepts SMS Marketing",
    },
)  # fmt: skip
CUSTOMERS = Format(
    id="shopify_customers",
    name=Words("khách hàng Shopify (Customers › Export)", "Shopify customers (Customers › Export)"),
    table="customers",
    marks=("First Name", "Last Name", "Email", "Tags", "*Accepts Email Marketing", "*Total Spent", "*Default Address Zip"),
    fields=_PERSON,
    absent=("Lineitem name",),
    habits=Habits(lists=(("Tags", ","),)),
    also=(CONSENTS,),
    notes=Words(
        "Cả hai kiểu: có hay không có Customer ID. Không có mã thì khách được nhận ra theo điện thoại, rồi e-mail.",
        "Both kinds: with and without Customer ID. Without one a customer is known by phone, then by e-mail.",
    ),
)
