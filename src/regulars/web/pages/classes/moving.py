"""Who moved in a scheme over a period: how many up and down, the bands from class to class, and why."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import starmap
from typing import TYPE_CHECKING, Any

from regulars import charts, words
from regulars.edition.moved import Moved
from regulars.history import CAUSES
from regulars.insight.movement import by_cause
from regulars.insight.spoken import figure, people
from regulars.web.pages.classes import asking
from regulars.web.pages.classes.texts import AGO, PERIODS, W
from regulars.words import Words

if TYPE_CHECKING:
    import datetime as dt

    from regulars.charts.figure import Figure
    from regulars.edition import Edition
    from regulars.insight.value import Insight
    from regulars.scheme import Scheme

USUAL = 90
Row = dict[str, Any]


@dataclass(frozen=True)
class Moving:
    """One period of one scheme: its sentence, its figure with the doors behind its bands, its causes; `ready` is false while it would have to be counted."""

    days: int
    ready: bool = True
    heading: Words = W["not_told"]
    told: bool = False
    figure: Figure | None = None
    doors: dict[str, str] | None = None
    causes: tuple[Row, ...] = ()
    rest: tuple[Words, ...] = ()


def period(days: int) -> int:
    """A period that is offered; the usual one for any other."""
    return days if days in PERIODS else USUAL


def moving(edition: Edition, scheme: Scheme, days: int, lang: str, *, wait: bool) -> Moving:
    """What a period shows; with `wait` it is counted where it is not ready."""
    since = Moved(scheme.id, days).since(edition.told_days)
    if since is None:
        return Moving(days)
    asked = {"scheme": scheme.id, "start": since}
    if not wait and not edition.is_prepared("movement", **asked):
        return Moving(days, ready=False, heading=W["counting_moves"])
    return _told(edition, scheme, days, since, edition.insight("movement", **asked), lang)


def _told(edition: Edition, scheme: Scheme, days: int, since: dt.date, found: Insight, lang: str) -> Moving:
    causes = by_cause(found.table(lang), lang)
    moved = [row for row in found.table(lang) if row["class"] and row["other_class"] and row["cause"]]
    heading = _heading(scheme, causes, days)
    if not moved:
        return Moving(days, heading=heading, told=True, rest=(_rest(found),))
    named = [_short(scheme, row, lang) for row in moved]
    drawn = charts.flow(
        named, lang=lang, currency=edition.currency, title=heading.of(lang), before=AGO[days].of(lang), after=W["today"].of(lang)
    )
    doors = dict(starmap(_door, ((scheme, days, row) for row in named)))
    doors |= {f"{row['name']} → {row['other_name']}": _door(scheme, days, row)[1] for row in named}
    changed = sum(cause["customers"] for cause in causes)
    rest = (W["drawn"].filled(n=people(changed)), _rest(found), *_stood_in(since, edition, days))
    return Moving(days, heading=heading, told=True, figure=drawn, doors=doors, causes=_causes(scheme, days, causes, lang), rest=rest)


def _heading(scheme: Scheme, causes: list[Row], days: int) -> Words:
    changed, up, down = (sum(cause[name] for cause in causes) for name in ("customers", "up", "down"))
    if not changed:
        return W["moved_none"].filled(period=PERIODS[days])
    words = W["moved_ranked"] if scheme.better else W["moved_some"]
    return words.filled(period=PERIODS[days], up=people(up), down=people(down), fell=figure(down), n=people(changed))


def _short(scheme: Scheme, row: Row, lang: str) -> Row:
    names = {}
    for key, name in (("class", "name"), ("other_class", "other_name")):
        own = scheme.class_named(row[key]).short if row[key] in scheme.class_ids else None
        names[name] = own.of(lang) if own else row[name]
    return row | names


def _door(scheme: Scheme, days: int, row: Row) -> tuple[str, str]:
    """A band as the figure names it, and the address of its people."""
    return f"{row['name']} > {row['other_name']}\u200b", asking.moved(scheme.id, days, row["class"], row["other_class"])


def _causes(scheme: Scheme, days: int, causes: list[Row], lang: str) -> tuple[Row, ...]:
    most = max((cause["customers"] for cause in causes), default=0) or 1
    return tuple(
        {
            "name": cause["name"][:1].upper() + cause["name"][1:],
            "meaning": cause["meaning"],
            "colour": CAUSES[cause["cause"]].colour,
            "count": words.number(cause["customers"], lang),
            "bar": 100 * cause["customers"] / most,
            "href": asking.moved(scheme.id, days, cause=cause["cause"]),
        }
        for cause in causes
    )


def _rest(found: Insight) -> Words:
    """Who is not among those who moved: the first note of the question."""
    return found.notes[0]


def _stood_in(since: dt.date, edition: Edition, days: int) -> tuple[Words, ...]:
    if (edition.as_of - since).days >= days:
        return ()
    return (W["since_short"].filled(day=Words(words.day(since, "vi"), words.day(since, "en"))),)
