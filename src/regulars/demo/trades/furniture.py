"""Furniture in Thủ Đức and Bình Dương: one large purchase, years until the next, delivered to the provinces around."""

from __future__ import annotations

from regulars.demo.places import SAIGON
from regulars.demo.season import Season
from regulars.demo.trade import Branch, Habits, Selling, Trade, products_of
from regulars.words import Words

FURNITURE = Trade(
    name=Words("Nội thất Gỗ Lành · Thủ Đức", "Gỗ Lành Furniture · Thủ Đức"),
    prefix="GL",
    town=SAIGON,
    branches=(Branch("Thủ Đức", 10.8494, 106.7537, 25.0), Branch("Dĩ An", 10.9069, 106.7690, 25.0)),
    serves=("Hồ Chí Minh", "Đồng Nai", "Tây Ninh", "Đồng Tháp", "Cần Thơ", "Lâm Đồng"),
    products=products_of("""
        Phòng khách / Sofa / Sofa vải
        Sofa vải 2 chỗ Mây | 7900 | 5100 | 5 | 1
        Sofa vải 3 chỗ Mây | 10900 | 7100 | 5 | 1
        Sofa góc L Bình Yên | 16900 | 11200 | 3 | 1
        Phòng khách / Sofa / Sofa da
        Sofa da bò 3 chỗ | 32500 | 22800 | 1 | 1
        Ghế thư giãn da | 9800 | 6600 | 2 | 2
        Phòng khách / Bàn trà và kệ / Bàn trà
        Bàn trà gỗ sồi tròn | 2900 | 1750 | 6 | 1
        Bàn trà mặt đá | 4500 | 2900 | 4 | 1
        Phòng khách / Bàn trà và kệ / Kệ
        Kệ tivi gỗ sồi 1m8 | 5600 | 3600 | 5 | 1
        Kệ sách 5 tầng | 2700 | 1650 | 5 | 2
        Phòng ngủ / Giường / Giường gỗ
        Giường gỗ sồi 1m6 | 8900 | 5900 | 6 | 1
        Giường gỗ sồi 1m8 | 9900 | 6500 | 6 | 1
        Giường hộc kéo 1m6 | 10900 | 7300 | 3 | 1
        Phòng ngủ / Nệm / Nệm cao su
        Nệm cao su thiên nhiên 1m6 | 11500 | 7900 | 4 | 1
        Nệm lò xo túi 1m6 | 6900 | 4500 | 5 | 1
        Nệm lò xo túi 1m8 | 7600 | 5000 | 5 | 1
        Phòng ngủ / Tủ / Tủ áo
        Tủ áo 3 cánh gỗ công nghiệp | 7200 | 4700 | 5 | 1
        Tủ áo cánh lùa 2m | 12900 | 8700 | 3 | 1
        Tủ đầu giường | 1350 | 800 | 6 | 2
        Bàn trang điểm có gương | 3400 | 2100 | 4 | 1
        Phòng ăn / Bàn ghế ăn / Bộ bàn ăn
        Bộ bàn ăn 4 ghế gỗ cao su | 6900 | 4500 | 6 | 1
        Bộ bàn ăn 6 ghế gỗ sồi | 13900 | 9400 | 4 | 1
        Ghế ăn gỗ sồi | 990 | 590 | 6 | 6
        Phòng ăn / Tủ bếp rời / Tủ
        Tủ chén gỗ 1m2 | 5200 | 3400 | 2 | 1
        Xe đẩy bếp 3 tầng | 890 | 510 | 4 | 1
        Làm việc / Bàn làm việc / Bàn
        Bàn làm việc 1m2 | 1950 | 1180 | 7 | 2
        Bàn nâng hạ điện 1m4 | 6800 | 4600 | 3 | 2
        Bàn học trẻ em | 2300 | 1400 | 4 | 2
        Làm việc / Ghế làm việc / Ghế
        Ghế công thái học lưới | 3200 | 2050 | 6 | 2
        Ghế xoay văn phòng | 1150 | 690 | 6 | 4
        Trang trí / Đèn và thảm / Đèn
        Đèn cây phòng khách | 1250 | 700 | 5 | 1
        Đèn bàn gỗ | 450 | 240 | 5 | 2
        Trang trí / Đèn và thảm / Thảm và rèm
        Thảm lông ngắn 1m6 x 2m3 | 1450 | 820 | 5 | 1
        Rèm vải hai lớp 2m | 1650 | 950 | 4 | 4
        Trang trí / Đồ nhỏ / Gối và gương
        Gối tựa sofa | 190 | 95 | 8 | 4
        Gương toàn thân khung gỗ | 1150 | 660 | 4 | 1
        Đồng hồ treo tường | 390 | 210 | 4 | 1
        Trang trí / Đồ nhỏ / Chăm sóc gỗ
        Sáp dưỡng gỗ hũ 300g | 165 | 85 | 6 | 3
        Ngoài trời / Ban công / Bàn ghế
        Bộ bàn ghế ban công | 2650 | 1600 | 4 | 1
        Xích đu mây đan | 3900 | 2450 | 2 | 1
        Trang trí / Tân gia / Quà
        Bộ khay trà gỗ tân gia | 690 | 390 | 4 | 2
        Bình hoa gốm Bát Tràng | 520 | 280 | 4 | 2
        Trang trí / Đồ Tết / Quà
        Mâm ngũ quả gỗ hương | 780 | 450 | 4 | 1
    """),
    needs={
        "living": {"Sofa": 1.4, "Bàn trà và kệ": 1.2, "Đèn và thảm": 0.7, "Đồ nhỏ": 0.5},
        "bedroom": {"Giường": 1.4, "Nệm": 1.3, "Tủ": 1.1, "Đồ nhỏ": 0.3},
        "work": {"Bàn làm việc": 1.5, "Ghế làm việc": 1.4, "Bàn trà và kệ": 0.4},
        "dining": {"Bàn ghế ăn": 1.5, "Tủ bếp rời": 0.9, "Đèn và thảm": 0.4},
        "decorating": {"Đồ nhỏ": 1.4, "Đèn và thảm": 1.2, "Ban công": 0.9, "Bàn trà và kệ": 0.4},
        "gift": {"Tân gia": 1.6, "Đồ Tết": 0.4, "Đồ nhỏ": 0.6},
    },
    need_share={"living": 0.26, "bedroom": 0.26, "work": 0.18, "dining": 0.14, "decorating": 0.12, "gift": 0.04},
    constantly_cheaper=("Ghế xoay văn phòng", "Kệ sách 5 tầng"),
    gifts="Tân gia",
    tet="Đồ Tết",
    season=Season(
        week=(0.75, 0.75, 0.80, 0.85, 1.00, 1.45, 1.40),
        months=(1.10, 0.80, 0.95, 1.0, 1.0, 0.98, 0.80, 0.78, 1.05, 1.12, 1.18, 1.24),
        sales=((4, 30, 3, 3, 10, ()), (9, 2, 2, 3, 10, ()), (11, 11, 3, 3, 15, ()), (12, 12, 2, 2, 12, ("Phòng ngủ",))),
        tet=1.0,
        tet_sale=(-40, -12, 12, ("Phòng khách", "Phòng ăn")),
        birthday=10,
    ),
    habits=Habits(
        mix={"never": 0.20, "once": 0.40, "irregular": 0.32, "gift": 0.02, "promo": 0.03, "office": 0.03},
        gaps={"irregular": (420.0, 0.55), "office": (95.0, 0.50), "gift": (400, 0.0), "promo": (300, 0.0), "once": (0, 0.0)},
        most_gap=1500.0,
        deal=0.02,
        mixed=0.45,
        daily=5,
        bad=0.02,
        rival=0.08,
        fades=2600.0,
        moves=4200.0,
        decides=(0.16, 0.34, 0.50),
        web=0.65,
    ),
    selling=Selling(
        local=(0.80, 0.08, 0.0, 0.12, 0.0, 0.0),
        young=(0.55, 0.22, 0.03, 0.20, 0.0, 0.0),
        far=(0.25, 0.38, 0.05, 0.32, 0.0, 0.0),
        cancelled=(0.02, 0.06, 0.08, 0.05, 0.0, 0.0),
        returned=(0.02, 0.05, 0.06, 0.04, 0.0, 0.0),
        coupons=(0.03, 0.15, 0.40),
        welcome=0.05,
        always_off=10,
        lines=(0.48, 0.76, 0.90, 0.97, 1.0),
        office_lines=(0.20, 0.45, 0.70, 0.88, 1.0),
        staple_first=0.30,
        more=(0.06, 0.02),
        wholesale=("Ghế làm việc", "Bàn làm việc"),
        walk_ins=0.08,
        steps=(0.86, 0.94, 1.0),
    ),
    customers=1_500,
    years=6,
    lines_per_customer=3.9,
)
