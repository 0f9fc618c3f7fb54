"""What is wrong with a rule that reads well: names nobody knows, numbers compared with texts, values that do not exist."""

from __future__ import annotations

from collections.abc import Mapping

from regulars.errors import RuleError
from regulars.rules.value import Leaf, Rule, Value, constants, leaves
from regulars.vocabulary import FEATURES, Feature, nearest
from regulars.words import Words, listed

Known = Mapping[str, "Feature | str"]

UNKNOWN = Words("chưa rõ", "not known")
_ASKED = {
    "flag": Words("Viết: {name} = true, hoặc {name} = false.", "Write: {name} = true, or {name} = false."),
    "text": Words("So với một chữ trong dấu nháy: {name} = '…'.", "Compare it with a text in quotes: {name} = '…'."),
    "number": Words("So với một số, không có dấu nháy: {name} >= 4.", "Compare it with a number, without quotes: {name} >= 4."),
}
_KINDS = {"flag": Words("một điều có/không", "a yes/no"), "text": Words("chữ", "a text"), "number": Words("một số", "a number")}


def lookup(name: str, known: Known | None = None) -> Feature | None:
    """The feature of that name in `known` (a `Feature`, or only its kind) or in the vocabulary; none where nobody knows it."""
    found = (known or {}).get(name) or FEATURES.get(name)
    if isinstance(found, str):
        words, fact = Words(name, name), Words(name + ": {value}", name + ": {value}")
        return Feature(name, "", found, "still", words, fact, UNKNOWN, words)
    return found


def faults(rule: Rule, known: Known | None = None) -> list[RuleError]:
    """Every reason why this rule cannot be run, as errors not yet raised; empty where it can."""
    found = (_fault(leaf, known) for leaf in leaves(rule))
    return [fault for fault in found if fault is not None]


def _fault(leaf: Leaf, known: Known | None) -> RuleError | None:
    feature = lookup(leaf.feature, known)
    if feature is None:
        return _unknown(leaf.feature, known)
    return next((wrong for value in constants(leaf) if (wrong := _mismatch(feature, value) or _no_such_value(feature, value))), None)


def _unknown(name: str, known: Known | None) -> RuleError:
    close = nearest(name, (*FEATURES, *(known or ())))
    todo = _meant(close) if close else Words("Xem danh sách đặc điểm.", "See the list of features.")
    return RuleError(Words(f"Không có đặc điểm nào tên “{name}”.", f"There is no feature called “{name}”."), seen=name, todo=todo)


def _meant(close: list[str]) -> Words:
    return Words(f"Có phải là {listed(close, 'vi', last='or')}?", f"Did you mean {listed(close, 'en', last='or')}?")


def _sort(value: Value) -> str:
    return "flag" if isinstance(value, bool) else "text" if isinstance(value, str) else "number"


def _mismatch(feature: Feature, value: Value) -> RuleError | None:
    wanted, got = feature.kind if feature.kind in ("flag", "text") else "number", _sort(value)
    if wanted == got:
        return None
    what = Words("“{name}” là {wanted}, không so được với {got}.", "“{name}” is {wanted}, it cannot be compared with {got}.")
    return RuleError(
        what.filled(name=feature.name, wanted=_KINDS[wanted], got=_KINDS[got]),
        seen=str(value),
        todo=_ASKED[wanted].filled(name=feature.name),
    )


def _no_such_value(feature: Feature, value: Value) -> RuleError | None:
    if feature.values is None or value in feature.values:
        return None
    close = nearest(str(value), feature.values) or list(feature.values[:12])
    return RuleError(
        Words(f"“{feature.name}” không có giá trị “{value}”.", f"“{feature.name}” has no value “{value}”."),
        seen=str(value),
        todo=_meant(close),
    )
