"""Writing a figure to a file by its suffix, whole or not at all."""

from __future__ import annotations

import os
from pathlib import Path

from regulars.charts import page, picture
from regulars.charts.option import WIDTH, Shown
from regulars.errors import InputError
from regulars.words import Words

DOTS = 2  # to a px, in a PNG


def save(figure: Shown, path: Path) -> Path:
    """Write the figure; `InputError` for another suffix, or where a picture is asked for without the extra `reports`."""
    content = _content(figure, path)
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        unfinished.write_bytes(content)
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)
    return path


def _content(figure: Shown, path: Path) -> bytes:
    suffix = path.suffix.lower()
    if suffix == ".png":
        return picture.png(figure, DOTS, WIDTH, "light")
    if suffix in (".html", ".svg"):
        return (page.page(figure) if suffix == ".html" else picture.svg(figure, WIDTH, "light")).encode()
    raise InputError(
        Words("Không lưu hình được với đuôi “{suffix}”", "A figure cannot be saved as “{suffix}”").filled(suffix=path.suffix),
        seen=path.name,
        todo=Words("Đặt tên tệp kết thúc bằng .html, .svg hoặc .png", "Let the file's name end in .html, .svg or .png"),
    )
