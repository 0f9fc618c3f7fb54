"""Editions: after each job that changes numbers one is printed, which the pages read; answers that take long are prepared for it."""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from regulars.working.kind import Progress

if TYPE_CHECKING:
    from regulars.shop import Shop


def edition() -> Any:
    """The module of editions; null where it is not installed."""
    return import_module("regulars.edition") if find_spec("regulars.edition") else None


def printed(shop: Shop, progress: Progress) -> None:
    """Print an edition of the shop's numbers."""
    if (module := edition()) is not None:
        module.printed(shop, progress)


def answered(shop: Shop) -> None:
    """Prepare the answers that take long."""
    if (module := edition()) is not None:
        module.answer_slowly(shop)


def needed(shop: Shop) -> bool:
    """Whether the last edition is not of the numbers that the shop has now."""
    if (module := edition()) is None:
        return False
    latest = module.Edition.latest(shop.path)
    told = shop.store.sql("SELECT max(computed_at) FROM refreshes")[0][0]
    return told is not None and (latest is None or latest.computed_at.replace(tzinfo=None) != told.replace(tzinfo=None))
