"""Changes: from the classes of two days, and those in between cause by cause, the rows that the change log gains."""

from __future__ import annotations

from collections.abc import Sequence

import ibis
import ibis.expr.types as ir

CAME = "behaviour"  # the cause of a customer's first row
Step = tuple[str, ir.Table]


def moved(before: ir.Table, after: ir.Table, schemes: Sequence[str]) -> ir.Table:
    """The customers whose class differs in one of the schemes, or who came or went: customer_id and `came` (they had no class before).

    Both tables are wide: customer_id and a text column per scheme. A scheme that one of them lacks differs for everybody.
    """
    old = _whole(before, schemes).rename({"old_id": "customer_id", **{f"old_{id}": id for id in schemes}})
    both = old.outer_join(_whole(after, schemes), old.old_id == after.customer_id)
    same = [both[id].identical_to(both[f"old_{id}"]) for id in schemes]
    found = both.filter(~ibis.and_(*same))
    return found.select(customer_id=found.old_id.fill_null(found.customer_id), came=found.old_id.isnull())


def changes(who: ir.Table, before: ir.Table, steps: Sequence[Step], schemes: Sequence[str]) -> ir.Table:
    """The rows of the log for the customers of `moved`: customer_id, scheme, class, cause, steps.

    `steps`: the classes (wide) after each cause, in their order; the last are the classes now. One row per customer and scheme whose class is another
    than before; `steps` says every cause that changed it, `cause` is the last. Who came anew has one step.
    """
    joined = _long(who, before, schemes).rename(c0="class")
    for place, (_, table) in enumerate(steps, 1):
        joined = joined.join(_long(who, table, schemes).rename({f"c{place}": "class"}).drop("came"), ["customer_id", "scheme"])
    count = len(steps)
    moves = joined.filter(~joined.c0.identical_to(joined[f"c{count}"]))
    turned = [~moves[f"c{place}"].identical_to(moves[f"c{place - 1}"]) for place in range(1, count + 1)]
    cause = ibis.cases(*((turned[place], steps[place][0]) for place in reversed(range(count))))
    said = [
        ibis.ifelse(turned[place], ibis.literal(f',["{steps[place][0]}",').concat(_quoted(moves[f"c{place + 1}"]), "]"), "")
        for place in range(count)
    ]
    whole = ibis.literal("[").concat(ibis.literal("").concat(*said).substr(1), "]")
    now = moves[f"c{count}"]
    first = ibis.literal(f'[["{CAME}",').concat(_quoted(now), "]]")
    return moves.select(
        "customer_id",
        "scheme",
        **{"class": now},
        cause=ibis.ifelse(moves.came, CAME, cause),
        steps=ibis.ifelse(moves.came, first, whole),
    )


def first(classes: ir.Table, schemes: Sequence[str], cause: str = "data", kept: Sequence[str] = ()) -> ir.Table:
    """The rows of the log of those who are told for the first time: every customer's class in every scheme, with the columns `kept`."""
    rows = _unpivoted(classes, schemes, kept)
    steps = ibis.literal(f'[["{cause}",').concat(_quoted(rows["class"]), "]]")
    return rows.mutate(cause=ibis.literal(cause), steps=steps)


def _whole(classes: ir.Table, schemes: Sequence[str]) -> ir.Table:
    own = {id: classes[id] if id in classes.columns else ibis.null("string") for id in schemes}
    return classes.select("customer_id", **own)


def _long(who: ir.Table, classes: ir.Table, schemes: Sequence[str]) -> ir.Table:
    """One row per customer of `who` and scheme: customer_id, came, scheme, class (null where they had none)."""
    own = _whole(classes, schemes).rename(own_id="customer_id")
    table = who.left_join(own, who.customer_id == own.own_id).select("customer_id", "came", *schemes)
    return _unpivoted(table, schemes, ("came",))


def _unpivoted(table: ir.Table, schemes: Sequence[str], kept: Sequence[str]) -> ir.Table:
    return table.select("customer_id", *kept, *schemes).pivot_longer(list(schemes), names_to="scheme", values_to="class")


def _quoted(name: ir.StringValue) -> ir.StringValue:
    return ibis.ifelse(name.isnull(), "null", ibis.literal('"').concat(name, '"'))
