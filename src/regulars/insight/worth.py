"""The questions about what customers are expected to bring; where nothing is expected of anybody each says why, and what to do."""

from __future__ import annotations

from collections.abc import Mapping

from regulars.insight import equity, lost_elite, one_point, spend_at_risk
from regulars.insight.choosing import scheme_of
from regulars.insight.facts import Facts, made
from regulars.insight.value import Insight


def told_equity(facts: Facts, scheme: str = "ladder") -> Insight:
    """What the base is expected to bring, by class of a scheme (`equity`)."""
    asked = scheme_of(facts, scheme)
    found = equity.equity(facts.people, asked)
    if not facts.expected.known:
        return _unforeseen("equity", facts, equity.COLUMNS)
    said = equity.sentence(found, asked, facts.currency), equity.notes(found, facts.band, facts.currency)
    return made("equity", facts, equity.COLUMNS, lambda lang: equity.table(found, asked, lang), *said)


def told_lost_elite(facts: Facts) -> Insight:
    """What one lost elite customer equals (`lost_elite`)."""
    asked, window = scheme_of(facts, lost_elite.PREMIUM), facts.bars.window
    found = lost_elite.lost_elite(facts.people, window)
    if not facts.expected.known:
        return _unforeseen("lost_elite", facts, lost_elite.COLUMNS)
    said = lost_elite.sentence(found, asked), lost_elite.notes(window)
    return made("lost_elite", facts, lost_elite.COLUMNS, lambda lang: lost_elite.table(found, asked, lang), *said)


def told_spend_at_risk(facts: Facts) -> Insight:
    """How much spend may not come again, by churn risk (`spend_at_risk`)."""
    asked = scheme_of(facts, spend_at_risk.CHURN)
    found = spend_at_risk.spend_at_risk(facts.people, asked)
    if not found.told:
        return _unforeseen("spend_at_risk", facts, spend_at_risk.COLUMNS)
    said = spend_at_risk.sentence(found, facts.currency), spend_at_risk.notes(found, facts.bars.window, facts.schemes)
    return made("spend_at_risk", facts, spend_at_risk.COLUMNS, lambda lang: spend_at_risk.table(found, asked, lang), *said)


def told_one_point(facts: Facts, scheme: str = "ladder") -> Insight:
    """What one point more of conversion is worth on each rung (`one_point`)."""
    asked, window = scheme_of(facts, scheme), facts.bars.window
    found = one_point.one_point(facts.people, asked, window)
    if not facts.expected.known:
        return _unforeseen("one_point", facts, one_point.COLUMNS)
    said = one_point.sentence(found, asked, facts.currency), one_point.notes(window) if found else ()
    return made("one_point", facts, one_point.COLUMNS, lambda lang: one_point.table(found, asked, lang), *said)


def _unforeseen(name: str, facts: Facts, columns: Mapping[str, str]) -> Insight:
    return made(name, facts, columns, lambda _: [], facts.unforeseen)
