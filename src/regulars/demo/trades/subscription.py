"""Milk and coffee by plan in Hà Nội: a box every two or four weeks, with pauses and cancellations, and now and then something beside it."""

from __future__ import annotations

from regulars.demo.places import HANOI
from regulars.demo.season import Season
from regulars.demo.trade import Branch, Habits, Selling, Trade, products_of
from regulars.words import Words

SUBSCRIPTION = Trade(
    name=Words("Hộp Sáng · Hà Nội", "Hộp Sáng Boxes · Hà Nội"),
    prefix="HS",
    town=HANOI,
    branches=(Branch("Kho Cầu Giấy", 21.0362, 105.7906, 15.0),),
    serves=("Hà Nội", "Bắc Ninh", "Hưng Yên", "Hải Phòng"),
    products=products_of("""
        Gói định kỳ / Gói sữa / Sữa tươi
        Gói sữa tươi Ba Vì 8 chai | 320 | 232 | 10 | 1
        Gói sữa tươi Ba Vì 16 chai | 590 | 430 | 6 | 1
        Gói sữa hạt 8 chai | 360 | 248 | 5 | 1
        Gói định kỳ / Gói cà phê / Cà phê
        Gói cà phê phin 500g | 189 | 108 | 8 | 1
        Gói cà phê hạt rang mộc 500g | 259 | 149 | 6 | 1
        Gói cà phê đặc sản 250g | 279 | 152 | 3 | 1
        Gói định kỳ / Gói ăn sáng / Hộp
        Hộp ăn sáng cho hai người | 490 | 345 | 5 | 1
        Hộp ăn sáng gia đình | 790 | 565 | 4 | 1
        Gói định kỳ / Gói trái cây / Hộp
        Hộp trái cây theo mùa 3kg | 349 | 248 | 5 | 1
        Mua thêm / Sữa chua và bơ / Sữa chua
        Sữa chua nếp cẩm lốc 6 | 78 | 54 | 5 | 3
        Bơ lạt 200g | 89 | 64 | 3 | 2
        Phô mai tươi 200g | 95 | 67 | 3 | 2
        Mua thêm / Bánh và ngũ cốc / Bánh
        Bánh mì hoa cúc 500g | 85 | 56 | 5 | 2
        Ngũ cốc nướng 500g | 139 | 92 | 4 | 2
        Mứt dâu Mộc Châu 300g | 82 | 52 | 3 | 2
        Mật ong hoa nhãn 500ml | 165 | 112 | 3 | 2
        Mua thêm / Dụng cụ / Pha
        Phin inox | 79 | 41 | 2 | 1
        Ly giữ nhiệt 450ml | 245 | 142 | 2 | 2
        Quà tặng / Gói quà / Thẻ
        Thẻ tặng 3 tháng cà phê | 690 | 420 | 4 | 2
        Thẻ tặng 3 tháng sữa tươi | 890 | 640 | 3 | 2
        Quà tặng / Quà Tết / Hộp
        Hộp quà Tết Sớm Mai | 550 | 370 | 4 | 3
    """),
    needs={
        "milk": {"Gói sữa": 1.6, "Sữa chua và bơ": 0.8, "Bánh và ngũ cốc": 0.3},
        "coffee": {"Gói cà phê": 1.6, "Dụng cụ": 0.5, "Bánh và ngũ cốc": 0.3},
        "breakfast": {"Gói ăn sáng": 1.6, "Bánh và ngũ cốc": 0.8, "Sữa chua và bơ": 0.5},
        "fruit": {"Gói trái cây": 1.6, "Bánh và ngũ cốc": 0.5, "Sữa chua và bơ": 0.4},
        "gift": {"Gói quà": 1.6, "Quà Tết": 0.5, "Dụng cụ": 0.3},
    },
    need_share={"milk": 0.40, "coffee": 0.28, "breakfast": 0.15, "fruit": 0.12, "gift": 0.05},
    gifts="Gói quà",
    tet="Quà Tết",
    season=Season(
        week=(1.15, 1.05, 1.05, 1.0, 1.0, 0.90, 0.85),
        months=(1.02, 0.95, 1.05, 1.02, 1.0, 0.95, 0.92, 0.94, 1.06, 1.05, 1.02, 1.02),
        pay={1: 1.5, 2: 1.2, 5: 1.15, 15: 1.2},
        pay_less=0.95,
        sales=((3, 8, 2, 0, 10, ("Quà tặng",)), (9, 9, 1, 1, 15, ("Mua thêm",)), (11, 11, 0, 1, 20, ())),
        tet=0.3,
        birthday=10,
    ),
    habits=Habits(
        mix={"never": 0.10, "once": 0.14, "irregular": 0.09, "gift": 0.05, "promo": 0.04, "office": 0.03, "plan": 0.55},
        gaps={
            "plan": (28.0, 0.0),
            "irregular": (60.0, 0.40),
            "office": (14.0, 0.20),
            "gift": (180, 0.0),
            "promo": (90, 0.0),
            "once": (0, 0.0),
        },
        mixed=0.25,
        bad=0.006,
        rival=0.05,
        price_takes=(0.05, 0.10, 0.15),
        plan_fades=420.0,
        moves=2400.0,
        decides=(0.40, 0.28, 0.32),
        web=0.9,
    ),
    selling=Selling(
        local=(0.0, 0.86, 0.0, 0.14, 0.0, 0.0),
        young=(0.0, 0.92, 0.0, 0.08, 0.0, 0.0),
        far=(0.0, 0.90, 0.0, 0.10, 0.0, 0.0),
        cancelled=(0.0, 0.012, 0.0, 0.012, 0.0, 0.0),
        returned=(0.008,) * 6,
        coupons=(0.01, 0.05, 0.30),
        welcome=0.35,
        lines=(0.78, 0.94, 0.99, 1.0),
        staple_first=0.96,
        more=(0.05, 0.01),
        wholesale=("Gói sữa", "Gói cà phê"),
        walk_ins=0.0,
        steps=(0.88, 0.95, 1.0),
    ),
    customers=1_500,
    years=3,
    lines_per_customer=9.6,
)
