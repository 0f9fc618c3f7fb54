"""Shopee's export of orders: a row per product, the order's sums on each, names masked, and two columns that differ by one capital letter."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from regulars.demo.exports.general import General, number_of, sold, write
from regulars.demo.names import unaccented
from regulars.demo.people import masked

if TYPE_CHECKING:
    import pandas as pd

FILE = "Order.all.xlsx"
HEADERS = (
    "Mã đơn hàng", "Mã Kiện Hàng", "Ngày đặt hàng", "Trạng Thái Đơn Hàng", "Nhận xét từ Người mua", "Mã vận đơn", "Đơn Vị Vận Chuyển",
    "Phương thức giao hàng", "Loại đơn hàng", "Ngày giao hàng dự kiến", "Ngày gửi hàng", "Thời gian giao hàng",
    "Tình trạng Trả hàng / Hoàn tiền", "SKU sản phẩm", "Tên sản phẩm", "Cân nặng sản phẩm", "Tổng cân nặng", "SKU phân loại hàng",
    "Tên phân loại hàng", "Giá gốc", "Người bán trợ giá", "Được Shopee trợ giá", "Tổng số tiền được người bán trợ giá", "Giá ưu đãi",
    "Số lượng", "Tổng giá bán (sản phẩm)", "Tổng giá trị đơn hàng (VND)", "Mã giảm giá của Shop", "Hoàn Xu", "Mã giảm giá của Shopee",
    "Chỉ tiêu combo khuyến mãi", "Giảm giá từ combo Shopee", "Giảm giá từ Combo của Shop", "Shopee Xu được hoàn",
    "Số tiền được giảm khi thanh toán bằng thẻ Ghi nợ", "Phí vận chuyển (dự kiến)", "Phí vận chuyển mà người mua trả",
    "Tổng số tiền người mua thanh toán", "Thời gian hoàn thành đơn hàng", "Thời gian đơn hàng được thanh toán", "Phương thức thanh toán",
    "Phí cố định", "Phí Dịch Vụ", "Phí giao dịch", "Tiền ký quỹ", "Người Mua", "Tên Người nhận", "Số điện thoại", "Tỉnh/Thành phố",
    "TP / Quận / Huyện", "Quận", "Địa chỉ nhận hàng", "Quốc gia", "Ghi chú", "Tổng số tiền Người mua thanh toán", "Lý do hủy",
    "Trạng thái Trả hàng/Hoàn tiền", "Phí vận chuyển trả hàng (đơn Trả hàng/hoàn tiền)",
)  # fmt: skip
CANCELLED = "Đã hủy"


def export(general: General, folder: Path) -> tuple[Path, ...]:
    """Write the orders of the channel Shopee."""
    return (write(folder / FILE, HEADERS, _rows(general, sold(general, "Shopee"))),)


def _rows(general: General, lines: pd.DataFrame) -> Iterator[dict[str, object]]:
    for line in lines.to_dict("records"):
        cancelled = line["Trạng thái"] == CANCELLED
        yield (
            _order(line)
            | _goods(line)
            | buyer(general, line["Mã khách hàng"])
            | {
                "Trạng Thái Đơn Hàng": CANCELLED if cancelled else "Hoàn thành",
                "Lý do hủy": "Người mua đổi ý" if cancelled else "",
                "Tình trạng Trả hàng / Hoàn tiền": "Đã chấp thuận yêu cầu" if line["returned"] else "",
            }
        )


def _order(line: dict[str, Any]) -> dict[str, object]:
    when, code = line["when"], number_of(line["Mã hóa đơn"])
    return {
        "Mã đơn hàng": f"{when:%y%m%d}{np.base_repr(code + 60_466_176, 36)}",
        "Mã Kiện Hàng": f"OFG{code + 10**11}",
        "Ngày đặt hàng": f"{when:%Y-%m-%d %H:%M}",
        "Thời gian đơn hàng được thanh toán": f"{when:%Y-%m-%d %H:%M}",
        "Đơn Vị Vận Chuyển": "SPX Express",
        "Loại đơn hàng": "Đơn thường",
        "Tổng giá trị đơn hàng (VND)": _money(line["total"]),
        "Mã giảm giá của Shop": _money(line["voucher"]),
        "Mã giảm giá của Shopee": _money(0),
        "Giảm giá từ combo Shopee": _money(0),
        "Giảm giá từ Combo của Shop": _money(0),
        "Phí vận chuyển mà người mua trả": _money(0),
        "Tổng số tiền người mua thanh toán": _money(line["total"]),
        "Phương thức thanh toán": "Thanh toán khi nhận hàng",
    }


def _goods(line: dict[str, Any]) -> dict[str, object]:
    off = line["Đơn giá"] - line["deal"]
    return {
        "SKU sản phẩm": line["Mã hàng"],
        "SKU phân loại hàng": line["Mã hàng"],
        "Tên sản phẩm": line["Tên hàng"],
        "Giá gốc": _money(line["Đơn giá"]),
        "Người bán trợ giá": _money(off),
        "Được Shopee trợ giá": _money(0),
        "Tổng số tiền được người bán trợ giá": _money(off * line["Số lượng"]),
        "Giá ưu đãi": _money(line["deal"]),
        "Số lượng": line["Số lượng"],
        "Tổng giá bán (sản phẩm)": _money(line["deal"] * line["Số lượng"]),
        "Tổng số tiền Người mua thanh toán": _money(line["Thành tiền"]),
    }


def buyer(general: General, code: str) -> dict[str, object]:
    """What the platform shows of a buyer: a user name, and the rest in asterisks."""
    person = general.customers.loc[code]
    name, phone = person["Tên khách hàng"].strip(), person["Điện thoại"]
    return {
        "Người Mua": username(name, code),
        "Tên Người nhận": name if "*" in name else masked(name),
        "Số điện thoại": "******" + (phone[-2:] if phone else "00"),
        "Tỉnh/Thành phố": person["Tỉnh/Thành phố"],
        "TP / Quận / Huyện": person["Quận/Huyện"],
        "Địa chỉ nhận hàng": "******",
        "Quốc gia": "VN",
    }


def username(name: str, code: str) -> str:
    """The name a buyer signs in with: their given name and a number that nobody else has."""
    return f"{unaccented(name.rsplit(maxsplit=1)[-1])}{number_of(code)}"


def _money(amount: int) -> str:
    return f"{amount}.00"
