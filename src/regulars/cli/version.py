"""`regulars version`: which version answers, on what."""

from __future__ import annotations

from regulars.cli.answer import Answer
from regulars.cli.speech import told

NAME = "version"
HELP = told("Cho biết phiên bản.", "Say the version.")
ENGINES = ("duckdb", "ibis-framework", "pyarrow")


def command() -> Answer:
    from importlib.metadata import version
    from platform import python_version

    own = version("regulars")
    data = {"version": own, "python": python_version()} | {name: version(name) for name in ENGINES}
    return Answer(data, lambda _: (f"regulars {own}",))
