"""Vietnamese names by sex and generation, with the frequencies people really have; and how they look in an e-mail address."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from functools import lru_cache

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

# Per mille of people. Central Vietnam says Huỳnh and Võ more often than Hoàng and Vũ.
SURNAMES = {
    "Nguyễn": 352, "Trần": 112, "Lê": 101, "Phạm": 62, "Huỳnh": 42, "Hoàng": 28, "Phan": 45, "Võ": 33, "Vũ": 19, "Đặng": 24, "Bùi": 20,
    "Đỗ": 16, "Hồ": 19, "Ngô": 15, "Dương": 12, "Lý": 6, "Trương": 15, "Đinh": 11, "Đoàn": 9, "Lâm": 7, "Mai": 8, "Trịnh": 8, "Đào": 7,
    "Cao": 6, "Lương": 6, "Hà": 6, "Tạ": 3, "Châu": 3, "Thái": 4, "Tô": 2, "Phùng": 3, "Vương": 2, "Tống": 1, "Quách": 1, "Kiều": 2,
    "Thân": 1, "Ông": 1, "Trà": 1, "Tăng": 2, "Đàm": 1, "La": 1, "Ung": 1,
}  # fmt: skip

# (female?, generation) -> middle names; generations: born before 1970, before 1990, from 1990 on.
MIDDLE = {
    (True, 0): {"Thị": 70, "Thị Kim": 3, "Thị Ngọc": 3, "Thị Thanh": 4, "Thị Minh": 2, "Kim": 3, "Ngọc": 3, "Thị Thu": 3, "Thị Bích": 2},
    (True, 1): {
        "Thị": 34, "Thị Thu": 8, "Thị Thanh": 7, "Thị Kim": 5, "Thị Ngọc": 6, "Thị Mỹ": 4, "Thị Hồng": 5, "Thị Bích": 4, "Thị Minh": 3,
        "Ngọc": 5, "Thanh": 4, "Thu": 4, "Hoàng": 2, "Minh": 3, "Thuỳ": 2, "Phương": 3, "Kim": 2, "Mỹ": 2,
    },
    (True, 2): {
        "Thị": 9, "Ngọc": 10, "Thị Ngọc": 5, "Thanh": 7, "Thị Thanh": 4, "Khánh": 7, "Bảo": 7, "Minh": 7, "Phương": 6, "Thuỳ": 5, "Mỹ": 4,
        "Hoàng": 5, "Diệu": 4, "Thảo": 4, "Quỳnh": 4, "Hà": 3, "Gia": 3, "Tường": 2, "Thị Mỹ": 3, "Thị Thu": 3, "Nhật": 3, "Kim": 3,
        "Hồng": 3, "Cẩm": 2,
    },
    (False, 0): {
        "Văn": 56, "Đình": 6, "Hữu": 6, "Xuân": 5, "Đức": 4, "Quang": 4, "Ngọc": 4, "Công": 3, "Minh": 3, "Bá": 2, "Tấn": 4, "Thanh": 3,
    },
    (False, 1): {
        "Văn": 26, "Đức": 7, "Quang": 7, "Minh": 7, "Hữu": 6, "Đình": 6, "Thanh": 6, "Quốc": 6, "Xuân": 4, "Ngọc": 5, "Công": 4, "Tấn": 4,
        "Anh": 3, "Tuấn": 2, "Trọng": 3, "Hoàng": 4,
    },
    (False, 2): {
        "Minh": 11, "Quang": 7, "Đức": 7, "Hoàng": 8, "Gia": 8, "Quốc": 7, "Anh": 5, "Bảo": 4, "Thanh": 5, "Văn": 7, "Hữu": 5, "Duy": 5,
        "Nhật": 5, "Tuấn": 4, "Đình": 4, "Khánh": 3, "Ngọc": 3, "Trung": 3, "Thiên": 3, "Công": 2, "Thành": 3, "Đăng": 4, "Tấn": 3,
    },
}  # fmt: skip

GIVEN = {
    (True, 0): (
        "Hoa Lan Hồng Cúc Huệ Mai Nga Hương Liên Loan Sáu Tâm Thu Thuận Tuyết Vân Xuân Yến Bình Hà Hạnh Nhung Sương Lài Phượng "
        "Thanh Oanh Minh Kim"
    ),
    (True, 1): (
        "Hương Hà Lan Thảo Trang Hằng Thuỷ Nga Vân Loan Yến Hạnh Hiền Phương Dung Thu Mai Tâm Nhung Linh Ngọc Thanh Bình Châu "
        "Diệp Giang Hoa Huyền Liên Ly My Nguyệt Nhàn Oanh Phượng Quyên Sương Thoa Thuý Tuyết Uyên Vy Xuân Trinh Trâm Hoài"
    ),
    (True, 2): (
        "Linh Trang Vy My Ngân Thảo Hân Anh Nhi Trâm Uyên Phương Ngọc Quỳnh Thư Trinh Duyên Hà Châu Giang Chi Mai Nhung Huyền "
        "Hằng Tiên Tú Yến Vân Hiền Như Thy An Khanh Đan Dương Lam Hạ Miên Ly Mẫn Nguyên Oanh Tâm Thanh Lan Khuê Diễm"
    ),
    (False, 0): (
        "Hùng Dũng Minh Thành Sơn Bình Hải Tâm Phúc Lộc Thọ Hoà An Ba Bảy Chín Đức Hồng Khánh Lợi Nam Năm Quang Quý Tài Tân "
        "Thắng Thuận Tiến Trung Vinh Xuân"
    ),
    (False, 1): (
        "Hùng Tuấn Dũng Cường Thành Sơn Hải Minh Nam Bình Long Thắng Quang Đức Trung Hiếu Hưng Tiến Vinh Phong Lâm Khoa Khánh "
        "Huy Hoàng Hậu Đạt Châu Công Duy Dương Lộc Luân Nghĩa Nhân Phúc Phước Quân Quý Tài Tân Thái Thịnh Toàn Trí Tùng Việt Vũ"
    ),
    (False, 2): (
        "Huy Khang Bảo Minh Phúc Anh Khoa Phát Đạt Khôi Long Nam Duy Quân Kiệt Thịnh Tuấn Hưng Hoàng Hiếu Nhân Trí Tài Phong "
        "Nguyên An Phước Quốc Đức Thiện Vinh Khánh Lâm Sơn Thành Tân Toàn Trung Tùng Bách Dương Đăng Hải Hậu Lộc Nghĩa Tín Vũ "
        "Việt"
    ),
}

OFFICES = {
    "Văn phòng": 14, "Công ty TNHH": 26, "Quán cà phê": 22, "Khách sạn": 10, "Homestay": 8, "Nhà hàng": 7, "Tiệm bánh": 5,
    "Công ty CP": 8, "Trung tâm ngoại ngữ": 4, "Phòng khám": 4, "Nha khoa": 4,
}  # fmt: skip
OFFICE_NAMES = (
    "An Hải", "Ánh Dương", "Bách Việt", "Bình Minh", "Biển Xanh", "Cát Tường", "Đông Á", "Đại Phát", "Gia Hân", "Hải Đăng", "Hoa Sen",
    "Hoàng Gia", "Hưng Thịnh", "Khải Hoàn", "Lam Sơn", "Mây Trắng", "Mộc Nhiên", "Minh Phát", "Nam Việt", "Ngũ Hành", "Nhà Mình",
    "Phương Đông", "Phố Cổ", "Quê Hương", "Sông Hàn", "Sơn Trà", "Tâm An", "Thành Công", "Thiên Phúc", "Tiên Sa", "Trí Đức", "Trường Sơn",
    "Việt Tín", "Vườn Xưa", "Xuân Mai", "Ý Nghĩa",
)  # fmt: skip

# One person in so many thousand bears a rare name at the end of a list: popularity falls slowly along it.
FALL = 0.035
FIRST_OF_GENERATION = (1970, 1990)


def weighted(table: Mapping[str, float]) -> tuple[pa.Array, np.ndarray]:
    """The keys of a table of weights as an array, and their cumulative share."""
    weights = np.array(list(table.values()), dtype=float)
    return pa.array(list(table)), np.cumsum(weights / weights.sum())


@lru_cache
def given_table(female: bool, generation: int) -> dict[str, float]:
    """Given names of one sex and generation, the commonest first, with falling weights."""
    return {name: float(np.exp(-FALL * rank)) for rank, name in enumerate(GIVEN[female, generation].split())}


def pick(table: Mapping[str, float], size: int, rng: np.random.Generator) -> np.ndarray:
    """So many keys of a table of weights, drawn independently, as Python strings."""
    words, share = weighted(table)
    return np.asarray(words.to_pylist(), dtype=object)[np.searchsorted(share, rng.random(size), "right").clip(0, len(share) - 1)]


def unaccented(text: str) -> str:
    """`Thuỳ Đặng` as `thuydang`: lower-case ASCII letters and digits only."""
    plain = unicodedata.normalize("NFD", text.lower().replace("đ", "d"))
    return "".join(letter for letter in plain if letter.isascii() and letter.isalnum())


@lru_cache
def latin(words: tuple[str, ...]) -> dict[str, str]:
    return {word: unaccented(word) for word in words}


def persons(female: np.ndarray, birth_year: np.ndarray, rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Surname, middle name and given name of every person, by sex and year of birth; three arrays of strings."""
    generation = np.searchsorted(FIRST_OF_GENERATION, birth_year, "right")
    surname = pick(SURNAMES, len(female), rng)
    middle, given = np.empty(len(female), dtype=object), np.empty(len(female), dtype=object)
    for (sex, era), second in MIDDLE.items():
        here = np.flatnonzero((female == sex) & (generation == era))
        middle[here] = pick(second, len(here), rng)
        given[here] = pick(given_table(sex, era), len(here), rng)
    return surname, middle, given


def offices(size: int, rng: np.random.Generator) -> np.ndarray:
    """Names of small businesses: `Khách sạn Biển Xanh`, now and then with a number, as branches have."""
    kind, name = pick(OFFICES, size, rng), pick(dict.fromkeys(OFFICE_NAMES, 1.0), size, rng)
    number = np.where(rng.random(size) < 0.35, np.array([f" {n}" for n in rng.integers(2, 99, size)], dtype=object), "")
    return kind + " " + name + number


def joined(*parts: np.ndarray) -> pa.Array:
    """Texts joined by one space; an empty part leaves no second space."""
    spaced = pc.binary_join_element_wise(*(pa.array(part, pa.string()) for part in parts), " ")
    return pc.replace_substring_regex(spaced, r"\s+", " ")


def addresses(surname: np.ndarray, given: np.ndarray, birth_year: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """E-mail addresses people could have, all under example.com, where no message can reach a stranger."""
    known = latin(tuple(sorted(set(surname) | set(given))))
    first, last = (np.array([known[word] for word in part], dtype=object) for part in (given, surname))
    form = rng.integers(0, 4, len(surname))
    year = np.array([f"{value % 100:02d}" for value in birth_year], dtype=object)
    digits = np.array([str(value) for value in rng.integers(1, 9999, len(surname))], dtype=object)
    local = np.choose(form, [first + "." + last + year, last + first + digits, first + year + digits, first + last + "." + digits])
    return local + "@example.com"
