"""WooCommerce: the exports of two widely used plugins."""

from __future__ import annotations

from regulars.intake.made import Habits, first, found, sum_of
from regulars.sources.format import Format
from regulars.words import Words

STATUSES = (
    ("completed", "completed"), ("wc-completed", "completed"), ("processing", "completed"), ("wc-processing", "completed"),
    ("refunded", "completed"), ("wc-refunded", "completed"), ("cancelled", "cancelled"), ("wc-cancelled", "cancelled"),
    ("failed", "cancelled"), ("wc-failed", "cancelled"), ("trash", "cancelled"), ("on-hold", "open"), ("wc-on-hold", "open"),
    ("on hold", "open"), ("pending", "open"), ("wc-pending", "open"), ("pending payment", "open"), ("checkout-draft", "cancelled"),
)  # fmt: skip
# Without the amounts given back, a refunded order is one wholly returned.
BLUNT = tuple((word, "returned" if word.endswith("refunded") else meaning) for word, meaning in STATUSES)

WEBTOFFEE = Format(
    id="woocommerce_webtoffee",
    name=Words("đơn hàng WooCommerce (WebToffee)", "WooCommerce orders (WebToffee export)"),
    table="orders",
    marks=("order_id", "order_date", "status", "order_total", "*Product Item 1 Name", "*Product Item 1 id", "*line_item_1"),
    items=(
        "Product Item # Name", "Product Item # id", "Product Item # SKU", "Product Item # Quantity", "Product Item # Total",
        "Product Item # Subtotal", "line_item_#",
    ),
    fields={
        "order_id": "order_id",
        "customer_id": first("customer_id", "customer_user"),
        "email": first("billing_email", "customer_email"),
        "phone": first("billing_phone", "shipping_phone"),
        "first_name": first("billing_first_name", "shipping_first_name"),
        "last_name": first("billing_last_name", "shipping_last_name"),
        "company": "billing_company",
        "address": first("billing_address_1", "shipping_address_1"),
        "province": first("billing_state", "billing_city", "shipping_state", "shipping_city"),
        "country": first("billing_country", "shipping_country"),
        "ordered_at": "order_date",
        "status": "status",
        "currency": "order_currency",
        "coupon_code": found("coupon_items", r"code:([^|;]+)"),
        "quantity": first("Product Item # Quantity", found("line_item_#", r"(?:^|\|)quantity:([0-9.]+)")),
        "amount": first("Product Item # Total", found("line_item_#", r"(?:^|\|)total:([0-9.]+)")),
        "list_amount": first("Product Item # Subtotal", found("line_item_#", r"(?:^|\|)sub_total:([0-9.]+)")),
        "product_id": first("Product Item # SKU", "Product Item # id", found("line_item_#", r"product_id:([0-9]+)")),
        "product_name": first("Product Item # Name", found("line_item_#", r"(?:^|\|)name:([^|]+)")),
        "order_returned": sum_of("refund_items", r"amount:-?([0-9.]+)"),
    },
    habits=Habits(statuses=STATUSES, nobody=("0",)),
    notes=Words(
        "Mỗi đơn một dòng, hàng nằm ở các cột Product Item 1, 2, 3…: mỗi món thành một dòng của đơn. Khách số 0 là khách vãng lai.",
        "One row per order, the goods in columns Product Item 1, 2, 3…: each becomes a line of the order. Customer 0 is a guest.",
    ),
)  # fmt: skip

ADVANCED = Format(
    id="woocommerce_advanced_order_export",
    name=Words("đơn hàng WooCommerce (Advanced Order Export)", "WooCommerce orders (Advanced Order Export)"),
    table="orders",
    marks=("Order Number", "Order Status", "Order Date", "Order Total", "Billing First Name", "Item Name"),
    fields={
        "order_id": "Order Number",
        "customer_id": first("Customer ID", "Customer User ID"),
        "email": "Billing Email",
        "phone": "Billing Phone",
        "first_name": first("Billing First Name", "Shipping First Name"),
        "last_name": first("Billing Last Name", "Shipping Last Name"),
        "address": first("Billing Address 1", "Shipping Address 1"),
        "province": first("Billing State", "Billing City", "Shipping State", "Shipping City"),
        "country": first("Billing Country", "Shipping Country"),
        "ordered_at": "Order Date",
        "status": "Order Status",
        "currency": first("Order Currency", "Currency"),
        "coupon_code": "Coupon Code",
        "quantity": "Item Quantity",
        "product_id": first("SKU", "Product Id", "Item Name"),
        "product_name": "Item Name",
        "order_total": "Order Total",
        "order_returned": "Order Refund Amount",
    },
    habits=Habits(statuses=BLUNT, sparse=True, nobody=("0",)),
    notes=Words(
        "Tệp không có giá từng món: Order Total (gồm phí giao và thuế) chia về các món theo số lượng.",
        "The file has no price per item: Order Total (shipping and taxes included) is spread over the items by quantity.",
    ),
)
