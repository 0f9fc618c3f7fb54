"""What every test may ask for: the real data, the browser, and how many random cases hypothesis tries."""

from __future__ import annotations

import gc
import os
import shutil
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

REPOSITORY = Path(__file__).parents[1]
gc.set_threshold(50_000, 20, 50)  # as the command line does: expressions are many objects in few circles

settings.register_profile("fixed", max_examples=50, derandomize=True, deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("small", max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("thorough", max_examples=5_000, deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("fixed")


# Files whose few tests take long: begun first, so that no worker ends with one of them while the others wait.
LONG = (
    "tests/web/test_imports.py",
    "tests/web/test_settings.py",
    "tests/cluster/test_refresh.py",
    "tests/report/test_document.py",
    "tests/insight/test_questions.py",
    "tests/schemes/test_trades.py",
    "tests/cli/test_demo.py",
    "tests/report/readers/test_html.py",
    "tests/cli/test_program.py",
    "tests/store/test_mending_interrupted.py",
    "tests/store/test_intake_interrupted.py",
    "tests/demo/test_trades.py",
    "tests/web/test_home.py",
    "tests/web/test_builder.py",
    "tests/web/test_classes.py",
    "tests/web/test_wizard.py",
    "tests/working/test_kinds.py",
    "tests/web/test_states.py",
    "tests/test_profile.py",
    "tests/test_shop.py",
    "tests/test_imports.py",
    "tests/report/test_browser.py",
    "tests/charts",
    "tests/store",
    "tests/cli",
)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Put the long files first, within each nothing moves; the small profile leaves out the further random cases."""
    if config.getoption("--hypothesis-profile", None) == "small":
        further = [item for item in items if item.get_closest_marker("many")]
        config.hook.pytest_deselected(items=further)
        items[:] = [item for item in items if item not in further]
    at = {name: place for place, name in enumerate(LONG)}

    def place(item: pytest.Item) -> int:
        path = item.path.relative_to(REPOSITORY)
        return min((at[name] for name in (path.as_posix(), path.parent.as_posix()) if name in at), default=len(LONG))

    items.sort(key=place)


@pytest.fixture(scope="session")
def repository() -> Path:
    return REPOSITORY


@pytest.fixture(scope="session")
def data() -> Path:
    """The folder of real data: REGULARS_DATA, else shared/data beside the repository."""
    folder = Path(os.environ.get("REGULARS_DATA") or REPOSITORY.parent / "shared" / "data")
    if not folder.is_dir():
        pytest.skip("no real data here: set REGULARS_DATA to its folder")
    return folder


@pytest.fixture(scope="session")
def chromium() -> str:
    """The path of a Chromium that Playwright may drive."""
    for name in ("chromium", "chromium-browser", "google-chrome"):
        if path := shutil.which(name):
            return path
    pytest.skip("no Chromium here: apt-get install chromium")
