"""The same shop's orders as platforms write them, each in its own layout with its own oddities."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from regulars.demo.exports import kiotviet, shopee, shopify, tiktok
from regulars.demo.exports.general import General, read
from regulars.errors import NotFound
from regulars.words import Words

if TYPE_CHECKING:
    from regulars.demo import DemoFiles

PLATFORMS: Mapping[str, Callable[[General, Path], tuple[Path, ...]]] = {
    "kiotviet": kiotviet.export,
    "shopee": shopee.export,
    "tiktok": tiktok.export,
    "shopify": shopify.export,
}


def export(files: DemoFiles, platform: str) -> tuple[Path, ...]:
    """Write what a platform would export of a demo shop, in a folder of its name beside the general files; the files written.

    Raises `NotFound` for an unknown platform, `InputError` where the shop sells nothing there.
    """
    if platform not in PLATFORMS:
        known = ", ".join(PLATFORMS)
        raise NotFound(
            Words("Không có nền tảng này.", "There is no such platform."),
            seen=platform,
            todo=Words(f"Chọn một trong: {known}.", f"Choose one of: {known}."),
        )
    return PLATFORMS[platform](read(files), files.folder / platform)
