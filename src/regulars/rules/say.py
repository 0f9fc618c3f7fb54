"""Rules in words: what a shop owner reads, in vi and en.

A rule is first turned so that `~` stands at single comparisons only; where it takes in the missing, "or is not known" is said.
Lists of plain comparisons read `a, b and c`; with a list among them they are parted by semicolons,
and what lies deeper is bracketed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from regulars.rules.faults import Known, faults, lookup
from regulars.rules.value import OPPOSITE, And, Compare, Everyone, Leaf, Missing, Not, OneOf, Or, Rule, Value
from regulars.vocabulary import Feature, say_value
from regulars.words import Words, listed

ELSE = Words("mọi khách còn lại", "everyone else")
ANYBODY = Words("mọi khách", "everyone")
NOBODY = Words("không ai", "nobody")
UNKNOWN = Words("chưa rõ {words}", "{words} not known")
IS_KNOWN = Words("đã biết {words}", "{words} known")
OR_UNKNOWN = Words("{said} hoặc chưa rõ", "{said} or is not known")
IS = Words("{words} là {value}", "{words} is {value}")
IS_NOT = Words("{words} không phải {value}", "{words} is not {value}")
AND, OR = Words("và", "and"), Words("hoặc", "or")

_FLAG = {True: Words("{words}", "{words}"), False: Words("không: {words}", "not: {words}")}
_LOW = {">=": Words("từ {low}", "{low}"), ">": Words("trên {low}", "more than {low}")}
_HIGH = {"<=": Words("đến {high}", "to {high}"), "<": Words("đến dưới {high}", "to under {high}")}

PLAIN, LIST, LISTS = 0, 1, 2
Marked = tuple[str, Value]
_OPEN, _MARK, _CLOSE = "\ue000", "\ue001", "\ue002"  # private to Unicode: in no name, and in no number


@dataclass(frozen=True)
class _Said:
    """A text and how it is built: one comparison, a list of such, or a list of lists."""

    text: str
    build: int = PLAIN


@dataclass(frozen=True)
class _Tongue:
    lang: str
    currency: str
    known: Known | None
    marked: tuple[Marked, ...] = ()

    def feature(self, name: str) -> Feature:
        found = lookup(name, self.known)
        if found is None:
            raise faults(Missing(name), self.known)[0]
        return found

    def value(self, feature: Feature, value: object) -> str:
        said = say_value(feature, value, self.lang, self.currency)
        number = not isinstance(value, bool) and (feature.name, value) in self.marked
        return f"{_OPEN}{self.marked.index((feature.name, value))}{_MARK}{said}{_CLOSE}" if number else said  # type: ignore[arg-type]


def say(rule: Rule, lang: str, *, currency: str = "VND", known: Known | None = None) -> str:
    """The rule in words; money constants are minor units of `currency`; `known` names schemes and clusters. Raises `RuleError`."""
    if isinstance(rule, Everyone):
        return ELSE.of(lang)
    return _say(rule, False, _Tongue(lang, currency, known)).text


def said_in_parts(
    rule: Rule, lang: str, marked: Iterable[Marked], *, currency: str = "VND", known: Known | None = None
) -> list[tuple[str, Marked | None]]:
    """The rule in words as `say` has it, taken apart at the numbers asked for (feature, constant): pieces of text, each with its number or null."""
    if isinstance(rule, Everyone):
        return [(ELSE.of(lang), None)]
    asked = tuple(marked)
    text = _say(rule, False, _Tongue(lang, currency, known, asked)).text
    pieces = re.split(f"{_OPEN}(\\d+){_MARK}(.*?){_CLOSE}", text)
    told: list[tuple[str, Marked | None]] = [(pieces[0], None)]
    for at, said, after in zip(pieces[1::3], pieces[2::3], pieces[3::3], strict=True):
        told += [(said, asked[int(at)]), (after, None)]
    return [piece for piece in told if piece[0]]


def _say(rule: Rule, denied: bool, tongue: _Tongue) -> _Said:
    match rule:
        case Not(inner):
            return _say(inner, not denied, tongue)
        case And(rules) | Or(rules):
            joint = AND if isinstance(rule, And) != denied else OR
            merged = _merged(rules, tongue) if joint is AND and not denied else list(rules)
            return _joined([part if isinstance(part, _Said) else _say(part, denied, tongue) for part in merged], joint, tongue.lang)
        case Everyone():
            return _Said((NOBODY if denied else ANYBODY).of(tongue.lang))
    return _say_leaf(rule, denied, tongue)  # type: ignore[arg-type]


def _joined(items: list[_Said], joint: Words, lang: str) -> _Said:
    items = [_Said(f"({item.text})") if item.build == LISTS else item for item in items]
    texts = list(dict.fromkeys(item.text for item in items))
    if len(texts) == 1:
        return items[0]
    if all(item.build == PLAIN for item in items):
        return _Said(listed(texts, lang, last="and" if joint is AND else "or"), LIST)
    return _Said("; ".join([*texts[:-1], f"{joint.of(lang)} {texts[-1]}"]), LISTS)


def _say_leaf(leaf: Leaf, denied: bool, tongue: _Tongue) -> _Said:
    feature = tongue.feature(leaf.feature)
    if isinstance(leaf, Missing):
        said = (IS_KNOWN if denied else UNKNOWN).of(tongue.lang, words=feature.words.of(tongue.lang))
    elif isinstance(leaf, OneOf):
        said = _choice(feature, leaf.values, denied, tongue)
    else:
        said = _comparison(feature, replace(leaf, op=OPPOSITE[leaf.op]) if denied else leaf, tongue)
    if denied and feature.nullable and not isinstance(leaf, Missing):
        return _Said(OR_UNKNOWN.of(tongue.lang, said=said), LIST)
    return _Said(said, LIST if ", " in said else PLAIN)


def _comparison(feature: Feature, leaf: Compare, tongue: _Tongue) -> str:
    if isinstance(leaf.value, bool):
        return _flag(feature, leaf.value == (leaf.op == "="), tongue)
    phrase = feature.phrase(leaf.op, leaf.value) or (IS if leaf.op == "=" else IS_NOT)
    return _filled(feature, phrase, tongue.value(feature, leaf.value), tongue)


def _flag(feature: Feature, value: bool, tongue: _Tongue) -> str:
    return _filled(feature, feature.phrase("=", value) or _FLAG[value], tongue.value(feature, value), tongue)


def _choice(feature: Feature, values: tuple, denied: bool, tongue: _Tongue) -> str:
    """`là A / B`: a stroke, so that the alternatives cannot be taken for items of the list around them."""
    if len(values) == 1:
        return _comparison(feature, Compare(feature.name, "!=" if denied else "=", values[0]), tongue)
    said = " / ".join(tongue.value(feature, value) for value in values)
    phrase = feature.phrase("!=" if denied else "=", said) or (IS_NOT if denied else IS)
    return _filled(feature, phrase, said, tongue)


def _filled(feature: Feature, phrase: Words, value: str, tongue: _Tongue) -> str:
    return phrase.of(tongue.lang, words=feature.words.of(tongue.lang), value=value)


def _merged(rules: tuple[Rule, ...], tongue: _Tongue) -> list[Rule | _Said]:
    """The parts of an `and`, with bounds on one feature said as a range and several `!=` on one as a choice."""
    out: list[Rule | _Said] = []
    for part in rules:
        last = out[-1] if out else None
        span = _range(last, part, tongue) if isinstance(last, Compare) and isinstance(part, Compare) else None
        if span:
            out[-1] = span
        else:
            out.append(part)
    return _exclusions(out, tongue)


def _range(low: Compare, high: Compare, tongue: _Tongue) -> _Said | None:
    if low.feature != high.feature or low.op not in _LOW or high.op not in _HIGH:
        return None
    feature = tongue.feature(low.feature)
    ends = [
        _LOW[low.op].of(tongue.lang, low=tongue.value(feature, low.value)),
        _HIGH[high.op].of(tongue.lang, high=tongue.value(feature, high.value)),
    ]
    return _Said(feature.fact.of(tongue.lang, value=" ".join(ends)))


def _exclusions(items: list[Rule | _Said], tongue: _Tongue) -> list[Rule | _Said]:
    excluded: dict[str, list[object]] = {}
    for item in items:
        if isinstance(item, Compare) and item.op == "!=" and not isinstance(item.value, bool):
            excluded.setdefault(item.feature, []).append(item.value)
    out: list[Rule | _Said] = []
    for item in items:
        values = excluded.get(item.feature, []) if isinstance(item, Compare) and item.op == "!=" else []
        if len(values) < 2:
            out.append(item)
        elif item.value == values[0]:  # type: ignore[union-attr]
            out.append(_Said(_choice(tongue.feature(item.feature), tuple(values), True, tongue)))  # type: ignore[union-attr]
    return out
