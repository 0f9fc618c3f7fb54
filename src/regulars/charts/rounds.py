"""Round numbers to cut a ramp at."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil, floor, log10

STEPS = (1, 2, 5)


def cuts(values: Sequence[float], steps: int = 5) -> list[float]:
    """At most `steps` − 1 round whole numbers, rising, that part the values above 0: even steps where they lie close, 1-2-5 where they do not."""
    above = sorted(value for value in values if value > 0)
    if not above or above[0] == above[-1]:
        return []
    found = _even(above, steps) if above[-1] / above[0] <= 10 else _growing(above, steps)
    return [cut for cut in found if above[0] < cut <= above[-1]][-(steps - 1) :]


def _even(values: Sequence[float], steps: int) -> list[float]:
    rough = max((values[-1] - values[0]) / steps, 1)
    step = next(size for size in _rounds(rough) if size >= rough)
    first = ceil(values[0] / step) * step
    return [first + step * at for at in range(steps + 1)]


def _growing(values: Sequence[float], steps: int) -> list[float]:
    """Every round number between the ends, or so many of them, spread from the lowest to the highest."""
    rounds = [size for size in _rounds(values[0], values[-1]) if values[0] < size <= values[-1]]
    most = steps - 1
    return rounds if len(rounds) <= most else [rounds[round(at * (len(rounds) - 1) / (most - 1))] for at in range(most)]


def _rounds(lowest: float, highest: float | None = None) -> list[float]:
    first, last = floor(log10(lowest)), floor(log10(highest or lowest)) + 1
    return [digit * 10.0**power for power in range(first, last + 1) for digit in STEPS]
