"""How sure a class is: the share of draws of a customer (`models.redrawing`) that fall into the class they are in, told by the profile's own expressions.

The statements are written once and run again for every part of the customers.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

import ibis
import ibis.expr.types as ir
import pyarrow as pa

from regulars import drawn
from regulars import profile as profiles
from regulars.arithmetic import days_from
from regulars.errors import NotFitted
from regulars.features import outlook
from regulars.models.redrawing import DRAWN, Bought, redrawn
from regulars.refreshing.given import Given, Progress, Seen
from regulars.refreshing.script import Script
from regulars.rules import And, Compare, Rule
from regulars.scheme import Scheme
from regulars.store.duckdb import Store
from regulars.words import Words

DRAWS, ALONE = 40, 400
PART = 40_000  # customers at a time
MARKS = itertools.count()
TABLE = "confidence"
OF_FACT = ("purchases", "orders")


def of_fact(scheme: Scheme) -> frozenset[str]:
    """The classes that say who never bought, or bought once: no draw can dispute them."""
    ids = {each.id for each in scheme.classes}
    return frozenset(name for name in ids if all(_counted(each.rule) for each in scheme.classes if each.id == name))


def _counted(rule: Rule) -> bool:
    parts = rule.rules if isinstance(rule, And) else (rule,)
    return any(isinstance(part, Compare) and part.feature in OF_FACT and part.op == "=" and part.value in (0, 1) for part in parts)


def drawn_schemes(schemes: tuple[Scheme, ...]) -> tuple[Scheme, ...]:
    """The schemes whose classes a draw may change, and those that these stand on."""
    changed: set[str] = set(drawn.FEATURES)
    for _ in schemes:
        changed |= {scheme.id for scheme in schemes if scheme.features() & changed}
    return tuple(scheme for scheme in schemes if scheme.id in changed)


@dataclass
class Redraws:
    """Draws the buyers of one day again; call it with some of them, for one row each: customer_id and per drawn scheme the share of equal classes."""

    given: Given[Store]
    seen: Seen
    mark: str = field(default_factory=lambda: f"_drawn{next(MARKS)}")

    @cached_property
    def _script(self) -> Script:
        return Script(self.given.store, self.mark)

    def __call__(self, buyers: pa.Table, draws: int, seed: int) -> ir.Table:
        self._fill(buyers, draws, seed)
        if self._script.steps:
            self._script.run()
        else:
            self._write()
        return self.given.store.temporary(f"shares{self.mark}")

    def _fill(self, buyers: pa.Table, draws: int, seed: int) -> None:
        models = self.seen.bars.outlook
        assert models is not None and models.purchase_model is not None  # noqa: S101, PT018  asked only where there is one
        columns = {name: buyers[name].to_numpy() for name in ("purchases", "active_days", "age_days", "spend")}
        said = redrawn(Bought(**columns), models.purchase_model, models.spend_model, draws, seed)
        ids = buyers["customer_id"].combine_chunks().take(pa.array(said["place"]))
        self.given.store.refill_columns(f"draws{self.mark}", {**DRAWN, "customer_id": "string"}, {**said, "customer_id": ids})

    def _write(self) -> None:
        """Tell the draws once, as a script."""
        given, seen, keep = self.given, self.seen, self._script.keep
        day, store = seen.as_of, given.store
        stored = keep("stored", drawn.stored(seen.stored, store.temporary(f"draws{self.mark}"), seen.bars))
        scores = self._script.foresee(seen.bars, outlook.asked(stored, day))
        read = profiles.read(stored, seen.bars, given.chances(seen.bars, self.mark), day, given.choices(day).portrait, scores)
        classes = keep("classes", profiles.classified(read, self.seen.schemes))
        keep("shares", _shares(classes, seen.classes, drawn_schemes(seen.schemes)))


def _shares(classes: ir.Table, actual: ir.Table, schemes: tuple[Scheme, ...]) -> ir.Table:
    own = actual.select("customer_id", **{f"is_{scheme.id}": actual[scheme.id] for scheme in schemes})
    both = classes.join(own, "customer_id")
    return both.group_by("customer_id").aggregate(
        **{scheme.id: (both[scheme.id] == both[f"is_{scheme.id}"]).cast("float64").mean() for scheme in schemes}
    )


def buyers_of(seen: Seen, who: str | None = None) -> pa.Table:
    """The buyers of a day in the order of their ids, or one of them: customer_id, purchases, active_days, age_days, spend."""
    stored = seen.stored.filter(seen.stored.purchases > 0)
    asked = stored if who is None else stored.filter(stored.customer_id == who)
    return (
        asked.select(
            "customer_id",
            "purchases",
            "spend",
            active_days=days_from(asked.first_day, asked.last_day),
            age_days=days_from(asked.first_day, ibis.literal(seen.as_of)),
        )
        .order_by("customer_id")
        .to_pyarrow()
    )


def parts(buyers: pa.Table) -> Iterator[pa.Table]:
    """The buyers some at a time."""
    for begin in range(0, len(buyers), PART):
        yield buyers.slice(begin, PART)


def confidence(given: Given[Store], seen: Seen, say: Progress, draws: int = DRAWS) -> ir.Table | None:
    """How sure each class of each customer is, kept for this process: customer_id and a share (0–1) per scheme; null where no model is fitted."""
    if seen.bars.outlook is None or seen.bars.outlook.purchase_model is None:
        return None
    name = f"{TABLE}_{seen.as_of:%Y%m%d}"
    redraw, buyers = Redraws(given, seen), buyers_of(seen)
    schemes = drawn_schemes(seen.schemes)
    shares = given.store.keep(f"{name}_shares", {"customer_id": "string", **{each.id: "float64" for each in schemes}}, [])
    for place, part in enumerate(parts(buyers)):
        say(Words("Đang thử lại nhóm của khách", "Drawing customers again"), min(1.0, place * PART / len(buyers)))
        redraw(part, draws, seed=place)
        given.store.execute(f'INSERT INTO temp."{name}_shares" BY NAME FROM temp."shares{redraw.mark}"')
    return given.store.materialise(name, _told(seen, shares, schemes))


def sure_of(given: Given[Store], seen: Seen, say: Progress) -> ir.Table:
    """`confidence`; raises `NotFitted` where no model is fitted, with the reason."""
    found = confidence(given, seen, say)
    if found is None:
        why = seen.bars.outlook.reasons[0] if seen.bars.outlook and seen.bars.outlook.reasons else None
        raise NotFitted(
            Words(
                "Mô hình dự báo chưa được tính, nên chưa biết nhóm chắc đến đâu.",
                "No outlook is fitted, so how sure classes are is not known.",
            ),
            todo=why,
        )
    return found


def _told(seen: Seen, shares: ir.Table, schemes: tuple[Scheme, ...]) -> ir.Table:
    """A share for every class: what no draw changes is certain."""
    own = shares.rename({f"share_{scheme.id}": scheme.id for scheme in schemes})
    found = seen.classes.left_join(own, seen.classes.customer_id == own.customer_id)
    drawn_ids = {scheme.id for scheme in schemes}
    return found.select("customer_id", **{each.id: _sure(found, each, each.id in drawn_ids) for each in seen.schemes})


def _sure(found: ir.Table, scheme: Scheme, may_change: bool) -> ir.FloatingValue:
    own, certain = found[scheme.id], ibis.literal(1.0)
    if not may_change:
        return ibis.ifelse(own.isnull(), None, certain)
    share, facts = found[f"share_{scheme.id}"], of_fact(scheme)
    told = share.fill_null(1.0)
    return ibis.ifelse(own.isnull(), None, ibis.ifelse(own.isin(tuple(facts)), certain, told) if facts else told)


def of_customer(redraws: Redraws, customer_id: str, classes: Mapping[str, object], draws: int = ALONE) -> dict[str, float]:
    """How sure each class of one customer is, by scheme; empty where no model is fitted."""
    seen = redraws.seen
    if seen.bars.outlook is None or seen.bars.outlook.purchase_model is None:
        return {}
    buyers = buyers_of(seen, customer_id)
    found = redraws(buyers, draws, seed=0).to_pyarrow().to_pylist() if len(buyers) else []
    shares = found[0] if found else {}
    told = {scheme.id: 1.0 if classes[scheme.id] in of_fact(scheme) else shares.get(scheme.id, 1.0) for scheme in seen.schemes}
    return {name: share for name, share in told.items() if classes.get(name) is not None}
