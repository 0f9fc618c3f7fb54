"""Rules run: on any engine through Ibis, and on one customer in plain Python, with one meaning.

Logic is two-valued. A missing value (null; in float columns NaN too) makes every comparison false, `!=` included; `~` is the complement.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import ibis
import ibis.expr.types as ir

from regulars.arithmetic import real
from regulars.errors import RuleError
from regulars.rules.value import OPPOSITE, And, Everyone, Leaf, Missing, Not, OneOf, Or, Rule, Value, features_of
from regulars.vocabulary import nearest
from regulars.words import Words

_OPERATORS: dict[str, Callable[..., Any]] = {
    "=": operator.eq,
    "!=": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}
_DENIED = {**OPPOSITE, "in": "not in", "missing": "known"}


@dataclass(frozen=True)
class Fact:
    """One comparison of a rule and this customer's own value.

    `op` is `= != < <= > >=`, `in`, `not in`, `missing` or `known`; `bar` the constant, a tuple for `in`, null for the last two.
    Under `~` the comparison is turned round, so `holds` always speaks for the rule.
    """

    feature: str
    value: Value | None
    op: str
    bar: Value | tuple[Value, ...] | None
    holds: bool


def to_ibis(rule: Rule, table: ir.Table) -> ir.BooleanValue:
    """The rule over a table that has its features as columns: true or false for every row, never null. Raises `RuleError`."""
    lean = condition(rule, table)
    return lean if isinstance(rule, Not | Missing | Everyone) else ibis.coalesce(lean, False)


def condition(rule: Rule, table: ir.Table) -> ir.BooleanValue:
    """The rule for a filter or a CASE: true exactly where it holds, false or null elsewhere, so that engines can prune by it."""
    match rule:
        case And(rules):
            return _folded(operator.and_, [condition(part, table) for part in rules])
        case Or(rules):
            return _folded(operator.or_, [condition(part, table) for part in rules])
        case Not(inner):
            return ~to_ibis(inner, table)
        case Everyone():
            return ibis.literal(True)
    return _leaf(rule, table)  # type: ignore[arg-type]


def matches(rule: Rule, row: Mapping[str, object]) -> bool:
    """Whether the rule holds for one customer; a feature the row does not have counts as missing."""
    match rule:
        case And(rules):
            return all(matches(part, row) for part in rules)
        case Or(rules):
            return any(matches(part, row) for part in rules)
        case Not(inner):
            return not matches(inner, row)
        case Everyone():
            return True
    return _holds(rule, known_value(row.get(rule.feature)))  # type: ignore[attr-defined, arg-type]


def facts(rule: Rule, row: Mapping[str, object]) -> tuple[Fact, ...]:
    """Every comparison of the rule with this customer's value, in order."""
    return tuple(_facts(rule, row, False))


def known_value(value: object) -> object | None:
    """The value as plain Python, or none where it is missing: None, NaN, pandas' NA and NaT."""
    if value is None or type(value).__name__ in ("NAType", "NaTType"):
        return None
    value = value.item() if hasattr(value, "item") else value
    return None if isinstance(value, float) and value != value else value


def _facts(rule: Rule, row: Mapping[str, object], denied: bool) -> list[Fact]:
    match rule:
        case And(rules) | Or(rules):
            return [fact for part in rules for fact in _facts(part, row, denied)]
        case Not(inner):
            return _facts(inner, row, not denied)
        case Everyone():
            return []
    return [_fact(rule, known_value(row.get(rule.feature)), denied)]  # type: ignore[attr-defined, arg-type]


def _fact(leaf: Leaf, value: object | None, denied: bool) -> Fact:
    op, bar = ("missing", None) if isinstance(leaf, Missing) else ("in", leaf.values) if isinstance(leaf, OneOf) else (leaf.op, leaf.value)
    if denied and value is None and op != "missing":
        return Fact(leaf.feature, None, "missing", None, True)
    return Fact(leaf.feature, value, _DENIED[op] if denied else op, bar, _holds(leaf, value) != denied)  # type: ignore[arg-type]


def _holds(leaf: Leaf, value: object | None) -> bool:
    if value is None or isinstance(leaf, Missing):
        return value is None and isinstance(leaf, Missing)
    if isinstance(leaf, OneOf):
        return value in leaf.values
    if any(isinstance(value, sort) != isinstance(leaf.value, sort) for sort in (str, bool)):
        raise _mixed(leaf.feature, leaf.value)
    return bool(_OPERATORS[leaf.op](value, leaf.value))


def _folded(join: Callable, items: list) -> ir.BooleanValue:
    """Joined as a balanced tree: engines limit how deep an expression may be."""
    if len(items) == 1:
        return items[0]
    middle = len(items) // 2
    return join(_folded(join, items[:middle]), _folded(join, items[middle:]))


def _leaf(leaf: Leaf, table: ir.Table) -> ir.BooleanValue:
    column = _column(leaf.feature, table)
    floating = column.type().is_floating()
    if isinstance(leaf, Missing):
        return column.isnull() | column.isnan() if floating else column.isnull()
    if isinstance(leaf, OneOf):
        return column.isin([_literal(leaf.feature, column, value) for value in leaf.values])
    held = _OPERATORS[leaf.op](column, _literal(leaf.feature, column, leaf.value))
    # engines put NaN above every number, and never take it for equal to one
    return held & ~column.isnan() if floating and leaf.op in (">", ">=", "!=") else held  # type: ignore[operator, return-value]


def _column(name: str, table: ir.Table) -> ir.Column:
    if name in table.columns:
        return table[name]
    close = ", ".join(nearest(name, tuple(table.columns)))
    raise RuleError(
        Words(f"Bảng này không có cột “{name}”.", f"This table has no column “{name}”."),
        seen=name,
        todo=Words(f"Các cột gần giống: {close or '–'}.", f"Columns most like it: {close or '–'}."),
    )


def _literal(name: str, column: ir.Column, value: Value) -> ir.Scalar:
    kind = column.type()
    if not (kind.is_string() if isinstance(value, str) else kind.is_boolean() if isinstance(value, bool) else kind.is_numeric()):
        raise _mixed(name, value)
    return real(value) if isinstance(value, float) else ibis.literal(value)


def _mixed(name: str, value: Value) -> RuleError:
    return RuleError(
        Words(
            f"“{name}” không so được với “{value}”: khác loại.", f"“{name}” cannot be compared with “{value}”: they are of different kinds."
        ),
        seen=str(value),
        todo=Words(
            "So số với số, chữ với chữ, có/không với true/false.", "Compare numbers with numbers, texts with texts, yes/no with true/false."
        ),
    )


__all__ = ["Fact", "condition", "facts", "features_of", "known_value", "matches", "to_ibis"]
