"""Amounts as people type them in a condition, and back: in units instead of cents, in per cent instead of shares, with the language's own signs."""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation

from regulars.errors import InputError
from regulars.rules import Value
from regulars.vocabulary import Feature
from regulars.words import NBSP, SYMBOLS, UNSTATED, Words, minor_digits, number

_WHOLE = ("count", "days", "score", "percentile")
_GROUPED = {"vi": re.compile(r"\d{1,3}(\.\d{3})+(,\d+)?"), "en": re.compile(r"\d{1,3}(,\d{3})+(\.\d+)?")}
_MINUS = str.maketrans({"−": "-", "–": "-"})

_UNITS = {
    "days": Words("ngày", "days"),
    "hours": Words("giờ", "hours"),
    "km": Words("km", "km"),
    "share": Words("%", "%"),
    "percentile": Words("%", "%"),
}
_OF_BUYERS = Words("% người mua", "% of buyers")


def unit(feature: Feature, currency: str) -> Words | None:
    """The unit that stands behind the field; null for plain numbers."""
    if feature.kind == "money":
        sign = "" if currency == UNSTATED else SYMBOLS.get(currency, currency)
        return Words(sign, sign) if sign else None
    return _OF_BUYERS if feature.kind == "percentile" and feature.family == "standing" else _UNITS.get(feature.kind)


def typed(feature: Feature, value: Value, lang: str, currency: str) -> str:
    """A constant of a rule as it stands in the field, without loss: `1.000.000`, `0,5`."""
    scaled = Decimal(repr(value)) * _scale(feature, currency)
    places = max(0, -int(scaled.normalize().as_tuple().exponent))
    return number(float(scaled), lang, places)


def read(feature: Feature, text: str, lang: str, currency: str) -> Value:
    """What somebody typed, as a constant of a rule; `InputError` where it is no number, or cannot be one of this feature."""
    found = _decimal(text, lang) / _scale(feature, currency)
    _refuse_beyond(feature, float(found), text, lang, currency)
    whole = found.to_integral_value()
    if feature.kind == "money" and found != whole:
        raise _wrong(Words("Số tiền này có quá nhiều số lẻ.", "This amount has too many decimals."), text)
    return int(whole) if found == whole else float(found)


def _scale(feature: Feature, currency: str) -> Decimal:
    """By what a constant is multiplied to be shown."""
    if feature.kind == "money":
        return Decimal(1).scaleb(-minor_digits(currency))
    return Decimal(100) if feature.kind == "share" else Decimal(1)


def _decimal(text: str, lang: str) -> Decimal:
    plain = re.sub(rf"[\s{NBSP}]", "", text).translate(_MINUS)
    group, point = (".", ",") if lang == "vi" else (",", ".")
    if _GROUPED[lang].fullmatch(plain.lstrip("-")) or point in plain:
        plain = plain.replace(group, "").replace(point, ".")
    try:
        found = Decimal(plain.replace(",", "."))
    except InvalidOperation as error:
        raise _wrong(Words("Đây chưa phải một số.", "This is not a number yet."), text) from error
    if not found.is_finite() or abs(found) >= 10**15:
        raise _wrong(Words("Số này lớn quá mức tính được.", "This number is larger than can be counted."), text)
    return found


def _refuse_beyond(feature: Feature, value: float, text: str, lang: str, currency: str) -> None:
    low, high = feature.minimum, feature.maximum
    if (low is None or value >= low) and (high is None or value <= high):
        return
    least, most = (typed(feature, bound, lang, currency) if bound is not None else "" for bound in (low, high))
    what = Words("Số này phải từ {least} đến {most}.", "This is a number from {least} to {most}.")
    only_least = Words("Số này phải từ {least} trở lên.", "This is a number of {least} or more.")
    raise _wrong((what if most else only_least).filled(least=least, most=most), text)


def _wrong(what: Words, text: str) -> InputError:
    return InputError(what, seen=text[:60], code="amount")
