"""The customers' file as a till keeps it (names, phones old and new, birth dates, addresses), and the truth about them, block by block."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from regulars.demo import names
from regulars.demo.almanac import Almanac
from regulars.demo.lives import NEVER, NEVER_LEAVES, OFFICES, ONCE, PRICES, REASONS, RHYTHMS, Lives
from regulars.demo.places import STREETS, places
from regulars.demo.trade import Trade
from regulars.demo.traits import DECISIONS, Traits

# Mobile prefixes by what they were before September 2018; "" = no older form.
PREFIXES = {
    "032": "0162", "033": "0163", "034": "0164", "035": "0165", "036": "0166", "037": "0167", "038": "0168", "039": "0169", "070": "0120",
    "076": "0126", "077": "0122", "078": "0128", "079": "0121", "081": "0127", "082": "0129", "083": "0123", "084": "0124", "085": "0125",
    "086": "", "088": "", "090": "", "091": "", "093": "", "094": "", "096": "", "097": "", "098": "", "056": "0186", "058": "0188",
    "092": "",
}  # fmt: skip
NEW = tuple(PREFIXES)
NUMBERS = len(NEW) * 10**7
STRIDE = 104_729 * 1_217
SOURCES = {"Đi ngang": 38, "Bạn bè giới thiệu": 22, "Facebook": 18, "TikTok": 8, "Google": 9, "Sàn thương mại": 5}

NO_PHONE, NO_ADDRESS, HAS_EMAIL, OLD_NUMBER, FREE_TEXT, STRAY = 0.08, 0.22, 0.34, 0.05, 0.12, 0.008
HAS_BIRTHDAY, HAS_YEAR, HAS_SEX = 0.52, 0.10, 0.86

CUSTOMER_HEADERS = (
    "Mã khách hàng", "Loại khách", "Tên khách hàng", "Điện thoại", "Email", "Giới tính", "Ngày sinh", "Năm sinh", "Địa chỉ", "Phường/Xã",
    "Quận/Huyện", "Tỉnh/Thành phố", "Công ty", "Nguồn khách", "Ngày tạo",
)  # fmt: skip
TRUTH_HEADERS = ("customer_id", "rhythm", "price", "need", "left_reason", "left_on", "mean_gap_days", "trend", "decision", "warmth")


def codes(start: int, stop: int, total: int) -> pa.Array:
    """The customers' codes, `KH000001` for the first the shop came to know."""
    return code_text(pa.array(np.arange(start + 1, stop + 1)), "KH", total)


def code_text(number: pa.Array, prefix: str, total: int) -> pa.Array:
    """A prefix and a number with leading zeros, at least six digits."""
    padded = pc.utf8_lpad(pc.cast(number, pa.string()), max(6, len(str(total))), "0")
    return pc.binary_join_element_wise(prefix, padded, "")


def day_texts(start: dt.date, days: int) -> np.ndarray:
    """`20/11/2026` for every day of the shop."""
    return np.array([(start + dt.timedelta(days=at)).strftime("%d/%m/%Y") for at in range(days)], dtype=object)


def phones(start: int, size: int, seed: int, rng: np.random.Generator) -> np.ndarray:
    """A different number for every customer, written the many ways people write them; some still in the form of before 2018."""
    number = (np.arange(start, start + size, dtype=np.int64) * STRIDE + seed * 7_919 + 90_512_318) % NUMBERS
    style, old = rng.random(size), rng.random(size) < OLD_NUMBER
    return np.array([_phone(*part) for part in zip(number.tolist(), style.tolist(), old.tolist(), strict=True)], dtype=object)


def _phone(number: int, style: float, old: bool) -> str:
    prefix, rest = NEW[number // 10**7], f"{number % 10**7:07d}"
    prefix = (PREFIXES[prefix] or prefix) if old else prefix
    if style < 0.70:
        return prefix + rest
    if style < 0.82:
        return f"{prefix} {rest[:3]} {rest[3:]}" if len(prefix) == 4 else f"{prefix}{rest[0]} {rest[1:4]} {rest[4:]}"
    if style < 0.90:
        return f"{prefix}.{rest[:3]}.{rest[3:]}" if len(prefix) == 4 else f"{prefix}{rest[0]}.{rest[1:4]}.{rest[4:]}"
    if style < 0.95:
        return f"+84{prefix[1:]}{rest}"
    return f"{prefix[1:]}{rest}" if style < 0.965 else f"{prefix}-{rest}"


def _births(lives: Lives, office: np.ndarray, rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    """Birth date and birth year as written: one of the two, or neither."""
    size, u = len(office), rng.random(len(office))
    day = np.array(rng.integers(1, 29, size)).astype(object), np.array(rng.integers(1, 13, size)).astype(object)
    full = np.array([f"{d:02d}/{m:02d}/{y}" for d, m, y in zip(*day, lives.birth_year, strict=True)], dtype=object)
    date = np.where((u < HAS_BIRTHDAY) & ~office, full, "")
    year = np.where((u >= HAS_BIRTHDAY) & (u < HAS_BIRTHDAY + HAS_YEAR) & ~office, lives.birth_year.astype(str).astype(object), "")
    return date, year


def _homes(trade: Trade, lives: Lives, office: np.ndarray, rng: np.random.Generator) -> list[np.ndarray]:
    """Address, ward, district and province; nothing for some, and all of it in one field for some."""
    size, known = len(office), places(trade.town)
    house = np.array([str(value) for value in rng.integers(1, 420, size)], dtype=object)
    lane = np.where(rng.random(size) < 0.22, np.array([f"K{value}/" for value in rng.integers(10, 600, size)], dtype=object), "")
    street = lane + house + " " + np.array(STREETS, dtype=object)[rng.integers(0, len(STREETS), size)]
    ward, district, province = (part[lives.place] for part in (known.ward, known.district, known.province))
    whole = street + ", " + ward + np.where(district != "", ", " + district, "") + ", " + province
    u = rng.random(size)
    nothing, free = (u < NO_ADDRESS) & ~office, (u >= NO_ADDRESS) & (u < NO_ADDRESS + FREE_TEXT)
    address = np.where(nothing, "", np.where(free, whole, street))
    return [address, *(np.where(nothing | free, "", part) for part in (ward, district, province))]


def _stray(name: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """The spaces that slip in at the till."""
    u = rng.random(len(name))
    spaced = np.where(u < STRAY / 2, "  " + name + " ", np.array([text.replace(" ", "  ", 1) for text in name], dtype=object))
    return np.where(u < STRAY, spaced, name)


def customers(
    trade: Trade, lives: Lives, almanac: Almanac, start: int, total: int, seed: int, dirt: bool, rng: np.random.Generator
) -> pa.Table:
    """The customers' file of one block: one row per customer, every column text."""
    size, office = len(lives.first), lives.rhythm == OFFICES
    surname, middle, given = names.persons(lives.female, lives.birth_year, rng)
    company = np.where(office, names.offices(size, rng), "")
    name = np.where(office, company, np.asarray(names.joined(surname, middle, given).to_pylist(), dtype=object))
    email = names.addresses(surname, given, lives.birth_year, rng)
    u, v, w = rng.random((3, size))
    columns = [
        codes(start, start + size, total).to_numpy(zero_copy_only=False),
        np.where(office, "Công ty", "Cá nhân"),
        _stray(name, rng) if dirt and not trade.masked else name,
        np.where((u < NO_PHONE) & ~office, "", phones(start, size, seed, rng)),
        np.where(v < HAS_EMAIL, email, ""),
        np.where(office | (w > HAS_SEX), "", np.where(lives.female, "Nữ", "Nam")),
        *_births(lives, office, rng),
        *_homes(trade, lives, office, rng),
        company,
        np.where(rng.random(size) < 0.7, names.pick(SOURCES, size, rng), ""),
        day_texts(almanac.start, almanac.days)[lives.created],
    ]
    known = dict(zip(CUSTOMER_HEADERS, columns, strict=True))
    shown = _masked(known) if trade.masked else known
    return pa.table({header: pa.array(column, pa.string()) for header, column in shown.items()})


def _masked(known: dict[str, np.ndarray]) -> dict[str, np.ndarray]:
    """What a marketplace lets the seller see: a name and a phone in asterisks, the province; nothing else about the person."""
    hidden = dict.fromkeys(("Email", "Giới tính", "Ngày sinh", "Năm sinh", "Địa chỉ", "Phường/Xã", "Quận/Huyện"))
    blank = np.full(len(known["Mã khách hàng"]), "", dtype=object)
    name = np.array([masked(text) for text in known["Tên khách hàng"]], dtype=object)
    phone = np.array([text and "******" + text[-2:] for text in known["Điện thoại"]], dtype=object)
    return {header: blank if header in hidden else column for header, column in known.items()} | {
        "Tên khách hàng": name,
        "Điện thoại": phone,
    }


def masked(name: str) -> str:
    """`N****n T*** H***g`: every word by its first letter, the last by its last letter too."""
    words = [f"{word[0]}{'*' * max(1, len(word) - 1)}" for word in name.split()]
    return " ".join([*words[:-1], words[-1] + name[-1]])


def truth(lives: Lives, traits: Traits, almanac: Almanac, trade: Trade, start: int, total: int) -> pa.Table:
    """What is true of every customer of one block; empty where it does not apply (never bought, never left, no rhythm)."""
    left = np.where(lives.leaves < NEVER_LEAVES, lives.leaves, -1)
    iso = np.array([(almanac.start + dt.timedelta(days=at)).isoformat() for at in range(almanac.days)] + [""], dtype=object)
    none = np.isin(lives.rhythm, (NEVER, ONCE)) | (lives.first >= almanac.days)
    words = ((RHYTHMS, lives.rhythm), (PRICES, lives.price), (tuple(trade.needs), lives.need), (REASONS, lives.reason))
    columns = [codes(start, start + len(none), total), *(pa.array(np.array(known, dtype=object)[at], pa.string()) for known, at in words)]
    columns += [pa.array(iso[left], pa.string()), pa.array(np.round(lives.gap, 2), mask=none), pa.array(lives.trend)]
    columns += [pa.array(np.array(DECISIONS, dtype=object)[traits.decision], pa.string()), pa.array(np.round(traits.warmth, 2))]
    return pa.table(columns, names=list(TRUTH_HEADERS))
