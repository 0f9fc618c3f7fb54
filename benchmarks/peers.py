"""Peers in environments of their own, outside the repository: their newest set of packages breaks ours."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

CACHE = Path(os.environ.get("XDG_CACHE_HOME", Path.home() / ".cache")) / "regulars-benchmarks"


def python_with(package: str, *others: str) -> Path | None:
    """The interpreter of an environment that has the packages, made at the first call; none where they cannot be installed."""
    folder = CACHE / package
    python = folder / "bin" / "python"
    if not python.exists():
        made = [["uv", "venv", "--quiet", folder], ["uv", "pip", "install", "--quiet", "--python", python, package, *others]]
        if not shutil.which("uv"):
            made = [[sys.executable, "-m", "venv", folder], [python, "-m", "pip", "install", "-qq", package, *others]]
        if any(subprocess.run([str(word) for word in command], check=False).returncode for command in made):
            shutil.rmtree(folder, ignore_errors=True)
            return None
    return python
