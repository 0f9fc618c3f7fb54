"""What differs between two versions of a scheme: classes, their names, their rules, the order of test, and the numbers."""

from __future__ import annotations

from dataclasses import dataclass

from regulars.rules import Known, Rule, say, to_text
from regulars.scheme.parts import Parameter
from regulars.scheme.value import Scheme
from regulars.words import Words


@dataclass(frozen=True)
class Renamed:
    """A class under another id or another name: `before` and `after` are the ids, the same where only the name changed."""

    before: str
    after: str
    name_before: Words
    name_after: Words

    def to_data(self, lang: str) -> dict[str, object]:
        """Ids and names before and after."""
        names = {"from_name": self.name_before.of(lang), "to_name": self.name_after.of(lang)}
        return {"from": self.before, "to": self.after, **names}


@dataclass(frozen=True)
class RuleDiffers:
    """A class whose rules differ: all its rules in the order of test, none where the version does not have the class."""

    id: str
    name: Words
    before: tuple[Rule, ...]
    after: tuple[Rule, ...]

    def to_data(self, lang: str, currency: str, known_before: Known, known: Known) -> dict[str, object]:
        """The rules before and after as text and in words; null where the version does not have the class."""
        told = {"before": _told(self.before, lang, currency, known_before), "after": _told(self.after, lang, currency, known)}
        return {"class": self.id, "name": self.name.of(lang), **told}


@dataclass(frozen=True)
class ParameterDiffers:
    """A number that differs; null where the version does not have it."""

    id: str
    words: Words
    before: float | None
    after: float | None

    def to_data(self, lang: str) -> dict[str, object]:
        """The number before and after, and what it is."""
        return {"name": self.id, "words": self.words.of(lang), "before": self.before, "after": self.after}


@dataclass(frozen=True)
class Difference:
    """What differs between two versions; everything is empty where they say the same of every customer.

    `added` and `removed` are class ids, those that only took another id left out. `order`: the class ids both versions test, in the
    order of test before and after; null where it is the same.
    """

    added: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    renamed: tuple[Renamed, ...] = ()
    rules: tuple[RuleDiffers, ...] = ()
    parameters: tuple[ParameterDiffers, ...] = ()
    order: tuple[tuple[str, ...], tuple[str, ...]] | None = None

    def to_data(self, lang: str, currency: str, known_before: Known, known: Known) -> dict[str, object]:
        """The difference as plain data; `known`: the schemes that the rules of each version may name."""
        return {
            "added": list(self.added),
            "removed": list(self.removed),
            "renamed": [each.to_data(lang) for each in self.renamed],
            "parameters": [each.to_data(lang) for each in self.parameters],
            "rules": [each.to_data(lang, currency, known_before, known) for each in self.rules],
            "order": self.order and {"before": list(self.order[0]), "after": list(self.order[1])},
        }


def difference(before: Scheme | None, after: Scheme) -> Difference:
    """What `after` has otherwise than `before`; a new scheme (null before) differs in nothing, since there is nothing to compare."""
    if before is None:
        return Difference()
    ids = _other_ids(before, after)
    added = tuple(id for id in after.class_ids if id not in before.class_ids and id not in ids.values())
    removed = tuple(id for id in before.class_ids if id not in after.class_ids and id not in ids)
    return Difference(
        added, removed, _renamed(before, after, ids), _rules(before, after, ids), _parameters(before, after), _order(before, after)
    )


def _told(rules: tuple[Rule, ...], lang: str, currency: str, known: Known) -> dict[str, str] | None:
    if not rules:
        return None
    words = (say(rule, lang, currency=currency, known=known) for rule in rules)
    return {"rule": "; ".join(map(to_text, rules)), "words": "; ".join(words)}


def _rules_of(scheme: Scheme, id: str) -> tuple[Rule, ...]:
    return tuple(each.rule for each in scheme.classes if each.id == id)


def _other_ids(before: Scheme, after: Scheme) -> dict[str, str]:
    """Classes that took another id: gone before, come after, with the same name or the same rules in the same version."""
    gone = [id for id in before.class_ids if id not in after.class_ids]
    come = [id for id in after.class_ids if id not in before.class_ids]
    found: dict[str, str] = {}
    for id in gone:
        name, rules = before.class_named(id).name, _rules_of(before, id)
        same = (other for other in come if other not in found.values() and _same(after, other, name, rules))
        if (other := next(same, None)) is not None:
            found[id] = other
    return found


def _same(scheme: Scheme, id: str, name: Words, rules: tuple[Rule, ...]) -> bool:
    return scheme.class_named(id).name == name or _rules_of(scheme, id) == rules


def _renamed(before: Scheme, after: Scheme, ids: dict[str, str]) -> tuple[Renamed, ...]:
    pairs = [(id, ids.get(id, id)) for id in before.class_ids if ids.get(id, id) in after.class_ids]
    named = [Renamed(old, new, before.class_named(old).name, after.class_named(new).name) for old, new in pairs]
    return tuple(each for each in named if each.before != each.after or each.name_before != each.name_after)


def _rules(before: Scheme, after: Scheme, ids: dict[str, str]) -> tuple[RuleDiffers, ...]:
    """Classes in the order of test after, then those that are gone."""
    came_from = {new: old for old, new in ids.items()}
    tested = dict.fromkeys(each.id for each in after.classes)
    found = [RuleDiffers(id, after.class_named(id).name, _rules_of(before, came_from.get(id, id)), _rules_of(after, id)) for id in tested]
    gone = [id for id in before.class_ids if id not in tested and id not in ids]
    found += [RuleDiffers(id, before.class_named(id).name, _rules_of(before, id), ()) for id in gone]
    return tuple(each for each in found if each.before != each.after)


def _parameters(before: Scheme, after: Scheme) -> tuple[ParameterDiffers, ...]:
    every = {**before.parameters, **after.parameters}
    found = [ParameterDiffers(id, each.words, _value(before, id), _value(after, id)) for id, each in every.items()]
    return tuple(each for each in found if each.before != each.after)


def _value(scheme: Scheme, id: str) -> float | None:
    found: Parameter | None = scheme.parameters.get(id)
    return found.value if found else None


def _order(before: Scheme, after: Scheme) -> tuple[tuple[str, ...], tuple[str, ...]] | None:
    both = {*before.class_ids} & {*after.class_ids}
    old, new = (tuple(each.id for each in scheme.classes if each.id in both) for scheme in (before, after))
    return None if old == new else (old, new)
