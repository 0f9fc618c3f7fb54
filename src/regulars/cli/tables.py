"""Tables as they stand in a terminal: lines break between words only, figures stand to the right."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from regulars.cli.terminal import console, styled

if TYPE_CHECKING:
    from rich.table import Table
    from rich.text import Text

GAP = 3


def table(heads: Sequence[str], rows: Sequence[Sequence[str]], *, right: Iterable[int] = (), shares: Sequence[int] = ()) -> Table:
    """A table of plain texts; `right`: columns of figures; `shares`: how the width is parted, where every cell is a sentence.

    A row of one cell is the title of those below it.
    """
    from rich import box
    from rich.table import Table

    right = set(right)
    widths = [_room(len(heads)) * share // sum(shares) for share in shares] or _widths(heads, rows)
    made = Table(box=box.SIMPLE_HEAD, pad_edge=False, padding=(0, 1), header_style="bold", show_edge=False)
    for at, (head, width) in enumerate(zip(heads, widths, strict=True)):
        made.add_column(plain(head), justify="right" if at in right else "left", overflow="fold", width=width)
    for row in rows:
        made.add_row(*map(plain if len(row) > 1 else title, row))
    return made


def fits(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> bool:
    """Whether a table can stand in this terminal without a word being broken."""
    return sum(_least(column) for column in _columns(heads, rows)) <= _room(len(heads))


def _columns(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> list[list[str]]:
    return [[head, *(row[at] for row in rows if len(row) > 1)] for at, head in enumerate(heads)]


def _room(columns: int) -> int:
    return console(sys.stdout).width - GAP * (columns - 1)


def _widths(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> list[int]:
    """Every column as wide as its longest word; what is left goes to the cells that would still break most, then to the heads."""
    from rich.cells import cell_len

    columns = _columns(heads, rows)
    widths, room = [_least(column) for column in columns], _room(len(columns))
    for cells in ([column[1:] for column in columns], columns):
        wanted = [max(map(cell_len, column), default=0) for column in cells]
        while sum(widths) < room and any(width < want for width, want in zip(widths, wanted, strict=True)):
            lacking = [want - width for want, width in zip(wanted, widths, strict=True)]
            widths[lacking.index(max(lacking))] += 1
    return widths


def _least(column: Sequence[str]) -> int:
    from rich.cells import cell_len

    return max(cell_len(word) for text in column for word in (text.split(" ") or [""]))


def plain(text: str) -> Text:
    """A text as it is."""
    return styled(text)


def title(text: str) -> Text:
    """A text that stands above others."""
    return styled(text, "bold")


def quiet(text: str) -> Text:
    """A text that may be passed over."""
    return styled(text, "dim")
