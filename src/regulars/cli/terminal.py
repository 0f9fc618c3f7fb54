"""The terminal: prose and tables go out in one piece, and no line breaks where a no-break space stands."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, Any

from regulars.words import NBSP

if TYPE_CHECKING:
    from rich.console import Console, RenderableType
    from rich.text import Text

# A pipe has no width of its own: wide enough for a line to stay one line.
PIPE_WIDTH = 160
# Rich would break a line at a no-break space; this stands for it until the lines are made.
GLUE = "\ue000"


def console(stream: Any) -> Console:
    """A console on a stream; a pipe is as wide as COLUMNS says, or wide."""
    from rich.console import Console

    made = Console(file=stream, highlight=False)
    return made if made.is_terminal else Console(file=stream, highlight=False, width=_given_width() or PIPE_WIDTH)


def _given_width() -> int | None:
    text = os.environ.get("COLUMNS", "")
    return int(text) if text.isdigit() and int(text) > 0 else None


def styled(text: str, style: str = "") -> Text:
    """A text in which nothing is markup, and whose no-break spaces hold."""
    from rich.text import Text

    return Text(text.replace(NBSP, GLUE), style=style)


def write(stream: Any, *parts: RenderableType) -> None:
    """Render first and write in one piece, so that a closed pipe is met in one place. Trailing blanks are left out."""
    made = console(stream)
    with made.capture() as caught:
        for part in parts:
            made.print(styled(part) if isinstance(part, str) else part)
    text = caught.get().replace(GLUE, NBSP)
    stream.write("\n".join(line.rstrip(" ") for line in text.split("\n")))
    stream.flush()


def complain(text: str, style: str = "red") -> None:
    """Print prose on stderr, its first line coloured where there are colours."""
    first, *rest = text.splitlines() or [""]
    write(sys.stderr, styled(first, style), *rest)
