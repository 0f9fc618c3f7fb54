"""Only the core: the package with its dependencies and nothing else, in an environment of its own, sorts the customers of a CSV."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow

REPOSITORY = Path(__file__).parents[1]
HEADER = "Mã khách,Ngày mua,Thành tiền"
ORDERS = [f"khách {number % 30},{1 + number % 28:02d}/{1 + number % 12:02d}/2025,{(1 + number % 9) * 50_000}" for number in range(240)]


@pytest.fixture(scope="module")
def fresh(tmp_path_factory) -> Path:
    """The bin folder of a new environment that holds the core alone, at the versions of requirements.lock."""
    folder = tmp_path_factory.mktemp("core")
    pins = re.findall(r"^([a-z0-9._-]+==\S+?)(?: ;| \\|$)(.*)$", (REPOSITORY / "requirements.lock").read_text("utf-8"), re.MULTILINE)
    (folder / "pins.txt").write_text("".join(_pin(*pin) for pin in pins), "utf-8")
    run(sys.executable, "-m", "venv", str(folder / "venv"))
    python = folder / "venv" / "bin" / "python"
    uv = shutil.which("uv")
    install = [uv, "pip", "install", "--quiet", "--python", str(python)] if uv else [str(python), "-m", "pip", "install", "-qq"]
    run(*install, "--constraint", str(folder / "pins.txt"), str(source(folder)))
    return python.parent


def _pin(pin: str, rest: str) -> str:
    marker = rest.removesuffix("\\").strip()
    return f"{pin} ; {marker}\n" if marker else f"{pin}\n"


def source(folder: Path) -> Path:
    """A copy, so that building leaves nothing in the repository."""
    copy = folder / "source"
    shutil.copytree(REPOSITORY / "src", copy / "src", ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(REPOSITORY / name, copy / name)
    return copy


def run(*command: str, cwd: Path | None = None) -> str:
    clean = {name: value for name, value in os.environ.items() if name not in ("PYTHONPATH", "REGULARS_SHOP", "VIRTUAL_ENV")}
    done = subprocess.run(command, cwd=cwd, env=clean, capture_output=True, text=True, check=False, timeout=600)
    assert done.returncode == 0, f"{' '.join(command)}\n{done.stdout}\n{done.stderr}"
    return done.stdout


def test_nothing_but_the_core_is_installed(fresh):
    names = set(
        run(str(fresh / "python"), "-c", "import importlib.metadata as m; print(*(d.name.lower() for d in m.distributions()))").split()
    )
    project = tomllib.loads((REPOSITORY / "pyproject.toml").read_text("utf-8"))["project"]
    tools = {re.split(r"[<>=\[]", line)[0].lower() for line in project["optional-dependencies"]["dev"]}
    assert names & tools == set()


def test_the_core_alone_sorts_the_customers_of_a_csv(fresh, tmp_path):
    (tmp_path / "đơn hàng.csv").write_text("\n".join([HEADER, *ORDERS]), "utf-8")
    regulars = str(fresh / "regulars")
    assert json.loads(run(regulars, "import", "đơn hàng.csv", "--json", cwd=tmp_path))["ok"]
    assert json.loads(run(regulars, "classify", "--json", cwd=tmp_path))["ok"]
    because = json.loads(run(regulars, "because", "khách 7", "ladder", "--json", cwd=tmp_path))
    assert because["data"]["customer_id"] == "khách 7"
    assert because["data"]["class"] in ("first_buy", "rebuy", "frequent", "key_account")
