"""Vietnam's six regions, from the 63 provinces before July 2025; each of the 34 of today kept one of their names.

Sources: National Assembly Resolutions 81/2023/QH15 (the regions) and 202/2025/QH15 (the merger).
"""

from __future__ import annotations

from regulars.words import Words

# id, name, provinces by short name.
SIX_REGIONS: tuple[tuple[str, Words, tuple[str, ...]], ...] = (
    (
        "northern_midlands",
        Words("Trung du và miền núi phía Bắc", "Northern midlands and mountains"),
        (
            *("Bắc Giang", "Bắc Kạn", "Cao Bằng", "Điện Biên", "Hà Giang", "Hòa Bình", "Hoà Bình", "Lai Châu", "Lạng Sơn", "Lào Cai"),
            *("Phú Thọ", "Sơn La", "Thái Nguyên", "Tuyên Quang", "Yên Bái"),
        ),
    ),
    (
        "red_river_delta",
        Words("Đồng bằng sông Hồng", "Red River Delta"),
        (
            *("Bắc Ninh", "Hà Nam", "Hà Nội", "Hải Dương", "Hải Phòng", "Hưng Yên", "Nam Định", "Ninh Bình", "Quảng Ninh"),
            *("Thái Bình", "Vĩnh Phúc"),
        ),
    ),
    (
        "central_coast",
        Words("Bắc Trung Bộ và Duyên hải miền Trung", "North Central and Central Coast"),
        (
            *("Bình Định", "Bình Thuận", "Đà Nẵng", "Hà Tĩnh", "Huế", "Thừa Thiên Huế", "Khánh Hòa", "Khánh Hoà", "Nghệ An"),
            *("Ninh Thuận", "Phú Yên", "Quảng Bình", "Quảng Nam", "Quảng Ngãi", "Quảng Trị", "Thanh Hóa", "Thanh Hoá"),
        ),
    ),
    (
        "central_highlands",
        Words("Tây Nguyên", "Central Highlands"),
        ("Đắk Lắk", "Đắk Nông", "Gia Lai", "Kon Tum", "Lâm Đồng"),
    ),
    (
        "southeast",
        Words("Đông Nam Bộ", "Southeast"),
        ("Bà Rịa - Vũng Tàu", "Bình Dương", "Bình Phước", "Đồng Nai", "Hồ Chí Minh", "Tây Ninh"),
    ),
    (
        "mekong_delta",
        Words("Đồng bằng sông Cửu Long", "Mekong River Delta"),
        (
            *("An Giang", "Bạc Liêu", "Bến Tre", "Cà Mau", "Cần Thơ", "Đồng Tháp", "Hậu Giang", "Kiên Giang", "Long An", "Sóc Trăng"),
            *("Tiền Giang", "Trà Vinh", "Vĩnh Long"),
        ),
    ),
)
