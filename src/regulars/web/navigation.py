"""The seven pages of the navigation: their order, addresses, names and icons."""

from __future__ import annotations

from dataclasses import dataclass

from regulars.words import Words


@dataclass(frozen=True)
class Section:
    """One entry of the navigation: `id` is what a page says of itself, `short` its name in the bar of a phone."""

    id: str
    href: str
    name: Words
    icon: str
    short: Words | None = None


SECTIONS = (
    Section("home", "/", Words("Hôm nay", "Today"), "home"),
    Section("classes", "/classes", Words("Phân loại", "Classes"), "classes"),
    Section("customers", "/customers", Words("Khách hàng", "Customers"), "customers", Words("Khách", "Customers")),
    Section("builder", "/builder", Words("Tạo nhóm", "Builder"), "builder"),
    Section("products", "/products", Words("Sản phẩm", "Products"), "products"),
    Section("imports", "/imports", Words("Nhập dữ liệu", "Imports"), "imports"),
    Section("settings", "/settings", Words("Cài đặt", "Settings"), "settings"),
)
ON_A_PHONE = 4  # so many stand in the bar of a phone, the others behind “Thêm”
