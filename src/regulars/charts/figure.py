"""A figure: an ECharts option that is plain JSON, the sentence that says what it shows, and its numbers as a table."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from regulars.charts import page, picture, saving
from regulars.charts.option import FRAME, WIDTH, Option, text
from regulars.words import Words


@dataclass(frozen=True)
class Figure:
    """One chart in one language.

    `option` is an ECharts option (JSON); `label` the sentence read in its place; `columns` and `rows` the same numbers as texts, the first
    column naming the row; `height` and `narrow` the height in px, wide and on a phone.
    """

    title: str
    label: str
    option: Mapping[str, Any]
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    height: int
    narrow: int
    lang: str = "vi"

    def to_svg(self, width: int = WIDTH, theme: str = "light") -> str:
        """The picture as SVG, its title on top: `width` in px (below 560 the form for a phone), `theme` `light` or `dark`.

        Needs the extra `reports`; `InputError` says so where it is not installed.
        """
        return picture.svg(self, width, theme)

    def to_png(self, scale: float = 2, width: int = WIDTH, theme: str = "light") -> bytes:
        """The same picture as PNG, `scale` dots to a px. Needs the extra `reports`."""
        return picture.png(self, scale, width, theme)

    def to_html(self) -> str:
        """A page of its own: the figure with its table, drawn by a script inside it, offline."""
        return page.page(self)

    def save(self, path: str | Path) -> Path:
        """Write the figure to a `.html`, `.svg` or `.png` file, whole or not at all; returns the path."""
        return saving.save(self, Path(path))

    def __repr__(self) -> str:
        return f"<Figure “{self.title}”, rows: {len(self.rows)}>"

    def _repr_html_(self) -> str:
        return page.inline(self)


def nothing(title: str, columns: tuple[str, ...], lang: str) -> Figure:
    """The figure of a table without rows: a sentence, never an empty chart."""
    words = Words("Chưa có dòng nào để vẽ.", "There are no rows to draw.").of(lang)
    option: Option = {**FRAME, "title": [{"text": words, "left": 0, "top": 8, "padding": 0, "textStyle": text("ink2", 13)}]}
    return Figure(title, f"{title}. {words}", option, columns, (), 36, 36, lang)
