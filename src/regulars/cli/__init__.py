"""The command line: `regulars COMMAND`. Nothing heavy is imported before a command needs it, so that `--help` answers at once."""

from __future__ import annotations

import gc
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import typer

__all__ = ["app", "main"]
# Expressions are many objects in few circles: to look for those less often saves a command a twelfth of its time.
GARBAGE = (50_000, 20, 50)


def main() -> None:
    """Run the command line of this process and leave with its exit code."""
    from regulars.cli.program import run

    gc.set_threshold(*GARBAGE)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    sys.exit(run(sys.argv[1:]))


def __getattr__(name: str) -> typer.Typer:
    """`app`: the program as a typer app, its help in English."""
    if name != "app":
        raise AttributeError(f"module 'regulars.cli' has no attribute {name!r}")
    from regulars.cli.program import build

    return build()
