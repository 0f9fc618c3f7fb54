"""A bakery in Hội An that has just begun to write down names: ten customers, and everyone else unknown."""

from __future__ import annotations

from regulars.demo.places import HOI_AN
from regulars.demo.trade import Branch, Habits, Selling, Trade, products_of
from regulars.words import Words

TINY = Trade(
    name=Words("Tiệm bánh Nắng · Hội An", "Nắng Bakery · Hội An"),
    prefix="NG",
    town=HOI_AN,
    branches=(Branch("Cẩm Phô", 15.8790, 108.3230, 5.0),),
    serves=("Đà Nẵng",),
    products=products_of("""
        Bánh / Bánh mì / Ổ lớn
        Bánh mì nguyên cám 500g | 65 | 31 | 9 | 2
        Bánh mì bơ tỏi | 45 | 20 | 8 | 3
        Bánh mì hoa cúc | 79 | 38 | 7 | 2
        Bánh / Bánh ngọt / Miếng
        Bánh sừng bò | 28 | 12 | 12 | 6
        Tiramisu ly | 45 | 20 | 7 | 4
        Bánh su kem hộp 6 | 60 | 27 | 6 | 2
        Bánh / Bánh kem / Sinh nhật
        Bánh kem sinh nhật 16cm | 320 | 158 | 4 | 1
        Bánh kem sinh nhật 20cm | 450 | 226 | 3 | 1
        Đồ uống / Cà phê và trà / Ly
        Cà phê sữa đá | 25 | 9 | 9 | 4
        Trà đào cam sả | 35 | 13 | 6 | 4
        Quà tặng / Bánh quy / Hộp
        Bánh quy bơ hộp thiếc | 125 | 61 | 5 | 3
        Quà tặng / Bánh Tết / Hộp
        Hộp bánh Tết Nắng Xuân | 220 | 112 | 4 | 3
    """),
    needs={
        "bread": {"Bánh mì": 1.6, "Bánh ngọt": 0.6, "Cà phê và trà": 0.5},
        "sweet": {"Bánh ngọt": 1.6, "Cà phê và trà": 0.9},
        "birthday": {"Bánh kem": 1.6, "Bánh ngọt": 0.5},
        "gift": {"Bánh quy": 1.6, "Bánh Tết": 0.6},
    },
    need_share={"bread": 0.45, "sweet": 0.30, "birthday": 0.17, "gift": 0.08},
    gifts="Bánh quy",
    tet="Bánh Tết",
    habits=Habits(
        mix={"never": 0.08, "once": 0.17, "stock": 0.20, "regular": 0.35, "irregular": 0.20},
        gaps={"stock": (9, 0.35), "regular": (12, 0.45), "irregular": (35, 0.50), "once": (0, 0.0)},
        daily=3,
        web=0.2,
    ),
    selling=Selling(
        local=(0.80, 0.0, 0.0, 0.20, 0.0, 0.0), young=(0.70, 0.0, 0.0, 0.30, 0.0, 0.0), far=(0.70, 0.0, 0.0, 0.30, 0.0, 0.0), walk_ins=20.0
    ),
    customers=10,
    years=1,
    lines_per_customer=58.0,
)
