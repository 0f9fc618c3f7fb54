"""What the form sends: conditions as repeated fields, and what to do with them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from starlette.datastructures import QueryParams

from regulars.web.pages.builder.conditions import JOINTS, Condition, Tongue, rows, settled

MOST = 40  # conditions in one form
ADD, OR = "add", "or"


@dataclass(frozen=True)
class Sent:
    """The conditions as sent, and where the focus goes: to the place of the one that was just added, to the list's end where one was dropped."""

    conditions: tuple[Condition, ...]
    fresh: int | None = None
    dropped: bool = False


def sent(query: QueryParams, tongue: Tongue) -> Sent | None:
    """The conditions of the form; null where the address holds a rule instead.

    `c` counts the conditions; condition 3 has `j3`, `f3`, `o3` and any number of `v3`. `was3`: what it asked about before; its texts are let go with it.
    """
    if not query.get("c", "").isdecimal():
        return None
    found = [_condition(query, place, tongue) for place in range(min(int(query["c"]), MOST))]
    return _done(found, query.get("do", ""))


def _condition(query: QueryParams, place: int, tongue: Tongue) -> Condition:
    joint = query.get(f"j{place}", "and")
    feature = query.get(f"f{place}", "")
    kept = query.get(f"was{place}", feature) == feature
    texts, op = (tuple(query.getlist(f"v{place}")), query.get(f"o{place}", "")) if kept else ((), "")
    return settled(Condition(joint if joint in JOINTS else "and", feature, op, texts), tongue)


def _done(found: list[Condition], deed: str) -> Sent:
    """`add`: one more row; `or`: a row of alternatives; `or3`: one more alternative behind condition 3; `drop3`: without condition 3."""
    if deed == ADD:
        return Sent((*found, Condition()), len(found))
    if deed == OR:
        return Sent((*found, Condition(), Condition("or")), len(found))
    what, place = deed.rstrip("0123456789"), int("0" + "".join(filter(str.isdecimal, deed)))
    if what == OR and place < len(found):
        return Sent((*found[: place + 1], Condition("or"), *found[place + 1 :]), place + 1)
    if what == "drop" and place < len(found):
        return Sent(tuple(_without(found, place)), dropped=True)
    return Sent(tuple(found))


def _without(found: Sequence[Condition], place: int) -> list[Condition]:
    """The others; where the first of a row goes, the next one begins the row."""
    rest = [*found[:place], *found[place + 1 :]]
    row = next((row for row in rows(found) if place in row), [])
    if row and row[0] == place and len(row) > 1:
        rest[place] = replace(rest[place], joint=rest[place].joint.replace("or", "and"))
    return rest
