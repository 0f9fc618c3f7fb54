"""KiotViet's templates of customers and goods. Its invoices have no file layout of their own that is known for certain: the general file serves."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from regulars.demo.exports.general import General, write

FILES = ("DanhSachKhachHang.xlsx", "DanhSachSanPham.xlsx")
CUSTOMERS = (
    "Loại khách", "Mã khách hàng", "Tên khách hàng", "Điện thoại", "Địa chỉ", "Khu vực giao hàng", "Phường/Xã", "Công ty", "Mã số thuế",
    "Số CMND/CCCD", "Ngày sinh", "Giới tính", "Email", "Facebook", "Nhóm khách hàng", "Ghi chú", "Ngày giao dịch cuối",
    "Nợ cần thu hiện tại", "Tổng bán (Không import)", "Trạng thái",
)  # fmt: skip
PRODUCTS = (
    "Loại hàng", "Nhóm hàng(3 Cấp)", "Mã hàng", "Mã vạch", "Tên hàng", "Thương hiệu", "Giá bán", "Giá vốn", "Tồn kho", "Tồn nhỏ nhất",
    "Tồn lớn nhất", "ĐVT", "Mã ĐVT Cơ bản", "Quy đổi", "Thuộc tính", "Mã HH Liên quan", "Hình ảnh (url1,url2...)", "Sử dụng Imei",
    "Trọng lượng", "Đang kinh doanh", "Được bán trực tiếp", "Mô tả", "Mẫu ghi chú", "Vị trí", "Hàng thành phần", "Bảo hành",
    "Bảo trì định kỳ",
)  # fmt: skip


def export(general: General, folder: Path) -> tuple[Path, ...]:
    """Write the customers and the goods."""
    return write(folder / FILES[0], CUSTOMERS, _customers(general)), write(folder / FILES[1], PRODUCTS, _products(general))


def _customers(general: General) -> Iterator[dict[str, object]]:
    done = (
        general.lines[general.lines["Trạng thái"] == "Hoàn thành"]
        .groupby("Mã khách hàng")
        .agg(last=("when", "max"), net=("Thành tiền", "sum"))
    )
    same = ("Loại khách", "Tên khách hàng", "Điện thoại", "Địa chỉ", "Phường/Xã", "Công ty", "Ngày sinh", "Giới tính", "Email")
    for code, person in general.customers.iterrows():
        bought = (
            {"Ngày giao dịch cuối": f"{done['last'][code]:%d/%m/%Y}", "Tổng bán (Không import)": done["net"][code]}
            if code in done.index
            else {}
        )
        place = " - ".join(part for part in (person["Tỉnh/Thành phố"], person["Quận/Huyện"]) if part)
        group = "Doanh nghiệp|Khách sỉ" if person["Loại khách"] == "Công ty" else "Khách lẻ"
        yield (
            {name: person[name] for name in same}
            | bought
            | {
                "Mã khách hàng": code,
                "Khu vực giao hàng": place,
                "Nhóm khách hàng": group,
                "Nợ cần thu hiện tại": 0,
                "Trạng thái": 1,
            }
        )


def _products(general: General) -> Iterator[dict[str, object]]:
    for goods in general.products.to_dict("records"):
        levels = [goods[f"Nhóm hàng cấp {level}"] for level in (1, 2, 3)]
        yield {name: goods[name] for name in ("Mã hàng", "Tên hàng", "Giá bán", "Giá vốn")} | {
            "Loại hàng": "Hàng hóa",
            "Nhóm hàng(3 Cấp)": ">>".join(dict.fromkeys(levels)),
            "Đang kinh doanh": 1,
            "Được bán trực tiếp": 1,
        }
