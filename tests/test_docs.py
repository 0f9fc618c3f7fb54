"""The docs say what the code says: pages are fresh, nothing public is undocumented, no link leads nowhere."""

from __future__ import annotations

import importlib.util
import re
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).parents[1]
PROSE = [*REPOSITORY.glob("*.md"), *(path for folder in ("docs", "src", "benchmarks") for path in (REPOSITORY / folder).rglob("*.md"))]


@pytest.fixture(scope="module")
def reference():
    spec = importlib.util.spec_from_file_location("write_reference", REPOSITORY / "docs" / "write_reference.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_reference_says_what_the_code_says(reference):
    assert reference.stale() == [], "run `make docs`"


def test_every_public_name_command_option_and_setting_is_documented(reference):
    assert list(reference.undocumented()) == []


def test_every_scheme_has_its_page_in_both_languages():
    from regulars.schemes import all_schemes

    assert [one.id for one in all_schemes() if not (one.page.vi.strip() and one.page.en.strip())] == []


@pytest.mark.parametrize("page", PROSE, ids=lambda page: str(page.relative_to(REPOSITORY)))
def test_links_within_the_docs_lead_somewhere(page):
    targets = re.findall(r"\]\((?!https?:|#)([^)#\s]+)", page.read_text("utf-8"))
    assert [target for target in targets if not (page.parent / target).exists()] == []


def test_commands_shown_in_prose_exist(reference):
    """Every `regulars …` line of a shell block names a command, and options that the command has."""
    known = {
        name: {spelled for one in reference.options(command) for spelled in (*one.opts, *one.secondary_opts)}
        for name, command in reference.commands()
    }
    assert [shown for shown in sorted(_shown()) if not _exists(shown, known)] == []


def _shown() -> set[str]:
    blocks = (block for page in PROSE for block in re.findall(r"^```sh\n(.*?)^```", page.read_text("utf-8"), re.MULTILINE | re.DOTALL))
    lines = (line.split("#")[0].strip() for block in blocks for line in block.splitlines())
    return {line for line in lines if line.startswith("regulars ")}


def _exists(shown: str, known: dict[str, set[str]]) -> bool:
    names = (" ".join(shown.split()[:words]) for words in (3, 2))
    command = next((name for name in names if name in known), shown)
    asked = re.findall(r"(?<=\s)--[a-z-]+", shown)
    return command in known and {*asked, "--help"} <= {*known[command], *known["regulars"], "--help"}


def test_the_scheme_shown_as_an_example_passes_its_check(tmp_path):
    from regulars.scheme import load
    from regulars.schemes import all_schemes

    page = (REPOSITORY / "docs" / "how-to" / "own-scheme.md").read_text("utf-8")
    (tmp_path / "own.yaml").write_text(re.search(r"```yaml\n(.*?)```", page, re.DOTALL)[1], "utf-8")
    report = load(tmp_path / "own.yaml").check(all_schemes())
    assert (report.errors, report.proven) == ((), True)


def test_every_target_of_the_makefile_says_what_it_makes():
    text = (REPOSITORY / "Makefile").read_text("utf-8")
    targets = set(re.findall(r"^\.PHONY: ([a-z-]+)$", text, re.MULTILINE))
    assert targets == set(re.findall(r"^([a-z-]+):.*## \S", text, re.MULTILINE))


def test_the_lock_names_no_address():
    assert "://" not in (REPOSITORY / "requirements.lock").read_text("utf-8")


def test_every_decision_is_listed():
    decisions = REPOSITORY / "docs" / "decisions"
    listed = set(re.findall(r"\(([^)]+\.md)\)", (decisions / "README.md").read_text("utf-8")))
    assert {path.name for path in decisions.glob("0*.md")} == listed
