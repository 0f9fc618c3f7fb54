"""Clothes in sizes, in Sài Gòn and on the web: collections for the hot and the cool months, sales at their ends, and a good deal sent back."""

from __future__ import annotations

from regulars.demo.places import SAIGON
from regulars.demo.season import Season
from regulars.demo.trade import Branch, Habits, Selling, Trade, products_of
from regulars.words import Words

SIZES = {"S": 0.3, "M": 0.4, "L": 0.2, "XL": 0.1}

FASHION = Trade(
    name=Words("Thời trang Mây Lụa · Sài Gòn", "Mây Lụa Fashion · Sài Gòn"),
    prefix="ML",
    town=SAIGON,
    branches=(Branch("Quận 3", 10.7829, 106.6871, 8.0), Branch("Gò Vấp", 10.8386, 106.6653, 8.0)),
    serves=("Hồ Chí Minh", "Đồng Nai", "Tây Ninh"),
    products=products_of(
        """
        Nữ / Đầm / Đầm dạo phố
        Đầm suông linen* | 459 | 205 | 10 | 1
        Đầm hoa nhí* | 429 | 189 | 11 | 1
        Đầm maxi đi biển* | 549 | 246 | 7 | 1
        Nữ / Đầm / Đầm dự tiệc
        Đầm lụa dự tiệc* | 890 | 410 | 4 | 1
        Nữ / Áo nữ / Áo kiểu
        Áo kiểu tay bồng* | 329 | 142 | 9 | 1
        Áo thun cotton* | 199 | 82 | 14 | 2
        Sơ mi trắng công sở* | 359 | 158 | 10 | 2
        Nữ / Áo khoác / Ấm
        Cardigan len mỏng* | 429 | 195 | 6 | 1
        Blazer công sở* | 690 | 320 | 4 | 1
        Áo khoác gió* | 499 | 232 | 5 | 1
        Nữ / Quần và váy / Quần
        Quần ống rộng* | 389 | 170 | 10 | 2
        Quần jean ống đứng* | 469 | 212 | 9 | 1
        Nữ / Quần và váy / Váy
        Chân váy xếp ly* | 349 | 150 | 8 | 1
        Nam / Áo nam / Áo
        Áo polo nam* | 329 | 148 | 8 | 2
        Sơ mi linen nam* | 429 | 195 | 6 | 2
        Áo thun nam* | 219 | 92 | 8 | 3
        Nam / Quần nam / Quần
        Quần kaki nam* | 429 | 192 | 7 | 2
        Quần short nam* | 289 | 124 | 7 | 2
        Trẻ em / Đồ bé / Bộ
        Bộ cotton bé gái* | 239 | 105 | 5 | 2
        Bộ cotton bé trai* | 239 | 105 | 5 | 2
        Phụ kiện / Túi và khăn / Túi
        Túi tote canvas | 189 | 78 | 8 | 2
        Túi đeo chéo da mềm | 459 | 210 | 5 | 1
        Khăn lụa vuông | 229 | 98 | 5 | 2
        Phụ kiện / Mũ và thắt lưng / Mũ
        Mũ rộng vành | 169 | 68 | 6 | 1
        Thắt lưng da | 259 | 112 | 4 | 1
        Áo dài và quà / Áo dài / Áo dài Tết
        Áo dài cách tân lụa* | 890 | 430 | 6 | 2
        Áo dài gấm bé gái* | 390 | 182 | 4 | 2
        Áo dài và quà / Quà tặng / Quà
        Thẻ quà tặng 500 | 500 | 470 | 4 | 2
        Hộp quà khăn lụa | 329 | 150 | 4 | 2
        """,
        SIZES,
    ),
    needs={
        "street": {"Đầm": 1.5, "Quần và váy": 0.9, "Túi và khăn": 0.5, "Mũ và thắt lưng": 0.4},
        "office": {"Áo nữ": 1.4, "Quần và váy": 1.2, "Áo khoác": 0.7},
        "men": {"Áo nam": 1.6, "Quần nam": 1.4, "Mũ và thắt lưng": 0.5},
        "children": {"Đồ bé": 1.8, "Áo nữ": 0.5, "Đầm": 0.4},
        "gift": {"Quà tặng": 1.6, "Túi và khăn": 0.8, "Áo dài": 0.4},
    },
    need_share={"street": 0.38, "office": 0.32, "men": 0.16, "children": 0.09, "gift": 0.05},
    constantly_cheaper=("Áo thun cotton M", "Quần short nam M"),
    gifts="Quà tặng",
    tet="Áo dài",
    seasonal={
        "Đầm": (1.5, 0.7),
        "Mũ và thắt lưng": (1.3, 0.7),
        "Áo khoác": (0.35, 1.9),
        "Quần nam": (1.1, 0.9),
        "Quần và váy": (0.9, 1.1),
    },
    season=Season(
        week=(0.85, 0.86, 0.90, 0.95, 1.08, 1.22, 1.18),
        months=(1.15, 0.80, 0.98, 1.02, 1.06, 1.05, 0.95, 0.82, 0.92, 1.05, 1.12, 1.18),
        sales=(
            (3, 8, 3, 0, 15, ("Nữ", "Quà tặng")),
            (6, 6, 1, 2, 20, ()),
            (7, 25, 5, 8, 40, ("Đầm", "Quần nam")),
            (8, 20, 3, 6, 20, ("Trẻ em",)),
            (10, 20, 3, 0, 15, ("Nữ", "Quà tặng")),
            (11, 11, 1, 2, 30, ()),
            (12, 12, 1, 1, 20, ()),
            (3, 20, 4, 8, 40, ("Áo khoác",)),
        ),
        tet=1.2,
        tet_sale=(-40, -30, 15, ("Áo dài",)),
        birthday=25,
    ),
    habits=Habits(
        mix={
            "never": 0.17,
            "once": 0.19,
            "regular": 0.11,
            "irregular": 0.32,
            "gift": 0.05,
            "student": 0.05,
            "promo": 0.11,
        },
        gaps={
            "regular": (45.0, 0.40),
            "irregular": (95.0, 0.50),
            "student": (55.0, 0.40),
            "gift": (180, 0.0),
            "promo": (75, 0.0),
            "once": (0, 0.0),
        },
        deal=0.05,
        mixed=0.50,
        bad=0.011,
        rival=0.08,
        fades=560.0,
        decides=(0.34, 0.38, 0.28),
        web=0.75,
    ),
    selling=Selling(
        local=(0.58, 0.12, 0.08, 0.14, 0.0, 0.08),
        young=(0.30, 0.18, 0.18, 0.12, 0.0, 0.22),
        far=(0.05, 0.30, 0.30, 0.13, 0.0, 0.22),
        cancelled=(0.004, 0.05, 0.07, 0.04, 0.0, 0.09),
        returned=(0.05, 0.15, 0.12, 0.11, 0.0, 0.16),
        coupons=(0.04, 0.20, 0.50),
        welcome=0.20,
        lines=(0.48, 0.80, 0.94, 0.985, 1.0),
        staple_first=0.12,
        more=(0.06, 0.02),
        walk_ins=0.30,
        steps=(0.90, 0.95, 1.0),
    ),
    customers=2_000,
    years=3,
    lines_per_customer=6.9,
)
