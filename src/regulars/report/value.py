"""The report as one value in one language: pages of blocks. Every reader (HTML, Markdown, JSON, XLSX) reads this and nothing else."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import ClassVar

from regulars.charts import Figure

Value = str | int | float | dt.date | None


@dataclass(frozen=True)
class Column:
    """One column of a table: its stable key, its head, and the kind of its values.

    Kinds: `text`, `count` (whole), `number` (two decimals), `fine` (three), `money` (minor units, said short) and `exact` (minor units, to the last
    digit), `share` and `whole_share` (of 1, said with one decimal or none), `change` (of 1, with its sign), `percent` (0 to 100), `times`, `people` (so
    many of them make up for one), `day`, `month`.
    """

    key: str
    head: str
    kind: str = "text"


@dataclass(frozen=True)
class Cell:
    """A value of another kind than its column's."""

    value: Value
    kind: str


@dataclass(frozen=True)
class Table:
    """Rows as they are, not as texts: a reader writes them in its own way. `id` is stable, `title` a text; null means not known."""

    kind: ClassVar[str] = "table"
    id: str
    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Value | Cell, ...], ...]
    strong: tuple[str, ...] = ()

    def cells(self) -> Iterator[list[Cell]]:
        """Every row as cells that know their kind."""
        for row in self.rows:
            yield [each if isinstance(each, Cell) else Cell(each, column.kind) for each, column in zip(row, self.columns, strict=True)]


@dataclass(frozen=True)
class Metric:
    """A big number: its label, the number and its unit as texts, the change with its arrow, `good` or `bad` or nothing, and what it was.

    `value` and `was` are the same two numbers as they are, of `of` kind.
    """

    label: str
    figure: str
    unit: str
    change: str
    tone: str
    before: str
    value: Value
    was: Value
    of: str


@dataclass(frozen=True)
class Findings:
    """Numbered sentences, `**bold**` around the number each is about."""

    kind: ClassVar[str] = "findings"
    texts: tuple[str, ...]


@dataclass(frozen=True)
class Metrics:
    """The four numbers of a first page, each beside the period before."""

    kind: ClassVar[str] = "metrics"
    rows: tuple[Metric, ...]


@dataclass(frozen=True)
class Chart:
    """A figure and its table. `printed`: the table stands beneath the figure on paper too, since the figure does not carry every number.

    `paper`: the height in px on paper, where it differs; `rows`: of the table, on paper (null: all); `half`: the figure takes half the width.
    """

    kind: ClassVar[str] = "chart"
    figure: Figure
    table: Table
    title: str = ""
    printed: bool = False
    paper: int | None = None
    rows: int | None = None
    half: bool = False


@dataclass(frozen=True)
class ClassRow:
    """One class of a scheme: its colour, when a customer is in it (`rule` in full, `when` as short as it reads well), what to do, and why it may
    hold nearly nobody or nearly everybody (empty where it does not)."""

    name: str
    colour: str
    when: str
    rule: str
    care: str
    uneven: str = ""


@dataclass(frozen=True)
class ClassTable:
    """The classes of a scheme: `table` has one row per class (name first, then people, revenue, orders, margin with their shares).

    `numbers`: what the parameters are and their values; `bars`: the cut points in force, as sentences.
    """

    kind: ClassVar[str] = "classes"
    table: Table
    rows: tuple[ClassRow, ...]
    numbers: tuple[tuple[str, str], ...] = ()
    bars: tuple[str, ...] = ()

    @property
    def shortened(self) -> bool:
        """Whether the classes say what they mean, since their rules are too long for a table."""
        return any(row.when != row.rule for row in self.rows)


@dataclass(frozen=True)
class Text:
    """Paragraphs of plain Markdown. `folded`: an explanation that a page on a screen shows when asked, and paper leaves out."""

    kind: ClassVar[str] = "text"
    markdown: str
    folded: bool = False


@dataclass(frozen=True)
class Note:
    """A definition, or a caution, in small letters; `lead` is the word it starts with."""

    kind: ClassVar[str] = "note"
    text: str
    lead: str = ""
    ruled: bool = False


@dataclass(frozen=True)
class Pair:
    """Two blocks side by side, one under the other on a phone, with a heading and a note of their own."""

    kind: ClassVar[str] = "pair"
    title: str
    left: Chart
    right: Table
    note: str = ""


@dataclass(frozen=True)
class Need:
    """Something a waiting scheme needs: in words, whether it is there, of how many."""

    name: str
    there: bool
    count: str


@dataclass(frozen=True)
class Waiting:
    """A scheme that waits for data: what it would tell, what is there and what is not, how to get it."""

    kind: ClassVar[str] = "waiting"
    name: str
    question: str
    tells: str
    needs: tuple[Need, ...]
    todo: str


Block = Findings | Metrics | Chart | Table | ClassTable | Text | Note | Pair | Waiting


@dataclass(frozen=True)
class Page:
    """One question: its stable id, its subject and the question in words, the finding as a heading, and what bears it out.

    `follows`: on paper it may share a sheet with the page before it, where it fits whole.
    """

    id: str
    subject: str
    question: str
    heading: str
    blocks: tuple[Block, ...]
    follows: bool = False


@dataclass(frozen=True)
class Head:
    """What stands at the head of every page: the brand, the shop, the kind of document, the day."""

    brand: str
    shop: str
    about: str
    as_of: dt.date


@dataclass(frozen=True)
class Foot:
    """What stands at the foot: one line for every page; then the definitions and where the figures come from."""

    line: str
    definitions: tuple[str, ...]
    provenance: tuple[str, ...]


@dataclass(frozen=True)
class Caution:
    """That the figures are old, at the top of the first page: what went wrong, what was seen, what to do; the last two may be empty."""

    what: str
    seen: str
    todo: str


@dataclass(frozen=True)
class Document:
    """The whole report in one language; the heading of the first page is that of the document.

    `freshness` is plain data, null where nobody told; `caution` is null where the figures are fresh.
    """

    lang: str
    currency: str
    head: Head
    pages: tuple[Page, ...]
    foot: Foot
    versions: dict[str, str] = field(default_factory=dict)
    freshness: dict[str, object] | None = None
    caution: Caution | None = None

    @property
    def title(self) -> str:
        return f"{self.head.about} · {self.head.shop}"

    def tables(self) -> Iterator[tuple[Page, Table]]:
        """Every table with its page, in order: those of figures and classes too."""
        for page in self.pages:
            for block in page.blocks:
                for table in tables_of(block):
                    yield page, table


def tables_of(block: Block) -> tuple[Table, ...]:
    """The tables a block holds."""
    if isinstance(block, Table):
        return (block,)
    if isinstance(block, Chart | ClassTable):
        return (block.table,)
    if isinstance(block, Pair):
        return (block.left.table, block.right)
    return ()
