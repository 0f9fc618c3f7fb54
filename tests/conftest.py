"""What every test may ask for: the real data, the browser, and how many random cases hypothesis tries."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

REPOSITORY = Path(__file__).parents[1]

settings.register_profile("fixed", max_examples=50, derandomize=True, deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("small", max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("thorough", max_examples=5_000, deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("fixed")


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
