"""The report as JSON: every page with its sentences and its tables, numbers as they are."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import asdict
from pathlib import Path

from regulars.report.value import Block, Chart, ClassTable, Document, Findings, Metrics, Note, Page, Pair, Table, Text, Value, Waiting
from regulars.words import minor_digits


def write(document: Document, path: Path) -> None:
    """Write the document as one JSON object, UTF-8."""
    path.write_text(json.dumps(to_data(document), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def to_data(document: Document) -> dict[str, object]:
    """The document as plain data: money in minor units of `currency` (`minor_digits` decimals), shares of 1, days as ISO text, unknown null."""
    return {
        "shop": document.head.shop,
        "about": document.head.about,
        "as_of": document.head.as_of.isoformat(),
        "lang": document.lang,
        "currency": document.currency,
        "minor_digits": minor_digits(document.currency),
        "versions": document.versions,
        "freshness": document.freshness,
        "pages": [_page(page) for page in document.pages],
        "definitions": list(document.foot.definitions),
        "provenance": list(document.foot.provenance),
    }


def _page(page: Page) -> dict[str, object]:
    blocks = [_block(block) for block in page.blocks]
    return {"id": page.id, "subject": page.subject, "question": page.question, "heading": page.heading, "blocks": blocks}


def _block(block: Block) -> dict[str, object]:
    if isinstance(block, Table):
        return {"kind": block.kind, **_table(block)}
    if isinstance(block, Chart):
        return {"kind": block.kind, "sentence": block.figure.label, **_table(block.table)}
    if isinstance(block, ClassTable):
        numbers = [{"name": name, "value": value} for name, value in block.numbers]
        return {"kind": block.kind, "numbers": numbers, "bars": list(block.bars), **_table(block.table)}
    if isinstance(block, Pair):
        return {"kind": block.kind, "title": block.title, "left": _block(block.left), "right": _block(block.right), "note": block.note}
    return {"kind": block.kind, **_said(block)}


def _said(block: Findings | Metrics | Text | Note | Waiting) -> dict[str, object]:
    if isinstance(block, Findings):
        return {"findings": [text.replace("**", "") for text in block.texts]}
    if isinstance(block, Metrics):
        rows = [(row.label, row.value, row.was, row.of) for row in block.rows]
        return {"metrics": [{"label": label, "value": value, "before": was, "of": of} for label, value, was, of in rows]}
    return {key: value for key, value in asdict(block).items() if key not in ("folded", "ruled")}


def _table(table: Table) -> dict[str, object]:
    columns = [{"key": column.key, "head": column.head, "kind": column.kind} for column in table.columns]
    rows = [{column.key: _value(cell.value) for column, cell in zip(table.columns, row, strict=True)} for row in table.cells()]
    return {"id": table.id, "title": table.title, "columns": columns, "rows": rows}


def _value(value: Value) -> object:
    return value.isoformat() if isinstance(value, dt.date) else value
