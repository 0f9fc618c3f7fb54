"""Household goods on Shopee and TikTok Shop, sent all over the country: a voucher on nearly every order, buyers by masked names, many only once."""

from __future__ import annotations

from regulars.demo.places import EVERYWHERE
from regulars.demo.season import Season
from regulars.demo.trade import Branch, Habits, Selling, Trade, products_of
from regulars.words import Words

MARKETPLACE = Trade(
    name=Words("Tiện Ích Xinh · Shopee và TikTok Shop", "Tiện Ích Xinh · Shopee and TikTok Shop"),
    prefix="TX",
    town=EVERYWHERE,
    branches=(Branch("Kho Tân Bình", 10.8014, 106.6526, 0.0),),
    serves=(),
    products=products_of("""
        Nhà bếp / Đồ bếp / Dụng cụ
        Bộ 5 muỗng silicon | 89 | 41 | 8 | 2
        Kéo nhà bếp đa năng | 49 | 21 | 9 | 2
        Nạo rau củ 3 lưỡi | 35 | 14 | 9 | 3
        Cân nhà bếp 5kg | 129 | 66 | 5 | 1
        Chảo chống dính 24cm | 179 | 98 | 5 | 1
        Nhà bếp / Hộp và bình / Hộp đựng
        Bộ 3 hộp thủy tinh | 159 | 84 | 7 | 3
        Hộp cơm giữ nhiệt 2 tầng | 149 | 79 | 6 | 2
        Bình nước 1 lít có vạch | 69 | 31 | 9 | 3
        Túi zip 50 cái | 39 | 17 | 8 | 4
        Nhà cửa / Sắp xếp / Kệ và móc
        Kệ góc nhà tắm | 99 | 49 | 8 | 2
        Móc dán tường 10 cái | 29 | 11 | 12 | 4
        Hộp đựng đồ gấp gọn | 79 | 38 | 8 | 4
        Kệ giày 5 tầng | 139 | 76 | 5 | 1
        Túi hút chân không 6 cái | 89 | 42 | 6 | 2
        Nhà cửa / Vệ sinh / Lau dọn
        Cây lau nhà tự vắt | 189 | 104 | 5 | 1
        Khăn lau đa năng 10 cái | 45 | 20 | 9 | 4
        Chổi cọ bồn cầu silicon | 39 | 17 | 7 | 2
        Viên tẩy lồng giặt 12 viên | 59 | 27 | 8 | 3
        Nhà cửa / Chăn ga / Bộ ga
        Bộ ga gối cotton 1m6 | 299 | 172 | 4 | 2
        Gối ngủ lông vũ | 119 | 62 | 5 | 4
        Điện gia dụng / Đồ nhỏ / Đèn quạt
        Quạt mini cầm tay | 99 | 48 | 7 | 2
        Đèn ngủ cảm ứng | 69 | 31 | 7 | 2
        Máy xay cầm tay | 249 | 148 | 4 | 1
        Ấm siêu tốc 1.8 lít | 199 | 118 | 4 | 1
        Máy hút bụi giường | 459 | 298 | 2 | 1
        Điện gia dụng / Phụ kiện / Điện thoại
        Cáp sạc nhanh 1m | 59 | 22 | 10 | 3
        Giá đỡ điện thoại | 45 | 18 | 9 | 2
        Ổ cắm du lịch | 119 | 58 | 4 | 2
        Làm đẹp / Tóc và da / Phụ kiện
        Mũ tắm 3 cái | 25 | 9 | 6 | 3
        Lược gỡ rối | 35 | 13 | 7 | 2
        Gương trang điểm có đèn | 129 | 64 | 5 | 1
        Quà và lễ / Quà nhỏ / Quà
        Bộ nến thơm hộp quà | 149 | 71 | 4 | 2
        Sổ tay bìa vải | 59 | 26 | 4 | 3
        Quà và lễ / Trang trí Tết / Tết
        Dây treo Tết 2m | 39 | 15 | 8 | 4
        Bao lì xì 50 cái | 35 | 12 | 10 | 5
    """),
    needs={
        "kitchen": {"Đồ bếp": 1.5, "Hộp và bình": 1.2, "Đồ nhỏ": 0.4},
        "tidy": {"Sắp xếp": 1.6, "Vệ sinh": 1.0, "Hộp và bình": 0.4},
        "cleaning": {"Vệ sinh": 1.6, "Sắp xếp": 0.7, "Chăn ga": 0.4},
        "gadgets": {"Phụ kiện": 1.5, "Đồ nhỏ": 1.3},
        "beauty": {"Tóc và da": 1.6, "Quà nhỏ": 0.5, "Chăn ga": 0.4},
        "gift": {"Quà nhỏ": 1.6, "Trang trí Tết": 0.6, "Tóc và da": 0.4},
    },
    need_share={"kitchen": 0.28, "tidy": 0.24, "cleaning": 0.16, "gadgets": 0.18, "beauty": 0.10, "gift": 0.04},
    constantly_cheaper=(
        "Móc dán tường 10 cái",
        "Nạo rau củ 3 lưỡi",
        "Bình nước 1 lít có vạch",
        "Cáp sạc nhanh 1m",
        "Khăn lau đa năng 10 cái",
        "Kệ góc nhà tắm",
        "Bộ 3 hộp thủy tinh",
        "Hộp đựng đồ gấp gọn",
        "Quạt mini cầm tay",
        "Cây lau nhà tự vắt",
    ),
    gifts="Quà nhỏ",
    tet="Trang trí Tết",
    season=Season(
        week=(1.02, 0.98, 0.98, 0.98, 0.98, 1.0, 1.06),
        months=(0.95, 0.80, 0.95, 0.97, 0.98, 1.02, 1.02, 1.02, 1.08, 1.06, 1.12, 1.10),
        sales=tuple((month, month, 0, 1, 30 if month in (9, 11, 12) else 20, ()) for month in range(1, 13)),
        tet=0.5,
        tet_sale=(-30, -12, 20, ("Nhà cửa", "Quà và lễ")),
        birthday=25,
    ),
    habits=Habits(
        mix={"never": 0.02, "once": 0.46, "regular": 0.05, "irregular": 0.27, "gift": 0.02, "promo": 0.18},
        gaps={"regular": (40.0, 0.40), "irregular": (85.0, 0.55), "gift": (180, 0.0), "promo": (75, 0.0), "once": (0, 0.0)},
        deal=0.25,
        mixed=0.60,
        daily=5,
        bad=0.012,
        rival=0.0,
        fades=330.0,
        decides=(0.52, 0.30, 0.18),
        web=0.35,
    ),
    selling=Selling(
        local=(0.0, 0.0, 0.62, 0.02, 0.0, 0.36),
        young=(0.0, 0.0, 0.50, 0.01, 0.0, 0.49),
        far=(0.0, 0.0, 0.64, 0.01, 0.0, 0.35),
        cancelled=(0.0, 0.0, 0.075, 0.03, 0.0, 0.10),
        returned=(0.0, 0.0, 0.025, 0.02, 0.0, 0.035),
        coupons=(0.88, 0.96, 1.0),
        welcome=0.10,
        always_off=20,
        lines=(0.66, 0.90, 0.97, 1.0),
        staple_first=0.25,
        more=(0.20, 0.06),
        walk_ins=0.0,
        steps=(1.0, 1.0, 1.0),
    ),
    masked=True,
    customers=2_500,
    years=2,
    lines_per_customer=3.7,
)
