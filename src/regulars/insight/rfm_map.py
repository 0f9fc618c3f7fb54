"""Where do buyers stand by how lately and how often they bought?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ibis.expr.types import Table

from regulars.insight.spoken import FEWEST, TOO_FEW, figure, people, ratio, share
from regulars.scheme import Scheme
from regulars.words import Words

SCORES = (1, 2, 3, 4, 5)
COLUMNS = {
    "recency_score": "int64",
    "frequency_score": "int64",
    "customers": "int64",
    "revenue": "int64",
    "class": "string",
    "name": "string",
    "colour": "string",
}


@dataclass(frozen=True)
class Cell:
    """The buyers with one pair of scores: how many, their spend of 365 days in minor units, the class of most of them (null: nobody)."""

    recency: int
    frequency: int
    people: int = 0
    spend: int = 0
    most: str | None = None


def rfm_map(people: Table, scheme: Scheme) -> list[Cell]:
    """All 25 cells, the most frequent first, then the least lately; from customers with their scores and a class of the scheme.

    Of classes with equally many people in a cell the one that the scheme names first stands for it.
    """
    placed = people.filter(people.recency_score.notnull() & people.frequency_score.notnull())
    counted = placed.group_by("recency_score", "frequency_score", id=placed[scheme.id]).agg(
        people=placed.count(), spend=placed.spend_365d.sum().cast("float64")
    )
    rows = counted.to_pyarrow().to_pylist()
    return [_cell(scheme, recency, frequency, rows) for frequency in reversed(SCORES) for recency in SCORES]


def _cell(scheme: Scheme, recency: int, frequency: int, rows: Sequence[dict]) -> Cell:
    here = [row for row in rows if (row["recency_score"], row["frequency_score"]) == (recency, frequency)]
    if not here:
        return Cell(recency, frequency)
    most = min(here, key=lambda row: (-row["people"], scheme.class_ids.index(row["id"])))
    return Cell(recency, frequency, sum(row["people"] for row in here), int(sum(row["spend"] or 0 for row in here)), most["id"])


def table(scheme: Scheme, found: Sequence[Cell], lang: str) -> list[dict[str, object]]:
    """One row per pair of scores (`COLUMNS`); an empty cell has no class."""
    return [_row(scheme, cell, lang) for cell in found]


def _row(scheme: Scheme, cell: Cell, lang: str) -> dict[str, object]:
    named = scheme.class_named(cell.most) if cell.most else None
    return {
        "recency_score": cell.recency,
        "frequency_score": cell.frequency,
        "customers": cell.people,
        "revenue": cell.spend,
        "class": cell.most,
        "name": named.name.of(lang) if named else None,
        "colour": named.colour if named else None,
    }


def sentence(scheme: Scheme, found: Sequence[Cell]) -> Words:
    """The fullest cell: its scores, its people, its class."""
    total, fullest = sum(cell.people for cell in found), max(found, key=lambda cell: cell.people)
    if total < FEWEST or fullest.most is None:
        return TOO_FEW
    return Words(
        "Ô đông nhất là R{r} F{f}: {people} ({share}), phần lớn là {name}",
        "The fullest cell is R{r} F{f}: {people} ({share}), mostly {name}",
    ).filled(
        r=figure(fullest.recency),
        f=figure(fullest.frequency),
        people=people(fullest.people),
        share=share(ratio(fullest.people, total)),
        name=scheme.class_named(fullest.most).name,
    )


NOTE = Words(
    "R là điểm gần đây, F là điểm thường xuyên, từ 1 đến 5; 5 là tốt nhất. Màu và tên ô theo nhóm RFM của số đông trong ô.",
    "R is the score of recency, F of frequency, 1 to 5, 5 being best. A cell bears the name and colour of the RFM class of most of its people.",
)
