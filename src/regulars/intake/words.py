"""Single words that files use for a status, a gender, a currency or an age band, and what they mean."""

from __future__ import annotations

import re
import unicodedata

CANCELLED = (
    "cancel", "canceled", "cancelled", "cancelation", "cancellation", "huy", "da huy", "bi huy", "don huy", "huy don", "da huy don", "void",
    "voided", "failed", "that bai", "rejected", "tu choi", "refunded", "returned", "package returned", "tra hang hoan tien", "hoan tien",
    "da hoan tien", "chuyen hoan", "da chuyen hoan", "da tra hang", "returned to shipper", "lost", "deleted", "da xoa",
)  # fmt: skip
COMPLETED = (
    "complete", "completed", "done", "paid", "delivered", "fulfilled", "success", "successful", "succeeded", "closed", "shipped",
    "hoan thanh",
    "hoan tat", "da hoan thanh", "da giao", "da giao hang", "giao thanh cong", "giao hang thanh cong", "da thanh toan", "thanh cong",
    "completed order",
    "partially refunded", "partially paid", "confirmed", "da xac nhan", "ban hang", "finished", "received", "da nhan hang",
)  # fmt: skip
GENDERS = {
    "female": ("nu", "female", "f", "woman", "co", "chi", "ba", "ms", "mrs", "nu gioi"),
    "male": ("nam", "male", "m", "man", "anh", "ong", "mr", "nam gioi"),
    "other": ("khac", "other", "x", "non binary", "nonbinary", "diverse"),
}
CURRENCIES = {
    "₫": "VND",
    "đ": "VND",
    "d": "VND",
    "VNĐ": "VND",
    "DONG": "VND",
    "ĐỒNG": "VND",
    "$": "USD",
    "US$": "USD",
    "€": "EUR",
    "£": "GBP",
    "¥": "JPY",
}


def plainly(text: str) -> str:
    """A text in lower-case letters and digits without accents, words parted by one space; camelCase is taken apart.

    >>> plainly("Mã Đơn hàng"), plainly("orderNumber")
    ('ma don hang', 'order number')
    """
    text = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", " ", unicodedata.normalize("NFC", text))
    text = unicodedata.normalize("NFD", text.lower().replace("đ", "d"))
    text = "".join(char for char in text if not unicodedata.combining(char))
    return " ".join(re.findall(r"[^\W_]+", text))


def told_apart(columns: tuple[str, ...]) -> tuple[str, ...]:
    """The names of a file's columns, those that are alike numbered.

    >>> told_apart(("Giá", "Giảm", "Giảm"))
    ('Giá', 'Giảm', 'Giảm (2)')
    """
    return tuple(name if name not in columns[:i] else f"{name} ({columns[:i].count(name) + 1})" for i, name in enumerate(columns))


def status_of(word: str | None) -> str | None:
    """`cancelled`, `completed`, or null for a word that says neither."""
    plain = plainly(word or "")
    if plain in CANCELLED or re.match(r"(cancel|da huy|void)", plain):
        return "cancelled"
    return "completed" if plain in COMPLETED else None


def gender_of(word: str | None) -> str | None:
    """`female`, `male`, `other`, or null."""
    plain = plainly(word or "")
    return next((gender for gender, words in GENDERS.items() if plain in words), None)


def currency_of(word: str | None) -> str | None:
    """The ISO 4217 code of a currency as files write it, or null where it is none."""
    text = (word or "").strip().upper()
    code = CURRENCIES.get((word or "").strip()) or CURRENCIES.get(text) or text
    from babel import Locale

    return code if code in Locale("en").currencies else None


def age_band(text: str | None) -> tuple[int | None, int | None]:
    """The ends of an age or age band: `19-24`, `65+`, `Under 18`, `dưới 18`, `trên 60`, `42`; nulls where it is none."""
    plain = unicodedata.normalize("NFC", (text or "").strip().lower())
    numbers = [int(found) for found in re.findall(r"\d{1,3}", plain)]
    if not numbers or len(numbers) > 2 or max(numbers) > 130:
        return None, None
    if len(numbers) == 2:
        return min(numbers), max(numbers)
    if re.search(r"\+|over|above|trên|từ|>|≥|and (over|up)|trở lên", plain):
        return numbers[0] + (1 if re.search(r"over|above|trên|>(?!=)", plain) and "trở" not in plain else 0), None
    if re.search(r"under|below|dưới|<|less", plain):
        return 0, numbers[0] - 1
    return numbers[0], numbers[0]
