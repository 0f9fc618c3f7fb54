"""The questions about the last days: what is new, what changed week by week, and who is due."""

from __future__ import annotations

from regulars.insight import changes, due, today, weekly
from regulars.insight.choosing import scheme_of
from regulars.insight.classes import shown
from regulars.insight.facts import Facts, made
from regulars.insight.leaving import LIFECYCLE
from regulars.insight.value import Insight, in_languages


def told_today(facts: Facts) -> Insight:
    """What is new on this day (`today`)."""
    found = today.Today(facts)
    return made("today", facts, today.COLUMNS, lambda lang: today.table(found, lang), today.sentence(found), today.NOTES)


def told_weekly(facts: Facts, weeks: int | str = weekly.WEEKS) -> Insight:
    """Who climbed and who began to leave, week by week (`weekly`)."""
    ladder, days = scheme_of(facts, today.LADDER), weekly.week_days(facts.history.days, int(weeks))
    told = len(days) > 1 and facts.scheme(LIFECYCLE) is not None
    rows = weekly.weekly(ladder, facts.stays(ladder.id), facts.stays(LIFECYCLE), days) if told else []
    return made("weekly", facts, weekly.COLUMNS, lambda _: rows, weekly.sentence(rows))


def told_changes(facts: Facts, scheme: str = "ladder", days: int | str = today.WEEK) -> Insight:
    """How many people each class has, and how many more or fewer than before (`changes`)."""
    asked = scheme_of(facts, scheme)
    since = changes.told_by(facts.history.days, facts.as_of, int(days))
    now = {row.id: row.people for row in facts.sizes[scheme].rows}
    before = today.held_on(facts.stays(scheme), since) if since else None
    names = {each.id: each.name for each in asked.classes}
    rows = in_languages(lambda lang: changes.table(asked, shown(asked), now, before, since, lang))
    return Insight("changes", facts.as_of, facts.currency, changes.sentence(rows["vi"], since, names), changes.COLUMNS, rows)


def told_due(facts: Facts, days: int | str = due.DAYS) -> Insight:
    """How many regulars are due within some days (`due`)."""
    within = int(days)
    found = due.due(facts.profile, facts.classes, within)
    return made("due", facts, due.COLUMNS, lambda _: due.table(found, within), due.sentence(found, within, facts.currency), (due.NOTE,))


ASKED = (
    ("today", told_today, today.COLUMNS, "Hôm nay có gì mới?", "What is new today?"),
    (
        "weekly",
        told_weekly,
        weekly.COLUMNS,
        "Mỗi tuần bao nhiêu khách leo bậc, bao nhiêu khách bắt đầu rời?",
        "How many climbed and how many began to leave, week by week?",
    ),
    ("changes", told_changes, changes.COLUMNS, "Nhóm nào đông lên, nhóm nào vơi đi?", "Which classes have grown, which have shrunk?"),
    ("due", told_due, due.COLUMNS, "Khách quen nào sắp đến kỳ mua?", "Which regulars are due to buy?"),
)
