"""Why is this customer in this class? The rule that held with their own numbers, and the rules above that failed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from regulars.freshness import Freshness, warned
from regulars.insight.ahead import Ahead
from regulars.insight.confidence import level, said
from regulars.insight.next_up import UNKNOWN, NextUp
from regulars.insight.slipping import Slip, no_slip
from regulars.insight.stays import Stay, moved, since
from regulars.models.bars import Bars
from regulars.rules import And, Fact, Or, Rule, facts, matches
from regulars.scheme import Class, Scheme
from regulars.vocabulary import FEATURES, Feature, say_fact, say_value
from regulars.words import MONTHS, Words, language, listed

MAY_HAVE_BOUGHT = Words(
    "Mua lần đầu theo dữ liệu của tiệm; có thể đã mua trước {month}.", "First purchase on record; may have bought before {month}."
)


@dataclass(frozen=True)
class FailedRule:
    """A class tested before, and the comparisons that kept this customer out of it."""

    class_id: str
    facts: tuple[Fact, ...]


@dataclass(frozen=True)
class Because:
    """Why one customer is in one class as of a day; `str()` is the sentence in the language of this process, a warning beneath it where it is old.

    `facts` are the comparisons of the rule that held, `failed_above` the classes tested before it; `row` has every feature and class, `bars` those in
    force. `log` tells what the change log knows, `ahead` what may come: both are asked only for `since`, `cause`, `history`, `next_up` or `slips`, which
    are null (or empty) without them; `draw` tells by scheme how sure the classes are. `freshness` is null where nobody told.
    """

    customer_id: str
    name: str | None
    scheme: Scheme
    class_id: str
    facts: tuple[Fact, ...]
    failed_above: tuple[FailedRule, ...]
    as_of: dt.date
    currency: str
    classes: Mapping[str, Scheme]
    row: Mapping[str, object] = field(default_factory=dict, compare=False, repr=False)
    bars: Bars | None = field(default=None, compare=False, repr=False)
    log: Callable[[], Iterable[Stay]] = field(default=tuple, compare=False, repr=False)
    ahead: Ahead | None = field(default=None, compare=False, repr=False)
    draw: Callable[[], Mapping[str, float]] = field(default=dict, compare=False, repr=False)
    freshness: Freshness | None = field(default=None, compare=False, repr=False)

    @cached_property
    def history(self) -> tuple[Stay, ...]:
        """Every stay that had begun by the day, the earliest first."""
        begun = (stay for stay in self.log() if stay.valid_from <= self.as_of)
        return tuple(sorted(begun, key=lambda stay: stay.valid_from))

    @property
    def stay(self) -> Stay | None:
        """The stay that lasts on the day; null where the log does not know of one in this class."""
        last = self.history[-1] if self.history else None
        return last if last and last.class_id == self.class_id and (last.valid_to is None or last.valid_to > self.as_of) else None

    @property
    def since(self) -> dt.date | None:
        """The first day of the stay in this class."""
        return self.stay.valid_from if self.stay else None

    @property
    def cause(self) -> str | None:
        """The id of the cause that brought them here, the last where there were several."""
        return self.stay.cause if self.stay else None

    @property
    def next_up(self) -> NextUp | None:
        """What would bring them up; null where their class is in no order."""
        return self.ahead.next_up(self.scheme.id) if self.ahead else None

    @property
    def slips(self) -> Slip | None:
        """When they slip if nothing happens, and into which class; null where that is not within a year or two return windows."""
        return self.ahead.slips(self.scheme.id) if self.ahead else None

    @cached_property
    def confidence(self) -> float | None:
        """How sure the class is, as the share (0–1) of draws of this customer that fall into it; 1 for a class of fact, null where no model is fitted."""
        return self.draw().get(self.scheme.id)

    def sureness(self, lang: str) -> str | None:
        """How sure the class is, in a sentence; null where that is not known."""
        return None if self.confidence is None else said(self.confidence).of(lang)

    def outlook(self, lang: str) -> tuple[str | None, str | None]:
        """Two sentences: what would bring them up, and when they slip if nothing happens; null where there is nothing to be said."""
        if self.ahead is None:
            return None, None
        slip = self.slips.sentence if self.slips else no_slip(self.scheme, self.class_id, self.ahead.today.window)
        return self.next_up.sentence.of(lang) if self.next_up else None, slip.of(lang) if slip else None

    def notes(self, lang: str) -> list[str]:
        """What else is to be said of this class, in sentences: since when, what moved them, and that a first purchase may be none."""
        said = []
        if self.stay:
            before = self.history[-2].class_id if len(self.history) > 1 else None
            or_before = before is None and self._known_before(self.stay.valid_from)
            said = [since(self.stay, or_before=or_before), moved(self.scheme, before, self.stay, self.currency)]
        return [words.of(lang) for words in (*said, self._may_have_bought()) if words]

    def _known_before(self, day: dt.date) -> bool:
        """Whether they had bought, or were known, before a day."""
        ages = [self.row.get(name) for name in ("days_since_first", "known_days")]
        return any(isinstance(age, int) and age > (self.as_of - day).days for age in ages)

    def _may_have_bought(self) -> Words | None:
        """Said of first purchases near the day on which the shop's history begins."""
        start = self.bars.history_start if self.bars else None
        if not start or (self.scheme.id, self.class_id) != ("ladder", "first_buy") or self.row.get("first_is_first") is not False:
            return None
        return MAY_HAVE_BOUGHT.filled(month=Words(f"{start:%m/%Y}", f"{MONTHS[start.month - 1]} {start.year}"))

    @property
    def class_(self) -> Class:
        return self.scheme.class_named(self.class_id)

    def sentence(self, lang: str) -> str:
        """The reason in one sentence, with this customer's own numbers."""
        who = self.name or Words(f"Khách {self.customer_id}", f"Customer {self.customer_id}").of(lang)
        said, name = self.reasons(lang), self.class_.name.of(lang)
        if not said:
            return Words("{who} là {name}.", "{who} is {name}.").of(lang, who=who, name=name)
        reasons = listed(said, lang)
        return Words("{who} là {name} vì {reasons}.", "{who} is {name}: {reasons}.").of(lang, who=who, name=name, reasons=reasons)

    def reasons(self, lang: str, *, brief: bool = False) -> list[str]:
        """The reasons one by one, as clauses with this customer's own numbers; none where nothing is to be said.

        `brief`: of the class of everyone else only the numbers, without the bars that they did not reach.
        """
        bars = bool(self.facts) or not brief
        return list(dict.fromkeys(self._said(own, lang, bars=bars) for own in self._telling()))

    def _telling(self) -> list[list[Fact]]:
        """What to speak of, feature by feature: the comparisons that held; for the class of everyone else, what failed above it.

        What is not known is left out there, unless nothing else kept the customer from the classes above or that is the class.
        """
        found = self.facts or tuple(fact for rule in self.failed_above for fact in rule.facts)
        known = [] if self.facts or self.class_id == UNKNOWN else [fact for fact in found if fact.value is not None]
        unknown = [fact for fact in found if fact.value is None] if self.class_id == UNKNOWN else []
        by_feature: dict[str, list[Fact]] = {}
        for fact in known or unknown or found:
            by_feature.setdefault(fact.feature, []).append(fact)
        return list(by_feature.values())

    def _said(self, own: list[Fact], lang: str, *, bars: bool = True) -> str:
        if own[0].feature in self.classes:
            return self._said_class(own[0], lang)
        if not bars:
            return say_fact(FEATURES[own[0].feature], self._named(own[0], lang).value, lang, self.currency)
        return spoken(FEATURES[own[0].feature], [self._named(fact, lang) for fact in own], lang, self.currency)

    def _named(self, fact: Fact, lang: str) -> Fact:
        """A class found by a model is spoken of by its name, not by the id that the feature holds."""
        found = fact.value in self.scheme.class_ids and FEATURES[fact.feature].values is None
        return replace(fact, value=self.scheme.class_named(str(fact.value)).name.of(lang)) if found else fact

    def _said_class(self, fact: Fact, lang: str) -> str:
        other = self.classes[fact.feature]
        name = other.class_named(str(fact.value)).name.of(lang) if fact.value else "–"
        return Words("{scheme} là {name}", "{scheme} is {name}").of(lang, scheme=_lower(other.name.of(lang)), name=name)

    def to_data(self, lang: str) -> dict[str, object]:
        """The answer of `regulars because --json`."""
        return {
            "customer_id": self.customer_id,
            "scheme": self.scheme.id,
            "class": self.class_id,
            "class_name": self.class_.name.of(lang),
            "sentence": self.sentence(lang),
            "facts": [_fact(fact) for fact in self.facts],
            "failed_above": [{"class": rule.class_id, "facts": [_fact(fact) for fact in rule.facts]} for rule in self.failed_above],
            "since": self.since and self.since.isoformat(),
            "cause": self.cause,
            "steps": [list(step) for step in self.stay.steps] if self.stay else None,
            "history": [stay.to_data() for stay in self.history],
            "next_up": self.next_up.to_data(lang) if self.next_up else None,
            "slips": self.slips.to_data(lang) if self.slips else None,
            "confidence": None if self.confidence is None else {"share": self.confidence, "level": level(self.confidence)},
            "freshness": self.freshness and self.freshness.to_data(lang),
        }

    def __str__(self) -> str:
        return warned(self.sentence(language()), self.freshness)

    def _repr_html_(self) -> str:
        from html import escape

        return f"<p>{escape(self.sentence(language()))}</p>" + (self.freshness.to_html() if self.freshness else "")


def because(
    row: Mapping[str, object],
    scheme: Scheme,
    *,
    customer_id: str,
    name: str | None,
    as_of: dt.date,
    currency: str,
    classes: Mapping[str, Scheme],
    bars: Bars | None = None,
    log: Callable[[], Iterable[Stay]] = tuple,
    ahead: Ahead | None = None,
    draw: Callable[[], Mapping[str, float]] = dict,
    freshness: Freshness | None = None,
) -> Because:
    """Find the rule that holds for a row of profile and classes, and what failed above it; the last four are what history, outlook and confidence need."""
    held = scheme.class_of(row)
    above: list[FailedRule] = []
    for entry in scheme.classes:
        if matches(entry.rule, row):
            found = grounds(entry.rule, row), tuple(above)
            return Because(customer_id, name, scheme, held, *found, as_of, currency, classes, row, bars, log, ahead, draw, freshness)
        failed = tuple(fact for fact in facts(entry.rule, row) if not fact.holds)
        above.append(FailedRule(entry.id, failed))
    raise AssertionError(f"{scheme.id} gave {held!r}, which none of its rules does")


def grounds(rule: Rule, row: Mapping[str, object]) -> tuple[Fact, ...]:
    """The comparisons by which a rule that holds does hold: all of an `and`, of an `or` the first part that is true."""
    if isinstance(rule, Or):
        return grounds(next(part for part in rule.rules if matches(part, row)), row)
    if isinstance(rule, And):
        return tuple(fact for part in rule.rules for fact in grounds(part, row))
    return facts(rule, row)


def spoken(feature: Feature, own: list[Fact], lang: str, currency: str) -> str:
    """This customer's value as a clause, with the bars in force where its comparisons have some."""
    said = say_fact(feature, own[0].value, lang, currency)
    bars = [
        _against(fact).of(lang, bar=say_value(feature, fact.bar, lang, currency))
        for fact in own
        if fact.op in _AGAINST and fact.value is not None and feature.kind != "score" and f"= {fact.value}" not in feature.phrases
    ]
    return f"{said} ({listed(list(dict.fromkeys(bars)), lang)})" if bars else said


_AGAINST = {
    ">=": (Words("từ {bar} trở lên", "{bar} or more"), Words("chưa đến {bar}", "below {bar}")),
    ">": (Words("hơn {bar}", "over {bar}"), Words("không quá {bar}", "not over {bar}")),
    "<": (Words("dưới {bar}", "under {bar}"), Words("không dưới {bar}", "not under {bar}")),
    "<=": (Words("nhiều nhất {bar}", "at most {bar}"), Words("hơn {bar}", "over {bar}")),
}


def _against(fact: Fact) -> Words:
    held, failed = _AGAINST[fact.op]
    return held if fact.holds else failed


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]


def _fact(fact: Fact) -> dict[str, object]:
    bar = list(fact.bar) if isinstance(fact.bar, tuple) else fact.bar
    return {"feature": fact.feature, "value": fact.value, "op": fact.op, "bar": bar, "holds": fact.holds}
