"""What a scheme is made of: classes and parameters."""

from __future__ import annotations

from dataclasses import dataclass, replace

from regulars.rules import Rule, to_text
from regulars.words import Words

COLOURS = (
    *("r1", "r2", "r3", "r4", "r5", "r6"),
    *("fresh", "well", "slipping", "leaving", "gone", "slight"),
    *("kind1", "kind2", "kind3", "kind4", "kind5", "kind6"),
)
NOTHING = Words("", "")


@dataclass(frozen=True)
class Class:
    """One class of a scheme: whom it takes (`rule`), what it means, what to do for them (`care`), its colour token.

    `aside`: shown apart from the others. `short`: a name for narrow places. `uneven`: why it may hold under 1 % or over 90 % of the customers
    of some shop. A class may stand in `Scheme.classes` several times.
    """

    id: str
    name: Words
    rule: Rule
    meaning: Words = NOTHING
    care: Words = NOTHING
    colour: str = "slight"
    aside: bool = False
    short: Words | None = None
    uneven: Words | None = None

    def when(self, rule: Rule) -> Class:
        """The same class by another rule, for a second place in the test order."""
        return replace(self, rule=rule)

    def to_data(self) -> dict[str, object]:
        """The class as plain data, its rule as text; what is left at its default is left out."""
        data: dict[str, object] = {"id": self.id, "name": both(self.name), "rule": to_text(self.rule)}
        data |= {key: both(words) for key in ("meaning", "care", "short", "uneven") if (words := getattr(self, key)) not in (NOTHING, None)}
        return data | {"colour": self.colour} | ({"aside": True} if self.aside else {})


@dataclass(frozen=True)
class Parameter:
    """A number a shop may pin: its value, what it is, and the bounds it must keep (null: none)."""

    value: float
    words: Words
    minimum: float | None = None
    maximum: float | None = None

    def to_data(self) -> dict[str, object]:
        """The parameter as plain data."""
        return {"value": self.value, "words": both(self.words), "minimum": self.minimum, "maximum": self.maximum}


def both(words: Words) -> dict[str, str]:
    """A text in both languages as plain data."""
    return {"vi": words.vi, "en": words.en}
