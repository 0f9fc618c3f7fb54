"""The questions about movement, answered from the history of a shop; with fewer than two told days each says that nothing can be seen yet."""

from __future__ import annotations

from collections.abc import Mapping

from regulars.insight import climbing, movement, moves_by_month, staying
from regulars.insight.choosing import one_of, scheme_of
from regulars.insight.facts import Facts, made
from regulars.insight.moves import UNTOLD
from regulars.insight.value import Insight


def told_movement(facts: Facts, scheme: str = "lifecycle", start: object = None, end: object = None) -> Insight:
    """Who moved up and down between two told days (`movement`)."""
    asked = scheme_of(facts, scheme)
    days = movement.compared(facts.history.days, start, end)
    if days is None:
        return _untold("movement", facts, movement.COLUMNS)
    found = movement.movement(facts.stays(scheme), asked, days)
    said = movement.sentence(found), movement.notes(found)
    return made("movement", facts, movement.COLUMNS, lambda lang: movement.table(found, lang), *said)


def told_by_month(facts: Facts, scheme: str = "lifecycle") -> Insight:
    """Who entered and left each class, month by month (`moves_by_month`)."""
    asked = scheme_of(facts, scheme)
    if len(facts.history.days) < 2:
        return _untold("moves_by_month", facts, moves_by_month.COLUMNS)
    found = moves_by_month.moves_by_month(facts.stays(scheme), asked, facts.history.days)
    said = moves_by_month.sentence(found), moves_by_month.NOTES
    return made("moves_by_month", facts, moves_by_month.COLUMNS, lambda lang: moves_by_month.table(found, lang), *said)


def told_climbing(facts: Facts, scheme: str = "ladder") -> Insight:
    """How many climb each step, and how long it took (`climbing`)."""
    asked = scheme_of(facts, scheme)
    if len(facts.history.days) < 2:
        return _untold("climbing", facts, climbing.COLUMNS)
    found = climbing.climbing(facts.stays(scheme), asked, facts.history.days)
    said = climbing.sentence(asked, found), climbing.NOTES if found else ()
    return made("climbing", facts, climbing.COLUMNS, lambda lang: climbing.table(asked, found, lang), *said)


def told_staying(facts: Facts, scheme: str = "ladder", only: str | None = None) -> Insight:
    """How long customers stay in each class, or in one (`staying`)."""
    asked = scheme_of(facts, scheme)
    chosen = one_of("only", only, asked.class_ids) if only else None
    if len(facts.history.days) < 2:
        return _untold("staying", facts, staying.COLUMNS)
    found = [curve for curve in staying.staying(facts.stays(scheme), asked, facts.history.days) if chosen in (None, curve.id)]
    said = staying.sentence(asked, found), staying.NOTES
    return made("staying", facts, staying.COLUMNS, lambda lang: staying.table(asked, found, lang), *said)


def _untold(name: str, facts: Facts, columns: Mapping[str, str]) -> Insight:
    return made(name, facts, columns, lambda _: [], UNTOLD)
