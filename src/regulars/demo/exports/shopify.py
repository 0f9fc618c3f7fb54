"""Shopify's export of orders: what belongs to the order stands on its first line only, the others leave it blank."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from regulars.demo.exports.general import General, number_of, sold, write

if TYPE_CHECKING:
    import pandas as pd

FILE = "orders_export.csv"
HEADERS = (
    "Name", "Email", "Financial Status", "Paid at", "Fulfillment Status", "Fulfilled at", "Accepts Marketing", "Currency", "Subtotal",
    "Shipping", "Taxes", "Total", "Discount Code", "Discount Amount", "Shipping Method", "Created at", "Lineitem quantity", "Lineitem name",
    "Lineitem price", "Lineitem compare at price", "Lineitem sku", "Lineitem requires shipping", "Lineitem taxable",
    "Lineitem fulfillment status", "Billing Name", "Billing Street", "Billing Address1", "Billing Address2", "Billing Company",
    "Billing City", "Billing Zip", "Billing Province", "Billing Country", "Billing Phone", "Shipping Name", "Shipping Street",
    "Shipping Address1", "Shipping Address2", "Shipping Company", "Shipping City", "Shipping Zip", "Shipping Province", "Shipping Country",
    "Shipping Phone", "Notes", "Note Attributes", "Cancelled at", "Payment Method", "Payment Reference", "Refunded Amount", "Vendor",
    "Outstanding Balance", "Employee", "Location", "Device ID", "Id", "Tags", "Risk Level", "Source", "Lineitem discount", "Tax 1 Name",
    "Tax 1 Value", "Tax 2 Name", "Tax 2 Value", "Tax 3 Name", "Tax 3 Value", "Tax 4 Name", "Tax 4 Value", "Tax 5 Name", "Tax 5 Value",
    "Phone", "Receipt Number", "Duties", "Billing Province Name", "Shipping Province Name", "Payment ID", "Payment Terms Name",
    "Next Payment Due At", "Payment References",
)  # fmt: skip


def export(general: General, folder: Path) -> tuple[Path, ...]:
    """Write the orders of the shop's own web pages."""
    return (write(folder / FILE, HEADERS, _rows(general, sold(general, "Website"))),)


def _rows(general: General, lines: pd.DataFrame) -> Iterator[dict[str, object]]:
    emails = general.customers["Email"]
    own = set(emails[~emails.duplicated(keep=False)])
    before = ""
    for line in lines.to_dict("records"):
        code = line["Mã hóa đơn"]
        whole = _order(line) | _buyer(general, line["Mã khách hàng"], own) if code != before else {}
        yield {"Name": _name(code)} | whole | _goods(line)
        before = code


def _name(code: str) -> str:
    return f"#{1000 + number_of(code)}"


def _order(line: dict[str, Any]) -> dict[str, object]:
    when, cancelled = f"{line['when']:%Y-%m-%d %H:%M:%S} +0700", line["Trạng thái"] == "Đã hủy"
    status = (
        "voided" if cancelled else "refunded" if line["refunded"] == line["total"] else "partially_refunded" if line["refunded"] else "paid"
    )
    return {
        "Financial Status": status,
        "Paid at": "" if cancelled else when,
        "Fulfillment Status": "unfulfilled" if cancelled else "fulfilled",
        "Accepts Marketing": "no",
        "Currency": "VND",
        "Subtotal": line["total"],
        "Shipping": 0,
        "Taxes": 0,
        "Total": line["total"],
        "Discount Code": line["Mã giảm giá"],
        "Discount Amount": line["voucher"],
        "Created at": when,
        "Cancelled at": when if cancelled else "",
        "Payment Method": "Cash on Delivery (COD)",
        "Refunded Amount": line["refunded"],
        "Id": 5_000_000_000 + number_of(line["Mã hóa đơn"]),
        "Risk Level": "Low",
        "Source": "web",
    }


def _goods(line: dict[str, Any]) -> dict[str, object]:
    return {
        "Lineitem quantity": line["Số lượng"],
        "Lineitem name": line["Tên hàng"],
        "Lineitem price": line["deal"],
        "Lineitem compare at price": line["Đơn giá"] if line["deal"] < line["Đơn giá"] else "",
        "Lineitem sku": line["Mã hàng"],
        "Lineitem requires shipping": "true",
        "Lineitem taxable": "true",
        "Lineitem fulfillment status": "fulfilled",
        "Lineitem discount": 0,
    }


def _buyer(general: General, code: str, own: set[str]) -> dict[str, object]:
    """The buyer, always with an e-mail address: a web shop asks for one."""
    person = general.customers.loc[code]
    name, email = " ".join(person["Tên khách hàng"].split()), person["Email"]
    who = {"Name": name, "Address1": person["Địa chỉ"], "City": person["Quận/Huyện"], "Province": person["Tỉnh/Thành phố"], "Country": "VN"}
    placed = {f"{kind} {key}": value for kind in ("Billing", "Shipping") for key, value in (who | {"Phone": person["Điện thoại"]}).items()}
    return placed | {"Email": email if email in own and email else f"{code.lower()}@example.com", "Phone": person["Điện thoại"]}
