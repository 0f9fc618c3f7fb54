"""The report as Markdown: headings, sentences, and every table as a table; figures are their tables."""

from __future__ import annotations

import re
from pathlib import Path

from regulars.report.columns import text
from regulars.report.labels import Labels
from regulars.report.value import (
    Block,
    Chart,
    ClassTable,
    Column,
    Document,
    Findings,
    Metrics,
    Note,
    Page,
    Pair,
    Table,
    Text,
    Waiting,
)
from regulars.words import day


def write(document: Document, path: Path) -> None:
    """Write the document as Markdown, UTF-8."""
    path.write_text(to_text(document), encoding="utf-8")


def to_text(document: Document) -> str:
    """The whole document; the first page's heading is its title."""
    t = Labels(document.lang)
    head = f"{_safe(document.head.shop)} · {t.kind} · {t.as_of} {day(document.head.as_of, document.lang)}"
    parts = [
        head,
        *_caution(document),
        *(part for page in document.pages for part in _page(page, document, first=page is document.pages[0])),
    ]
    foot = [f"## {t.definitions}", *document.foot.definitions, *document.foot.provenance]
    return "\n\n".join([*parts, *foot]) + "\n"


def _caution(document: Document) -> list[str]:
    """That the figures are old, as a quotation, which has an edge at its left."""
    if document.caution is None:
        return []
    said = [document.caution.seen, document.caution.todo]
    return ["\n>\n".join([f"> **{_safe(document.caution.what)}**", *(f"> {_safe(text)}" for text in said if text)])]


def _page(page: Page, document: Document, *, first: bool) -> list[str]:
    if first:
        title = [f"# {_safe(page.heading)}"]
    else:
        title = [f"## {_safe(page.heading)}", f"**{_safe(page.subject)}** {_safe(page.question)}"]
    return [*title, *(part for block in page.blocks for part in _block(block, document))]


def _block(block: Block, document: Document) -> list[str]:
    if isinstance(block, Table):
        return [_table(block, document)]
    if isinstance(block, Chart):
        return [f"### {_safe(block.title)}"] * bool(block.title) + [_table(block.table, document)]
    if isinstance(block, Pair):
        note = [_safe(block.note)] if block.note else []
        return [f"### {_safe(block.title)}", _table(block.left.table, document), _table(block.right, document), *note]
    if isinstance(block, ClassTable):
        return [_table(block.table, document), *_in_force(block, document.lang)]
    return [part for part in _said(block, document.lang) if part]


def _in_force(block: ClassTable, lang: str) -> list[str]:
    numbers = "; ".join(f"{name}: {value}" for name, value in block.numbers)
    said = " ".join([*([numbers + "."] if numbers else []), *block.bars])
    return [f"{Labels(lang).in_force}: {_safe(said)}"] if said else []


def _said(block: Findings | Metrics | Text | Note | Waiting, lang: str) -> list[str]:
    t = Labels(lang)
    if isinstance(block, Findings):
        return ["\n".join(f"{place}. {words}" for place, words in enumerate(block.texts, 1))]
    if isinstance(block, Metrics):
        rows = [(row.label, f"{row.figure} {row.unit}".strip(), row.change, row.before) for row in block.rows]
        return [_grid([Column("label", ""), Column("figure", t.figure), Column("change", ""), Column("before", t.before)], rows)]
    if isinstance(block, Text):
        return [block.markdown]
    if isinstance(block, Note):
        return [f"**{block.lead}** {_safe(block.text)}" if block.lead else _safe(block.text)]
    needs = "\n".join(f"- {'✓' if need.there else '○'} {_safe(need.name)}: {need.count}" for need in block.needs)
    return [f"### {_safe(block.name)}", f"{_safe(block.question)}", block.tells, needs, f"**{t.get}:** {_safe(block.todo)}"]


def _table(table: Table, document: Document) -> str:
    return _grid(table.columns, [[text(cell, document.lang, document.currency) for cell in row] for row in table.cells()])


def _grid(columns: list[Column] | tuple[Column, ...], rows: list) -> str:
    """A table as GitHub and Pandoc read it: numbers to the right."""
    right = [column.kind != "text" for column in columns]
    lines = [[_cell(column.head) for column in columns], ["---:" if is_right else "---" for is_right in right]]
    lines += [[_cell(value) for value in row] for row in rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _cell(words: str) -> str:
    return _safe(words).replace("|", "\\|")


def _safe(words: str) -> str:
    """A text on one line that Markdown does not read as markup."""
    return re.sub(r"([\\`*_\[\]<>#])", r"\\\1", " ".join(words.split(" "))).replace("\n", " ")
