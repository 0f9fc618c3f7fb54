"""A feature as a value, and the one way its values, comparisons and facts are said in vi and en."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field

from regulars.words import Words, money, number, percent

NUMBERS = ("count", "days", "ratio", "share", "percentile", "score", "money", "number", "hours", "km")
KINDS = (*NUMBERS, "flag", "text")
CLOCKS = ("still", "steps", "slides", "drifts")

IBIS_TYPES = {
    "count": "int32",
    "days": "int32",
    "score": "int32",
    "percentile": "int32",
    "money": "int64",
    "share": "float64",
    "ratio": "float64",
    "number": "float64",
    "hours": "float64",
    "km": "float64",
    "flag": "boolean",
    "text": "string",
}
DOMAINS: dict[str, tuple[float | None, float | None]] = {
    "count": (0, None),
    "days": (0, None),
    "ratio": (0, None),
    "share": (0, 1),
    "percentile": (0, 100),
    "hours": (0, None),
    "km": (0, None),
}
ALWAYS_KNOWN = Words("luôn biết", "always known")
FLAG_WORDS = {True: Words("có", "yes"), False: Words("không", "no")}

# How a comparison stands in front of its value inside a fact: `đã mua {ít nhất 4} lần`, `{at least 4} purchases`.
COMPARISONS = {
    "=": Words("đúng {value}", "exactly {value}"),
    "!=": Words("khác {value}", "other than {value}"),
    "<": Words("dưới {value}", "under {value}"),
    "<=": Words("nhiều nhất {value}", "at most {value}"),
    ">": Words("hơn {value}", "more than {value}"),
    ">=": Words("ít nhất {value}", "at least {value}"),
}
FEWER = Words("dưới {value}", "fewer than {value}")


@dataclass(frozen=True)
class Feature:
    """One thing knowable about a customer as of a day: a column of the profile.

    `words` is a noun phrase; `fact` and `one` (the English singular) are clauses with `{value}`; `null` says why it may be unknown;
    `minimum` and `maximum` bound the domain; `values` (with `labels`) closes a text; `phrases` says a comparison (`">="`, `"= true"`).
    """

    name: str
    family: str
    kind: str
    clock: str
    words: Words
    fact: Words
    null: Words
    meaning: Words
    minimum: float | None = None
    maximum: float | None = None
    nullable: bool = True
    values: tuple[str, ...] | None = None
    labels: tuple[Words, ...] = ()
    phrases: Mapping[str, Words] = field(default_factory=dict, hash=False)
    one: Words | None = None

    def phrase(self, op: str, value: object) -> Words | None:
        """How `feature op value` is said, with `{value}` left open: the phrase for this very value, for this op, else made from the fact.

        Null where neither is at hand (text features): the reader says it with `words`.
        """
        op = "=" if op == "==" else op
        said = self.phrases.get(f"{op} {literal(value)}") or self.phrases.get(op)
        if said or self.kind not in NUMBERS:
            return said
        comparison = FEWER if op == "<" and self.kind == "count" else COMPARISONS[op]
        return self._fact_of(value).filled(value=comparison)

    def _fact_of(self, value: object) -> Words:
        return self.one if self.one and value == 1 else self.fact


def define(
    family: str,
    name: str,
    kind: str,
    clock: str,
    words: tuple[str, str],
    fact: tuple[str, str],
    null: tuple[str, str] | None = None,
    *,
    meaning: tuple[str, str] | None = None,
    domain: tuple[float | None, float | None] | None = None,
    values: Mapping[str, tuple[str, str]] | None = None,
    phrases: Mapping[str, tuple[str, str]] | None = None,
    one: str | None = None,
) -> Feature:
    """A feature from plain texts: without `null` never null, without `meaning` its `words` say it all; `one` is the English singular."""
    minimum, maximum = domain or DOMAINS.get(kind, (None, None))
    return Feature(
        name,
        family,
        kind,
        clock,
        Words(*words),
        Words(*fact),
        Words(*null) if null else ALWAYS_KNOWN,
        Words(*(meaning or words)),
        minimum,
        maximum,
        null is not None,
        tuple(values) if values else None,
        tuple(Words(*text) for text in (values or {}).values()),
        {op: Words(*text) for op, text in (phrases or {}).items()},
        Words(fact[0], one) if one else None,
    )


def literal(value: object) -> str:
    """A constant as the rule text writes it without quotes: `true`, `0`, `0.5`, `hesitant`."""
    return str(value).lower() if isinstance(value, bool) else str(value)


def ibis_type(kind: str) -> str:
    """The Ibis type of a column of this kind, lower-case."""
    return IBIS_TYPES[kind]


def decimals(value: float, most: int) -> int:
    """The fewest decimals, up to `most`, that write the value without loss."""
    return next((places for places in range(most) if math.isclose(round(value, places), value, abs_tol=1e-12)), most)


def say_value(feature: Feature, value: object, lang: str, currency: str = "VND", *, exact: bool = True) -> str:
    """A value with its unit: `7`, `21 ngày`, `12 %`, `98.412.000 ₫`, `có`; an en dash for null.

    `exact` writes rule constants without loss; without it, measured values are rounded as people read them (`98,4 triệu ₫`, `12 %`).
    """
    if value is None or (isinstance(value, float) and math.isnan(value)):
        return "–"
    if feature.kind == "flag":
        return FLAG_WORDS[bool(value)].of(lang)
    if feature.kind == "text":
        return _say_text(feature, str(value), lang)
    return _say_number(feature.kind, float(value), lang, currency, exact)  # type: ignore[arg-type]


def _say_text(feature: Feature, value: str, lang: str) -> str:
    known = dict(zip(feature.values or (), feature.labels, strict=True))
    return known[value].of(lang) if value in known else value


def _say_number(kind: str, value: float, lang: str, currency: str, exact: bool) -> str:
    if kind == "money":
        return money(value, currency, lang, exact=exact)
    if kind == "share":
        return percent(value, lang, decimals(value * 100, 4) if exact else 0)
    if kind == "percentile":
        return percent(value / 100, lang, decimals(value, 4) if exact else 0)
    text = number(value, lang, decimals(value, 6 if exact else 1))
    return _with_unit(kind, text, value, lang)


UNITS = {
    "days": {"vi": ("ngày", "ngày"), "en": ("day", "days")},
    "hours": {"vi": ("giờ", "giờ"), "en": ("hour", "hours")},
    "km": {"vi": ("km", "km"), "en": ("km", "km")},
}


def _with_unit(kind: str, text: str, value: float, lang: str) -> str:
    if kind not in UNITS:
        return text
    one, many = UNITS[kind][lang]
    return f"{text}\u00a0{one if value == 1 else many}"


def say_fact(feature: Feature, value: object, lang: str, currency: str = "VND") -> str:
    """One customer's value as a clause: `đã mua 7 lần trong 365 ngày`, `7 purchases in 365 days`; why it is unknown for null."""
    if value is None or (isinstance(value, float) and math.isnan(value)):
        return feature.null.of(lang)
    said = feature.phrases.get(f"= {literal(value)}") or feature._fact_of(value)
    return said.of(lang, value=say_value(feature, value, lang, currency, exact=False))
