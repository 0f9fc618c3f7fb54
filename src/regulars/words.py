"""A text in Vietnamese and English, and the one way numbers, money and days are written in each."""

from __future__ import annotations

import datetime as dt
import math
import os
from dataclasses import dataclass
from functools import lru_cache

LANGUAGES = ("vi", "en")
UNSTATED = "XXX"  # ISO 4217 for a currency that is not stated
NBSP = "\u00a0"
MINUS = "\u2212"
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")

# (at least, divisor, word), largest first.
SCALES = {
    "vi": ((1e9, 1e9, "tỷ"), (1e6, 1e6, "triệu"), (1e4, 1e3, "nghìn")),
    "en": ((1e9, 1e9, "billion"), (1e6, 1e6, "million"), (1e4, 1e3, "thousand")),
}
SYMBOLS = {"VND": "₫", "USD": "$", "EUR": "€", "GBP": "£", "JPY": "¥"}
BEFORE = {"USD", "GBP", "JPY", "EUR"}


@dataclass(frozen=True)
class Words:
    """One text in both languages; `{placeholders}` are filled by `.of(lang, name=value)`.

    >>> Words("Chào {name}", "Hello {name}").of("en", name="Lan")
    'Hello Lan'
    """

    vi: str
    en: str

    def of(self, lang: str, **values: object) -> str:
        """The text in one language, its placeholders filled."""
        text = self.vi if lang == "vi" else self.en
        return text.format(**values) if values else text

    def filled(self, **values: object) -> Words:
        """The same text with its placeholders filled in both languages; a `Words` value is filled in its own."""
        return Words(*(self.of(lang, **{k: said(v, lang) for k, v in values.items()}) for lang in LANGUAGES))


def said(value: object, lang: str) -> object:
    """A value as it stands in a sentence: `Words` in the language asked for, anything else as it is."""
    return value.of(lang) if isinstance(value, Words) else value


def language() -> str:
    """The language of this process: `REGULARS_LANG`, else the locale; `vi` unless the locale is of another language."""
    for name in ("REGULARS_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        value = os.environ.get(name, "").lower()
        if value.startswith("vi"):
            return "vi"
        if value and not value.startswith(("c.", "posix")) and value != "c":
            return "en"
    return "vi"


def number(value: float | None, lang: str, decimals: int = 0) -> str:
    """`1.234,5` in vi, `1,234.5` in en; a true minus sign; an en dash where nothing is known."""
    if value is None or (isinstance(value, float) and math.isnan(value)):
        return "–"
    text = f"{abs(value):,.{decimals}f}"
    negative = value < 0 and any(ch in "123456789" for ch in text)
    if lang == "vi":
        text = text.translate(str.maketrans(",.", ".,"))
    return (MINUS if negative else "") + text


def percent(share: float | None, lang: str, decimals: int = 0) -> str:
    """A share of 1 as `6,1 %` (vi) or `6.1%` (en)."""
    if share is None or (isinstance(share, float) and math.isnan(share)):
        return "–"
    return number(share * 100, lang, decimals) + (f"{NBSP}%" if lang == "vi" else "%")


@lru_cache
def minor_digits(currency: str) -> int:
    """Decimals of a currency's minor unit: VND 0, USD 2, `XXX` (not stated) 2."""
    if currency == UNSTATED:
        return 2
    from babel.numbers import get_currency_precision

    return get_currency_precision(currency)


def _with_symbol(text: str, currency: str, lang: str) -> str:
    if currency == UNSTATED:
        return text
    symbol = SYMBOLS.get(currency, currency)
    if lang == "en" and currency in BEFORE:
        sign, digits = (text[0], text[1:]) if text.startswith(MINUS) else ("", text)
        return f"{sign}{symbol}{digits}"
    return f"{text}{NBSP}{symbol}"


def money(minor: float | None, currency: str, lang: str, *, exact: bool = False) -> str:
    """Integer minor units as people read them: `98,4 triệu ₫`, or exactly, `98.412.000 ₫`."""
    if minor is None or (isinstance(minor, float) and math.isnan(minor)):
        return "–"
    digits = minor_digits(currency)
    value = minor / 10**digits
    text = number(value, lang, digits) if exact else short(value, lang, digits)
    return _with_symbol(text, currency, lang)


def short(value: float, lang: str, decimals: int = 0) -> str:
    """Three significant digits and a scale word: `950 nghìn`, `1,36 triệu`, `4.86 billion`."""
    for least, divisor, word in SCALES[lang]:
        if abs(value) >= least * 0.9995:
            return f"{significant(value / divisor, lang)}{NBSP}{word}"
    return number(value, lang, decimals if value != round(value) else 0)


def significant(value: float, lang: str, digits: int = 3) -> str:
    """A number with so many significant digits at most, without trailing zeros."""
    if value == 0:
        return "0"
    places = max(0, digits - 1 - math.floor(math.log10(abs(value))))
    rounded = round(value, places)
    while places and round(rounded, places - 1) == rounded:
        places -= 1
    return number(rounded, lang, places)


def day(value: dt.date | None, lang: str) -> str:
    """`20/11/2026` (vi) or `20 Nov 2026` (en)."""
    if value is None:
        return "–"
    if lang == "vi":
        return f"{value.day:02d}/{value.month:02d}/{value.year}"
    return f"{value.day} {MONTHS[value.month - 1]} {value.year}"


def listed(items: list[str], lang: str, *, last: str = "and") -> str:
    """`a, b và c` / `a, b and c`; `last="or"` for alternatives."""
    joint = {"and": {"vi": " và ", "en": " and "}, "or": {"vi": " hoặc ", "en": " or "}}[last][lang]
    return joint.join([", ".join(items[:-1]), items[-1]]) if len(items) > 1 else "".join(items)


def masked_phone(phone: str | None) -> str | None:
    """A phone number with its middle hidden: `0935 ••• 604`; null for none.

    >>> masked_phone("+84935123604"), masked_phone("+442079460018"), masked_phone("604")
    ('0935 ••• 604', '+44 ••• 018', '•••')
    """
    if not phone:
        return None
    local = "0" + phone[3:] if phone.startswith("+84") else phone
    if len(local) < 8:
        return "•••"
    return f"{local[: 3 if local.startswith('+') else 4]} ••• {local[-3:]}"


def masked_email(email: str | None) -> str | None:
    """An e-mail address with its name hidden: `l•••@example.com`; null for none."""
    if not email:
        return None
    name, _, home = email.partition("@")
    return f"{name[:1]}•••@{home}"
