"""Rules as plain data for JSON and YAML, and back."""

from __future__ import annotations

from typing import Any

from regulars.errors import RuleError
from regulars.rules.value import And, Compare, Missing, Not, OneOf, Or, Rule, everyone
from regulars.words import Words

DEEPEST = 40
LARGEST = 2_000

_SHAPES = Words(
    'Một quy tắc là "everyone", {feature, op, value}, {feature, one_of}, {feature, missing: true}, {all: […]}, {any: […]} hoặc {not: …}.',
    'A rule is "everyone", {feature, op, value}, {feature, one_of}, {feature, missing: true}, {all: […]}, {any: […]} or {not: …}.',
)


def to_data(rule: Rule) -> dict[str, object] | str:
    """The rule as dicts, lists, texts and numbers: `{"feature": "orders", "op": ">=", "value": 4}`, `{"all": […]}`, `"everyone"`."""
    match rule:
        case Compare(feature, op, value):
            return {"feature": feature, "op": op, "value": value}
        case OneOf(feature, values):
            return {"feature": feature, "one_of": list(values)}
        case Missing(feature):
            return {"feature": feature, "missing": True}
        case And(rules):
            return {"all": [to_data(part) for part in rules]}
        case Or(rules):
            return {"any": [to_data(part) for part in rules]}
        case Not(inner):
            return {"not": to_data(inner)}
    return "everyone"


def from_data(data: object) -> Rule:
    """The rule that `to_data` wrote; `RuleError` for anything else, for more than 2,000 parts or 40 levels."""
    return _rule(data, [LARGEST], 0)


def _rule(data: Any, left: list[int], depth: int) -> Rule:
    left[0] -= 1
    if depth > DEEPEST or left[0] < 0:
        raise _malformed(Words("Quy tắc quá lớn hoặc lồng nhau quá sâu.", "The rule is too large or nested too deeply."), "…")
    match data:
        case "everyone":
            return everyone
        case {"all": [*items], **rest} if not rest:
            return And(tuple(_rule(item, left, depth + 1) for item in items))
        case {"any": [*items], **rest} if not rest:
            return Or(tuple(_rule(item, left, depth + 1) for item in items))
        case {"not": item, **rest} if not rest:
            return Not(_rule(item, left, depth + 1))
        case {"feature": str(), **_rest}:
            return _leaf(data, left)
    raise _malformed(Words("Dữ liệu này không phải một quy tắc.", "This is not a rule."), data)


def _leaf(data: dict[str, object], left: list[int]) -> Rule:
    match data:
        case {"feature": str(name), "op": str(op), "value": value, **rest} if not rest:
            return Compare(name, op, value)  # type: ignore[arg-type]
        case {"feature": str(name), "one_of": [*values], **rest} if not rest:
            left[0] -= len(values)
            return OneOf(name, tuple(values))
        case {"feature": str(name), "missing": True, **rest} if not rest:
            return Missing(name)
    raise _malformed(Words("Dữ liệu này không phải một phép so sánh.", "This is not a comparison."), data)


def _malformed(what: Words, seen: object) -> RuleError:
    return RuleError(what, seen=ascii(seen)[:200], todo=_SHAPES)
