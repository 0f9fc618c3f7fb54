"""Makes docs/report.png, the picture in the README, from a report: its first screen in light colours.

    python docs/picture.py REPORT.html [docs/report.png]

Needs Chromium and, for the look of the pictures, the font Inter: apt-get install chromium fonts-inter
"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

WIDTH, HEIGHT, SCALE = 1080, 1180, 2
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def picture(report: Path, target: Path) -> None:
    """Photograph the first page of a report: from its head to the end of its first section."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=QUIET)
        page = browser.new_page(viewport={"width": WIDTH, "height": HEIGHT}, device_scale_factor=SCALE, color_scheme="light")
        page.goto(report.resolve().as_uri())
        page.wait_for_selector(".figure.drawn")
        end = page.locator("section").first.bounding_box() or {"y": 0, "height": HEIGHT}
        page.screenshot(path=target, full_page=True, clip={"x": 0, "y": 0, "width": WIDTH, "height": end["y"] + end["height"] + 32})
        browser.close()


if __name__ == "__main__":
    picture(Path(sys.argv[1]), Path(sys.argv[2]) if len(sys.argv) > 2 else Path(__file__).with_name("report.png"))
