"""A neighbourhood grocer in Hà Nội: people come once to three times a week, with a full basket, and hardly ever for a discount."""

from __future__ import annotations

from regulars.demo.places import HANOI_CENTRE
from regulars.demo.season import PAY_DAYS, Season
from regulars.demo.trade import Branch, Habits, Selling, Trade, products_of
from regulars.words import Words

GROCER = Trade(
    name=Words("Thực phẩm Nhà Mình · Hà Nội", "Nhà Mình Grocers · Hà Nội"),
    prefix="NM",
    town=HANOI_CENTRE,
    branches=(Branch("Kim Mã", 21.0317, 105.8239, 5.0), Branch("Bạch Mai", 21.0031, 105.8510, 5.0)),
    serves=("Hà Nội",),
    products=products_of("""
        Thực phẩm tươi / Rau củ / Rau lá
        Rau muống bó 400g | 12 | 8 | 12 | 3
        Cải ngọt 500g | 15 | 10 | 9 | 3
        Xà lách Đà Lạt 300g | 22 | 15 | 6 | 2
        Rau thơm tổng hợp 100g | 8 | 5 | 8 | 3
        Thực phẩm tươi / Rau củ / Củ quả
        Cà chua 500g | 18 | 12 | 10 | 3
        Khoai tây 1kg | 28 | 19 | 7 | 2
        Cà rốt 500g | 14 | 9 | 7 | 2
        Hành tây 500g | 15 | 10 | 6 | 2
        Bí xanh 1kg | 24 | 16 | 5 | 2
        Nấm kim châm 200g | 15 | 10 | 5 | 3
        Thực phẩm tươi / Trái cây / Trong nước
        Chuối tiêu nải | 32 | 22 | 7 | 2
        Cam sành Hà Giang 1kg | 45 | 31 | 7 | 3
        Xoài cát Hòa Lộc 1kg | 79 | 56 | 4 | 2
        Dưa hấu Long An 1kg | 18 | 12 | 5 | 5
        Thực phẩm tươi / Trái cây / Nhập khẩu
        Táo Gala 1kg | 89 | 65 | 4 | 2
        Nho đen không hạt 500g | 95 | 70 | 3 | 2
        Thực phẩm tươi / Thịt cá / Thịt heo
        Ba chỉ heo 500g | 82 | 63 | 9 | 2
        Thịt nạc vai 500g | 75 | 58 | 8 | 2
        Sườn non 500g | 98 | 76 | 5 | 2
        Giò lụa 500g | 95 | 70 | 4 | 2
        Thực phẩm tươi / Thịt cá / Gà và bò
        Gà ta nguyên con 1.3kg | 189 | 145 | 3 | 2
        Đùi gà 500g | 52 | 39 | 6 | 3
        Bắp bò 500g | 155 | 122 | 4 | 2
        Thực phẩm tươi / Thịt cá / Cá và hải sản
        Cá trắm cắt khúc 500g | 55 | 41 | 5 | 2
        Tôm sú 300g | 109 | 84 | 3 | 2
        Mực ống 500g | 145 | 112 | 2 | 2
        Thực phẩm tươi / Trứng và đậu / Trứng
        Trứng gà hộp 10 quả | 36 | 28 | 11 | 3
        Trứng vịt hộp 10 quả | 42 | 33 | 4 | 2
        Thực phẩm tươi / Trứng và đậu / Đậu
        Đậu phụ 2 bìa | 8 | 5 | 10 | 3
        Hàng khô / Gạo và bún mì / Gạo
        Gạo ST25 túi 5kg | 195 | 158 | 5 | 2
        Gạo Bắc Hương túi 5kg | 125 | 101 | 4 | 2
        Hàng khô / Gạo và bún mì / Mì và bún
        Mì tôm chua cay thùng 30 gói | 118 | 98 | 4 | 2
        Miến dong 500g | 55 | 39 | 3 | 2
        Bún khô 500g | 28 | 20 | 3 | 3
        Hàng khô / Gia vị / Nước chấm
        Nước mắm cốt 500ml | 58 | 42 | 5 | 2
        Nước tương 500ml | 22 | 15 | 4 | 2
        Hàng khô / Gia vị / Dầu và đường
        Dầu ăn 1 lít | 52 | 42 | 6 | 2
        Đường trắng 1kg | 27 | 21 | 5 | 2
        Hạt nêm 400g | 39 | 30 | 5 | 2
        Sữa và đồ uống / Sữa / Sữa tươi
        Sữa tươi ít đường lốc 4 hộp 180ml | 34 | 28 | 10 | 6
        Sữa thanh trùng 1 lít | 42 | 34 | 6 | 3
        Sữa chua lốc 4 hũ | 29 | 23 | 8 | 4
        Sữa và đồ uống / Đồ uống / Bia và nước ngọt
        Bia lon thùng 24 | 345 | 305 | 3 | 2
        Nước ngọt lốc 6 lon | 58 | 48 | 4 | 3
        Nước khoáng thùng 24 chai | 95 | 76 | 3 | 2
        Nhà cửa / Giấy và giặt rửa / Giấy
        Giấy vệ sinh lốc 10 cuộn | 79 | 60 | 4 | 2
        Khăn giấy rút 3 gói | 45 | 33 | 4 | 2
        Nhà cửa / Giấy và giặt rửa / Giặt rửa
        Nước rửa bát 1.5 lít | 52 | 39 | 4 | 2
        Bột giặt 3kg | 128 | 99 | 3 | 1
        Nước xả vải túi 1.8 lít | 115 | 88 | 2 | 1
        Mẹ và bé / Sữa và tã / Tã
        Tã quần bịch 50 miếng | 285 | 238 | 6 | 2
        Khăn ướt em bé gói 100 tờ | 38 | 27 | 6 | 3
        Mẹ và bé / Sữa và tã / Ăn dặm
        Bánh ăn dặm hộp 50g | 45 | 32 | 5 | 3
        Cháo tươi gói 240g | 22 | 15 | 6 | 5
        Quà tặng / Quà Tết / Giỏ quà
        Giỏ quà Tết Sum Vầy | 550 | 415 | 3 | 3
        Giỏ quà Tết Đoàn Viên | 850 | 640 | 2 | 2
        Bánh chưng Tranh Khúc 1kg | 75 | 55 | 6 | 6
        Quà tặng / Giỏ trái cây / Giỏ
        Giỏ trái cây biếu | 350 | 245 | 3 | 2
    """),
    needs={
        "cooking": {"Thịt cá": 1.1, "Rau củ": 1.0, "Trứng và đậu": 0.9, "Gia vị": 0.5, "Gạo và bún mì": 0.5},
        "greens": {"Rau củ": 1.6, "Trái cây": 1.4, "Trứng và đậu": 0.8, "Sữa": 0.5},
        "household": {"Giấy và giặt rửa": 1.5, "Gạo và bún mì": 1.1, "Gia vị": 0.9, "Đồ uống": 0.9},
        "baby": {"Sữa và tã": 1.8, "Sữa": 1.3, "Trái cây": 0.6, "Giấy và giặt rửa": 0.4},
        "gift": {"Giỏ trái cây": 1.6, "Quà Tết": 0.6, "Trái cây": 0.5, "Đồ uống": 0.6},
    },
    need_share={"cooking": 0.44, "greens": 0.22, "household": 0.18, "baby": 0.12, "gift": 0.04},
    constantly_cheaper=("Mì tôm chua cay thùng 30 gói", "Nước xả vải túi 1.8 lít"),
    gifts="Giỏ trái cây",
    tet="Quà Tết",
    season=Season(
        week=(0.95, 0.92, 0.95, 0.97, 1.05, 1.20, 1.16),
        pay={day: 1 + (factor - 1) / 3 for day, factor in PAY_DAYS.items()},
        pay_less=0.97,
        sales=((4, 30, 2, 1, 10, ("Đồ uống",)), (9, 2, 2, 0, 10, ()), (11, 11, 0, 2, 10, ("Giấy và giặt rửa", "Gia vị"))),
        tet=0.9,
        tet_sale=(-25, -15, 8, ("Đồ uống", "Quà tặng")),
        birthday=10,
    ),
    habits=Habits(
        mix={"never": 0.03, "once": 0.13, "stock": 0.10, "regular": 0.35, "irregular": 0.27, "gift": 0.02, "promo": 0.06, "office": 0.04},
        gaps={
            "stock": (7.0, 0.35),
            "regular": (6.0, 0.55),
            "irregular": (17.0, 0.60),
            "office": (7.0, 0.40),
            "gift": (180, 0.0),
            "promo": (60, 0.0),
            "once": (0, 0.0),
        },
        most_gap=75.0,
        deal=0.02,
        mixed=0.30,
        bad=0.0009,
        rival=0.14,
        fades=1500.0,
        moves=3000.0,
        opening=16.0,
        decides=(0.72, 0.13, 0.15),
        web=0.3,
    ),
    selling=Selling(
        local=(0.80, 0.0, 0.0, 0.12, 0.08, 0.0),
        young=(0.58, 0.0, 0.0, 0.14, 0.28, 0.0),
        far=(0.75, 0.0, 0.0, 0.20, 0.05, 0.0),
        cancelled=(0.002, 0.02, 0.05, 0.015, 0.03, 0.05),
        returned=(0.004,) * 6,
        coupons=(0.01, 0.10, 0.35),
        welcome=0.08,
        always_off=10,
        lines=(0.08, 0.18, 0.31, 0.45, 0.58, 0.70, 0.79, 0.86, 0.91, 0.95, 0.98, 1.0),
        office_lines=(0.05, 0.12, 0.25, 0.40, 0.55, 0.70, 0.82, 0.90, 0.95, 1.0),
        staple_first=0.35,
        more=(0.28, 0.10),
        wholesale=("Đồ uống", "Giấy và giặt rửa", "Trái cây"),
        walk_ins=3.0,
        steps=(0.93, 0.97, 1.0),
    ),
    customers=800,
    years=2,
    lines_per_customer=138.0,
)
