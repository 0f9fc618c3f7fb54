"""Progress on stderr while something takes long: drawn for a person at a terminal, silent otherwise."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from regulars.words import Words

Told = Callable[[Words, float | None], None]


@contextmanager
def progress(lang: str, about: Words) -> Iterator[Told]:
    """A bar that is told what is being done and the share done, 0 to 1, null where nobody knows."""
    from rich.console import Console

    screen = Console(stderr=True)
    if not sys.stderr.isatty() or not screen.is_terminal:
        yield lambda _, __: None
        return
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

    with Progress(TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn(), console=screen, transient=True) as bar:
        task = bar.add_task(about.of(lang), total=None)
        yield lambda words, share: bar.update(
            task, description=words.of(lang), total=None if share is None else 1.0, completed=share or 0.0
        )
