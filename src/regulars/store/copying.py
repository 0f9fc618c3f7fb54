"""A file of the engine's copied while this process has it open."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

_COPY = "import shutil, sys; shutil.copyfile(sys.argv[1], sys.argv[2])"


def copied(source: Path, target: Path) -> None:
    """Copy a file, by a process of its own: the engine's lock on a file is this process's, and to open and close the file here would let go of it.

    Raises `OSError` where it cannot be copied.
    """
    done = subprocess.run(  # noqa: S603 -- our own program and two paths
        [sys.executable, "-I", "-S", "-c", _COPY, str(source), str(target)], capture_output=True, text=True, check=False
    )
    if done.returncode:
        target.unlink(missing_ok=True)
        raise OSError((done.stderr.strip().splitlines() or ["copy failed"])[-1])
