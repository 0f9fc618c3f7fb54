"""A tidy table for each chart, made up, of the size of a shop with twelve thousand customers."""

from __future__ import annotations

import datetime as dt
from typing import Any

Rows = list[dict[str, Any]]

LADDER: Rows = [
    {
        "class": id,
        "name": name,
        "colour": colour,
        "customers": people,
        "spend_per_customer": each,
        "revenue_share": part,
        "climbed": climbed,
    }
    for id, name, colour, people, each, part, climbed in (
        ("key_account", "Khách hàng chủ chốt", "r6", 326, 5_203_000.4, 0.349, 0.35),
        ("frequent", "Mua thường xuyên", "r5", 609, 1_360_000.0, 0.17, 0.22),
        ("rebuy", "Mua lặp lại", "r4", 3402, 460_000.0, 0.322, 0.51),
        ("prospect", "Khách hàng mục tiêu", "r2", 2316, None, None, None),
    )
]
PARETO: Rows = [{"buyers_percent": at, "revenue_share": 1 - (1 - at / 100) ** 2.5} for at in range(101)]
MONTHS: Rows = [
    {
        "month": dt.date(2026, month, 28),
        "revenue": 300_000_000 + month * 10_000_000,
        "unknown_revenue": 5_000_000,
        "year_before": 290_000_000,
    }
    for month in range(1, 11)
]
CALIBRATION: Rows = [
    {"chance_from": at / 10, "chance_to": (at + 1) / 10, "customers": 200, "predicted": at / 10 + 0.05, "seen": at / 10 + 0.04}
    for at in range(10)
]
DECILES: Rows = [{"class": str(at), "customers": 850, "each_predicted": at**2 / 20, "each_seen": at**2 / 21} for at in range(1, 11)]
CLASSES: Rows = [
    {
        "class": id, "name": name, "colour": colour, "customers": people, "customers_share": people / 8464, "revenue": people * 900_000,
        "revenue_share": people / 8464, "orders": people * 3, "orders_share": people / 8464, "margin": margin, "margin_share": None,
    }
    for id, name, colour, people, margin in (
        ("loyal", "Khách hàng trung thành", "well", 1106, 800_000_000),
        ("negative", "Khách hàng tiêu cực", "leaving", 418, -90_000_000),
        ("former", "Đã rời", "gone", 2453, None),
    )
]  # fmt: skip
EXPECTED: Rows = [
    {"name": name, "colour": colour, "spend_365d": was, "expected_spend": coming, "expected_share": part, "change": change}
    for name, colour, was, coming, part, change in (
        ("Khách hàng chủ chốt", "r6", 812_000_000, 640_000_000, 0.66, -0.212),
        ("Mua thường xuyên", "r5", 320_000_000, 331_000_000, 0.34, 0.034),
        ("Khách hàng mục tiêu", "r2", 0, 0, 0.0, None),
    )
]
RFM: Rows = [
    {
        "recency_score": recency, "frequency_score": frequency, "customers": recency * frequency * 20, "revenue": 1_000_000,
        "class": "champions" if recency > 3 else "lost", "name": "Vô địch" if recency > 3 else "Đã mất", "colour": "r6" if recency > 3 else "gone",
    }
    for recency in range(1, 6) for frequency in range(1, 6) if (recency, frequency) != (1, 5)
]  # fmt: skip
COHORTS: Rows = [
    {
        "cohort": dt.date(2026, month, 1), "size": 12 if month == 4 else 230, "period": period,
        "retained": None if period > 6 - month else 46, "retention": None if period > 6 - month else 0.2 if period else 1.0,
    }
    for month in range(1, 7) for period in range(6)
]  # fmt: skip
CATEGORIES: Rows = [
    {"category": name, "buyers": buyers, "spend_per_buyer": each, "revenue": buyers * each, "revenue_share": part, "premium_share": 0.2}
    for name, buyers, each, part in (("Cà phê rang xay", 4100, 520_000.0, 0.53), ("Dụng cụ pha chế", 800, 1_200_000.0, 0.24))
]
FIRST: Rows = [
    {
        "first": name,
        "buyers": buyers,
        "premium": int(buyers * part),
        "premium_share": part,
        "low": part * 0.8,
        "high": part * 1.2,
        "lift": part / 0.1,
    }
    for name, buyers, part in (("Trà ướp sen", 2300, 0.05), ("Máy xay tay", 800, 0.22))
]
AGES: Rows = [
    {"from": low, "to": high, "name": None, "customers": people, "revenue": people * 400_000}
    for low, high, people in ((None, 17, 30), (18, 24, 900), (25, 34, 2400), (55, None, 200), (None, None, 3100))
]

REGIONS: Rows = [
    {
        "province": name,
        "region": "r",
        "latitude": None,
        "longitude": None,
        "customers": people,
        "buyers": people // 2,
        "revenue": people * 400_000,
    }
    for name, people in (("Đà Nẵng", 6100), ("TP. Hồ Chí Minh", 1900), ("Hà Nội", 1300), ("Quảng Nam", 520), ("Huế", 480), ("Lào Cai", 60))
]
ABROAD: Rows = [
    {
        "province": name,
        "region": None,
        "latitude": latitude,
        "longitude": longitude,
        "customers": people,
        "buyers": people,
        "revenue": people,
    }
    for name, latitude, longitude, people in (("London", 51.5, -0.12, 9000), ("Leeds", 53.8, -1.55, 1200), ("Nowhere", None, None, 33))
]

RUNGS = (
    ("key_account", "Khách hàng chủ chốt", "r6"),
    ("frequent", "Mua thường xuyên", "r5"),
    ("rebuy", "Mua lặp lại", "r4"),
    ("first_buy", "Mua lần đầu", "r3"),
    ("prospect", "Khách hàng mục tiêu", "r2"),
)
MOVED = {
    (0, 1): 30, (0, 0): 290, (0, 2): 4, (1, 0): 25, (1, 1): 470, (1, 2): 84, (2, 0): 20, (2, 1): 81, (2, 2): 2800, (3, 2): 302, (3, 3): 3600, (4, 3): 391,
    (4, 4): 1800,
}  # fmt: skip
MOVEMENT: Rows = [
    {
        "class": RUNGS[a][0], "name": RUNGS[a][1], "colour": RUNGS[a][2], "other_class": RUNGS[b][0], "other_name": RUNGS[b][1], "other_colour": RUNGS[b][2],
        "direction": None if a == b else "up" if b < a else "down", "cause": None if a == b else "behaviour" if b < a else "time", "customers": people,
        "share": people / sum(n for (c, _), n in MOVED.items() if c == a),
    }
    for (a, b), people in MOVED.items()
]  # fmt: skip
BY_MONTH: Rows = [
    {"until": dt.date(2026, month + 1, 1) - dt.timedelta(days=1), "class": id, "up": 40 + month * part, "down": 30 + month % 4 * part}
    for month in range(1, 12)
    for id, part in (("a", 3), ("b", 1))
]
STAYING: Rows = [
    {"name": name, "colour": colour, "days": day, "staying": None if day == 365 and colour == "r6" else (1 - slope) ** (day / 30)}
    for (_, name, colour), slope in zip(RUNGS, (0.03, 0.05, 0.08, 0.3, 0.12), strict=True)
    for day in (0, 30, 61, 92, 122, 183, 275, 365)
]  # fmt: skip

SCHEMES: Rows = [
    {"name": name, "explained": own, "tree": best, "usefulness": own / best, "usefulness_low": own / best - 0.1, "usefulness_high": own / best + 0.1}
    for name, own, best in (("Khách hàng cao cấp", 0.354, 0.433), ("6 cấp độ khách hàng", 0.34, 0.467), ("Độ tuổi", -0.006, 0.344), ("Độ nhạy giá", 0.008, 0.419))
]  # fmt: skip
DEMAND: Rows = [
    {
        "week": dt.date(2026, 9, 7) + dt.timedelta(days=7 * at),
        "revenue": 40_000_000 + at % 3 * 9_000_000 if at < 11 else None,
        "orders": 90 + at % 3 * 20 if at < 11 else None,
        "expected_revenue": None if at < 11 else 50_000_000 + (at - 11) * 7_000_000,
        "revenue_low": None if at < 11 else 40_000_000 + (at - 11) * 5_000_000,
        "revenue_high": None if at < 11 else 65_000_000 + (at - 11) * 9_000_000,
        "expected_orders": None if at < 11 else 110.4 + at,
        "orders_low": None if at < 11 else 90.2,
        "orders_high": None if at < 11 else 140.8,
        "same_week_before": 35_000_000 + at % 4 * 5_000_000 if at > 2 else None,
    }
    for at in range(19)
]

TABLES: dict[str, Rows] = {
    "ladder": LADDER,
    "pareto": PARETO,
    "months": MONTHS,
    "calibration": CALIBRATION,
    "deciles": DECILES,
    "class_bars": CLASSES,
    "expected": EXPECTED,
    "rfm_map": RFM,
    "cohorts": COHORTS,
    "two_sided": CATEGORIES,
    "ages": AGES,
    "region_map": REGIONS,
    "flow": MOVEMENT,
    "transitions": MOVEMENT,
    "moves": BY_MONTH,
    "staying": STAYING,
    "demand": DEMAND,
    "usefulness": SCHEMES,
}
NAME = {
    "ladder": "name",
    "class_bars": "name",
    "expected": "name",
    "rfm_map": "name",
    "two_sided": "category",
    "ages": "name",
    "region_map": "province",
    "usefulness": "name",
}
COUNT = {
    "ladder": "customers",
    "months": "revenue",
    "class_bars": "customers",
    "rfm_map": "customers",
    "two_sided": "buyers",
    "ages": "customers",
}
