"""Numbers inside sentences, each written in the sentence's own language, with its noun and without a gap at the line's end."""

from __future__ import annotations

from collections.abc import Callable

from regulars.words import LANGUAGES, NBSP, Words, minor_digits, money, number, percent

FEWEST = 20  # a share of fewer people than this is not shown
TOO_FEW = Words("Chưa đến 20 khách mua, chưa xếp hạng được.", "Fewer than 20 buyers: too few to rank.")


def _each(write: Callable[[str], str]) -> Words:
    return Words(*(write(lang) for lang in LANGUAGES))


def figure(value: float | None, decimals: int = 0) -> Words:
    """`1.234,5` / `1,234.5`; an en dash where not known."""
    return _each(lambda lang: number(value, lang, decimals))


def share(part: float | None, decimals: int = 0, *, of: int | None = None) -> Words:
    """A share of 1 as a percentage; an en dash where not known or taken of fewer than 20 people."""
    shown = None if of is not None and of < FEWEST else part
    return _each(lambda lang: percent(shown, lang, decimals))


def sum_of(minor: float | None, currency: str) -> Words:
    """Money in minor units as people say it: `98,4 triệu ₫`, `1.875 £`."""
    return _each(lambda lang: money(rounded(minor, currency), currency, lang))


def rounded(minor: float | None, currency: str) -> float | None:
    """An amount of 100 units or more without its cents; smaller ones as they are."""
    unit = 10 ** minor_digits(currency)
    return minor if minor is None or abs(minor) < 100 * unit else round(minor / unit) * unit


def plain(words: Words) -> Words:
    """A sentence without the marks around what it is about."""
    return Words(words.vi.replace("**", ""), words.en.replace("**", ""))


def people(count: int) -> Words:
    """`1.494 khách` / `1,494 customers`."""
    return Words(f"{number(count, 'vi')}{NBSP}khách", f"{number(count, 'en')}{NBSP}customer{'' if count == 1 else 's'}")


def days(count: float) -> Words:
    """`38 ngày` / `38 days`."""
    return Words(f"{number(count, 'vi')}{NBSP}ngày", f"{number(count, 'en')}{NBSP}day{'' if count == 1 else 's'}")


def ratio(part: float | None, whole: float | None) -> float | None:
    """`part / whole`; null where either is not known or the whole is not above 0."""
    return part / whole if part is not None and whole is not None and whole > 0 else None
