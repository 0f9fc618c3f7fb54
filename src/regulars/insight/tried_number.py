"""What another number in a rule would do, said of the class whose rule it stands in: who enters, who leaves, what the class becomes."""

from __future__ import annotations

from regulars.insight.class_change import ClassChange, Flow, SchemeChange
from regulars.insight.spoken import FEWEST, people, ratio, share
from regulars.words import Words

IN = Words("{entered} vào “{name}”, không ai ra.", "{entered} enter “{name}”, nobody leaves it.")
OUT = Words("{left} ra khỏi “{name}”, không ai vào.", "{left} leave “{name}”, nobody enters it.")
BOTH = Words("{entered} vào “{name}”, {left} ra khỏi đó.", "{entered} enter “{name}”, {left} leave it.")
STILL = Words("Không khách nào vào hay ra khỏi “{name}”.", "Nobody enters or leaves “{name}”.")
ELSEWHERE = Words("{n} đổi sang nhóm khác.", "{n} go to another class.")
BECOMES = Words("Nhóm này thành {n}, {part} doanh thu.", "The class becomes {n}, {part} of revenue.")
BECOMES_SO_MANY = Words("Nhóm này thành {n}.", "The class becomes {n}.")


def said(change: SchemeChange, about: str) -> tuple[Words, Words]:
    """Who would enter and leave the class `about`, and how many it would have with what share of the revenue of 365 days (none below 20 customers)."""
    return _moves(change.class_named(about), change), _becomes(change, change.class_named(about))


def share_of_revenue(change: SchemeChange, about: str) -> float | None:
    """The share of the revenue of all classes that a class would bring; null below 20 customers, and where nothing was spent."""
    held = change.class_named(about).after
    whole = sum(each.after.revenue for each in change.classes if each.after)
    return ratio(held.revenue, whole) if held and change.customers >= FEWEST else None


def examples(change: SchemeChange, most: int = 3) -> list[tuple[Flow, str, str | None]]:
    """Some of those who would move, the largest flow first, in each those who spent most: the flow, their id and name."""
    told = [(flow, each) for flow in change.flows for each in flow.examples]
    return [(flow, each.customer_id, each.name) for flow, each in told[:most]]


def _moves(row: ClassChange, change: SchemeChange) -> Words:
    entered, left = row.entered.customers, row.left.customers
    if not entered and not left and change.moved.customers:
        return ELSEWHERE.filled(n=people(change.moved.customers))
    words = BOTH if entered and left else IN if entered else OUT if left else STILL
    return words.filled(entered=people(entered), left=people(left), name=row.name)


def _becomes(change: SchemeChange, row: ClassChange) -> Words:
    part, count = share_of_revenue(change, row.id), people(row.after.customers if row.after else 0)
    return BECOMES_SO_MANY.filled(n=count) if part is None else BECOMES.filled(n=count, part=share(part, 1))
