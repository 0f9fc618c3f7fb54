"""A back-up put in the place of a shop: a kill at any moment leaves the one state or the other, whole."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

import regulars
from regulars import settings
from regulars.working import archive, replacing


class Killed(BaseException):
    """Stands for the end of the process."""


@pytest.fixture
def backup(folder, tmp_path) -> Path:
    """The shop under another name and with a scheme of its own, as a back-up."""
    other = Path(shutil.copytree(folder, tmp_path / "other"))
    settings.write(other, name="Ngày trước")
    (other / "schemes").mkdir()
    (other / "schemes" / "own.yaml").write_text("# nothing yet\n", "utf-8")
    archive.written(other, tmp_path / "backup.zip", None)
    return tmp_path / "backup.zip"


def test_a_replacement_that_was_only_prepared_is_forgotten(folder, books, backup):
    before = settings.read(folder)
    (folder / replacing.PLACE / replacing.NEW).mkdir(parents=True)
    replacing.finish(folder, books)
    assert settings.read(folder) == before
    assert not (folder / replacing.PLACE).exists()


@pytest.mark.parametrize("moves", range(7))
def test_a_replacement_that_was_begun_is_carried_out_by_the_next_worker(folder, books, backup, monkeypatch, moves):
    (folder / "quarantine").mkdir(exist_ok=True)
    replacing.prepare(folder, backup, lambda *_: None)
    left, rename = [moves], Path.rename

    def renamed(self: Path, target: Path) -> Path:
        if not left[0]:
            raise Killed
        left[0] -= 1
        return rename(self, target)

    with monkeypatch.context() as patched:
        patched.setattr(Path, "rename", renamed)
        try:
            replacing.carry_out(folder, books)
        except Killed:
            assert (folder / replacing.PLACE / replacing.READY).exists()
    replacing.finish(folder, books)
    assert settings.read(folder).name == "Ngày trước"
    assert (folder / "schemes" / "own.yaml").exists()
    assert not (folder / replacing.PLACE).exists()
    with regulars.open(folder, create=False) as shop:
        assert shop.store.sql("SELECT count(*) > 0 FROM orders")[0][0]
