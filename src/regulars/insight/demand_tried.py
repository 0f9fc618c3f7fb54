"""Can what is expected be believed: how far did each way of telling miss when it was tried on the past?"""

from __future__ import annotations

from collections.abc import Iterator

from regulars.insight.demand import CATEGORY, WAYS, Demand, beside
from regulars.insight.spoken import figure, share
from regulars.models.demand import MODEL, Expected
from regulars.words import NBSP, Words

MEASURES = {"revenue": Words("doanh thu", "revenue"), "orders": Words("số đơn", "orders")}
CHOSEN = "✓"
COLUMNS = {
    "group": "string",
    "name": "string",
    "measure": "string",
    "way": "string",
    "error": "float64",
    "bias": "float64",
    "chosen": "string",
}


def table(found: Demand, lang: str) -> list[dict[str, object]]:
    """One row per part, measure and way that could be tried (`COLUMNS`), the least error first: `error` is all misses over all that came, `bias` how
    much too high (above 0) or too low it was in sum; `chosen` is ✓ for the way in use. Classes are not tried."""
    return [row for part in found.shown for row in _rows(part.id, part.name.of(lang), dict(part.measured()), lang)]


def _rows(id: str | None, name: str, told: dict[str, Expected], lang: str) -> Iterator[dict[str, object]]:
    for measure, found in told.items():
        for each in sorted((each for each in found.tried if each.error is not None), key=lambda each: each.error or 0.0):
            yield {
                "group": id,
                "name": name,
                "measure": MEASURES[measure].of(lang),
                "way": WAYS[each.way].of(lang),
                "error": each.error,
                "bias": each.bias,
                "chosen": CHOSEN if each.way == found.way else None,
            }


def sentence(found: Demand) -> Words:
    """Which way is better for the revenue of the whole, and by how much."""
    if found.by not in (None, CATEGORY):
        return Words(
            "Cách chia theo nhóm khách chưa thử được trên quá khứ.", "How it divides among classes could not be tried on the past."
        )
    told = found.whole.revenue
    other, own = beside(told), told.missed(told.way or "")
    if own is None or other is None:
        return Words("Lịch sử còn quá ngắn để thử cách đoán.", "There is too little history to try how the weeks ahead are told.")
    missed = told.missed(other) or 0.0
    said = {"way": _capital(WAYS[told.way or MODEL]), "own": share(own), "other": WAYS[other], "missed": share(missed)}
    if round(own, 2) == round(missed, 2):
        return Words("{way} và {other} lệch như nhau khi thử: {own}", "{way} and {other} missed alike when tried: {own}").filled(**said)
    words = Words(
        "{way} lệch {own} khi thử, ít hơn {points} so với {other} ({missed})",
        "{way} missed by {own} when tried, {points} less than {other} ({missed})",
    )
    return words.filled(points=points((missed - own) * 100), **said)


def points(count: float) -> Words:
    """`12 điểm phần trăm` / `12 percentage points`."""
    said = figure(count)
    return Words(f"{said.vi}{NBSP}điểm phần trăm", f"{said.en}{NBSP}percentage point{'' if said.en == '1' else 's'}")


def _capital(words: Words) -> Words:
    return Words(*(text[:1].upper() + text[1:] for text in (words.vi, words.en)))
