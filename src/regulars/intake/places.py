"""Vietnam's provinces, old and new, by the short names of the 34 units in force since 2025."""

from __future__ import annotations

import re
from functools import lru_cache

from regulars.intake.words import plainly

# The unit of 2025 and the former provinces that went into it.
PROVINCES: dict[str, tuple[str, ...]] = {
    "Hà Nội": ("ha noi", "hn", "hanoi"), "Huế": ("hue", "thua thien hue"), "Lai Châu": ("lai chau",), "Điện Biên": ("dien bien",),
    "Sơn La": ("son la",),
    "Lạng Sơn": ("lang son",), "Quảng Ninh": ("quang ninh",), "Thanh Hóa": ("thanh hoa",), "Nghệ An": ("nghe an",), "Hà Tĩnh": ("ha tinh",),
    "Cao Bằng": ("cao bang",), "Tuyên Quang": ("tuyen quang", "ha giang"), "Lào Cai": ("lao cai", "yen bai"),
    "Thái Nguyên": ("thai nguyen", "bac kan", "bac can"),
    "Phú Thọ": ("phu tho", "vinh phuc", "hoa binh"), "Bắc Ninh": ("bac ninh", "bac giang"), "Hưng Yên": ("hung yen", "thai binh"),
    "Hải Phòng": ("hai phong", "hai duong"), "Ninh Bình": ("ninh binh", "ha nam", "nam dinh"), "Quảng Trị": ("quang tri", "quang binh"),
    "Đà Nẵng": ("da nang", "quang nam"), "Quảng Ngãi": ("quang ngai", "kon tum", "kontum"), "Gia Lai": ("gia lai", "binh dinh"),
    "Khánh Hòa": ("khanh hoa", "ninh thuan"), "Lâm Đồng": ("lam dong", "dak nong", "dac nong", "binh thuan"), "Đắk Lắk": ("dak lak",
    "dac lac", "daklak", "phu yen"),
    "Hồ Chí Minh": ("ho chi minh", "hcm", "tphcm", "tp hcm", "sai gon", "saigon", "sg", "binh duong", "ba ria vung tau", "vung tau",
    "brvt"),
    "Đồng Nai": ("dong nai", "binh phuoc"), "Tây Ninh": ("tay ninh", "long an"), "Cần Thơ": ("can tho", "soc trang", "hau giang"),
    "Vĩnh Long": ("vinh long", "ben tre", "tra vinh"), "Đồng Tháp": ("dong thap", "tien giang"), "Cà Mau": ("ca mau", "bac lieu"),
    "An Giang": ("an giang", "kien giang"),
}  # fmt: skip
_BY_NAME = {former: name for name, formers in PROVINCES.items() for former in formers}


@lru_cache(maxsize=50_000)
def province_of(text: str | None) -> str | None:
    """The short name of the province a text names, by any of its former names; the text itself where it is none of Vietnam's."""
    plain = re.sub(r"^(thanh pho|tinh|tp|t)\s+(?=\w{2})", "", plainly(text or ""))
    if plain in _BY_NAME:
        return _BY_NAME[plain]
    written = " ".join((text or "").split())
    return written or None


@lru_cache(maxsize=50_000)
def province_in(address: str | None) -> str | None:
    """The province that an address or a delivery area names in one of its parts; null where it names none."""
    parts = re.split(r"\s*[,;]\s*|\s+-\s+", address or "")
    for part in (*reversed(parts), *parts[:1]):
        plain = re.sub(r"^(thanh pho|tinh|tp|t)\s+(?=\w{2})", "", plainly(part))
        if plain in _BY_NAME:
            return _BY_NAME[plain]
    return None


def district_in(area: str | None) -> str | None:
    """The district of a delivery area such as “Hà Nội - Quận Tây Hồ”; null where there is none."""
    parts = re.split(r"\s+-\s+", area or "")
    return next(
        (part.strip() for part in parts if re.match(r"(quan|huyen|thi xa|thanh pho|tp)\b", plainly(part)) and province_in(part) is None),
        None,
    )
