"""The numbers of a scheme that a shop may pin: where each stands in the rules, how it is said, and what one may try in its place."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from regulars.rules import Compare, leaves
from regulars.rules.say import Marked
from regulars.scheme import Parameter, Scheme
from regulars.schemes import made, makers
from regulars.vocabulary import FEATURES, Feature, say_value
from regulars.words import Words, number

Settings = Mapping[str, Mapping[str, object]]
Make = Callable[[Mapping[str, object]], Scheme]
STEPS = {"share": 0.01, "ratio": 0.1, "number": 0.05}
NEIGHBOURHOOD, LEAST = 0.25, 10  # what a slider spans to each side: of the bounds at most, of steps at least
NEAR = 1e-9


@dataclass(frozen=True)
class Place:
    """Where a number stands: in the rule of which class of the order of test, compared with which feature."""

    at: int
    feature: str
    value: float

    @property
    def mark(self) -> Marked:
        """The feature and the constant, as `said_in_parts` takes them."""
        return self.feature, self.value


@dataclass(frozen=True)
class Number:
    """One number that a shop may pin. `value`: in force; `default`: while nothing is pinned; `places`: where it stands in the rules."""

    id: str
    words: Words
    value: float
    default: float
    minimum: float | None
    maximum: float | None
    places: tuple[Place, ...]

    @property
    def feature(self) -> Feature | None:
        """What it is compared with; null where it stands in no rule by itself."""
        return FEATURES.get(self.places[0].feature) if self.places else None

    @property
    def step(self) -> float:
        """The smallest change that is worth trying."""
        kind = self.feature.kind if self.feature else "number"
        return 1 if kind == "number" and isinstance(self.default, int) else STEPS.get(kind, 1)

    @property
    def is_pinned(self) -> bool:
        """Whether the shop chose another value than the default."""
        return self.value != self.default

    def said(self, value: float, lang: str, currency: str) -> str:
        """A value of this number with its unit: `85 %`."""
        return say_value(self.feature, value, lang, currency) if self.feature else number(value, lang, 2)

    def span(self, *also: float) -> tuple[float, float]:
        """What a slider spans: the neighbourhood of the value in force, as far as the bounds go, and these values; whole steps."""
        low, high = self.minimum, self.maximum
        reach = max(abs(self.value), LEAST * self.step)
        if low is not None and high is not None:
            reach = min(reach, NEIGHBOURHOOD * (high - low))
        first, last = min(self.value - reach, *also, self.value), max(self.value + reach, *also, self.value)
        first, last = math.floor(first / self.step + NEAR) * self.step, math.ceil(last / self.step - NEAR) * self.step
        return round(first if low is None else max(low, first), 6), round(last if high is None else min(high, last), 6)


def numbers(id: str, pinned: Settings | None = None, fitted: Settings | None = None) -> tuple[Number, ...]:
    """The numbers of a scheme that comes with Regulars; none of one of the shop's own, whose numbers stand in its file."""
    maker = makers().get(id)
    if maker is None:
        return ()
    own, found = dict((pinned or {}).get(id, {})), (fitted or {}).get(id, {})

    def with_own(more: Mapping[str, object]) -> Scheme:
        return made(id, maker, {**own, **more}, found)

    scheme, plain = with_own({}), made(id, maker, {}, found)
    told = scheme.parameters.items()
    return tuple(_number(name, each, plain.parameters[name].value, _places(scheme, name, each, with_own)) for name, each in told)


def _number(id: str, parameter: Parameter, default: float, places: tuple[Place, ...]) -> Number:
    return Number(id, parameter.words, parameter.value, default, parameter.minimum, parameter.maximum, places)


def _places(scheme: Scheme, name: str, parameter: Parameter, make: Make) -> tuple[Place, ...]:
    """The comparisons that become others when the number does."""
    return tuple(_differing(scheme, make({name: _beside(parameter)})))


def _beside(parameter: Parameter) -> float:
    """Another value within the bounds, near by; a whole number where the value is one."""
    low, high = parameter.minimum, parameter.maximum
    small = 1 if isinstance(parameter.value, int) and (high is None or high - (low or 0) > 2) else 0.01
    return parameter.value + (small if high is None or parameter.value + small <= high else -small)


def _differing(scheme: Scheme, other: Scheme) -> Iterator[Place]:
    for at, (here, there) in enumerate(zip(scheme.classes, other.classes, strict=True)):
        for one, two in zip(leaves(here.rule), leaves(there.rule), strict=True):
            if isinstance(one, Compare) and isinstance(two, Compare) and one.value != two.value and isinstance(one.value, int | float):
                yield Place(at, one.feature, one.value)
