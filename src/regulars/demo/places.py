"""Real wards of Vietnam, as they were (63 provinces, with districts) and as they are since July 2025 (34, without), and who lives where."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

EARTH_KM = 6371.0
STREETS = (
    "Nguyễn Văn Linh", "Lê Duẩn", "Hùng Vương", "Trần Phú", "Bạch Đằng", "Phan Châu Trinh", "Hoàng Diệu", "Điện Biên Phủ",
    "Nguyễn Tri Phương", "Ngô Quyền", "Võ Nguyên Giáp", "Trần Hưng Đạo", "Lê Lợi", "Quang Trung", "Hải Phòng", "Ông Ích Khiêm",
    "Núi Thành", "2 Tháng 9", "30 Tháng 4", "Nguyễn Hữu Thọ", "Lê Đình Lý", "Hàm Nghi", "Đống Đa", "Yên Bái", "Thái Phiên",
    "Nguyễn Chí Thanh", "Pasteur", "Lê Hồng Phong", "Trưng Nữ Vương", "Cách Mạng Tháng Tám", "Tôn Đức Thắng", "Nguyễn Lương Bằng",
    "Âu Cơ", "Hoàng Văn Thái", "Lê Văn Hiến", "Ngũ Hành Sơn", "Phạm Văn Đồng", "Nguyễn Công Trứ", "Võ Văn Kiệt", "Hồ Xuân Hương",
    "An Dương Vương", "Châu Thị Vĩnh Tế", "Phan Đăng Lưu", "Tiểu La", "Duy Tân", "Nguyễn Sơn", "Hồ Nguyên Trừng", "Lý Thường Kiệt",
    "Ngô Gia Tự", "Lý Tự Trọng", "Trần Cao Vân", "Hà Huy Tập", "Huỳnh Ngọc Huệ", "Trường Chinh", "Nguyễn Phước Nguyên", "Kỳ Đồng",
    "Lê Thanh Nghị", "Xô Viết Nghệ Tĩnh", "Cách Mạng", "Phan Bội Châu",
)  # fmt: skip

# Share of the customers who live there; the rest of a province falls off with the distance from the shop.
PROVINCES = {
    "Đà Nẵng": 60.0, "Quảng Nam": 11.0, "Huế": 4.0, "Quảng Ngãi": 3.0, "Hồ Chí Minh": 8.0, "Hà Nội": 6.0, "Quảng Trị": 1.0,
    "Bình Định": 1.2, "Gia Lai": 0.8, "Đắk Lắk": 0.8, "Khánh Hòa": 1.0, "Lâm Đồng": 0.5, "Bình Dương": 0.9, "Đồng Nai": 0.8,
    "Hải Phòng": 0.6, "Nghệ An": 0.5, "Cần Thơ": 0.5,
}  # fmt: skip
MERGED = {"Đà Nẵng": ("Đà Nẵng", "Quảng Nam"), "Gia Lai": ("Gia Lai", "Bình Định"), "Hồ Chí Minh": ("Hồ Chí Minh", "Bình Dương")}
NOBODY = ("Hoàng Sa", "Trường Sa", "Côn Đảo")
CENTRE = (16.0605, 108.2208)
HOME = ("Đà Nẵng", "Quảng Nam")
SCALE_KM = 9.0


@dataclass(frozen=True)
class Places:
    """Wards people may live in, one entry each: first those of the old list (with a district), then those of the new (without).

    `km` is the distance from the shop's town, `east` whether the second branch is nearer; `old` and `new` are the running sums of the share
    of people who live in the wards of either list.
    """

    ward: np.ndarray
    district: np.ndarray
    province: np.ndarray
    km: np.ndarray
    east: np.ndarray
    old: np.ndarray
    new: np.ndarray

    def drawn(self, modern: np.ndarray, rng: np.random.Generator) -> np.ndarray:
        """The index of a ward for every person, from the new list where `modern`, else from the old."""
        u = rng.random(len(modern))
        old = np.searchsorted(self.old, u, "right").clip(0, len(self.old) - 1)
        new = np.searchsorted(self.new, u, "right").clip(0, len(self.new) - 1)
        return np.where(modern, new + len(self.old), old)


def kilometres(latitude: np.ndarray, longitude: np.ndarray) -> np.ndarray:
    """Great-circle distance from the shop's town, in km."""
    here, there = np.radians(CENTRE[0]), np.radians(latitude)
    half = np.sin((there - here) / 2) ** 2 + np.cos(here) * np.cos(there) * np.sin(np.radians(longitude - CENTRE[1]) / 2) ** 2
    return 2 * EARTH_KM * np.arcsin(np.sqrt(half))


def _rows(table: str, fields: list[str]) -> list[tuple]:
    from vietnamadminunits.database import get_data

    found = [tuple(row.values()) for row in get_data(fields=fields, table=table)]
    return sorted(row for row in found if None not in row and not any(name in part for name in NOBODY for part in row[:3]))


def _share(province: np.ndarray, km: np.ndarray, wanted: dict[str, float]) -> np.ndarray:
    """How many of the customers live in each ward: a province's share, near wards first where the province is near."""
    weight = np.where(km < 150, np.exp(-km / SCALE_KM) + 0.004, 1.0)
    for name in np.unique(province):
        here = province == name
        weight[here] *= wanted.get(name, 0.0) / weight[here].sum()
    return np.cumsum(weight / weight.sum())


@lru_cache
def places() -> Places:
    """All wards of the provinces where customers live, from the data of `vietnamadminunits`."""
    legacy = _rows("admin_units_legacy", ["provinceShort", "district", "ward", "wardLat", "wardLon"])
    modern = _rows("admin_units", ["provinceShort", "'' AS district", "ward", "wardLat", "wardLon"])
    merged = {name: sum(PROVINCES[part] for part in MERGED.get(name, (name,))) for name in PROVINCES}
    legacy, modern = ([row for row in rows if row[0] in PROVINCES] for rows in (legacy, modern))
    province, district, ward = (np.array([row[at] for row in legacy + modern], dtype=object) for at in range(3))
    latitude, longitude = (np.array([row[at] for row in legacy + modern]) for at in (3, 4))
    km, cut = kilometres(latitude, longitude), len(legacy)
    shares = _share(province[:cut], km[:cut], PROVINCES), _share(province[cut:], km[cut:], merged)
    return Places(ward, district, province, km, (longitude > CENTRE[1] + 0.007) & (km < 60), *shares)
