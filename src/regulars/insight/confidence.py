"""How sure is a class? The share of draws of a customer, the same days lived once more, that fall into the same class."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import ibis
import ibis.expr.types as ir

from regulars.insight.classes import shown
from regulars.insight.moves import colour_of, name_of
from regulars.insight.spoken import figure, share
from regulars.scheme import Scheme
from regulars.words import Words

COLUMNS = {
    "class": "string",
    "name": "string",
    "colour": "string",
    "customers": "int64",
    "sure": "int64",
    "likely": "int64",
    "uncertain": "int64",
    "mean_confidence": "float64",
}
SURE, LIKELY = 0.9, 0.6
LEVELS = {
    "sure": Words("chắc", "sure"),
    "likely": Words("khá chắc", "likely"),
    "uncertain": Words("chưa chắc", "uncertain"),
}
SAID = {
    "sure": Words(
        "Chắc: nếu quãng thời gian ấy diễn ra lại 100 lần, khoảng {n} lần khách vẫn ở nhóm này.",
        "Sure: if those days happened again 100 times, some {n} of them would end in this class.",
    ),
    "likely": Words(
        "Khá chắc: nếu quãng thời gian ấy diễn ra lại 100 lần, khoảng {n} lần khách vẫn ở nhóm này.",
        "Likely: if those days happened again 100 times, some {n} of them would end in this class.",
    ),
    "uncertain": Words(
        "Chưa chắc: nếu quãng thời gian ấy diễn ra lại 100 lần, chỉ khoảng {n} lần khách ở nhóm này; còn lại là may rủi.",
        "Uncertain: if those days happened again 100 times, only some {n} of them would end in this class; the rest is chance.",
    ),
}
CERTAIN = Words("Chắc chắn: đây là điều đã biết, không phải ước đoán.", "Certain: it is a fact, nothing is estimated.")
METHOD = Words(
    "Với mỗi khách, máy cho quãng thời gian ấy diễn ra lại nhiều lần, theo nhịp mua và mức chi mà mô hình dự báo rút từ chính lịch sử của họ. Chắc: từ 90 % số lần "
    "vẫn cùng nhóm; khá chắc: từ 60 %. Chưa mua hay mới mua một lần là điều đã biết. Lời khách nói và nơi ở được giữ nguyên.",
    "The same days are let happen again many times for every customer, at a pace and spend drawn from the outlook models given their own history. Sure: the "
    "same class in 90% or more; likely: in 60%. That somebody never bought, or bought once, is a fact. What they said and where they live is left as it is.",
)
NOT_FITTED = Words(
    "Mô hình dự báo chưa được tính, nên chưa biết nhóm chắc đến đâu.", "No outlook is fitted, so how sure classes are is not known."
)


def level(value: float) -> str:
    """`sure`, `likely` or `uncertain`, from a share of equal draws."""
    return "sure" if value >= SURE else "likely" if value >= LIKELY else "uncertain"


def said(value: float) -> Words:
    """How sure a class is, in a sentence."""
    return CERTAIN if value == 1 else SAID[level(value)].filled(n=figure(round(100 * value)))


@dataclass(frozen=True)
class Sureness:
    """One class: its customers, how many of them are in it surely, likely and uncertainly, and their mean share of equal draws."""

    id: str
    customers: int
    sure: int
    likely: int
    uncertain: int
    mean: float


def sureness(shares: ir.Table, classes: ir.Table, scheme: Scheme) -> list[Sureness]:
    """The classes that have somebody, as people read them; `shares`: customer_id and a share per scheme."""
    own = classes.select(told_id="customer_id", told=classes[scheme.id])
    both = shares.select("customer_id", value=shares[scheme.id]).join(own, ibis._.customer_id == own.told_id)
    rows = (
        both.filter(both.told.notnull() & both.value.notnull())
        .group_by("told")
        .aggregate(
            customers=ibis._.count(),
            sure=(both.value >= SURE).cast("int64").sum(),
            uncertain=(both.value < LIKELY).cast("int64").sum(),
            mean=both.value.mean(),
        )
    )
    found = {row["told"]: row for row in rows.to_pyarrow().to_pylist()}
    ids = [*(id for id in shown(scheme) if id in found), *sorted(set(found) - set(scheme.class_ids))]
    return [_of(id, found[id]) for id in ids]


def _of(id: str, row: dict) -> Sureness:
    customers, sure, uncertain = (int(row[name]) for name in ("customers", "sure", "uncertain"))
    return Sureness(id, customers, sure, customers - sure - uncertain, uncertain, float(row["mean"]))


def table(scheme: Scheme, found: Sequence[Sureness], lang: str) -> list[dict[str, object]]:
    """One row per class (`COLUMNS`)."""
    return [
        {"class": each.id, "name": name_of(scheme, each.id).of(lang), "colour": colour_of(scheme, each.id)}
        | {name: getattr(each, name) for name in ("customers", "sure", "likely", "uncertain")}
        | {"mean_confidence": each.mean}
        for each in found
    ]


def sentence(found: Sequence[Sureness]) -> Words:
    """Of how many customers the class is sure."""
    whole = sum(each.customers for each in found)
    if not whole:
        return NOT_FITTED
    sure, uncertain = (sum(getattr(each, name) for each in found) for name in ("sure", "uncertain"))
    return Words(
        "{sure} khách ở nhóm của mình là chắc; {uncertain} có thể chỉ do may rủi.",
        "{sure} of customers are surely in their class; {uncertain} may be there by chance.",
    ).filled(sure=share(sure / whole), uncertain=share(uncertain / whole))
