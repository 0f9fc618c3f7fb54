"""The questions about the weeks ahead, answered from the facts of a shop; what one has computed the others read."""

from __future__ import annotations

from regulars.insight import demand, demand_groups, demand_parts, demand_tried, weeks
from regulars.insight.choosing import one_of, scheme_of, whole_number
from regulars.insight.demand import CATEGORY, Demand
from regulars.insight.facts import Facts, made
from regulars.insight.value import Insight
from regulars.models.demand import AHEAD, FURTHEST
from regulars.words import UNSTATED, Words

LATELY = 4  # weeks already over that stand before those ahead
FURTHEST_BACK = 520
FESTIVE = ("VND", UNSTATED)  # a shop that sells in these keeps Vietnam's feasts


def told_demand(
    facts: Facts, by: str | None = None, weeks: int | str = AHEAD, past: int | str = LATELY, level: int | str | None = None
) -> Insight:
    """What each of the next weeks should bring (`demand`)."""
    back = whole_number("past", past, 0, FURTHEST_BACK)
    found = demand_of(facts, by, weeks, level)
    said = demand.sentence(found, facts.currency) if found.by is None else _sentence(facts, found)
    return made("demand", facts, demand.COLUMNS, lambda lang: demand.table(found, lang, back), said, _notes(found))


def told_groups(facts: Facts, by: str | None = CATEGORY, weeks: int | str = AHEAD, level: int | str | None = None) -> Insight:
    """What the next weeks should bring together, part by part (`demand_groups`)."""
    found = demand_of(facts, by, weeks, level)
    said = _sentence(facts, found), demand_parts.notes(found) if found.by else demand.notes(found)
    return made("demand_groups", facts, demand_groups.COLUMNS, lambda lang: demand_groups.table(found, lang), *said)


def told_tried(facts: Facts, by: str | None = None, weeks: int | str = AHEAD, level: int | str | None = None) -> Insight:
    """How far each way of telling missed when it was tried (`demand_tried`)."""
    found = demand_of(facts, by, weeks, level)
    said = demand_tried.sentence(found), demand.notes(found) if found.whole.revenue.origins else ()
    return made("demand_tried", facts, demand_tried.COLUMNS, lambda lang: demand_tried.table(found, lang), *said)


def demand_of(facts: Facts, by: str | None = None, weeks: int | str = AHEAD, level: int | str | None = None) -> Demand:
    """What is expected of a shop, computed once: `by` category or the id of a scheme, or null for the whole; so many weeks ahead.

    Raises `InputError` for a number that cannot be, or where the extra `ml` is not installed; `NotFound` with the nearest schemes.
    """
    ahead = whole_number("weeks", weeks, 1, FURTHEST)
    chosen = int(one_of("level", str(level or facts.category_level), ("1", "2", "3")))
    key = (by or None, ahead, chosen if by == CATEGORY else 0)
    if key not in facts.demands:
        facts.demands[key] = _computed(facts, by or None, ahead, chosen)
    return facts.demands[key]


def _computed(facts: Facts, by: str | None, ahead: int, level: int) -> Demand:
    span = weeks.span(facts.span[0], facts.as_of)
    if by is None:
        return demand.of_whole(weeks.whole(facts.sales, span), span, ahead, festive=facts.currency in FESTIVE)
    if by != CATEGORY:
        return _by_class(facts, demand_of(facts, None, ahead), by)
    lines, products = facts.tables["order_lines"], facts.tables["products"]
    return demand_parts.by_category(
        demand_of(facts, None, ahead), weeks.by_category(facts.sales, lines, products, span, level, facts.as_of)
    )


def _by_class(facts: Facts, whole: Demand, by: str) -> Demand:
    scheme = scheme_of(facts, by)
    told = demand_parts.told_before(facts.history.days, facts.as_of, whole.ahead)
    today = {row.id: row.people for row in facts.sizes[by].rows}
    after = demand_parts.brought(facts.stays(by), facts.sales, told, whole.ahead, today) if told else {}
    members = facts.people.select("customer_id", group=facts.people[by])
    return demand_parts.by_class(whole, scheme, weeks.by_class(facts.sales, members, whole.weeks), after, told)


def _sentence(facts: Facts, found: Demand) -> Words:
    if found.whole.revenue.values is None or found.whole.revenue.ended or not found.by:
        return demand.sentence(found, facts.currency)
    if found.by != CATEGORY and found.told is None:
        return demand_parts.UNTOLD.filled(n=found.ahead)
    return demand_groups.sentence(found, facts.currency)


def _notes(found: Demand) -> tuple[Words, ...]:
    return (*demand_parts.notes(found), *demand.notes(found)) if found.by else demand.notes(found)
