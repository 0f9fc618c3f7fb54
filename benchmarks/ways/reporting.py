"""Reporting: the report of a shop that is refreshed, as one HTML file."""

from __future__ import annotations

import time
from pathlib import Path

from regulars.shop import open as open_shop


def main(folder: str, target: str) -> dict[str, float]:
    """Write the report of the shop in `folder`; tells the seconds it took."""
    with open_shop(folder, create=False) as shop:
        began = time.perf_counter()
        shop.report(Path(target))
        return {"seconds": time.perf_counter() - began}
