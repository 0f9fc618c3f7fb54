"""TikTok Shop: the export of orders."""

from __future__ import annotations

from regulars.intake.made import Habits, always, bare, first, unmasked, when
from regulars.sources.format import Format
from regulars.words import Words

ORDERS = Format(
    id="tiktok_shop_orders",
    name=Words("đơn hàng TikTok Shop (Quản lý đơn hàng › Xuất)", "TikTok Shop orders (Manage orders › Export)"),
    table="orders",
    marks=("Order ID", "Order Status", "SKU ID", "SKU Subtotal After Discount", "Created Time"),
    fields={
        "order_id": bare("Order ID"),
        "customer_id": unmasked(bare("Buyer Username")),
        "name": unmasked(bare("Recipient")),
        "phone": unmasked(bare("Phone #")),
        "address": unmasked(first(bare("Detail Address"), bare("Additional address information"))),
        "ward": unmasked(bare("Commune")),
        "district": unmasked(bare("District")),
        "province": unmasked(bare("Province")),
        "country": bare("Country"),
        "ordered_at": bare("Created Time"),
        "cancelled_at": bare("Cancelled Time"),
        "status": first(
            when("Cancelation/Return Type", "Canceled", "cancel", "cancelled", "canceled", "cancellation", "cancelation", "hủy", "đã hủy"),
            bare("Order Status"),
        ),
        "channel": always("TikTok Shop"),
        "store_id": bare("Warehouse Name"),
        "quantity": bare("Quantity"),
        "returned_quantity": bare("Sku Quantity of return"),
        "list_amount": bare("SKU Subtotal Before Discount"),
        "amount": bare("SKU Subtotal After Discount"),
        "order_returned": bare("Order Refund Amount"),
        "product_id": first(bare("Seller SKU"), bare("SKU ID")),
        "product_name": bare("Product Name"),
        "category_1": bare("Product Category"),
    },
    habits=Habits(
        statuses=(
            ("completed", "completed"), ("delivered", "completed"), ("shipped", "completed"), ("hoàn tất", "completed"),
            ("đã hoàn tất", "completed"), ("đã giao", "completed"), ("đã vận chuyển", "completed"), ("canceled", "cancelled"),
            ("cancelled", "cancelled"), ("cancelation", "cancelled"), ("đã hủy", "cancelled"), ("đã huỷ", "cancelled"),
            ("unpaid", "open"), ("to ship", "open"), ("in transit", "open"), ("on hold", "open"), ("chưa thanh toán", "open"), ("cần gửi", "open"),
            ("chờ vận chuyển", "open"), ("đang vận chuyển", "open"),
        ),
        by_line=True,
    ),
    dates="dmy",
    described=True,
    notes=Words(
        "Dòng thứ hai giải thích các cột, được bỏ qua. Order Amount lặp lại ở từng dòng nên không cộng: tiền của dòng là SKU "
        "Subtotal After Discount, đã trừ giảm giá của tiệm và của sàn. Order Refund Amount chia về các món được trả.",
        "The second row explains the columns and is passed over. Order Amount repeats on each line and is not added up: a line "
        "is worth SKU Subtotal After Discount, after the shop's and the platform's discount. Order Refund Amount is spread over "
        "the goods returned.",
    ),
)  # fmt: skip
