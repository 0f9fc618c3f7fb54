"""The mosaic of Vietnam's provinces as paths of an SVG: each province its hexagons and its outline, and stores as points."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from math import sqrt
from typing import Any

from regulars.charts import vietnam

WIDE = 10.0  # of a hexagon
SIDE = WIDE / sqrt(3)
DOWN = SIDE * 1.5  # from one line to the next
KILOMETRES = 26  # a hexagon is so wide
RADIUS = 10.0  # km, of a store that says none


@dataclass(frozen=True)
class Land:
    """One province: its hexagons and its outline as paths."""

    name: str
    fill: str
    edge: str
    served: bool


def land(served: Collection[str]) -> list[Land]:
    """Every province."""
    return [Land(name, fill, edge, name in served) for name, (fill, edge) in _paths().items()]


@cache
def _paths() -> dict[str, tuple[str, str]]:
    return {name: (_fill(cells), _edge(cells)) for name, cells in vietnam.cells().items()}


def _corners(column: int, line: int) -> list[tuple[float, float]]:
    """The corners of a hexagon, from the top clockwise."""
    x, y = _middle(column, line)
    half = WIDE / 2
    return [
        (x, y - SIDE),
        (x + half, y - SIDE / 2),
        (x + half, y + SIDE / 2),
        (x, y + SIDE),
        (x - half, y + SIDE / 2),
        (x - half, y - SIDE / 2),
    ]


def _middle(column: float, line: int) -> tuple[float, float]:
    return (column + line % 2 / 2 + 0.5) * WIDE, line * DOWN + SIDE


def _fill(cells: Iterable[tuple[int, int]]) -> str:
    return "".join("M" + "L".join(map(_at, _corners(*cell))) + "Z" for cell in cells)


def _edge(cells: Collection[tuple[int, int]]) -> str:
    """The sides behind which another province, or the sea, begins."""
    own, sides = set(cells), []
    for column, line in cells:
        corners, odd = _corners(column, line), line % 2
        beside = ((odd, -1), (1, 0), (odd, 1), (odd - 1, 1), (-1, 0), (odd - 1, -1))
        sides += [
            f"M{_at(corners[side])}L{_at(corners[(side + 1) % 6])}"
            for side, (across, down) in enumerate(beside)
            if (column + across, line + down) not in own
        ]
    return "".join(sides)


def _at(point: tuple[float, float]) -> str:
    return f"{point[0]:.1f} {point[1]:.1f}"


def points(stores: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """The stores with coordinates in Vietnam: where they stand, how far they reach on the map, which way their name goes."""
    wide, tall = size()
    found = []
    for store in stores:
        if store["latitude"] is None or store["longitude"] is None:
            continue
        column, line = vietnam.at(store["longitude"], store["latitude"])
        x, y = (column + 0.5) * WIDE, line * DOWN + SIDE
        if 0 <= x <= wide and 0 <= y <= tall:
            reach = (store["radius_km"] if store["radius_km"] is not None else RADIUS) / KILOMETRES * WIDE
            found.append({"x": round(x, 1), "y": round(y, 1), "reach": round(reach, 1), "name": store["store_name"], "left": x > wide / 2})
    return found


def size() -> tuple[int, int]:
    """Width and height of the map."""
    columns, lines = vietnam.size()
    return round((columns + 0.5) * WIDE), round(lines * DOWN + SIDE)
