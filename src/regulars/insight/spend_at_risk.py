"""How much of the spend of 365 days may not come again, by churn risk, and with how few people does most of it stand?

At risk of one customer: `spend_365d` · (1 − `p_order_next`), spend below 0 counting as 0. Of a class: the sum of it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import ibis
from ibis.expr.types import Table

from regulars.insight.classes import shown
from regulars.insight.expected import Expected, expected_by
from regulars.insight.spoken import FEWEST, days, people, ratio, share, sum_of
from regulars.rules import Rule, c, say, to_ibis, to_text
from regulars.scheme import Scheme, known_schemes
from regulars.words import LANGUAGES, Words

CHURN, HIGH, MEDIUM = "churn", "high", "medium"
# Those to begin with: at high risk and among the top spenders; where these are few, those at medium risk too.
LISTS = ((c.churn == HIGH) & (c.spend_365d_pct >= 80), c.churn.one_of(HIGH, MEDIUM) & (c.spend_365d_pct >= 80))
COLUMNS = {
    "class": "string",
    "name": "string",
    "colour": "string",
    "customers": "int64",
    "spend_365d": "int64",
    "spend_at_risk": "int64",
    "at_risk_share": "float64",
    "expected_spend": "int64",
}


@dataclass(frozen=True)
class Risk:
    """One class of churn risk: its people, their spend of 365 days, the part of it at risk (null: no chance is known), and what is expected of them."""

    id: str
    people: int
    spend: int
    at_risk: int | None
    expected: Expected


@dataclass(frozen=True)
class Listed:
    """The people a rule names, and what is at risk with them in minor units."""

    rule: Rule
    people: int
    at_risk: int


@dataclass(frozen=True)
class SpendAtRisk:
    """The classes of churn risk; `half`: the fewest customers who hold half of all that is at risk (null: nothing is); `listed`: whom to begin with."""

    rows: tuple[Risk, ...]
    half: int | None
    listed: Listed

    @property
    def told(self) -> bool:
        """Whether a chance of a purchase is known of anybody."""
        return any(row.at_risk is not None for row in self.rows)

    @property
    def total(self) -> int:
        return sum(row.at_risk or 0 for row in self.rows)

    @property
    def high(self) -> Risk | None:
        return next((row for row in self.rows if row.id == HIGH), None)

    def share(self, row: Risk) -> float | None:
        """Of all that is at risk; null below 20 customers of whom a chance is known."""
        known = sum(each.people for each in self.rows if each.at_risk is not None)
        return ratio(row.at_risk, self.total) if known >= FEWEST else None


def spend_at_risk(customers: Table, scheme: Scheme) -> SpendAtRisk:
    """Read from the profile with its classes (`spend_365d`, `spend_365d_pct`, `p_order_next`, `expected_spend_365d`, `churn`)."""
    own = ibis.greatest(customers.spend_365d, 0).cast("float64") * (1 - customers.p_order_next)
    risky = customers.mutate(risk=own)
    rows = risky.group_by(id=risky[CHURN]).agg(**_sums(risky)).to_pyarrow().to_pylist()
    found = {row["id"]: row for row in rows}
    expected = expected_by(customers, CHURN, shown(scheme))
    return SpendAtRisk(tuple(_risk(each, found.get(each.id, {})) for each in expected), _half(risky), _listed(risky))


def _listed(risky: Table) -> Listed:
    """The first list that names 20 people, else the longest."""
    for rule in LISTS:
        named = risky.filter(to_ibis(rule, risky))
        row = named.agg(people=named.count(), risk=named.risk.sum()).to_pyarrow().to_pylist()[0]
        found = Listed(rule, int(row["people"]), round(row["risk"] or 0))
        if found.people >= FEWEST:
            break
    return found


def _sums(risky: Table) -> dict[str, ibis.Value]:
    return {"people": risky.count(), "spend": risky.spend_365d.sum().cast("float64"), "risk": risky.risk.sum()}


def _risk(expected: Expected, row: dict[str, float]) -> Risk:
    risk = row.get("risk")
    return Risk(expected.id, int(row.get("people") or 0), int(row.get("spend") or 0), None if risk is None else round(risk), expected)


def _half(risky: Table) -> int | None:
    """The fewest customers, those with most at risk first, who together hold half of it; null where nothing is at risk."""
    sized = risky.select(risk=risky.risk.round(0).cast("int64"))
    steps = sized.filter(sized.risk > 0).group_by("risk").agg(people=ibis._.count())
    down = ibis.window(order_by=ibis.desc("risk"), rows=(None, 0))
    money = (steps.people * steps.risk).cast("float64")
    reached = steps.select("risk", people=steps.people.sum().over(down), money=money.sum().over(down), all=money.sum().over())
    rows = reached.filter(reached.money * 2 >= reached["all"]).order_by("people").limit(1).to_pyarrow().to_pylist()
    return int(row["people"] - (row["money"] - row["all"] / 2) // row["risk"]) if (row := next(iter(rows), None)) else None


def sentence(found: SpendAtRisk, currency: str) -> Words:
    """What may not come again, how few hold half of it, and what of it is with those at high risk."""
    said = Words("{money} chi tiêu của 365 ngày qua có thể không lặp lại", "{money} of the spend of the last 365 days may not come again")
    half, high = Words("; một nửa nằm ở {half}", "; half of it is with {half}"), Words("", "")
    if found.high and found.high.at_risk:
        high = Words(
            "; riêng {people} nguy cơ cao giữ {high}",
            "; the {people} at high risk " + ("holds" if found.high.people == 1 else "hold") + " {high}",
        )
    parts = (said, half, high) if found.half else (said,)
    filled = {
        "money": sum_of(found.total, currency),
        "half": people(found.half or 0),
        "people": people(found.high.people if found.high else 0),
        "high": sum_of(found.high.at_risk if found.high else None, currency),
    }
    return Words("".join(part.vi for part in parts), "".join(part.en for part in parts)).filled(**filled)


def notes(found: SpendAtRisk, window: int, schemes: Iterable[Scheme]) -> tuple[Words, ...]:
    """How it is worked out, whom to begin with in words, and the rule that lists them."""
    return (
        Words(
            "Có thể mất: với mỗi khách, chi tiêu 365 ngày × (1 − khả năng mua trong {window} tới), rồi cộng lại; chi tiêu dưới 0 tính là 0.",
            "At risk: for each customer, spend of 365 days × (1 − chance of a purchase within the next {window}), added up; spend below 0 counts as 0.",
        ).filled(window=days(window)),
        _begin_with(found, schemes),
        Words("Danh sách ấy: quy tắc “{rule}”.", "Their list: the rule “{rule}”.").filled(rule=to_text(found.listed.rule)),
    )


def _begin_with(found: SpendAtRisk, schemes: Iterable[Scheme]) -> Words:
    """Whom the list names, how many they are, and what part of all that is at risk is with them (of 20 or more)."""
    part = share(ratio(found.listed.at_risk, found.total), of=found.listed.people)
    said = Words("Bắt đầu từ ai: {people} {who}", "Whom to begin with: {people}, {who}")
    held = Words("; họ giữ {part} số tiền có thể mất.", "; {part} of what may be lost is with them.") if part.vi != "–" else Words(".", ".")
    known = known_schemes(schemes)
    who = Words(*(say(found.listed.rule, lang, known=known) for lang in LANGUAGES))
    return Words(said.vi + held.vi, said.en + held.en).filled(who=who, people=people(found.listed.people), part=part)


def table(found: SpendAtRisk, scheme: Scheme, lang: str) -> list[dict[str, object]]:
    """One row per class of churn risk (`COLUMNS`): money in minor units; at risk is null where no chance is known, 0 of those who never bought."""
    return [_row(found, row, scheme, lang) for row in found.rows]


def _row(found: SpendAtRisk, row: Risk, scheme: Scheme, lang: str) -> dict[str, object]:
    named = scheme.class_named(row.id)
    return {
        "class": row.id,
        "name": named.name.of(lang),
        "colour": named.colour,
        "customers": row.people,
        "spend_365d": row.spend,
        "spend_at_risk": row.at_risk if row.expected.buyers else 0,
        "at_risk_share": found.share(row),
        "expected_spend": row.expected.total,
    }
