"""The forms a report can be written in, and writing one whole or not at all."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from regulars.errors import InputError, Where
from regulars.report.readers import data, html, markdown, pdf, xlsx
from regulars.report.value import Document
from regulars.words import Words

Reader = Callable[[Document, Path], None]

READERS: Mapping[str, Reader] = {
    "html": html.write,
    "pdf": pdf.write,
    "xlsx": xlsx.write,
    "md": markdown.write,
    "json": data.write,
}
ALSO = {"htm": "html", "markdown": "md"}


def format_of(path: str | Path | None, asked: str | None = None) -> str:
    """The form asked for, else the one the file's name ends in, else `html`; `InputError` names those there are."""
    wanted = asked or (Path(path).suffix if path else "") or "html"
    name = wanted.lower().removeprefix(".")
    name = ALSO.get(name, name)
    if name in READERS:
        return name
    known = ", ".join(READERS)
    raise InputError(
        Words(f"Báo cáo không viết được dạng “{name}”.", f"A report cannot be written as “{name}”."),
        seen=wanted,
        todo=Words(f"Chọn một trong: {known}.", f"Choose one of: {known}."),
        where=Where(file=Path(path).name if path else None),
        code="kind_of_file",
    )


def write(document: Document, path: str | Path, format: str | None = None) -> Path:
    """Write a document to a path, in the form asked for or that of its suffix; under another name until it is whole; returns the path."""
    target = Path(path)
    reader = READERS[format_of(target, format)]
    with _in_one_step(target) as unfinished:
        reader(document, unfinished)
    return target


@contextmanager
def _in_one_step(target: Path) -> Iterator[Path]:
    target.parent.mkdir(parents=True, exist_ok=True)
    unfinished = target.with_name(f".{target.stem}.{os.getpid()}{target.suffix}")
    try:
        yield unfinished
        unfinished.replace(target)
    finally:
        unfinished.unlink(missing_ok=True)
