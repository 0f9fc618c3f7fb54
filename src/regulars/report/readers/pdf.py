"""The report as PDF: the HTML, printed by a Chromium or Chrome that is installed here."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from pathlib import Path

from regulars.errors import NotFound, Regulars
from regulars.report.readers import html
from regulars.report.value import Document
from regulars.words import Words

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "microsoft-edge", "msedge", "brave-browser")
PLACES = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
    r"C:\Program Files\Google\Chrome\Application\chrome.exe",
    r"C:\Program Files (x86)\Google\Chrome\Application\chrome.exe",
    r"C:\Program Files (x86)\Microsoft\Edge\Application\msedge.exe",
)
CHOSEN = "REGULARS_CHROMIUM"  # of the environment: the browser to print with
QUIET = (
    *("--headless", "--disable-gpu", "--disable-quic", "--no-first-run", "--no-default-browser-check", "--hide-scrollbars"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync", "--disable-extensions"),
)
SECONDS = 120


def write(document: Document, path: Path) -> None:
    """Print the HTML of the document; `NotFound` where there is no browser to do it, `Regulars` where it failed."""
    browser = find()
    with tempfile.TemporaryDirectory(prefix="regulars-print-") as folder:
        page, sheet = Path(folder) / "report.html", Path(folder) / "report.pdf"
        html.write(document, page)
        _print(browser, page, sheet, Path(folder) / "profile")
        shutil.copyfile(sheet, path)


def find() -> str:
    """The browser to print with: the one the environment names, else the first one installed; `NotFound` where there is none."""
    asked = os.environ.get(CHOSEN)
    found = shutil.which(asked) if asked else next(filter(None, map(shutil.which, (*NAMES, *PLACES))), None)
    if found:
        return found
    raise NotFound(
        Words(
            "Cần Chromium hoặc Chrome để in ra PDF, ở đây không thấy.", "Printing to PDF needs Chromium or Chrome, and none was found here."
        ),
        seen=asked,
        todo=Words(
            f"Cài Chromium, hoặc ghi đường dẫn vào biến {CHOSEN}; hoặc mở báo cáo HTML rồi in từ trình duyệt.",
            f"Install Chromium, or name it in {CHOSEN}; or open the HTML report and print it from a browser.",
        ),
        code="no_browser",
    )


def _print(browser: str, page: Path, sheet: Path, profile: Path) -> None:
    as_root = ("--no-sandbox",) if getattr(os, "geteuid", lambda: 1)() == 0 else ()
    command = [browser, *QUIET, *as_root, f"--user-data-dir={profile}", "--no-pdf-header-footer", f"--print-to-pdf={sheet}", page.as_uri()]
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=SECONDS, check=False)  # noqa: S603
        said = done.stderr.strip().splitlines()
    except subprocess.TimeoutExpired:
        said = [f"> {SECONDS} s"]
    if not sheet.exists() or not sheet.stat().st_size:
        raise Regulars(
            Words("Trình duyệt không in được báo cáo.", "The browser could not print the report."),
            seen=f"{browser}: {said[-1] if said else '–'}",
            todo=Words("Mở báo cáo HTML rồi in từ trình duyệt.", "Open the HTML report and print it from a browser."),
            code="not_printed",
        )
