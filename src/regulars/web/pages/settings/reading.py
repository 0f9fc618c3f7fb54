"""Numbers as people type them into a field: read, or refused with the bounds and the value in force."""

from __future__ import annotations

import re

from regulars.words import LANGUAGES, Words, number


def whole(text: str) -> int | None:
    """`10.000`, `10,000` or `10 000` as a whole number, not below 0; null for anything else."""
    plain = re.sub(r"(?<=\d)[.,\s\u00a0](?=\d{3}(\D|$))", "", text.strip())
    return int(plain) if plain.isdecimal() else None


def decimal(text: str) -> float | None:
    """`0,6` or `0.6`, with a minus of either kind; null for anything else."""
    plain = text.strip().replace("\u2212", "-").replace(",", ".")
    return float(plain) if re.fullmatch(r"-?\d{1,12}(\.\d{1,9})?", plain) else None


def within(text: str, low: float | None, high: float | None) -> float | None:
    """A number between two bounds, either of which may be open; null for anything else."""
    value = decimal(text)
    if value is None or (low is not None and value < low) or (high is not None and value > high):
        return None
    return value


def refused(low: float | None, high: float | None, current: float | None) -> Words:
    """What is beneath a field whose number cannot be."""
    bounds = "both" if low is not None and high is not None else "low" if low is not None else "high" if high is not None else "any"
    said = _BOUNDS[bounds].filled(low=typed(low), high=typed(high))
    if current is None:
        return said
    return Words(*(_CURRENT.of(lang, said=said.of(lang), current=typed(current).of(lang)) for lang in LANGUAGES))


def typed(value: float | None) -> Words:
    """A number as one would type it: without more decimals than it has."""
    if value is None:
        return Words("", "")
    decimals = 0 if value == round(value) else len(f"{value:.9f}".rstrip("0").partition(".")[2])
    return Words(*(number(value, lang, decimals) for lang in LANGUAGES))


_BOUNDS = {
    "both": Words("Nhập một số từ {low} đến {high}.", "Enter a number from {low} to {high}."),
    "low": Words("Nhập một số từ {low} trở lên.", "Enter a number of {low} or more."),
    "high": Words("Nhập một số không quá {high}.", "Enter a number of {high} at most."),
    "any": Words("Nhập một số.", "Enter a number."),
}
_CURRENT = Words("{said} Đang dùng {current}.", "{said} In force: {current}.")
