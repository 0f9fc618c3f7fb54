"""Whether a scheme can be used: every customer in exactly one class, proven; nothing in it unreachable or unknown."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from regulars.errors import RuleError
from regulars.rules import Compare, Known, Missing, Not, OneOf, Rule, Study, Value, faults, features_of, leaves, lookup, study, to_text
from regulars.rules.value import constants, parts
from regulars.scheme.parts import COLOURS, NOTHING, Class
from regulars.vocabulary import FEATURES, Feature
from regulars.words import Words, listed

_UNKNOWN_COLOUR = Words("Nhóm “{name}”: không có màu “{colour}”.", "Class “{name}”: there is no colour “{colour}”.")
_TWO_NAMES = Words("Nhóm “{id}” mang hai tên: “{first}” và “{second}”.", "Class “{id}” has two names: “{first}” and “{second}”.")
_NEVER = Words("Nhóm “{name}”: quy tắc {rule} không bao giờ đúng.", "Class “{name}”: the rule {rule} can never hold.")
_TAKEN = Words(
    "Nhóm “{name}”: không ai tới được quy tắc {rule}, vì {takers} đã nhận hết.",
    "Class “{name}”: nobody reaches the rule {rule}: {takers} already took them all.",
)
_CLOSED = Words(
    "Nhóm “{name}” nhận hết mọi khách còn lại; không ai tới được quy tắc {rule} của nhóm “{later}”.",
    "Class “{name}” takes everyone who is left; nobody reaches the rule {rule} of class “{later}”.",
)
_UNPROVEN = Words(
    "Nhóm “{name}”: chưa thấy khách nào tới được quy tắc {rule}.", "Class “{name}”: no customer was found who reaches the rule {rule}."
)
_OPEN = Words(
    "Có khách không thuộc nhóm nào, ví dụ: {example}. Thêm một nhóm cuối với quy tắc everyone.",
    "Some customers are in no class, for example: {example}. Add a last class with the rule everyone.",
)
_OPEN_PERHAPS = Words(
    "Chưa chứng minh được mọi khách đều có nhóm. Thêm một nhóm cuối với quy tắc everyone.",
    "Not proven that every customer has a class. Add a last class with the rule everyone.",
)
_SAMPLED = Words(
    "Chưa chứng minh: quy tắc có quá nhiều trường hợp để xét hết, nên chỉ xét 200.000 trường hợp ngẫu nhiên.",
    "Not proven: the rules have too many cases to go through, so 200,000 random ones were tried.",
)
_TAKES_IN = Words(
    "Nhóm “{name}”: quy tắc {rule} nhận cả khách chưa rõ {features}.",
    "Class “{name}”: the rule {rule} takes in customers whose {features} is not known.",
)
_OUTSIDE = Words(
    "Nhóm “{name}”: {feature} chỉ từ {low} đến {high}, nên so với {value} không có ý nghĩa.",
    "Class “{name}”: {feature} goes from {low} to {high}, so comparing it with {value} says nothing.",
)
_NO_CLASS = Words(
    "`better` nói tới nhóm “{id}” không có trong cách phân loại này.", "`better` names the class “{id}”, which this scheme does not have."
)
_CIRCLE = Words("`better` đi vòng tròn: {path}.", "`better` runs in a circle: {path}.")
_TAKEN_NAME = Words("“{id}” đã là tên một đặc điểm; hãy đặt mã khác.", "“{id}” is already the name of a feature; choose another id.")
_EMPTY = Words("Cách phân loại chưa có nhóm nào.", "The scheme has no classes yet.")


@dataclass(frozen=True)
class CheckReport:
    """What `check` found: errors forbid the scheme, warnings and notes do not; `proven` is false where cells had to be sampled.

    `unreached`: ids of the classes of which no rule was found to be reached, proven or not.
    """

    scheme: str
    errors: tuple[Words, ...] = ()
    warnings: tuple[Words, ...] = ()
    notes: tuple[Words, ...] = ()
    proven: bool = True
    unreached: tuple[str, ...] = ()

    @property
    def ok(self) -> bool:
        return not self.errors

    def raise_if_bad(self) -> None:
        """Raise a `RuleError` that carries every error found."""
        if self.ok:
            return
        raise RuleError(
            Words(f"Cách phân loại “{self.scheme}” chưa dùng được.", f"The scheme “{self.scheme}” cannot be used yet."),
            seen=Words("\n".join(error.vi for error in self.errors), "\n".join(error.en for error in self.errors)),
            todo=Words("Sửa các quy tắc ấy rồi kiểm tra lại.", "Mend those rules, then check again."),
        )


def check(id: str, classes: Sequence[Class], better: Sequence[Sequence[str]], needs: Sequence[str], known: Known) -> CheckReport:
    """Go through one scheme; the cells are studied only once every name and value in its rules is known."""
    errors = [*_naming(id, classes), *_ranking(classes, better), *_needing(needs, known), *_faulty(classes, known)]
    if errors or not classes:
        return CheckReport(id, tuple(errors or [_EMPTY]), proven=False)
    names = {name for each in classes for name in features_of(each.rule)}
    features = {name: feature for name in names if (feature := lookup(name, known))}
    seen = study([each.rule for each in classes], features)
    errors, warnings = _reaching(classes, seen)
    errors += [] if seen.gap is None else [_OPEN.filled(example=_example(seen.gap))]
    warnings += [*_outside(classes, features), *([_OPEN_PERHAPS] if seen.complete is None else [])]
    notes = [*_taking_in(classes, features), *([] if seen.proven else [_SAMPLED])]
    reached = {each.id for each, found in zip(classes, seen.reached, strict=True) if found}
    unreached = dict.fromkeys(each.id for each in classes if each.id not in reached)
    return CheckReport(id, tuple(errors), tuple(warnings), tuple(notes), seen.proven, tuple(unreached))


def _naming(id: str, classes: Sequence[Class]) -> Iterator[Words]:
    if id in FEATURES:
        yield _TAKEN_NAME.filled(id=id)
    names = {}
    for each in classes:
        first = names.setdefault(each.id, each.name)
        if first != each.name:
            yield _TWO_NAMES.filled(id=each.id, first=first, second=each.name)
        if each.colour not in COLOURS:
            yield _UNKNOWN_COLOUR.filled(name=each.name, colour=each.colour)


def _ranking(classes: Sequence[Class], better: Sequence[Sequence[str]]) -> Iterator[Words]:
    ids = {each.id for each in classes}
    yield from (_NO_CLASS.filled(id=name) for name in dict.fromkeys(name for chain in better for name in chain) if name not in ids)
    above: dict[str, list[str]] = {}
    for chain in better:
        for low, high in pairwise(chain):
            above.setdefault(low, []).append(high)
    path = next((path for name in above if (path := _circle(name, above))), None)
    if path:
        yield _CIRCLE.filled(path=" < ".join(path))


def _circle(start: str, above: dict[str, list[str]]) -> list[str] | None:
    """A way from a class up to itself, if there is one."""
    ways, seen = [[start]], set()
    while ways:
        way = ways.pop()
        for name in above.get(way[-1], ()):
            if name == start:
                return [*way, name]
            if name not in seen:
                seen.add(name)
                ways.append([*way, name])
    return None


def _needing(needs: Sequence[str], known: Known) -> Iterator[Words]:
    for fault in _faults_of([Missing(name) for name in needs], known):
        yield Words(f"`needs`: {fault.vi}", f"`needs`: {fault.en}")


def _faulty(classes: Sequence[Class], known: Known) -> Iterator[Words]:
    for each in classes:
        for fault in _faults_of([each.rule], known):
            yield Words(f"Nhóm “{each.name.vi}”: {fault.vi}", f"Class “{each.name.en}”: {fault.en}")


def _faults_of(rules: Sequence[Rule], known: Known) -> Iterator[Words]:
    """What is wrong with these rules, each as one text with its cure."""
    for fault in (fault for rule in rules for fault in faults(rule, known)):
        todo = fault.todo or NOTHING
        yield Words(f"{fault.what.vi} {todo.vi}", f"{fault.what.en} {todo.en}")


def _reaching(classes: Sequence[Class], seen: Study) -> tuple[list[Words], list[Words]]:
    """Rules nobody reaches: an error where the whole class is lost, a warning where another rule of the class is reached."""
    errors, warnings = [], []
    alive = {each.id for each, reached in zip(classes, seen.reached, strict=True) if reached is not False}
    for index, (each, reached) in enumerate(zip(classes, seen.reached, strict=True)):
        if reached is None:
            warnings.append(_UNPROVEN.filled(name=each.name, rule=_quoted(each)))
        elif not reached:
            (warnings if each.id in alive else errors).append(_why_not(index, classes, seen))
    return errors, warnings


def _why_not(index: int, classes: Sequence[Class], seen: Study) -> Words:
    each, takers = classes[index], list(dict.fromkeys(classes[taker].name for taker in seen.taken_by[index]))
    if seen.closed_at is not None and seen.closed_at < index:
        return _CLOSED.filled(name=classes[seen.closed_at].name, rule=_quoted(each), later=each.name)
    if not takers:
        return _NEVER.filled(name=each.name, rule=_quoted(each))
    names = Words(*(listed([f"“{taker.of(lang)}”" for taker in takers], lang) for lang in ("vi", "en")))
    return _TAKEN.filled(name=each.name, rule=_quoted(each), takers=names)


def _quoted(each: Class) -> str:
    text = to_text(each.rule)
    return f"“{text if len(text) <= 120 else text[:119] + '…'}”"


def _example(gap: Mapping[str, Value | None]) -> Words:
    """The features of a customer whom no rule takes, as rule text: it can be tried as it stands."""
    cells = [to_text(Missing(name) if value is None else Compare(name, "=", value)) for name, value in gap.items()]
    return Words(", ".join(cells), ", ".join(cells)) if cells else Words("bất kỳ khách nào", "any customer")


def _outside(classes: Sequence[Class], features: dict[str, Feature]) -> Iterator[Words]:
    for each in classes:
        for leaf in leaves(each.rule):
            feature = features[leaf.feature]
            for value in constants(leaf):
                if _is_outside(feature, value):
                    ends = {"low": _end(feature.minimum), "high": _end(feature.maximum)}
                    yield _OUTSIDE.filled(name=each.name, feature=feature.name, value=value, **ends)


def _is_outside(feature: Feature, value: object) -> bool:
    if feature.kind in ("flag", "text"):
        return False
    below = feature.minimum is not None and value < feature.minimum  # type: ignore[operator]
    return below or (feature.maximum is not None and value > feature.maximum)  # type: ignore[operator]


def _end(bound: float | None) -> object:
    return "∞" if bound is None else bound


def _taking_in(classes: Sequence[Class], features: dict[str, Feature]) -> Iterator[Words]:
    for each in classes:
        names = dict.fromkeys(name for name in _denied(each.rule, False) if features[name].nullable)
        if names:
            said = Words(*(listed([features[name].words.of(lang) for name in names], lang) for lang in ("vi", "en")))
            yield _TAKES_IN.filled(name=each.name, rule=_quoted(each), features=said)


def _denied(rule: Rule, denied: bool) -> Iterator[str]:
    """Features whose comparison stands under `~`, so that not known lets the rule hold."""
    if denied and isinstance(rule, Compare | OneOf):
        yield rule.feature
    for part in parts(rule):
        yield from _denied(part, denied != isinstance(rule, Not))
