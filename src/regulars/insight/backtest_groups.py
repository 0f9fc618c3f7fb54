"""For which customers was the outlook right, for which wrong? Orders foreseen and seen by decile of what was foreseen, or by class."""

from __future__ import annotations

from regulars.insight.backtest import signed
from regulars.insight.classes import shown
from regulars.insight.moves import colour_of, name_of
from regulars.insight.spoken import FEWEST, TOO_FEW
from regulars.models.backtest import Backtest, Group
from regulars.scheme import Scheme
from regulars.words import Words

COLUMNS = {
    "class": "string",
    "name": "string",
    "colour": "string",
    "customers": "int64",
    "orders_predicted": "float64",
    "orders_seen": "float64",
    "orders_error": "float64",
    "each_predicted": "float64",
    "each_seen": "float64",
}
DECILE = "decile"
TENTH = Words("Phần mười thứ {n}", "Decile {n}")


def groups(found: Backtest, scheme: Scheme | None) -> list[tuple[Group, Words]]:
    """Deciles with their names, the lowest first; of a scheme its classes as people read them, as they were on the past day."""
    if found.pooled is None:
        return []
    if scheme is None:
        return [(each, TENTH.filled(n=each.id)) for each in found.pooled.deciles]
    told = {each.id: each for each in found.pooled.classes.get(scheme.id, ())}
    return [(told[id], name_of(scheme, id)) for id in shown(scheme) if id in told]


def off(group: Group) -> float | None:
    """How far the orders of a group were off, as a share of what was seen; null for fewer than 20 customers, and where they ordered nothing."""
    return group.predicted / group.seen - 1 if group.seen > 0 and group.customers >= FEWEST else None


def sentence(found: Backtest, scheme: Scheme | None = None) -> Words:
    """In which group the orders foreseen were closest to what was seen, and in which they were furthest off."""
    if found.reason:
        return found.reason
    known = [(error, name) for group, name in groups(found, scheme) if (error := off(group)) is not None]
    if len(known) < 2:
        return TOO_FEW
    (near, best), *_, (far, worst) = sorted(known, key=lambda each: abs(each[0]))
    return _SAID.filled(best=best, near=signed(near), worst=worst, far=signed(far))


_SAID = Words(
    "Đoán sát nhất ở “{best}”: lệch {near}; xa nhất ở “{worst}”: lệch {far}",
    "Foreseen best of “{best}”, off by {near}; worst of “{worst}”, off by {far}",
)


def table(found: Backtest, scheme: Scheme | None, lang: str) -> list[dict[str, object]]:
    """One row per group (`COLUMNS`): orders in all and of each, foreseen and seen; null for fewer than 20 customers."""
    return [_row(group, name.of(lang), colour_of(scheme, group.id) if scheme else None) for group, name in groups(found, scheme)]


def _row(group: Group, name: str, colour: str | None) -> dict[str, object]:
    enough = group.customers >= FEWEST
    return {
        "class": group.id,
        "name": name,
        "colour": colour,
        "customers": group.customers,
        "orders_predicted": group.predicted if enough else None,
        "orders_seen": group.seen if enough else None,
        "orders_error": off(group),
        "each_predicted": group.predicted / group.customers if enough else None,
        "each_seen": group.seen / group.customers if enough else None,
    }
