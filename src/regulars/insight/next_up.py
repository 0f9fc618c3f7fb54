"""What would bring a customer up? The cheapest deed that reaches a better class, and the last day on which it still does.

Not an inversion of the rule, since one order moves purchases, spend, rhythm and price share together: deeds are tried, like facts.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from regulars.insight.deeds import DAY, MOST_PURCHASES, Deed, asked_about, rungs, step, usual_order, ways
from regulars.insight.deeds_said import Part, joined, parts
from regulars.insight.trials import Row, Today, Trial, Try
from regulars.rules import Leaf, leaves
from regulars.scheme import Scheme
from regulars.vocabulary import FEATURES
from regulars.words import LANGUAGES, Words, day

UNKNOWN = "unknown"  # the class of those whom a scheme cannot judge
LONGEST = 365
POINTS = 48  # amounts tried between two known ones in a single pass

UP = Words("{deed}: thành {name}.", "{deed} would make them {name}.")
UP_BEFORE = Words("{deed}, trước {day}: thành {name}.", "{deed} before {day} would make them {name}.")
BY_ITSELF = Words("Không cần làm gì, ngày {day} thành {name}.", "Nothing to be done: {name} from {day}.")
TOP = Words("Đã ở bậc cao nhất.", "Already at the top.")
UNORDERED = Words("Cách phân loại này không có bậc cao thấp.", "This scheme has no order of better and worse.")
NOT_JUDGED = Words("Chưa xét được: {why}.", "Not judged: {why}.")
NOT_FOUND = Words(
    "Chưa thấy việc nào vừa sức đưa khách lên: đã thử đến 6 lần mua.",
    "No deed within reach brings them up: up to 6 purchases were tried.",
)


@dataclass(frozen=True)
class NextUp:
    """What would bring a customer up. `into` is null where nothing would or nothing is to be said; the sentence tells why.

    `purchases`: how many, `amount`: of each, `total`: of all, in minor units of the shop's currency, null where any amount will do. `by`: the last day
    on which the deed, done by then, still reaches the class; null where that is not before the end of the return window.
    """

    sentence: Words
    into: str | None = None
    deed: Deed = Deed()
    parts: tuple[Part, ...] = ()
    by: dt.date | None = None

    def to_data(self, lang: str) -> dict[str, object]:
        """As `next_up` of `regulars because --json`."""
        deed = self.deed
        return {
            "into": self.into,
            "deeds": [part.to_data(lang) for part in self.parts],
            "purchases": deed.purchases,
            "amount": deed.amount,
            "total": deed.total,
            "by": self.by and self.by.isoformat(),
            "sentence": self.sentence.of(lang),
        }


def next_up(scheme: Scheme, today: Today, tried: Try) -> NextUp | None:
    """The cheapest deed that reaches a better class of a chain in which the customer stands; null where their class is in none.

    Its order of cost is that of `deeds`. The class is read on the first day on which the deed can be complete. Of several purchases each is on a day of
    its own, the last on the day asked about and the others on the days before it. Of days on which it works, then not, then works again, the first run
    counts.
    """
    own = str(today.row[scheme.id])
    why = _not_judged(scheme, own, today.row)
    if why:
        return NextUp(NOT_JUDGED.filled(why=why))
    if not scheme.better:
        return NextUp(UNORDERED)
    goals = scheme.above(own)
    if not goals:
        return NextUp(TOP) if scheme.in_order(own) else None
    return _Search(scheme, goals, today, tried).found() or NextUp(_why_not(scheme, goals, today.row))


def _not_judged(scheme: Scheme, own: str, row: Row) -> Words | None:
    """Why the scheme cannot judge them: what it needs, or what the rule of the unknown asks for, is not known."""
    if own == UNKNOWN:
        asked = [leaf.feature for each in scheme.classes if each.id == own for leaf in leaves(each.rule)]
        return _null_of((*asked, *scheme.needs), row)
    waits = scheme.needs and row.get("purchases") and all(row.get(name) is None for name in scheme.needs)
    return _null_of(scheme.needs, row) if waits else None


def _why_not(scheme: Scheme, goals: Iterable[str], row: Row) -> Words:
    """No deed was found: because the shop cannot rank yet, where that is so."""
    asked = [leaf.feature for each in scheme.classes if each.id in goals for leaf in leaves(each.rule)]
    unranked = _null_of([name for name in asked if name in FEATURES and FEATURES[name].clock == "drifts"], row)
    return NOT_JUDGED.filled(why=unranked) if unranked else NOT_FOUND


def _null_of(names: Iterable[str], row: Row) -> Words | None:
    return next((FEATURES[name].null for name in names if name in FEATURES and row.get(name) is None), None)


@dataclass(frozen=True)
class _Bracket:
    """A deed of purchases whose amount is being closed in on: the greatest known to fail (0: none), the smallest known to reach a better class."""

    deed: Deed
    fails: int
    reaches: int

    @property
    def reached(self) -> Deed:
        return replace(self.deed, amount=self.reaches)

    def at_best(self, least: int) -> Deed:
        return replace(self.deed, amount=min(self.fails + least, self.reaches))


@dataclass(frozen=True)
class _Search:
    """The search for one scheme: first deeds that cost no money, then so many purchases of an amount that is closed in on."""

    scheme: Scheme
    goals: frozenset[str]
    today: Today
    tried: Try

    @cached_property
    def least(self) -> int:
        return step(self.today.currency)

    @cached_property
    def usual(self) -> int:
        return usual_order(self.today.row, self.today.currency)

    @cached_property
    def amounts(self) -> list[int]:
        return sorted({*rungs(self.today.row, self.today.currency), self.usual})

    @cached_property
    def asked(self) -> tuple[Leaf, ...]:
        return asked_about(self.scheme, self.today.schemes)

    def found(self) -> NextUp | None:
        free = ways(self.asked, self.today.row)
        self._first_pass(free)
        best = self._free(free) or self._bought(free)
        return self._by_itself(best) or (self._told(best) if best else None)

    def _first_pass(self, free: Sequence[Deed]) -> None:
        """Try in one call what is read one by one below."""
        deeds = [*free, *(replace(deed, amount=amount) for deed in self._purchases(free) for amount in self.amounts)]
        alone = [Trial(self.today.as_of + n * DAY) for n in range(1, MOST_PURCHASES + 1)]
        self.tried([*alone, *(self._trial(deed) for deed in deeds)])

    def _classes(self, deeds: Iterable[Deed]) -> list[str]:
        """The class after each deed, on the first day on which it can be complete."""
        return self._read(self._trial(deed) for deed in deeds)

    def _trial(self, deed: Deed) -> Trial:
        return deed.trial(deed.first_day(self.today.as_of), self.least)

    def _read(self, trials: Iterable[Trial]) -> list[str]:
        return [str(row[self.scheme.id]) for row in self.tried(trials)]

    def _free(self, free: Sequence[Deed]) -> Deed | None:
        """The least of the deeds without money that reaches a better class."""
        return next((deed for deed, into in zip(free, self._classes(free), strict=True) if into in self.goals and deed != Deed()), None)

    def _bought(self, free: Sequence[Deed]) -> Deed | None:
        """The cheapest purchases beside any of those deeds; brackets that can no longer be the cheapest are left as they are."""
        brackets = self._closed_in([(deed, 0, self.amounts) for deed in self._purchases(free)])
        while brackets:
            cheapest = min(brackets, key=lambda each: self._cost(each.reached))
            bar = self._cost(cheapest.reached)
            wide = [each for each in brackets if each.at_best(self.least) != each.reached and self._cost(each.at_best(self.least)) < bar]
            if not wide:
                return self._settled(cheapest)
            brackets = [each for each in brackets if each not in wide] + self._narrowed(wide)
        return None

    def _purchases(self, free: Sequence[Deed]) -> list[Deed]:
        """Each of those deeds with one purchase beside it, with two, and so on."""
        return [replace(deed, purchases=n) for deed in free for n in range(1, MOST_PURCHASES + 1)]

    def _cost(self, deed: Deed) -> tuple[int, ...]:
        return (replace(deed, amount=None) if deed.amount == self.least else deed).cost(self.usual)

    def _narrowed(self, wide: Sequence[_Bracket]) -> list[_Bracket]:
        return self._closed_in([(each.deed, each.fails, [*self._between(each), each.reaches]) for each in wide])

    def _between(self, each: _Bracket) -> list[int]:
        """Amounts inside a bracket, all of them readable."""
        inside = range(each.fails + self.least, each.reaches, self.least)
        return list(inside[:: -(-len(inside) // POINTS)])

    def _closed_in(self, asked: Sequence[tuple[Deed, int, Sequence[int]]]) -> list[_Bracket]:
        """The bracket of each deed that reaches a better class with one of the amounts, in one pass; one that fails with all is left out."""
        reached = iter(self._classes(replace(deed, amount=amount) for deed, _, amounts in asked for amount in amounts))
        found = []
        for deed, fails, amounts in asked:
            ends = [amount for amount in amounts if next(reached) in self.goals]
            if ends:
                found.append(_Bracket(deed, max((amount for amount in amounts if amount < ends[0]), default=fails), ends[0]))
        return found

    def _settled(self, cheapest: _Bracket) -> Deed:
        """The deed with its amount; without one where the smallest will do and what they usually spend takes them at least as far."""
        usual = replace(cheapest.deed, amount=self.usual)
        at_least, at_usual = self._classes([cheapest.reached, usual])
        anything = cheapest.reaches == self.least and at_usual in {at_least, *self.scheme.above(at_least)}
        return cheapest.deed if anything else cheapest.reached

    def _by_itself(self, best: Deed | None) -> NextUp | None:
        """Where time alone brings them up before the deed could be complete."""
        last = best.first_day(self.today.as_of) if best else self.today.as_of + DAY
        days = [self.today.as_of + n * DAY for n in range(1, (last - self.today.as_of).days + 1)]
        for on, into in zip(days, self._read(Trial(on) for on in days), strict=True):
            if into in self.goals:
                said = Words(*(day(on, lang) for lang in LANGUAGES))
                return NextUp(BY_ITSELF.filled(day=said, name=self.scheme.class_named(into).name), into)
        return None

    def _told(self, deed: Deed) -> NextUp:
        into = self._classes([deed])[0]
        by = self._last_day(deed, into)
        full_price = any(leaf.feature == "promo_order_share" for leaf in self.asked)
        told = parts(deed, self.today.currency, buyer=bool(self.today.row.get("purchases")), full_price=full_price)
        filled = {"deed": joined(told), "name": self.scheme.class_named(into).name}
        before = Words(*(day(by + DAY, lang) for lang in LANGUAGES)) if by else None
        sentence = UP_BEFORE.filled(day=before, **filled) if before else UP.filled(**filled)
        return NextUp(sentence, into, deed, told, by)

    def _last_day(self, deed: Deed, into: str) -> dt.date | None:
        """The last day of the first run on which the deed reaches the class; null where that lasts to the end of the return window."""
        first = deed.first_day(self.today.as_of)
        last = self.today.as_of + min(self.today.window, LONGEST) * DAY
        days = [first + n * DAY for n in range((last - first).days + 1)]
        reached = self._read(deed.trial(each, self.least) for each in days)
        late = next((at for at, name in enumerate(reached) if name != into), None)
        return None if late is None else days[late] - DAY
