"""Coffee, tea and what goes with them, in two stores and on the web, in Đà Nẵng."""

from __future__ import annotations

from regulars.demo.trade import Branch, Selling, Trade, products_of
from regulars.words import Words

COFFEE = Trade(
    name=Words("Cà phê Hạt Mộc · Đà Nẵng", "Hạt Mộc Coffee · Đà Nẵng"),
    prefix="HM",
    branches=(Branch("Hải Châu", 16.0678, 108.2208, 10.0), Branch("Sơn Trà", 16.0759, 108.2400, 10.0)),
    serves=("Đà Nẵng", "Huế"),
    products=products_of("""
        Cà phê / Rang xay / Robusta
        Cà phê phin truyền thống 500g | 125 | 74 | 11 | 4
        Cà phê phin đậm 1kg | 240 | 146 | 6 | 3
        Robusta Buôn Ma Thuột 500g | 149 | 88 | 10 | 3
        Robusta Buôn Ma Thuột 1kg | 285 | 170 | 5 | 2
        Culi Đắk Lắk 500g | 169 | 99 | 4 | 2
        Cà phê / Rang xay / Phối trộn
        Hạt Mộc số 1 túi 250g | 95 | 54 | 6 | 3
        Hạt Mộc số 1 túi 500g | 182 | 104 | 11 | 3
        Hạt Mộc số 1 túi 1kg | 349 | 203 | 5 | 2
        Phối trộn Sông Hàn 500g | 199 | 113 | 6 | 2
        Phối trộn bơ vị xưa 500g | 155 | 90 | 4 | 2
        Cà phê / Rang xay / Arabica
        Arabica Cầu Đất 250g | 135 | 76 | 6 | 3
        Arabica Cầu Đất 500g | 262 | 149 | 4 | 2
        Arabica Khe Sanh 250g | 128 | 73 | 3 | 2
        Cà phê / Hạt rang / Pha máy
        Hạt espresso Hạt Mộc 500g | 195 | 112 | 6 | 2
        Hạt espresso Hạt Mộc 1kg | 375 | 218 | 6 | 3
        Hạt espresso đậm 1kg | 329 | 196 | 5 | 3
        Cà phê / Hạt rang / Đặc sản
        Cầu Đất sơ chế mật ong 250g | 189 | 103 | 6 | 2
        Sơn La sơ chế tự nhiên 250g | 199 | 109 | 5 | 2
        Fine Robusta Đắk Nông 250g | 159 | 87 | 5 | 2
        Typica Lạc Dương 200g | 285 | 160 | 3 | 2
        Ethiopia Guji 200g | 265 | 156 | 3 | 2
        Colombia Huila 200g | 245 | 145 | 3 | 2
        Cà phê / Hòa tan / 3 trong 1
        Cà phê sữa hòa tan hộp 20 gói | 68 | 42 | 10 | 4
        Cà phê sữa hòa tan bịch 50 gói | 155 | 97 | 7 | 3
        Cà phê muối hòa tan hộp 12 gói | 85 | 51 | 6 | 3
        Cà phê dừa hòa tan hộp 12 gói | 82 | 49 | 5 | 3
        Cà phê / Hòa tan / Đen
        Cà phê đen hòa tan hộp 15 gói | 56 | 34 | 5 | 3
        Cà phê sấy lạnh hũ 100g | 169 | 101 | 3 | 2
        Cà phê / Phin giấy / Túi lọc
        Phin giấy Hạt Mộc hộp 10 gói | 98 | 55 | 8 | 3
        Phin giấy Arabica hộp 10 gói | 125 | 70 | 5 | 3
        Phin giấy bịch 30 gói | 265 | 154 | 3 | 2
        Cà phê / Phin giấy / Ủ lạnh
        Cà phê ủ lạnh chai 330ml | 45 | 24 | 6 | 4
        Cà phê ủ lạnh bình 1 lít | 119 | 63 | 3 | 2
        Trà và ca cao / Trà / Trà xanh
        Trà Thái Nguyên tôm nõn 200g | 145 | 86 | 5 | 2
        Trà lài 200g | 75 | 44 | 6 | 3
        Trà và ca cao / Trà / Ướp hương
        Trà sen Tây Hồ 100g | 320 | 196 | 2 | 2
        Ô long Bảo Lộc 200g | 165 | 95 | 5 | 2
        Trà và ca cao / Trà / Thảo mộc
        Trà gừng mật ong hộp 20 gói | 60 | 35 | 4 | 3
        Trà hoa cúc 50g | 70 | 39 | 4 | 3
        Trà atiso Đà Lạt hộp 100 túi | 85 | 50 | 4 | 3
        Trà và ca cao / Ca cao / Bột
        Bột ca cao Đắk Lắk 300g | 110 | 64 | 4 | 2
        Ca cao sữa hòa tan hộp 15 gói | 72 | 44 | 3 | 3
        Bột matcha 100g | 185 | 113 | 3 | 2
        Trà và ca cao / Ca cao / Socola
        Socola đen Bến Tre thanh 80g | 65 | 39 | 3 | 4
        Dụng cụ / Pha phin / Phin
        Phin nhôm Hạt Mộc | 45 | 22 | 5 | 2
        Phin inox số 8 | 79 | 41 | 3 | 2
        Phin sứ Bát Tràng | 185 | 102 | 2 | 2
        Dụng cụ / Pha thủ công / Phễu và giấy lọc
        Phễu V60 sứ trắng | 290 | 168 | 2 | 1
        Giấy lọc V60 túi 100 tờ | 85 | 47 | 5 | 3
        Giấy lọc Kalita túi 50 tờ | 69 | 39 | 2 | 3
        Dụng cụ / Pha thủ công / Bình và ấm
        Bình rót cổ ngỗng 600ml | 420 | 258 | 2 | 1
        Ấm moka 3 tách | 450 | 280 | 2 | 1
        Bình French press 600ml | 340 | 204 | 2 | 1
        Bình ủ lạnh 1 lít | 260 | 152 | 2 | 1
        Dụng cụ / Máy và cân / Máy xay
        Máy xay tay lõi thép | 590 | 372 | 2 | 1
        Máy xay điện gia đình | 1450 | 985 | 1 | 1
        Dụng cụ / Máy và cân / Cân và máy pha
        Cân điện tử pha cà phê | 385 | 236 | 2 | 1
        Máy pha espresso cầm tay | 1980 | 1370 | 0.6 | 1
        Dụng cụ / Ly tách / Ly và bình
        Ly thủy tinh hai lớp 250ml | 95 | 52 | 3 | 4
        Bộ 2 tách sứ Bát Tràng | 240 | 138 | 2 | 2
        Bình giữ nhiệt Hạt Mộc 500ml | 320 | 187 | 2 | 2
        Hũ giữ hạt 500g | 210 | 120 | 2 | 2
        Quà tặng / Quà Tết / Hộp quà
        Hộp quà Tết An Khang | 390 | 236 | 6 | 4
        Hộp quà Tết Phúc Lộc | 590 | 358 | 4 | 3
        Hộp quà Tết Phú Quý | 890 | 545 | 2 | 3
        Giỏ quà Tết Hưng Thịnh | 1350 | 850 | 1 | 2
        Quà tặng / Quà quanh năm / Hộp quà
        Hộp quà Đà Nẵng | 320 | 189 | 5 | 3
        Bộ quà phin và cà phê | 265 | 152 | 5 | 3
        Hộp quà trà và cà phê | 420 | 252 | 3 | 3
        Ăn kèm / Bánh kẹo / Bánh
        Bánh quy bơ cà phê 150g | 58 | 34 | 4 | 3
        Bánh dừa nướng Quảng Nam 180g | 48 | 29 | 4 | 3
        Ăn kèm / Bánh kẹo / Hạt và mứt
        Hạt điều rang muối 250g | 118 | 76 | 4 | 3
        Mứt gừng 250g | 75 | 44 | 2 | 2
        Kẹo cà phê 200g | 42 | 24 | 3 | 3
        Ăn kèm / Sữa và đường / Sữa
        Sữa đặc lon 380g | 30 | 23 | 7 | 4
        Sữa yến mạch 1 lít | 76 | 52 | 4 | 3
        Ăn kèm / Sữa và đường / Đường
        Đường thốt nốt 500g | 55 | 34 | 3 | 2
    """),
    needs={
        "roast": {"Rang xay": 1.0, "Pha phin": 0.25, "Sữa và đường": 0.5},
        "beans": {"Hạt rang": 1.3, "Pha thủ công": 0.45, "Máy và cân": 0.2},
        "instant": {"Hòa tan": 1.2, "Phin giấy": 0.8, "Bánh kẹo": 0.3},
        "tea": {"Trà": 1.4, "Ca cao": 0.8, "Bánh kẹo": 0.4, "Ly tách": 0.2},
        "equipment": {"Pha thủ công": 1.4, "Máy và cân": 1.2, "Ly tách": 1.0, "Pha phin": 0.6, "Hạt rang": 0.5},
        "gift": {"Quà quanh năm": 1.6, "Quà Tết": 0.5, "Bánh kẹo": 0.4, "Ly tách": 0.4, "Trà": 0.3},
    },
    need_share={"roast": 0.36, "beans": 0.15, "instant": 0.20, "tea": 0.15, "equipment": 0.06, "gift": 0.08},
    constantly_cheaper=("Cà phê phin đậm 1kg", "Cà phê sữa hòa tan bịch 50 gói", "Phin nhôm Hạt Mộc", "Trà lài 200g"),
    gifts="Quà quanh năm",
    tet="Quà Tết",
    selling=Selling(wholesale=("Rang xay", "Hạt rang", "Hòa tan", "Trà", "Sữa và đường")),
)
