"""What each kind of job does, and what it says afterwards."""

from __future__ import annotations

import csv
import shutil
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from regulars import settings
from regulars.plain import to_json
from regulars.rules import c
from regulars.store import editions
from regulars.store.books import Books, Job
from regulars.working.doing import Desk
from regulars.working.kinds import KINDS

from .conftest import at_a_desk, done_at

MORE = "more.csv"
MORE_ROWS = "order id,date,customer,amount\nN1,2026-11-19,M1,50000\nN2,2026-11-20,M2,70000\nN3,never,M3,5\n"


@pytest.fixture
def more(folder):
    """A file with orders of two new customers, and a row that cannot be read."""
    (folder / MORE).write_text(MORE_ROWS, "utf-8")
    return MORE


@pytest.fixture(scope="module")
def imported(made_shop, tmp_path_factory) -> tuple[Path, Job]:
    """The shop into which a job brought that file, not to be written to, and the job."""
    folder = Path(shutil.copytree(made_shop, tmp_path_factory.mktemp("imported") / "tiệm"))
    (folder / MORE).write_text(MORE_ROWS, "utf-8")
    with Books.open(folder) as books, at_a_desk(folder, books) as desk:
        return folder, done_at(desk, "import", {"paths": [MORE]})


@pytest.fixture
def after(imported, tmp_path) -> Iterator[Desk]:
    """A desk at that shop, in a copy of its own."""
    folder = Path(shutil.copytree(imported[0], tmp_path / "after"))
    with Books.open(folder) as books, at_a_desk(folder, books) as desk:
        yield desk


def count(desk, table: str = "orders") -> int:
    return desk.hold.shop.store.sql(f"SELECT count(*) FROM {table} WHERE replaced_at IS NULL")[0][0]


def test_every_kind_has_a_name_in_both_languages():
    assert [kind.id for kind in KINDS.values() if not (kind.name.vi and kind.name.en)] == []
    assert set(KINDS) >= {"import", "undo", "mend", "refresh", "recut", "replay", "demo", "settings", "backup", "restore", "answers"}


def test_an_import_brings_orders_and_with_them_new_numbers_and_an_edition(desk, after, imported):
    folder, job = imported
    assert (job.state, count(after), job.result["data"]["en"]["refused_rows"]) == ("done", count(desk) + 2, 1)
    assert "M1" in [row["customer_id"] for row in after.hold.shop.classify().table]
    assert job.result["then"]["data"]["customers"] == 42
    assert editions.newest(folder) is not None
    assert job.steps and all(step.seconds is not None for step in job.steps)


def test_the_same_import_twice_adds_nothing(after):
    before = count(after)
    assert done_at(after, "import", {"paths": [MORE]}).state == "done"
    assert count(after) == before


def test_a_job_says_what_the_command_line_would_in_both_languages(imported):
    result = imported[1].result
    assert {"said", "data", "warnings", "as_of", "computed_at", "versions", "imports", "failed"} <= set(result)
    assert "dòng" in result["said"]["vi"] and "rows" in result["said"]["en"]
    assert to_json(result)


def test_what_is_refused_fails_once_and_says_why(do, desk):
    job = do("import", {"paths": ["no such file.csv"]})
    assert (job.state, job.attempts, job.error.where.file) == ("failed", 1, "no such file.csv")
    assert job.error.todo.vi and job.error.todo.en


@pytest.mark.many
@pytest.mark.slow
def test_an_import_is_undone_or_only_tried(desk, after):
    before = count(desk)
    assert done_at(after, "undo", {"batch": 2, "dry_run": True}).result["data"]["en"]["dry"] is True
    assert count(after) == before + 2
    assert done_at(after, "undo", {"batch": 2}).state == "done"
    assert count(after) == before
    assert done_at(after, "undo", {"batch": 2}).state == "failed"


@pytest.mark.many
@pytest.mark.slow
def test_the_pages_show_nothing_once_the_only_import_is_undone(do, desk, folder):
    do("refresh")
    assert editions.newest(folder) is not None
    assert do("undo", {"batch": 1}).state == "done"
    assert editions.newest(folder) is None
    assert [job.kind for job in desk.books.jobs.waiting()] == []
    assert do("refresh", {"if_any": True}).state == "done"
    assert editions.newest(folder) is None


@pytest.mark.many
@pytest.mark.slow
def test_refused_rows_are_mended_by_a_rule_or_cell_by_cell(desk, after):
    row = after.hold.shop.store.sql("SELECT id FROM quarantine")[0][0]
    assert done_at(after, "mend", {"kind": "dates", "new": "d/m/Y", "which": {"batch": 2}}).result["data"]["en"]["waiting"] == 1
    job = done_at(after, "mend", {"kind": "file", "given": {str(row): {"date": "2026-11-18"}}})
    assert (job.state, job.result["data"]["en"]["mended"], count(after)) == ("done", 1, count(desk) + 3)
    assert done_at(after, "mend", {"kind": "retry"}).error.code == "no_rows"


def test_numbers_that_are_right_already_print_no_further_edition(do, folder, desk):
    assert do("refresh").state == "done"
    first = editions.newest(folder)
    assert first is not None
    assert [job.kind for job in desk.books.jobs.waiting()] == ["answers"]
    assert do("refresh").result["data"]["en"]["kind"] == "nothing"
    assert editions.newest(folder) == first


def test_a_shop_that_prepares_no_answers_has_its_edition_all_the_same(do, folder, desk):
    settings.write(folder, prepare_answers=False)
    assert do("refresh").state == "done"
    assert editions.newest(folder) is not None
    assert desk.books.jobs.waiting() == []


@pytest.mark.many
@pytest.mark.slow
def test_bars_are_cut_anew_and_months_told(do):
    assert do("recut").result["data"]["en"]["dry_run"] is False
    assert len(do("replay", {"months": 2}).result["data"]["en"]["days"]) == 3  # and the day it begins from


def test_settings_parameters_and_schemes_are_saved_and_hold(do, desk, folder):
    own = "id: loud\nname: Loud\nclasses:\n  - {id: many, name: Many, rule: orders >= 9}\n  - {id: few, name: Few, rule: everyone}\n"
    job = do(
        "settings",
        {"choose": {"name": "Quán Mới"}, "pin": {"ladder": {"key_from": 85}}, "save": {"file": "loud.yaml", "text": own}},
    )
    assert job.state == "done", job.error
    chosen = settings.read(folder)
    assert (chosen.name, chosen.schemes) == ("Quán Mới", {"ladder": {"key_from": 85}})
    assert "loud" in desk.hold.shop.classify().schemes
    assert do("settings", {"remove": "loud"}).state == "done"
    assert "loud" not in desk.hold.shop.classify().schemes


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"choose": {"currency": "USD"}}, "currency"),
        ({"choose": {"timezone": "Mars/Olympus"}}, "settings"),
        ({"pin": {"ladder": {"key_from": 900}}, "choose": {"name": "Quán Mới"}}, "rule"),
        ({"save": {"file": "x.yaml", "text": "id: x"}}, "rule"),
    ],
)
def test_settings_that_cannot_be_change_nothing(do, folder, wrong, code):
    before = (folder / "shop.toml").read_text("utf-8")
    job = do("settings", wrong)
    assert (job.state, job.error.code) == ("failed", code)
    assert (folder / "shop.toml").read_text("utf-8") == before


def test_a_demo_is_made_in_a_new_shop_and_not_in_one_with_orders(do, desk, folder, tmp_path):
    assert do("demo", {"trade": "tiny", "customers": 30}).error.code == "folder_taken"
    (folder / "analytics.duckdb").unlink()
    desk.hold.release()
    job = do("demo", {"trade": "tiny", "customers": 30})
    assert job.state == "done", job.error
    assert count(desk, "customers") >= 30
    assert settings.read(folder).category_level == 2


@pytest.mark.slow
def test_a_back_up_is_restored_with_audiences_and_notes_while_users_and_jobs_stay(do, desk, folder, books, more):
    before = count(desk)
    books.notes.add("K01", "ngồi cửa sổ")
    books.audiences.add("Quen", c.orders >= 4)
    backup = do("backup").result["data"]["en"]["path"]
    with zipfile.ZipFile(backup) as archive:
        assert {"shop.toml", "analytics.duckdb", "shop.sqlite"} <= set(archive.namelist())
        assert archive.testzip() is None
    do("import", {"paths": [more]})
    do("settings", {"choose": {"name": "Quán Khác"}})
    books.notes.remove(books.notes.of("K01")[0].id)
    books.audiences.add("Mới", c.orders >= 1)
    books.users.add("Lan", "cà phê sữa đá", "owner")
    job = do("restore", {"file": backup})
    assert job.state == "done", job.error
    assert count(desk) == before
    assert settings.read(folder).name != "Quán Khác"
    assert [note.text for note in books.notes.of("K01")] == ["ngồi cửa sổ"]
    assert [one.name for one in books.audiences.all()] == ["Quen"]
    assert [user.name for user in books.users.all()] == ["Lan"]
    assert not (folder / ".restore").exists()


def _zip(path, members) -> str:
    with zipfile.ZipFile(path, "w") as archive:
        for name, text in members.items():
            archive.writestr(name, text)
    return str(path)


@pytest.mark.parametrize(
    "members",
    [
        {},
        {"shop.toml": ""},
        {"shop.toml": "", "analytics.duckdb": "no such thing"},
        {"shop.toml": "colour = 1", "analytics.duckdb": ""},
        {"shop.toml": "", "analytics.duckdb": "", "../outside.txt": "x"},
        {"shop.toml": "", "analytics.duckdb": "", "/etc/outside.txt": "x"},
    ],
)
def test_what_is_no_back_up_replaces_nothing(do, desk, folder, tmp_path, members):
    before = count(desk)
    job = do("restore", {"file": _zip(tmp_path / "bad.zip", members)})
    assert job.state == "failed"
    assert count(desk) == before
    assert not (tmp_path / "outside.txt").exists()
    assert not (folder / ".restore").exists()


def test_a_back_up_that_was_cut_short_replaces_nothing(do, desk, folder, tmp_path):
    whole = Path(do("backup").result["data"]["en"]["path"])
    (tmp_path / "cut.zip").write_bytes(whole.read_bytes()[:20_000])
    assert do("restore", {"file": str(tmp_path / "cut.zip")}).error.code == "backup"
    assert count(desk) > 0


def test_a_kind_that_is_none_is_refused(do):
    assert do("dance").error.code == "no_kind"


def test_a_corrected_file_mends_rows(after):
    path = after.hold.folder / "mend.csv"
    after.hold.shop.export_quarantine(path, None, "en")
    with path.open(encoding="utf-8-sig", newline="") as file:
        header, *rows = csv.reader(file)
    rows = [["2026-11-18" if cell == "never" else cell for cell in row] for row in rows]
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([header, *rows])
    assert done_at(after, "mend", {"file": "mend.csv"}).result["data"]["en"]["mended"] == 1


@pytest.mark.many
@pytest.mark.slow
def test_answers_that_take_long_are_prepared_and_printed(do, folder):
    do("refresh")
    first = editions.newest(folder)
    assert do("answers").state == "done"
    assert editions.newest(folder) != first
