"""When will time alone bring a customer down? The first day on which their class is a worse one, and which, for every scheme at once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from regulars.insight.deeds import DAY, asked_about
from regulars.insight.spoken import days as spoken_days
from regulars.insight.trials import Today, Trial, Try
from regulars.scheme import Scheme
from regulars.vocabulary import FEATURES
from regulars.words import LANGUAGES, Words, day

YEAR = 365
BOUGHT = frozenset({"orders", "rhythm", "spend", "price", "standing", "basket"})  # families that only purchases move

NO_PURCHASE = Words("Nếu không mua gì, ngày {day} sang {name}.", "With no purchase, {name} from {day}.")
KEEPS = Words("Trong {days} tới không xuống bậc, dù không mua gì.", "No slip within {days}, even without a purchase.")
STAYS = Words("Trong {days} tới không đổi nhóm nếu không có gì mới.", "The same class for {days} if nothing new happens.")
NOTHING_NEW = Words("Nếu không có gì mới, ngày {day} sang {name}.", "With nothing new, {name} from {day}.")


@dataclass(frozen=True)
class Slip:
    """The day on which they slip if nothing happens, and into which class."""

    on: dt.date
    into: str
    sentence: Words

    def to_data(self, lang: str) -> dict[str, object]:
        """As `slips` of `regulars because --json`."""
        return {"on": self.on.isoformat(), "into": self.into, "sentence": self.sentence.of(lang)}


def horizon(window: int) -> int:
    """How many days are looked ahead: a year, or two return windows where those are longer."""
    return max(YEAR, 2 * window)


def slips(today: Today, tried: Try) -> dict[str, Slip | None]:
    """For every scheme the first day on which time alone has made the class worse than today's; null where none within the horizon does.

    Every day is looked at, so a better class in between (a complaint grows old) hides no slip after it.
    """
    days = [today.as_of + n * DAY for n in range(1, horizon(today.window) + 1)]
    rows = tried(Trial(each) for each in days)
    return {
        id: _slip(scheme, today, [(each, str(row[id])) for each, row in zip(days, rows, strict=True)])
        for id, scheme in today.schemes.items()
    }


def turns(scheme: Scheme, today: Today, tried: Try) -> tuple[tuple[dt.date, str], ...]:
    """Every day within the horizon on which time alone brings the class of a scheme lower than it has been till then, with the class after it."""
    days = [today.as_of + n * DAY for n in range(1, horizon(today.window) + 1)]
    lowest, found = str(today.row[scheme.id]), []
    for on, row in zip(days, tried(Trial(each) for each in days), strict=True):
        into = str(row[scheme.id])
        if is_worse(scheme, into, lowest):
            lowest = into
            found.append((on, into))
    return tuple(found)


def no_slip(scheme: Scheme, own: str, window: int) -> Words | None:
    """What is said where there is no slip within the horizon; null for a class outside the order that the scheme declares."""
    if scheme.better and not scheme.in_order(own):
        return None
    return (KEEPS if scheme.better else STAYS).filled(days=spoken_days(horizon(window)))


def _slip(scheme: Scheme, today: Today, told: list[tuple[dt.date, str]]) -> Slip | None:
    own = str(today.row[scheme.id])
    found = next(((on, into) for on, into in told if is_worse(scheme, into, own)), None)
    if found is None:
        return None
    on, into = found
    said = NO_PURCHASE if _asks_of_purchases(scheme, today.schemes) else NOTHING_NEW
    filled = said.filled(day=Words(*(day(on, lang) for lang in LANGUAGES)), name=scheme.class_named(into).name)
    return Slip(on, into, filled)


def is_worse(scheme: Scheme, into: str, than: str) -> bool:
    """Whether going from one class into another is a slip.

    Where no order is declared every change is. Where one is: into a class that stands below, or into none of the chains. Of two classes that no chain
    compares the one shown first is the worse. Out of a class that is in no chain: into any but the best.
    """
    if into == than:
        return False
    if not scheme.better:
        return True
    if not scheme.in_order(than):
        return bool(scheme.above(into)) or not scheme.in_order(into)
    shown = scheme.class_ids
    return not scheme.in_order(into) or shown.index(into) < shown.index(than)


def _asks_of_purchases(scheme: Scheme, schemes: Mapping[str, Scheme]) -> bool:
    asked = {leaf.feature for leaf in asked_about(scheme, schemes)}
    return any(FEATURES[name].family in BOUGHT for name in asked if name in FEATURES)
