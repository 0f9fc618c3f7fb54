"""The example notebook runs from its first cell to its last, every chart of the library is in it, and it is kept clean."""

from __future__ import annotations

import json
import os
import re

import pytest

from regulars import charts

NOTEBOOK = "docs/notebooks/charts.ipynb"


@pytest.fixture(scope="module")
def kept(repository):
    return json.loads((repository / NOTEBOOK).read_text("utf-8"))


def test_it_is_kept_without_outputs_and_without_a_machine_in_it(kept):
    code = [cell for cell in kept["cells"] if cell["cell_type"] == "code"]
    assert [cell["id"] for cell in code if cell["outputs"] or cell["execution_count"] is not None] == []
    assert kept["metadata"].keys() == {"kernelspec", "language_info"}
    assert not re.search(r"/(home|root|Users|tmp|work)\b|[A-Z]:\\\\", json.dumps(kept))


def test_every_chart_is_in_it(kept):
    source = "".join(line for cell in kept["cells"] for line in cell["source"])
    assert {name for name in charts.__all__ if name != "Figure"} == set(re.findall(r"charts\.(\w+)\(", source))


@pytest.mark.many
@pytest.mark.slow
def test_it_runs_and_shows_a_picture_for_every_chart(repository, tmp_path, monkeypatch):
    import nbformat
    from nbclient import NotebookClient

    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([str(repository / "src"), os.environ.get("PYTHONPATH", "")]))
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    notebook = nbformat.read(repository / NOTEBOOK, as_version=4)
    NotebookClient(notebook, timeout=300, kernel_name="python3", resources={"metadata": {"path": str(tmp_path)}}).execute()
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    drawn = [cell for cell in code if re.search(r"^(charts\.\w+\(|figure$)", cell.source, re.MULTILINE)]
    shown = ["".join(output.get("data", {}).get("text/html", "") for output in cell.outputs) for cell in drawn]
    assert len(drawn) == 21
    assert [cell.source for cell, html in zip(drawn, shown, strict=True) if "<svg" not in html or "<details>" not in html] == []
    assert "Rename the column" in code[-2].outputs[0]["text"]
