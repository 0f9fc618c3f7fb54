"""Regulars: `Shop.refresh()` on a filled shop."""

from __future__ import annotations

from pathlib import Path

from regulars import settings
from regulars.shop import open as open_shop


def main(folder: str, memory_limit: str | None = None) -> None:
    """Refresh the shop in `folder`."""
    if memory_limit:
        settings.write(Path(folder), memory_limit=memory_limit)
    with open_shop(folder, create=False) as shop:
        shop.refresh()
