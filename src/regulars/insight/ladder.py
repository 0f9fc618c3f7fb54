"""Does the ladder hold: the higher the rung, the fewer the people and the more each is worth?"""

from __future__ import annotations

import itertools

from regulars.insight.classes import ClassSize, Sizes
from regulars.insight.spoken import FEWEST, ratio, share
from regulars.scheme import Scheme
from regulars.words import Words

COLUMNS = {
    "class": "string",
    "name": "string",
    "colour": "string",
    "customers": "int64",
    "spend_per_customer": "float64",
    "revenue_share": "float64",
    "climbed": "float64",
}


def rungs(scheme: Scheme, sizes: Sizes) -> list[ClassSize]:
    """The classes of the declared order, best first; none where the scheme declares no order."""
    chain = scheme.better[0] if scheme.better else ()
    return [sizes.named(id) for id in reversed(chain)]


def sentence(scheme: Scheme, sizes: Sizes) -> Words:
    """The finding: said only as far as the figures of 20 buyers or more bear it out, among the rungs that buy."""
    buying = [row for row in rungs(scheme, sizes) if row.active] if sizes.active >= FEWEST else []
    fewer = all(above.people <= below.people for above, below in itertools.pairwise(buying))
    dearer = all((above.per_person or 0) >= (below.per_person or 0) for above, below in itertools.pairwise(buying))
    if len(buying) > 1 and fewer and dearer:
        return Words(
            "Càng lên cao càng ít người, mỗi người càng đáng giá", "The higher the rung, the fewer the people and the more each is worth"
        )
    if len(buying) > 1 and dearer:
        return Words("Càng lên cao, mỗi khách càng đáng giá", "The higher the rung, the more each customer is worth")
    return scheme.name


def climbed(found: list[ClassSize]) -> list[float | None]:
    """For every rung, best first: of all who ever reached the rung below, the share that climbed to this one or beyond.

    Null for the lowest rung, and where fewer than 20 reached the rung below.
    """
    reached = [sum(row.people for row in found[: index + 1]) for index in range(len(found))]
    steps = [ratio(here, below) if below >= FEWEST else None for here, below in itertools.pairwise(reached)]
    return [*steps, None] if found else []


def hardest_step(scheme: Scheme, sizes: Sizes) -> Words | None:
    """The step that the smallest share climbs; null where no step can be told."""
    found = rungs(scheme, sizes)
    steps = [(part, index) for index, part in enumerate(climbed(found)) if part is not None]
    if not steps:
        return None
    part, index = min(steps)
    above, below = (scheme.class_named(found[place].id).name for place in (index, index + 1))
    return Words(
        "Bước khó nhất: {part} khách từ “{below}” lên “{above}”",
        "The hardest step: {part} climb from “{below}” to “{above}”",
    ).filled(part=share(part), below=below, above=above)


def table(scheme: Scheme, sizes: Sizes, lang: str) -> list[dict[str, object]]:
    """One row per rung, best first (`COLUMNS`): spend of 365 days per customer in minor units, null where nobody bought in them."""
    found = rungs(scheme, sizes)
    return [_row(scheme, sizes, row, part, lang) for row, part in zip(found, climbed(found), strict=True)]


def _row(scheme: Scheme, sizes: Sizes, row: ClassSize, part: float | None, lang: str) -> dict[str, object]:
    named = scheme.class_named(row.id)
    return {
        "class": row.id,
        "name": named.name.of(lang),
        "colour": named.colour,
        "customers": row.people,
        "spend_per_customer": row.per_person if row.active else None,
        "revenue_share": sizes.share_of_spend(row) if row.active else None,
        "climbed": part,
    }
