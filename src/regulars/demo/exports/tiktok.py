"""TikTok Shop's export of orders: a second row that describes the columns, tabs behind long numbers, "Cancelation", days before months."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from regulars.demo.exports.general import General, number_of, sold, write
from regulars.demo.exports.shopee import username
from regulars.demo.people import masked

if TYPE_CHECKING:
    import pandas as pd

FILE = "To_ship_order.csv"
HEADERS = (
    "Order ID", "Order Status", "Order Substatus", "Cancelation/Return Type", "Normal or Pre-order", "SKU ID", "Seller SKU", "Product Name",
    "Variation", "Quantity", "Sku Quantity of return", "SKU Unit Original Price", "SKU Subtotal Before Discount", "SKU Platform Discount",
    "SKU Seller Discount", "SKU Subtotal After Discount", "Shipping Fee After Discount", "Original Shipping Fee",
    "Shipping Fee Seller Discount", "Shipping Fee Platform Discount", "Payment platform discount", "Taxes", "Order Amount",
    "Order Refund Amount", "Created Time", "Paid Time", "RTS Time", "Shipped Time", "Delivered Time", "Cancelled Time", "Cancel By",
    "Cancel Reason", "Fulfillment Type", "Warehouse Name", "Tracking ID", "Delivery Option", "Shipping Provider Name", "Buyer Message",
    "Buyer Username", "Recipient", "Phone #", "Country", "Province", "District", "Commune", "Detail Address",
    "Additional address information", "Payment Method", "Weight(kg)", "Product Category", "Package ID", "Seller Note", "Checked Status",
    "Checked Marked by",
)  # fmt: skip
NOTE = {
    "Order ID": "Platform unique order ID.",
    "Order Status": "Current order status.",
    "Cancelation/Return Type": "Whether the order was canceled or returned.",
    "Seller SKU": "The SKU the seller gave.",
    "Quantity": "SKU sold quantity in the order.",
    "Sku Quantity of return": "SKU returned quantity in the order.",
    "SKU Unit Original Price": "Original unit price of the SKU.",
    "SKU Subtotal Before Discount": "Unit price times quantity.",
    "SKU Subtotal After Discount": "Subtotal before discount less the discounts.",
    "Order Amount": "What the buyer pays for the whole order.",
    "Order Refund Amount": "What was paid back for the whole order.",
    "Created Time": "Order created time.",
}
FIRST = 576_460_000_000_000_000


def export(general: General, folder: Path) -> tuple[Path, ...]:
    """Write the orders of the channel TikTok Shop."""
    note = {name: NOTE.get(name, f"{name} of the order.") for name in HEADERS}
    return (write(folder / FILE, HEADERS, _rows(general, sold(general, "TikTok Shop")), note=note),)


def _rows(general: General, lines: pd.DataFrame) -> Iterator[dict[str, object]]:
    for line in lines.to_dict("records"):
        yield _order(line) | _goods(line) | _buyer(general, line["Mã khách hàng"])


def _order(line: dict[str, Any]) -> dict[str, object]:
    when, cancelled = f"{line['when']:%d/%m/%Y %H:%M:%S}", line["Trạng thái"] == "Đã hủy"
    return {
        "Order ID": f"{FIRST + number_of(line['Mã hóa đơn'])}\t",
        "Order Status": "Canceled" if cancelled else "Completed",
        "Order Substatus": "Canceled" if cancelled else "Completed",
        "Cancelation/Return Type": "Cancel" if cancelled else "Return/Refund" if line["refunded"] else "",
        "Normal or Pre-order": "Normal",
        "Order Amount": line["total"],
        "Order Refund Amount": line["refunded"] or "",
        "Shipping Fee After Discount": 0,
        "Taxes": 0,
        "Created Time": when,
        "Paid Time": "" if cancelled else when,
        "Cancelled Time": when if cancelled else "",
        "Cancel By": "User" if cancelled else "",
        "Fulfillment Type": "Fulfillment by seller",
        "Payment Method": "Cash on delivery",
    }


def _goods(line: dict[str, Any]) -> dict[str, object]:
    return {
        "SKU ID": f"{FIRST // 1000 + int.from_bytes(line['Mã hàng'].encode()[-3:], 'big')}\t",
        "Seller SKU": line["Mã hàng"],
        "Product Name": line["Tên hàng"],
        "Variation": "Mặc định",
        "Quantity": line["Số lượng"],
        "Sku Quantity of return": line["Số lượng"] if line["returned"] else 0,
        "SKU Unit Original Price": line["Đơn giá"],
        "SKU Subtotal Before Discount": line["Đơn giá"] * line["Số lượng"],
        "SKU Platform Discount": 0,
        "SKU Seller Discount": line["Giảm giá"],
        "SKU Subtotal After Discount": line["Thành tiền"],
    }


def _buyer(general: General, code: str) -> dict[str, object]:
    person = general.customers.loc[code]
    name, phone = person["Tên khách hàng"].strip(), person["Điện thoại"]
    return {
        "Buyer Username": username(name, code),
        "Recipient": name if "*" in name else masked(name),
        "Phone #": "(+84)*******" + (phone[-2:] if phone else "00"),
        "Country": "Vietnam",
        "Province": person["Tỉnh/Thành phố"],
        "District": person["Quận/Huyện"],
        "Detail Address": "****",
    }
