"""Whether an edition is to be printed: the pages read one of the numbers and the prepared answers that the shop has now."""

from __future__ import annotations

from regulars.edition import prepared
from regulars.shop import ANALYTICS, Shop
from regulars.store import editions
from regulars.store.duckdb import Store

_COMPUTED = "SELECT max(computed_at) FROM refreshes"


def needed(shop: Shop) -> bool:
    """Whether the last edition is not of the numbers that the shop has now, or lacks an answer that was kept since."""
    latest, told = editions.newest(shop.path), shop.store.sql(_COMPUTED)
    if latest is None or told[0][0] is None:
        return told[0][0] is not None
    with Store(latest / ANALYTICS, read_only=True) as printed:
        return printed.sql(_COMPUTED) != told or not prepared.keys(shop.store) <= prepared.keys(printed)
