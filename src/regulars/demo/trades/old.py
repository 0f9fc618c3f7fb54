"""A bookshop in Huế that has kept its books for ten years: thousands who came once long ago, and regulars of a decade."""

from __future__ import annotations

from regulars.demo.places import HUE
from regulars.demo.season import Season
from regulars.demo.trade import Branch, Habits, Selling, Trade, products_of
from regulars.words import Words

OLD = Trade(
    name=Words("Nhà sách Đèn Dầu · Huế", "Đèn Dầu Books · Huế"),
    prefix="DD",
    town=HUE,
    branches=(Branch("Lê Lợi", 16.4650, 107.5880, 10.0), Branch("Vỹ Dạ", 16.4790, 107.6050, 10.0)),
    serves=("Huế", "Quảng Trị", "Đà Nẵng"),
    products=products_of("""
        Sách / Văn học / Trong nước
        Tiểu thuyết Việt Nam đương đại | 128 | 83 | 9 | 2
        Tập truyện ngắn miền Trung | 95 | 62 | 7 | 2
        Thơ tuyển | 82 | 52 | 4 | 2
        Sách / Văn học / Dịch
        Tiểu thuyết dịch bìa mềm | 145 | 96 | 9 | 2
        Văn học kinh điển bìa cứng | 239 | 158 | 4 | 1
        Trinh thám dịch | 139 | 92 | 6 | 2
        Sách / Thiếu nhi / Truyện tranh
        Truyện tranh tập lẻ | 30 | 20 | 14 | 6
        Bộ truyện tranh 5 tập | 145 | 97 | 6 | 2
        Sách / Thiếu nhi / Tranh và kỹ năng
        Sách tranh bìa cứng | 99 | 64 | 7 | 3
        Sách tô màu | 25 | 14 | 8 | 4
        Bách khoa cho bé | 189 | 124 | 4 | 1
        Sách / Học tập / Sách giáo khoa
        Bộ sách giáo khoa tiểu học | 265 | 228 | 6 | 2
        Bộ sách giáo khoa trung học | 345 | 297 | 5 | 2
        Sách bài tập | 48 | 36 | 9 | 4
        Sách / Học tập / Ngoại ngữ
        Từ điển Anh Việt | 175 | 118 | 4 | 1
        Luyện thi tiếng Anh | 168 | 112 | 5 | 2
        Sách / Kỹ năng / Đời sống
        Sách kỹ năng sống | 109 | 70 | 8 | 2
        Sách nấu ăn món Huế | 135 | 86 | 4 | 2
        Sách làm vườn | 98 | 63 | 2 | 1
        Sách / Kỹ năng / Kinh tế
        Sách kinh doanh | 159 | 104 | 6 | 2
        Văn phòng phẩm / Giấy bút / Vở
        Vở ô ly lốc 10 quyển | 85 | 62 | 9 | 4
        Sổ tay kẻ ngang | 42 | 26 | 7 | 3
        Giấy in A4 ram | 78 | 62 | 5 | 4
        Văn phòng phẩm / Giấy bút / Bút
        Bút bi hộp 20 cây | 68 | 45 | 6 | 3
        Bút máy học trò | 55 | 34 | 6 | 2
        Màu sáp 24 màu | 49 | 31 | 6 | 2
        Văn phòng phẩm / Cặp và dụng cụ / Cặp
        Ba lô học sinh | 285 | 176 | 4 | 1
        Máy tính cầm tay | 520 | 410 | 2 | 1
        Quà lưu niệm / Quà Huế / Quà
        Tranh in phố cổ Huế | 120 | 66 | 4 | 3
        Bộ bưu thiếp Huế | 45 | 22 | 5 | 4
        Quà lưu niệm / Quà Tết / Lịch
        Lịch bloc năm mới | 95 | 62 | 6 | 4
        Bộ câu đối thư pháp | 165 | 92 | 3 | 2
    """),
    needs={
        "literature": {"Văn học": 1.7, "Kỹ năng": 0.6},
        "children": {"Thiếu nhi": 1.7, "Giấy bút": 0.6, "Học tập": 0.5},
        "school": {"Học tập": 1.6, "Giấy bút": 1.1, "Cặp và dụng cụ": 0.8},
        "skills": {"Kỹ năng": 1.7, "Văn học": 0.6, "Học tập": 0.4},
        "gift": {"Quà Huế": 1.6, "Quà Tết": 0.6, "Văn học": 0.4},
    },
    need_share={"literature": 0.28, "children": 0.26, "school": 0.24, "skills": 0.15, "gift": 0.07},
    constantly_cheaper=("Sách kỹ năng sống", "Trinh thám dịch"),
    gifts="Quà Huế",
    tet="Quà Tết",
    season=Season(
        months=(1.0, 0.85, 0.92, 0.98, 1.05, 1.02, 0.98, 1.55, 1.45, 0.95, 0.92, 1.0),
        sales=(
            (4, 21, 2, 3, 20, ("Sách",)),
            (6, 1, 1, 1, 15, ("Thiếu nhi",)),
            (8, 20, 5, 10, 10, ("Văn phòng phẩm",)),
            (11, 11, 1, 1, 20, ()),
        ),
        tet=0.5,
        tet_sale=(-30, -15, 15, ("Văn học",)),
        birthday=15,
    ),
    habits=Habits(
        mix={
            "never": 0.08,
            "once": 0.25,
            "regular": 0.11,
            "irregular": 0.30,
            "gift": 0.06,
            "student": 0.10,
            "promo": 0.07,
            "office": 0.03,
        },
        gaps={
            "regular": (40.0, 0.45),
            "irregular": (110.0, 0.50),
            "student": (45.0, 0.45),
            "office": (35.0, 0.40),
            "gift": (180, 0.0),
            "promo": (90, 0.0),
            "once": (0, 0.0),
        },
        bad=0.004,
        rival=0.25,
        fades=1300.0,
        moves=5200.0,
        decides=(0.44, 0.24, 0.32),
        web=0.4,
    ),
    selling=Selling(
        local=(0.86, 0.04, 0.02, 0.08, 0.0, 0.0),
        young=(0.68, 0.06, 0.14, 0.10, 0.0, 0.02),
        far=(0.10, 0.40, 0.34, 0.14, 0.0, 0.02),
        returned=(0.01,) * 6,
        lines=(0.38, 0.68, 0.86, 0.95, 0.99, 1.0),
        staple_first=0.18,
        wholesale=("Giấy bút",),
        walk_ins=0.40,
        steps=(0.72, 0.86, 1.0),
    ),
    customers=1_500,
    years=10,
    lines_per_customer=19.2,
)
