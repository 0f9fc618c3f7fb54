"""One way of doing something, in a process of its own: what it cost in CPU, time and memory."""

from __future__ import annotations

import importlib
import json
import os
import re
import resource
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parent.parent


@dataclass(frozen=True)
class Cost:
    """CPU seconds (user and system, start-up included), seconds on the clock, peak memory in MB, and what the way told."""

    cpu: float
    wall: float
    peak_mb: float
    told: dict[str, float]


def run(way: str, *words: object, python: Path | str = sys.executable) -> Cost:
    """Run `benchmarks.ways.<way>.main(*words)` with an interpreter; raises `CalledProcessError` where it fails."""
    command = [str(python), "-m", "benchmarks.child", f"benchmarks.ways.{way}", *map(str, words)]
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    began = time.perf_counter()
    found = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True, cwd=ROOT, env=environment)
    wall = time.perf_counter() - began
    return Cost(wall=wall, **json.loads(found.stdout.splitlines()[-1]))


def peak_mb() -> float:
    """The most memory this process has held, by its own pages where the kernel counts them: other counts inherit a parent's peak."""
    status = Path("/proc/self/status")
    if status.exists():
        return int(re.search(r"VmHWM:\s+(\d+) kB", status.read_text())[1]) * 1024 / 1e6
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024) / 1e6


def main(module: str, *words: str) -> None:
    told = importlib.import_module(module).main(*words) or {}
    used = resource.getrusage(resource.RUSAGE_SELF)
    print(json.dumps({"cpu": used.ru_utime + used.ru_stime, "peak_mb": peak_mb(), "told": told}))


if __name__ == "__main__":
    main(*sys.argv[1:])
