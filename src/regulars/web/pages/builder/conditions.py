"""A rule as rows of conditions, and rows as a rule: what the form shows and what the text says are one value.

Rows are joined by “and”; a row is one condition or several joined by “or”; a condition is a comparison, or its denial. What lies deeper is one row that
the form shows as text.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from regulars.errors import Regulars
from regulars.rules import And, Compare, Everyone, Leaf, Missing, Not, OneOf, Or, Rule, Value, parse, to_text
from regulars.vocabulary import Feature
from regulars.web.pages.builder import amounts
from regulars.web.pages.builder.fields import KNOWN, MISSING, ONE_OF, OPERATORS, Choices, first_operator, sort
from regulars.words import Words

JOINTS = ("and", "and_not", "or", "or_not")
TEXT = "text"  # the comparison of a row that only its text can say


@dataclass(frozen=True)
class Condition:
    """One condition as it stands in the form: how it is joined to those before it, what it asks about, how, and the texts in its fields.

    `feature` is empty while none is chosen; with `op` = `text` the one text is a rule in itself.
    """

    joint: str = "and"
    feature: str = ""
    op: str = ""
    texts: tuple[str, ...] = ()

    @property
    def begins(self) -> bool:
        """Whether it begins a row."""
        return self.joint.startswith("and")

    @property
    def denied(self) -> bool:
        return self.joint.endswith("_not")


@dataclass(frozen=True)
class Tongue:
    """In which language, for which currency and about what conditions are written."""

    lang: str
    currency: str
    choices: Choices


# From a rule


def conditions(rule: Rule | None, tongue: Tongue) -> list[Condition]:
    """The conditions of a rule, row after row; none for everybody."""
    if rule is None or isinstance(rule, Everyone):
        return []
    rows = rule.rules if isinstance(rule, And) else (rule,)
    return [condition for row in rows for condition in _row(row, tongue)]


def _row(rule: Rule, tongue: Tongue) -> list[Condition]:
    parts = rule.rules if isinstance(rule, Or) else (rule,)
    found = [_condition(part, tongue) for part in parts]
    if None in found:
        return [Condition("and", "", TEXT, (to_text(rule),))]
    alternatives = [replace(each, joint=each.joint.replace("and", "or")) for each in found[1:] if each]
    return [found[0], *alternatives]  # type: ignore[list-item]


def _condition(rule: Rule, tongue: Tongue) -> Condition | None:
    """One condition; null where it takes more than one."""
    if isinstance(rule, Not):
        if isinstance(rule.rule, Missing):
            return Condition("and", rule.rule.feature, KNOWN)
        inner = _condition(rule.rule, tongue) if isinstance(rule.rule, Leaf) else None
        return replace(inner, joint="and_not") if inner else None
    return _leaf(rule, tongue) if isinstance(rule, Leaf) else None


def _leaf(leaf: Leaf, tongue: Tongue) -> Condition | None:
    feature = tongue.choices.feature(leaf.feature)
    if feature is None:
        return None
    if isinstance(leaf, Missing):
        return Condition("and", leaf.feature, MISSING)
    if isinstance(leaf, OneOf):
        return Condition("and", leaf.feature, ONE_OF, tuple(map(str, leaf.values))) if feature.kind == "text" else None
    return Condition("and", leaf.feature, leaf.op, (_said(feature, leaf.value, tongue),))


def _said(feature: Feature, value: Value, tongue: Tongue) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    return value if isinstance(value, str) else amounts.typed(feature, value, tongue.lang, tongue.currency)


# To a rule


def rows(all_of: Sequence[Condition]) -> list[list[int]]:
    """The places of the conditions, row by row; the first begins a row whatever its joint says."""
    found: list[list[int]] = []
    for place, each in enumerate(all_of):
        if each.begins or not found:
            found.append([place])
        else:
            found[-1].append(place)
    return found


@dataclass(frozen=True)
class Read:
    """One condition read: its rule, or why it has none; neither where it is only begun."""

    rule: Rule | None = None
    fault: Words | None = None


def read(condition: Condition, tongue: Tongue) -> Read:
    """The rule of one condition."""
    try:
        rule = _read(condition, tongue)
    except Regulars as fault:
        return Read(fault=fault.what)
    return Read(Not(rule) if rule is not None and condition.denied else rule)


def _read(condition: Condition, tongue: Tongue) -> Rule | None:
    if condition.op == TEXT:
        return parse(condition.texts[0], tongue.choices.known) if condition.texts else None
    feature, texts = tongue.choices.feature(condition.feature), [text for text in condition.texts if text.strip()]
    if feature is None:
        return None
    if condition.op in (MISSING, KNOWN):
        return Missing(feature.name) if condition.op == MISSING else Not(Missing(feature.name))
    if not texts:
        return None
    return _checked(_comparison(feature, condition.op, texts, tongue), tongue)


def _comparison(feature: Feature, op: str, texts: Sequence[str], tongue: Tongue) -> Rule:
    if op == ONE_OF:
        return OneOf(feature.name, tuple(texts))
    if feature.kind == "flag":
        return Compare(feature.name, op, texts[0] == "true")
    value = texts[0] if feature.kind == "text" else amounts.read(feature, texts[0], tongue.lang, tongue.currency)
    return Compare(feature.name, op, value)


def _checked(rule: Rule, tongue: Tongue) -> Rule:
    return parse(to_text(rule), tongue.choices.known)


def row_rule(found: Sequence[Read]) -> Rule | None:
    """The rule of one row: one of its conditions holds; null while any of them is not a rule yet."""
    rules = [each.rule for each in found]
    if None in rules:
        return None
    return Or(tuple(rules)) if len(rules) > 1 else rules[0]  # type: ignore[arg-type]


def joined(rules: Sequence[Rule]) -> Rule | None:
    """All of the rows; null for everybody."""
    return And(tuple(rules)) if len(rules) > 1 else rules[0] if rules else None


def settled(condition: Condition, tongue: Tongue) -> Condition:
    """A condition whose comparison and texts fit what it asks about: those of another feature are let go."""
    feature = tongue.choices.feature(condition.feature)
    if feature is None:
        return condition if condition.op == TEXT else Condition(condition.joint)
    op = condition.op if condition.op in OPERATORS[sort(feature)] else first_operator(feature)
    texts = condition.texts if op not in (MISSING, KNOWN) else ()
    closed = ("true", "false") if feature.kind == "flag" else feature.values
    texts = tuple(text for text in texts if text in closed) if closed else texts
    return Condition(condition.joint, condition.feature, op, texts if op == ONE_OF else texts[:1])
