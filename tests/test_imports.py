"""The architecture is a test: imports flow down the river of ARCHITECTURE.md, never up, never sideways, never in a circle."""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from graphlib import CycleError, TopologicalSorter
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

SOURCE = Path(__file__).parents[1] / "src" / "regulars"

# Each line may import the lines below it. Names on one line never import each other.
RIVER = (
    "cli",
    "api web",
    "working",
    "edition",
    "__init__",
    "shop",
    "refreshing",
    "sources channels store report export demo",
    "answers",
    "campaign",
    "audience survey loyalty measure",
    "insight charts",
    "history",
    "profile cells drawn",
    "schemes features models",
    "scheme",
    "rules",
    "arithmetic",
    "vocabulary tables settings intake arithmetic freshness plain",
    "errors",
    "words",
)
DEPTH = {name: depth for depth, line in enumerate(RIVER) for name in line.split()}

# A library of the outside world -> the only parts of the package that may know it.
AT_HOME = {
    "duckdb": {"store"},
    "pyspark": {"store"},
    "sqlalchemy": {"store"},
    "alembic": {"store"},
    "fastapi": {"api", "web"},
    "starlette": {"api", "web"},
    "uvicorn": {"api", "web"},
    "flask": {"api", "web"},
    "django": {"api", "web"},
    "typer": {"cli"},
}
# Attributes of `ibis` that open a connection: knowing is written without one.
CONNECTING = {"connect", "duckdb", "pyspark", "sqlite", "postgres", "set_backend", "get_backend"}
ASKED_BY_OTHERS = {"python-multipart"}  # FastAPI imports it to read forms, where it is installed
NAMELESS = {"util", "utils", "helper", "helpers", "common", "core", "base", "misc", "tools", "lib", "shared"}
CEREMONY = ("manager", "service", "handler", "factory", "mixin")
LONGEST_MODULE = 600
LONGEST_FUNCTION = 60


@dataclass(frozen=True)
class Import:
    """One import: the module it stands in, the module it asks for, the line, and whether only a type checker reads it."""

    module: str
    asks: str
    line: int
    for_types: bool = False


def module_name(path: Path, source: Path) -> str:
    parts = ("regulars", *path.relative_to(source).with_suffix("").parts)
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


@cache
def modules(source: Path) -> dict[str, ast.Module]:
    return {module_name(path, source): ast.parse(path.read_text("utf-8"), str(path)) for path in sorted(source.rglob("*.py"))}


def part(module: str) -> str:
    """The name on the river that a module of the package belongs to; the package's own face is `__init__`."""
    return module.split(".")[1] if "." in module else "__init__"


def _depth(module: str) -> int:
    return DEPTH.get(part(module), len(RIVER))


def imports(trees: dict[str, ast.Module], packages: set[str]) -> Iterator[Import]:
    """Every import of every module, those inside functions and under TYPE_CHECKING included."""
    for module, tree in trees.items():
        typed = _for_types(tree)
        for node in ast.walk(tree):
            for asked in _asked(node, module, module in packages):
                yield Import(module, _within(asked, trees), getattr(node, "lineno", 0), node in typed)


def _for_types(tree: ast.Module) -> set[ast.AST]:
    """What stands under `if TYPE_CHECKING`."""
    guarded = (node for node in ast.walk(tree) if isinstance(node, ast.If) and ast.unparse(node.test).endswith("TYPE_CHECKING"))
    return {inner for node in guarded for inner in ast.walk(node)}


def _asked(node: ast.AST, module: str, is_package: bool) -> list[str]:
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    if isinstance(node, ast.ImportFrom):
        anchor = module.split(".")[: None if is_package else -1]
        anchor = anchor[: len(anchor) - (node.level - 1)] if node.level else []
        origin = ".".join([*anchor, *(node.module or "").split(".")]).strip(".")
        return [f"{origin}.{alias.name}" for alias in node.names]
    if isinstance(node, ast.Call) and ast.unparse(node.func).endswith(("import_module", "__import__")):
        return [arg.value for arg in node.args[:1] if isinstance(arg, ast.Constant) and isinstance(arg.value, str)]
    return []


def _within(asked: str, trees: dict[str, ast.Module]) -> str:
    """`regulars.rules.parse` is a name in the module `regulars.rules`; names from outside stay as they are."""
    while asked.startswith("regulars.") and asked not in trees and asked.removeprefix("regulars.") not in DEPTH:
        asked = asked.rpartition(".")[0]
    return asked


@cache
def found(source: Path) -> list[Import]:
    packages = {module_name(path, source) for path in source.rglob("__init__.py")}
    return list(imports(modules(source), packages))


def uphill(asked: list[Import]) -> list[str]:
    """Each import that points up or sideways, as `module:line imports module`."""
    inner = [one for one in asked if one.asks.split(".")[0] == "regulars" and part(one.asks) != part(one.module)]
    return [f"{one.module}:{one.line} imports {one.asks}" for one in inner if _depth(one.asks) <= _depth(one.module)]


def circle(asked: list[Import]) -> str | None:
    """A circle of modules as `a -> b -> a`, or None. A package's face naming its own modules is no circle of its own."""
    graph: dict[str, set[str]] = {}
    for one in asked:
        if one.asks.split(".")[0] == "regulars" and one.asks != one.module:
            graph.setdefault(one.module, set()).add(one.asks)
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        return " -> ".join(reversed(error.args[1]))
    return None


def strangers(asked: list[Import]) -> list[str]:
    return [
        f"{one.module}:{one.line} imports {one.asks}"
        for one in asked
        if (home := AT_HOME.get(one.asks.split(".")[0])) and part(one.module) not in home
    ]


def connections(source: Path) -> list[str]:
    """Every `ibis.connect`, `ibis.duckdb`… outside store/."""
    return [
        f"{module}:{node.lineno} {ast.unparse(node)}"
        for module, tree in modules(source).items()
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute)
        and isinstance(node.value, ast.Name)
        and node.value.id == "ibis"
        and node.attr in CONNECTING
        and part(module) != "store"
    ]


def test_every_part_has_its_place_on_the_river():
    assert {part(name) for name in modules(SOURCE)} - set(DEPTH) == set(), "give it a line in RIVER and in ARCHITECTURE.md"


def test_imports_point_down_only():
    assert uphill(found(SOURCE)) == []


def test_no_modules_import_each_other_in_a_circle():
    assert circle(found(SOURCE)) is None


def test_engines_stay_in_the_store_and_web_frameworks_in_the_shells():
    assert strangers(found(SOURCE)) == []


def test_only_the_store_opens_connections():
    assert connections(SOURCE) == []


def test_no_name_says_nothing():
    stems = [path for path in SOURCE.rglob("*") if path.suffix in ("", ".py") and path.name != "__pycache__"]
    assert [str(path.relative_to(SOURCE)) for path in stems if set(path.stem.strip("_").split("_")) & {*NAMELESS, *CEREMONY}] == []
    classes = [node.name for tree in modules(SOURCE).values() for node in ast.walk(tree) if isinstance(node, ast.ClassDef)]
    assert [name for name in classes if name.lower().endswith((*NAMELESS, *CEREMONY))] == []


def test_modules_and_functions_stay_readable():
    lengths = {str(path.relative_to(SOURCE)): len(path.read_text("utf-8").splitlines()) for path in SOURCE.rglob("*.py")}
    assert {name: lines for name, lines in lengths.items() if lines > LONGEST_MODULE} == {}
    functions = [
        (module, node.name, (node.end_lineno or 0) - node.body[0].lineno + 1)  # a command's options are no code
        for module, tree in modules(SOURCE).items()
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef)
    ]
    assert [one for one in functions if one[2] > LONGEST_FUNCTION] == []


def test_everything_that_the_package_asks_for_is_a_dependency(asked_for: list[set[str]], declared: set[str]):
    assert [sorted(names) for names in asked_for if not names & declared] == []


def test_every_dependency_is_asked_for(asked_for: list[set[str]], declared: set[str]):
    assert declared - set().union(*asked_for) - ASKED_BY_OTHERS == set()


@pytest.fixture(scope="module")
def asked_for() -> list[set[str]]:
    """For each module from outside that runs with the package: the distributions that bring it."""
    brought = packages_distributions()
    outside = {one.asks.split(".")[0] for one in found(SOURCE) if not one.for_types} - {"regulars"} - set(sys.stdlib_module_names)
    return [{_plain(distribution) for distribution in brought.get(name, [name])} for name in sorted(outside)]


@pytest.fixture(scope="module")
def declared() -> set[str]:
    project = tomllib.loads((SOURCE.parents[1] / "pyproject.toml").read_text("utf-8"))["project"]
    extras = (lines for name, lines in project["optional-dependencies"].items() if name != "dev")
    return {_plain(re.split(r"[\[<>=!~ ;]", line)[0]) for lines in (project["dependencies"], *extras) for line in lines}


def _plain(name: str) -> str:
    return name.lower().replace("_", "-")


# The watchers are watched: a small package with one fault each.


@pytest.fixture
def package(tmp_path: Path):
    def make(**files: str) -> Path:
        for name, text in {"__init__": "", **files}.items():
            path = tmp_path.joinpath(*name.split("__in__")).with_suffix(".py")
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, "utf-8")
        return tmp_path

    return make


def test_an_import_inside_a_function_counts(package):
    source = package(words="def f():\n    from regulars import errors\n", errors="")
    assert uphill(found(source)) == ["regulars.words:2 imports regulars.errors"]


def test_a_neighbour_on_the_same_line_counts(package):
    source = package(profile="", insight="from .charts import bar", charts="bar = 1")
    assert uphill(found(source)) == ["regulars.insight:1 imports regulars.charts"]


def test_a_circle_is_shown_with_its_path(package):
    source = package(rules__in____init__="", rules__in__a="from regulars.rules import b", rules__in__b="from .a import c")
    assert "regulars.rules.a" in (circle(found(source)) or "")


def test_an_engine_outside_the_store_counts(package):
    source = package(profile="import duckdb.typing", store="import duckdb")
    assert strangers(found(source)) == ["regulars.profile:1 imports duckdb.typing"]


def test_a_connection_outside_the_store_counts(package):
    assert connections(package(profile="import ibis\nibis.duckdb.connect()")) == ["regulars.profile:2 ibis.duckdb"]
