"""Real wards of Vietnam, as they were (63 provinces, with districts) and as they are since July 2025 (34, without), and who lives where."""

from __future__ import annotations

from collections.abc import Mapping
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

# What became of old provinces that are written here by both names, since July 2025.
MERGED = {
    "Đà Nẵng": ("Đà Nẵng", "Quảng Nam"), "Gia Lai": ("Gia Lai", "Bình Định"),
    "Hồ Chí Minh": ("Hồ Chí Minh", "Bình Dương", "Bà Rịa - Vũng Tàu"), "Tây Ninh": ("Tây Ninh", "Long An"),
    "Đồng Tháp": ("Đồng Tháp", "Tiền Giang"), "Hải Phòng": ("Hải Phòng", "Hải Dương"), "Ninh Bình": ("Ninh Bình", "Nam Định"),
    "Phú Thọ": ("Phú Thọ", "Vĩnh Phúc"), "Quảng Trị": ("Quảng Trị", "Quảng Bình"),
}  # fmt: skip
NOBODY = ("Hoàng Sa", "Trường Sa", "Côn Đảo")
SCALE_KM = 9.0


@dataclass(frozen=True)
class Town:
    """Where a shop stands, and where its customers live: their share by province, near wards first where the province is near.

    `home`: the provinces from which people come to the store; `east`: the longitude beyond which the second branch is nearer.
    """

    latitude: float
    longitude: float
    east: float
    home: tuple[str, ...]
    provinces: Mapping[str, float]

    def __hash__(self) -> int:
        return hash((self.latitude, self.longitude, self.home, tuple(self.provinces.items())))


DA_NANG = Town(16.0605, 108.2208, 108.2208 + 0.007, ("Đà Nẵng", "Quảng Nam"), {
    "Đà Nẵng": 60.0, "Quảng Nam": 11.0, "Huế": 4.0, "Quảng Ngãi": 3.0, "Hồ Chí Minh": 8.0, "Hà Nội": 6.0, "Quảng Trị": 1.0,
    "Bình Định": 1.2, "Gia Lai": 0.8, "Đắk Lắk": 0.8, "Khánh Hòa": 1.0, "Lâm Đồng": 0.5, "Bình Dương": 0.9, "Đồng Nai": 0.8,
    "Hải Phòng": 0.6, "Nghệ An": 0.5, "Cần Thơ": 0.5,
})  # fmt: skip
HUE = Town(16.4637, 107.5909, 107.60, ("Huế",), {
    "Huế": 72.0, "Quảng Trị": 7.0, "Đà Nẵng": 6.0, "Quảng Nam": 2.0, "Quảng Bình": 3.0, "Hồ Chí Minh": 4.0, "Hà Nội": 4.0, "Nghệ An": 1.0,
    "Hà Tĩnh": 1.0,
})  # fmt: skip
HANOI = Town(21.0245, 105.8412, 105.86, ("Hà Nội",), {
    "Hà Nội": 80.0, "Hưng Yên": 2.5, "Bắc Ninh": 3.5, "Hải Phòng": 3.0, "Hải Dương": 1.5, "Vĩnh Phúc": 1.5, "Phú Thọ": 1.0,
    "Nam Định": 1.0, "Ninh Bình": 1.0, "Thanh Hóa": 1.0, "Nghệ An": 1.0, "Hồ Chí Minh": 3.0,
})  # fmt: skip
HANOI_CENTRE = Town(21.0245, 105.8412, 105.842, ("Hà Nội",), {"Hà Nội": 97.5, "Hưng Yên": 1.0, "Bắc Ninh": 1.5})
HOI_AN = Town(15.8801, 108.3380, 108.36, ("Quảng Nam", "Đà Nẵng"), {"Quảng Nam": 80.0, "Đà Nẵng": 20.0})
SAIGON = Town(10.7769, 106.7009, 106.72, ("Hồ Chí Minh", "Bình Dương"), {
    "Hồ Chí Minh": 54.0, "Bình Dương": 8.0, "Đồng Nai": 7.0, "Bà Rịa - Vũng Tàu": 3.0, "Long An": 3.0, "Tây Ninh": 1.5, "Tiền Giang": 2.0,
    "Đồng Tháp": 1.0, "Cần Thơ": 2.5, "An Giang": 1.5, "Lâm Đồng": 2.0, "Khánh Hòa": 2.0, "Đắk Lắk": 1.5, "Đà Nẵng": 3.0, "Hà Nội": 6.0,
    "Hải Phòng": 1.0, "Nghệ An": 1.0,
})  # fmt: skip
EVERYWHERE = Town(10.7769, 106.7009, 106.72, ("Hồ Chí Minh",), {
    "Hồ Chí Minh": 22.0, "Bình Dương": 5.0, "Đồng Nai": 5.0, "Bà Rịa - Vũng Tàu": 2.0, "Long An": 3.0, "Tây Ninh": 2.0, "Tiền Giang": 3.0,
    "Đồng Tháp": 2.5, "Cần Thơ": 4.0, "An Giang": 3.0, "Cà Mau": 2.0, "Vĩnh Long": 2.0, "Lâm Đồng": 3.0, "Khánh Hòa": 3.0, "Đắk Lắk": 3.0,
    "Gia Lai": 2.0, "Bình Định": 2.0, "Đà Nẵng": 4.0, "Quảng Ngãi": 2.0, "Huế": 1.5, "Nghệ An": 3.0, "Thanh Hóa": 3.0, "Hà Nội": 13.0,
    "Hải Phòng": 3.0, "Quảng Ninh": 2.0, "Thái Nguyên": 1.5, "Bắc Ninh": 2.0, "Lào Cai": 0.5, "Sơn La": 0.5,
})  # fmt: skip


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


def kilometres(town: Town, latitude: np.ndarray, longitude: np.ndarray) -> np.ndarray:
    """Great-circle distance from the shop's town, in km."""
    here, there = np.radians(town.latitude), np.radians(latitude)
    half = np.sin((there - here) / 2) ** 2 + np.cos(here) * np.cos(there) * np.sin(np.radians(longitude - town.longitude) / 2) ** 2
    return 2 * EARTH_KM * np.arcsin(np.sqrt(half))


def _rows(table: str, fields: list[str]) -> list[tuple]:
    from vietnamadminunits.database import get_data

    found = [tuple(row.values()) for row in get_data(fields=fields, table=table)]
    return sorted(row for row in found if None not in row and not any(name in part for name in NOBODY for part in row[:3]))


def _share(province: np.ndarray, km: np.ndarray, wanted: Mapping[str, float]) -> np.ndarray:
    """How many of the customers live in each ward: a province's share, near wards first where the province is near."""
    weight = np.where(km < 150, np.exp(-km / SCALE_KM) + 0.004, 1.0)
    for name in np.unique(province):
        here = province == name
        weight[here] *= wanted.get(name, 0.0) / weight[here].sum()
    return np.cumsum(weight / weight.sum())


@lru_cache
def places(town: Town) -> Places:
    """All wards of the provinces where a town's customers live, from the data of `vietnamadminunits`."""
    legacy = _rows("admin_units_legacy", ["provinceShort", "district", "ward", "wardLat", "wardLon"])
    modern = _rows("admin_units", ["provinceShort", "'' AS district", "ward", "wardLat", "wardLon"])
    known = town.provinces
    merged = {name: sum(known.get(part, 0.0) for part in MERGED.get(name, (name,))) for name in known}
    legacy, modern = ([row for row in rows if row[0] in known] for rows in (legacy, modern))
    province, district, ward = (np.array([row[at] for row in legacy + modern], dtype=object) for at in range(3))
    latitude, longitude = (np.array([row[at] for row in legacy + modern]) for at in (3, 4))
    km, cut = kilometres(town, latitude, longitude), len(legacy)
    shares = _share(province[:cut], km[:cut], known), _share(province[cut:], km[cut:], merged)
    return Places(ward, district, province, km, (longitude > town.east) & (km < 60), *shares)
