"""Tables over scores: cells such as `543` compiled to rules, each class a union of disjoint boxes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache, reduce
from itertools import product

from regulars.rules import Rule, Term
from regulars.words import Words

Cell = tuple[int, ...]
Box = tuple[range, ...]


def compile_cells(scores: Sequence[Term], highest: int, cells: str) -> Rule:
    """The rule that holds exactly for these cells: one digit per score, 1 to `highest`, blank-separated; disjoint boxes joined by `or`."""
    wanted = {tuple(map(int, cell)) for cell in cells.split()}
    boxes = [_box_rule(scores, box, highest) for box in _cover(wanted, len(scores), highest)]
    return reduce(lambda left, right: left | right, boxes)


def _cover(wanted: set[Cell], dimensions: int, highest: int) -> Iterator[Box]:
    """Disjoint boxes that make up the cells exactly, the largest first."""
    left = set(wanted)
    inside = [(box, cells) for box, cells in _boxes(dimensions, highest) if cells <= wanted]
    while left:
        box, cells = next((box, cells) for box, cells in inside if cells <= left)
        left -= cells
        yield box


@lru_cache
def _boxes(dimensions: int, highest: int) -> list[tuple[Box, frozenset[Cell]]]:
    """Every box with its cells, the largest first."""
    spans = [range(low, high + 1) for low in range(1, highest + 1) for high in range(low, highest + 1)]
    boxes = [(box, frozenset(product(*box))) for box in product(spans, repeat=dimensions)]
    return sorted(boxes, key=lambda each: len(each[1]), reverse=True)


def _box_rule(scores: Sequence[Term], box: Box, highest: int) -> Rule:
    bounds = [rule for score, span in zip(scores, box, strict=True) for rule in _bounds(score, span, highest)]
    return reduce(lambda left, right: left & right, bounds)


def _bounds(score: Term, span: range, highest: int) -> list[Rule]:
    low, high = span[0], span[-1]
    if low == high:
        return [score == low]
    return ([score >= low] if low > 1 else []) + ([score <= high] if high < highest else [])


NO_SCORES = Words(
    "Chưa mua, hoặc tiệm có chưa đến 20 người mua để chấm điểm; đứng riêng, không tính vào các nhóm.",
    "No purchase yet, or fewer than 20 buyers in the shop to score them by; kept apart.",
)
TOO_FEW = Words(
    "Cần ít nhất 20 người mua trong 365 ngày để chấm điểm.",
    "Scores need at least 20 buyers in 365 days.",
)
